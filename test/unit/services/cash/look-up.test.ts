/** What is said of a cash-out that may have left, while the venue's balances lag behind the chain. */
import { describe, expect, it } from 'vitest';
import type { CashOut } from '../../../../lib/domain/cash-out';
import { fail, ok, type Result } from '../../../../lib/domain/result';
import { timeMs } from '../../../../lib/domain/units';
import type { RelayedEnd } from '../../../../lib/ports/cash-desk';
import type { Receipt } from '../../../../lib/ports/signer';
import { lookUp } from '../../../../lib/services/cash/look-up';
import type { Finding } from '../../../../lib/services/cash/machine';
import { OWN, RELAYED, cashOutOf } from '../../../kit/cash-outs';

const HELD = 20_000_000;
const HASHES = ['0xaa', '0xbb'];

interface World {
  readonly nonce?: string;
  readonly heldMicros?: number;
  readonly state?: Result<RelayedEnd | null>;
  readonly mined?: Result<number>;
  readonly receipts?: readonly Result<Receipt | null>[];
}

const UNREAD = fail('network', { what: 'cash-state' }, 'later');

/** Looks after each of these pauses. */
async function look(record: CashOut, looks: readonly (World & { readonly afterMs: number })[]): Promise<Finding[]> {
  const found: Finding[] = [];
  const movedAt = new Map<string, ReturnType<typeof timeMs>>();
  let nowMs = 100_000;
  for (const { afterMs, nonce = '5', heldMicros = HELD, state = ok(null), mined = ok(3), receipts = [] } of looks) {
    nowMs += afterMs;
    const dependencies = {
      desk: {
        findRelayed: async () => state,
        fetchNonce: async () => ok(nonce),
        fetchHeld: async () => ok(heldMicros),
      },
      relayerKey: 'k',
      fetchReceipt: async (hash: string) => receipts[HASHES.indexOf(hash)] ?? ok(null),
      countTransactions: async () => mined,
      now: () => timeMs(nowMs),
      movedAt,
    };
    const session = { account: record.account, credentials: { key: '', secret: '', passphrase: '' } };
    found.push(await lookUp(record, session, dependencies, new AbortController().signal));
  }
  return found;
}

const kinds = (found: readonly Finding[]): readonly string[] =>
  found.map((each) => (each.kind === 'failed' ? each.failure.code : each.kind));

describe('through the relayer', () => {
  const record = cashOutOf({ state: 'pending', request: RELAYED });
  const named = cashOutOf({ state: 'pending', request: { ...RELAYED, id: 'r1' } });

  it('waits from when the nonce was seen to have moved, however long ago it was sent', async () => {
    expect(kinds(await look(record, [{ afterMs: 0 }, { afterMs: 19_999 }, { afterMs: 1 }]))).toEqual([
      'pending',
      'pending',
      'cash-undone',
    ]);
  });

  it('waits anew where the nonce went back', async () => {
    const found = await look(record, [
      { afterMs: 0 },
      { afterMs: 10_000, nonce: '4' },
      { afterMs: 10_000 },
      { afterMs: 19_999 },
    ]);
    expect(kinds(found)).toEqual(['pending', 'silent', 'pending', 'pending']);
  });

  it.each<[string, World, string]>([
    ['the relayer says that it is pending', { state: ok('pending') }, 'pending'],
    ['the relayer cannot be asked', { state: UNREAD }, 'silent'],
  ])('is not called undone while %s', async (_name, world, kind) => {
    const found = await look(named, [
      { afterMs: 0, ...world },
      { afterMs: 300_000, ...world },
    ]);
    expect(kinds(found)).toEqual([kind, kind]);
  });

  it('is judged by its own request, whatever is held', async () => {
    for (const heldMicros of [0, HELD, 2 * HELD]) {
      expect(await look(named, [{ afterMs: 0, heldMicros, state: ok('confirmed') }])).toEqual([
        { kind: 'done', doubt: null },
      ]);
      expect(kinds(await look(record, [{ afterMs: 0, heldMicros, state: ok('failed') }]))).toEqual(['cash-failed']);
      expect(kinds(await look(record, [{ afterMs: 0, heldMicros, state: ok('another') }]))).toEqual(['cash-undone']);
    }
  });

  it('is done with a doubt by what is held, and only once the nonce moved', async () => {
    expect(await look(record, [{ afterMs: 0, heldMicros: 0 }])).toMatchObject([
      { kind: 'done', doubt: { code: 'cash-gone-only' } },
    ]);
    expect(kinds(await look(record, [{ afterMs: 0, heldMicros: 0, nonce: '4' }]))).toEqual(['silent']);
  });
});

