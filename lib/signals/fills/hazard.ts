/**
 * The baseline that the booster must beat: shares vanish at a constant rate h that depends on the spread alone, so they
 * are still there after d with p = exp(-h d). h maximises the likelihood over all delays together.
 */
import { DELAYS, SIZES, SPREAD_COLUMN, taskAt, type FillMoment } from './columns';

/** Widest spread of each bucket, ticks; the last holds the rest. */
const BUCKET_ENDS = [1, 2, 4, 8] as const;
export const BUCKETS = ['1', '2', '3-4', '5-8', '9+'] as const;

export interface Hazard {
  /** Rates per ms: by size class, by bucket of the spread. */
  readonly perMs: readonly (readonly number[])[];
  /** Moments and losses by bucket, all size classes and delays. */
  readonly samples: readonly number[];
  readonly losses: readonly number[];
}

/** p is kept this far from 0 and 1, so that its logit is a number. */
const LEAST_P = 1e-6;

/** Place of a spread among the buckets. */
export function bucketOf(spreadTicks: number): number {
  const at = BUCKET_ENDS.findIndex((end) => spreadTicks <= end);
  return at < 0 ? BUCKET_ENDS.length : at;
}

/** Counts of one size class and bucket: still there and gone, by delay. */
export interface Counts {
  readonly kept: number[];
  readonly lost: number[];
}

export function fitHazard(moments: readonly FillMoment[]): Hazard {
  const counts = SIZES.map(() => BUCKETS.map(emptyCounts));
  const samples = BUCKETS.map(() => 0);
  for (const moment of moments) {
    const bucket = bucketOf(moment.features[SPREAD_COLUMN] ?? 0);
    samples[bucket] = (samples[bucket] ?? 0) + 1;
    for (const sizeAt of SIZES.keys())
      for (const delayAt of DELAYS.keys()) {
        const own = counts[sizeAt]?.[bucket];
        if (own === undefined) continue;
        const side = moment.outcomes[taskAt(sizeAt, delayAt)] === 1 ? own.kept : own.lost;
        side[delayAt] = (side[delayAt] ?? 0) + 1;
      }
  }
  // A bucket that was never seen borrows from all of them.
  const perMs = counts.map((ofSize) => {
    const all = ofSize.reduce(sumOf, emptyCounts());
    return ofSize.map((own) => rateOf(total(own) > 0 ? own : all));
  });
  const losses = BUCKETS.map((_, bucket) =>
    counts.reduce((sum, ofSize) => sum + (ofSize[bucket]?.lost.reduce((a, b) => a + b, 0) ?? 0), 0),
  );
  return { perMs: rising(perMs), samples, losses };
}

function emptyCounts(): Counts {
  return { kept: DELAYS.map(() => 0), lost: DELAYS.map(() => 0) };
}

function sumOf(a: Counts, b: Counts): Counts {
  const add = (x: readonly number[], y: readonly number[]): number[] => x.map((value, i) => value + (y[i] ?? 0));
  return { kept: add(a.kept, b.kept), lost: add(a.lost, b.lost) };
}

function total({ kept, lost }: Counts): number {
  return [...kept, ...lost].reduce((sum, each) => sum + each, 0);
}

/** More shares are never likelier to stay: where few samples say so, the larger size takes the smaller's rate. */
function rising(perMs: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const last = BUCKETS.map(() => 0);
  return perMs.map((ofSize) =>
    ofSize.map((rate, bucket) => {
      last[bucket] = Math.max(last[bucket] ?? 0, rate);
      return last[bucket] ?? rate;
    }),
  );
}

/** Rates between which the likelihood is searched, per ms: an hour, and a tenth of a millisecond. */
const SLOWEST = 1 / 3_600_000;
const FASTEST = 10;
const HALVINGS = 100;

/** The rate of the largest likelihood: its derivative falls in h, so it is found by halving on the logarithm. */
export function rateOf({ kept, lost }: Counts): number {
  const slope = (h: number): number =>
    DELAYS.reduce((sum, d, at) => sum + ((lost[at] ?? 0) * d) / Math.expm1(h * d) - (kept[at] ?? 0) * d, 0);
  let [low, high] = [Math.log(SLOWEST), Math.log(FASTEST)];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (slope(Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

export function stillThere(hazard: Hazard, sizeAt: number, spreadTicks: number, delayMs: number): number {
  const rate = hazard.perMs[sizeAt]?.[bucketOf(spreadTicks)] ?? SLOWEST;
  return Math.exp(-rate * delayMs);
}

export interface Asked {
  readonly spreadTicks: number;
  /** Shares at the level, and asked for of them. */
  readonly size: number;
  readonly quantity: number;
  readonly delayMs: number;
}

/** For any number of shares: the rate is read between those of 5, half and all, so it rises with the number. */
export function stillThereFor(hazard: Hazard, { spreadTicks, size, quantity, delayMs }: Asked): number {
  const bucket = bucketOf(spreadTicks);
  const points = [5, Math.max(5, size / 2), Math.max(5, size)].map((at, i) => [at, hazard.perMs[i]?.[bucket] ?? 0]);
  let rate = points[0]?.[1] ?? 0;
  for (const [i, [from = 0, low = 0]] of points.slice(0, -1).entries()) {
    const [to = 0, high = 0] = points[i + 1] ?? [];
    if (quantity >= to) rate = high;
    else if (quantity > from) rate = low + ((high - low) * (quantity - from)) / (to - from);
  }
  return Math.exp(-rate * delayMs);
}

export function hazardLogit(p: number): number {
  const safe = Math.min(1 - LEAST_P, Math.max(LEAST_P, p));
  return Math.log(safe / (1 - safe));
}
