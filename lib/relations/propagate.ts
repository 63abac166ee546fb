/**
 * Bounds propagation over rows (Dixon 2004, "Automating pseudo-Boolean inference", 2.2): fixing one truth fixes every
 * other that the rows force, or finds a contradiction. Equalities are kept as two rows. For each row the largest
 * reachable sum is held up to date, so a fix costs one visit per row it is in, and undoing is exact because everything
 * is an integer. Elements are read directly (`?? 0` where the type cannot know the bound): a shared accessor that sees
 * every kind of array costs a dive three times over.
 */
import type { IndexedRow, RowSystem } from './row';

export const FREE = -1;

export class Propagator {
  /** FREE, 0 or 1 by condition. */
  readonly truths: Int8Array;
  readonly #rowStart: Int32Array;
  readonly #rowIndex: Int32Array;
  readonly #rowValue: Float64Array;
  readonly #atLeast: Float64Array;
  readonly #reach: Float64Array;
  readonly #largest: Float64Array;
  /** 1: less can be reached than when the row was last looked at. Else there is nothing new in it. */
  readonly #waiting: Uint8Array;
  readonly #colStart: Int32Array;
  readonly #colRow: Int32Array;
  readonly #colValue: Float64Array;
  readonly #trail: Int32Array;
  #length = 0;
  readonly #feasibleAtStart: boolean;
  #work = 0;

  constructor(space: RowSystem) {
    const size = space.keys.length;
    let rows = 0;
    let entries = 0;
    for (const row of space.rows) {
      const sides = row.equality ? 2 : 1;
      rows += sides;
      entries += sides * row.indices.length;
    }
    this.truths = new Int8Array(size).fill(FREE);
    this.#trail = new Int32Array(size);
    this.#rowStart = new Int32Array(rows + 1);
    this.#rowIndex = new Int32Array(entries);
    this.#rowValue = new Float64Array(entries);
    this.#atLeast = new Float64Array(rows);
    this.#reach = new Float64Array(rows);
    this.#largest = new Float64Array(rows);
    this.#waiting = new Uint8Array(rows);
    this.#colStart = new Int32Array(size + 1);
    this.#colRow = new Int32Array(entries);
    this.#colValue = new Float64Array(entries);
    this.#fillRows(space);
    this.#fillColumns();
    this.#feasibleAtStart = this.#propagateAll();
  }

