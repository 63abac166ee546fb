/**
 * The line's prices and shares from the marks of the walk (see line-walk.ts for the problem and its letters). Prices: from Q_n+1 = 0 back,
 * each cell's mark says where Q_p stood. Shares: at these prices complementary slackness leaves every position an interval, the rests
 * z_p = T - S_p add up along the line, so one pass forwards finds what each z_p may be and one pass backwards chooses, nearest to no trade.
 */
import { LineWalk, type LineShape } from './line-walk';
import type { Ways } from './ways';

/** Two prices nearer than this are one: sums of a few hundred costs are good to 1e-13, and a wrong guess costs 1e-11 dollars a share. */
const SAME = 1e-11;

export class LineKernel {
  /** Net micro-shares and fair price by item. */
  readonly net: Float64Array;
  readonly fair: Float64Array;
  floor = 0;
  readonly #ways: Ways;
  readonly #shape: LineShape;
  readonly #walk: LineWalk;
  readonly #q: Float64Array;
  /** By cell: what z may be. By item: what its net shares may be. */
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #itemLow: Float64Array;
  readonly #itemHigh: Float64Array;

  constructor(ways: Ways, shape: LineShape) {
    this.#ways = ways;
    this.#shape = shape;
    this.#walk = new LineWalk(ways, shape);
    this.net = new Float64Array(ways.items);
    this.fair = new Float64Array(ways.items);
    this.#q = new Float64Array(shape.cells.length + 1);
    this.#low = new Float64Array(shape.cells.length);
    this.#high = new Float64Array(shape.cells.length);
    this.#itemLow = new Float64Array(ways.items);
    this.#itemHigh = new Float64Array(ways.items);
  }

  solve(): void {
    this.#walk.run();
    this.#prices();
    this.#forwards();
    this.#backwards();
  }

  #prices(): void {
    const { cells, start, items } = this.#shape;
    const q = this.#q;
    q[cells.length] = 0;
    for (let cell = cells.length - 1; cell >= 0; cell -= 1) {
      const below = q[cell + 1] ?? 0;
      const item = cells[cell] ?? -1;
      const price = item < 0 ? Math.max(below, this.#walk.most[cell] ?? 1) : this.#priceAbove(cell, item, below);
      q[cell] = price;
      if (item >= 0) this.fair[item] = price - below;
      if (cell === 0) continue;
      const end = start[cell + 1] ?? 0;
      for (let entry = start[cell] ?? 0; entry < end; entry += 1) this.fair[items[entry] ?? 0] = price;
    }
  }

