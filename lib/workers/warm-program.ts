/**
 * A HiGHS model kept between solves. Any change resets status and objective until the next run (docs/maths.md 4.7), so
 * nothing is read before it. A point outside the bounds that were asked for, or a change that HiGHS refuses, costs that
 * solve and is never thrown.
 */
import type { Highs, Model } from 'highs';
import type { LinearProgram, LpSolution, WarmProgram } from '../ports/lp-solver';
import { modelData, statusOf } from './highs-model';
import { isWellFormed } from './solution';

/** Loose enough for the solver's own 1e-7. */
const BOUND_SLACK = 1e-5;

interface Columns {
  readonly objective: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export function loadWarm(highs: Highs, program: LinearProgram): WarmProgram | null {
  if (!isWellFormed(program)) return null;
  const model = create(highs, program);
  if (!model) return null;
  const columns: Columns = {
    objective: program.objective.slice(),
    lower: program.colLower.slice(),
    upper: program.colUpper.slice(),
  };
  let timeLimit = Number.NaN;
  /** False after a change that HiGHS refused: from then on it solves something else. */
  let isSame = true;
  const change = (apply: () => void): void => {
    try {
      apply();
    } catch {
      isSame = false;
    }
  };
  return {
    setColumn(column, { objective, lower, upper }) {
      change(() => {
        model.changeColCost(column, objective);
        model.changeColBounds(column, lower, upper);
        columns.objective[column] = objective;
        columns.lower[column] = lower;
        columns.upper[column] = upper;
      });
    },
    setCoefficient(row, column, value) {
      change(() => {
        model.changeCoefficient(row, column, value);
      });
    },
    addRow(row) {
      change(() => {
        model.addRow(row.lower, row.upper, { indices: row.columns, values: row.values });
      });
    },
    solve({ timeLimitMs }) {
      const nothing = { objective: Number.NaN, x: new Float64Array(program.columns), rowDuals: new Float64Array(0) };
      if (!isSame) return { ...nothing, status: 'failed' };
      try {
        if (timeLimit !== timeLimitMs) {
          model.options.set({ time_limit: Math.max(0.001, timeLimitMs / 1000) });
          timeLimit = timeLimitMs;
        }
        return run(highs, model, columns);
      } catch {
        // One bad run costs one solve; the owner disposes the model and loads it again.
        return { ...nothing, status: 'failed' };
      }
    },
    dispose: () => model.dispose(),
  };
}

function create(highs: Highs, program: LinearProgram): Model | null {
  let model: Model | null = null;
  try {
    model = highs.createModel(modelData(highs, program));
    // Presolve would throw the basis away; the dual simplex goes on from it.
    model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' });
    return model;
  } catch {
    // A program the solver refuses is reported as not loadable; the caller solves it in one go elsewhere.
    model?.dispose();
    return null;
  }
}

function run(highs: Highs, model: Model, columns: Columns): LpSolution {
  const nothing = {
    objective: Number.NaN,
    x: new Float64Array(columns.objective.length),
    rowDuals: new Float64Array(0),
  };
  // HiGHS counts its time limit over the life of the model.
  model.zeroAllClocks();
  model.run();
  const status = statusOf(highs, model.getModelStatus());
  if (status !== 'optimal') return { ...nothing, status };
  const { colValue, rowDual } = model.getSolution();
  if (!isPlausible(columns, colValue)) return { ...nothing, status: 'failed' };
  let objective = 0;
  for (let column = 0; column < colValue.length; column += 1)
    objective += (columns.objective[column] ?? 0) * (colValue[column] ?? 0);
  return { status, objective, x: colValue, rowDuals: rowDual };
}

/**
 * Columns as asked for. Rows are not checked again: cuts make them long, and a bound that rests on them is proven by
 * other means.
 */
function isPlausible({ objective, lower, upper }: Columns, x: Float64Array): boolean {
  if (x.length !== objective.length) return false;
  for (let column = 0; column < x.length; column += 1) {
    const value = x[column] ?? Number.NaN;
    const slack = BOUND_SLACK * (1 + Math.abs(value));
    // False for NaN as well.
    if (!(value >= (lower[column] ?? 0) - slack && value <= (upper[column] ?? 0) + slack && Math.abs(value) < Infinity))
      return false;
  }
  return true;
}
