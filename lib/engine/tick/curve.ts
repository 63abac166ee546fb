/**
 * What a fair price mu of one condition is worth to a buyer of its asks, R_i(mu) = sum d (mu - c_Y)+ + sum d (1 - mu -
 * c_N)+ (maths 2.2, theorem 1): convex and piecewise linear, so a row of break points and the slopes between them, in
 * dollars and shares. Variables without a book (slacks of rows) are flat on a range. All rows have the same length, so
 * that the table is three typed arrays.
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
  /** Break points from 0 to 1, ascending. */
  readonly points: Float64Array;
  /** Slope from the break point of the same position to the next. */
  readonly slopes: Float64Array;
  /** Break points of each variable, at least two. */
  readonly counts: Int32Array;
  /** Value of the curve at each break point. */
  readonly heights: Float64Array;
  readonly #asks: AskTable;
  readonly #places: Float64Array;
  readonly #depths: Float64Array;

  constructor(variables: number, asks: AskTable) {
    this.stride = 2 * asks.levels + 2;
    this.points = new Float64Array(variables * this.stride);
    this.slopes = new Float64Array(variables * this.stride);
    this.counts = new Int32Array(variables).fill(2);
    this.heights = new Float64Array(variables * this.stride);
    this.#asks = asks;
    this.#places = new Float64Array(2 * asks.levels);
    this.#depths = new Float64Array(2 * asks.levels);
  }

  /** Flat from 0 to `width`. */
  setRange(variable: number, width: number): void {
    this.points[variable * this.stride + 1] = width;
  }

  /** Reads the condition's asks again. */
  rebuild(condition: number): void {
    const { levels, costs, shares } = this.#asks;
    const places = this.#places;
    const depths = this.#depths;
    let used = 0;
    let slope = 0;
    let base = 0;
    for (let entry = 0; entry < 2 * levels; entry += 1) {
      const depth = shares[2 * levels * condition + entry] ?? 0;
      const cost = costs[2 * levels * condition + entry] ?? 1;
      if (depth <= 0 || cost <= 0 || cost >= 1) continue;
      const place = entry < levels ? cost : 1 - cost;
      if (entry >= levels) {
        slope -= depth;
        base += depth * place;
      }
      let slot = used;
      for (; slot > 0 && (places[slot - 1] ?? 0) > place; slot -= 1) {
        places[slot] = places[slot - 1] ?? 0;
        depths[slot] = depths[slot - 1] ?? 0;
      }
      places[slot] = place;
      depths[slot] = depth;
      used += 1;
    }
    const start = condition * this.stride;
    let last = start;
    this.points[start] = 0;
    this.slopes[start] = slope;
    this.heights[start] = base;
    for (let entry = 0; entry < used; entry += 1) {
      slope += depths[entry] ?? 0;
      const place = places[entry] ?? 0;
      if (place > (this.points[last] ?? 0)) last = this.#append(last, place);
      this.slopes[last] = slope;
    }
    this.counts[condition] = this.#append(last, 1) + 1 - start;
  }

  #append(last: number, place: number): number {
    this.heights[last + 1] = (this.heights[last] ?? 0) + (this.slopes[last] ?? 0) * (place - (this.points[last] ?? 0));
    this.points[last + 1] = place;
    return last + 1;
  }

  /** The curve's value; `near` is where to begin to look for the segment. */
  valueAt(variable: number, place: number, near: number): number {
    const start = variable * this.stride;
    const last = (this.counts[variable] ?? 0) - 2;
    let spot = Math.min(near, last);
    while (spot > 0 && (this.points[start + spot] ?? 0) > place) spot -= 1;
    while (spot < last && (this.points[start + spot + 1] ?? 0) < place) spot += 1;
    return (
      (this.heights[start + spot] ?? 0) + (this.slopes[start + spot] ?? 0) * (place - (this.points[start + spot] ?? 0))
    );
  }

  /** Position of the first break point at which R - gradient x mu is least; `from` is where to begin to look. */
  bestPoint(variable: number, gradient: number, from: number): number {
    const start = variable * this.stride;
    const last = (this.counts[variable] ?? 0) - 1;
    let spot = Math.min(from, last);
    while (spot > 0 && (this.slopes[start + spot - 1] ?? 0) >= gradient) spot -= 1;
    while (spot < last && (this.slopes[start + spot] ?? 0) < gradient) spot += 1;
    return spot;
  }

  /** Position of the break point at which the segment that holds `place` starts. */
  segmentOf(variable: number, place: number): number {
    const start = variable * this.stride;
    const last = (this.counts[variable] ?? 0) - 2;
    let spot = 0;
    while (spot < last && (this.points[start + spot + 1] ?? 0) <= place) spot += 1;
    return spot;
  }
}
