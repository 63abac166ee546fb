/**
 * The inverse of the basis of the rows A mu - z = b, kept as a dense table and changed by one pivot at a time. Columns
 * 0..n-1 are the conditions' fair prices mu, n..n+m-1 the rows' slacks z (minus one in their own row). Rows of these
 * programs touch few conditions, so most entries stay zero and are skipped; a table of m rows costs 8 m^2 bytes.
 */
import type { RowMatrix } from './row-matrix';

/** Entries below this are what cancels leave behind; keeping them would only fill the table. */
const DROPPED = 1e-13;

export class BasisInverse {
  /** Row p of the inverse starts at p x m. */
  readonly table: Float64Array;
  readonly #matrix: RowMatrix;
  readonly #support: Int32Array;

  constructor(matrix: RowMatrix) {
    this.#matrix = matrix;
    this.table = new Float64Array(matrix.rows * matrix.rows);
    this.#support = new Int32Array(matrix.rows);
    this.reset();
  }

  /** The basis of all slacks. */
  reset(): void {
    const { rows } = this.#matrix;
    this.table.fill(0);
    for (let row = 0; row < rows; row += 1) this.table[row * rows + row] = -1;
  }

  /** target += scale x inverse x (column of the variable). */
  addColumn(target: Float64Array, variable: number, scale: number): void {
    const { rows, conditions, columnStart, columnRow, columnValue } = this.#matrix;
    const { table } = this;
    if (variable >= conditions) {
      const row = variable - conditions;
      for (let position = 0, at = row; position < rows; position += 1, at += rows)
        target[position] = (target[position] ?? 0) - scale * (table[at] ?? 0);
      return;
    }
    const end = columnStart[variable + 1] ?? 0;
    for (let slot = columnStart[variable] ?? 0; slot < end; slot += 1) {
      const factor = scale * (columnValue[slot] ?? 0);
      for (let position = 0, at = columnRow[slot] ?? 0; position < rows; position += 1, at += rows)
        target[position] = (target[position] ?? 0) + factor * (table[at] ?? 0);
    }
  }

  /** The variable whose column times the inverse is `direction` takes the basis position `pivot`. */
  pivot(pivot: number, direction: Float64Array): void {
    const { rows } = this.#matrix;
    const { table } = this;
    const support = this.#support;
    const start = pivot * rows;
    const scale = 1 / (direction[pivot] ?? 0);
    let used = 0;
    for (let column = 0; column < rows; column += 1) {
      const value = table[start + column] ?? 0;
      if (value === 0) continue;
      table[start + column] = value * scale;
      support[used] = column;
      used += 1;
    }
    for (let position = 0; position < rows; position += 1) {
      const factor = direction[position] ?? 0;
      if (factor === 0 || position === pivot) continue;
      const row = position * rows;
      for (let entry = 0; entry < used; entry += 1) {
        const column = support[entry] ?? 0;
        const value = (table[row + column] ?? 0) - factor * (table[start + column] ?? 0);
        table[row + column] = value < DROPPED && value > -DROPPED ? 0 : value;
      }
    }
  }
}
