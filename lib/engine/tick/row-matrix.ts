/** The rows A mu >= b of an outcome space as typed arrays, by row and by condition. */
import type { OutcomeSpace } from '../space/space';

export interface RowMatrix {
  readonly rows: number;
  readonly conditions: number;
  readonly rowStart: Int32Array;
  readonly rowIndex: Int32Array;
  readonly rowValue: Float64Array;
  readonly columnStart: Int32Array;
  readonly columnRow: Int32Array;
  readonly columnValue: Float64Array;
  readonly atLeast: Float64Array;
  readonly equality: Uint8Array;
}

export function rowMatrix(space: OutcomeSpace): RowMatrix {
  const rows = space.rows.length;
  const conditions = space.keys.length;
  const size = space.rows.reduce((total, row) => total + row.indices.length, 0);
  const matrix = {
    rows,
    conditions,
    rowStart: new Int32Array(rows + 1),
    rowIndex: new Int32Array(size),
    rowValue: new Float64Array(size),
    columnStart: new Int32Array(conditions + 1),
    columnRow: new Int32Array(size),
    columnValue: new Float64Array(size),
    atLeast: Float64Array.from(space.rows, (row) => row.atLeast),
    equality: Uint8Array.from(space.rows, (row) => (row.equality ? 1 : 0)),
  };
  let slot = 0;
  const columns: { row: number; value: number }[][] = Array.from({ length: conditions }, () => []);
  for (const [row, { indices, coefficients }] of space.rows.entries()) {
    for (const [position, condition] of indices.entries()) {
      const value = coefficients[position] ?? 0;
      matrix.rowIndex[slot] = condition;
      matrix.rowValue[slot] = value;
      slot += 1;
      columns[condition]?.push({ row, value });
    }
    matrix.rowStart[row + 1] = slot;
  }
  slot = 0;
  for (const [condition, entries] of columns.entries()) {
    for (const { row, value } of entries) {
      matrix.columnRow[slot] = row;
      matrix.columnValue[slot] = value;
      slot += 1;
    }
    matrix.columnStart[condition + 1] = slot;
  }
  return matrix;
}

/** target = A'u, by condition. */
export function gradientsInto(matrix: RowMatrix, multipliers: Float64Array, target: Float64Array): void {
  const { rows, conditions, rowStart, rowIndex, rowValue } = matrix;
  target.fill(0, 0, conditions);
  for (let row = 0; row < rows; row += 1) {
    const multiplier = multipliers[row] ?? 0;
    if (multiplier === 0) continue;
    const end = rowStart[row + 1] ?? 0;
    for (let slot = rowStart[row] ?? 0; slot < end; slot += 1) {
      const condition = rowIndex[slot] ?? 0;
      target[condition] = (target[condition] ?? 0) + multiplier * (rowValue[slot] ?? 0);
    }
  }
}
