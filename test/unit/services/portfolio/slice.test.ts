/** Which account may connect while a set of bets is being signed or its orders are open. */
import { describe, expect, it } from 'vitest';
import type { Execution } from '../../../../lib/domain/execution';
import { fail, ok } from '../../../../lib/domain/result';
import { createPortfolioSlice, type PortfolioSliceSources } from '../../../../lib/services/portfolio/slice';
import { ACCOUNT, executionOf } from '../../../kit/executions';

async function mustBeWith(execution: Execution): Promise<string | null> {
  const asked: (string | null)[] = [];
  const sources = {
    portfolio: {
      connect({ mustBe }: { mustBe: () => string | null }) {
        asked.push(mustBe());
        return Promise.resolve(fail('wallet-gone', {}));
      },
    },
    execution: { all: () => [execution] },
    userFeed: {},
  } as unknown as PortfolioSliceSources;
  await createPortfolioSlice(sources).commands?.connectWallet({ uuid: 'u' }, 'content');
  return asked[0] ?? null;
}

describe('connecting', () => {
  it.each(['approved', 'signing', 'sending', 'unknown'] as const)(
    'is for the same owner while one is %s',
    async (state) => {
      expect(await mustBeWith(executionOf({ state }))).toBe(ACCOUNT.owner);
    },
  );

  it.each(['abandoned', 'refused', 'settled', 'failed'] as const)('is free once it is %s', async (state) => {
    expect(await mustBeWith(executionOf({ state }))).toBeNull();
  });

  it('is free while one on paper is sent', async () => {
    expect(await mustBeWith(executionOf({ state: 'sending', mode: 'paper', account: null }))).toBeNull();
  });
});

describe('a key that ended', () => {
  it('is renewed by one signature, and whatever waited for it is asked at once', async () => {
    const calls: string[] = [];
    const note = (name: string) => () => void calls.push(name);
    const answers = [fail('wallet-gone', {}), ok({})];
    const sources = {
      portfolio: { renew: () => Promise.resolve(answers.shift()), refreshBalance: note('balance') },
      execution: { nudge: note('orders') },
      signatures: { nudge: note('signatures') },
      userFeed: {},
    } as unknown as PortfolioSliceSources;
    const { renewKey } = createPortfolioSlice(sources).commands ?? {};
    expect((await renewKey?.({}, 'extension'))?.ok).toBe(false);
    expect(calls).toEqual([]);
    expect(await renewKey?.({}, 'extension')).toEqual(ok({}));
    expect(calls).toEqual(['orders', 'signatures', 'balance']);
  });
});
