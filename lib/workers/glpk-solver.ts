/**
 * glpk.js behind the LP port: fastest for one small program, and the second opinion for HiGHS. Pitfalls guarded
 * (docs/maths.md 4.7): GLP_UP and GLP_LO ignore the other bound, so the bound type is always derived from both; a
 * mixed-integer solve without presolve returns zeros with status 1, so presolve is always on there; an infeasible or
 * unbounded LP under presolve returns UNDEF, so it is solved again without; a variable twice in a row aborts, so
 * entries are added up first; the presolve of whole-number programs knows no time limit, so only those between 0 and 1
 * are taken, and others are answered with `failed` for the next solver.
 */
import createGlpk, { type GLPK, type LP } from 'glpk.js/node';
import type { LinearProgram, LpSolution, LpSolver, LpStatus } from '../ports/lp-solver';
import { isFeasible, isWellFormed, objectiveAt, roundedIntegers } from './solution';

export interface GlpkSolver extends LpSolver {
  readonly version: string;
}

/** @throws when WebAssembly cannot be loaded: a blocked load can resolve with an object that has no version. */
export async function createGlpkSolver(): Promise<GlpkSolver> {
  const glpk = await createGlpk();
  if (typeof glpk.version !== 'string') throw new Error('glpk.js loaded without its WebAssembly part');
  return {
    name: 'glpk',
    version: glpk.version,
    solve: (program, { timeLimitMs }) => solveOnce(glpk, program, timeLimitMs),
  };
}

function answer(program: LinearProgram, status: LpStatus): LpSolution {
  return { status, objective: Number.NaN, x: new Float64Array(program.columns), rowDuals: new Float64Array(0) };
}

/**
 * GLPK looks at its clock between pivots and between nodes, not in the presolve of whole-number programs, which moves a
 * bound by one at a time: x - y in [0.8, 0.9] over wide columns takes it for as long as the columns are wide. Between 0
 * and 1 a bound moves once, so there the time limit holds (docs/maths.md 4.7).
 */
function isKnownToEnd({ integer, colLower, colUpper }: LinearProgram): boolean {
  return !integer?.some(
    (whole, column) => whole === 1 && !((colLower[column] ?? -Infinity) >= 0 && (colUpper[column] ?? Infinity) <= 1),
  );
}

function solveOnce(glpk: GLPK, program: LinearProgram, timeLimitMs: number): LpSolution {
  if (!isWellFormed(program) || !isKnownToEnd(program)) return answer(program, 'failed');
  try {
    const lp = toGlpk(glpk, program);
    if (!lp) return answer(program, 'infeasible');
    const limits = { msglev: glpk.GLP_MSG_OFF, tmlim: Math.max(1, Math.ceil(timeLimitMs)) / 1000 };
    let { result } = glpk.solve(lp, { ...limits, presol: true });
    // Under presolve an infeasible or unbounded LP is only "undefined"; without it the simplex says which.
    if (result.status === glpk.GLP_UNDEF && !program.integer)
      ({ result } = glpk.solve(lp, { ...limits, presol: false }));
    const status = statusOf(glpk, result.status);
    if (status !== 'optimal') return answer(program, status);
    const x = new Float64Array(program.columns);
    for (let column = 0; column < program.columns; column += 1) x[column] = result.vars[`c${column}`] ?? 0;
    const point = roundedIntegers(program, x);
    if (!isFeasible(program, point)) return answer(program, 'failed');
    const rowDuals = new Float64Array(result.dual ? program.rows : 0);
    for (let row = 0; row < rowDuals.length; row += 1) rowDuals[row] = result.dual?.[`r${row}`] ?? 0;
    return { status, objective: objectiveAt(program, point), x: point, rowDuals };
  } catch {
    // A solver that throws costs this one solve; the caller sees `failed` and may ask the other solver.
    return answer(program, 'failed');
  }
}

function statusOf(glpk: GLPK, status: number): LpStatus {
  if (status === glpk.GLP_OPT) return 'optimal';
  if (status === glpk.GLP_NOFEAS || status === glpk.GLP_INFEAS) return 'infeasible';
  if (status === glpk.GLP_UNBND) return 'unbounded';
  // GLP_FEAS: stopped with a point that is not proven best.
  return status === glpk.GLP_FEAS ? 'time-limit' : 'failed';
}

function boundOf(
  glpk: GLPK,
  lower: number,
  upper: number,
): { readonly type: number; readonly lb: number; readonly ub: number } {
  const low = Number.isFinite(lower);
  const high = Number.isFinite(upper);
  if (low && high) return { type: lower === upper ? glpk.GLP_FX : glpk.GLP_DB, lb: lower, ub: upper };
  if (low) return { type: glpk.GLP_LO, lb: lower, ub: 0 };
  if (high) return { type: glpk.GLP_UP, lb: 0, ub: upper };
  return { type: glpk.GLP_FR, lb: 0, ub: 0 };
}

/** Null when a row without variables cannot hold. */
function toGlpk(glpk: GLPK, program: LinearProgram): LP | null {
  const rows: Map<number, number>[] = Array.from({ length: program.rows }, () => new Map());
  for (let column = 0; column < program.columns; column += 1) {
    for (let slot = program.start[column] ?? 0; slot < (program.start[column + 1] ?? 0); slot += 1) {
      const row = rows[program.index[slot] ?? -1];
      if (!row) throw new RangeError('a coefficient outside the program');
      row.set(column, (row.get(column) ?? 0) + (program.value[slot] ?? 0));
    }
  }
  const subjectTo: LP['subjectTo'] = [];
  for (const [row, entries] of rows.entries()) {
    const lower = program.rowLower[row] ?? 0;
    const upper = program.rowUpper[row] ?? 0;
    if (entries.size === 0) {
      if (lower > 0 || upper < 0) return null;
      continue;
    }
    subjectTo.push({
      name: `r${row}`,
      vars: [...entries].map(([column, coef]) => ({ name: `c${column}`, coef })),
      bnds: boundOf(glpk, lower, upper),
    });
  }
  const columns = Array.from({ length: program.columns }, (_, column) => column);
  return {
    name: 'facet',
    objective: {
      direction: glpk.GLP_MAX,
      name: 'edge',
      vars: columns.map((column) => ({ name: `c${column}`, coef: program.objective[column] ?? 0 })),
    },
    subjectTo,
    bounds: columns.map((column) => ({
      name: `c${column}`,
      ...boundOf(glpk, program.colLower[column] ?? 0, program.colUpper[column] ?? 0),
    })),
    ...(program.integer
      ? { generals: columns.filter((column) => program.integer?.[column]).map((column) => `c${column}`) }
      : {}),
  };
}
