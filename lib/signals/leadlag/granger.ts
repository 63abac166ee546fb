/**
 * Does the past of x say more about y than y's own past? (Granger 1969.) The number of lags is chosen by BIC on the
 * rows that all lags have in common; what is decided on is the Wald test with a Newey-West covariance.
 */
import { inverse, Matrix } from 'ml-matrix';
import fCdf from '@stdlib/stats-base-dists-f-cdf';
import { leastSquares, neweyWest, usualLags, type Fit } from '../statistics/regression';

export interface GrangerAtLag {
  readonly lag: number;
  readonly F: number;
  readonly pF: number;
  readonly dfNum: number;
  readonly dfDenom: number;
  readonly bic: number;
  readonly hac: { readonly maxlags: number; readonly F: number; readonly pF: number };
}

export interface Granger {
  readonly byLag: readonly GrangerAtLag[];
  /** Least BIC. */
  readonly bicLag: number;
}

/** null where some lag cannot be fitted: too few rows, or series that do not move. */
export function granger(x: readonly number[], y: readonly number[], maxLag: number): Granger | null {
  const byLag: GrangerAtLag[] = [];
  for (let lag = 1; lag <= maxLag; lag += 1) {
    const at = atLag(x, y, lag, maxLag);
    if (at === null) return null;
    byLag.push(at);
  }
  const best = byLag.reduce((least, each) => (each.bic < least.bic ? each : least));
  return { byLag, bicLag: best.lag };
}

function atLag(x: readonly number[], y: readonly number[], lag: number, maxLag: number): GrangerAtLag | null {
  const restricted = fit(y, [y], lag, lag);
  const full = fit(y, [y, x], lag, lag);
  const common = fit(y, [y, x], lag, maxLag);
  if (restricted === null || full === null || common === null) return null;
  const dfDenom = full.rows - full.columns;
  const F = (restricted.sumOfSquares - full.sumOfSquares) / lag / (full.sumOfSquares / dfDenom);
  const maxlags = usualLags(full.rows);
  const wald = waldOfLast(full, neweyWest(full, maxlags, true), lag) / lag;
  return {
    lag,
    F,
    pF: chanceAbove(F, lag, dfDenom),
    dfNum: lag,
    dfDenom,
    bic: bicOf(common),
    hac: { maxlags, F: wald, pF: chanceAbove(wald, lag, dfDenom) },
  };
}

/** y on `lag` past values of each series, from the row `first` on. */
function fit(y: readonly number[], series: readonly (readonly number[])[], lag: number, first: number): Fit | null {
  const rows: number[][] = [];
  const targets: number[] = [];
  for (let t = first; t < y.length; t += 1) {
    rows.push(series.flatMap((each) => Array.from({ length: lag }, (_, back) => each[t - 1 - back] ?? 0)));
    targets.push(y[t] ?? 0);
  }
  return leastSquares(rows, targets);
}

function bicOf({ rows, columns, sumOfSquares }: Fit): number {
  const logLikelihood = (-rows / 2) * (Math.log(2 * Math.PI) + Math.log(sumOfSquares / rows) + 1);
  return -2 * logLikelihood + columns * Math.log(rows);
}

/** Wald statistic that the last `count` coefficients are all zero. */
function waldOfLast({ coefficients, columns }: Fit, covariance: Matrix, count: number): number {
  const from = columns - count;
  const tested = Matrix.columnVector(coefficients.slice(from));
  const block = covariance.subMatrix(from, columns - 1, from, columns - 1);
  return tested.transpose().mmul(inverse(block)).mmul(tested).get(0, 0);
}

/** P(F > f): as the chance of 1/F below 1/f, so that small ones keep their digits. */
function chanceAbove(f: number, dfNum: number, dfDenom: number): number {
  return f > 0 ? fCdf(1 / f, dfDenom, dfNum) : 1;
}
