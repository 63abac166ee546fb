import { describe, expect, it } from 'vitest';
import type { TradingAccount } from '../../../../lib/domain/account';
import { conditionsByKey } from '../../../../lib/domain/condition';
import type { Execution } from '../../../../lib/domain/execution';
import { parseAddress, parseCertificateHash, parseOrderHash } from '../../../../lib/domain/ids';
import type { Result } from '../../../../lib/domain/result';
import { fail, ok } from '../../../../lib/domain/result';
import { moneyMicros, priceMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import type { Clock } from '../../../../lib/ports/clock';
import type { Log } from '../../../../lib/ports/log';
import type { Store } from '../../../../lib/ports/store';
import type { OrderEntry, PostedOrder } from '../../../../lib/ports/order-entry';
import type { Wallet } from '../../../../lib/ports/signer';
import { createJournal } from '../../../../lib/services/execution/journal';
import { sendBasket } from '../../../../lib/services/execution/send';
import type { PortfolioService } from '../../../../lib/services/portfolio/portfolio';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { makeCondition } from '../../../kit/advisor-events';
import * as en from '../../../../lib/words/en';
import { noSignatures } from '../../../kit/no-signatures';

/**
 * The order of writing, signing and sending, with scripted ports: each test breaks one step and asserts what reached
 * the venue. Real signatures and bytes are checked in test/conformance, the whole path in test/e2e.
 */
function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('fixture is malformed');
  return value;
}

const owner = must(parseAddress(`0x${'a1'.repeat(20)}`));
const conditions = ['Hold', 'Cut', 'Hike'].map((label) => makeCondition({ question: `Will the Fed ${label}?`, label }));
const clock: Clock = { nowMs: () => timeMs(1_795_000_000_000), after: () => undefined };
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface Script {
  /** Index of the leg whose signature the wallet refuses. */
  readonly refuse?: number;
  /** Index of the leg whose signature does not verify. */
  readonly forge?: number;
  /** State whose journal write fails. */
  readonly failWrite?: Execution['state'];
  /** State whose journal write takes so long that the user presses stop meanwhile. */
  readonly stopIn?: Execution['state'];
  readonly check?: Result<{ readonly account: TradingAccount }>;
  /** Account that the gate approved, when it is not the connected one. */
  readonly account?: TradingAccount;
  readonly answers?: (hashes: readonly string[]) => readonly PostedOrder[];
}