describe('by the wallet itself', () => {
  const record = cashOutOf({ state: 'pending', request: { ...OWN, hashes: HASHES, asked: 2 } });
  const done: readonly Result<Receipt | null>[] = [ok('done'), ok('done')];

  it('is judged by its receipts, whatever is held', async () => {
    for (const heldMicros of [0, HELD, 2 * HELD]) {
      const look5 = (receipts: World['receipts']) =>
        look(record, [{ afterMs: 0, heldMicros, mined: ok(5), receipts: receipts ?? [] }]);
      expect(await look5(done)).toEqual([{ kind: 'done', doubt: null }]);
      expect(await look5([ok('done'), ok('reverted')])).toMatchObject([
        { kind: 'failed', failure: { code: 'cash-reverted', params: { done: 1, total: 2 } } },
      ]);
      expect(kinds(await look5([ok('reverted'), ok('reverted')]))).toEqual(['cash-reverted']);
    }
  });

  it('waits for its receipts', async () => {
    const found = await look(record, [
      { afterMs: 0, mined: ok(4), receipts: [ok('done')] },
      { afterMs: 60_000, mined: ok(5), receipts: [ok('done')] },
      { afterMs: 1, mined: ok(5), receipts: done },
    ]);
    expect(kinds(found)).toEqual(['pending', 'pending', 'done']);
  });

  it('is unknown where others took the places of its transactions', async () => {
    const found = await look(record, [
      { afterMs: 0, mined: ok(5) },
      { afterMs: 20_000, mined: ok(5) },
    ]);
    expect(found).toMatchObject([{ kind: 'pending' }, { kind: 'silent', failure: { code: 'cash-replaced' } }]);
  });

  it('says only that the shares are gone, and only once its nonce is used', async () => {
    const gone = { afterMs: 0, heldMicros: 0 };
    expect(await look(record, [{ ...gone, mined: ok(5) }])).toMatchObject([
      { kind: 'done', doubt: { code: 'cash-gone-only' } },
    ]);
    const unread = fail('no-page', {}, 'later');
    expect(kinds(await look(record, [{ ...gone, mined: ok(4) }]))).toEqual(['pending']);
    expect(kinds(await look(record, [{ ...gone, mined: unread }]))).toEqual(['silent']);
    const untold = cashOutOf({ state: 'unknown', request: { ...OWN, total: 1, asked: 1 } });
    expect(kinds(await look(untold, [{ ...gone, mined: ok(3) }]))).toEqual(['silent']);
    expect(kinds(await look(untold, [{ ...gone, mined: ok(4) }]))).toEqual(['done']);
  });

  it('keeps saying why only some of its transactions were sent, and ends with them', async () => {
    const failure = { code: 'cash-partly', params: {}, retry: 'unknown' } as const;
    const partly = cashOutOf({ state: 'unknown', failure, request: { ...OWN, hashes: ['0xaa'], asked: 2 } });
    expect(await look(partly, [{ afterMs: 90_000, mined: ok(9) }])).toEqual([{ kind: 'silent', failure }]);
    expect(await look(partly, [{ afterMs: 0, mined: ok(4), receipts: [ok('done')] }])).toEqual([
      { kind: 'failed', failure },
    ]);
  });
});
