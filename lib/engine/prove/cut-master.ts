/**
 * The master program of constraint generation (docs/maths.md 2.4), asked only where mixtures on the relaxation's face
 * do not close the gap:
 *
 *   max  pi + sum (pays without truth - cost) x
 *   s.t. pi <= s.y  for the atoms y in the pool,   s_i = net YES of x,   0 <= x <= depth,  budget, shared orders
 *
 * Its cut duals are the weights of a mixture, so what it says of the upper bound is computed again from those (Theorem
 * 1). The net shares s are columns of their own: a cut then has one entry per true condition and not one per level.
 */
import { MICROS } from '../../domain/units';
import type { LinearProgram, LpSolution, LpSolver, WarmProgram } from '../../ports/lp-solver';
import { addMinimumSize } from '../lp/build-lp';
import { ProgramBuilder } from '../lp/program';
import { at } from '../../domain/arrays';
import { loadWarm } from '../oracle/warm';
import type { Levels, LimitPrices } from './levels';

export interface MasterAnswer {
  /** The solver's own objective: a bound only for whole-number programs, where there are no duals to check it by. */
  readonly objective: number;
  readonly x: Float64Array;
  readonly net: Float64Array;
  /** By cut, in the order added; null for a whole-number program. */
  readonly weights: Float64Array | null;
  readonly prices: LimitPrices;
}

export interface MasterOptions {
  readonly solvers: readonly LpSolver[];
  /** Lanes trade nothing or at least their minimum: one whole-number column each. */
  readonly minimums: boolean;
}

export class CutMaster {
  readonly #levels: Levels;
  readonly #conditions: number;
  readonly #options: MasterOptions;
  readonly #cuts: ArrayLike<number>[];
  #program: LinearProgram;
  #isCurrent = true;
  readonly #warm: WarmProgram | null;

  constructor(
    levels: Levels,
    conditions: number,
    { atoms, ...options }: MasterOptions & { readonly atoms: readonly ArrayLike<number>[] },
  ) {
    this.#levels = levels;
    this.#conditions = conditions;
    this.#options = options;
    this.#cuts = [...atoms];
    this.#program = this.#build();
    this.#warm = options.minimums ? null : loadWarm(options.solvers, this.#program);
  }

  get cuts(): number {
    return this.#cuts.length;
  }

  get atoms(): readonly ArrayLike<number>[] {
    return this.#cuts;
  }

  /** Truths by condition; one half where a condition is voided. */
  addCut(atom: ArrayLike<number>): void {
    this.#cuts.push(atom);
    this.#isCurrent = false;
    if (!this.#warm) return;
    const columns = [this.#edgeColumn];
    const values = [1];
    for (let condition = 0; condition < atom.length; condition += 1) {
      if (at(atom, condition) === 0) continue;
      columns.push(this.#edgeColumn + 1 + condition);
      values.push(-at(atom, condition));
    }
    this.#warm.addRow({
      lower: -Infinity,
      upper: 0,
      columns: Int32Array.from(columns),
      values: Float64Array.from(values),
    });
  }

  /** A level changed in `levels`. */
  setLevel(column: number): void {
    this.#isCurrent = false;
    const levels = this.#levels;
    this.#warm?.setColumn(column, { objective: levels.gain(column), lower: 0, upper: levels.depth[column] ?? 0 });
    if (levels.budget !== null && this.#isBuy(column))
      this.#warm?.setCoefficient(this.#conditions, column, levels.charge[column] ?? 0);
  }

  get #edgeColumn(): number {
    return this.#levels.columns;
  }

  #isBuy(column: number): boolean {
    return this.#levels.lanes[this.#levels.lane[column] ?? 0]?.side === 'buy';
  }

  /** Null when no solver answered in time. */
  solve(timeLimitMs: number): MasterAnswer | null {
    const solution = this.#run(timeLimitMs);
    if (!solution) return null;
    const levels = this.#levels;
    const x = solution.x.slice(0, levels.columns);
    for (let column = 0; column < x.length; column += 1)
      x[column] = Math.min(levels.depth[column] ?? 0, Math.max(0, x[column] ?? 0));
    const hasDuals = solution.rowDuals.length > 0 && !this.#options.minimums;
    const budgetRows = levels.budget === null ? 0 : 1;
    const firstLink = this.#conditions + budgetRows;
    const firstCut = firstLink + levels.links.length;
    return {
      objective: solution.objective,
      x,
      net: levels.netOf(x),
      weights: hasDuals
        ? Float64Array.from(this.#cuts, (_, cut) => Math.abs(solution.rowDuals[firstCut + cut] ?? 0))
        : null,
      prices: {
        budget: budgetRows === 1 && hasDuals ? Math.abs(solution.rowDuals[this.#conditions] ?? 0) : 0,
        links: Float64Array.from(levels.links, (_, link) =>
          hasDuals ? Math.abs(solution.rowDuals[firstLink + link] ?? 0) : 0,
        ),
      },
    };
  }

  #run(timeLimitMs: number): LpSolution | null {
    const warm = this.#warm?.solve({ timeLimitMs });
    if (warm?.status === 'optimal') return warm;
    if (!this.#isCurrent) this.#program = this.#build();
    this.#isCurrent = true;
    return (
      this.#options.solvers
        .map((solver) => solver.solve(this.#program, { timeLimitMs }))
        .find(({ status }) => status === 'optimal') ?? null
    );
  }

  #build(): LinearProgram {
    const levels = this.#levels;
    const builder = new ProgramBuilder();
    for (let condition = 0; condition < this.#conditions; condition += 1) builder.addRow(0, 0);
    const budgetRow = levels.budget === null ? -1 : builder.addRow(-Infinity, levels.budget);
    const links = levels.links.map(({ sizeMicros }) => builder.addRow(-Infinity, sizeMicros / MICROS));
    const cuts = this.#cuts.map(() => builder.addRow(-Infinity, 0));
    for (let column = 0; column < levels.columns; column += 1) {
      builder.addColumn({ objective: levels.gain(column), lower: 0, upper: levels.depth[column] ?? 0 });
      builder.put(levels.condition[column] ?? 0, column, -(levels.sign[column] ?? 0));
      if (budgetRow >= 0 && this.#isBuy(column)) builder.put(budgetRow, column, levels.charge[column] ?? 0);
    }
    levels.links.forEach(({ sell, buy }, link) => {
      for (const { lane, level } of [sell, buy]) builder.put(links[link] ?? 0, at(levels.laneStart, lane) + level, 1);
    });
    const edge = builder.addColumn({ objective: 1, lower: -Infinity, upper: Infinity });
    for (const cut of cuts) builder.put(cut, edge, 1);
    for (let condition = 0; condition < this.#conditions; condition += 1) {
      const column = builder.addColumn({ objective: 0, lower: -Infinity, upper: Infinity });
      builder.put(condition, column, 1);
      this.#cuts.forEach((atom, index) => {
        if (at(atom, condition) !== 0) builder.put(cuts[index] ?? 0, column, -at(atom, condition));
      });
    }
    if (this.#options.minimums)
      levels.lanes.forEach((lane, index) => addMinimumSize(builder, lane, at(levels.laneStart, index)));
    return builder.build();
  }

  dispose(): void {
    this.#warm?.dispose();
  }
}
