/**
 * What is asked of any solver's point before a number is taken from it: the right length, finite, inside its bounds and
 * rows, with an objective that is the objective. A solver that lies costs one solve; nothing here depends on how it
 * came to its answer.
 */
import type { LinearProgram, LpSolution } from '../../ports/lp-solver';

/** Loose enough for the solvers' own 1e-7, tight enough to catch a point that has nothing to do with the program. */
const FEASIBILITY = 1e-5;

export function objectiveAt(program: LinearProgram, x: Float64Array): number {
  let total = 0;
  for (let column = 0; column < program.columns; column += 1) {
    const value = x[column] ?? 0;
    if (value !== 0) total += (program.objective[column] ?? 0) * value;
  }
  return total;
}

/** Whether a point obeys the program's bounds and rows; a solver's "optimal" is not taken on trust. */
export function isFeasible(program: LinearProgram, x: Float64Array): boolean {
  const rows = new Float64Array(program.rows);
  const scale = new Float64Array(program.rows).fill(1);
  for (let column = 0; column < program.columns; column += 1) {
    const value = x[column] ?? 0;
    if (!Number.isFinite(value)) return false;
    const slack = FEASIBILITY * (1 + Math.abs(value));
    if (value < (program.colLower[column] ?? 0) - slack || value > (program.colUpper[column] ?? 0) + slack)
      return false;
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
    if (
      (rows[row] ?? 0) < (program.rowLower[row] ?? 0) - slack ||
      (rows[row] ?? 0) > (program.rowUpper[row] ?? 0) + slack
    )
      return false;
  }
  return true;
}

/** Whether an "optimal" answer can be worked with. */
export function isUsable(program: LinearProgram, { status, objective, x }: LpSolution): boolean {
  if (status !== 'optimal' || x.length !== program.columns || !Number.isFinite(objective) || !isFeasible(program, x))
    return false;
  const recomputed = objectiveAt(program, x);
  return Math.abs(recomputed - objective) <= FEASIBILITY * (1 + Math.abs(recomputed));
}
