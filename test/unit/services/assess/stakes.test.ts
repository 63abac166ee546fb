/** The stake of a row: joint over its event, in dollars, and nothing on a price that is its own book's. */
import { describe, expect, it } from 'vitest';
import { moneyMicros } from '../../../../lib/domain/units';
import { capitalOf } from '../../../../lib/engine/sizing/capital';
import { jointStakes } from '../../../../lib/engine/sizing/joint';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import { stakesOf } from '../../../../lib/services/assess/stakes';
import { makePricedEvent, NOW, STALE_AFTER_MS, type PricedEvent } from '../../../kit/priced-event';

const LEAST = moneyMicros(1_000_000);

function stakes(priced: PricedEvent, fair: readonly (number | null)[], component = priced.component) {
  const rows = priced.event.conditions.map((condition, index) => ({ condition, component, fair: fair[index] ?? null }));
  const now = { books: priced.source, nowMs: NOW, staleAfterMs: STALE_AFTER_MS };
  return [...stakesOf({ rows, capital: capitalOf([], DEFAULT_SETTINGS), now }, LEAST).values()];
}

describe('the stake for these odds', () => {
  it('on one bet at fair odds f and cost c is (f - c) / (1 - c) of the capital', () => {
    const [staked] = jointStakes({
      bets: [{ unitCost: 0.4, size: 1e6, pays: [true, false] }],
      probabilities: [0.55, 0.45],
      capital: 1_000,
    });
    expect(staked).toBeCloseTo((1_000 * (0.55 - 0.4)) / (1 - 0.4), 3);
  });

  it('on the horses of one race is found together, not one by one', () => {
    // Two of three are too cheap; Kelly of the race puts p - b c on each, b the part that is kept.
    const bets = [
      { unitCost: 0.3, size: 1e6, pays: [true, false, false] },
      { unitCost: 0.2, size: 1e6, pays: [false, true, false] },
    ];
    const [first = 0, second = 0] = jointStakes({ bets, probabilities: [0.4, 0.3, 0.3], capital: 1_000 });
    const kept = 0.3 / (1 - 0.5);
    expect(first).toBeCloseTo(1_000 * (0.4 - kept * 0.3), 1);
    expect(second).toBeCloseTo(1_000 * (0.3 - kept * 0.2), 1);
  });

  it('of a sure gain spends no more than there is', () => {
    const bets = [0, 1, 2].map((index) => ({
      unitCost: 0.6,
      size: 2_000,
      pays: [0, 1, 2].map((scenario) => scenario !== index),
    }));
    const staked = jointStakes({ bets, probabilities: [1 / 3, 1 / 3, 1 / 3], capital: 1_000 });
    const sum = staked.reduce((total, each) => total + each, 0);
    expect(sum).toBeLessThanOrEqual(1_000 + 1e-6);
    expect(sum).toBeGreaterThan(990);
    expect(Math.max(...staked) - Math.min(...staked)).toBeLessThan(30);
  });

  it('of a sure gain is the optimum within the money: as much on each as it is likely', () => {
    // Kelly of a race in which every horse is bet on: p on each, whatever the odds, and no mix cut to the money.
    const bets = [0, 1, 2].map((index) => ({
      unitCost: 0.2,
      size: 1e5,
      pays: [0, 1, 2].map((scenario) => scenario === index),
    }));
    const staked = jointStakes({ bets, probabilities: [0.5, 0.3, 0.2], capital: 1_000 });
    for (const [index, dollars] of [500, 300, 200].entries())
      expect(Math.abs((staked[index] ?? 0) - dollars)).toBeLessThan(3);
  });

  it('of five rows is at most the share of the bankroll in all', () => {
    // No on each of five costs too little at these fair prices: one by one they would take a half of the bankroll.
    const priced = makePricedEvent(
      Object.fromEntries(['A', 'B', 'C', 'D', 'E'].map((name) => [name, [0.26, 0.28] as const])),
      2_000,
    );
    const all = stakes(priced, [0.2, 0.2, 0.2, 0.2, 0.2]);
    const sum = all.reduce((total, { micros }) => total + micros, 0);
    expect(all.length).toBeGreaterThan(1);
    expect(all.every(({ token }) => token === 'no')).toBe(true);
    expect(sum).toBeLessThanOrEqual((DEFAULT_SETTINGS.bankrollMicros * DEFAULT_SETTINGS.kellyFractionBps) / 10_000);
  });

  it('is nothing where the fair price is inside its own book, unknown, or says its own book back', () => {
    const priced = makePricedEvent({ A: [0.3, 0.32], B: [0.36, 0.38] });
    expect(stakes(priced, [0.31, 0.37])).toEqual([]);
    expect(stakes(priced, [null, null])).toEqual([]);
    const [own] = priced.component.conditions;
    if (!own) throw new Error('the event has no outcome');
    const alone = { ...priced.component, conditions: [own], relations: [] };
    // A book with no bids: its middle is its ask, and nobody else says what it is worth.
    expect(stakes(priced, [0.9, null], alone)).toEqual([]);
    for (const token of priced.event.conditions[1]?.tokens ?? []) priced.books.delete(token);
    expect(stakes(priced, [0.9, null])).toEqual([]);
  });
});
