/**
 * Break points to the right of a function's minimum, cheapest first (see line-walk.ts): a binary heap of books, each
 * standing at its next way, and on top of it a stack of pieces that were carried here, ascending towards its bottom.
 * Beyond all of them the function ends.
 */
import type { Ways } from './ways';

export class RightSide {
  /** Where the last `take` found its shares. */
  takenAt = Number.NaN;
  readonly #ways: Ways;
  readonly #keys: Float64Array;
  readonly #items: Int32Array;
  #heap = 0;
  /** By item: the way it stands at, as a position in the ways' arrays, and what is left of it. */
  readonly #way: Int32Array;
  readonly #leftOfWay: Float64Array;
  #x = new Float64Array(0);
  #shares = new Float64Array(0);
  #stack = 0;
  /** Where the function ends. */
  #end = 1;

  constructor(ways: Ways) {
    this.#ways = ways;
    this.#keys = new Float64Array(ways.items);
    this.#items = new Int32Array(ways.items);
    this.#way = new Int32Array(ways.items);
    this.#leftOfWay = new Float64Array(ways.items);
  }

  reset(pieces: number, end: number): void {
    this.#end = end;
    this.#heap = 0;
    this.#stack = 0;
    if (this.#x.length >= pieces) return;
    this.#x = new Float64Array(pieces);
    this.#shares = new Float64Array(pieces);
  }

  top(): number {
    const stacked = this.#stack > 0 ? (this.#x[this.#stack - 1] ?? 1) : this.#end;
    const heaped = this.#heap > 0 ? (this.#keys[0] ?? 1) : this.#end;
    return stacked < heaped ? stacked : heaped;
  }

  /** A piece that lies below all others. */
  push(x: number, shares: number): void {
    this.#x[this.#stack] = x;
    this.#shares[this.#stack] = shares;
    this.#stack += 1;
  }

  /** An item's book above s = 0, of which the first cost is known; most are never looked at again. */
  pushBook(item: number, key: number): void {
    this.#way[item] = -1;
    this.#rise(key, item);
  }

  /** An item's book from the way at `position` on, of which the shares before `from` are gone. */
  pushRun(item: number, position: number, from: number): void {
    this.#way[item] = position;
    this.#leftOfWay[item] = (this.#ways.before[position + 1] ?? 0) - from;
    this.#rise(this.#ways.cost[position] ?? 1, item);
  }

  #rise(key: number, item: number): void {
    const keys = this.#keys;
    const items = this.#items;
    let index = this.#heap;
    this.#heap = index + 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = keys[parent] ?? 0;
      if (above <= key) break;
      keys[index] = above;
      items[index] = items[parent] ?? 0;
      index = parent;
    }
    keys[index] = key;
    items[index] = item;
  }

  /** Takes shares of the cheapest piece, at most `limit`, and returns how many; `takenAt` says where they were. */
  take(limit: number): number {
    const stacked = this.#stack > 0 ? (this.#x[this.#stack - 1] ?? 1) : this.#end;
    if (this.#heap > 0 && (this.#keys[0] ?? 1) < stacked) return this.#takeFromHeap(limit);
    if (this.#stack === 0) {
      this.takenAt = this.#end;
      return limit;
    }
    this.takenAt = stacked;
    const there = this.#shares[this.#stack - 1] ?? 0;
    if (there > limit) {
      this.#shares[this.#stack - 1] = there - limit;
      return limit;
    }
    this.#stack -= 1;
    return there;
  }

  #takeFromHeap(limit: number): number {
    const item = this.#items[0] ?? 0;
    if ((this.#way[item] ?? -1) < 0) this.#open(item);
    const there = this.#leftOfWay[item] ?? 0;
    this.takenAt = this.#keys[0] ?? 1;
    if (there > limit) {
      this.#leftOfWay[item] = there - limit;
      return limit;
    }
    const { before, cost, last } = this.#ways;
    const next = (this.#way[item] ?? 0) + 1;
    if (next < (last[item] ?? 0)) {
      this.#way[item] = next;
      this.#leftOfWay[item] = (before[next + 1] ?? 0) - (before[next] ?? 0);
      this.#sink(cost[next] ?? 1, item);
    } else {
      this.#heap -= 1;
      if (this.#heap > 0) this.#sink(this.#keys[this.#heap] ?? 1, this.#items[this.#heap] ?? 0);
    }
    return there;
  }

  #open(item: number): void {
    const { zero, before, noDepth } = this.#ways;
    const way = zero[item] ?? 0;
    this.#way[item] = way;
    this.#leftOfWay[item] = (before[way + 1] ?? 0) - (noDepth[item] ?? 0);
  }

  /** Puts an entry in the place of the root. */
  #sink(key: number, item: number): void {
    const keys = this.#keys;
    const items = this.#items;
    const size = this.#heap;
    let index = 0;
    for (let child = 1; child < size; child = 2 * index + 1) {
      if (child + 1 < size && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child += 1;
      const below = keys[child] ?? 0;
      if (below >= key) break;
      keys[index] = below;
      items[index] = items[child] ?? 0;
      index = child;
    }
    keys[index] = key;
    items[index] = item;
  }
}
