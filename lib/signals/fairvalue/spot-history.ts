/**
 * What is kept of one reference price: how much it moves, where it stood, and how far it went. Changed in place, O(1) a
 * price; some 60 kB a pair.
 *
 * Two measures of how much it moves (docs/how-to/signal.md): for what ends within the hour the exponentially weighted
 * mean of squared returns on a grid of five seconds, for what ends later Garman and Klass 1980 over minutes.
 */
import { DAY_MS } from '../../domain/units';
import { ewmaVariance, garmanKlass } from './volatility';

const GRID_MS = 5_000;
const MINUTE_MS = 60_000;
/** In which volatility is told. */
export const YEAR_MS = 365 * DAY_MS;
/** Nothing came for longer: no difference is taken across it. */
const BREAK_MS = 10_000;
const HALF_LIVES_MINUTES = [5, 10, 20, 40, 60];
/** Returns of five seconds, or minutes, from which it speaks. */
export const LEAST = 60;
const DAY_OF_MINUTES = 1_500;
const HOUR_OF_SECONDS = 3_700;
/** A price at a moment is the last before it, and no older than this. */
const AT_MS = 3_000;

export type Sigma =
  | {
      readonly kind: 'value';
      /** A year's deviation of the logarithm. */
      readonly sigma: number;
      /** Standard error of its logarithm. */
      readonly error: number;
      readonly n: number;
    }
  | { readonly kind: 'not-enough'; readonly have: number; readonly need: number };

interface Ewma {
  readonly stepMs: number;
  readonly lambda: number;
  variance: number;
  /** What the weights of all returns add up to. */
  weight: number;
}

interface Minute {
  readonly index: number;
  readonly open: number;
  high: number;
  low: number;
  close: number;
  /** Of the close. */
  atMs: number;
}

export interface SpotHistory {
  /** The price from this moment on; one that is older than the newest is dropped. */
  take(atMs: number, price: number): void;
  /** The feed was lost: what comes after it is not continuous. */
  gap(): void;
  /** For what ends after `tauMs`. */
  sigma(tauMs: number): Sigma;
  /** null where it was not watched at that moment. */
  priceAt(atMs: number): number | null;
  /** Highest and lowest from then on, as far as it was watched; null where it was not. */
  extremes(sinceMs: number): { readonly high: number; readonly low: number } | null;
}

export function createSpotHistory(): SpotHistory {
  const ewmas = HALF_LIVES_MINUTES.map((minutes): Ewma => {
    const steps = (minutes * MINUTE_MS) / GRID_MS;
    return { stepMs: minutes * MINUTE_MS, lambda: 0.5 ** (1 / steps), variance: 0, weight: 0 };
  });
  const seconds = new Float64Array(HOUR_OF_SECONDS).fill(NaN);
  const secondIndex = new Float64Array(HOUR_OF_SECONDS).fill(-1);
  const minutes: Minute[] = [];
  let returns = 0;
  let variances = 0;
  let newestMs = -Infinity;
  let price = NaN;
  /** The grid's last point; null after a break. */
  let point: { readonly slot: number; readonly price: number } | null = null;
  /** The first minute after a break is not whole. */
  let isWhole = false;

  function breakHere(): void {
    point = null;
    isWhole = false;
  }

  /** The price that held until now is the grid's at its last point. */
  function closeGrid(slot: number): void {
    if (point === null || slot <= point.slot) return;
    const dt = slot - point.slot;
    const r = Math.log(price / point.price) / Math.sqrt(dt);
    for (const each of ewmas) {
      const lambda = each.lambda ** dt;
      each.variance = ewmaVariance(each.variance, r, lambda);
      each.weight = ewmaVariance(each.weight, 1, lambda);
    }
    returns += 1;
    point = { slot, price };
  }

  function closeMinute(): void {
    const last = minutes.at(-1);
    if (last === undefined) return;
    if (isWhole) variances += garmanKlass([last]);
    else minutes.pop();
    isWhole = true;
    if (minutes.length <= DAY_OF_MINUTES) return;
    const [oldest] = minutes.splice(0, 1);
    if (oldest !== undefined) variances -= garmanKlass([oldest]);
  }

  return {
    take(atMs, next) {
      if (!(next > 0) || !Number.isFinite(atMs) || atMs < newestMs) return;
      if (atMs - newestMs > BREAK_MS) {
        if (minutes.length > 0 && !isWhole) minutes.pop();
        breakHere();
      } else closeGrid(Math.floor(atMs / GRID_MS));
      const index = Math.floor(atMs / MINUTE_MS);
      const open = minutes.at(-1);
      if (open !== undefined && open.index === index && !Number.isNaN(price)) {
        open.high = Math.max(open.high, next);
        open.low = Math.min(open.low, next);
        open.close = next;
        open.atMs = atMs;
      } else {
        closeMinute();
        minutes.push({ index, open: next, high: next, low: next, close: next, atMs });
      }
      const second = Math.floor(atMs / 1_000);
      seconds[second % HOUR_OF_SECONDS] = next;
      secondIndex[second % HOUR_OF_SECONDS] = second;
      price = next;
      newestMs = atMs;
      point ??= { slot: Math.floor(atMs / GRID_MS), price: next };
    },
    gap: breakHere,
    sigma: (tauMs) => (tauMs < 60 * MINUTE_MS ? fromGrid(tauMs) : fromMinutes()),
    priceAt(atMs) {
      const last = Math.ceil(atMs / 1_000) - 1;
      for (let second = last; (last - second) * 1_000 < AT_MS; second -= 1)
        if (secondIndex[second % HOUR_OF_SECONDS] === second) return seconds[second % HOUR_OF_SECONDS] ?? null;
      if (atMs % MINUTE_MS !== 0) return null;
      const minute = minutes.find(({ index }) => index === atMs / MINUTE_MS - 1);
      return minute !== undefined && atMs - minute.atMs <= AT_MS ? minute.close : null;
    },
    extremes(sinceMs) {
      const from = sinceMs / MINUTE_MS;
      const seen = minutes.filter(({ index }) => index >= from);
      if (seen.length === 0) return null;
      return { high: Math.max(...seen.map(({ high }) => high)), low: Math.min(...seen.map(({ low }) => low)) };
    },
  };

  function fromGrid(tauMs: number): Sigma {
    if (returns < LEAST) return { kind: 'not-enough', have: returns, need: LEAST };
    const ewma = ewmas.find(({ stepMs }) => stepMs >= tauMs) ?? ewmas.at(-1);
    if (ewma === undefined || ewma.weight <= 0) return { kind: 'not-enough', have: 0, need: LEAST };
    const { lambda, weight, variance } = ewma;
    // Of all weights; those that are still missing count as no data.
    const n = ((1 + lambda) / (1 - lambda)) * (weight / (2 - weight));
    return sigmaOf(variance / weight / GRID_MS, n);
  }

  function fromMinutes(): Sigma {
    const n = minutes.length - 1;
    if (n < LEAST) return { kind: 'not-enough', have: Math.max(0, n), need: LEAST };
    return sigmaOf(variances / n / MINUTE_MS, n);
  }
}

/** @param perMs variance of the logarithm, a millisecond. */
function sigmaOf(perMs: number, n: number): Sigma {
  return { kind: 'value', sigma: Math.sqrt(Math.max(0, perMs) * YEAR_MS), error: 1 / Math.sqrt(2 * n), n };
}
