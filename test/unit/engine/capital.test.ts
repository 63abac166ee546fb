/** The money that sizes are a part of, by hand: gains kept aside, the cushion above the floor, what sets brought. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capitalOf, performanceOf, type CapitalRules, type Past } from '../../../lib/engine/sizing/capital';
import { expectedShortfall } from '../../../lib/engine/sizing/shortfall';
import { runs } from '../../kit/property';

const RULES: CapitalRules = { bankrollMicros: 1_000, kellyFractionBps: 2_500, maxDrawdownMicros: 250, reserveBps: 0 };
const past = (...results: readonly number[]): readonly Past[] =>
  results.map((resultMicros) => ({ resultMicros, agreedMicros: 0, counts: true }));

describe('the working capital', () => {
  it('is the bankroll with what was won and lost since', () => {
    expect(capitalOf([], RULES)).toMatchObject({
      workingMicros: 1_000,
      reserveMicros: 0,
      share: 0.25,
      because: 'kelly',
    });
    expect(capitalOf(past(100, -40), RULES).workingMicros).toBe(1_060);
    expect(capitalOf(past(-2_000), RULES)).toMatchObject({ workingMicros: 0, share: 0 });
  });

  it('leaves aside a part of each new best, and never takes it back by itself', () => {
    const rules = { ...RULES, reserveBps: 5_000 };
    expect(capitalOf(past(200), rules)).toMatchObject({ reserveMicros: 100, workingMicros: 1_100 });
    // Falling and rising below the best adds nothing; a new best adds its half.
    expect(capitalOf(past(200, -150, 100), rules)).toMatchObject({ reserveMicros: 100, workingMicros: 1_050 });
    expect(capitalOf(past(200, -150, 250), rules)).toMatchObject({ reserveMicros: 150, workingMicros: 1_150 });
  });

  it('is risked less the nearer the floor: a quarter at the best, nothing at the floor', () => {
    expect(capitalOf(past(-125), RULES)).toMatchObject({
      share: expect.closeTo(1 - 750 / 875, 12),
      because: 'drawdown',
    });
    expect(capitalOf(past(-250), RULES).share).toBe(0);
    // The user said go on: the fall counts from there.
    const before = past(500, -300).map((each) => ({ ...each, counts: false }));
    expect(capitalOf(before, RULES)).toMatchObject({ workingMicros: 1_200, because: 'drawdown' });
    expect(capitalOf(before, RULES).share).toBeCloseTo(250 / 1_200, 12);
  });

  it('is risked less where sets brought less than they promised, from twenty, and never more', () => {
    const brought = (share: number, count: number): readonly Past[] =>
      Array.from({ length: count }, () => ({ resultMicros: share * 10, agreedMicros: 10, counts: true }));
    expect(performanceOf(brought(0, 19))).toBe(1);
    expect(performanceOf(brought(0, 20))).toBeCloseTo(50 / 70, 12);
    expect(performanceOf(brought(-5, 50))).toBe(0.25);
    expect(performanceOf(brought(3, 50))).toBe(1);
    expect(capitalOf(brought(0.5, 50), { ...RULES, maxDrawdownMicros: 1e9 })).toMatchObject({
      share: expect.closeTo(0.25 * 0.75, 12),
      because: 'performance',
    });
  });

  it('is never risked beyond the chosen share, whatever came before (property)', () => {
    const set = fc.record({
      resultMicros: fc.integer({ min: -500, max: 500 }),
      agreedMicros: fc.integer({ min: 0, max: 100 }),
      counts: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(set, { maxLength: 60 }), fc.integer({ min: 0, max: 10_000 }), (sets, reserveBps) => {
        const rules = { ...RULES, reserveBps };
        const { workingMicros, reserveMicros, share } = capitalOf(sets, rules);
        const equity = rules.bankrollMicros + sets.reduce((sum, { resultMicros }) => sum + resultMicros, 0);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(0.25);
        expect(workingMicros).toBe(Math.max(0, equity - reserveMicros));
      }),
      runs(),
    );
  });
});

describe('the shortfall of the worst twentieth', () => {
  it('is the mean loss over it, the scenario at its edge with its part', () => {
    const scenarios = [
      { probability: 0.96, netReturn: 0.02 },
      { probability: 0.03, netReturn: -0.1 },
      { probability: 0.01, netReturn: -1 },
    ];
    expect(expectedShortfall(scenarios, 0.05)).toBeCloseTo((0.01 + 0.003 - 0.01 * 0.02) / 0.05, 12);
    expect(expectedShortfall([{ probability: 1, netReturn: 0.05 }], 0.05)).toBe(0);
    expect(expectedShortfall([{ probability: 1, netReturn: -1 }], 0.05)).toBe(1);
  });
});
