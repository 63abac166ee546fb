/** Breakers against a plain reading of their words; money at risk against bounds that hold whatever was ordered. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Execution } from '../../../../lib/domain/execution';
import { moneyMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import { atRiskOf, type BesideFacts } from '../../../../lib/services/risk/beside';
import { breakerOf } from '../../../../lib/services/risk/breakers';
import { claimOfLeg } from '../../../../lib/services/risk/exposure';
import { executionOf, legOf, LEG_SIZE } from '../../../kit/executions';
import { runs } from '../../../kit/property';

/** The same in the words of the settings: some stretch that lost so much, or so many losses without a win between. */
function plainly(results: readonly number[], drawdown: number, streak: number): boolean {
  return results.some((_, end) => {
    const until = results.slice(0, end + 1);
    const fell = until.some((_first, start) => -until.slice(start).reduce((sum, each) => sum + each, 0) >= drawdown);
    const lastWin = until.findLastIndex((each) => each > 0);
    return fell || until.slice(lastWin + 1).filter((each) => each < 0).length >= streak;
  });
}

describe('the breakers', () => {
  it('trip exactly where their words say', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -6, max: 6 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        (results, drawdown, streak) => {
          const sets = results.map((resultMicros) => ({ resultMicros, agreedMicros: 0 }));
          const tripped = breakerOf(sets, { maxDrawdownMicros: moneyMicros(drawdown), maxLossStreak: streak });
          expect(tripped !== null).toBe(plainly(results, drawdown, streak));
        },
      ),
      runs(),
    );
  });
});

const facts: BesideFacts = { nowMs: 0, orderLifeMs: 70_000, movedByCash: () => 0, isDecided: () => false };
const leg = fc
  .record({
    token: fc.integer({ min: 0, max: 2 }),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    state: fc.constantFrom('confirmed' as const, 'partial' as const, 'unknown' as const, 'unfilled' as const),
    part: fc.integer({ min: 0, max: LEG_SIZE }),
    paid: fc.integer({ min: 0, max: 7_900_000 }),
  })
  .map(({ token, side, state, part, paid }) => {
    const filled = state === 'confirmed' ? LEG_SIZE : state === 'unfilled' ? 0 : part;
    return legOf(token, {
      side,
      state,
      settled: state !== 'unknown',
      filledSizeMicros: sizeMicros(filled),
      paidMicros: moneyMicros(filled === 0 ? 0 : paid),
    });
  });
const sets = fc.array(
  fc
    .array(leg, { minLength: 1, maxLength: 4 })
    .map((legs) => executionOf({ state: 'unknown', legs, createdAtMs: timeMs(1) })),
  { maxLength: 5 },
);
const claims = (executions: readonly Execution[]): number =>
  executions.flatMap(({ legs }) => legs).reduce((sum, each) => sum + claimOfLeg(each), 0);

describe('money that is at risk', () => {
  it('is never below nothing nor above all claims, and no sale or cash-out raises it', () => {
    fc.assert(
      fc.property(sets, leg, fc.integer({ min: 0, max: 3 * LEG_SIZE }), (executions, more, cashed) => {
        const now = atRiskOf(executions, facts);
        expect(now).toBeGreaterThanOrEqual(0);
        // Each share is rounded up by itself.
        expect(now).toBeLessThanOrEqual(claims(executions) + 3);
        const sale = executionOf({ state: 'settled', legs: [{ ...more, side: 'sell' }], createdAtMs: timeMs(2) });
        expect(atRiskOf([...executions, sale], facts)).toBeLessThanOrEqual(now);
        expect(atRiskOf(executions, { ...facts, movedByCash: () => -cashed })).toBeLessThanOrEqual(now);
        const buy = executionOf({ state: 'settled', legs: [{ ...more, side: 'buy' }], createdAtMs: timeMs(2) });
        expect(atRiskOf([...executions, buy], facts)).toBeGreaterThanOrEqual(now);
      }),
      runs(),
    );
  });
});
