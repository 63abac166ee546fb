/**
 * Covariance of returns drawn towards equal, unrelated variances by as much as the sample leaves open (Ledoit and Wolf
 * 2004). For display: what money is laid on is decided from scenarios, not from this.
 */

export interface ShrunkCovariance {
  /** 0: the sample's own, 1: nothing but the target. */
  readonly shrinkage: number;
  readonly covariance: readonly (readonly number[])[];
  readonly empirical: readonly (readonly number[])[];
}

/** Rows from which it speaks, for each column. */
const ROWS_PER_COLUMN = 2;

/** null under two rows a column. */
export function shrunkCovariance(rows: readonly (readonly number[])[]): ShrunkCovariance | null {
  const n = rows.length;
  const k = rows[0]?.length ?? 0;
  if (k === 0 || n < ROWS_PER_COLUMN * k) return null;
  const columns = [...Array(k).keys()];
  const means = columns.map((at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / n);
  const centred = rows.map((row) => columns.map((at) => (row[at] ?? 0) - (means[at] ?? 0)));
  const over = (i: number, j: number, power: number): number =>
    centred.reduce((sum, row) => sum + ((row[i] ?? 0) * (row[j] ?? 0)) ** power, 0) / n;
  const empirical = columns.map((i) => columns.map((j) => over(i, j, 1)));
  const target = columns.reduce((sum, at) => sum + (empirical[at]?.[at] ?? 0), 0) / k;
  const squares = empirical.flat().reduce((sum, value) => sum + value * value, 0);
  const fourth = columns.reduce((sum, i) => sum + columns.reduce((part, j) => part + over(i, j, 2), 0), 0);
  // Squared distance of the sample from the target, and how much of it is the sample's own noise.
  const distance = (squares - k * target * target) / k;
  const noise = Math.min(distance, (fourth - squares) / (n * k));
  const shrinkage = noise > 0 ? noise / distance : 0;
  const covariance = empirical.map((row, i) =>
    row.map((value, j) => (1 - shrinkage) * value + (i === j ? shrinkage * target : 0)),
  );
  return { shrinkage, covariance, empirical };
}
