/**
 * The books of a component as flat columns, one per level slot, and what they say about fair prices. For prices mu the
 * best response is worth  R(mu) = nu B + theta.caps + sum_kl d_kl (pays_k(mu) - c_kl)_+   (docs/maths.md 2.2, theorem
 * 1; nu and theta are the prices of the budget and of resting orders shared by two lanes), an upper bound of the edge
 * for every mu that is a mixture of atoms. Conversely a basket x is a best response exactly to the mu inside its bands.
 * A lane has a fixed number of slots, so that a tick changes numbers and not the shape.
 */
import type { Level } from '../../domain/book';
import { MICROS, priceMicros, sizeMicros } from '../../domain/units';
import { levelCost, yesSign } from '../lp/build-lp';
import { mirroredPairs, type Lane } from '../lp/lanes';
import type { Instance } from '../../domain/instance';
import { at } from '../../domain/arrays';

/**
 * Prices, in dollars per dollar and per share, of what limits a basket besides depth. Zero is always allowed and bounds
 * too.
 */
export interface LimitPrices {
  readonly budget: number;
  /** By mirrored pair. */
  readonly links: Float64Array;
}

export interface Bands {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Slots beyond the levels that a lane has now: a book that grows by a few levels needs no new program. */
const MIN_SLOTS = 5;
/** Shares below this are a solver's noise, not a position. */
const NOISE = 1e-7;
const EMPTY: Level = { priceMicros: priceMicros(MICROS), sizeMicros: sizeMicros(0) };

export class Levels {
  readonly lanes: Lane[];
  readonly laneStart: Int32Array;
  readonly condition: Int32Array;
  readonly lane: Int32Array;
  readonly sign: Int8Array;
  /** Payoff without the part that depends on the truth: 1 for a NO bought, -1 for one sold. */
  readonly constant: Int8Array;
  readonly cost: Float64Array;
  /** What the budget is charged per share: the cost, or the price at which the lane's limits begin. */
  readonly charge: Float64Array;
  /** Shares. */
  readonly depth: Float64Array;
  readonly links: ReturnType<typeof mirroredPairs>;
  /** Dollars. */
  readonly budget: number | null;
  readonly budgetMicros: Instance['budgetMicros'];
  readonly #conditions: number;

  constructor(lanes: readonly Lane[], instance: Instance, conditions: number) {
    this.lanes = lanes.map((lane) => ({
      ...lane,
      levels: padded(lane.levels, Math.max(MIN_SLOTS, lane.levels.length)),
    }));
    this.links = mirroredPairs(lanes, instance.books);
    this.budgetMicros = instance.budgetMicros;
    this.budget = instance.budgetMicros === null ? null : instance.budgetMicros / MICROS;
    this.#conditions = conditions;
    this.laneStart = new Int32Array(lanes.length + 1);
    this.lanes.forEach((lane, index) => {
      this.laneStart[index + 1] = at(this.laneStart, index) + lane.levels.length;
    });
    const size = at(this.laneStart, lanes.length);
    this.condition = new Int32Array(size);
    this.lane = new Int32Array(size);
    this.sign = new Int8Array(size);
    this.constant = new Int8Array(size);
    this.cost = new Float64Array(size);
    this.charge = new Float64Array(size);
    this.depth = new Float64Array(size);
    this.lanes.forEach((lane, index) => {
      for (let column = at(this.laneStart, index); column < at(this.laneStart, index + 1); column += 1) {
        this.condition[column] = lane.condition;
        this.lane[column] = index;
        this.sign[column] = yesSign(lane);
        this.constant[column] = lane.token === 'yes' ? 0 : lane.side === 'buy' ? 1 : -1;
        this.#price(column, lane, at(lane.levels, column - at(this.laneStart, index)));
      }
    });
  }

  get columns(): number {
    return this.cost.length;
  }

  #price(column: number, lane: Lane, level: Level): boolean {
    const cost = levelCost(lane, level.priceMicros);
    const depth = level.sizeMicros / MICROS;
    const changed = cost !== this.cost[column] || depth !== this.depth[column];
    this.cost[column] = cost;
    this.charge[column] =
      lane.limitAtLeastMicros === undefined ? cost : Math.max(cost, levelCost(lane, lane.limitAtLeastMicros));
    this.depth[column] = depth;
    return changed;
  }