function run(script: Script) {
  const writes: Execution[] = [];
  const stop = new AbortController();
  const posted: string[][] = [];
  let asked = 0;
  const hashOf = (index: number) => must(parseOrderHash(`0x${String(index + 1).repeat(64)}`));
  const store: Store<Execution> = {
    get: () => Promise.resolve(ok(null)),
    all: () => Promise.resolve(ok([])),
    delete: () => Promise.resolve(ok(undefined)),
    put(_key, value) {
      if (value.state === script.failWrite)
        return Promise.resolve(fail('storage-failed', { doing: 'write', error: 'QuotaExceededError' }, 'later'));
      writes.push(value);
      if (value.state === script.stopIn) stop.abort();
      return Promise.resolve(ok(undefined));
    },
  };
  const unused = () => {
    throw new Error('not part of this path');
  };
  const wallet: Wallet = {
    listProviders: unused,
    connect: unused,
    look: unused,
    signTypedData: () => Promise.resolve(asked++ === script.refuse ? fail('wallet-refused', {}) : ok('0xsignature')),
  };
  let built = 0;
  const orders: OrderEntry = {
    needsSignature: true,
    buildOrder: (_account, terms) =>
      ok({ terms, hash: hashOf(built++), typedData: { domain: {}, primaryType: 'Order', types: {}, message: {} } }),
    attachSignature: ({ order }) =>
      script.forge !== undefined && order.hash === hashOf(script.forge)
        ? fail('bad-signature', {})
        : ok({ hash: order.hash, body: JSON.stringify({ expiration: order.terms.expirationSeconds }) }),
    submitOrders({ orders: ready }) {
      // The journal knows the bytes before they leave.
      expect(writes.at(-1)).toMatchObject({
        state: 'sending',
        legs: ready.map((order) => ({ orders: [{ hash: order.hash, body: order.body }], state: 'sent' })),
      });
      posted.push(ready.map((order) => order.hash));
      return Promise.resolve(
        (
          script.answers ??
          ((hashes) =>
            hashes.map(
              (_hash, index) =>
                ({
                  kind: 'matched',
                  hash: hashOf(index),
                  tradeIds: [`t${index}`],
                  makingMicros: moneyMicros(7_900_000),
                  takingMicros: moneyMicros(10_000_000),
                }) satisfies PostedOrder,
            ))
        )(ready.map((order) => order.hash)),
      );
    },
    cancelOrders: unused,
    fetchOrder: unused,
    fetchOpenOrders: unused,
    fetchMode: unused,
    fetchOrderVersion: unused,
  };
  const session = {
    account: { owner, funder: owner, signatureType: 0 as const },
    credentials: { key: 'k', secret: 's', passphrase: 'p' },
    wallet: { name: 'W', claimedRdns: 'w.test' },
    undeployed: null,
  };
  const portfolio: PortfolioService = {
    session: () => session,
    balance: () => null,
    load: unused,
    listWallets: unused,
    step: () => null,
    connect: unused,
    choose: unused,
    keyAnswered: unused,
    isKeyOver: () => false,
    renew: unused,
    disconnect: unused,
    refreshBalance: unused,
    findProvider: () => Promise.resolve(ok({ uuid: 'u', name: 'W', claimedRdns: 'w.test', icon: '' })),
    subscribe: () => () => undefined,
  };
  const execution: Execution = {
    id: 'basket',
    mode: 'live',
    account: script.account ?? session.account,
    state: 'approved',
    certificateHash: must(parseCertificateHash('0'.repeat(64))),
    eventTitle: 'Fed decision in June?',
    eventSlug: 'fed',
    legs: conditions.map((condition) => ({
      conditionId: condition.id,
      tokenId: condition.tokens[1],
      token: 'no',
      label: condition.label,
      side: 'buy',
      sizeMicros: sizeMicros(10_000_000),
      limitPriceMicros: priceMicros(790_000),
      fee: { ratePpm: 40_000, exponent: 1, takerOnly: true },
      state: 'pending',
      orders: [],
      filledSizeMicros: sizeMicros(0),
      paidMicros: moneyMicros(0),
      feeMicros: moneyMicros(0),
      tradeIds: [],
      heldBeforeMicros: null,
      settled: false,
      failure: null,
    })),
    floorMicros: moneyMicros(20_000_000),
    maxCostMicros: moneyMicros(24_000_000),
    acknowledged: false,
    createdAtMs: clock.nowMs(),
    updatedAtMs: clock.nowMs(),
    failure: null,
  };
  const done = sendBasket(
    {
      wallet,
      portfolio,
      journal: createJournal(store, clock),
      rules: POLYMARKET_RULES,
      clock,
      log: silent,
      signatures: noSignatures,
      saltOf: (text) => Promise.resolve(text.length),
    },
    { record: execution, stage: { kind: 'acting', act: { kind: 'begin' } } },
    {
      venue: {
        orders,
        settlement: { fetchTrades: unused, fetchBalance: unused },
        movesMoney: true,
        session: portfolio.session,
      },
      proven: execution.legs.map((leg) => ({ ...leg, condition: leg.conditionId })),
      conditions: conditionsByKey(conditions),
      checkAgain: () => Promise.resolve(script.check ?? ok({ account: session.account })),
      stop: stop.signal,
      lookUp: () => undefined,
    },
  );
  return done.then(({ run: { record } }) => ({ result: record, writes, posted }));
}

