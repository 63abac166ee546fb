/**
 * How sure a chance of filling is: by how much those like it were seen to fall short, in bins of what was said for the
 * model, in buckets of the spread for the baseline. Beta posteriors; the twelve tasks of a moment share its fate, so
 * together they count as one.
 */
import { posteriorQuantile } from '../statistics/hit-rate';
import { BUCKETS, bucketOf } from './hazard';
import { BINS, binOf, cellOf, type HazardBounds, type ReliabilityBin } from './ranges';
import { DELAYS, SIZES, SPREAD_COLUMN, TASKS, taskAt, type FillMoment } from './columns';

/** Jeffreys: half an outcome of each kind. */
const PRIOR = { a: 0.5, b: 0.5 };
/** Ends of a 90 % range on each side of which a tenth lies. */
const LOW = 0.1;
const HIGH = 0.9;

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
