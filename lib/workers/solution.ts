/** What both solvers need to turn a raw point into an answer that does not depend on the solver's own arithmetic. */
import type { LinearProgram } from '../ports/lp-solver';

export { isFeasible, objectiveAt } from '../engine/lp/lp-answer';

/** Whole-number columns come back within 1e-6 of whole (docs/maths.md 4.7); the exact point is the rounded one. */
export function roundedIntegers(program: LinearProgram, x: Float64Array): Float64Array {
  const { integer } = program;
  return integer ? x.map((value, column) => (integer[column] ? Math.round(value) : value)) : x;
}

/** Numbers that a solver can work with; what it would make of others is not worth finding out. */
export function isWellFormed(program: LinearProgram): boolean {
  const { columns, rows, objective, colLower, colUpper, rowLower, rowUpper, start, index, value } = program;
  const ordered = (lower: Float64Array, upper: Float64Array): boolean =>
    lower.every(
      (low, position) => low <= (upper[position] ?? Number.NaN) && low < Infinity && (upper[position] ?? 0) > -Infinity,
    );
  return (
    objective.length === columns &&
    colLower.length === columns &&
    colUpper.length === columns &&
    start.length === columns + 1 &&
    rowLower.length === rows &&
    rowUpper.length === rows &&
    index.length === value.length &&
    objective.every(Number.isFinite) &&
    value.every(Number.isFinite) &&
    index.every((row) => row >= 0 && row < rows) &&
    ordered(colLower, colUpper) &&
    ordered(rowLower, rowUpper)
  );
}
