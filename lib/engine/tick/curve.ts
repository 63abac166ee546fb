/**
 * What a fair price mu of one condition is worth to a buyer of its asks, R_i(mu) = sum d (mu - c_Y)+ + sum d (1 - mu -
 * c_N)+ (docs/maths.md 2.2, theorem 1): convex and piecewise linear, so a row of breakpoints and the slopes between
 * them, in dollars and shares. Variables without a book (slacks of rows) are flat on a range. All rows have the same
 * length, so that the table is three typed arrays.
 */

/**
 * The asks of both tokens of one condition: `levels` entries of YES, then as many of NO; entries without shares are not
 * there.
 */
export interface AskTable {
  readonly levels: number;
  /** Dollars per share with the fee. */
  readonly costs: Float64Array;
  readonly shares: Float64Array;
}

export class CurveTable {
  readonly stride: number;
  /** Breakpoints from 0 to 1, ascending. */
  readonly breakpoints: Float64Array;
  /** Slope from the breakpoint of the same position to the next. */
  readonly slopes: Float64Array;
  /** Breakpoints of each variable, at least two. */
  readonly counts: Int32Array;
  /** Value of the curve at each breakpoint. */
  readonly heights: Float64Array;
  readonly #asks: AskTable;
  readonly #prices: Float64Array;
  readonly #depths: Float64Array;

  constructor(variables: number, asks: AskTable) {
    this.stride = 2 * asks.levels + 2;
    this.breakpoints = new Float64Array(variables * this.stride);
    this.slopes = new Float64Array(variables * this.stride);
    this.counts = new Int32Array(variables).fill(2);
    this.heights = new Float64Array(variables * this.stride);
    this.#asks = asks;
    this.#prices = new Float64Array(2 * asks.levels);
    this.#depths = new Float64Array(2 * asks.levels);
  }

  /** Flat from 0 to `width`. */
  setRange(variable: number, width: number): void {
    this.breakpoints[variable * this.stride + 1] = width;
  }

  /** Reads the condition's asks again. */
  rebuild(condition: number): void {
    const { levels, costs, shares } = this.#asks;
    const prices = this.#prices;
    const depths = this.#depths;
    let used = 0;
    let slope = 0;
    let base = 0;
    for (let entry = 0; entry < 2 * levels; entry += 1) {
      const depth = shares[2 * levels * condition + entry] ?? 0;
      const cost = costs[2 * levels * condition + entry] ?? 1;
      if (depth <= 0 || cost <= 0 || cost >= 1) continue;
      const price = entry < levels ? cost : 1 - cost;
      if (entry >= levels) {
        slope -= depth;
        base += depth * price;
      }
      let slot = used;
      for (; slot > 0 && (prices[slot - 1] ?? 0) > price; slot -= 1) {
        prices[slot] = prices[slot - 1] ?? 0;
        depths[slot] = depths[slot - 1] ?? 0;
      }
      prices[slot] = price;
      depths[slot] = depth;
      used += 1;
    }
    const start = condition * this.stride;
    let last = start;
    this.breakpoints[start] = 0;
    this.slopes[start] = slope;
    this.heights[start] = base;
    for (let entry = 0; entry < used; entry += 1) {
      slope += depths[entry] ?? 0;
      const price = prices[entry] ?? 0;
      if (price > (this.breakpoints[last] ?? 0)) last = this.#append(last, price);
      this.slopes[last] = slope;
    }
    this.counts[condition] = this.#append(last, 1) + 1 - start;
  }

  #append(last: number, price: number): number {
    this.heights[last + 1] =
      (this.heights[last] ?? 0) + (this.slopes[last] ?? 0) * (price - (this.breakpoints[last] ?? 0));
    this.breakpoints[last + 1] = price;
    return last + 1;
  }

  /** The curve's value; `near` is where to begin to look for the segment. */
  valueAt(variable: number, price: number, near: number): number {
    const start = variable * this.stride;
    const last = (this.counts[variable] ?? 0) - 2;
    let breakpoint = Math.min(near, last);
    while (breakpoint > 0 && (this.breakpoints[start + breakpoint] ?? 0) > price) breakpoint -= 1;
    while (breakpoint < last && (this.breakpoints[start + breakpoint + 1] ?? 0) < price) breakpoint += 1;
    return (
      (this.heights[start + breakpoint] ?? 0) +
      (this.slopes[start + breakpoint] ?? 0) * (price - (this.breakpoints[start + breakpoint] ?? 0))
    );
  }

  /** Position of the first breakpoint at which R - gradient x mu is least; `from` is where to begin to look. */
  bestBreakpoint(variable: number, gradient: number, from: number): number {
    const start = variable * this.stride;
    const last = (this.counts[variable] ?? 0) - 1;
    let breakpoint = Math.min(from, last);
    while (breakpoint > 0 && (this.slopes[start + breakpoint - 1] ?? 0) >= gradient) breakpoint -= 1;
    while (breakpoint < last && (this.slopes[start + breakpoint] ?? 0) < gradient) breakpoint += 1;
    return breakpoint;
  }

  /** Position of the breakpoint at which the segment that holds `price` starts. */
  segmentOf(variable: number, price: number): number {
    const start = variable * this.stride;
    const last = (this.counts[variable] ?? 0) - 2;
    let breakpoint = 0;
    while (breakpoint < last && (this.breakpoints[start + breakpoint + 1] ?? 0) <= price) breakpoint += 1;
    return breakpoint;
  }
}
