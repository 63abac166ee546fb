/**
 * One linear program: maximise objective.x subject to rowLower <= A x <= rowUpper and colLower <= x <= colUpper.
 * A is given by columns (compressed sparse columns). Infinite bounds are +-Infinity.
 */
export interface LinearProgram {
  readonly columns: number;
  readonly rows: number;
  readonly objective: Float64Array;
  readonly colLower: Float64Array;
  readonly colUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** columns + 1 offsets into `index` and `value`. */
  readonly start: Int32Array;
  readonly index: Int32Array;
  readonly value: Float64Array;
  /** Columns that must be whole numbers; absent for a pure LP. */
  readonly integer?: Uint8Array;
}

export type LpStatus = 'optimal' | 'infeasible' | 'unbounded' | 'time-limit' | 'failed';

export interface LpSolution {
  readonly status: LpStatus;
  readonly objective: number;
  readonly x: Float64Array;
  /** Row duals where the solver gives them; empty for integer programs. */
  readonly rowDuals: Float64Array;
}

/**
 * Solvers answer in values: garbage in gives `failed`, never a throw. Nothing a solver says is trusted without a
 * certificate.
 */
export interface LpSolver {
  readonly name: 'highs' | 'glpk';
  solve(program: LinearProgram, options: { readonly timeLimitMs: number }): LpSolution;
}

/**
 * One program kept inside the solver between solves, so that the next one starts from the last basis
 * (docs/maths.md 4.1: 3x to 40x faster than building it again). Changes take effect at the next `solve`. `dispose`
 * gives the memory back; nothing else does.
 */
export interface WarmProgram {
  setColumn(
    column: number,
    change: { readonly objective: number; readonly lower: number; readonly upper: number },
  ): void;
  setCoefficient(row: number, column: number, value: number): void;
  /** Appends a row; it becomes the last one. */
  addRow(row: {
    readonly lower: number;
    readonly upper: number;
    readonly columns: Int32Array;
    readonly values: Float64Array;
  }): void;
  solve(options: { readonly timeLimitMs: number }): LpSolution;
  dispose(): void;
}

export interface WarmLpSolver extends LpSolver {
  /** Null when the program cannot be loaded. */
  load(program: LinearProgram): WarmProgram | null;
}
