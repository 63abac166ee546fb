/**
 * The line's prices and shares from the marks of the walk (see line-walk.ts for the problem and its letters). Prices:
 * from Q_n+1 = 0 back, each cell's mark says where Q_p stood. Shares: at these prices complementary slackness leaves
 * every position an interval, the rests z_p = T - S_p add up along the line, so one pass forwards finds what each z_p
 * may be and one pass backwards chooses, nearest to no trade.
 */
import { LineWalk, type LineShape } from './line-walk';
import type { Ways } from './ways';

/**
 * Two prices nearer than this are one: sums of a few hundred costs are good to 1e-13, and a wrong guess costs 1e-11
 * dollars a share.
 */
const SAME = 1e-11;
/** Thresholds on both sides of a changed book that are looked at first, and by how much more next. */
const FIRST_REACH = 10;
const LONGER = 6;

export class LineKernel {
  /** Net micro-shares and fair price by item. */
  readonly net: Float64Array;
  readonly fair: Float64Array;
  floor = Number.NaN;
  readonly #ways: Ways;
  readonly #shape: LineShape;
  readonly #walk: LineWalk;
  readonly #q: Float64Array;
  /** By cell: what z may be. By item: what its net shares may be. */
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #itemLow: Float64Array;
  readonly #itemHigh: Float64Array;
  /** Position (threshold or cell) of each item, and the positions whose books changed since the last solve. */
  readonly #positionOf: Int32Array;
  #changedFrom = Number.NaN;
  #changedTo = Number.NaN;

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
    this.#positionOf = new Int32Array(ways.items);
    shape.cells.forEach((item, cell) => {
      if (item >= 0) this.#positionOf[item] = cell;
      for (let entry = shape.start[cell] ?? 0; entry < (shape.start[cell + 1] ?? 0); entry += 1)
        this.#positionOf[shape.items[entry] ?? 0] = cell;
    });
    this.#q[0] = 1;
    this.forget();
  }

  /** An item's books changed. */
  touch(item: number): void {
    const position = this.#positionOf[item] ?? 0;
    if (position < this.#changedFrom) this.#changedFrom = position;
    if (position > this.#changedTo) this.#changedTo = position;
  }

  forget(): void {
    this.#changedFrom = 0;
    this.#changedTo = this.#shape.cells.length;
  }

  solve(): void {
    const last = this.#shape.cells.length - 1;
    // Prices move near the books that moved: a stretch of the line is solved between fixed ends. If shares fit the
    // prices of the whole line then, they are optimal there too; else the stretch is made longer.
    for (let reach = FIRST_REACH; this.#changedFrom <= this.#changedTo; reach *= LONGER) {
      const from = Math.max(0, this.#changedFrom - reach);
      const to = Math.min(last, this.#changedTo + reach);
      do this.#walk.run(from, to, this.#q[from] ?? 1);
      while (!this.#prices(from, to));
      if (this.#forwards() || (from === 0 && to === last)) break;
    }
    this.#changedFrom = Infinity;
    this.#changedTo = -Infinity;
    this.#backwards();
  }

  /**
   * Prices from the last cell of a stretch back. False when some lie beyond the ways looked at; those books are then
   * widened, and the walk is repeated.
   */
  #prices(from: number, to: number): boolean {
    const { cells, start, items } = this.#shape;
    const { fair } = this;
    const { most } = this.#walk;
    const q = this.#q;
    const ways = this.#ways;
    const { narrowing } = ways;
    let inside = true;
    let below = q[to + 1] ?? 0;
    for (let cell = to; cell >= from; cell -= 1) {
      const bucket = cells[cell] ?? -1;
      let price = most[cell] ?? 1;
      if (bucket >= 0) {
        price = this.#priceAbove(cell, bucket, below);
        fair[bucket] = price - below;
        if (narrowing && ways.escapes(bucket, price - below)) inside = this.#widen(bucket);
      } else if (price < below) price = below;
      q[cell] = price;
      below = price;
      if (cell === from) break;
      const end = start[cell + 1] ?? 0;
      for (let entry = start[cell] ?? 0; entry < end; entry += 1) {
        const item = items[entry] ?? 0;
        fair[item] = price;
        if (narrowing && ways.escapes(item, price)) inside = this.#widen(item);
      }
    }
    return inside;
  }

  #widen(item: number): false {
    this.#ways.widen(item);
    return false;
  }

  /** Q_p for Q_p+1 = m: the bucket's price Q_p - m and the slope of F at Q_p belong to the same number of shares. */
  #priceAbove(cell: number, item: number, m: number): number {
    const { first, last, cost, before, zero, noDepth } = this.#ways;
    const { least, most, leftMarks, rightMarks } = this.#walk;
    const base = first[item] ?? 0;
    const end = last[item] ?? 0;
    const middle = zero[item] ?? 0;
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
    const ways = this.#ways;
    if (price > (ways.bid[item] ?? 0) + SAME && price < (ways.ask[item] ?? 0) - SAME) {
      this.#itemLow[item] = 0;
      this.#itemHigh[item] = 0;
      if (ways.narrowing && (ways.last[item] ?? 0) - (ways.first[item] ?? 0) > 2)
        ways.narrow(item, ways.zero[item] ?? 0, ways.zero[item] ?? 0);
      return;
    }
    if (ways.narrowing && ways.escapes(item, price)) ways.widen(item);
    const { cost, before } = ways;
    const base = ways.first[item] ?? 0;
    const end = ways.last[item] ?? 0;
    const held = ways.noDepth[item] ?? 0;
    let way = ways.zero[item] ?? 0;
    while (way > base && (cost[way - 1] ?? 0) >= price - SAME) way -= 1;
    while (way < end && (cost[way] ?? 0) < price - SAME) way += 1;
    this.#itemLow[item] = (before[way] ?? 0) - held;
    const from = way;
    while (way < end && (cost[way] ?? 0) <= price + SAME) way += 1;
    this.#itemHigh[item] = (before[way] ?? 0) - held;
    if (ways.narrowing) ways.narrow(item, from, way);
  }

  /** What each z may be; false when nothing is left for one of them, so that the prices cannot be optimal. */
  #forwards(): boolean {
    let fits = true;
    const { cells, start, items } = this.#shape;
    const q = this.#q;
    const itemLow = this.#itemLow;
    const itemHigh = this.#itemHigh;
    const lows = this.#low;
    const highs = this.#high;
    let low = -Infinity;
    let high = Infinity;
    let price = q[0] ?? 1;
    for (let cell = 0; cell < cells.length; cell += 1) {
      const next = q[cell + 1] ?? 0;
      if (cell > 0) {
        const end = start[cell + 1] ?? 0;
        for (let entry = start[cell] ?? 0; entry < end; entry += 1) {
          const item = items[entry] ?? 0;
          this.#interval(item, price);
          low -= itemHigh[item] ?? 0;
          high -= itemLow[item] ?? 0;
        }
      }
      const bucket = cells[cell] ?? -1;
      let least = 0;
      let most = 0;
      if (bucket >= 0) {
        this.#interval(bucket, price - next);
        least = itemLow[bucket] ?? 0;
        most = itemHigh[bucket] ?? 0;
      }
      // A cell that may have no weight may also pay more than the floor.
      if (price - next > SAME && low < least) low = least;
      if (high > most) high = most;
      if (low > high) {
        // After a walk only rounding can leave nothing; the caller sees it as a gap between the two values.
        low = high;
        fits = false;
      }
      lows[cell] = low;
      highs[cell] = high;
      price = next;
    }
    return fits;
  }

  #backwards(): void {
    const { cells, start, items } = this.#shape;
    const { net } = this;
    const q = this.#q;
    const itemLow = this.#itemLow;
    const itemHigh = this.#itemHigh;
    const lows = this.#low;
    const highs = this.#high;
    const last = cells.length - 1;
    let rest = nearest(0, lows[last] ?? 0, highs[last] ?? 0);
    for (let cell = last; cell >= 0; cell -= 1) {
      const bucket = cells[cell] ?? -1;
      if (bucket >= 0) {
        const weightless = (q[cell] ?? 0) - (q[cell + 1] ?? 0) <= SAME;
        net[bucket] = weightless ? nearest(0, Math.max(rest, itemLow[bucket] ?? 0), itemHigh[bucket] ?? 0) : rest;
      }
      if (cell === 0) break;
      const from = start[cell] ?? 0;
      const end = start[cell + 1] ?? 0;
      let low = 0;
      let high = 0;
      for (let entry = from; entry < end; entry += 1) {
        low += itemLow[items[entry] ?? 0] ?? 0;
        high += itemHigh[items[entry] ?? 0] ?? 0;
      }
      if (low === 0 && high === 0 && end === from + 1) {
        net[items[from] ?? 0] = 0;
        continue;
      }
      // z before the threshold is z after it and the threshold's net shares.
      let left = nearest(0, Math.max(low, (lows[cell - 1] ?? 0) - rest), Math.min(high, (highs[cell - 1] ?? 0) - rest));
      rest += left;
      for (let entry = from; entry < end; entry += 1) {
        const item = items[entry] ?? 0;
        low -= itemLow[item] ?? 0;
        high -= itemHigh[item] ?? 0;
        const shares = nearest(0, Math.max(itemLow[item] ?? 0, left - high), Math.min(itemHigh[item] ?? 0, left - low));
        net[item] = shares;
        left -= shares;
      }
    }
    this.floor = rest;
  }
}

function nearest(wanted: number, low: number, high: number): number {
  return wanted < low ? low : wanted > high ? high : wanted;
}
