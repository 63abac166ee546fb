/** Small dense systems. */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** Below this share of the largest pivot a column counts as dependent on the others. */
const DEPENDENT = 1e-13;

/** Solves A x = b for a symmetric positive definite A, read from its lower half, by Cholesky; null where A is not. */
export function solveSymmetric(a: readonly (readonly number[])[], b: readonly number[]): readonly number[] | null {
  // Sums of the two halves may differ in their last bit, which the package takes for another matrix.
  const matrix = new Matrix(a.map((row, i) => row.map((value, j) => (j > i ? (a[j]?.[i] ?? 0) : value))));
  const cholesky = new CholeskyDecomposition(matrix);
  const least = DEPENDENT * Math.max(...matrix.diagonal().map(Math.abs));
  const pivots = cholesky.lowerTriangularMatrix.diagonal();
  if (!cholesky.isPositiveDefinite() || pivots.some((pivot) => !(pivot * pivot > least))) return null;
  return cholesky.solve(Matrix.columnVector([...b])).getColumn(0);
}
