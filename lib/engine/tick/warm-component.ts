/**
 * A component kept warm: a tick changes the curve of one condition, and the optimum of the safe-trade relaxation
 * follows by a few pivots (dual-simplex.ts). Most ticks need not even that: while the levels in use are as they were
 * and every other level costs at least the fair price mu, the last optimum is still optimal, by complementary
 * slackness. What comes out is whole lots with the floor that the multipliers prove in integers; the floats only
 * suggest.
 *
 * Every token has a fixed number of level slots; a deeper book is cut there, which can only lose an edge. Out of scope,
 * and said so in the answer where it matters: budget, voids and minimum sizes are checked, not optimised, and inventory
 * is never sold. A trade that is not `executable` is a signal; the one-shot solve (`solveInstance`) then says what can
 * be done.
 */
import type { InstanceBook, Instance, InstanceCondition } from '../../domain/instance';
import type { Level } from '../../domain/book';
import type { TokenSide } from '../../domain/condition';
import { isExecutable } from '../../domain/relation';
import { MICROS, sizeMicros } from '../../domain/units';
import type { LpSolver } from '../../ports/lp-solver';
import { at, own } from '../../domain/arrays';
import { provenFloor } from '../oracle/floor';
import { walkBook } from '../../domain/walk';
import { buildSpace, type OutcomeSpace } from '../space/space';
import { buildSafeTradeLp, levelCost, multipliersOf } from '../lp/build-lp';
import type { AskTable } from './curve';
import { sharesAtOptimum } from './shares';
import { DualSimplex } from './dual-simplex';
import { leastBuy, leastByMoney, type Lane } from '../lp/lanes';
import { isUsable } from '../lp/lp-answer';
import { LOT_NOISE, WORTHLESS } from '../lp/safe-trade';
import { makeTrade, positionsOf, spentMicros, type LaneTrade, type Trade } from '../lp/trade';

/** Levels kept per token: five reach past the depth at which a retail basket ends. */
export const WARM_LEVELS = 5;
/** The dense inverse of that many rows takes 8 MB; larger components belong to the one-shot solve. */
const MAX_ROWS = 1000;
/** Steps that one search may take, by variable; a tick takes a handful and a first solve fewer than two. */
const STEPS_PER_VARIABLE = 8;
/** Largest gap between the two sides of weak duality that counts as solved, as a share of 1 + the value. */
const GAP = 1e-9;
/** Shares below this are rounding, not a level in use. */
const UNUSED = 1e-9;

export type Obstacle = 'minimum-size' | 'minimum-value' | 'budget' | 'voids';

export type WarmAnswer =
  | {
      readonly kind: 'trade';
      readonly trade: Trade;
      /** Optimum of the relaxation in dollars, before lots. */
      readonly value: number;
      /** Whether every leg can be ordered as it is; false makes this a signal only. */
      readonly executable: boolean;
      /** What stands in the way, empty when executable. */
      readonly obstacles: readonly Obstacle[];
    }
  | { readonly kind: 'none'; readonly value: number }
  | { readonly kind: 'failed' };

interface Optimum {
  readonly value: number;
  readonly multipliers: Float64Array;
  readonly gradients: Float64Array;
  /** Prices that go with the multipliers to the last bit; null when they come from a solver's own tolerances. */
  readonly fair: Float64Array | null;
}

export class WarmComponent {
  readonly space: OutcomeSpace;
  readonly #instance: Instance;
  readonly #solver: LpSolver;
  readonly #asks: AskTable;
  readonly #simplex: DualSimplex;
  /** YES and NO of each condition. */
  readonly #lanes: Lane[];
  /** Shares taken by level, laid out as the asks. */
  readonly #taken: Float64Array;
  readonly #lots: Float64Array;
  readonly #legs: (LaneTrade | null)[];
  readonly #gradients: Float64Array;
  /** Conditions whose asks the simplex has not read yet. */
  readonly #changed = new Set<number>();
  /** Fair prices of the last optimum; null when nothing can be left unsolved on their word. */
  #fair: Float64Array | null = null;
  /** The last answer; null when it is not known to be optimal any more. */
  #answer: WarmAnswer | null = null;
  #solves = 0;
  #fallbacks = 0;

