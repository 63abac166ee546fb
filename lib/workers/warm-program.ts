/** A HiGHS model kept between solves. Any change resets status and objective until the next run (maths 4.7), so nothing is read before it. */
import type { Highs, Model } from 'highs';
import type { LinearProgram, LpSolution, WarmProgram } from '../ports/lp-solver';
import { modelData, statusOf } from './highs-solver';
import { isWellFormed } from './solution';

export function loadWarm(highs: Highs, program: LinearProgram): WarmProgram | null {
  if (!isWellFormed(program)) return null;
  const { options, model } = create(highs, program) ?? {};
  if (!options || !model) return null;
  const objective = program.objective.slice();
  let timeLimit = Number.NaN;
  return {
    setColumn(column, change) {
      model.changeColCost(column, change.objective);
      model.changeColBounds(column, change.lower, change.upper);
      objective[column] = change.objective;
    },
    setCoefficient(row, column, value) {
      model.changeCoefficient(row, column, value);
    },
    addRow({ lower, upper, columns, values }) {
      model.addRow(lower, upper, { indices: columns, values });
    },
    solve({ timeLimitMs }) {
      if (timeLimit !== timeLimitMs) {
        options.set({ time_limit: Math.max(0.001, timeLimitMs / 1000) });
        timeLimit = timeLimitMs;
      }
      return run(highs, model, objective);
    },
    dispose: () => model.dispose(),
  };
}

function create(highs: Highs, program: LinearProgram): { readonly model: Model; readonly options: Model['options'] } | null {
  let model: Model | null = null;
  try {
    model = highs.createModel(modelData(highs, program));
    // Presolve would throw the basis away; the dual simplex goes on from it.
    model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' });
    return { model, options: model.options };
  } catch {
    // A program the solver refuses is reported as not loadable; the caller solves it in one go elsewhere.
    model?.dispose();
    return null;
  }
}

function run(highs: Highs, model: Model, objective: Float64Array): LpSolution {
  const nothing = { objective: Number.NaN, x: new Float64Array(objective.length), rowDuals: new Float64Array(0) };
  try {
    // HiGHS counts its time limit over the life of the model.
    model.zeroAllClocks();
    model.run();
    const status = statusOf(highs, model.getModelStatus());
    if (status !== 'optimal') return { ...nothing, status };
    const { colValue, rowDual } = model.getSolution();
    let value = 0;
    for (let column = 0; column < objective.length; column += 1) value += (objective[column] ?? 0) * (colValue[column] ?? 0);
    return Number.isFinite(value) ? { status, objective: value, x: colValue, rowDuals: rowDual } : { ...nothing, status: 'failed' };
  } catch {
    // One bad run costs one solve; the owner disposes the model and loads it again.
    return { ...nothing, status: 'failed' };
  }
}
