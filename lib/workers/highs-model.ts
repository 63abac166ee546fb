/** The LP port's programs and states in HiGHS's terms, for one solve and for a model that is kept. */
import type { Highs } from 'highs';
import type { LinearProgram, LpStatus } from '../ports/lp-solver';

export function modelData(highs: Highs, program: LinearProgram): Parameters<Highs['createModel']>[0] {
  return {
    numCols: program.columns,
    numRows: program.rows,
    sense: highs.constants.objectiveSense.maximize,
    offset: 0,
    colCost: program.objective,
    colLower: program.colLower,
    colUpper: program.colUpper,
    rowLower: program.rowLower,
    rowUpper: program.rowUpper,
    matrix: {
      format: 'csc',
      numRows: program.rows,
      numCols: program.columns,
      starts: program.start,
      indices: program.index,
      values: program.value,
    },
    ...(program.integer ? { integrality: Int32Array.from(program.integer) } : {}),
  };
}

export function statusOf(highs: Highs, code: number): LpStatus {
  const { modelStatus } = highs.constants;
  switch (code) {
    case modelStatus.optimal:
      return 'optimal';
    case modelStatus.infeasible:
      return 'infeasible';
    case modelStatus.unbounded:
      return 'unbounded';
    case modelStatus.timeLimit:
      return 'time-limit';
    default:
      return 'failed';
  }
}
