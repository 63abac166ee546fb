/**
 * Which of two prices moves first, by two judges that must agree: Granger's test on a grid, and the shift at which both
 * move together most, on their own times. All pairs and directions of one call are corrected for their number.
 */
import { seeded, type Random } from '../../domain/random';
import { adjusted } from '../statistics/multiple-tests';
import { granger } from './granger';
import { forEachOverlap, sumOfSquares, type Ticks } from './hayashi-yoshida';

export interface LeadAsked {
  readonly id: string;
  /** Logarithm of the spot price. */
  readonly spot: Ticks;
  /** Log odds of the share. */
  readonly share: Ticks;
}

export interface LeadCurvePoint {
  readonly shiftMs: number;
  readonly correlation: number;
  readonly low: number;
  readonly high: number;
}

export type LeadSaid =
  | { readonly kind: 'not-enough'; readonly have: number; readonly need: number; readonly of: 'seconds' | 'changes' }
  /** A series did not move, or hangs together with itself so that nothing can be told. */
  | { readonly kind: 'off' }
  | {
      readonly kind: 'value';
      /** Above 0: spot moves first. */
      readonly leadMs: number;
      readonly lowMs: number;
      readonly highMs: number;
      readonly correlation: number;
      /** Of the direction of the lead, corrected. */
      readonly p: number;
      /** Who moves first; null where the judges do not agree on anything. */
      readonly first: 'spot' | 'share' | null;
      readonly curve: readonly LeadCurvePoint[];
      readonly seconds: number;
      /** Changes of the series with fewer. */
      readonly changes: number;
    };

export const WINDOW_MS = 600_000;
const GRID_MS = 250;
const MOST_LAG = 10;
const LEAST_CHANGES = 50;
const LEAST_ROWS = 200;
const STEP_MS = 25;
const FURTHEST_MS = 1_500;
export const SHIFTS: readonly number[] = Array.from(
  { length: (2 * FURTHEST_MS) / STEP_MS + 1 },
  (_, i) => i * STEP_MS - FURTHEST_MS,
);
const BLOCK_S = 30;
const DRAWS = 200;
const LEVEL = 0.05;
const LEAST_CORRELATION = 0.1;
/** The same series give the same interval. */
const SEED = 23;

interface Judged {
  readonly said: LeadSaid;
  /** Of "spot tells more about the share than its own past", and the other way round; empty where nothing is said. */
  readonly p: readonly [number, number] | null;
}

/** In the order asked. Seconds of work for ten pairs: not for the thread that has the books. */
export function judgeLeads(asked: readonly LeadAsked[]): readonly LeadSaid[] {
  const random = seeded(SEED);
  const judged = asked.map((each) => judge(each, random));
  const corrected = adjusted(
    judged.flatMap(({ p }) => p ?? []),
    'bh',
  );
  let at = 0;
  return judged.map(({ said, p }) => {
    if (p === null || said.kind !== 'value') return said;
    const [bySpot = 1, byShare = 1] = corrected.slice(at, at + 2);
    at += 2;
    const first = said.lowMs > 0 ? 'spot' : said.highMs < 0 ? 'share' : null;
    const own = first === 'share' ? byShare : bySpot;
    const isClear = own <= LEVEL && Math.abs(said.correlation) >= LEAST_CORRELATION;
    return { ...said, p: own, first: isClear ? first : null };
  });
}

function judge({ spot, share }: LeadAsked, random: Random): Judged {
  const nothing = (said: LeadSaid): Judged => ({ said, p: null });
  const [from, to] = commonSpan(spot, share);
  const seconds = Math.floor((to - from) / 1_000);
  if (!(seconds * 1_000 >= WINDOW_MS - 1_000))
    return nothing({ kind: 'not-enough', have: Math.max(0, seconds || 0), need: WINDOW_MS / 1_000, of: 'seconds' });
  const changes = Math.min(changesOf(spot), changesOf(share));
  if (changes === 0) return nothing({ kind: 'off' });
  if (changes < LEAST_CHANGES)
    return nothing({ kind: 'not-enough', have: changes, need: LEAST_CHANGES, of: 'changes' });
  const [x, y] = [onGrid(spot, from, to), onGrid(share, from, to)];
  const [forth, back] = [granger(x, y, MOST_LAG), granger(y, x, MOST_LAG)];
  const shifted = shiftOf(spot, share, { from, seconds }, random);
  if (forth === null || back === null || shifted === null) return nothing({ kind: 'off' });
  const lag = Math.max(forth.bicLag, back.bicLag);
  if (x.length < Math.max(LEAST_ROWS, 20 * (2 * lag + 1))) return nothing({ kind: 'off' });
  const p = [forth, back].map(({ byLag, bicLag }) => byLag[bicLag - 1]?.hac.pF ?? 1);
  return { said: { kind: 'value', p: 1, first: null, seconds, changes, ...shifted }, p: [p[0] ?? 1, p[1] ?? 1] };
}

