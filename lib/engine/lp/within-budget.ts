/**
 * The budget at limit prices. An order reserves all its shares at its limit, the price of the last level it walks, so
 * what a basket can cost is not linear in its size: one share of a next level prices the whole leg anew. Each leg's
 * limit is therefore confined to a range of its levels, and a program that charges every share at least the price at
 * which the range begins bounds all baskets of those ranges from above:
 *
 *   sum over shares of max(c_first, c_level)  <=  c_limit x shares     for every limit in the range.
 *
 * Where the program's basket passes the budget at its limits, the range of the leg that differs most is cut at its
 * limit, in two: limits below it, and limits from it on. Best bound first; every step only shrinks ranges, so it ends
 * with the optimum, and whatever ends it earlier leaves the best basket so far and a bound of what is missed.
 */
import { at, sumOf } from '../../domain/arrays';
import { moneyMicros, type MoneyMicros } from '../../domain/units';
import type { Steps } from '../../domain/steps';
import { levelCost } from './build-lp';
import type { Lane } from './lanes';
import { spentMicros, type LaneTrade, type Trade, type TradeOutcome } from './trade';

export interface BudgetRequest {
  readonly budgetMicros: MoneyMicros;
  /** The best over these lanes with a budget on what is charged, in whole lots; may pause. */
  readonly solve: (lanes: readonly Lane[], budget: MoneyMicros) => Steps<TradeOutcome>;
  readonly isOver: () => boolean;
}

/** Programs that one search may solve: at ten legs of five levels the optimum is proven after some tens. */
const MAX_NODES = 400;
/** Micro-dollars that rounding up fees and costs by level can add to one leg. */
const LEG_NOISE = 20;
/** The last cut is some thousand times the first excess: a cent or so. */
const SHAVES = 12;
/** Micro-dollars: a bound closer than this to the best basket is not looked into. */
const CLOSE = 200;

/** Bound of ranges that lie inside others that are still looked at. */
const COVERED = 0;

/** Ranges of levels, first and last, by lane. */
interface Node {
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** No basket in these ranges earns more, micro-dollars. */
  readonly boundMicros: number;
}

export function solveWithinBudget(lanes: readonly Lane[], request: BudgetRequest): Steps<TradeOutcome> {
  return new Search(lanes, request).run();
}

type Looked =
  | Exclude<TradeOutcome, { readonly kind: 'trade' }>
  | { readonly kind: 'fits'; readonly outcome: TradeOutcome }
  | { readonly kind: 'over'; readonly trade: Trade };

class Search {
  readonly #lanes: readonly Lane[];
  readonly #request: BudgetRequest;
  readonly #open: Node[] = [];
  #best: Trade | null = null;
  /** Upper bound of the ranges that are done with. */
  #missedMicros = 0;
  #solved = 0;

  constructor(lanes: readonly Lane[], request: BudgetRequest) {
    this.#lanes = lanes;
    this.#request = request;
  }

