/** Values from spot: by hand where they are exact, and how a price that moves at a known pace is measured. */
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../lib/domain/random';
import type { CryptoMarket, Payoff } from '../../../../lib/signals/fairvalue/crypto-market';
import { fairValue, type SpotNow } from '../../../../lib/signals/fairvalue/fair-value';
import { createSpotHistory } from '../../../../lib/signals/fairvalue/spot-history';

const NOW = 1_800_000_000_000;
const YEAR_MS = 365 * 86_400_000;
const marketOf = (payoff: Payoff, endMs = NOW + 3_600_000): CryptoMarket => ({
  ...{ asset: 'BTC', pair: 'BTC/USD', source: 'Binance' },
  payoff,
  endMs,
});
const now = (over: Partial<SpotNow> = {}): SpotNow => ({
  ...{ spot: 100, sigma: 0.5, error: 0.1, start: null, extremes: null },
  ...over,
});
const valueOf = (payoff: Payoff, over: Partial<SpotNow> = {}): number => {
  const said = fairValue(marketOf(payoff), now(over), NOW);
  if (said.kind !== 'value') throw new Error(said.reason);
  expect([said.low <= said.value, said.value <= said.high, said.low >= 0, said.high <= 1]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  return said.value;
};

describe('the value of a market on a price', () => {
  it('is near a half at the level, and its parts make one', () => {
    const [above, below] = [valueOf({ kind: 'above', level: 101 }), valueOf({ kind: 'below', level: 101 })];
    expect(above + below).toBeCloseTo(1, 12);
    expect(valueOf({ kind: 'above', level: 100 })).toBeCloseTo(0.5, 2);
    const between = valueOf({ kind: 'between', low: 99, high: 101 });
    expect(between).toBeCloseTo(1 - above - valueOf({ kind: 'below', level: 99 }), 12);
  });

  it('of a touch is about twice that of ending there, one where it was, and less where only closes count', () => {
    const touch = { kind: 'touch', level: 101, way: 'up', sinceMs: NOW - 1_000, closesEveryMs: null } as const;
    expect(valueOf(touch) / valueOf({ kind: 'above', level: 101 })).toBeCloseTo(2, 1);
    expect(valueOf({ ...touch, closesEveryMs: 60_000 })).toBeLessThan(valueOf(touch));
    expect(valueOf(touch, { extremes: { high: 101.5, low: 99 } })).toBeGreaterThan(0.999);
    expect(valueOf(touch, { spot: 102 })).toBeGreaterThan(0.999);
    const down = { ...touch, level: 99, way: 'down' } as const;
    expect(valueOf(down)).toBeGreaterThan(0.01);
    expect(valueOf(down, { spot: 98 })).toBeGreaterThan(0.999);
    // Our price was there by less than the two prices may differ: the other one perhaps was not.
    expect(valueOf(touch, { spot: 101 })).toBeCloseTo(0.5, 2);
  });

  it('is not said before it begins, after it ended, nor where its beginning was not seen', () => {
    const up = { kind: 'up', startMs: NOW - 60_000 } as const;
    expect(fairValue(marketOf(up), now(), NOW)).toEqual({ kind: 'off', reason: 'start-not-seen' });
    expect(fairValue(marketOf({ ...up, startMs: NOW + 1 }), now(), NOW)).toEqual({
      kind: 'off',
      reason: 'not-started',
    });
    expect(fairValue(marketOf(up, NOW), now({ start: 1 }), NOW)).toEqual({ kind: 'off', reason: 'over' });
    expect(valueOf(up, { start: 99 })).toBeGreaterThan(0.5);
  });
});

/** A price that moves at `sigma` a year, four times a second. */
function walk(sigma: number, { seed = 5, minutes = 70, gapAt = -1 } = {}) {
  const [random, history] = [seeded(seed), createSpotHistory()];
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let price = 100;
  for (let ms = 0; ms < minutes * 60_000; ms += 250) {
    price *= Math.exp(sigma * Math.sqrt(250 / YEAR_MS) * normal());
    if (ms === gapAt) {
      history.gap();
      // A jump while nothing was known.
      price *= 1.5;
    }
    history.take(NOW + ms, price);
  }
  return { history, price };
}

describe('how much a price moves', () => {
  it('is measured within its own range, for what ends soon and for what ends later', () => {
    const { history } = walk(0.5);
    for (const tau of [300_000, 1_800_000, 7_200_000]) {
      const said = history.sigma(tau);
      if (said.kind !== 'value') throw new Error('nothing');
      expect(Math.abs(Math.log(said.sigma / 0.5))).toBeLessThan(3 * said.error + 0.05);
    }
  });

  it('says how much is missing, takes no difference across a gap, and drops what is old', () => {
    expect(walk(0.5, { minutes: 2 }).history.sigma(60_000)).toMatchObject({ kind: 'not-enough', need: 60 });
    expect(walk(0.5, { minutes: 30 }).history.sigma(7_200_000)).toEqual({ kind: 'not-enough', have: 28, need: 60 });
    for (const tau of [300_000, 7_200_000]) {
      const said = walk(0.5, { gapAt: 1_800_000 }).history.sigma(tau);
      if (said.kind === 'value') expect(said.sigma).toBeLessThan(1);
      else expect(tau).toBe(7_200_000);
    }
    const { history, price } = walk(0.5, { minutes: 6 });
    const before = history.sigma(60_000);
    history.take(NOW, price * 2);
    expect(history.sigma(60_000)).toEqual(before);
  });

  it('knows where it stood at a moment that was watched, and no other', () => {
    const history = createSpotHistory();
    for (let ms = 0; ms <= 10_000; ms += 500) history.take(NOW + ms, 100 + ms / 1_000);
    expect(history.priceAt(NOW + 5_000)).toBe(104.5);
    expect(history.priceAt(NOW - 1)).toBeNull();
    expect(history.priceAt(NOW + 60_000)).toBeNull();
    expect(history.extremes(NOW + 3_600_000)).toBeNull();
    expect(history.extremes(NOW - 60_000)).toEqual({ high: 110, low: 100 });
  });
});