  private constructor(instance: Instance, space: OutcomeSpace, solver: LpSolver) {
    const size = space.keys.length;
    this.space = space;
    this.#instance = instance;
    this.#solver = solver;
    this.#asks = {
      levels: WARM_LEVELS,
      costs: new Float64Array(2 * WARM_LEVELS * size).fill(1),
      shares: new Float64Array(2 * WARM_LEVELS * size),
    };
    this.#taken = new Float64Array(2 * WARM_LEVELS * size);
    this.#lots = new Float64Array(2 * size);
    this.#legs = Array.from({ length: 2 * size }, () => null);
    this.#gradients = new Float64Array(size).fill(Number.NaN);
    const tokens: readonly TokenSide[] = ['yes', 'no'];
    this.#lanes = instance.conditions.flatMap((terms, condition) =>
      tokens.map((token): Lane => ({
        condition,
        key: terms.key,
        token,
        side: 'buy',
        levels: [],
        bookLevels: [],
        fee: terms.fee,
        minSizeMicros: terms.minSizeMicros,
      })),
    );
    for (const { key } of instance.conditions) {
      const book = own(instance.books, key);
      if (book) this.update(key, book);
    }
    this.#simplex = new DualSimplex(space, this.#asks);
    this.#changed.clear();
  }

  /**
   * Null when the component is too large to be kept. The solver is asked only when the warm search does not end in a
   * proof.
   */
  static load(instance: Instance, solver: LpSolver): WarmComponent | null {
    const keys = instance.conditions.map(({ key }) => key);
    return WarmComponent.over(instance, buildSpace(keys, instance.relations.filter(isExecutable)), solver);
  }

  /** The same over a space that is built already, of the instance's conditions in their order. */
  static over(instance: Instance, space: OutcomeSpace, solver: LpSolver): WarmComponent | null {
    return space.rows.length > MAX_ROWS ? null : new WarmComponent(instance, space, solver);
  }

  /**
   * New asks of one condition. Unknown conditions are ignored: the caller loads the component anew when its members
   * change.
   */
  update(key: string, book: InstanceBook): void {
    const condition = this.space.indexOf.get(key);
    if (condition === undefined) return;
    this.#setLane(2 * condition, book.yes.asks);
    this.#setLane(2 * condition + 1, book.no.asks);
  }

  #setLane(index: number, asks: readonly Level[]): void {
    const lane = at(this.#lanes, index);
    const { costs, shares } = this.#asks;
    const yes = this.#fair?.[lane.condition];
    const fair = yes === undefined ? Infinity : lane.token === 'yes' ? yes : 1 - yes;
    const walkedTo = this.#legs[index]?.walk.worstPriceMicros ?? 0;
    let isChanged = false;
    for (let slot = 0; slot < WARM_LEVELS; slot += 1) {
      const before = lane.levels[slot];
      const now = asks[slot];
      if (before?.priceMicros === now?.priceMicros && before?.sizeMicros === now?.sizeMicros) continue;
      isChanged = true;
      const entry = index * WARM_LEVELS + slot;
      const cost = now ? levelCost(lane, now.priceMicros) : 1;
      costs[entry] = cost;
      shares[entry] = now ? now.sizeMicros / MICROS : 0;
      // A level that was not used and is not worth using at the fair price leaves the optimum as it is.
      const isUsed = at(this.#taken, entry) > UNUSED || (before !== undefined && before.priceMicros <= walkedTo);
      if (isUsed || (at(shares, entry) > 0 && cost < fair)) this.#answer = null;
    }
    if (!isChanged) return;
    const levels = asks.slice(0, WARM_LEVELS);
    this.#lanes[index] = {
      ...lane,
      levels,
      bookLevels: levels,
      minSizeMicros: leastBuy(at(this.#instance.conditions, lane.condition), levels, this.#instance.lotMicros),
    };
    this.#changed.add(lane.condition);
    // A leg walks its book from the best level on, so new asks need a new walk even where the shares stay.
    this.#lots[index] = -1;
  }

  /** The certified optimum of the relaxation now: whole lots, with the floor that its multipliers prove in integers. */
  solve(timeLimitMs: number): WarmAnswer {
    if (this.#answer) return this.#answer;
    this.#solves += 1;
    const optimum = this.#optimum() ?? this.#askSolver(timeLimitMs);
    if (!optimum) return { kind: 'failed' };
    this.#fair = optimum.fair?.slice() ?? null;
    this.#answer = this.#certify(optimum);
    return this.#answer;
  }

  /** Prices of YES at the last optimum; null when they are not known to the last bit. */
  get fair(): Float64Array | null {
    return this.#fair;
  }

  /** How often the optimum was really computed. */
  get solves(): number {
    return this.#solves;
  }

  /** How often the warm search gave no proof and the one-shot solver was asked instead. */
  get fallbacks(): number {
    return this.#fallbacks;
  }

  /** Bytes of the largest table. */
  get bytes(): number {
    return 8 * this.space.rows.length ** 2;
  }

  #optimum(): Optimum | null {
    const simplex = this.#simplex;
    for (const condition of this.#changed) {
      simplex.changed(condition);
      this.#gradients[condition] = Number.NaN;
    }
    this.#changed.clear();
    const maxSteps = STEPS_PER_VARIABLE * (this.space.keys.length + this.space.rows.length);
    for (const repair of [null, () => simplex.refactor(), () => simplex.reset()]) {
      repair?.();
      if (!simplex.solve(maxSteps)) continue;
      const { lower, upper } = simplex.verified();
      if (Math.abs(upper - lower) <= GAP * (1 + Math.abs(upper)))
        return {
          value: lower,
          multipliers: simplex.multipliers,
          gradients: simplex.gradients,
          fair: simplex.values.subarray(0, this.space.keys.length),
        };
    }
    return null;
  }

  /** The same program in the one-shot solver, when the warm search did not end in a proof. */
  #askSolver(timeLimitMs: number): Optimum | null {
    this.#fallbacks += 1;
    const { space } = this;
    const model = {
      space,
      lanes: this.#lanes,
      budgetMicros: null,
      voids: 0,
      links: [],
      semicontinuous: false,
      tieBreak: 0,
    };
    const layout = buildSafeTradeLp(model);
    const solution = this.#solver.solve(layout.program, { timeLimitMs });
    if (!isUsable(layout.program, solution)) return null;
    const multipliers = multipliersOf(model, layout, solution.x);
    const gradients = new Float64Array(space.keys.length);
    space.rows.forEach(({ indices, coefficients }, row) => {
      indices.forEach((condition, position) => {
        gradients[condition] = at(gradients, condition) + at(multipliers, row) * at(coefficients, position);
      });
    });
    return { value: solution.objective, multipliers, gradients, fair: null };
  }

  #certify({ value, multipliers, gradients }: Optimum): WarmAnswer {
    this.#takeShares(gradients);
    if (value <= WORTHLESS) return { kind: 'none', value: 0 };
    const { lotMicros } = this.#instance;
    const legs = this.#walkedLegs();
    const whole = new Float64Array(multipliers.length);
    for (let row = 0; row < whole.length; row += 1) {
      const multiplier = Math.round(((multipliers[row] ?? 0) * MICROS) / lotMicros) * lotMicros;
      whole[row] = at(this.space.rows, row).equality ? multiplier : Math.max(0, multiplier);
    }
    const trade = makeTrade(legs, whole, provenFloor(this.space, positionsOf(this.space, legs), whole, 0));
    if (trade.edgeMicros <= 0) return { kind: 'none', value };
    const obstacles = this.#obstaclesOf(legs);
    return { kind: 'trade', trade, value, executable: obstacles.length === 0, obstacles };
  }

  /** Shares of the conditions whose gradient or asks changed. */
  #takeShares(gradients: Float64Array): void {
    const { lotMicros } = this.#instance;
    const totals = { yes: 0, no: 0 };
    for (let condition = 0; condition < gradients.length; condition += 1) {
      const gradient = gradients[condition] ?? 0;
      if (gradient === this.#gradients[condition]) continue;
      this.#gradients[condition] = gradient;
      sharesAtOptimum({ curves: this.#simplex.curves, asks: this.#asks, condition, gradient }, this.#taken, totals);
      this.#setLots(2 * condition, Math.floor((totals.yes * MICROS) / lotMicros + LOT_NOISE));
      this.#setLots(2 * condition + 1, Math.floor((totals.no * MICROS) / lotMicros + LOT_NOISE));
    }
  }

  #setLots(index: number, lots: number): void {
    if (this.#lots[index] === lots) return;
    this.#lots[index] = lots;
    this.#legs[index] = null;
  }

  #walkedLegs(): readonly LaneTrade[] {
    const { lotMicros } = this.#instance;
    const legs: LaneTrade[] = [];
    for (let index = 0; index < this.#lots.length; index += 1) {
      if ((this.#lots[index] ?? 0) <= 0) continue;
      const leg =
        this.#legs[index] ?? walkLane(at(this.#lanes, index), (this.#lots[index] ?? 0) * lotMicros, lotMicros);
      this.#legs[index] = leg;
      if (leg) legs.push(leg);
    }
    return legs;
  }

  #obstaclesOf(legs: readonly LaneTrade[]): readonly Obstacle[] {
    const { budgetMicros, voids, conditions } = this.#instance;
    const found = new Set<Obstacle>();
    for (const { lane, walk } of legs) {
      const terms: InstanceCondition = at(conditions, lane.condition);
      if (walk.sizeMicros < terms.minSizeMicros) found.add('minimum-size');
      if (walk.sizeMicros < leastByMoney(terms, lane.bookLevels)) found.add('minimum-value');
    }
    if (budgetMicros !== null && spentMicros(legs) > budgetMicros) found.add('budget');
    if (voids > 0) found.add('voids');
    return [...found];
  }
}

/** Noise can ask for a lot more than the book holds; the book wins. */
function walkLane(lane: Lane, size: number, lotMicros: number): LaneTrade | null {
  const depth = lane.bookLevels.reduce((total, level) => total + level.sizeMicros, 0);
  const walk = walkBook({
    levels: lane.bookLevels,
    sizeMicros: sizeMicros(Math.min(size, Math.floor(depth / lotMicros) * lotMicros)),
    fee: lane.fee,
    side: 'buy',
  });
  return walk ? { lane, walk } : null;
}
