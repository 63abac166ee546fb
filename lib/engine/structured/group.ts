/**
 * One exactly-one or at-most-one group without a solver. With t = the least net YES of any member,  value = t + sum_i
 * profit_i(max(t, -N_i)), N_i = NO shares of member i: concave in t, and raising t by one costs the next way of every
 * member. The optimum is the first t at which those marginals add up to a dollar (for at-most-one also at most zero,
 * where the empty outcome pays nothing). They are steps that only rise, so t is found by walking break point by break
 * point from where it was last (a step is one look at each member), and, when that is far, by selection: halving the K
 * break points at random, O(M log K) expected for M members. Nothing is sorted.
 */
import { seeded } from '../../domain/random';
import type { Ways } from './ways';

/** Steps before walking gives way to selection: about as long as a selection takes. */
const MOST_STEPS = 32;

export class GroupKernel {
  /** Net micro-shares and fair price by item. */
  readonly net: Float64Array;
  readonly fair: Float64Array;
  floor = Number.NaN;
  readonly #ways: Ways;
  readonly #exhaustive: boolean;
  /**
   * Way that each member would take next at t, a position in the ways' arrays, and the t from and up to which it is
   * that way.
   */
  readonly #way: Int32Array;
  readonly #from: Float64Array;
  readonly #to: Float64Array;
  readonly #over: Float64Array;
  /** Where the search begins: zero first, then the last optimum. */
  #hint = Number.NaN;
  readonly #random = seeded(1);

  constructor(ways: Ways, exhaustive: boolean) {
    this.#ways = ways;
    this.#exhaustive = exhaustive;
    this.net = new Float64Array(ways.items);
    this.fair = new Float64Array(ways.items);
    this.#way = new Int32Array(ways.items);
    this.#from = new Float64Array(ways.items);
    this.#to = new Float64Array(ways.items);
    this.#over = new Float64Array(ways.items);
  }

  solve(): void {
    const { items, stride, length, before, noDepth } = this.#ways;
    let low = 0;
    let high = this.#exhaustive ? Infinity : 0;
    for (let item = 0; item < items; item += 1) {
      const held = noDepth[item] ?? 0;
      const most = (before[item * stride + (length[item] ?? 0)] ?? 0) - held;
      if (-held < low) low = -held;
      if (most < high) high = most;
    }
    const t = this.#search(low, high);
    this.#hint = t;
    this.#finish(t);
  }

  /** Every member is looked at anyway. */
  touch(): void {}

  forget(): void {
    this.#hint = Number.NaN;
  }

