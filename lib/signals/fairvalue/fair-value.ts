/**
 * What a share of a market on a price is worth at the spot price: by the law of threshold.ts, with a range for what is
 * not known of how much the price moves. It looks at no book of the market, so that it may be held against it.
 */
import type { CryptoMarket } from './crypto-market';
import { YEAR_MS } from './spot-history';
import { endsAbove, touches, type PriceLaw } from './threshold';

/**
 * Deviation of the logarithm of the deciding source's price against ours, assumed as long as fewer than 30 of its
 * prices were seen beside ours.
 */
export const ASSUMED_BASIS = 2e-4;
/** Shift of a level that is looked at from time to time only (Broadie, Glasserman and Kou 1997). */
const DISCRETE = 0.5826;
/** The range: for so many standard errors of the logarithm of sigma each way. */
const ERRORS = 2;

export interface SpotNow {
  readonly spot: number;
  /** A year's deviation, and the standard error of its logarithm. */
  readonly sigma: number;
  readonly error: number;
  /** Where it stood when an up-or-down market began; null: not watched then. */
  readonly start: number | null;
  /** How far it went since a touch counts, as far as it was watched. */
  readonly extremes: { readonly high: number; readonly low: number } | null;
}

export type FairValue =
  | { readonly kind: 'value'; readonly value: number; readonly low: number; readonly high: number }
  | { readonly kind: 'off'; readonly reason: 'not-started' | 'start-not-seen' | 'over' };

/** Of the first token ("Yes", "Up"), in [0, 1]. */
export function fairValue(market: CryptoMarket, now: SpotNow, nowMs: number): FairValue {
  const { payoff, endMs } = market;
  if (nowMs >= endMs) return { kind: 'off', reason: 'over' };
  const begins = payoff.kind === 'up' ? payoff.startMs : payoff.kind === 'touch' ? payoff.sinceMs : nowMs;
  if (nowMs < begins) return { kind: 'off', reason: 'not-started' };
  if (payoff.kind === 'up' && now.start === null) return { kind: 'off', reason: 'start-not-seen' };
  const years = (endMs - nowMs) / YEAR_MS;
  const at = (errors: number): number =>
    valueAt(market, now, { spot: now.spot, sigma: now.sigma * Math.exp(errors * now.error), years });
  const values = [at(-ERRORS), at(0), at(ERRORS)];
  const [, value = NaN] = values;
  if (values.some(Number.isNaN)) throw new Error('a fair value is no number');
  return { kind: 'value', value, low: Math.min(...values), high: Math.max(...values) };
}

function valueAt({ payoff }: CryptoMarket, { start, extremes }: SpotNow, law: PriceLaw): number {
  switch (payoff.kind) {
    case 'above':
      return endsAbove(law, payoff.level, ASSUMED_BASIS);
    case 'below':
      return 1 - endsAbove(law, payoff.level, ASSUMED_BASIS);
    case 'between':
      return endsAbove(law, payoff.low, ASSUMED_BASIS) - endsAbove(law, payoff.high, ASSUMED_BASIS);
    case 'up':
      return endsAbove(law, start ?? law.spot, ASSUMED_BASIS);
    case 'touch':
      return touched(payoff, extremes, law);
  }
}

type Touch = Extract<CryptoMarket['payoff'], { kind: 'touch' }>;

function touched({ level, way, closesEveryMs }: Touch, extremes: SpotNow['extremes'], law: PriceLaw): number {
  const sign = way === 'up' ? 1 : -1;
  const step = closesEveryMs === null ? 0 : DISCRETE * law.sigma * Math.sqrt(closesEveryMs / YEAR_MS);
  const watched = level * Math.exp(sign * step);
  const furthest = (way === 'up' ? extremes?.high : extremes?.low) ?? law.spot;
  const soFar = sign * (furthest - law.spot) > 0 ? furthest : law.spot;
  // Our price was there: whether the deciding one was too is a matter of the difference between them.
  if (sign * (soFar - watched) >= 0)
    return endsAbove({ ...law, spot: sign > 0 ? soFar : watched, years: 0 }, sign > 0 ? watched : soFar, ASSUMED_BASIS);
  return touches(law, watched);
}
