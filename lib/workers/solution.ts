/** What both solvers need to turn a raw point into an answer that does not depend on the solver's own arithmetic. */
import type { LinearProgram } from '../ports/lp-solver';

export function objectiveAt(program: LinearProgram, x: Float64Array): number {
  let total = 0;
  for (let column = 0; column < program.columns; column += 1) {
    const value = x[column] ?? 0;
    if (value !== 0) total += (program.objective[column] ?? 0) * value;
  }
  return total;
}

/** Whole-number columns come back within 1e-6 of whole (maths 4.7); the exact point is the rounded one. */
export function roundedIntegers(program: LinearProgram, x: Float64Array): Float64Array {
  const { integer } = program;
  return integer ? x.map((value, column) => (integer[column] ? Math.round(value) : value)) : x;
}

/** Numbers that a solver can work with; what it would make of others is not worth finding out. */
export function isWellFormed(program: LinearProgram): boolean {
  const { columns, rows, objective, colLower, colUpper, rowLower, rowUpper, start, index, value } = program;
  const ordered = (lower: Float64Array, upper: Float64Array): boolean => lower.every((low, position) => low <= (upper[position] ?? Number.NaN) && low < Infinity && (upper[position] ?? 0) > -Infinity);
  return (
    objective.length === columns && colLower.length === columns && colUpper.length === columns && start.length === columns + 1 &&
    rowLower.length === rows && rowUpper.length === rows && index.length === value.length &&
    objective.every(Number.isFinite) && value.every(Number.isFinite) && index.every((row) => row >= 0 && row < rows) &&
    ordered(colLower, colUpper) && ordered(rowLower, rowUpper)
  );
}

/** Loose enough for the solvers' own 1e-7, tight enough to catch a point that has nothing to do with the program. */
const FEASIBILITY = 1e-5;

/** Whether a point obeys the program's bounds and rows; a solver's "optimal" is not taken on trust. */
export function isFeasible(program: LinearProgram, x: Float64Array): boolean {
  const rows = new Float64Array(program.rows);
  const scale = new Float64Array(program.rows).fill(1);
  for (let column = 0; column < program.columns; column += 1) {
    const value = x[column] ?? 0;
    if (!Number.isFinite(value)) return false;
    const slack = FEASIBILITY * (1 + Math.abs(value));
    if (value < (program.colLower[column] ?? 0) - slack || value > (program.colUpper[column] ?? 0) + slack) return false;
    if (value === 0) continue;
    for (let slot = program.start[column] ?? 0; slot < (program.start[column + 1] ?? 0); slot += 1) {
      const row = program.index[slot] ?? 0;
      const term = (program.value[slot] ?? 0) * value;
      rows[row] = (rows[row] ?? 0) + term;
      scale[row] = (scale[row] ?? 1) + Math.abs(term);
    }
  }
  for (let row = 0; row < program.rows; row += 1) {
    const slack = FEASIBILITY * (scale[row] ?? 1);
    if ((rows[row] ?? 0) < (program.rowLower[row] ?? 0) - slack || (rows[row] ?? 0) > (program.rowUpper[row] ?? 0) + slack) return false;
  }
  return true;
}
