/**
 * Positions on a line without a solver: thresholds y_1 >= y_2 >= ... >= y_n and, in any of the cells between
 * neighbours, a bucket r_p = y_p - y_p+1. An outcome is a cell p: the first p thresholds are true, and the bucket of p
 * if there is one. With z_p = T - S_p, S_p = net YES shares of the first p thresholds, the floor T is reached when
 * every cell's bucket holds z_p.
 *
 * Dual (docs/maths.md 2.2): fair prices 1 = Q_0 >= Q_1 >= ... >= Q_n+1 = 0 that minimise  sum_k R_k(Q_k) + sum_p
 * B_p(Q_p - Q_p+1), R and B the books' conjugates. Walk along the line with F_k(m) = least cost of the part up to k
 * when Q_k = m, convex and piecewise linear. Its slope is kept as two heaps of breakpoints (x, shares), left and right
 * of its minimum:
 *   - threshold k adds its ways' costs as breakpoints, then shares cross over until both sides balance again (slope
 *     trick);
 *   - cell p is an infimal convolution: a share of slope l moves to x - q(l), where q(l) is the cost at which the
 *     bucket takes l shares. To the right the bucket's NO shares carry the first N shares over, the rest stays; to the
 *     left its YES shares do, the rest is dropped. A cell without bucket moves nothing to the right and drops the whole
 *     left side: then this is isotonic regression.
 * Q follows backwards from marks left by each convolution. Given Q, complementary slackness leaves an interval to every
 * position, and one pass of interval sums forwards, one choice backwards gives the shares.  The right side is a heap of
 * books (one entry each) under a stack of carried shares, so a chain costs O(K log n) and a line with buckets O(K log n
 * + shares carried per cell), K = levels. Every number is exact but the costs; the caller compares primal and dual
 * value.
 */
import { RightSide } from './line-right';
import type { Ways } from './ways';

export interface LineShape {
  /** Item in each cell 0..n, -1 for none. */
  readonly cells: Int32Array;
  /**
   * Items at threshold k = 1..n lie at [start[k], start[k + 1]) of `items`; several where conditions stand for one
   * threshold.
   */
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** The walk forwards: F_k by F_k, leaving the marks from which line.ts finds Q backwards. */
export class LineWalk {
  /** By cell: the ends of F's minimum before the cell's convolution; the lower one only where the cell has a bucket. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /**
   * By way of a bucket: where F stood, to the right and to the left, once the way was used up. A way may lie on both
   * sides.
   */
  rightMarks = new Float64Array(0);
  leftMarks = new Float64Array(0);
  readonly #ways: Ways;
  readonly #shape: LineShape;
  readonly #right: RightSide;
  /** Left side: breakpoints ascending, the last is the nearest to the minimum. */
  #leftX = new Float64Array(0);
  #leftShares = new Float64Array(0);
  #left = 0;
  #otherX = new Float64Array(0);
  #otherShares = new Float64Array(0);

  constructor(ways: Ways, shape: LineShape) {
    this.#ways = ways;
    this.#shape = shape;
    this.#right = new RightSide(ways);
    this.least = new Float64Array(shape.cells.length);
    this.most = new Float64Array(shape.cells.length);
  }

  /** Cells [from, to], with Q_from fixed; the whole line from 0, where it is 1. */
  run(from: number, to: number, price: number): void {
    this.#prepare(price);
    const { cells, start, items } = this.#shape;
    for (let cell = from; cell <= to; cell += 1) {
      if (cell > from) {
        const end = start[cell + 1] ?? 0;
        for (let entry = start[cell] ?? 0; entry < end; entry += 1)
          this.#add(items[entry] ?? 0, entry + 1 < end || (cells[cell] ?? -1) >= 0);
      }
      this.#convolve(cell);
    }
  }

  #prepare(price: number): void {
    const { items, stride } = this.#ways;
    // No side ever holds more pieces than ways and one split of each, per cell.
    const size = 2 * items * stride + 4 * items + 16;
    if (this.#leftX.length < size) {
      this.#leftX = new Float64Array(size);
      this.#leftShares = new Float64Array(size);
      this.#otherX = new Float64Array(size);
      this.#otherShares = new Float64Array(size);
      this.rightMarks = new Float64Array(items * stride);
      this.leftMarks = new Float64Array(items * stride);
    }
    this.#right.reset(size, price);
    // Finite at the fixed price only.
    this.#leftX[0] = price;
    this.#leftShares[0] = Infinity;
    this.#left = 1;
  }

