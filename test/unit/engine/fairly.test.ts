/** Fair prices where the rows of a component allow more than its outcomes do. */
import { describe, expect, it } from 'vitest';
import { projectFairly } from '../../../lib/engine/projection/fairly';
import { fairPrices } from '../../../lib/engine/projection/project';
import { loadSolvers } from '../../../lib/workers/create-engine';
import { instanceOf } from '../../kit/instances';

const { all: solvers } = await loadSolvers();
const options = { solvers, nowMs: () => performance.now(), timeLimitMs: 10_000 };

/** a implies b, and one of a, b and c happens: so b or c, which no single row says. */
const wide = instanceOf({
  conditions: ['a', 'b', 'c'],
  relations: [
    { type: 'implies', if: 'a', then: 'b' },
    { type: 'at-least-one', of: ['a', 'b', 'c'] },
  ],
  bids: { 'a.yes': [['0.29', '10']], 'b.yes': [['0.39', '10']], 'c.yes': [['0.39', '10']] },
  asks: { 'a.yes': [['0.31', '10']], 'b.yes': [['0.41', '10']], 'c.yes': [['0.41', '10']] },
});

const fairOf = (prices: ReturnType<typeof fairPrices>, key: string) => prices.find((price) => price.key === key);

describe('fair prices on the outcomes', () => {
  it('are found where the rows are wide, each with how far it can be off', () => {
    const relaxed = fairPrices(wide);
    expect(fairOf(relaxed, 'b')).toMatchObject({ within: null });
    expect(fairOf(relaxed, 'b')?.fair).toBeCloseTo(0.4, 2);
    const fair = projectFairly(wide, options);
    // b and c have equal quotes and must add up to at least one.
    for (const key of ['b', 'c']) {
      const price = fairOf(fair, key);
      expect(Math.abs((price?.fair ?? 0) - 0.5)).toBeLessThanOrEqual((price?.within ?? 0) + 1e-6);
      expect(price?.within).toBeLessThan(0.01);
    }
  });

  it('are those of the rows where these are exact', () => {
    const group = instanceOf({
      conditions: ['a', 'b'],
      relations: [{ type: 'exactly-one', of: ['a', 'b'] }],
      bids: { 'a.yes': [['0.29', '10']], 'b.yes': [['0.59', '10']] },
      asks: { 'a.yes': [['0.31', '10']], 'b.yes': [['0.61', '10']] },
    });
    expect(projectFairly(group, options)).toEqual(fairPrices(group));
    expect(fairPrices(group).map(({ within }) => within)).toEqual([0, 0]);
  });

  it('say how much is open when the time is over', () => {
    let ms = 0;
    const hurried = projectFairly(wide, { ...options, nowMs: () => (ms += 10), timeLimitMs: 35 });
    const price = fairOf(hurried, 'b');
    // Either the relaxed price, not vouched for, or a price whose width holds the true one.
    if (price?.within === null) expect(price.fair).toBeCloseTo(0.4, 2);
    else expect(Math.abs((price?.fair ?? 0) - 0.5)).toBeLessThanOrEqual(price?.within ?? 0);
  });
});