  *run(): Steps<TradeOutcome> {
    const root = yield* this.#look({ ...this.#everything(), boundMicros: Infinity });
    if (root.kind !== 'over') return root.kind === 'fits' ? root.outcome : root;
    yield* this.#dive(root.trade);
    for (let node = this.#next(); node !== null; node = this.#next()) yield* this.#look(node);
    const boundMicros = this.#open.reduce((most, node) => Math.max(most, node.boundMicros), this.#missedMicros);
    return this.#best
      ? { kind: 'trade', trade: this.#best, valueMicros: Math.max(boundMicros, this.#best.edgeMicros) }
      : { kind: 'too-small', valueMicros: boundMicros, proven: false };
  }

  /** The open ranges with the highest bound; null when none can hold a better basket, or no more may be looked at. */
  #next(): Node | null {
    if (this.#solved >= MAX_NODES || this.#request.isOver()) return null;
    let most = -1;
    this.#open.forEach(({ boundMicros }, index) => {
      if (boundMicros > (this.#open[most]?.boundMicros ?? -Infinity)) most = index;
    });
    const node = this.#open[most];
    if (node === undefined || node.boundMicros <= (this.#best?.edgeMicros ?? 0) + CLOSE) return null;
    this.#open.splice(most, 1);
    return node;
  }

  /** A first basket: the limits of the one that passes the budget, kept, and as much as the budget buys there. */
  *#dive({ legs }: Trade): Steps<void> {
    const { first, last } = this.#everything();
    for (const leg of legs) {
      const index = this.#indexOf(leg);
      const limit = limitOf(leg);
      first[index] = Math.max(0, limit);
      last[index] = Math.max(0, limit);
    }
    yield* this.#look({ first, last, boundMicros: COVERED });
  }

  #everything(): Pick<Node, 'first' | 'last'> {
    return {
      first: new Int32Array(this.#lanes.length),
      last: Int32Array.from(this.#lanes, ({ levels }) => levels.length - 1),
    };
  }

  #indexOf({ lane }: LaneTrade): number {
    return this.#lanes.findIndex(
      ({ condition, token, side }) => condition === lane.condition && token === lane.token && side === lane.side,
    );
  }

  /**
   * Solves one node: its basket is kept if it keeps the budget, else its ranges are cut. Fees are rounded up per fill,
   * so a basket can pass the budget by some 1e-5 dollars without any range to cut: then the budget is shaved, by more
   * each time, since another budget can mean other legs and with them another excess.
   */
  *#look(node: Node): Steps<Looked> {
    const { budgetMicros, solve } = this.#request;
    const lanes = this.#lanes.flatMap((lane, index) => confined(lane, at(node.first, index), at(node.last, index)));
    let budget: number = budgetMicros;
    for (let attempt = 0; attempt < SHAVES; attempt += 1) {
      this.#solved += 1;
      const outcome = yield* solve(lanes, moneyMicros(budget));
      if (outcome.kind !== 'trade') {
        if (outcome.kind === 'too-small') this.#miss(node, outcome.valueMicros);
        if (outcome.kind === 'failed') this.#miss(node, node.boundMicros);
        return outcome;
      }
      const { trade } = outcome;
      const excess = spentMicros(trade.legs) - budgetMicros;
      if (excess <= 0) {
        this.#miss(node, outcome.valueMicros);
        if (trade.edgeMicros > (this.#best?.edgeMicros ?? 0)) this.#best = trade;
        return { kind: 'fits', outcome };
      }
      const widest = this.#widest(node, trade.legs);
      if (widest) {
        const boundMicros = Math.min(node.boundMicros, outcome.valueMicros);
        if (boundMicros > COVERED) this.#cut(node, widest, boundMicros);
        return { kind: 'over', trade };
      }
      budget = Math.max(0, budget - 2 ** attempt * (excess + 10 * trade.legs.length));
    }
    this.#miss(node, node.boundMicros);
    return { kind: 'failed' };
  }

  /** Whole lots, a solver that failed: what the ranges may hold beyond the best basket. */
  #miss({ boundMicros }: Node, valueMicros: number): void {
    if (boundMicros !== COVERED) this.#missedMicros = Math.max(this.#missedMicros, Math.min(boundMicros, valueMicros));
  }

  #cut(node: Node, { index, limit }: { readonly index: number; readonly limit: number }, boundMicros: number): void {
    const last = node.last.slice();
    last[index] = limit - 1;
    const first = node.first.slice();
    first[index] = limit;
    this.#open.push({ first: node.first, last, boundMicros }, { first, last: node.last, boundMicros });
  }

  /** The leg whose limit costs most above what the program charged for it; null when only rounding is between. */
  #widest(node: Node, legs: readonly LaneTrade[]): { readonly index: number; readonly limit: number } | null {
    let most = LEG_NOISE;
    let widest: { readonly index: number; readonly limit: number } | null = null;
    for (const leg of legs) {
      const index = this.#indexOf(leg);
      const limit = limitOf(leg);
      if (leg.lane.side !== 'buy' || limit <= at(node.first, index)) continue;
      const lane = at(this.#lanes, index);
      const least = levelCost(lane, at(lane.levels, at(node.first, index)).priceMicros);
      const charged = sumOf(
        leg.walk.fills.map((fill) => fill.sizeMicros * Math.max(least, levelCost(lane, fill.priceMicros))),
      );
      const gap = leg.walk.costAtLimitMicros + leg.walk.feeAtLimitMicros - charged;
      if (gap > most) [most, widest] = [gap, { index, limit }];
    }
    return widest;
  }
}

/** Level at which a leg ends, in the levels that its program saw. */
function limitOf({ lane, walk }: LaneTrade): number {
  return lane.levels.findIndex(({ priceMicros }) => priceMicros === walk.worstPriceMicros);
}

/** The lane with its limit in a range of its levels; nothing when the range is empty. */
function confined(lane: Lane, first: number, last: number): readonly Lane[] {
  if (last < 0) return [];
  if (first === 0 && last === lane.levels.length - 1) return [lane];
  const levels = lane.levels.slice(0, last + 1);
  return [first === 0 ? { ...lane, levels } : { ...lane, levels, limitAtLeastMicros: at(levels, first).priceMicros }];
}