  #leftTop(): number {
    return this.#left > 0 ? (this.#leftX[this.#left - 1] ?? 0) : -Infinity;
  }

  /** Adds the conjugate of a threshold's books. Without `keepLeft` nobody will look at the left side afterwards. */
  #add(item: number, keepLeft: boolean): void {
    const { bid, ask, zero } = this.#ways;
    const least = this.#leftTop();
    if ((bid[item] ?? 0) > this.#right.top() || (ask[item] ?? 0) < least) {
      this.#addAcross(item, keepLeft);
      return;
    }
    const middle = zero[item] ?? 0;
    if (keepLeft) this.#mergeLeft(item, middle + 1, middle);
    if ((ask[item] ?? 1) < 1) this.#right.pushBook(item, ask[item] ?? 1);
  }

  /** The same when its own minimum lies elsewhere: as many shares cross over as are on the wrong side. */
  #addAcross(item: number, keepLeft: boolean): void {
    const { cost, before, zero, noDepth, first: firsts, last: lasts } = this.#ways;
    const right = this.#right;
    const base = firsts[item] ?? 0;
    const end = lasts[item] ?? 0;
    const held = noDepth[item] ?? 0;
    const middle = zero[item] ?? 0;
    const most = right.top();
    const least = this.#leftTop();
    // The way at s = 0 may lie half on either side.
    let first = (before[middle] ?? 0) < held ? middle : middle - 1;
    while (first >= base && (cost[first] ?? 0) > most) first -= 1;
    first += 1;
    const crossing = held - (before[first] ?? 0);
    let last = middle;
    while (last < end && (cost[last] ?? 0) < least) last += 1;
    if (keepLeft || last > middle) this.#mergeLeft(item, first, last);
    if (crossing > 0) {
      right.pushRun(item, first, before[first] ?? 0);
      let left = crossing;
      while (left > 0) {
        const shares = right.take(left);
        left -= shares;
        if (keepLeft) this.#pushLeft(right.takenAt, shares);
      }
      return;
    }
    const risen = last > middle ? (before[last] ?? 0) - held : 0;
    if (last < end) right.pushRun(item, last, last > middle ? (before[last] ?? 0) : held);
    for (let left = risen; left > 0;) {
      const x = this.#leftX[this.#left - 1] ?? 0;
      const shares = Math.min(left, this.#leftShares[this.#left - 1] ?? 0);
      this.#leftShares[this.#left - 1] = (this.#leftShares[this.#left - 1] ?? 0) - shares;
      if ((this.#leftShares[this.#left - 1] ?? 0) <= 0) this.#left -= 1;
      right.push(x, shares);
      left -= shares;
    }
  }

  #pushLeft(x: number, shares: number): void {
    this.#leftX[this.#left] = x;
    this.#leftShares[this.#left] = shares;
    this.#left += 1;
  }

  /** Puts the item's lower ways up to `first`, and its upper ways up to `last`, among the left side's breakpoints. */
  #mergeLeft(item: number, first: number, last: number): void {
    const { cost, before, zero, noDepth } = this.#ways;
    const base = this.#ways.first[item] ?? 0;
    const held = noDepth[item] ?? 0;
    const middle = zero[item] ?? 0;
    const end =
      last > middle ? last : (before[middle] ?? 0) < held && first > middle ? middle + 1 : Math.min(first, middle);
    if (end <= base) return;
    const limit = last > middle ? (before[last] ?? 0) : held;
    const xs = this.#leftX;
    const amounts = this.#leftShares;
    const count = end - base;
    // From the back, so that nothing is overwritten before it has moved.
    let from = this.#left - 1;
    let to = this.#left + count - 1;
    for (let way = end - 1; way >= base; way -= 1) {
      const x = cost[way] ?? 0;
      while (from >= 0 && (xs[from] ?? 0) > x) {
        xs[to] = xs[from] ?? 0;
        amounts[to] = amounts[from] ?? 0;
        from -= 1;
        to -= 1;
      }
      xs[to] = x;
      amounts[to] = Math.min(limit, before[way + 1] ?? 0) - (before[way] ?? 0);
      to -= 1;
    }
    this.#left += count;
  }

  /** Infimal convolution with a cell's bucket; leaves the marks from which prices are found backwards. */
  #convolve(cell: number): void {
    const item = this.#shape.cells[cell] ?? -1;
    const right = this.#right;
    this.most[cell] = right.top();
    if (item < 0) {
      this.#left = 0;
      return;
    }
    this.least[cell] = this.#leftTop();
    const { cost, before, zero, noDepth } = this.#ways;
    const base = this.#ways.first[item] ?? 0;
    const held = noDepth[item] ?? 0;
    const middle = zero[item] ?? 0;
    const end = this.#ways.last[item] ?? 0;
    const xs = this.#otherX;
    const amounts = this.#otherShares;
    let count = 0;
    for (let way = (before[middle] ?? 0) < held ? middle : middle - 1; way >= base; way -= 1) {
      const shift = cost[way] ?? 0;
      let left = (way === middle ? held : (before[way + 1] ?? 0)) - (before[way] ?? 0);
      while (left > 0) {
        const shares = right.take(left);
        xs[count] = right.takenAt - shift;
        amounts[count] = shares;
        count += 1;
        left -= shares;
      }
      this.rightMarks[way] = right.top();
    }
    while (count > 0) {
      count -= 1;
      right.push(xs[count] ?? 0, amounts[count] ?? 0);
    }
    const ownXs = this.#leftX;
    const own = this.#leftShares;
    let top = this.#left;
    for (let way = middle; way < end; way += 1) {
      const shift = cost[way] ?? 0;
      let left = (before[way + 1] ?? 0) - (way === middle ? held : (before[way] ?? 0));
      while (left > 0 && top > 0) {
        const shares = Math.min(left, own[top - 1] ?? 0);
        xs[count] = (ownXs[top - 1] ?? 0) - shift;
        amounts[count] = shares;
        count += 1;
        left -= shares;
        own[top - 1] = (own[top - 1] ?? 0) - shares;
        if ((own[top - 1] ?? 0) <= 0) top -= 1;
      }
      this.leftMarks[way] = top > 0 ? (ownXs[top - 1] ?? 0) : -Infinity;
    }
    for (let entry = 0; entry < count; entry += 1) {
      ownXs[count - 1 - entry] = xs[entry] ?? 0;
      own[count - 1 - entry] = amounts[entry] ?? 0;
    }
    this.#left = count;
  }
}