describe('sending a basket', () => {
  it('writes each step before it acts and posts all legs once', async () => {
    const { result, writes, posted } = await run({});
    expect(posted).toHaveLength(1);
    expect(posted[0]).toHaveLength(3);
    expect(writes.map((each) => each.state)).toEqual([
      'signing',
      'signing',
      'signing',
      'signing',
      'sending',
      'matched',
    ]);
    expect(writes.slice(1, 4).map((each) => each.legs.filter((leg) => leg.state === 'signed').length)).toEqual([
      1, 2, 3,
    ]);
    expect(result.legs.every((leg) => leg.state === 'matched' && !leg.settled)).toBe(true);
  });

  it('sends nothing when the wallet refuses the third leg', async () => {
    const { result, posted } = await run({ refuse: 2 });
    expect(posted).toEqual([]);
    expect(result).toMatchObject({
      state: 'abandoned',
      failure: { code: 'leg-unsigned', params: { leg: 3, cause: { code: 'wallet-refused' } } },
    });
    expect(result.failure && en.failure(result.failure)).toBe(
      'Bet 3 (No on "Hike"): It was refused in your wallet. Nothing was sent.',
    );
  });

  it('sends nothing when one signature does not verify', async () => {
    const { result, posted } = await run({ forge: 1 });
    expect(posted).toEqual([]);
    expect(result).toMatchObject({
      state: 'abandoned',
      failure: { code: 'leg-unsigned', params: { leg: 2, cause: { code: 'bad-signature' } } },
    });
  });

  it('sends nothing when the book moved while the user signed', async () => {
    const { result, posted } = await run({ check: fail('book-stale', { token: 'no', market: 'Hike' }, 'later') });
    expect(posted).toEqual([]);
    expect(result).toMatchObject({
      state: 'abandoned',
      failure: { code: 'signatures-wasted', params: { cause: { code: 'book-stale' } } },
    });
    expect(result.failure && en.failure(result.failure)).toMatch(
      /too old to trade on. Nothing was sent. Facet threw its copies of your signatures away.$/,
    );
  });

  it('sends nothing when the check after signing was about another account', async () => {
    const funder = must(parseAddress(`0x${'b2'.repeat(20)}`));
    const { result, posted } = await run({ check: ok({ account: { owner, funder, signatureType: 2 } }) });
    expect(posted).toEqual([]);
    expect(result).toMatchObject({
      state: 'abandoned',
      failure: { code: 'signatures-wasted', params: { cause: { code: 'account-changed' } } },
    });
  });

  it.each(['signing', 'sending'] as const)('sends nothing when the %s state cannot be written', async (state) => {
    const { result, posted } = await run({ failWrite: state });
    expect(posted).toEqual([]);
    expect(result.state).toBe('abandoned');
  });

  it.each(['signing', 'sending'] as const)(
    'sends nothing when stop is pressed while the %s state is written',
    async (state) => {
      const { result, posted, writes } = await run({ stopIn: state });
      expect(posted).toEqual([]);
      expect(result).toMatchObject({ state: 'abandoned', failure: { code: 'stopped' } });
      // Nothing is left on disk that a next life would look up as sent.
      expect(writes.at(-1)).toMatchObject({
        state: 'abandoned',
        legs: [{ orders: [] }, { orders: [] }, { orders: [] }],
      });
    },
  );

  it('calls a leg without an answer unknown', async () => {
    const { result } = await run({ answers: () => [] });
    expect(result.state).toBe('unknown');
    expect(result.legs.map((leg) => [leg.state, leg.failure?.retry])).toEqual(
      Array.from({ length: 3 }, () => ['unknown', 'unknown']),
    );
  });

  it('signs nothing for another account than the one that was checked', async () => {
    const { result, posted, writes } = await run({
      account: { owner, funder: must(parseAddress(`0x${'b2'.repeat(20)}`)), signatureType: 2 },
    });
    expect(posted).toEqual([]);
    expect(writes.every((each) => each.state !== 'signing')).toBe(true);
    expect(result).toMatchObject({ state: 'abandoned', failure: { code: 'account-changed' } });
  });

  it('tells the venue an expiry of a little over three minutes', async () => {
    const { writes } = await run({});
    const body = must(writes.find((each) => each.state === 'sending')?.legs[0]?.orders[0]?.body);
    expect(JSON.parse(body)).toEqual({ expiration: 1_795_000_190 });
  });
});
