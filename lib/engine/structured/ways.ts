/**
 * The books of a component's conditions as ways to raise the net YES shares of a condition by one, cheapest first: buy
 * YES at c_Y, or give back a NO that would have earned 1 - c_N (every NO below a dollar counts as bought at the start).
 * Costs are the slopes of a convex function of the net shares s, and R(mu) = max over s of profit(s) + mu s is its
 * conjugate (docs/maths.md 2.2, docs/maths.md 4.3). Typed arrays, filled when a book changes; solving only reads them.
 * Shares are whole micros in floats and stay exact; only costs are rounded.
 *
 * Hot loops read typed arrays as `array[index] ?? 0`: the index is inside by construction, and a checked call would
 * cost more than the sum.
 */
import type { Level } from '../../domain/book';
import type { FeeSchedule, TokenSide } from '../../domain/condition';
import { MICROS, sizeMicros } from '../../domain/units';
import { levelCost } from '../lp/build-lp';
import type { Lane } from '../lp/lanes';

/** Levels per token to start with; a deeper book makes room for itself. */
const FIRST_CAPACITY = 5;

export interface WaysItem {
  readonly fee: FeeSchedule;
  /** True when the item stands for the complement of its condition: its YES counts as NO and the other way round. */
  readonly flipped: boolean;
}

export class Ways {
  readonly items: number;
  readonly narrowing: boolean;
  /** Ways of item i lie at [i * stride, i * stride + length[i]); one more entry holds the totals. */
  stride = 0;
  readonly length: Int32Array;
  /** Dollars per share. */
  cost = new Float64Array(0);
  /** Micro-shares of the ways before this one, of those the YES shares, and what they cost (micro-dollars). */
  before = new Float64Array(0);
  yesBefore = new Float64Array(0);
  spentBefore = new Float64Array(0);
  /** NO shares held at the start, micros, and what they earn over their cost if all pay, micro-dollars. */
  readonly noDepth: Float64Array;
  readonly noGain: Float64Array;
  /** Way in which, or before which, the item stands at s = 0: a position in the arrays, as the following ones. */
  readonly zero: Int32Array;
  /** Ways that a solver looks at: [first, last). See `narrow`. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Costs of the nearest way below s = 0 (none: -Infinity) and above it (none: Infinity). */
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  /** YES shares (and as many NO) that the item's own crossed book gives at s = 0. */
  readonly crossed: Float64Array;
  readonly #lanes: readonly Lane[];
  readonly #flipped: Uint8Array;
  /** Asks of both tokens as they came: YES of item i at 2i, NO at 2i + 1, `#capacity` slots each. */
  #capacity = 0;
  #askCost = new Float64Array(0);
  #askDepth = new Float64Array(0);
  readonly #askCount: Int32Array;

