/**
 * Bounds propagation over the rows of a space: fixing one truth fixes every other that the rows force, or finds a contradiction.
 * Equalities are kept as two rows. For each row the largest reachable sum is held up to date, so a fix costs one visit per row it
 * is in, and undoing is exact because everything is an integer.
 */
import { at } from '../arrays';
import type { OutcomeSpace } from './space';

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
  readonly #colStart: Int32Array;
  readonly #colRow: Int32Array;
  readonly #colValue: Float64Array;
  readonly #trail: number[] = [];
  readonly #feasibleAtStart: boolean;

  constructor(space: OutcomeSpace) {
    const rows = space.rows.flatMap((row) => {
      const same = { indices: row.indices, coefficients: row.coefficients, atLeast: row.atLeast };
      return row.equality ? [same, { indices: row.indices, coefficients: row.coefficients.map((value) => -value), atLeast: -row.atLeast }] : [same];
    });
    const entries = rows.reduce((total, row) => total + row.indices.length, 0);
    this.truths = new Int8Array(space.keys.length).fill(FREE);
    this.#rowStart = new Int32Array(rows.length + 1);
    this.#rowIndex = new Int32Array(entries);
    this.#rowValue = new Float64Array(entries);
    this.#atLeast = Float64Array.from(rows, (row) => row.atLeast);
    this.#reach = new Float64Array(rows.length);
    this.#largest = new Float64Array(rows.length);
    const counts = new Int32Array(space.keys.length + 1);
    let next = 0;
    rows.forEach((row, index) => {
      for (let position = 0; position < row.indices.length; position += 1) {
        const value = at(row.coefficients, position);
        this.#rowIndex[next] = at(row.indices, position);
        this.#rowValue[next] = value;
        this.#reach[index] = at(this.#reach, index) + Math.max(0, value);
        this.#largest[index] = Math.max(at(this.#largest, index), Math.abs(value));
        counts[at(row.indices, position) + 1] = at(counts, at(row.indices, position) + 1) + 1;
        next += 1;
      }
      this.#rowStart[index + 1] = next;
    });
    for (let index = 0; index < space.keys.length; index += 1) counts[index + 1] = at(counts, index + 1) + at(counts, index);
    this.#colStart = counts;
    this.#colRow = new Int32Array(entries);
    this.#colValue = new Float64Array(entries);
    const fill = counts.slice();
    rows.forEach((_, row) => {
      for (let position = at(this.#rowStart, row); position < at(this.#rowStart, row + 1); position += 1) {
        const column = at(this.#rowIndex, position);
        const slot = at(fill, column);
        this.#colRow[slot] = row;
        this.#colValue[slot] = at(this.#rowValue, position);
        fill[column] = slot + 1;
      }
    });
    this.#feasibleAtStart = this.#propagateRows(rows.map((_, row) => row));
  }

  /** False when the rows contradict each other before anything is fixed. */
  get feasible(): boolean {
    return this.#feasibleAtStart;
  }

  /** A point to come back to with `undoTo`. */
  mark(): number {
    return this.#trail.length;
  }

  /** Condition fixed at a position of the trail, for callers that follow what was forced since a mark. */
  trailAt(position: number): number {
    return at(this.#trail, position);
  }

  undoTo(mark: number): void {
    while (this.#trail.length > mark) {
      const column = this.#trail.pop();
      if (column === undefined) return;
      const truth = at(this.truths, column);
      for (let slot = at(this.#colStart, column); slot < at(this.#colStart, column + 1); slot += 1) {
        const row = at(this.#colRow, slot);
        const value = at(this.#colValue, slot);
        // A fix takes away max(0, value) when false, and -min(0, value) when true.
        this.#reach[row] = at(this.#reach, row) + (truth === 1 ? Math.max(0, -value) : Math.max(0, value));
      }
      this.truths[column] = FREE;
    }
  }

  /** Fixes a truth and everything it forces. False on a contradiction; the caller then undoes to its mark. */
  assign(column: number, truth: 0 | 1): boolean {
    const known = at(this.truths, column);
    if (known !== FREE) return known === truth;
    const from = this.#trail.length;
    this.#fix(column, truth);
    return this.#drain(from);
  }

  #fix(column: number, truth: number): void {
    this.truths[column] = truth;
    this.#trail.push(column);
    for (let slot = at(this.#colStart, column); slot < at(this.#colStart, column + 1); slot += 1) {
      const value = at(this.#colValue, slot);
      const lost = truth === 1 ? Math.max(0, -value) : Math.max(0, value);
      const row = at(this.#colRow, slot);
      this.#reach[row] = at(this.#reach, row) - lost;
    }
  }

  #drain(from: number): boolean {
    for (let position = from; position < this.#trail.length; position += 1) {
      const column = at(this.#trail, position);
      for (let slot = at(this.#colStart, column); slot < at(this.#colStart, column + 1); slot += 1) {
        if (!this.#checkRow(at(this.#colRow, slot))) return false;
      }
    }
    return true;
  }

  #propagateRows(rows: readonly number[]): boolean {
    for (const row of rows) if (!this.#checkRow(row)) return false;
    return this.#drain(0);
  }

  #checkRow(row: number): boolean {
    const room = at(this.#reach, row) - at(this.#atLeast, row);
    if (room < 0) return false;
    if (room >= at(this.#largest, row)) return true;
    for (let position = at(this.#rowStart, row); position < at(this.#rowStart, row + 1); position += 1) {
      const value = at(this.#rowValue, position);
      const column = at(this.#rowIndex, position);
      if (at(this.truths, column) === FREE && Math.abs(value) > room) this.#fix(column, value > 0 ? 1 : 0);
    }
    return true;
  }
}
