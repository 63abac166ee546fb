/**
 * How sure a chance of filling is: by how much those like it were seen to fall short, in bins of what was said for the
 * model, in buckets of the spread for the baseline. Beta posteriors; the twelve tasks of a moment share its fate, so
 * together they count as one.
 */
import { posteriorQuantile } from '../statistics/hit-rate';
import { BUCKETS, bucketOf } from './hazard';
import { DELAYS, SIZES, SPREAD_COLUMN, TASKS, taskAt, type FillMoment } from './columns';

/** Jeffreys: half an outcome of each kind. */
const PRIOR = { a: 0.5, b: 0.5 };
/** Ends of a 90 % range on each side of which a tenth lies. */
const LOW = 0.1;
const HIGH = 0.9;

export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  /** Moments' worth of outcomes. */
  readonly n: number;
  readonly said: number;
  readonly seen: number;
  readonly low: number;
  readonly high: number;
}

const BINS = 10;

/** @param said by task, in the order of the moments, as report.ts gives it. */
export function reliabilityOf(
  said: readonly (readonly number[])[],
  moments: readonly FillMoment[],
): readonly ReliabilityBin[] {
  const sums = Array.from({ length: BINS }, () => ({ n: 0, said: 0, kept: 0 }));
  for (const [task, ofTask] of said.entries())
    for (const [at, p] of ofTask.entries()) {
      const bin = sums[binOf(p)];
      if (bin === undefined) continue;
      bin.n += 1;
      bin.said += p;
      bin.kept += moments[at]?.outcomes[task] === 1 ? 1 : 0;
    }
  return sums.map(({ n, said: sum, kept }, bin) => {
    const [wins, rows] = [kept / TASKS, n / TASKS];
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      n: rows,
      said: n === 0 ? (bin + 0.5) / BINS : sum / n,
      seen: n === 0 ? NaN : kept / n,
      low: posteriorQuantile(wins, rows, PRIOR, LOW),
      high: posteriorQuantile(wins, rows, PRIOR, HIGH),
    };
  });
}

const binOf = (p: number): number => Math.min(BINS - 1, Math.max(0, Math.floor(p * BINS)));

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** What is said, less what those in its bin were seen to fall short of it, and more what they may exceed it. */
export function rangeIn(bins: readonly ReliabilityBin[], p: number): Range {
  const bin = bins[binOf(p)];
  if (bin === undefined) return { low: 0, high: 1 };
  return { low: clip(p - Math.max(0, bin.said - bin.low)), high: clip(p + Math.max(0, bin.high - bin.said)) };
}

const clip = (p: number): number => Math.min(1, Math.max(0, p));

/** By size class, bucket and delay: how far the Beta range reaches below and above the rate that was seen. */
export interface HazardBounds {
  readonly below: readonly number[];
  readonly above: readonly number[];
}

const cellOf = (sizeAt: number, bucket: number, delayAt: number): number =>
  (sizeAt * BUCKETS.length + bucket) * DELAYS.length + delayAt;

export function hazardBounds(moments: readonly FillMoment[]): HazardBounds {
  const cells = SIZES.length * BUCKETS.length * DELAYS.length;
  const kept = new Float64Array(cells);
  const all = new Float64Array(cells);
  for (const { features, outcomes } of moments) {
    const bucket = bucketOf(features[SPREAD_COLUMN] ?? 0);
    for (const sizeAt of SIZES.keys())
      for (const delayAt of DELAYS.keys()) {
        const cell = cellOf(sizeAt, bucket, delayAt);
        all[cell] = (all[cell] ?? 0) + 1;
        if (outcomes[taskAt(sizeAt, delayAt)] === 1) kept[cell] = (kept[cell] ?? 0) + 1;
      }
  }
  const distance = (q: number): readonly number[] =>
    Array.from(all, (n, cell) => {
      const wins = kept[cell] ?? 0;
      const seen = (wins + PRIOR.a) / (n + PRIOR.a + PRIOR.b);
      return Math.max(0, Math.abs(posteriorQuantile(wins, n, PRIOR, q) - seen));
    });
  return { below: distance(LOW), above: distance(HIGH) };
}

/** The range of a baseline's chance, by the cells at the next longer delay and the next larger size class. */
export function rangeOfHazard(
  { below, above }: HazardBounds,
  asked: { readonly p: number; readonly spreadTicks: number; readonly part: number; readonly delayMs: number },
): Range {
  const { p, spreadTicks, part, delayMs } = asked;
  const sizeAt = part > 0.5 ? 2 : 1;
  const found = DELAYS.findIndex((delay) => delayMs <= delay);
  const cell = cellOf(sizeAt, bucketOf(spreadTicks), found < 0 ? DELAYS.length - 1 : found);
  return { low: clip(p - (below[cell] ?? 1)), high: clip(p + (above[cell] ?? 1)) };
}
