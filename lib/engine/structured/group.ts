/**
 * One exactly-one or at-most-one group without a solver. With t = the least net YES of any member,  value = t + sum_i profit_i(max(t, -N_i)),
 * N_i = NO shares of member i: concave in t, and raising t by one costs the marginal way of every member. The optimum is the first t at
 * which those marginals add up to a dollar (for at-most-one also at most zero, where the empty outcome pays nothing). The marginals are
 * non-decreasing steps, so that t is found by selection among the K break points: each round halves them at random, and costs one look
 * per member. O(M log K) expected for M members, no sorting (the slope-greedy of maths 4.3 walks all of them).
 */
import type { Ways } from './ways';

export class GroupKernel {
  /** Net micro-shares and fair price by item. */
  readonly net: Float64Array;
  readonly fair: Float64Array;
  floor = 0;
  readonly #ways: Ways;
  readonly #exhaustive: boolean;
  /** Way in which each member stands at the lower and at the upper end of the search. */
  readonly #low: Int32Array;
  readonly #high: Int32Array;
  readonly #probe: Int32Array;
  /** Marginal cost above the optimum, by member. */
  readonly #over: Float64Array;
  #random = 1;

  constructor(ways: Ways, exhaustive: boolean) {
    this.#ways = ways;
    this.#exhaustive = exhaustive;
    this.net = new Float64Array(ways.items);
    this.fair = new Float64Array(ways.items);
    this.#low = new Int32Array(ways.items);
    this.#high = new Int32Array(ways.items);
    this.#probe = new Int32Array(ways.items);
    this.#over = new Float64Array(ways.items);
  }

  solve(): void {
    const { items, stride, length, before, noDepth } = this.#ways;
    let t = 0;
    let high = this.#exhaustive ? Infinity : 0;
    for (let item = 0; item < items; item += 1) {
      const last = length[item] ?? 0;
      this.#low[item] = 0;
      this.#high[item] = last;
      t = Math.min(t, -(noDepth[item] ?? 0));
      high = Math.min(high, (before[item * stride + last] ?? 0) - (noDepth[item] ?? 0));
    }
    if (this.#marginals(t) < 1) {
      this.#low.set(this.#probe);
      // Invariant: marginals at t are below a dollar; at `high` they reach it, or nothing more can be raised.
      let low = t;
      for (;;) {
        const pivot = this.#pivot(low, high);
        if (pivot === null) break;
        if (this.#marginals(pivot) < 1) {
          low = pivot;
          this.#low.set(this.#probe);
        } else {
          high = pivot;
          this.#high.set(this.#probe);
        }
      }
      t = high;
    }
    this.#finish(t);
  }

  /** Sum of the costs of the next share at t, by member; leaves where each stands in `#probe`. Infinite once a member is used up. */
  #marginals(t: number): number {
    const { items, stride, length, before, cost, noDepth } = this.#ways;
    const low = this.#low;
    const high = this.#high;
    const probe = this.#probe;
    let total = 0;
    for (let item = 0; item < items; item += 1) {
      const base = item * stride;
      const raised = t + (noDepth[item] ?? 0);
      let way = low[item] ?? 0;
      const last = high[item] ?? 0;
      if (raised < 0) {
        probe[item] = 0;
        continue;
      }
      while (way < last && (before[base + way + 1] ?? 0) <= raised) way += 1;
      probe[item] = way;
      total += way < (length[item] ?? 0) ? (cost[base + way] ?? 0) : Infinity;
    }
    return total;
  }

  /** A break point strictly between the ends, each as likely as the others; null when there is none. */
  #pivot(low: number, high: number): number | null {
    const { items, stride, before, noDepth } = this.#ways;
    const from = this.#low;
    const to = this.#high;
    let left = 0;
    for (let item = 0; item < items; item += 1) left += (to[item] ?? 0) - (from[item] ?? 0) + 1;
    // Ends of the ranges may lie on or outside the bounds: those drawn are passed over, from a random start once round.
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    let skip = Math.floor((this.#random / 4_294_967_296) * left);
    let item = 0;
    while (item < items) {
      const size = (to[item] ?? 0) - (from[item] ?? 0) + 1;
      if (skip < size) break;
      skip -= size;
      item += 1;
    }
    let way = (from[item] ?? 0) + skip;
    for (let tried = 0; tried < left; tried += 1) {
      const point = (before[item * stride + way] ?? 0) - (noDepth[item] ?? 0);
      if (point > low && point < high) return point;
      way += 1;
      if (way > (to[item] ?? 0)) {
        item = item + 1 < items ? item + 1 : 0;
        way = from[item] ?? 0;
      }
    }
    return null;
  }

  /** Shares at t, and fair prices between the marginals on both sides of it that add up to a dollar (at most one, where t is zero). */
  #finish(t: number): void {
    const { items, stride, length, before, cost, noDepth } = this.#ways;
    const { net, fair } = this;
    const over = this.#over;
    let below = 0;
    let above = 0;
    for (let item = 0; item < items; item += 1) {
      const base = item * stride;
      const last = length[item] ?? 0;
      const raised = t + (noDepth[item] ?? 0);
      let way = this.#low[item] ?? 0;
      while (way < last && (before[base + way + 1] ?? 0) < raised) way += 1;
      const under = raised > 0 && way < last ? (cost[base + way] ?? 0) : 0;
      // The way after a full one; a member that is used up may be worth anything up to a dollar.
      const next = way < last && (before[base + way + 1] ?? 0) <= raised ? way + 1 : way;
      const marginal = raised < 0 ? 0 : next < last ? (cost[base + next] ?? 0) : 1;
      net[item] = Math.max(t, -(noDepth[item] ?? 0));
      fair[item] = under;
      over[item] = marginal;
      below += under;
      above += marginal;
    }
    const wanted = t < 0 || this.#exhaustive ? 1 : Math.min(1, (below + above) / 2);
    const mix = above > below ? Math.min(1, Math.max(0, (wanted - below) / (above - below))) : 0;
    for (let item = 0; item < items; item += 1) fair[item] = (fair[item] ?? 0) + mix * ((over[item] ?? 0) - (fair[item] ?? 0));
    this.floor = t;
  }
}
