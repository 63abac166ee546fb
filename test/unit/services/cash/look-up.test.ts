/** What is said of a cash-out that may have left, while the venue's balances lag behind the chain. */
import { describe, expect, it } from 'vitest';
import type { CashOut } from '../../../../lib/domain/cash-out';
import { fail, ok, type Result } from '../../../../lib/domain/result';
import { timeMs } from '../../../../lib/domain/units';
import type { RelayedState } from '../../../../lib/ports/cash-desk';
import { lookUp } from '../../../../lib/services/cash/look-up';
import type { Finding } from '../../../../lib/services/cash/machine';
import { OWN, RELAYED, cashOutOf } from '../../../kit/cash-outs';

const HELD = 20_000_000;
const HASHES = ['0xaa', '0xbb'];

interface World {
  readonly nonce?: string;
  readonly heldMicros?: number;
  readonly state?: Result<RelayedState | null>;
  readonly mined?: Result<number>;
}

/** Looks after each of these pauses. */
async function look(record: CashOut, looks: readonly (World & { readonly afterMs: number })[]): Promise<Finding[]> {
  const found: Finding[] = [];
  const movedAt = new Map<string, ReturnType<typeof timeMs>>();
  let nowMs = 100_000;
  for (const { afterMs, nonce = '5', heldMicros = HELD, state = ok(null), mined = ok(3) } of looks) {
    nowMs += afterMs;
    const dependencies = {
      desk: {
        fetchState: async () => state,
        fetchNonce: async () => ok(nonce),
        fetchHeld: async () => ok(heldMicros),
      },
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

  it.each<[string, Result<RelayedState | null>]>([
    ['says that it is pending', ok('pending')],
    ['cannot be read', fail('network', { what: 'cash-state' }, 'later')],
  ])('is not called undone while the relayer %s', async (_name, state) => {
    const found = await look(named, [
      { afterMs: 0, state },
      { afterMs: 300_000, state },
    ]);
    expect(kinds(found)).toEqual(['pending', 'pending']);
  });

  it('is done without a doubt only by the word of the relayer', async () => {
    expect(await look(named, [{ afterMs: 0, state: ok('confirmed') }])).toEqual([{ kind: 'done', doubt: null }]);
    expect(await look(record, [{ afterMs: 0, heldMicros: 0 }])).toMatchObject([
      { kind: 'done', doubt: { code: 'cash-gone-only' } },
    ]);
  });
});

describe('by the wallet itself', () => {
  const record = cashOutOf({ state: 'pending', request: { ...OWN, hashes: HASHES, asked: 2 } });

  it('waits from when its transactions were seen to be mined', async () => {
    const found = await look(record, [
      { afterMs: 0, mined: ok(4) },
      { afterMs: 60_000, mined: ok(5) },
      { afterMs: 19_999, mined: ok(5) },
      { afterMs: 1, mined: ok(5) },
    ]);
    expect(kinds(found)).toEqual(['pending', 'pending', 'pending', 'cash-no-effect']);
  });

  it('says only that the shares are gone: they may have been sold elsewhere', async () => {
    expect(await look(record, [{ afterMs: 0, heldMicros: 0 }])).toMatchObject([
      { kind: 'done', doubt: { code: 'cash-gone-only' } },
    ]);
    expect(kinds(await look(record, [{ afterMs: 0, heldMicros: 0, mined: fail('no-page', {}, 'later') }]))).toEqual([
      'done',
    ]);
  });

  it('keeps saying why only some of its transactions were sent', async () => {
    const failure = { code: 'cash-partly', params: {}, retry: 'unknown' } as const;
    const partly = cashOutOf({ state: 'unknown', failure, request: { ...OWN, hashes: ['0xaa'], asked: 2 } });
    expect(await look(partly, [{ afterMs: 90_000, mined: ok(9) }])).toEqual([{ kind: 'silent', failure }]);
  });
});
