/**
 * The basis of the dual simplex and all that follows from it: which variable is basic at which basis position, on which
 * breakpoint or segment of its curve every variable is, the values, y and g = A'y. Every change of a non-basic variable
 * goes through `moveNonbasic` and is carried to the basic ones by `updateBasics`.
 */
import type { OutcomeSpace } from '../space/space';
import { BasisInverse } from './basis';
import { CurveTable, type AskTable } from './curve';
import type { PivotRow } from './pivot-row';
import { gradientsInto, rowMatrix, type RowMatrix } from './row-matrix';

/** Pivot elements below this divide by noise. */
export const SMALL_PIVOT = 1e-7;

export class BasisState {
  readonly matrix: RowMatrix;
  readonly curves: CurveTable;
  readonly inverse: BasisInverse;
  /** Pivots since the inverse was made anew. */
  pivots = 0;
  /** Value of every variable: fair prices first, then the rows' slacks. */
  readonly values: Float64Array;
  /** Variable at each basis position. */
  readonly basic: Int32Array;
  /** Basis position of each variable, or -1. */
  readonly positionOf: Int32Array;
  /** Breakpoint of a non-basic variable; start of the segment of a basic one. */
  readonly breakpoint: Int32Array;
  /** Multipliers, with both signs during the search. */
  readonly y: Float64Array;
  /** Column of each variable times y. */
  readonly g: Float64Array;
  /** What non-basic variables added to the rows since the last `updateBasics`; whoever moves some clears it first. */
  readonly rowChange: Float64Array;
  readonly #direction: Float64Array;

  constructor(space: OutcomeSpace, asks: AskTable) {
    const matrix = rowMatrix(space);
    const { rows, conditions } = matrix;
    const variables = rows + conditions;
    this.matrix = matrix;
    this.curves = new CurveTable(variables, asks);
    for (let row = 0; row < rows; row += 1)
      this.curves.setRange(conditions + row, matrix.equality[row] ? 0 : this.#widthOf(row));
    for (let condition = 0; condition < conditions; condition += 1) this.curves.rebuild(condition);
    this.inverse = new BasisInverse(matrix);
    this.values = new Float64Array(variables);
    this.basic = new Int32Array(rows);
    this.positionOf = new Int32Array(variables);
    this.breakpoint = new Int32Array(variables);
    this.y = new Float64Array(rows);
    this.g = new Float64Array(variables);
    this.rowChange = new Float64Array(rows);
    this.#direction = new Float64Array(rows);
    this.reset();
  }

  /** From nothing: no multipliers, every fair price where its own book wants it. */
  reset(): void {
    const { rows, conditions } = this.matrix;
    this.inverse.reset();
    this.pivots = 0;
    this.y.fill(0);
    this.g.fill(0);
    this.breakpoint.fill(0);
    this.positionOf.fill(-1);
    for (let row = 0; row < rows; row += 1) {
      this.basic[row] = conditions + row;
      this.positionOf[conditions + row] = row;
    }
    this.#recompute();
  }

  /** A fresh inverse of the same basis, and everything that follows from it. */
  refactor(): void {
    const { rows, conditions } = this.matrix;
    const wanted = [...this.basic].filter((variable) => variable < conditions);
    const keeps = new Set(this.basic);
    this.inverse.reset();
    this.pivots = 0;
    this.positionOf.fill(-1);
    for (let row = 0; row < rows; row += 1) {
      this.basic[row] = conditions + row;
      this.positionOf[conditions + row] = row;
    }
    for (const variable of wanted) {
      const direction = this.#direction.fill(0);
      this.inverse.addColumn(direction, variable, 1);
      let pivot = -1;
      for (let position = 0; position < rows; position += 1) {
        const basic = this.basic[position] ?? 0;
        if (
          basic >= conditions &&
          !keeps.has(basic) &&
          Math.abs(direction[position] ?? 0) > Math.abs(direction[pivot] ?? SMALL_PIVOT)
        )
          pivot = position;
      }
      // A column that the others already span stays out; the search puts right what that breaks.
      if (pivot < 0) continue;
      this.exchange(pivot, variable, direction);
    }
    this.#recompute();
  }

  /** The variable whose column times the inverse is `direction` becomes basic at this position. */
  exchange(position: number, entering: number, direction: Float64Array): void {
    this.positionOf[this.basic[position] ?? 0] = -1;
    this.positionOf[entering] = position;
    this.basic[position] = entering;
    this.inverse.pivot(position, direction);
  }

  /** Multipliers, gradients and values again from the basis and the segments of its variables. */
  #recompute(): void {
    const { rows, conditions, atLeast } = this.matrix;
    const { curves, values } = this;
    const { table } = this.inverse;
    this.y.fill(0);
    for (let position = 0; position < rows; position += 1) {
      const variable = this.basic[position] ?? 0;
      // A variable that has just entered may remember a breakpoint, which is one past its last segment.
      const breakpoint = Math.min(this.breakpoint[variable] ?? 0, (curves.counts[variable] ?? 0) - 2);
      this.breakpoint[variable] = breakpoint;
      const slope = curves.slopes[variable * curves.stride + breakpoint] ?? 0;
      if (slope === 0) continue;
      for (let row = 0, at = position * rows; row < rows; row += 1, at += 1)
        this.y[row] = (this.y[row] ?? 0) + slope * (table[at] ?? 0);
    }
    gradientsInto(this.matrix, this.y, this.g);
    for (let row = 0; row < rows; row += 1) {
      this.g[conditions + row] = -(this.y[row] ?? 0);
      this.rowChange[row] = -(atLeast[row] ?? 0);
    }
    for (let variable = 0; variable < conditions + rows; variable += 1) {
      if ((this.positionOf[variable] ?? 0) >= 0) {
        values[variable] = 0;
        continue;
      }
      const breakpoint = this.isFixed(variable) ? 0 : this.restingBreakpoint(variable);
      values[variable] = 0;
      this.moveNonbasic(variable, breakpoint);
    }
    this.updateBasics();
  }

