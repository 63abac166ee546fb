/** The spread against its own last 50 changes, and whether it left its usual width for long. */
import { cusum, CUSUM_START, type CusumState } from '../statistics/cusum';
import type { MarketEvent } from '../events';
import { inOrder, newest, push, wholeRing, type Ring } from '../ring';
import { confirmedUntil, type Signal } from '../signal';
import { readSpread, SPREADS } from './spread';

const LEAST_CHANGES = 10;

interface Spreads {
  readonly past: Ring;
  asOfMs: number;
}

/** The venue's finest tick: a spread is a whole number of them, at least one. */
const FINEST_TICK = 100;

/** In finest ticks; null where a side is empty or the book is crossed. */
function spreadOf(event: Extract<MarketEvent, { kind: 'book' }>): number | null {
  const [bid, ask] = [event.book.bids[0], event.book.asks[0]];
  if (bid === undefined || ask === undefined || bid.priceMicros >= ask.priceMicros) return null;
  return Math.max(1, Math.round((ask.priceMicros - bid.priceMicros) / FINEST_TICK));
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
    const spreads = state ?? { past: wholeRing(SPREADS), asOfMs: 0 };
    if (newest(spreads.past) !== spread) push(spreads.past, spread);
    spreads.asOfMs = event.book.verifiedAtMs;
    return spreads;
  },
  read(state) {
    const n = state?.past.count ?? 0;
    const read = state === null || n < LEAST_CHANGES ? null : readSpread(inOrder(state.past));
    if (state === null || read === null) return { kind: 'not-enough', have: n, need: LEAST_CHANGES };
    return { kind: 'value', value: read.percentile, n, asOfMs: state.asOfMs };
  },
};

const SAMPLE_MS = 5_000;
/** Half an hour; it speaks from five minutes. */
const SAMPLES = 360;
const LEAST_SAMPLES = 60;
/** What is usual is judged anew once a minute: it is the one part that is not O(1). */
const JUDGED_EVERY = 12;
const ALARM = { k: 0.5, h: 5 } as const;
const MAD_TO_DEVIATION = 1.4826;
/** Of the logarithm: a spread that did not move has no deviation of its own. */
const LEAST_DEVIATION = 0.05;

/** The AR(1) of the logarithms of the samples about their median, and how far its residuals usually lie from 0. */
interface Usual {
  readonly middle: number;
  readonly rho: number;
  readonly deviation: number;
}

interface Regime {
  /** The spread every five seconds, in finest ticks. */
  readonly samples: Ring;
  /** The one now. */
  spread: number;
  slot: number;
  usual: Usual | null;
  /** Samples since it was judged. */
  since: number;
  sums: CusumState;
  regime: -1 | 0 | 1;
  asOfMs: number;
}

/**
 * -1 tight, 0 usual, 1 wide: a two-sided CUSUM of the residuals of an AR(1) of the logarithm of the spread, in robust
 * deviations of its last half hour. Judging what is usual costs O(360 log 360), once a minute.
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
    if (moved === null) return startAt(atMs, spread);
    moved.spread = spread;
    return moved;
  },
  read(state) {
    const n = state?.samples.count ?? 0;
    if (state === null || n < LEAST_SAMPLES) return { kind: 'not-enough', have: n, need: LEAST_SAMPLES };
    return { kind: 'value', value: state.regime, n, asOfMs: state.asOfMs };
  },
};

function startAt(atMs: number, spread: number): Regime {
  const at = { spread, slot: Math.floor(atMs / SAMPLE_MS), asOfMs: atMs };
  return { ...at, samples: wholeRing(SAMPLES), usual: null, since: 0, sums: CUSUM_START, regime: 0 };
}

/** The spread held until now: it is each sample that passed. */
function sampledTo(state: Regime, slot: number, atMs: number): Regime {
  for (let passed = Math.min(SAMPLES, slot - state.slot); passed > 0; passed -= 1) {
    if (state.samples.count >= LEAST_SAMPLES) takeSample(state);
    push(state.samples, state.spread);
    state.since += 1;
  }
  state.slot = Math.max(slot, state.slot);
  state.asOfMs = Math.max(atMs, state.asOfMs);
  return state;
}

/** How far the sample lies from what the one before it makes likely, in robust deviations, goes into the sums. */
function takeSample(state: Regime): void {
  if (state.usual === null || state.since >= JUDGED_EVERY) {
    state.usual = usualOf(inOrder(state.samples).map(Math.log));
    state.since = 0;
  }
  const { middle, rho, deviation } = state.usual;
  const residual = Math.log(state.spread) - middle - rho * (Math.log(newest(state.samples)) - middle);
  const step = cusum(state.sums, residual / deviation, ALARM);
  state.sums = step.state;
  if (step.alarm === 'up') state.regime = state.regime === -1 ? 0 : 1;
  if (step.alarm === 'down') state.regime = state.regime === 1 ? 0 : -1;
}

function usualOf(samples: Float64Array): Usual {
  const middle = median(samples);
  let [across, squares] = [0, 0];
  for (let i = 1; i < samples.length; i += 1) {
    const before = (samples[i - 1] ?? 0) - middle;
    across += before * ((samples[i] ?? 0) - middle);
    squares += before * before;
  }
  const rho = squares > 0 ? Math.max(0, Math.min(0.99, across / squares)) : 0;
  const residuals = samples
    .subarray(1)
    .map((value, i) => Math.abs(value - middle - rho * ((samples[i] ?? middle) - middle)));
  return { middle, rho, deviation: Math.max(LEAST_DEVIATION, MAD_TO_DEVIATION * median(residuals)) };
}

export function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}
