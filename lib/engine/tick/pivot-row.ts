/**
 * The pivot row of a basis position: alpha = its row of the inverse times the column of each variable. Rows of these
 * programs touch few conditions, so the variables that are not zero in it are listed and only they are looked at.
 */
import type { RowMatrix } from './row-matrix';

export class PivotRow {
  readonly alpha: Float64Array;
  /** The first `count` are the variables whose alpha may not be zero. */
  readonly touched: Int32Array;
  count = 0;
  readonly #isTouched: Uint8Array;
  readonly #matrix: RowMatrix;

  constructor(matrix: RowMatrix) {
    const variables = matrix.rows + matrix.conditions;
    this.#matrix = matrix;
    this.alpha = new Float64Array(variables);
    this.touched = new Int32Array(variables);
    this.#isTouched = new Uint8Array(variables);
  }

  /** Row `position` of the inverse, which `table` holds, times every column. */
  compute(table: Float64Array, position: number): void {
    const { rows, conditions, rowStart, rowIndex, rowValue } = this.#matrix;
    const { alpha, touched } = this;
    const isTouched = this.#isTouched;
    for (let entry = 0; entry < this.count; entry += 1) {
      alpha[touched[entry] ?? 0] = 0;
      isTouched[touched[entry] ?? 0] = 0;
    }
    let count = 0;
    for (let row = 0, at = position * rows; row < rows; row += 1, at += 1) {
      const rho = table[at] ?? 0;
      if (rho === 0) continue;
      alpha[conditions + row] = -rho;
      isTouched[conditions + row] = 1;
      touched[count] = conditions + row;
      count += 1;
      const end = rowStart[row + 1] ?? 0;
      for (let slot = rowStart[row] ?? 0; slot < end; slot += 1) {
        const condition = rowIndex[slot] ?? 0;
        alpha[condition] = (alpha[condition] ?? 0) + rho * (rowValue[slot] ?? 0);
        if (isTouched[condition]) continue;
        isTouched[condition] = 1;
        touched[count] = condition;
        count += 1;
      }
    }
    this.count = count;
  }
}