  /** The slack of an equality has no room to move. */
  isFixed(variable: number): boolean {
    return variable >= this.matrix.conditions && this.matrix.equality[variable - this.matrix.conditions] === 1;
  }

  /** y += length x (row of the inverse), and g with it. */
  updateMultipliers(pivotRow: PivotRow, position: number, length: number): void {
    if (length === 0) return;
    const { rows } = this.matrix;
    const { table } = this.inverse;
    for (let row = 0, at = position * rows; row < rows; row += 1, at += 1)
      if (table[at] !== 0) this.y[row] = (this.y[row] ?? 0) + length * (table[at] ?? 0);
    for (let entry = 0; entry < pivotRow.count; entry += 1) {
      const variable = pivotRow.touched[entry] ?? 0;
      this.g[variable] = (this.g[variable] ?? 0) + length * (pivotRow.alpha[variable] ?? 0);
    }
  }

  /**
   * Where the variable's own curve wants it at its gradient; of two breakpoints that tie, the one nearer to where it
   * is.
   */
  restingBreakpoint(variable: number): number {
    const { breakpoints, slopes, counts, stride } = this.curves;
    const gradient = this.g[variable] ?? 0;
    const breakpoint = this.curves.bestBreakpoint(variable, gradient, this.breakpoint[variable] ?? 0);
    const at = variable * stride + breakpoint;
    if (breakpoint + 1 >= (counts[variable] ?? 0) || slopes[at] !== gradient) return breakpoint;
    const value = this.values[variable] ?? 0;
    return Math.abs((breakpoints[at + 1] ?? 0) - value) < Math.abs((breakpoints[at] ?? 0) - value)
      ? breakpoint + 1
      : breakpoint;
  }

  /** Puts a non-basic variable on a breakpoint; `updateBasics` then moves the basic ones. */
  moveNonbasic(variable: number, breakpoint: number): void {
    const goal = this.curves.breakpoints[variable * this.curves.stride + breakpoint] ?? 0;
    const change = goal - (this.values[variable] ?? 0);
    this.breakpoint[variable] = breakpoint;
    if (change === 0) return;
    this.values[variable] = goal;
    this.#addToRows(variable, change);
  }

  #addToRows(variable: number, scale: number): void {
    const { conditions, columnStart, columnRow, columnValue } = this.matrix;
    const rowChange = this.rowChange;
    if (variable >= conditions) {
      rowChange[variable - conditions] = (rowChange[variable - conditions] ?? 0) - scale;
      return;
    }
    for (let slot = columnStart[variable] ?? 0; slot < (columnStart[variable + 1] ?? 0); slot += 1) {
      const row = columnRow[slot] ?? 0;
      rowChange[row] = (rowChange[row] ?? 0) + scale * (columnValue[slot] ?? 0);
    }
  }

  /** Basic values -= inverse x what the non-basic ones added to the rows. */
  updateBasics(): void {
    const { rows } = this.matrix;
    const { table } = this.inverse;
    for (let row = 0; row < rows; row += 1) {
      const change = this.rowChange[row] ?? 0;
      if (change === 0) continue;
      for (let position = 0, at = row; position < rows; position += 1, at += rows) {
        const entry = table[at] ?? 0;
        if (entry === 0) continue;
        const basic = this.basic[position] ?? 0;
        this.values[basic] = (this.values[basic] ?? 0) - change * entry;
      }
    }
  }

  /** How far the row's sum can pass its least value with every fair price in [0, 1]. */
  #widthOf(row: number): number {
    const { rowStart, rowValue, atLeast } = this.matrix;
    let most = -(atLeast[row] ?? 0);
    for (let slot = rowStart[row] ?? 0; slot < (rowStart[row + 1] ?? 0); slot += 1)
      most += Math.max(0, rowValue[slot] ?? 0);
    return Math.max(0, most);
  }
}
