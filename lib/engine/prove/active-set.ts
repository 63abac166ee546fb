/**
 * The active constraints of a least-distance problem: multipliers, and the Cholesky factor of their normals' inner
 * products, kept up to date as constraints come (one row) and go (Givens rotations; Golub and Van Loan 6.5): both cost
 * the square of the number of constraints.
 */

/** What is left of a constraint outside the active ones, relative to its size, below which it depends on them. */
export const DEPENDENT = 1e-9;

export class ActiveSet<Constraint> {
  readonly #stride: number;
  readonly #members: Constraint[] = [];
  readonly #multipliers: Float64Array;
  /** Lower triangle, row by row. */
  readonly #factor: Float64Array;

  constructor(capacity: number) {
    // One column more than rows: a removal leaves one above the diagonal for a moment.
    this.#stride = capacity + 1;
    this.#multipliers = new Float64Array(capacity);
    this.#factor = new Float64Array(capacity * this.#stride);
  }

  get size(): number {
    return this.#members.length;
  }

  clear(): void {
    this.#members.length = 0;
  }

  members(): readonly Constraint[] {
    return [...this.#members];
  }

  map(of: (member: Constraint) => number): Float64Array {
    const values = new Float64Array(this.size);
    for (let position = 0; position < values.length; position += 1) {
      const member = this.#members[position];
      if (member !== undefined) values[position] = of(member);
    }
    return values;
  }

  /** x with (inner products) x = right. */
  solve(right: Float64Array): Float64Array {
    const factor = this.#factor;
    const stride = this.#stride;
    const x = right.slice();
    for (let row = 0; row < x.length; row += 1) {
      let value = x[row] ?? 0;
      const start = row * stride;
      for (let column = 0; column < row; column += 1) value -= (factor[start + column] ?? 0) * (x[column] ?? 0);
      x[row] = value / (factor[start + row] ?? 1);
    }
    for (let row = x.length - 1; row >= 0; row -= 1) {
      const start = row * stride;
      const value = (x[row] ?? 0) / (factor[start + row] ?? 1);
      x[row] = value;
      for (let column = 0; column < row; column += 1)
        x[column] = (x[column] ?? 0) - value * (factor[start + column] ?? 0);
    }
    return x;
  }

  /** How far the multipliers can move against `share` before one that has to stay positive reaches zero. */
  blocking(
    share: Float64Array,
    mayBlock: (member: Constraint) => boolean,
  ): { readonly position: number; readonly length: number } {
    let best = -1;
    let length = Infinity;
    for (let position = 0; position < share.length; position += 1) {
      const rate = share[position] ?? 0;
      if (rate <= 1e-14) continue;
      const until = Math.max(0, this.#multipliers[position] ?? 0) / rate;
      const member = this.#members[position];
      if (until >= length || member === undefined || !mayBlock(member)) continue;
      best = position;
      length = until;
    }
    return { position: best, length };
  }

  move(share: Float64Array, length: number): void {
    for (let position = 0; position < share.length; position += 1)
      this.#multipliers[position] = (this.#multipliers[position] ?? 0) - length * (share[position] ?? 0);
  }

  setMultipliers(values: Float64Array): void {
    this.#multipliers.set(values);
  }

  /** False, and nothing added, when the constraint depends on the active ones. */
  add(
    member: Constraint,
    {
      products,
      own,
      multiplier,
    }: { readonly products: Float64Array; readonly own: number; readonly multiplier: number },
  ): boolean {
    const factor = this.#factor;
    const row = this.size;
    const start = row * this.#stride;
    let pivot = own;
    for (let column = 0; column < row; column += 1) {
      const other = column * this.#stride;
      let value = products[column] ?? 0;
      for (let inner = 0; inner < column; inner += 1)
        value -= (factor[start + inner] ?? 0) * (factor[other + inner] ?? 0);
      value /= factor[other + column] ?? 1;
      factor[start + column] = value;
      pivot -= value * value;
    }
    if (pivot <= DEPENDENT * own) return false;
    factor[start + row] = Math.sqrt(pivot);
    this.#members.push(member);
    this.#multipliers[row] = multiplier;
    return true;
  }

  remove(position: number): Constraint {
    const [member] = this.#members.splice(position, 1);
    if (member === undefined) throw new RangeError(`no active constraint ${position}`);
    const factor = this.#factor;
    const stride = this.#stride;
    const size = this.size;
    this.#multipliers.copyWithin(position, position + 1, size + 1);
    for (let row = position; row < size; row += 1)
      factor.copyWithin(row * stride, (row + 1) * stride, (row + 1) * stride + row + 2);
    for (let column = position; column < size; column += 1) {
      const a = factor[column * stride + column] ?? 0;
      const b = factor[column * stride + column + 1] ?? 0;
      const length = Math.hypot(a, b);
      const cosine = a / length;
      const sine = b / length;
      for (let row = column; row < size; row += 1) {
        const slot = row * stride + column;
        const left = factor[slot] ?? 0;
        const right = factor[slot + 1] ?? 0;
        factor[slot] = cosine * left + sine * right;
        factor[slot + 1] = cosine * right - sine * left;
      }
    }
    return member;
  }
}
