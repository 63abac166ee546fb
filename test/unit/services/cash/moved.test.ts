/** Which change of a balance Facet's own cash-outs explain. */
import { expect, it } from 'vitest';
import type { CashOut } from '../../../../lib/domain/cash-out';
import { parseTokenId } from '../../../../lib/domain/ids';
import { failureOf } from '../../../../lib/domain/result';
import { timeMs } from '../../../../lib/domain/units';
import { movedByCash } from '../../../../lib/services/cash/moved';
import { cashOutOf } from '../../../kit/cash-outs';

const SINCE = 5_000;
const at = (createdAt: number, updatedAt: number) => ({
  createdAtMs: timeMs(createdAt),
  updatedAtMs: timeMs(updatedAt),
});
const DOUBT = failureOf('cash-gone-only', {});

function moved(cashOuts: readonly CashOut[], over: Partial<Parameters<typeof movedByCash>[1]> = {}): number | null {
  const { account, changes } = cashOutOf();
  const [change] = changes;
  if (!change) throw new Error('fixture');
  return movedByCash(cashOuts, { account, tokenId: change.tokenId, sinceMs: SINCE, ...over });
}

it('counts what was done since, and nothing that ended before', () => {
  const done = cashOutOf({ state: 'done', ...at(6_000, 7_000) });
  expect(moved([done, done])).toBe(-40_000_000);
  expect(moved([cashOutOf({ state: 'done', ...at(1_000, SINCE - 1) })])).toBe(0);
  expect(moved([cashOutOf({ state: 'abandoned', ...at(6_000, 7_000) })])).toBe(0);
});

it.each<[string, Partial<CashOut>]>([
  ['is under way', { state: 'pending', ...at(6_000, 7_000) }],
  ['is of unknown fate since long', { state: 'unknown', ...at(1_000, 2_000) }],
  ['was done by what is held alone', { state: 'done', failure: DOUBT, ...at(6_000, 7_000) }],
  ['failed, perhaps not wholly', { state: 'failed', failure: DOUBT, ...at(6_000, 7_000) }],
  ['began before and ended since', { state: 'done', ...at(SINCE - 1, SINCE) }],
  ['takes whatever is there', { state: 'done', kind: 'redeem', ...at(6_000, 7_000) }],
])('cannot tell where one %s', (_name, over) => expect(moved([cashOutOf(over)])).toBeNull());

it('leaves other tokens and other accounts alone', () => {
  const pending = cashOutOf({ state: 'pending', ...at(6_000, 7_000) });
  expect(moved([pending], { tokenId: parseTokenId('78') ?? expect.fail('fixture') })).toBe(0);
  expect(moved([{ ...pending, account: { ...pending.account, funder: pending.account.owner } }])).toBe(0);
});
