/**
 * From the booster's margin to a probability, fitted on time that it did not learn from: Platt's line, or isotonic
 * steps where those are better on the last third of that time.
 */
import { fitIsotonic, isotonicAt, type Isotonic } from '../statistics/isotonic';
import { fitPlatt, sigmoid } from '../statistics/logistic';
import { logLoss } from '../statistics/scores';

export type Calibration =
  /** Too few rows to fit anything: the margin as it is. */
  | { readonly kind: 'raw' }
  | { readonly kind: 'platt'; readonly slope: number; readonly constant: number }
  | { readonly kind: 'isotonic'; readonly steps: Isotonic; readonly least: number };

const PLATT_ROWS = 200;
const ISOTONIC_ROWS = 1_000;

/** In the order of time. */
export function fitCalibration(margins: readonly number[], outcomes: readonly (0 | 1)[]): Calibration {
  if (margins.length < PLATT_ROWS || new Set(outcomes).size < 2) return { kind: 'raw' };
  const line = platt(margins, outcomes);
  if (margins.length < ISOTONIC_ROWS) return line;
  const cut = Math.floor((margins.length * 2) / 3);
  const early = { margins: margins.slice(0, cut), outcomes: outcomes.slice(0, cut) };
  if (new Set(early.outcomes).size < 2) return line;
  const late = { margins: margins.slice(cut), outcomes: outcomes.slice(cut) };
  const lossOf = (calibration: Calibration): number =>
    logLoss(
      late.margins.map((margin) => calibrated(calibration, margin)),
      late.outcomes,
    );
  const stepsAreBetter = lossOf(isotonic(early.margins, early.outcomes)) < lossOf(platt(early.margins, early.outcomes));
  return stepsAreBetter ? isotonic(margins, outcomes) : line;
}

/** A line that falls would say that the booster is wrong the more the surer it is: then it says the mean. */
function platt(margins: readonly number[], outcomes: readonly (0 | 1)[]): Calibration {
  const { weights, constant } = fitPlatt(margins, outcomes);
  const slope = weights[0] ?? 0;
  if (slope > 0) return { kind: 'platt', slope, constant };
  const rate = (outcomes.filter((each) => each === 1).length + 1) / (outcomes.length + 2);
  return { kind: 'platt', slope: 0, constant: Math.log(rate / (1 - rate)) };
}

/** Steps at 0 and 1 say "never" and "always", which no count of rows can. */
function isotonic(margins: readonly number[], outcomes: readonly (0 | 1)[]): Calibration {
  return { kind: 'isotonic', steps: fitIsotonic(margins, outcomes), least: 1 / (margins.length + 2) };
}

export function calibrated(calibration: Calibration, margin: number): number {
  switch (calibration.kind) {
    case 'raw':
      return sigmoid(margin);
    case 'platt':
      return sigmoid(calibration.slope * margin + calibration.constant);
    case 'isotonic':
      return Math.min(1 - calibration.least, Math.max(calibration.least, isotonicAt(calibration.steps, margin)));
  }
}
