/** Small dense systems. */

/** Below this share of the largest pivot a column counts as dependent on the others. */
const DEPENDENT = 1e-13;

/** Solves A x = b for a symmetric positive definite A by Cholesky; null where A is not. */
export function solveSymmetric(a: readonly (readonly number[])[], b: readonly number[]): readonly number[] | null {
  const size = b.length;
  const lower = Array.from({ length: size }, () => new Float64Array(size));
  const largest = Math.max(...a.map((row, i) => Math.abs(row[i] ?? 0)));
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = a[i]?.[j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (lower[i]?.[k] ?? 0) * (lower[j]?.[k] ?? 0);
      const row = lower[i];
      if (row === undefined) return null;
      if (i !== j) row[j] = sum / (lower[j]?.[j] ?? 1);
      else if (sum <= DEPENDENT * largest) return null;
      else row[j] = Math.sqrt(sum);
    }
  }
  const y = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= (lower[i]?.[k] ?? 0) * (y[k] ?? 0);
    y[i] = sum / (lower[i]?.[i] ?? 1);
  }
  const x = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) sum -= (lower[k]?.[i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (lower[i]?.[i] ?? 1);
  }
  return x;
}
