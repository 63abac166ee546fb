/**
 * Ordinary least squares by QR, and the covariance of its coefficients where errors are uneven and hang together in
 * time (Newey and West 1987: Bartlett weights).
 */
import { inverse, Matrix, QrDecomposition } from 'ml-matrix';

export interface Fit {
  /** The constant first. */
  readonly coefficients: readonly number[];
  readonly residuals: readonly number[];
  readonly sumOfSquares: number;
  readonly rows: number;
  readonly columns: number;
  /** (X'X)^-1. */
  readonly inverse: Matrix;
  readonly design: Matrix;
}

/** null where columns depend on each other, or there are not more rows than columns. */
export function leastSquares(rows: readonly (readonly number[])[], y: readonly number[]): Fit | null {
  const design = new Matrix(rows.map((row) => [1, ...row]));
  if (design.rows <= design.columns) return null;
  const qr = new QrDecomposition(design);
  if (!qr.isFullRank()) return null;
  const coefficients = qr.solve(Matrix.columnVector([...y])).getColumn(0);
  const fitted = design.mmul(Matrix.columnVector(coefficients)).getColumn(0);
  const residuals = y.map((value, i) => value - (fitted[i] ?? 0));
  const upper = inverse(qr.upperTriangularMatrix);
  return {
    coefficients,
    residuals,
    sumOfSquares: residuals.reduce((sum, value) => sum + value * value, 0),
    rows: design.rows,
    columns: design.columns,
    inverse: upper.mmul(upper.transpose()),
    design,
  };
}

/** Covariance under equal, independent errors. */
export function plainCovariance(fit: Fit): Matrix {
  return Matrix.mul(fit.inverse, fit.sumOfSquares / (fit.rows - fit.columns));
}

/**
 * @param lags how far errors hang together; 0: uneven errors only (White's HC0).
 * @param corrected times n / (n - k).
 */
export function neweyWest(fit: Fit, lags: number, corrected: boolean): Matrix {
  const { design, residuals, rows, columns } = fit;
  const scores = new Matrix(rows, columns);
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j < columns; j += 1) scores.set(i, j, design.get(i, j) * (residuals[i] ?? 0));
  const middle = scores.transpose().mmul(scores);
  for (let lag = 1; lag <= lags; lag += 1) {
    const late = scores.subMatrix(lag, rows - 1, 0, columns - 1);
    const early = scores.subMatrix(0, rows - 1 - lag, 0, columns - 1);
    const across = late.transpose().mmul(early);
    middle.add(Matrix.mul(Matrix.add(across, across.transpose()), 1 - lag / (lags + 1)));
  }
  const covariance = fit.inverse.mmul(middle).mmul(fit.inverse);
  return corrected ? Matrix.mul(covariance, rows / (rows - columns)) : covariance;
}

export function errorsOf(covariance: Matrix): readonly number[] {
  return covariance.diagonal().map(Math.sqrt);
}

/** How far errors are taken to hang together in n rows (Newey and West 1994, without prewhitening). */
export function usualLags(rows: number): number {
  return Math.floor(4 * (rows / 100) ** (2 / 9));
}
