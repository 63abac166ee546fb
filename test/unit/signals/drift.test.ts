/** Detectors of change: quiet on streams that do not change, and small whatever they have seen. */
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../lib/domain/random';
import { allocate, growthAt } from '../../../lib/signals/capital/allocation';
import { adwin, ADWIN_START, type Adwin } from '../../../lib/signals/statistics/adwin';

describe('ADWIN', () => {
  it('raises no alarm in 200 streams of 2,000 that do not change', () => {
    let alarms = 0;
    for (let stream = 0; stream < 200; stream += 1) {
      const random = seeded(stream);
      let state = ADWIN_START;
      for (let at = 0; at < 2_000; at += 1) {
        const step = adwin(state, Number(random() < 0.15));
        state = step.state;
        if (step.changed) alarms += 1;
      }
    }
    expect(alarms).toBe(0);
  });

  it('keeps O(log n) buckets, and the same sums as the items in its window', () => {
    const random = seeded(4);
    const items: number[] = [];
    let state: Adwin = ADWIN_START;
    for (let at = 0; at < 5_000; at += 1) {
      const value = random() * (at < 3_000 ? 0.2 : 1);
      items.push(value);
      state = adwin(state, value).state;
    }
    const kept = items.slice(-state.width);
    const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
    expect(state.width).toBeLessThan(2_200);
    expect(state.sum).toBeCloseTo(mean * kept.length, 8);
    expect(state.spread).toBeCloseTo(
      kept.reduce((sum, value) => sum + (value - mean) ** 2, 0),
      8,
    );
    expect(state.rows.flat().length).toBeLessThan(80);
  });
});

describe('money on several bets', () => {
  it('keeps each bet under its cap and the sum under the budget, with a proven gap', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const random = seeded(seed);
      const caps = Array.from({ length: 6 }, () => random() * 0.4);
      const returns = Array.from({ length: 80 }, () => caps.map(() => (random() < 0.2 ? -0.6 * random() : 0.2)));
      const problem = { chances: returns.map(() => 1 / 80), returns, caps, budget: 0.2 + random() };
      const { shares, gap, growth } = allocate(problem);
      expect(gap).toBeLessThanOrEqual(1e-9);
      expect(growth).toBeCloseTo(growthAt(problem, shares), 12);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(problem.budget + 1e-12);
      for (const [at, share] of shares.entries()) expect(share).toBeLessThanOrEqual(caps[at] ?? 0);
    }
  });
});