  /** Columns that changed; null when the lane has more levels than slots and the component must be loaded anew. */
  setLane(index: number, { levels, minSizeMicros }: Pick<Lane, 'levels' | 'minSizeMicros'>): readonly number[] | null {
    const lane = at(this.lanes, index);
    const start = at(this.laneStart, index);
    const slots = at(this.laneStart, index + 1) - start;
    if (levels.length > slots) return null;
    const next: Lane = { ...lane, levels: padded(levels, slots), bookLevels: levels, minSizeMicros };
    this.lanes[index] = next;
    const changed: number[] = [];
    for (let slot = 0; slot < slots; slot += 1)
      if (this.#price(start + slot, next, at(next.levels, slot))) changed.push(start + slot);
    return changed;
  }

  /** Objective of a column: payoff that does not depend on the truth, minus cost. */
  gain(column: number): number {
    return (this.constant[column] ?? 0) - (this.cost[column] ?? 0);
  }

  /** Cost with what the limits charge for it. */
  charges(prices: LimitPrices): Float64Array {
    const charged = this.cost.slice();
    if (prices.budget > 0) {
      this.lanes.forEach((lane, index) => {
        if (lane.side !== 'buy') return;
        for (let column = at(this.laneStart, index); column < at(this.laneStart, index + 1); column += 1)
          charged[column] = (charged[column] ?? 0) + prices.budget * (this.charge[column] ?? 0);
      });
    }
    this.links.forEach(({ sell, buy }, link) => {
      const price = prices.links[link] ?? 0;
      for (const { lane, level } of [sell, buy]) {
        const column = at(this.laneStart, lane) + level;
        charged[column] = (charged[column] ?? 0) + price;
      }
    });
    return charged;
  }

  /** R(mu) in dollars, rounded up by what float arithmetic may have lost. */
  response(mu: Float64Array, prices: LimitPrices): number {
    const charged = this.charges(prices);
    let total = (this.budget ?? 0) * prices.budget;
    this.links.forEach(({ sizeMicros: cap }, link) => {
      total += (prices.links[link] ?? 0) * (cap / MICROS);
    });
    let moved = Math.abs(total);
    for (let column = 0; column < charged.length; column += 1) {
      const edge =
        (this.constant[column] ?? 0) +
        (this.sign[column] ?? 0) * (mu[this.condition[column] ?? 0] ?? 0) -
        (charged[column] ?? 0);
      if (edge <= 0) continue;
      const depth = this.depth[column] ?? 0;
      total += depth * edge;
      moved += depth;
    }
    // A mean of 1,024 weights is good to 1,024 units in the last place; the sum of products adds less than that.
    return total + moved * 2048 * Number.EPSILON;
  }

  /** The mu to which x is a best response. Where a level is used in part the band is a point. */
  bandsOf(x: Float64Array, prices: LimitPrices): Bands {
    const charged = this.charges(prices);
    const lower = new Float64Array(this.#conditions);
    const upper = new Float64Array(this.#conditions).fill(1);
    for (let column = 0; column < charged.length; column += 1) {
      const depth = this.depth[column] ?? 0;
      if (depth === 0) continue;
      const condition = this.condition[column] ?? 0;
      const sign = this.sign[column] ?? 0;
      const threshold = sign * ((charged[column] ?? 0) - (this.constant[column] ?? 0));
      const shares = x[column] ?? 0;
      const used = shares > NOISE;
      const open = shares < depth - NOISE;
      // A share that pays with YES is worth having above its threshold, one that pays with NO below it.
      if (sign > 0 ? used : open) lower[condition] = Math.max(lower[condition] ?? 0, threshold);
      if (sign > 0 ? open : used) upper[condition] = Math.min(upper[condition] ?? 0, threshold);
    }
    for (let condition = 0; condition < lower.length; condition += 1) {
      const low = Math.min(1, lower[condition] ?? 0);
      const high = Math.max(0, upper[condition] ?? 0);
      // Bands that miss each other by a rounding are one point.
      lower[condition] = Math.min(low, Math.max(low, high));
      upper[condition] = Math.max(low, high);
    }
    return { lower, upper };
  }

  /** Net YES shares by condition. */
  netOf(x: Float64Array): Float64Array {
    const net = new Float64Array(this.#conditions);
    for (let column = 0; column < x.length; column += 1) {
      const shares = x[column] ?? 0;
      if (shares === 0) continue;
      const condition = this.condition[column] ?? 0;
      net[condition] = (net[condition] ?? 0) + (this.sign[column] ?? 0) * shares;
    }
    return net;
  }

  /** Payoff that no truth changes, minus cost, in dollars. */
  gainOf(x: Float64Array): number {
    let total = 0;
    for (let column = 0; column < x.length; column += 1)
      if (x[column] !== 0) total += (x[column] ?? 0) * this.gain(column);
    return total;
  }

  /** What the budget is charged for the buys, in dollars. */
  spent(x: Float64Array): number {
    let total = 0;
    for (let column = 0; column < x.length; column += 1)
      if (x[column] !== 0 && this.lanes[this.lane[column] ?? 0]?.side === 'buy')
        total += (x[column] ?? 0) * (this.charge[column] ?? 0);
    return total;
  }

  /** Shares by lane, micros. */
  laneSizes(x: Float64Array): Float64Array {
    const sizes = new Float64Array(this.lanes.length);
    for (let column = 0; column < x.length; column += 1) {
      const lane = this.lane[column] ?? 0;
      sizes[lane] = (sizes[lane] ?? 0) + (x[column] ?? 0) * MICROS;
    }
    return sizes;
  }

  /** The same shares by lane on the books as they are now, best levels first; null when a book no longer holds them. */
  refill(sizes: Float64Array): Float64Array | null {
    const x = new Float64Array(this.columns);
    for (let lane = 0; lane < sizes.length; lane += 1) {
      let left = (sizes[lane] ?? 0) / MICROS;
      for (let column = at(this.laneStart, lane); column < at(this.laneStart, lane + 1) && left > 0; column += 1) {
        const taken = Math.min(left, this.depth[column] ?? 0);
        x[column] = taken;
        left -= taken;
      }
      if (left > NOISE) return null;
    }
    return x;
  }
}

function padded(levels: readonly Level[], slots: number): readonly Level[] {
  return Array.from({ length: slots }, (_, slot) => levels[slot] ?? EMPTY);
}
