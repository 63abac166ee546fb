/** Samples and rows for the engine's benches. */
import { summarise, type BenchRow } from './kit';

interface RowExtra {
  readonly baseline?: { readonly name: string; readonly samples: readonly number[] };
  readonly note?: string;
  /** Milliseconds if not given. */
  readonly unit?: BenchRow['unit'];
}

export function rowOf(
  name: string,
  samples: readonly number[],
  { baseline, note, unit = 'ms' }: RowExtra = {},
): BenchRow {
  const theirs = baseline ? summarise(baseline.samples) : null;
  return {
    name,
    unit,
    ...summarise(samples),
    baseline: baseline && theirs ? { name: baseline.name, median: theirs.median, p99: theirs.p99 } : null,
    ...(note === undefined ? {} : { note }),
  };
}

/** Milliseconds of each synchronous call after a warm-up; the index runs on, so that calls can differ. */
export function timed(count: number, warmUp: number, body: (index: number) => void): readonly number[] {
  for (let index = 0; index < warmUp; index += 1) body(index);
  return Array.from({ length: count }, (_, index) => {
    const started = performance.now();
    body(index + warmUp);
    return performance.now() - started;
  });
}
