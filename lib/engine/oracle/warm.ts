/** Programs kept inside a solver, for the solvers that can. */
import type { LinearProgram, LpSolver, WarmLpSolver, WarmProgram } from '../../ports/lp-solver';

export function isWarmSolver(solver: LpSolver): solver is WarmLpSolver {
  return 'load' in solver && typeof solver.load === 'function';
}

/** Held by the first solver that can; null when none does. */
export function loadWarm(solvers: readonly LpSolver[], program: LinearProgram): WarmProgram | null {
  for (const solver of solvers) {
    const loaded = isWarmSolver(solver) ? solver.load(program) : null;
    if (loaded) return loaded;
  }
  return null;
}
