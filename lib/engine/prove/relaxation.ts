/**
 * The safe-trade LP of a component on all of its levels, kept in the solver between ticks. What it answers is not taken
 * from the solver: the floor is computed again from the multipliers (docs/maths.md 2.3, theorem 2), so the value is a
 * lower bound of the optimum whatever the solver did.
 */
import type { LpSolution, LpSolver, WarmProgram } from '../../ports/lp-solver';
import { buildSafeTradeLp, multipliersOf, type SafeTradeLayout, type SafeTradeModel } from '../lp/build-lp';
import { loadWarm } from '../oracle/warm';
import type { OutcomeSpace } from '../space/space';
import { faceOf, type Face } from './face';
import type { Levels, LimitPrices } from './levels';

export interface Optimum {
  /** Shares by level. */
  readonly x: Float64Array;
  readonly face: Face;
  readonly prices: LimitPrices;
  /** Edge in dollars that the multipliers prove for x, before whole lots. */
  readonly value: number;
}

export class Relaxation {
  readonly #space: OutcomeSpace;
  readonly #levels: Levels;
  readonly #model: SafeTradeModel;
  readonly #layout: SafeTradeLayout;
  readonly #solvers: readonly LpSolver[];
  readonly #warm: WarmProgram | null;

  constructor(space: OutcomeSpace, levels: Levels, solvers: readonly LpSolver[]) {
    this.#space = space;
    this.#levels = levels;
    this.#solvers = solvers;
    this.#model = {
      space,
      lanes: levels.lanes,
      budgetMicros: levels.budgetMicros,
      voids: 0,
      links: levels.links,
      semicontinuous: false,
      tieBreak: 0,
    };
    this.#layout = buildSafeTradeLp(this.#model);
    this.#warm = loadWarm(solvers, this.#layout.program);
  }

  /** A level changed in `levels`. */
  setLevel(column: number): void {
    const { program } = this.#layout;
    const objective = this.#levels.gain(column);
    const upper = this.#levels.depth[column] ?? 0;
    program.objective[column] = objective;
    program.colUpper[column] = upper;
    this.#warm?.setColumn(column, { objective, lower: 0, upper });
    const budgetRow = this.#space.keys.length;
    if (this.#levels.budget === null || this.#levels.lanes[this.#levels.lane[column] ?? 0]?.side !== 'buy') return;
    const cost = this.#levels.charge[column] ?? 0;
    for (let slot = program.start[column] ?? 0; slot < (program.start[column + 1] ?? 0); slot += 1)
      if (program.index[slot] === budgetRow) program.value[slot] = cost;
    this.#warm?.setCoefficient(budgetRow, column, cost);
  }

  /** Null when no solver answered in time. */
  solve(timeLimitMs: number): Optimum | null {
    const solution = this.#run(timeLimitMs);
    if (!solution) return null;
    const levels = this.#levels;
    const x = new Float64Array(levels.columns);
    for (let column = 0; column < x.length; column += 1)
      x[column] = Math.min(levels.depth[column] ?? 0, Math.max(0, solution.x[column] ?? 0));
    const face = faceOf(this.#space, levels.netOf(x), multipliersOf(this.#model, this.#layout, solution.x));
    return { x, face, prices: this.#pricesOf(solution), value: face.least + levels.gainOf(x) };
  }

  /** Solvers differ in the sign of a dual; a price is never negative. */
  #pricesOf({ rowDuals }: LpSolution): LimitPrices {
    const hasBudget = this.#levels.budget !== null;
    const firstLink = this.#space.keys.length + (hasBudget ? 1 : 0);
    return {
      budget: hasBudget ? Math.abs(rowDuals[this.#space.keys.length] ?? 0) : 0,
      links: Float64Array.from(this.#levels.links, (_, link) => Math.abs(rowDuals[firstLink + link] ?? 0)),
    };
  }

  #run(timeLimitMs: number): LpSolution | null {
    const warm = this.#warm?.solve({ timeLimitMs });
    if (warm?.status === 'optimal') return warm;
    return (
      this.#solvers
        .map((solver) => solver.solve(this.#layout.program, { timeLimitMs }))
        .find(({ status }) => status === 'optimal') ?? null
    );
  }

  dispose(): void {
    this.#warm?.dispose();
  }
}
