/** Collects columns, rows and coefficients in any order and packs them as compressed sparse columns. */
import type { LinearProgram } from '../../ports/lp-solver';
import { at } from '../../domain/arrays';

export interface ColumnSpec {
  readonly objective: number;
  readonly lower: number;
  readonly upper: number;
  readonly integer?: boolean;
}

export class ProgramBuilder {
  readonly #columns: ColumnSpec[] = [];
  readonly #entries: Map<number, number>[] = [];
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];

  get columns(): number {
    return this.#columns.length;
  }

  get rows(): number {
    return this.#rowLower.length;
  }

  addRow(lower: number, upper: number): number {
    this.#rowLower.push(lower);
    this.#rowUpper.push(upper);
    return this.#rowLower.length - 1;
  }

  addColumn(spec: ColumnSpec): number {
    this.#columns.push(spec);
    this.#entries.push(new Map());
    return this.#columns.length - 1;
  }

  /** Adds to what the column already has in that row, so that no column appears twice in a row (docs/maths.md 4.7). */
  put(row: number, column: number, value: number): void {
    const entries = at(this.#entries, column);
    entries.set(row, (entries.get(row) ?? 0) + value);
  }

  build(): LinearProgram {
    const columns = this.#columns;
    const start = new Int32Array(columns.length + 1);
    const packed = this.#entries.map((entries) =>
      [...entries].filter(([, value]) => value !== 0).sort(([a], [b]) => a - b),
    );
    packed.forEach((entries, column) => {
      start[column + 1] = at(start, column) + entries.length;
    });
    const program = {
      columns: columns.length,
      rows: this.#rowLower.length,
      objective: Float64Array.from(columns, (column) => column.objective),
      colLower: Float64Array.from(columns, (column) => column.lower),
      colUpper: Float64Array.from(columns, (column) => column.upper),
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper),
      start,
      index: Int32Array.from(packed.flatMap((entries) => entries.map(([row]) => row))),
      value: Float64Array.from(packed.flatMap((entries) => entries.map(([, value]) => value))),
    };
    return columns.some((column) => column.integer)
      ? { ...program, integer: Uint8Array.from(columns, (column) => (column.integer ? 1 : 0)) }
      : program;
  }
}
