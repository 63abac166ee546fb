/**
 * The linear oracle for spaces of any size (docs/maths.md 4.2), cheapest first: the list of a small space; the
 * relaxation, whose corner is usually already an atom; branch and bound under the multipliers that the relaxation left;
 * out of nodes, an integer program. No answer is taken on trust: an atom is checked in integers, and what it is
 * compared with is the bound that the multipliers prove, not a solver's objective. Only the integer program's claim
 * that nothing is lower rests on the solver.
 */
import type { LinearProgram, LpSolution, LpSolver, WarmProgram } from '../../ports/lp-solver';
import { at } from '../../domain/arrays';
import { ProgramBuilder } from '../lp/program';
import { Propagator } from '../../relations/propagate';
import type { Atom } from '../space/search';
import { isAtom, type OutcomeSpace } from '../space/space';
import { multiplierValue, reducedPayoffs } from './floor';
import { leastAtom, payoffAt, type LeastAtom } from './least-atom';
import { loadWarm } from './warm';

export interface OracleOptions {
  /** For branch and bound before the integer program is asked. */
  readonly nodeLimit: number;
  /** Of each solver call. */
  readonly timeLimitMs: number;
  /** Every atom, where they are few enough to list. */
  readonly listed?: readonly Atom[] | null;
}

interface LeastOptions {
  readonly timeLimitMs: number;
}

/** Relative to the sum of all payoffs: what float sums may differ by. */
const ROUNDING = 1e-9;

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
    this.#warm = options.listed ? null : loadWarm(solvers, this.#program);
  }

  /**
   * Null when the space is empty or nothing answered. `proven` says whether no atom is lower by more than the
   * tolerance.
   */
  least(net: Float64Array, tolerance: number, timeLimitMs = this.#options.timeLimitMs): LeastAtom | null {
    this.calls += 1;
    const options = { timeLimitMs };
    if (this.#options.listed) return leastOf(this.#options.listed, net);
    const relaxed = this.#relax(net, options);
    const search = { space: this.#space, net, nodeLimit: this.#options.nodeLimit, tolerance };
    if (!relaxed) return leastAtom({ ...search, multipliers: null }, this.#propagator);
    const { multipliers, bound } = this.#multipliers(net, relaxed);
    const corner = Int8Array.from(relaxed.x, (value) => Math.round(value));
    const value = payoffAt(net, corner);
    const scale = net.reduce((sum, one) => sum + Math.abs(one), 1);
    if (isAtom(this.#space, corner) && value <= bound + tolerance + ROUNDING * scale)
      return { atom: corner, value, proven: true, nodes: 0 };
    const searched = leastAtom({ ...search, multipliers }, this.#propagator);
    return searched?.proven ? searched : (this.#integer(net, options) ?? searched);
  }

  dispose(): void {
    this.#warm?.dispose();
  }

  #objective(net: Float64Array): LinearProgram {
    return { ...this.#program, objective: net.map((value) => -value) };
  }

  #relax(net: Float64Array, options: LeastOptions): LpSolution | null {
    if (this.#warm) {
      net.forEach((value, column) => this.#warm?.setColumn(column, { objective: -value, lower: 0, upper: 1 }));
      const solution = this.#warm.solve(options);
      if (solution.status === 'optimal') return solution;
    }
    return (
      this.#solvers
        .map((solver) => solver.solve(this.#objective(net), options))
        .find(({ status }) => status === 'optimal') ?? null
    );
  }

  /** Solvers differ in the sign of a dual; any clamped multipliers are a valid bound, so the better sign is taken. */
  #multipliers(
    net: Float64Array,
    { rowDuals }: LpSolution,
  ): { readonly multipliers: Float64Array | null; readonly bound: number } {
    if (rowDuals.length !== this.#space.rows.length) return { multipliers: null, bound: -Infinity };
    const candidates = [1, -1].map((sign) => {
      const multipliers = rowDuals.map((dual, row) =>
        at(this.#space.rows, row).equality ? sign * dual : Math.max(0, sign * dual),
      );
      const bound = reducedPayoffs(this.#space, net, multipliers).reduce(
        (sum, value) => sum + Math.min(0, value),
        multiplierValue(this.#space, multipliers),
      );
      return { multipliers, bound };
    });
    return candidates.reduce((best, next) => (next.bound > best.bound ? next : best));
  }

  /** glpk first: on these sizes it answers five to fifteen times sooner (docs/maths.md 4.2). */
  #integer(net: Float64Array, options: LeastOptions): LeastAtom | null {
    const program = { ...this.#objective(net), integer: new Uint8Array(net.length).fill(1) };
    for (const solver of [...this.#solvers].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const solution = solver.solve(program, options);
      const atom = Int8Array.from(solution.x, (value) => Math.round(value));
      if (solution.status === 'optimal' && isAtom(this.#space, atom))
        return { atom, value: payoffAt(net, atom), proven: true, nodes: 0 };
    }
    return null;
  }
}

function leastOf(atoms: readonly Atom[], net: Float64Array): LeastAtom | null {
  let best: LeastAtom | null = null;
  for (const atom of atoms) {
    const value = payoffAt(net, atom);
    if (!best || value < best.value) best = { atom, value, proven: true, nodes: 0 };
  }
  return best;
}
