/**
 * Whether 0/1 values exist that satisfy all rows: propagation by slack, then branching (Dixon 2004, "Automating
 * pseudo-Boolean inference", 2.2).
 */
import type { Row } from './inequalities';

export type Satisfied =
  | { readonly kind: 'yes'; readonly values: ReadonlyMap<string, boolean> }
  | { readonly kind: 'no' }
  | { readonly kind: 'unknown' };

interface Indexed {
  readonly variables: readonly number[];
  readonly coefficients: readonly number[];
  readonly atLeast: number;
}

/** Nodes of the search before giving up; the venue's structures are decided by propagation almost alone. */
const MAX_NODES = 20_000;
/** Terms looked at before giving up: about a second, which a service worker may just be busy. */
const MAX_WORK = 8_000_000;
/** Each level is a stack frame; a browser's stack holds about twice as many. */
const MAX_DEPTH = 4_000;

export function satisfy(rows: readonly Row[], fixed: ReadonlyMap<string, boolean> = new Map()): Satisfied {
  return createSatisfier(rows, [...fixed.keys()])(fixed);
}

/** Reads the rows once for many questions; `more` are keys that may be fixed without standing in a row. */
export function createSatisfier(
  rows: readonly Row[],
  more: readonly string[] = [],
): (fixed: ReadonlyMap<string, boolean>) => Satisfied {
  const names = [...new Set([...rows.flatMap((row) => row.terms.map(([key]) => key)), ...more])];
  const indexOf = new Map(names.map((name, index) => [name, index] as const));
  const indexed = rows.map((row): Indexed => {
    // A key that occurs twice in one row counts with the sum of its coefficients.
    const sums = new Map<number, number>();
    for (const [key, coefficient] of row.terms) {
      const index = indexOf.get(key) ?? 0;
      sums.set(index, (sums.get(index) ?? 0) + coefficient);
    }
    return { variables: [...sums.keys()], coefficients: [...sums.values()], atLeast: row.atLeast };
  });
  const rowsOf: number[][] = names.map(() => []);
  indexed.forEach((row, index) => {
    for (const variable of row.variables) rowsOf[variable]?.push(index);
  });
  const values = new Int8Array(names.length).fill(-1);
  const trail: number[] = [];
  let nodes = 0;
  let work = 0;

  const assign = (variable: number, value: 0 | 1): void => {
    values[variable] = value;
    trail.push(variable);
  };
  const undoTo = (length: number): void => {
    while (trail.length > length) {
      const variable = trail.pop();
      if (variable !== undefined) values[variable] = -1;
    }
  };

  /** False on conflict. */
  const propagate = (queue: number[]): boolean => {
    const waiting = new Set(queue);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      waiting.delete(next);
      const row = indexed[next];
      if (row === undefined) continue;
      work += row.variables.length;
      let most = -row.atLeast;
      row.variables.forEach((variable, at) => {
        const c = row.coefficients[at] ?? 0;
        const v = values[variable];
        most += v === -1 ? Math.max(c, 0) : v === 1 ? c : 0;
      });
      if (most < 0) return false;
      for (const [at, variable] of row.variables.entries()) {
        const coefficient = row.coefficients[at] ?? 0;
        if (values[variable] !== -1 || coefficient === 0 || Math.abs(coefficient) <= most) continue;
        assign(variable, coefficient > 0 ? 1 : 0);
        for (const other of rowsOf[variable] ?? [])
          if (!waiting.has(other)) {
            waiting.add(other);
            queue.push(other);
          }
      }
    }
    return true;
  };

  const search = (depth: number): boolean | null => {
    nodes += 1;
    if (nodes > MAX_NODES || work > MAX_WORK || depth > MAX_DEPTH) return null;
    const variable = values.indexOf(-1);
    if (variable < 0) return true;
    for (const value of [0, 1] as const) {
      const mark = trail.length;
      assign(variable, value);
      const found = propagate([...(rowsOf[variable] ?? [])]) ? search(depth + 1) : false;
      if (found !== false) return found;
      undoTo(mark);
    }
    return false;
  };

  // What follows without any assumption is the same for every question.
  const possible = propagate(indexed.map((_row, index) => index));
  const settled = trail.length;

  return (fixed) => {
    if (!possible) return { kind: 'no' };
    undoTo(settled);
    nodes = 0;
    work = 0;
    const touched: number[] = [];
    for (const [key, value] of fixed) {
      const variable = indexOf.get(key);
      if (variable === undefined) continue;
      const wanted = value ? 1 : 0;
      if (values[variable] !== -1 && values[variable] !== wanted) return { kind: 'no' };
      if (values[variable] === -1) assign(variable, wanted);
      touched.push(...(rowsOf[variable] ?? []));
    }
    const found = propagate([...new Set(touched)]) ? search(0) : false;
    if (found === null) return { kind: 'unknown' };
    return found
      ? { kind: 'yes', values: new Map(names.map((name, index) => [name, values[index] === 1] as const)) }
      : { kind: 'no' };
  };
}