  #fillRows(space: RowSystem): void {
    let index = 0;
    let next = 0;
    for (const row of space.rows) {
      const heaviestFirst = byWeight(row);
      for (let sign = 1; sign >= (row.equality ? -1 : 1); sign -= 2) {
        let reach = 0;
        let largest = 0;
        for (const position of heaviestFirst) {
          const value = sign * (row.coefficients[position] ?? 0);
          const column = row.indices[position] ?? 0;
          this.#rowIndex[next] = column;
          this.#rowValue[next] = value;
          this.#colStart[column + 1] = (this.#colStart[column + 1] ?? 0) + 1;
          reach += Math.max(0, value);
          largest = Math.max(largest, Math.abs(value));
          next += 1;
        }
        this.#atLeast[index] = sign * row.atLeast;
        this.#reach[index] = reach;
        this.#largest[index] = largest;
        index += 1;
        this.#rowStart[index] = next;
      }
    }
  }

  #fillColumns(): void {
    for (let column = 0; column < this.truths.length; column += 1)
      this.#colStart[column + 1] = (this.#colStart[column + 1] ?? 0) + (this.#colStart[column] ?? 0);
    const fill = this.#colStart.slice();
    for (let row = 0; row + 1 < this.#rowStart.length; row += 1) {
      for (let position = this.#rowStart[row] ?? 0; position < (this.#rowStart[row + 1] ?? 0); position += 1) {
        const column = this.#rowIndex[position] ?? 0;
        const slot = fill[column] ?? 0;
        this.#colRow[slot] = row;
        this.#colValue[slot] = this.#rowValue[position] ?? 0;
        fill[column] = slot + 1;
      }
    }
  }

  /** False when the rows contradict each other before anything is fixed. */
  get feasible(): boolean {
    return this.#feasibleAtStart;
  }

  /** Terms looked at since the start: what a caller that may not be busy for long goes by. */
  get work(): number {
    return this.#work;
  }

  /** A point to come back to with `undoTo`. */
  mark(): number {
    return this.#length;
  }

  /** Condition fixed at a position of the trail, for callers that follow what was forced since a mark. */
  trailAt(position: number): number {
    return this.#trail[position] ?? 0;
  }

  undoTo(mark: number): void {
    const reach = this.#reach;
    while (this.#length > mark) {
      this.#length -= 1;
      const column = this.#trail[this.#length] ?? 0;
      const isTrue = this.truths[column] === 1;
      const end = this.#colStart[column + 1] ?? 0;
      for (let slot = this.#colStart[column] ?? 0; slot < end; slot += 1) {
        // A fix takes away max(0, value) when false, and -min(0, value) when true.
        const value = this.#colValue[slot] ?? 0;
        if (isTrue === value > 0) continue;
        const row = this.#colRow[slot] ?? 0;
        reach[row] = (reach[row] ?? 0) + Math.abs(value);
      }
      this.truths[column] = FREE;
    }
  }

  /** Fixes a truth and everything it forces. False on a contradiction; the caller then undoes to its mark. */
  assign(column: number, truth: 0 | 1): boolean {
    const known = this.truths[column];
    if (known !== FREE) return known === truth;
    const from = this.#length;
    this.#fix(column, truth);
    return this.#drain(from);
  }

  #fix(column: number, truth: 0 | 1): void {
    this.truths[column] = truth;
    this.#trail[this.#length] = column;
    this.#length += 1;
    const reach = this.#reach;
    const end = this.#colStart[column + 1] ?? 0;
    for (let slot = this.#colStart[column] ?? 0; slot < end; slot += 1) {
      const value = this.#colValue[slot] ?? 0;
      if ((truth === 1) === value > 0) continue;
      const row = this.#colRow[slot] ?? 0;
      reach[row] = (reach[row] ?? 0) - Math.abs(value);
      this.#waiting[row] = 1;
    }
  }

  #drain(from: number): boolean {
    for (let position = from; position < this.#length; position += 1) {
      const column = this.#trail[position] ?? 0;
      const start = this.#colStart[column] ?? 0;
      const end = this.#colStart[column + 1] ?? 0;
      this.#work += end - start;
      for (let slot = start; slot < end; slot += 1) {
        const row = this.#colRow[slot] ?? 0;
        if (this.#waiting[row] === 1 && !this.#checkRow(row)) return false;
      }
    }
    return true;
  }

  #propagateAll(): boolean {
    for (let row = 0; row + 1 < this.#rowStart.length; row += 1) if (!this.#checkRow(row)) return false;
    return this.#drain(0);
  }

  #checkRow(row: number): boolean {
    this.#waiting[row] = 0;
    const room = (this.#reach[row] ?? 0) - (this.#atLeast[row] ?? 0);
    if (room < 0) return false;
    if (room >= (this.#largest[row] ?? 0)) return true;
    const start = this.#rowStart[row] ?? 0;
    const end = this.#rowStart[row + 1] ?? 0;
    this.#work += end - start;
    for (let position = start; position < end; position += 1) {
      const value = this.#rowValue[position] ?? 0;
      // Heaviest first: none of the others can be forced either. A majority's rows would else be read to the end for
      // every member.
      if (value <= room && -value <= room) break;
      const column = this.#rowIndex[position] ?? 0;
      if (this.truths[column] === FREE) this.#fix(column, value > 0 ? 1 : 0);
    }
    return true;
  }
}

/** Positions of a row's terms, largest coefficient first. */
function byWeight({ coefficients }: IndexedRow): readonly number[] {
  const positions = Array.from(coefficients, (_, position) => position);
  const uniform = positions.every(
    (position) => Math.abs(coefficients[position] ?? 0) === Math.abs(coefficients[0] ?? 0),
  );
  return uniform
    ? positions
    : positions.sort((a, b) => Math.abs(coefficients[b] ?? 0) - Math.abs(coefficients[a] ?? 0));
}
