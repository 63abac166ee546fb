/** What a cash-out does when it is stopped or refused halfway. */
import { expect, it } from 'vitest';
import type { CashOut } from '../../../../lib/domain/cash-out';
import { fail, failureOf, ok, type Failure, type Result } from '../../../../lib/domain/result';
import { timeMs } from '../../../../lib/domain/units';
import { atRest } from '../../../../lib/services/execution/journaled';
import { driveCash, type RunDependencies } from '../../../../lib/services/cash/runner';
import { cashOutOf } from '../../../kit/cash-outs';
import { createMemoryLog } from '../../../kit/venue';

const STOPPED = failureOf('halted', { because: failureOf('busy', {}, 'later') });
const HASH = `0x${'ab'.repeat(32)}`;

interface World {
  readonly needsRelayer: boolean;
  /** Answers of the wallet to its transactions, in order. */
  readonly sends?: readonly Result<string>[];
  /** The user presses Stop while this is done. */
  readonly stopAt?: 'fetchHeld' | 'signTypedData' | 'sendTransaction';
  /** Fails from this write on. */
  readonly fullAfter?: number;
}

async function run({ needsRelayer, sends = [], stopAt, fullAfter = Infinity }: World) {
  const did: string[] = [];
  const written: CashOut[] = [];
  let halted: Failure | null = null;
  const note = (name: string): void => {
    did.push(name);
    if (name === stopAt) halted = STOPPED.params.because;
  };
  const record = cashOutOf();
  const transaction = { from: record.account.owner, to: record.account.funder, value: '0', data: '0x' } as const;
  const unused = (): never => {
    throw new Error('not asked here');
  };
  const dependencies: RunDependencies = {
    desk: {
      fetchShares: unused,
      placesOf: unused,
      plan: unused,
      findRelayed: unused,
      async fetchHeld() {
        note('fetchHeld');
        return ok(20_000_000);
      },
      needsRelayer: () => needsRelayer,
      fetchNonce: async () => ok('4'),
      buildRequest: () => ({
        typedData: { domain: {}, primaryType: 'X', types: {}, message: {} },
        attach: (signature) => ok(`{"signature":"${signature}"}`),
      }),
      async submit() {
        note('submit');
        return { kind: 'taken', id: 'r1' };
      },
      transactionsOf: () => [transaction, transaction, transaction],
    },
    wallet: {
      async signTypedData() {
        note('signTypedData');
        return ok('0x01');
      },
      async sendTransaction() {
        note('sendTransaction');
        return sends[did.filter((each) => each === 'sendTransaction').length - 1] ?? ok(HASH);
      },
      simulate: async () => ok('0x'),
      countTransactions: async () => ok(3),
      fetchReceipt: unused,
    },
    findProvider: async () => ok({ uuid: 'u', name: 'Test', claimedRdns: 'test', icon: '' }),
    journal: {
      async write(next) {
        if (written.length >= fullAfter) return fail('storage-failed', { doing: 'write', error: 'QuotaExceededError' });
        written.push(next);
        return ok(next);
      },
    },
    haltedBecause: () => halted,
    clock: { nowMs: () => timeMs(1_000), after: unused },
    log: createMemoryLog(),
    lookUp: () => undefined,
  };
  const session = { account: record.account, credentials: { key: '', secret: '', passphrase: '' } };
  const context = { session, relayerKey: 'k', signal: new AbortController().signal };
  const ran = await driveCash(dependencies, context, { run: atRest(record), event: { kind: 'opened' } });
  return { did, record: ran.record };
}

it('asks for no signature after Stop', async () => {
  const { did, record } = await run({ needsRelayer: true, stopAt: 'fetchHeld' });
  expect(did).toEqual(['fetchHeld']);
  expect(record).toMatchObject({ state: 'abandoned', failure: STOPPED });
});

it('sends nothing that was signed after Stop, and forgets it', async () => {
  const { did, record } = await run({ needsRelayer: true, stopAt: 'signTypedData' });
  expect(did).toEqual(['fetchHeld', 'signTypedData']);
  expect(record).toMatchObject({ state: 'abandoned', failure: STOPPED, request: { body: null } });
});

it('asks a wallet for no transaction after Stop, and looks up the one before', async () => {
  expect(await run({ needsRelayer: false, stopAt: 'fetchHeld' })).toMatchObject({
    did: ['fetchHeld'],
    record: { state: 'abandoned', failure: STOPPED },
  });
  expect(await run({ needsRelayer: false, stopAt: 'sendTransaction' })).toMatchObject({
    did: ['fetchHeld', 'sendTransaction'],
    record: { state: 'unknown', failure: { code: 'cash-partly' }, request: { hashes: [HASH] } },
  });
});

it('is unknown, not stopped, when a later transaction is refused', async () => {
  const refused = fail('wallet-refused', {});
  const { record } = await run({ needsRelayer: false, sends: [ok(HASH), ok(HASH), refused] });
  expect(record).toMatchObject({
    state: 'unknown',
    failure: { code: 'cash-partly' },
    request: { hashes: [HASH, HASH] },
  });
  expect((await run({ needsRelayer: false, sends: [refused] })).record).toMatchObject({ state: 'abandoned' });
});

it('is unknown, not stopped, when a later transaction cannot be written down', async () => {
  // Checked and first asked are two of the writes.
  const { did, record } = await run({ needsRelayer: false, fullAfter: 2 });
  expect(did.filter((each) => each === 'sendTransaction')).toHaveLength(1);
  expect(record).toMatchObject({ state: 'unknown', failure: { code: 'cash-partly' } });
});

it.each(['wallet-failed', 'wallet-busy', 'wallet-unable', 'wallet-unauthorised'] as const)(
  'does not take %s for a transaction that was not sent',
  async (code) => {
    const { record } = await run({ needsRelayer: false, sends: [fail(code, {})] });
    expect(record).toMatchObject({ state: 'unknown', failure: { code: 'cash-unanswered' } });
  },
);