  /** Q_p for Q_p+1 = m: the bucket's price Q_p - m and the slope of F at Q_p belong to the same number of shares. */
  #priceAbove(cell: number, item: number, m: number): number {
    const { stride, length, cost, before, zero, noDepth } = this.#ways;
    const { least, most, leftMarks, rightMarks } = this.#walk;
    const base = item * stride;
    const end = base + (length[item] ?? 0);
    const middle = base + (zero[item] ?? 0);
    const bottom = least[cell] ?? 0;
    const top = most[cell] ?? 0;
    let lower = (before[middle] ?? 0) < (noDepth[item] ?? 0) ? middle : middle - 1;
    const cheap = lower >= base ? (cost[lower] ?? 0) : 0;
    const dear = middle < end ? (cost[middle] ?? 0) : Infinity;
    if (m + cheap <= top && m + dear >= bottom) return Math.max(bottom, m + cheap);
    if (m + cheap > top) {
      let reached = top;
      for (; lower >= base; lower -= 1) {
        const price = m + (cost[lower] ?? 0);
        if (price <= reached) return reached;
        reached = rightMarks[lower] ?? 1;
        if (price <= reached) return price;
      }
      return Math.max(m, reached);
    }
    let reached = bottom;
    for (let upper = middle; upper < end; upper += 1) {
      const price = m + (cost[upper] ?? 0);
      if (price >= reached) return reached;
      reached = leftMarks[upper] ?? 0;
      if (price >= reached) return price;
    }
    return reached;
  }

  /** Net shares at which a price of the item is right: between the ways below it and those not above it. */
  #interval(item: number, price: number): void {
    const { stride, length, cost, before, zero, noDepth } = this.#ways;
    const base = item * stride;
    const end = base + (length[item] ?? 0);
    const held = noDepth[item] ?? 0;
    let way = base + (zero[item] ?? 0);
    while (way > base && (cost[way - 1] ?? 0) >= price - SAME) way -= 1;
    while (way < end && (cost[way] ?? 0) < price - SAME) way += 1;
    this.#itemLow[item] = (before[way] ?? 0) - held;
    while (way < end && (cost[way] ?? 0) <= price + SAME) way += 1;
    this.#itemHigh[item] = (before[way] ?? 0) - held;
  }

  #forwards(): void {
    const { cells, start, items } = this.#shape;
    let low = -Infinity;
    let high = Infinity;
    for (let cell = 0; cell < cells.length; cell += 1) {
      if (cell > 0) {
        const end = start[cell + 1] ?? 0;
        for (let entry = start[cell] ?? 0; entry < end; entry += 1) {
          const item = items[entry] ?? 0;
          this.#interval(item, this.#q[cell] ?? 0);
          low -= this.#itemHigh[item] ?? 0;
          high -= this.#itemLow[item] ?? 0;
        }
      }
      const item = cells[cell] ?? -1;
      const price = (this.#q[cell] ?? 0) - (this.#q[cell + 1] ?? 0);
      if (item >= 0) this.#interval(item, price);
      // A cell that may have no weight may also pay more than the floor.
      low = price <= SAME ? low : Math.max(low, item < 0 ? 0 : (this.#itemLow[item] ?? 0));
      high = Math.min(high, item < 0 ? 0 : (this.#itemHigh[item] ?? 0));
      // Only rounded prices can leave nothing; the caller sees the gap between the two values.
      if (low > high) low = high;
      this.#low[cell] = low;
      this.#high[cell] = high;
    }
  }

  #backwards(): void {
    const { cells, start, items } = this.#shape;
    const last = cells.length - 1;
    let rest = nearest(0, this.#low[last] ?? 0, this.#high[last] ?? 0);
    for (let cell = last; cell >= 0; cell -= 1) {
      const item = cells[cell] ?? -1;
      if (item >= 0) {
        const weightless = (this.#q[cell] ?? 0) - (this.#q[cell + 1] ?? 0) <= SAME;
        this.net[item] = weightless ? nearest(0, Math.max(rest, this.#itemLow[item] ?? 0), this.#itemHigh[item] ?? 0) : rest;
      }
      if (cell === 0) break;
      const end = start[cell + 1] ?? 0;
      const from = start[cell] ?? 0;
      let low = 0;
      let high = 0;
      for (let entry = from; entry < end; entry += 1) {
        low += this.#itemLow[items[entry] ?? 0] ?? 0;
        high += this.#itemHigh[items[entry] ?? 0] ?? 0;
      }
      // z before the threshold is z after it and the threshold's net shares.
      const sum = nearest(0, Math.max(low, (this.#low[cell - 1] ?? 0) - rest), Math.min(high, (this.#high[cell - 1] ?? 0) - rest));
      rest += sum;
      let left = sum;
      for (let entry = from; entry < end; entry += 1) {
        const one = items[entry] ?? 0;
        low -= this.#itemLow[one] ?? 0;
        high -= this.#itemHigh[one] ?? 0;
        const net = nearest(0, Math.max(this.#itemLow[one] ?? 0, left - high), Math.min(this.#itemHigh[one] ?? 0, left - low));
        this.net[one] = net;
        left -= net;
      }
    }
    this.floor = rest;
  }
}

function nearest(wanted: number, low: number, high: number): number {
  return wanted < low ? low : wanted > high ? high : wanted;
}
