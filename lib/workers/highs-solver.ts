/**
 * HiGHS behind the LP port. Pitfalls guarded (docs/maths.md 4.7): a model that is not disposed leaks WASM memory, so
 * each is disposed in `finally`; the objective reads 0 and the status 0 after any change until a run, so both are read
 * after the run and the status is checked; the solver's own objective is never used for a mixed-integer program, it is
 * recomputed from the rounded point.
 */
import loadHighs, { type Highs, type Model } from 'highs';
import type { LinearProgram, LpSolution, WarmLpSolver } from '../ports/lp-solver';
import { modelData, statusOf } from './highs-model';
import { loadWarm } from './warm-program';
import { isFeasible, isWellFormed, objectiveAt, roundedIntegers } from './solution';

export interface HighsSolver extends WarmLpSolver {
  readonly version: string;
  readonly highs: Highs;
  /** Size of the WASM heap; it never shrinks. */
  wasmBytes(): number;
}

/** @throws when WebAssembly cannot be loaded. */
export async function createHighsSolver(): Promise<HighsSolver> {
  const highs = await loadHighs();
  const version = highs.raw.version().string;
  return {
    name: 'highs',
    version,
    highs,
    wasmBytes: () => highs.memoryBytes,
    solve: (program, { timeLimitMs }) => solveOnce(highs, program, timeLimitMs),
    load: (program) => loadWarm(highs, program),
  };
}

function failed(columns: number): LpSolution {
  return { status: 'failed', objective: Number.NaN, x: new Float64Array(columns), rowDuals: new Float64Array(0) };
}

function solveOnce(highs: Highs, program: LinearProgram, timeLimitMs: number): LpSolution {
  if (!isWellFormed(program)) return failed(program.columns);
  let model: Model | null = null;
  try {
    model = highs.createModel(modelData(highs, program));
    model.options.set({
      output_flag: false,
      time_limit: Math.max(0.001, timeLimitMs / 1000),
      ...(program.integer ? { mip_rel_gap: 0, mip_abs_gap: 1e-7 } : {}),
    });
    model.run();
    return readSolution(highs, model, program);
  } catch {
    // A solver that throws costs this one solve; the caller sees `failed` and may ask the other solver.
    return failed(program.columns);
  } finally {
    model?.dispose();
  }
}

function readSolution(highs: Highs, model: Model, program: LinearProgram): LpSolution {
  const status = statusOf(highs, model.getModelStatus());
  if (status !== 'optimal') return { ...failed(program.columns), status };
  const solution = model.getSolution();
  const x = program.integer ? roundedIntegers(program, solution.colValue) : solution.colValue;
  const objective = objectiveAt(program, x);
  if (!Number.isFinite(objective) || !isFeasible(program, x)) return failed(program.columns);
  return { status, objective, x, rowDuals: program.integer ? new Float64Array(0) : solution.rowDual };
}
