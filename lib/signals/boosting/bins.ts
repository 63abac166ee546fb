/**
 * Columns by bin: what a histogram of gradients is made over. A column of few values has a bin each; of many, bins of
 * nearly equal counts. A missing value (NaN) has a bin of its own.
 */

/** Bins of known values; the bin after them is the missing one. */
export const MOST_BINS = 64;
export const MISSING_BIN = MOST_BINS;
export const BINS = MOST_BINS + 1;

/** Ascending; a value lies in the bin of as many cuts as are at most it, so `value < cuts[b]` is "bin b or lower". */
export type Cuts = Float64Array;

export interface Binned {
  readonly cuts: readonly Cuts[];
  /** Bins by row, all columns of a row together. */
  readonly codes: Uint8Array;
  readonly width: number;
  readonly rows: number;
  readonly hasMissing: readonly boolean[];
}

export function binned(columns: readonly Float64Array[]): Binned {
  const rows = columns[0]?.length ?? 0;
  const width = columns.length;
  const codes = new Uint8Array(rows * width);
  const cuts = columns.map(cutsOf);
  const hasMissing = columns.map((column, at) => {
    const own = cuts[at] ?? new Float64Array(0);
    let missing = false;
    for (let row = 0; row < rows; row += 1) {
      const value = column[row] ?? NaN;
      const isMissing = Number.isNaN(value);
      missing ||= isMissing;
      codes[row * width + at] = isMissing ? MISSING_BIN : binOf(own, value);
    }
    return missing;
  });
  return { cuts, codes, width, rows, hasMissing };
}

/** Bounds between the bins of a column: midway between neighbouring values. */
export function cutsOf(column: Float64Array): Cuts {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const values: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < sorted.length; at += 1) {
    const value = sorted[at] ?? 0;
    if (values.at(-1) !== value) {
      values.push(value);
      ends.push(0);
    }
    ends[ends.length - 1] = at + 1;
  }
  const cuts: number[] = [];
  const cutAfter = (at: number): void => {
    cuts.push(((values[at] ?? 0) + (values[at + 1] ?? 0)) / 2);
  };
  if (values.length <= MOST_BINS) for (let at = 0; at + 1 < values.length; at += 1) cutAfter(at);
  else {
    // A value that many rows share fills a bin alone; what is left is shared out among the bins that are left.
    let from = 0;
    for (let at = 0; at + 1 < values.length && cuts.length + 1 < MOST_BINS; at += 1) {
      const end = ends[at] ?? 0;
      const wanted = (sorted.length - from) / (MOST_BINS - cuts.length);
      if (end - from < wanted) continue;
      cutAfter(at);
      from = end;
    }
  }
  return Float64Array.from(cuts);
}

function binOf(cuts: Cuts, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
