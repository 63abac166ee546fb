/**
 * What the dual simplex proves, computed from its multipliers and fair prices alone (docs/maths.md 2.3): whatever the
 * search did, the optimum lies between the two sides.
 */
import type { BasisState } from './basis-state';
import { gradientsInto } from './row-matrix';

/** Rounding that the rows of verified fair prices may show (dollars). */
const ROW_TOLERANCE = 1e-8;

export interface DualPoint {
  /** What the multipliers prove of the program's optimum, and what the fair prices prove above it; dollars. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * Both sides of weak duality: u out of y and A'u are written to `multipliers` and `gradients`. The lower side
 * holds for any u >= 0, the upper one for fair prices inside every row (Infinity when they are not).
 */
export function dualityBounds(
  { matrix, curves, values, breakpoint, y }: Pick<BasisState, 'matrix' | 'curves' | 'values' | 'breakpoint' | 'y'>,
  multipliers: Float64Array,
  gradients: Float64Array,
): DualPoint {
  const { rows, conditions, rowStart, rowIndex, rowValue, atLeast, equality } = matrix;
  let lower = 0;
  let upper = 0;
  for (let row = 0; row < rows; row += 1) {
    // A slack held at its far end has a negative y; the bounds of its fair prices carry it as well (mu is at 0 or 1
    // throughout the row).
    multipliers[row] = equality[row] ? (y[row] ?? 0) : Math.max(0, y[row] ?? 0);
    lower += (multipliers[row] ?? 0) * (atLeast[row] ?? 0);
    let slack = -(atLeast[row] ?? 0);
    const end = rowStart[row + 1] ?? 0;
    for (let slot = rowStart[row] ?? 0; slot < end; slot += 1)
      slack += (rowValue[slot] ?? 0) * (values[rowIndex[slot] ?? 0] ?? 0);
    if (slack < -ROW_TOLERANCE || (equality[row] && slack > ROW_TOLERANCE)) upper = Infinity;
  }
  gradientsInto(matrix, multipliers, gradients);
  for (let condition = 0; condition < conditions; condition += 1) {
    const price = values[condition] ?? 0;
    const gradient = gradients[condition] ?? 0;
    if (price < -ROW_TOLERANCE || price > 1 + ROW_TOLERANCE) upper = Infinity;
    const near = breakpoint[condition] ?? 0;
    upper += curves.valueAt(condition, price, near);
    const best = condition * curves.stride + curves.bestBreakpoint(condition, gradient, near);
    lower += (curves.heights[best] ?? 0) - gradient * (curves.breakpoints[best] ?? 0);
  }
  return { lower, upper };
}
