/**
 * What trades say: how one-sided they are by volume, how much was quoted for each, and what makers were left holding.
 * The book is anonymous: of nobody in particular.
 */
import type { MarketEvent } from '../events';
import { coarseRing, inOrder, push, type Ring } from '../ring';
import type { Signal } from '../signal';
import { median } from './spread-signals';
import { vpin, vpinStart, vpinTake, type VpinState } from './vpin';

/** A bucket holds a tenth of what the first hundred trades brought. */
const FIRST_TRADES = 100;
const BUCKETS_OF_FIRST = 10;
const WINDOW = 50;
const LEAST_BUCKETS = 20;

interface OneSided {
  readonly trades: number;
  readonly volume: number;
  readonly buckets: VpinState | null;
  readonly asOfMs: number;
}

/** VPIN over the last 50 buckets of equal volume, in [0, 1]. A gap loses trades, not what was seen before. */
export const oneSided: Signal<OneSided, MarketEvent, number> = {
  id: 'oneSided',
  needs: ['trade'],
  minimum: LEAST_BUCKETS,
  update(state, event) {
    if (event.kind !== 'trade' || event.side === 0 || !(event.shares > 0)) return state;
    const { trades = 0, volume = 0, buckets = null } = state ?? {};
    const asOfMs = event.atMs;
    if (buckets !== null) return { trades, volume, buckets: vpinTake(buckets, event.side, event.shares), asOfMs };
    const next = { trades: trades + 1, volume: volume + event.shares, buckets: null, asOfMs };
    if (next.trades < FIRST_TRADES) return next;
    return { ...next, buckets: vpinStart(next.volume / BUCKETS_OF_FIRST, WINDOW) };
  },
  read(state) {
    const buckets = state?.buckets ?? null;
    const n = buckets?.full.length ?? 0;
    const value = buckets === null || n < LEAST_BUCKETS ? null : vpin({ ...buckets, window: n });
    if (state === null || value === null) return { kind: 'not-enough', have: n, need: LEAST_BUCKETS };
    return { kind: 'value', value, n, asOfMs: state.asOfMs };
  },
};

const QUOTES_MS = 10_000;
const LEAST_UPDATES = 50;
const RATIOS = 150;
const RATIOS_LEAST = 20;

interface Quoting {
  updates: number;
  trades: number;
  allUpdates: number;
  atMs: number;
  /** One for each ten seconds in which something came. */
  readonly ratios: Ring;
  slot: number;
}

/** (changes + 1) / (trades + 1), decayed over ten seconds; its range is its own 1st to 99th percentile. */
export const quoteToTrade: Signal<Quoting, MarketEvent, number> = {
  id: 'quoteToTrade',
  needs: ['book', 'trade', 'gap'],
  minimum: LEAST_UPDATES,
  update(state, event) {
    if (event.kind === 'gap') return null;
    if (event.kind === 'confirmed') return state;
    const toldMs = event.kind === 'book' ? event.book.venueTimeMs : event.atMs;
    const quoting = state ?? quotingFrom(toldMs);
    const atMs = Math.max(quoting.atMs, toldMs);
    const slot = Math.floor(atMs / QUOTES_MS);
    if (slot > quoting.slot) push(quoting.ratios, (quoting.updates + 1) / (quoting.trades + 1));
    const decayed = Math.exp((quoting.atMs - atMs) / QUOTES_MS);
    const isBook = event.kind === 'book';
    quoting.updates = quoting.updates * decayed + Number(isBook);
    quoting.trades = quoting.trades * decayed + Number(!isBook);
    quoting.allUpdates += Number(isBook);
    quoting.atMs = atMs;
    quoting.slot = slot;
    return quoting;
  },
  read(state) {
    const n = state?.allUpdates ?? 0;
    if (state === null || n < LEAST_UPDATES || state.ratios.count < RATIOS_LEAST)
      return { kind: 'not-enough', have: Math.min(n, LEAST_UPDATES - 1), need: LEAST_UPDATES };
    const sorted = inOrder(state.ratios).sort();
    const at = (q: number): number => sorted[Math.round(q * (sorted.length - 1))] ?? NaN;
    const value = (state.updates + 1) / (state.trades + 1);
    return { kind: 'value', value, low: at(0.01), high: at(0.99), n, asOfMs: state.atMs };
  },
};

function quotingFrom(atMs: number): Quoting {
  const start = { updates: 0, trades: 0, allUpdates: 0 };
  return { ...start, atMs, ratios: coarseRing(RATIOS), slot: Math.floor(atMs / QUOTES_MS) };
}

const PRESSURE_HALF_LIFE_MS = 300_000;
const PRESSURE_SAMPLE_MS = 600_000;
/** A day of ten minutes; it speaks from two hours of them. */
const PRESSURES = 144;
const LEAST_PRESSURES = 12;
const LEAST_TRADES = 50;
const MAD_TO_DEVIATION = 1.4826;

interface Pressure {
  held: number;
  trades: number;
  atMs: number;
  readonly samples: Ring;
  slot: number;
}

/**
 * What takers bought and makers therefore lack (below 0) or hold (above 0): decayed signed volume, half-life five
 * minutes, in robust deviations of its last day.
 */
export const makerPressure: Signal<Pressure, MarketEvent, number> = {
  id: 'makerPressure',
  needs: ['trade'],
  minimum: LEAST_TRADES,
  update(state, event) {
    if (event.kind !== 'trade' || event.side === 0 || !(event.shares > 0)) return state;
    const pressure = state ?? pressureFrom(event.atMs);
    const atMs = Math.max(pressure.atMs, event.atMs);
    const kept = pressure.held * 0.5 ** ((atMs - pressure.atMs) / PRESSURE_HALF_LIFE_MS);
    const slot = Math.floor(atMs / PRESSURE_SAMPLE_MS);
    if (slot > pressure.slot) push(pressure.samples, kept);
    pressure.held = kept - event.side * event.shares;
    pressure.trades += 1;
    pressure.atMs = atMs;
    pressure.slot = slot;
    return pressure;
  },
  read(state, nowMs) {
    const n = state?.trades ?? 0;
    if (state === null || n < LEAST_TRADES || state.samples.count < LEAST_PRESSURES)
      return { kind: 'not-enough', have: Math.min(n, LEAST_TRADES - 1), need: LEAST_TRADES };
    const samples = inOrder(state.samples);
    const middle = median(samples);
    const deviation = MAD_TO_DEVIATION * median(samples.map((each) => Math.abs(each - middle)));
    const held = state.held * 0.5 ** (Math.max(0, nowMs - state.atMs) / PRESSURE_HALF_LIFE_MS);
    if (!(deviation > 0)) return { kind: 'not-enough', have: LEAST_TRADES - 1, need: LEAST_TRADES };
    return { kind: 'value', value: (held - middle) / deviation, n, asOfMs: state.atMs };
  },
};

function pressureFrom(atMs: number): Pressure {
  return { held: 0, trades: 0, atMs, samples: coarseRing(PRESSURES), slot: Math.floor(atMs / PRESSURE_SAMPLE_MS) };
}
