/**
 * A component kept warm: its safe-trade LP lives in the solver, a tick changes the columns of one condition, and the next solve starts from
 * the last basis. Most ticks need no solve at all: while the levels in use are as they were and every other level costs at least the fair
 * price mu (the row duals), the last optimum is still optimal, by complementary slackness. Every lane has a fixed number of level slots; a deeper book is cut there, which can only lose an edge. Without budget,
 * voids, minimum sizes and inventory: those go through `solveInstance` once there is something to take.
 */
import type { InstanceBook, Instance } from '../../domain/instance';
import type { Level } from '../../domain/book';
import type { TokenSide } from '../../domain/condition';
import { isExecutable } from '../../domain/relation';
import { MICROS, priceMicros, sizeMicros } from '../../domain/units';
import type { LpSolution, WarmLpSolver, WarmProgram } from '../../ports/lp-solver';
import { at, own } from '../arrays';
import { clampMultipliers, provenFloor } from '../oracle/floor';
import { buildSpace, type OutcomeSpace } from '../space/space';
import { buildSafeTradeLp, levelCost, multipliersOf, type SafeTradeLayout, type SafeTradeModel } from './build-lp';
import type { Lane } from './lanes';
import { laneSizes, makeTrade, positionsOf, walkLanes, WORTHLESS, type Trade } from './safe-trade';

/** Levels kept per token: five reach past the depth at which a retail basket ends. */
export const HOT_LEVELS = 5;

export type HotAnswer = { readonly kind: 'trade'; readonly trade: Trade; readonly value: number } | { readonly kind: 'none'; readonly value: number } | { readonly kind: 'failed' };

export class HotComponent {
  readonly space: OutcomeSpace;
  readonly #model: SafeTradeModel;
  readonly #layout: SafeTradeLayout;
  readonly #program: WarmProgram;
  readonly #lanes: Lane[];
  readonly #lotMicros: Instance['lotMicros'];
  /** Columns whose change the solver has not been told yet. */
  readonly #pending = new Map<number, { readonly objective: number; readonly upper: number }>();
  /** The last optimum: shares by column, fair price by condition; null when it is not known to be optimal any more. */
  #last: { readonly x: Float64Array; readonly fair: Float64Array; readonly answer: HotAnswer } | null = null;
  #solves = 0;

  private constructor(parts: { readonly space: OutcomeSpace; readonly model: SafeTradeModel; readonly layout: SafeTradeLayout; readonly program: WarmProgram; readonly instance: Instance }) {
    this.space = parts.space;
    this.#model = parts.model;
    this.#layout = parts.layout;
    this.#program = parts.program;
    this.#lanes = [...parts.model.lanes];
    this.#lotMicros = parts.instance.lotMicros;
  }

  /** Null when the solver cannot hold the program. */
  static load(instance: Instance, solver: WarmLpSolver): HotComponent | null {
    const keys = instance.conditions.map(({ key }) => key);
    const space = buildSpace(keys, instance.relations.filter(isExecutable));
    const tokens: readonly TokenSide[] = ['yes', 'no'];
    const lanes = instance.conditions.flatMap(({ key, fee, minSizeMicros }, condition) =>
      tokens.map((token): Lane => {
        const levels = slots(own(instance.books, key)?.[token].asks ?? []);
        return { condition, key, token, side: 'buy', levels, bookLevels: levels, fee, minSizeMicros };
      }),
    );
    const model: SafeTradeModel = { space, lanes, budgetMicros: null, voids: 0, links: [], semicontinuous: false, tieBreak: 0 };
    const layout = buildSafeTradeLp(model);
    const program = solver.load(layout.program);
    return program ? new HotComponent({ space, model, layout, program, instance }) : null;
  }

  /** New asks of one condition. Unknown conditions are ignored: the caller loads the component anew when its members change. */
  update(key: string, book: InstanceBook): void {
    const condition = this.space.indexOf.get(key);
    if (condition === undefined) return;
    for (const [offset, token] of (['yes', 'no'] as const).entries()) this.#setLane(2 * condition + offset, book[token].asks);
  }