function commonSpan(a: Ticks, b: Ticks): readonly [from: number, to: number] {
  const last = ({ times }: Ticks): number => times[times.length - 1] ?? NaN;
  return [Math.max(a.times[0] ?? NaN, b.times[0] ?? NaN), Math.min(last(a), last(b))];
}

function changesOf({ values }: Ticks): number {
  let count = 0;
  for (let i = 1; i < values.length; i += 1) if (values[i] !== values[i - 1]) count += 1;
  return count;
}

/** Changes of the last known value over the grid. */
function onGrid({ times, values }: Ticks, from: number, to: number): readonly number[] {
  const changes: number[] = [];
  let at = 0;
  let before = NaN;
  for (let t = from; t <= to; t += GRID_MS) {
    while (at + 1 < times.length && (times[at + 1] ?? Infinity) <= t) at += 1;
    const value = values[at] ?? NaN;
    if (!Number.isNaN(before)) changes.push(value - before);
    before = value;
  }
  return changes;
}

/** Where they move together most, with what a bootstrap by moving blocks makes of it; null where one does not move. */
function shiftOf(spot: Ticks, share: Ticks, { from, seconds }: { from: number; seconds: number }, random: Random) {
  const cell = (time: number): number => Math.min(seconds - 1, Math.max(0, Math.floor((time - from) / 1_000)));
  // What each second adds, summed up: a block is then a difference.
  const products = SHIFTS.map((shift) => {
    const sums = new Float64Array(seconds + 1);
    forEachOverlap(spot, share, shift, (time, product) => {
      const at = cell(time) + 1;
      sums[at] = (sums[at] ?? 0) + product;
    });
    return cumulated(sums);
  });
  const [squaresX, squaresY] = [squares(spot, seconds, cell), squares(share, seconds, cell)];
  const scale = Math.sqrt(sumOfSquares(spot) * sumOfSquares(share));
  if (!(scale > 0)) return null;
  const whole = products.map((sums) => (sums[seconds] ?? 0) / scale);
  const best = largest(whole);
  const drawn = draws({ products, squaresX, squaresY, seconds }, random);
  const leads = drawn.map((curve) => SHIFTS[largest(curve)] ?? 0).sort((a, b) => a - b);
  return {
    leadMs: SHIFTS[best] ?? 0,
    lowMs: Math.min(SHIFTS[best] ?? 0, quantile(leads, 0.025)),
    highMs: Math.max(SHIFTS[best] ?? 0, quantile(leads, 0.975)),
    correlation: whole[best] ?? 0,
    curve: SHIFTS.map((shiftMs, i): LeadCurvePoint => {
      const at = drawn.map((curve) => curve[i] ?? 0).sort((a, b) => a - b);
      return { shiftMs, correlation: whole[i] ?? 0, low: quantile(at, 0.025), high: quantile(at, 0.975) };
    }),
  };
}

interface Sums {
  readonly products: readonly Float64Array[];
  readonly squaresX: Float64Array;
  readonly squaresY: Float64Array;
  readonly seconds: number;
}

/** Correlations by shift over blocks drawn with replacement. */
function draws({ products, squaresX, squaresY, seconds }: Sums, random: Random): readonly (readonly number[])[] {
  const blocks = Math.floor(seconds / BLOCK_S);
  return Array.from({ length: DRAWS }, () => {
    const starts = Array.from({ length: blocks }, () => Math.floor(random() * (seconds - BLOCK_S + 1)));
    const over = (sums: Float64Array): number =>
      starts.reduce((sum, start) => sum + (sums[start + BLOCK_S] ?? 0) - (sums[start] ?? 0), 0);
    const scale = Math.sqrt(over(squaresX) * over(squaresY));
    return products.map((sums) => (scale > 0 ? over(sums) / scale : 0));
  });
}

function squares({ times, values }: Ticks, seconds: number, cell: (time: number) => number): Float64Array {
  const sums = new Float64Array(seconds + 1);
  for (let i = 1; i < times.length; i += 1) {
    const at = cell(times[i] ?? 0) + 1;
    sums[at] = (sums[at] ?? 0) + ((values[i] ?? 0) - (values[i - 1] ?? 0)) ** 2;
  }
  return cumulated(sums);
}

function cumulated(sums: Float64Array): Float64Array {
  for (let i = 1; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (sums[i - 1] ?? 0);
  return sums;
}

function largest(values: readonly number[]): number {
  let best = 0;
  for (const [i, value] of values.entries()) if (Math.abs(value) > Math.abs(values[best] ?? 0)) best = i;
  return best;
}

/** Of sorted values. */
function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(q * (sorted.length - 1))))] ?? NaN;
}
