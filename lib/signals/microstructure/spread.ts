/** The spread against its own recent past: the last 50 changes. */

/** Changes that are kept. */
export const SPREADS = 50;

export interface SpreadReading {
  readonly n: number;
  readonly mean: number;
  /** With n - 1. */
  readonly deviation: number;
  /** Mid-rank of the newest among them, in [0, 1]. */
  readonly percentile: number;
  /** Least-squares slope on the index, per change. */
  readonly slope: number;
}

/** @param past oldest first. @returns null under two changes. */
export function readSpread(past: Float64Array): SpreadReading | null {
  const n = past.length;
  const newest = past.at(-1);
  if (newest === undefined || n < 2) return null;
  const mean = past.reduce((sum, value) => sum + value, 0) / n;
  const middle = (n - 1) / 2;
  let squares = 0;
  let across = 0;
  let index = 0;
  for (const [i, value] of past.entries()) {
    squares += (value - mean) ** 2;
    across += (i - middle) * (value - mean);
    index += (i - middle) ** 2;
  }
  const below = past.filter((value) => value < newest).length;
  const equal = past.filter((value) => value === newest).length;
  return {
    n,
    mean,
    deviation: Math.sqrt(squares / (n - 1)),
    percentile: (below + equal / 2) / n,
    slope: across / index,
  };
}
