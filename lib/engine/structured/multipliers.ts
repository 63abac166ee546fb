/**
 * The best multipliers for given shares on a group or a line, in whole micros and O(n): what the certificate needs
 * (docs/maths.md 2.5). They prove the exact floor of these very shares, so that rounding sizes to lots costs nothing
 * beyond the lots themselves.
 */
import type { Shape } from './shape';

export interface Floors {
  /**
   * Writes the multipliers of the space's rows (signed for equalities) for net YES micro-shares by condition, and
   * returns the least of net.y over the outcomes: add the NO shares to get the floor.
   */
  fit(net: Float64Array, multipliers: Float64Array): number;
}

export function floorsOf(shape: Shape): Floors {
  return shape.kind === 'group' ? new GroupFloors(shape) : new LineFloors(shape);
}

class GroupFloors implements Floors {
  readonly #shape: Extract<Shape, { kind: 'group' }>;

  constructor(shape: Extract<Shape, { kind: 'group' }>) {
    this.#shape = shape;
  }

  fit(net: Float64Array, multipliers: Float64Array): number {
    const { exhaustive, row } = this.#shape;
    let least = exhaustive ? Infinity : 0;
    for (const value of net) if (value < least) least = value;
    multipliers.fill(0);
    // sum y = 1 gives every member its share u; -sum y >= -1 takes it away.
    multipliers[row] = exhaustive ? least : -least;
    return least;
  }
}

class LineFloors implements Floors {
  readonly #thresholds: number;
  readonly #condition: Int32Array;
  readonly #position: Int32Array;
  /** 0 threshold, 1 bucket, 2 alias, 3 flipped alias. */
  readonly #role: Uint8Array;
  readonly #row: Int32Array;
  readonly #sign: Int8Array;
  readonly #implication: Int32Array;
  readonly #bucketRow: Int32Array;
  readonly #step: Float64Array;
  readonly #bucket: Float64Array;

  constructor({ thresholds, members, steps }: Extract<Shape, { kind: 'line' }>) {
    this.#thresholds = thresholds;
    this.#condition = Int32Array.from(members, ({ condition }) => condition);
    this.#position = Int32Array.from(members, ({ position }) => position);
    this.#role = Uint8Array.from(members, ({ kind, flipped }) =>
      kind === 'threshold' ? 0 : kind === 'bucket' ? 1 : flipped ? 3 : 2,
    );
    this.#row = Int32Array.from(members, ({ row }) => row);
    this.#sign = Int8Array.from(members, ({ sign }) => sign);
    this.#implication = Int32Array.from(steps, ({ implication }) => implication);
    this.#bucketRow = Int32Array.from(steps, ({ bucketRow }) => bucketRow);
    this.#step = new Float64Array(thresholds + 1);
    this.#bucket = new Float64Array(thresholds + 1);
  }

  /**
   * A bucket's row with its own shares as multiplier turns them into shares of its thresholds, an alias's row into its
   * threshold's. What remains is a chain: with P_p = payoff of cell p and m_p = the least of them up to p, the step
   * after p carries P_p - m_p.
   */
  fit(net: Float64Array, multipliers: Float64Array): number {
    multipliers.fill(0);
    const step = this.#step.fill(0);
    const bucket = this.#bucket.fill(0);
    let constant = 0;
    for (let member = 0; member < this.#role.length; member += 1) {
      const shares = net[this.#condition[member] ?? 0] ?? 0;
      const position = this.#position[member] ?? 0;
      const role = this.#role[member] ?? 0;
      if (role === 1) bucket[position] = shares;
      else step[position] = (step[position] ?? 0) + (role === 3 ? -shares : shares);
      if (role === 3) constant += shares;
      if (role !== 0) multipliers[this.#row[member] ?? 0] = (this.#sign[member] ?? 0) * shares;
    }
    let sum = 0;
    let least = 0;
    for (let position = 1; position <= this.#thresholds; position += 1) {
      sum += step[position] ?? 0;
      const pays = sum + (bucket[position] ?? 0);
      if (pays < least) least = pays;
      if (position === this.#thresholds) break;
      const carried = pays - least;
      const implication = this.#implication[position - 1] ?? -1;
      // Without an implication the bucket itself, which pays at least nothing, ties the thresholds.
      if (implication >= 0) multipliers[implication] = carried;
      else multipliers[this.#bucketRow[position - 1] ?? 0] = (bucket[position] ?? 0) - carried;
    }
    return constant + least;
  }
}
