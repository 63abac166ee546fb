/**
 * Logistic regression by Newton's method, with an L2 penalty that spares the constant (0.5 |w|^2 + C x log loss, as
 * scikit-learn counts), and Platt's calibration with his smoothed targets (Platt 1999; Lin, Lin and Weng 2007).
 */
import { solveSymmetric } from './linear';

export interface Logistic {
  readonly weights: readonly number[];
  readonly constant: number;
}

const MAX_STEPS = 100;
const SMALL_STEP = 1e-12;

export function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

/** log(1 + e^z) without overflow. */
function softplus(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}

export interface LogisticProblem {
  readonly rows: readonly (readonly number[])[];
  /** Targets in [0, 1]. */
  readonly targets: readonly number[];
  /** Weight of the data against the penalty; infinite: no penalty. */
  readonly C: number;
}

/** @throws Error where the data cannot decide (no rows, or columns that depend on each other without a penalty). */
export function fitLogistic({ rows, targets, C }: LogisticProblem): Logistic {
  const width = (rows[0]?.length ?? 0) + 1;
  const ridge = Number.isFinite(C) ? 1 / C : 0;
  let beta = new Array<number>(width).fill(0);
  let loss = lossOf(rows, targets, beta, ridge);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const { gradient, hessian } = derivatives(rows, targets, beta, ridge);
    const move = solveSymmetric(hessian, gradient);
    if (move === null) throw new Error('the data does not decide the weights');
    let scale = 1;
    let next = beta;
    let nextLoss = loss;
    // Newton may step too far on separable data: halved until the loss falls.
    for (; scale > SMALL_STEP; scale /= 2) {
      next = beta.map((value, i) => value - scale * (move[i] ?? 0));
      nextLoss = lossOf(rows, targets, next, ridge);
      if (nextLoss <= loss) break;
    }
    const moved = Math.max(...move.map((value) => Math.abs(value * scale)));
    beta = next;
    loss = nextLoss;
    if (moved < SMALL_STEP) break;
  }
  return { weights: beta.slice(0, -1), constant: beta.at(-1) ?? 0 };
}

export function logisticAt({ weights, constant }: Logistic, row: readonly number[]): number {
  return sigmoid(weights.reduce((sum, weight, i) => sum + weight * (row[i] ?? 0), constant));
}

/** From scores to probabilities: never quite 0 or 1, by as much as the counts allow. */
export function fitPlatt(scores: readonly number[], outcomes: readonly (0 | 1)[]): Logistic {
  const yes = outcomes.filter((each) => each === 1).length;
  const no = outcomes.length - yes;
  const targets = outcomes.map((each) => (each === 1 ? (yes + 1) / (yes + 2) : 1 / (no + 2)));
  return fitLogistic({ rows: scores.map((score) => [score]), targets, C: Number.POSITIVE_INFINITY });
}

function zOf(row: readonly number[], beta: readonly number[]): number {
  let z = beta[row.length] ?? 0;
  for (let i = 0; i < row.length; i += 1) z += (row[i] ?? 0) * (beta[i] ?? 0);
  return z;
}

function lossOf(
  rows: LogisticProblem['rows'],
  targets: readonly number[],
  beta: readonly number[],
  ridge: number,
): number {
  let loss = 0;
  for (const [i, row] of rows.entries()) {
    const z = zOf(row, beta);
    loss += softplus(z) - (targets[i] ?? 0) * z;
  }
  return loss + (ridge / 2) * beta.slice(0, -1).reduce((sum, value) => sum + value * value, 0);
}

function derivatives(
  rows: LogisticProblem['rows'],
  targets: readonly number[],
  beta: readonly number[],
  ridge: number,
) {
  const width = beta.length;
  const gradient = beta.map((value, i) => (i < width - 1 ? ridge * value : 0));
  const hessian = Array.from({ length: width }, (_, i) =>
    Array.from({ length: width }, (_unused, j) => (i === j && i < width - 1 ? ridge : 0)),
  );
  for (const [at, row] of rows.entries()) {
    const p = sigmoid(zOf(row, beta));
    const error = p - (targets[at] ?? 0);
    const weight = p * (1 - p);
    const full = [...row, 1];
    for (let i = 0; i < width; i += 1) {
      gradient[i] = (gradient[i] ?? 0) + error * (full[i] ?? 0);
      const line = hessian[i];
      if (line === undefined) continue;
      for (let j = 0; j < width; j += 1) line[j] = (line[j] ?? 0) + weight * (full[i] ?? 0) * (full[j] ?? 0);
    }
  }
  return { gradient, hessian };
}