  #search(low: number, high: number): number {
    let t = this.#hint >= low && this.#hint <= high ? this.#hint : 0;
    let total = this.#marginals(t);
    if (total < 1) {
      for (let step = 0; step < MOST_STEPS; step += 1) {
        if (t >= high || total >= 1) return t;
        t = this.#least(high);
        total += this.#raise(t);
      }
      return total >= 1 ? t : this.#select(t, high);
    }
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const below = this.#greatest(low, t);
      total += this.#lower(below);
      // Marginals are steps: below a dollar from there up to t, so that t is the first place where they reach it.
      if (total < 1) return t;
      t = below;
      if (t <= low) return t;
    }
    return this.#select(low, t);
  }

  /**
   * Where each member stands at t, and the sum of its next costs. A used-up member costs infinitely much, one that
   * holds all its NO nothing.
   */
  #marginals(t: number): number {
    const { items, stride, length, before, noDepth, zero } = this.#ways;
    const ways = this.#way;
    let total = 0;
    for (let item = 0; item < items; item += 1) {
      const base = item * stride;
      const end = base + (length[item] ?? 0);
      const raised = t + (noDepth[item] ?? 0);
      let way = zero[item] ?? 0;
      while (way > base && (before[way] ?? 0) > raised) way -= 1;
      while (way < end && (before[way + 1] ?? 0) <= raised) way += 1;
      ways[item] = raised < 0 ? base - 1 : way;
      total += this.#settle(item);
    }
    return total;
  }

  /** Bounds of the member's way, and its cost. */
  #settle(item: number): number {
    const { stride, length, before, cost, noDepth } = this.#ways;
    const base = item * stride;
    const way = this.#way[item] ?? 0;
    const held = noDepth[item] ?? 0;
    if (way < base) {
      this.#from[item] = -Infinity;
      this.#to[item] = -held;
      return 0;
    }
    const used = way >= base + (length[item] ?? 0);
    this.#from[item] = (before[way] ?? 0) - held;
    this.#to[item] = used ? Infinity : (before[way + 1] ?? 0) - held;
    return used ? USED_UP : (cost[way] ?? 0);
  }

  #least(high: number): number {
    const to = this.#to;
    let least = high;
    for (let item = 0; item < to.length; item += 1) if ((to[item] ?? 0) < least) least = to[item] ?? 0;
    return least;
  }

  /** The greatest break point below t: where a member's way begins, or, of members that stand at t, the one before. */
  #greatest(low: number, t: number): number {
    const { stride, before, noDepth } = this.#ways;
    const from = this.#from;
    let greatest = low;
    for (let item = 0; item < from.length; item += 1) {
      let point = from[item] ?? 0;
      if (point >= t) {
        const way = this.#way[item] ?? 0;
        point = way > item * stride ? (before[way - 1] ?? 0) - (noDepth[item] ?? 0) : -Infinity;
      }
      if (point > greatest) greatest = point;
    }
    return greatest;
  }

  /** Moves members up to t; returns by how much the marginals rise. */
  #raise(t: number): number {
    const to = this.#to;
    let change = 0;
    for (let item = 0; item < to.length; item += 1) {
      while ((to[item] ?? 0) <= t) change += this.#move(item, 1);
    }
    return change;
  }

  #lower(t: number): number {
    const from = this.#from;
    let change = 0;
    for (let item = 0; item < from.length; item += 1) {
      while ((from[item] ?? 0) > t) change += this.#move(item, -1);
    }
    return change;
  }

  #move(item: number, by: number): number {
    const { stride, length, cost } = this.#ways;
    const base = item * stride;
    const end = base + (length[item] ?? 0);
    const way = this.#way[item] ?? 0;
    const before = way < base ? 0 : way >= end ? USED_UP : (cost[way] ?? 0);
    this.#way[item] = way + by;
    return this.#settle(item) - before;
  }

  /**
   * Selection between `low`, where the marginals are below a dollar, and `high`, where they reach it or nothing more
   * can be raised.
   */
  #select(low: number, high: number): number {
    for (;;) {
      const pivot = this.#pivot(low, high);
      if (pivot === null) return high;
      if (this.#marginals(pivot) < 1) low = pivot;
      else high = pivot;
    }
  }

  /** A break point strictly between the ends, each as likely as the others; null when there is none. */
  #pivot(low: number, high: number): number | null {
    const { items, stride, length, before, noDepth } = this.#ways;
    let chosen: number | null = null;
    let seen = 0;
    for (let item = 0; item < items; item += 1) {
      const base = item * stride;
      const end = base + (length[item] ?? 0);
      const held = noDepth[item] ?? 0;
      for (let way = base; way <= end; way += 1) {
        const point = (before[way] ?? 0) - held;
        if (point >= high) break;
        if (point <= low) continue;
        seen += 1;
        // Kept with probability 1 / seen, so that in the end each is as likely as the others.
        if (this.#random() * seen < 1) chosen = point;
      }
    }
    return chosen;
  }

  /**
   * Shares at t, and fair prices between the marginals on both sides of it that add up to a dollar (at most one, where
   * t is zero).
   */
  #finish(t: number): void {
    const { items, stride, length, before, cost, noDepth, zero } = this.#ways;
    const { net, fair } = this;
    const over = this.#over;
    let below = 0;
    let above = 0;
    for (let item = 0; item < items; item += 1) {
      const base = item * stride;
      const end = base + (length[item] ?? 0);
      const held = noDepth[item] ?? 0;
      const raised = t + held;
      let way = zero[item] ?? 0;
      while (way > base && (before[way] ?? 0) >= raised) way -= 1;
      while (way < end && (before[way + 1] ?? 0) < raised) way += 1;
      const under = raised > 0 && way < end ? (cost[way] ?? 0) : 0;
      // The way after a full one; a member that is used up may be worth anything up to a dollar.
      const next = way < end && (before[way + 1] ?? 0) <= raised ? way + 1 : way;
      const marginal = raised < 0 ? 0 : next < end ? (cost[next] ?? 0) : 1;
      net[item] = raised < 0 ? -held : t;
      fair[item] = under;
      over[item] = marginal;
      below += under;
      above += marginal;
    }
    const wanted = t < 0 || this.#exhaustive ? 1 : Math.min(1, (below + above) / 2);
    const mix = above > below ? Math.min(1, Math.max(0, (wanted - below) / (above - below))) : 0;
    if (mix > 0)
      for (let item = 0; item < items; item += 1)
        fair[item] = (fair[item] ?? 0) + mix * ((over[item] ?? 0) - (fair[item] ?? 0));
    this.floor = t;
  }
}

/** More than a dollar, and finite so that it can be taken back. */
const USED_UP = 2;
