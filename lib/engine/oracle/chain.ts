/**
 * The linear oracle for spaces of any size (maths 4.2): the relaxation first, whose corner is usually already an atom; else branch and bound
 * under the multipliers that the relaxation left; else, out of nodes, an integer program, whose answer is checked in integers.
 */
import type { LinearProgram, LpSolution, LpSolver, WarmProgram } from '../../ports/lp-solver';
import { at } from '../arrays';
import { ProgramBuilder } from '../arbitrage/program';
import { Propagator } from '../space/propagate';
import { isAtom, type OutcomeSpace } from '../space/space';
import { multiplierValue, reducedPayoffs } from './floor';
import { leastAtom, payoffAt, type LeastAtom } from './least-atom';

export interface OracleOptions {
  readonly nodeLimit: number;
  readonly timeLimitMs: number;
}

export class LinearOracle {
  readonly #space: OutcomeSpace;
  readonly #solvers: readonly LpSolver[];
  readonly #program: LinearProgram;
  readonly #propagator: Propagator;
  readonly #options: OracleOptions;
  /** Kept between calls where a solver can: only the objective changes. */
  readonly #warm: WarmProgram | null;
  calls = 0;

  constructor(space: OutcomeSpace, solvers: readonly LpSolver[], options: OracleOptions) {
    this.#space = space;
    this.#solvers = solvers;
    this.#options = options;
    this.#propagator = new Propagator(space);
    const builder = new ProgramBuilder();
    for (let index = 0; index < space.keys.length; index += 1) builder.addColumn({ objective: 0, lower: 0, upper: 1 });
    for (const row of space.rows) {
      const index = builder.addRow(row.atLeast, row.equality ? row.atLeast : Infinity);
      row.indices.forEach((condition, position) => builder.put(index, condition, at(row.coefficients, position)));
    }
    this.#program = builder.build();
    this.#warm = solvers.map((solver) => (isWarmSolver(solver) ? solver.load(this.#program) : null)).find((program) => program !== null) ?? null;
  }

  /** Null when the space is empty or nothing answered. `proven` says whether no atom is lower. */
  least(net: Float64Array, tolerance: number): LeastAtom | null {
    this.calls += 1;
    const relaxed = this.#relax(net);
    if (!relaxed) return leastAtom({ space: this.#space, net, multipliers: null, nodeLimit: this.#options.nodeLimit, tolerance }, this.#propagator);
    const corner = Int8Array.from(relaxed.x, (value) => Math.round(value));
    const value = payoffAt(net, corner);
    const multipliers = this.#multipliers(net, relaxed);
    const scale = net.reduce((sum, one) => sum + Math.abs(one), 1);
    if (isAtom(this.#space, corner) && value <= -relaxed.objective + 1e-9 * scale) return { atom: corner, value, proven: true, nodes: 0 };
    const searched = leastAtom({ space: this.#space, net, multipliers, nodeLimit: this.#options.nodeLimit, tolerance }, this.#propagator);
    return searched?.proven ? searched : (this.#integer(net) ?? searched);
  }

  dispose(): void {
    this.#warm?.dispose();
  }

  #objective(net: Float64Array): LinearProgram {
    return { ...this.#program, objective: net.map((value) => -value) };
  }

  #relax(net: Float64Array): LpSolution | null {
    if (this.#warm) {
      net.forEach((value, column) => this.#warm?.setColumn(column, { objective: -value, lower: 0, upper: 1 }));
      const solution = this.#warm.solve(this.#options);
      if (solution.status === 'optimal') return solution;
    }
    return this.#solvers.map((solver) => solver.solve(this.#objective(net), this.#options)).find(({ status }) => status === 'optimal') ?? null;
  }

  /** Solvers differ in the sign of a dual; any clamped multipliers are a valid bound, so the better sign is taken. */
  #multipliers(net: Float64Array, { rowDuals }: LpSolution): Float64Array | null {
    if (rowDuals.length !== this.#space.rows.length) return null;
    const candidates = [1, -1].map((sign) => {
      const multipliers = rowDuals.map((dual, row) => (at(this.#space.rows, row).equality ? sign * dual : Math.max(0, sign * dual)));
      const bound = reducedPayoffs(this.#space, net, multipliers).reduce((sum, value) => sum + Math.min(0, value), multiplierValue(this.#space, multipliers));
      return { multipliers, bound };
    });
    return candidates.reduce((best, next) => (next.bound > best.bound ? next : best)).multipliers;
  }

  #integer(net: Float64Array): LeastAtom | null {
    const program = { ...this.#objective(net), integer: new Uint8Array(net.length).fill(1) };
    for (const solver of this.#solvers) {
      const solution = solver.solve(program, this.#options);
      const atom = Int8Array.from(solution.x, (value) => Math.round(value));
      if (solution.status === 'optimal' && isAtom(this.#space, atom)) return { atom, value: payoffAt(net, atom), proven: true, nodes: 0 };
    }
    return null;
  }
}

export function isWarmSolver(solver: LpSolver): solver is LpSolver & { load(program: LinearProgram): WarmProgram | null } {
  return 'load' in solver && typeof solver.load === 'function';
}