  /** @param narrowing whether solvers look at a few ways of each item first (see `narrow`), or at all of them. */
  constructor(items: readonly WaysItem[], narrowing = false) {
    this.items = items.length;
    this.narrowing = narrowing;
    this.length = new Int32Array(items.length);
    this.noDepth = new Float64Array(items.length);
    this.noGain = new Float64Array(items.length);
    this.zero = new Int32Array(items.length);
    this.first = new Int32Array(items.length);
    this.last = new Int32Array(items.length);
    this.bid = new Float64Array(items.length);
    this.ask = new Float64Array(items.length);
    this.crossed = new Float64Array(items.length);
    this.#askCount = new Int32Array(2 * items.length);
    this.#flipped = Uint8Array.from(items, ({ flipped }) => (flipped ? 1 : 0));
    this.#lanes = items.map(({ fee }, condition) => ({
      condition,
      key: '',
      token: 'yes',
      side: 'buy',
      levels: [],
      bookLevels: [],
      fee,
      minSizeMicros: sizeMicros(0),
    }));
    this.#grow(FIRST_CAPACITY);
  }

  /**
   * New asks of one token of an item's condition, best first. Levels that cost a dollar or more with their fee can earn
   * nothing.
   */
  update(item: number, token: TokenSide, asks: readonly Level[]): void {
    const lane = this.#lanes[item];
    if (!lane) throw new RangeError(`item ${item} of ${this.items}`);
    if (asks.length > this.#capacity) this.#grow(Math.max(asks.length, 2 * this.#capacity));
    const slot = 2 * item + ((token === 'yes') === (this.#flipped[item] === 0) ? 0 : 1);
    const start = slot * this.#capacity;
    let count = 0;
    for (const { priceMicros, sizeMicros: size } of asks) {
      if (size <= 0 || priceMicros <= 0) continue;
      const cost = levelCost(lane, priceMicros);
      if (cost >= 1) continue;
      this.#askCost[start + count] = cost;
      this.#askDepth[start + count] = size;
      count += 1;
    }
    this.#askCount[slot] = count;
    this.#merge(item);
  }

  /**
   * NO asks from the dearest, YES asks from the cheapest: already in order unless the book is crossed, so insertion
   * sort is linear.
   */
  #merge(item: number): void {
    const base = item * this.stride;
    const { cost, before, yesBefore, spentBefore } = this;
    const yesStart = 2 * item * this.#capacity;
    const noStart = yesStart + this.#capacity;
    const yesCount = this.#askCount[2 * item] ?? 0;
    const noCount = this.#askCount[2 * item + 1] ?? 0;
    let noDepth = 0;
    let noGain = 0;
    let length = 0;
    const insert = (way: number, depth: number, yes: number): void => {
      let position = base + length;
      // `before` and `yesBefore` hold depths until all ways are in place.
      while (position > base && (cost[position - 1] ?? 0) > way) {
        cost[position] = cost[position - 1] ?? 0;
        before[position] = before[position - 1] ?? 0;
        yesBefore[position] = yesBefore[position - 1] ?? 0;
        position -= 1;
      }
      cost[position] = way;
      before[position] = depth;
      yesBefore[position] = yes;
      length += 1;
    };
    for (let level = noCount - 1; level >= 0; level -= 1) {
      const price = this.#askCost[noStart + level] ?? 0;
      const depth = this.#askDepth[noStart + level] ?? 0;
      noDepth += depth;
      noGain += (1 - price) * depth;
      insert(1 - price, depth, 0);
    }
    for (let level = 0; level < yesCount; level += 1) {
      const depth = this.#askDepth[yesStart + level] ?? 0;
      insert(this.#askCost[yesStart + level] ?? 0, depth, depth);
    }
    let shares = 0;
    let yes = 0;
    let spent = 0;
    let zero = base;
    for (let position = base; position < base + length; position += 1) {
      const depth = before[position] ?? 0;
      const bought = yesBefore[position] ?? 0;
      before[position] = shares;
      yesBefore[position] = yes;
      spentBefore[position] = spent;
      shares += depth;
      yes += bought;
      spent += depth * (cost[position] ?? 0);
      if (shares <= noDepth) zero = position + 1;
    }
    before[base + length] = shares;
    yesBefore[base + length] = yes;
    spentBefore[base + length] = spent;
    cost[base + length] = Infinity;
    this.length[item] = length;
    this.noDepth[item] = noDepth;
    this.noGain[item] = noGain;
    this.zero[item] = zero;
    const split = (before[zero] ?? 0) < noDepth;
    const below = split ? zero : zero - 1;
    this.bid[item] = below >= base ? (cost[below] ?? 0) : -Infinity;
    this.ask[item] = cost[zero] ?? Infinity;
    this.crossed[item] =
      (yesBefore[zero] ?? 0) +
      (split && (yesBefore[zero + 1] ?? 0) > (yesBefore[zero] ?? 0) ? noDepth - (before[zero] ?? 0) : 0);
    if (this.narrowing) this.narrow(item, zero, zero);
    else this.widen(item);
  }

  /**
   * The nearest way on each side of s = 0 and of [from, to): a solver that finds an item's fair price inside the costs
   * it looked at has found what it would find among all of them (the problem is convex), and else widens the item.
   */
  narrow(item: number, from: number, to: number): void {
    const base = item * this.stride;
    const zero = this.zero[item] ?? 0;
    this.first[item] = Math.max(base, Math.min(zero, from) - 1);
    this.last[item] = Math.min(base + (this.length[item] ?? 0), Math.max(zero, to) + 1);
  }

  widen(item: number): void {
    const base = item * this.stride;
    this.first[item] = base;
    this.last[item] = base + (this.length[item] ?? 0);
  }

  /** Whether a price lies beyond the ways looked at, so that others would be worth taking. */
  escapes(item: number, price: number): boolean {
    const first = this.first[item] ?? 0;
    return (
      price > (this.cost[this.last[item] ?? 0] ?? 0) ||
      (first > item * this.stride && price < (this.cost[first - 1] ?? 0))
    );
  }

  #grow(capacity: number): void {
    const [costs, depths, old] = [this.#askCost, this.#askDepth, this.#capacity];
    this.#capacity = capacity;
    this.#askCost = new Float64Array(2 * this.items * capacity);
    this.#askDepth = new Float64Array(2 * this.items * capacity);
    for (let slot = 0; slot < 2 * this.items; slot += 1) {
      this.#askCost.set(costs.subarray(slot * old, (slot + 1) * old), slot * capacity);
      this.#askDepth.set(depths.subarray(slot * old, (slot + 1) * old), slot * capacity);
    }
    this.stride = 2 * capacity + 1;
    const size = this.items * this.stride;
    this.cost = new Float64Array(size);
    this.before = new Float64Array(size);
    this.yesBefore = new Float64Array(size);
    this.spentBefore = new Float64Array(size);
    for (let item = 0; item < this.items; item += 1) this.#merge(item);
  }

  /** Profit in micro-dollars at a net of s micro-shares, without what the floor pays; and the shares that make it. */
  take(item: number, net: number, shares: Taken): void {
    const base = item * this.stride;
    const { before, cost } = this;
    const end = base + (this.length[item] ?? 0);
    const raised = Math.min(before[end] ?? 0, Math.max(0, net + (this.noDepth[item] ?? 0)));
    let way = this.zero[item] ?? 0;
    while (way > base && (before[way] ?? 0) > raised) way -= 1;
    while (way < end && (before[way + 1] ?? 0) <= raised) way += 1;
    const inside = raised - (before[way] ?? 0);
    const isYes = way < end && (this.yesBefore[way + 1] ?? 0) > (this.yesBefore[way] ?? 0);
    shares.yes = (this.yesBefore[way] ?? 0) + (isYes ? inside : 0);
    shares.no = (this.noDepth[item] ?? 0) - (raised - shares.yes);
    shares.profit =
      (this.noGain[item] ?? 0) - (this.spentBefore[way] ?? 0) - (inside > 0 ? inside * (cost[way] ?? 0) : 0);
  }
}

/** Shares of both tokens, micros, as the item sees them, and their profit; written again by each `take`. */
export interface Taken {
  yes: number;
  no: number;
  profit: number;
}

/** Micro-dollars to dollars. */
export const DOLLARS = 1 / MICROS;