  #setLane(index: number, asks: readonly Level[]): void {
    const lane = at(this.#lanes, index);
    const levels = slots(asks);
    const start = at(this.#layout.laneStart, index);
    for (let slot = 0; slot < HOT_LEVELS; slot += 1) {
      const before = at(lane.levels, slot);
      const now = at(levels, slot);
      if (before.priceMicros === now.priceMicros && before.sizeMicros === now.sizeMicros) continue;
      const cost = levelCost(lane, now.priceMicros);
      this.#pending.set(start + slot, { objective: (lane.token === 'no' ? 1 : 0) - cost, upper: now.sizeMicros / MICROS });
      if (this.#last && !staysOut(this.#last, { column: start + slot, lane, cost, empty: now.sizeMicros === 0 })) this.#last = null;
    }
    this.#lanes[index] = { ...lane, levels, bookLevels: levels };
  }

  /** The certified optimum of the relaxation now: whole lots, with the floor that its multipliers prove in integers. */
  solve(timeLimitMs: number): HotAnswer {
    if (this.#last) return this.#last.answer;
    for (const [column, { objective, upper }] of this.#pending) this.#program.setColumn(column, { objective, lower: 0, upper });
    this.#pending.clear();
    const solution = this.#program.solve({ timeLimitMs });
    this.#solves += 1;
    if (solution.status !== 'optimal') return { kind: 'failed' };
    const answer = this.#certify(solution);
    // A fair price is never negative, whichever sign the solver gives a dual of a maximisation.
    this.#last = { x: solution.x, fair: solution.rowDuals.slice(0, this.space.keys.length).map(Math.abs), answer };
    return answer;
  }

  /** How often the solver was really asked. */
  get solves(): number {
    return this.#solves;
  }

  #certify(solution: LpSolution): HotAnswer {
    if (solution.objective <= WORTHLESS) return { kind: 'none', value: 0 };
    const legs = walkLanes(this.#lanes, laneSizes(this.#layout, solution.x), this.#lotMicros);
    const multipliers = multipliersOf(this.#model, this.#layout, solution.x).map((value) => Math.round((value * MICROS) / this.#lotMicros) * this.#lotMicros);
    const whole = clampMultipliers(this.space.rows, multipliers);
    const trade = makeTrade(legs, whole, provenFloor(this.space, positionsOf(this.space, legs), whole, 0));
    return trade.edgeMicros > 0 ? { kind: 'trade', trade, value: solution.objective } : { kind: 'none', value: solution.objective };
  }

  dispose(): void {
    this.#program.dispose();
  }
}

interface MovedLevel {
  readonly column: number;
  readonly lane: Lane;
  readonly cost: number;
  readonly empty: boolean;
}

/** A level that was not used and is not worth using at the fair prices leaves the optimum as it is. */
function staysOut(last: { readonly x: Float64Array; readonly fair: Float64Array }, { column, lane, cost, empty }: MovedLevel): boolean {
  const fair = at(last.fair, lane.condition);
  return at(last.x, column) <= 1e-9 && (empty || cost >= (lane.token === 'yes' ? fair : 1 - fair));
}

/** Exactly HOT_LEVELS entries; empty ones have no shares. */
function slots(asks: readonly Level[]): readonly Level[] {
  return Array.from({ length: HOT_LEVELS }, (_, slot) => asks[slot] ?? { priceMicros: priceMicros(MICROS), sizeMicros: sizeMicros(0) });
}

/** The components in use, least recently used out first: a model costs a third of a megabyte and WASM memory never shrinks (maths 4.6). */
export class HotComponents {
  readonly #kept = new Map<string, HotComponent>();
  readonly #limit: number;

  constructor(limit = 64) {
    this.#limit = limit;
  }

  get(name: string, load: () => HotComponent | null): HotComponent | null {
    const known = this.#kept.get(name);
    const component = known ?? load();
    if (!component) return null;
    this.#kept.delete(name);
    this.#kept.set(name, component);
    for (const [oldest, old] of this.#kept) {
      if (this.#kept.size <= this.#limit) break;
      this.#kept.delete(oldest);
      old.dispose();
    }
    return component;
  }

  drop(name: string): void {
    this.#kept.get(name)?.dispose();
    this.#kept.delete(name);
  }

  get size(): number {
    return this.#kept.size;
  }
}
