/** The booster by what must hold of any trees: the same trees again, and directions kept. */
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../lib/domain/random';
import { binned, cutsOf, MISSING_BIN, MOST_BINS } from '../../../lib/signals/boosting/bins';
import { gainShares, marginAt, trainBooster, type BoosterRules } from '../../../lib/signals/boosting/booster';
import { predictorOf } from '../../../lib/signals/boosting/predictor';

const RULES: BoosterRules = {
  ...{ trees: 20, depth: 3, learningRate: 0.3, lambda: 1, minHessian: 1, minGain: 0 },
  ...{ monotone: [0, -1], rowShare: 0.7, baseLogit: 0 },
};

function data(rows: number, seed: number) {
  const random = seeded(seed);
  const columns = [new Float64Array(rows), new Float64Array(rows)] as const;
  const outcomes = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const [a, b] = [random(), random()];
    columns[0][row] = random() < 0.1 ? NaN : a;
    columns[1][row] = b;
    // Rises with both, so the forbidden direction is there to be learned.
    outcomes[row] = Number(random() < (a + b) / 2);
  }
  return { columns, outcomes };
}

describe('bins', () => {
  it('gives few values a bin each, many about equal counts, and missing ones their own', () => {
    expect([...cutsOf(Float64Array.of(3, 1, NaN, 1, 2))]).toEqual([1.5, 2.5]);
    const many = Float64Array.from({ length: 6_400 }, (_, i) => i);
    const cuts = cutsOf(many);
    expect(cuts).toHaveLength(MOST_BINS - 1);
    const counts = new Map<number, number>();
    for (const code of binned([many]).codes) counts.set(code, (counts.get(code) ?? 0) + 1);
    expect([...counts.values()]).toEqual(new Array(MOST_BINS).fill(100));
    expect([...binned([Float64Array.of(NaN, 5)]).codes]).toEqual([MISSING_BIN, 0]);
  });

  it('keeps bins for the rest where most rows share one value', () => {
    const column = Float64Array.from({ length: 10_000 }, (_, i) => (i < 9_000 ? 0 : i));
    expect(cutsOf(column)).toHaveLength(MOST_BINS - 1);
  });
});

describe('the booster', () => {
  it('makes the same trees of the same rows and generator', () => {
    const set = data(500, 1);
    expect(trainBooster(set, RULES, seeded(7))).toEqual(trainBooster(set, RULES, seeded(7)));
  });

  it('says the same fast: trees of any depth, rows with holes, values on a threshold', () => {
    for (const depth of [1, 2, 3, 4]) {
      const booster = trainBooster(data(600, depth), { ...RULES, depth }, seeded(depth));
      const predict = predictorOf(booster);
      const values = [...booster.threshold, NaN, Infinity, -Infinity, 0, 1, 0.33];
      for (const a of values)
        for (const b of [0.2, 0.8, NaN]) expect(predict(Float64Array.of(a, b))).toBe(marginAt(booster, [a, b]));
    }
  });

  it('never rises with a feature that may only lower it, whatever the rows say', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const booster = trainBooster(data(800, seed), RULES, seeded(seed));
      for (const a of [NaN, 0.1, 0.4, 0.7, 0.95]) {
        const margins = Array.from({ length: 50 }, (_, i) => marginAt(booster, [a, i / 49]));
        for (const [i, margin] of margins.entries())
          expect(margin).toBeLessThanOrEqual((margins[i - 1] ?? Number.POSITIVE_INFINITY) + 1e-12);
      }
    }
  });

  it('counts gain by feature, and none where nothing can be split', () => {
    const shares = gainShares(trainBooster(data(800, 1), RULES, seeded(1)));
    expect(shares[0]).toBeGreaterThan(0.5);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    const constant = { columns: [new Float64Array(20).fill(1)], outcomes: new Uint8Array(20).fill(1) };
    expect(gainShares(trainBooster(constant, RULES, seeded(1)))).toEqual([0]);
  });

  it('refuses columns of another length, and no rows', () => {
    expect(() => trainBooster({ columns: [], outcomes: new Uint8Array(0) }, RULES, seeded(1))).toThrow('one value');
    const uneven = { columns: [new Float64Array(2)], outcomes: new Uint8Array(3) };
    expect(() => trainBooster(uneven, RULES, seeded(1))).toThrow('one value');
  });
});
