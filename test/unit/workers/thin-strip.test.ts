/** Programs on which a solver forgets its clock are not given to it. */
import { expect, it } from 'vitest';
import { ProgramBuilder } from '../../../lib/engine/lp/program';
import type { LinearProgram } from '../../../lib/ports/lp-solver';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import { createHighsSolver } from '../../../lib/workers/highs-solver';

/** x - slope y from 0.9 on and x - y up to 0.8, in whole numbers: glpk's presolve moves a bound by one at a time. */
function strip(wide: number, slope: number): LinearProgram {
  const builder = new ProgramBuilder();
  const atLeast = builder.addRow(0.9, Infinity);
  const atMost = builder.addRow(-Infinity, 0.8);
  for (const sign of [1, -1]) {
    const column = builder.addColumn({ objective: 1, lower: 0, upper: wide, integer: true });
    builder.put(atLeast, column, sign === 1 ? 1 : -slope);
    builder.put(atMost, column, sign);
  }
  return builder.build();
}

it('a thin strip of whole numbers ends within the limit, and is left to the solver that can', async () => {
  const solvers = [await createGlpkSolver(), await createHighsSolver()];
  for (const program of [1e8, Infinity].flatMap((wide) => [strip(wide, 1), strip(wide, 1.0001)])) {
    for (const solver of solvers) {
      const started = performance.now();
      const { status } = solver.solve(program, { timeLimitMs: 250 });
      expect(performance.now() - started).toBeLessThan(2_000);
      if (solver.name === 'glpk') expect(status).toBe('failed');
      else expect(status).not.toBe('optimal');
    }
  }
});
