/** The spread against its own last 50 changes, and whether it left its usual width for long. */
import { cusum, CUSUM_START, type CusumState } from '../statistics/cusum';
import type { MarketEvent } from '../events';
import { confirmedUntil, type Signal } from '../signal';
import { keepSpread, readSpread } from './spread';

const LEAST_CHANGES = 10;

interface Spreads {
  readonly past: readonly number[];
  readonly asOfMs: number;
}

/** Micros; null where a side is empty or the book is crossed. */
function spreadOf(event: Extract<MarketEvent, { kind: 'book' }>): number | null {
  const [bid, ask] = [event.book.bids[0], event.book.asks[0]];
  if (bid === undefined || ask === undefined || bid.priceMicros >= ask.priceMicros) return null;
  return ask.priceMicros - bid.priceMicros;
}

/** Mid-rank of the spread now among its last 50 changes, in [0, 1]. */
export const spreadRank: Signal<Spreads, MarketEvent, number> = {
  id: 'spreadRank',
  needs: ['book', 'confirmed', 'gap'],
  minimum: LEAST_CHANGES,
  update(state, event) {
    if (event.kind === 'gap') return null;
    if (event.kind === 'confirmed') return confirmedUntil(state, event.atMs);
    const spread = event.kind === 'book' ? spreadOf(event) : null;
    if (event.kind !== 'book' || spread === null) return state;
    const past = state?.past ?? [];
    return { past: past.at(-1) === spread ? past : keepSpread(past, spread), asOfMs: event.book.verifiedAtMs };
  },
  read(state) {
    const n = state?.past.length ?? 0;
    const read = state === null || n < LEAST_CHANGES ? null : readSpread(state.past);
    if (state === null || read === null) return { kind: 'not-enough', have: n, need: LEAST_CHANGES };
    return { kind: 'value', value: read.percentile, n, asOfMs: state.asOfMs };
  },
};

const SAMPLE_MS = 5_000;
/** Half an hour; it speaks from five minutes. */
const SAMPLES = 360;
const LEAST_SAMPLES = 60;
const ALARM = { k: 0.5, h: 5 } as const;
const MAD_TO_DEVIATION = 1.4826;
/** Of the logarithm: a spread that did not move has no deviation of its own. */
const LEAST_DEVIATION = 0.05;

interface Regime {
  /** Logarithms of the spread every five seconds, oldest first. */
  readonly samples: readonly number[];
  readonly slot: number;
  readonly spread: number;
  readonly sums: CusumState;
  readonly regime: -1 | 0 | 1;
  readonly asOfMs: number;
}

/**
 * -1 tight, 0 usual, 1 wide: a two-sided CUSUM of the residuals of an AR(1) of the logarithm of the spread, in robust
 * deviations of its last half hour. A sample costs O(360), once in five seconds.
 */
export const spreadRegime: Signal<Regime, MarketEvent, number> = {
  id: 'spreadRegime',
  needs: ['book', 'confirmed', 'gap'],
  minimum: LEAST_SAMPLES,
  update(state, event) {
    if (event.kind === 'gap' || event.kind === 'trade') return event.kind === 'gap' ? null : state;
    const atMs = event.kind === 'book' ? event.book.verifiedAtMs : event.atMs;
    const moved = state === null ? null : sampledTo(state, Math.floor(atMs / SAMPLE_MS), atMs);
    const spread = event.kind === 'book' ? spreadOf(event) : null;
    if (spread === null) return moved;
    const log = Math.log(spread);
    if (moved !== null) return { ...moved, spread: log };
    return { samples: [], slot: Math.floor(atMs / SAMPLE_MS), spread: log, sums: CUSUM_START, regime: 0, asOfMs: atMs };
  },
  read(state) {
    const n = state?.samples.length ?? 0;
    if (state === null || n < LEAST_SAMPLES) return { kind: 'not-enough', have: n, need: LEAST_SAMPLES };
    return { kind: 'value', value: state.regime, n, asOfMs: state.asOfMs };
  },
};

/** The spread held until now: it is each sample that passed. */
function sampledTo(state: Regime, slot: number, atMs: number): Regime {
  let [samples, sums, regime] = [state.samples, state.sums, state.regime];
  for (let passed = Math.min(SAMPLES, slot - state.slot); passed > 0; passed -= 1) {
    const z = samples.length < LEAST_SAMPLES ? 0 : surprise(samples, state.spread);
    const step = cusum(sums, z, ALARM);
    sums = step.state;
    if (step.alarm === 'up') regime = regime === -1 ? 0 : 1;
    if (step.alarm === 'down') regime = regime === 1 ? 0 : -1;
    samples = [...samples, state.spread].slice(-SAMPLES);
  }
  return { ...state, samples, sums, regime, slot: Math.max(slot, state.slot), asOfMs: Math.max(atMs, state.asOfMs) };
}

/** How far the next sample lies from what the one before it makes likely, in robust deviations. */
function surprise(samples: readonly number[], next: number): number {
  const middle = median(samples);
  let [across, squares] = [0, 0];
  for (let i = 1; i < samples.length; i += 1) {
    const before = (samples[i - 1] ?? 0) - middle;
    across += before * ((samples[i] ?? 0) - middle);
    squares += before * before;
  }
  const rho = squares > 0 ? Math.max(0, Math.min(0.99, across / squares)) : 0;
  const residual = (from: number, to: number): number => to - middle - rho * (from - middle);
  const residuals = samples.slice(1).map((value, i) => Math.abs(residual(samples[i] ?? middle, value)));
  const deviation = Math.max(LEAST_DEVIATION, MAD_TO_DEVIATION * median(residuals));
  return residual(samples.at(-1) ?? middle, next) / deviation;
}

export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}
