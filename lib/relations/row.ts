/** Linear rows over condition truths y in {0,1}: the form in which everybody reads what relations mean. */

export type Term = readonly [key: string, coefficient: number];

/** Reads sum(terms) >= atLeast, or = atLeast where `equality` is set. */
export interface Row {
  readonly terms: readonly Term[];
  readonly atLeast: number;
  readonly equality: boolean;
}

export const plus = (key: string): Term => [key, 1];
export const minus = (key: string): Term => [key, -1];

export function atLeastRow(terms: readonly Term[], atLeast: number): Row {
  return { terms, atLeast, equality: false };
}

export function equalRow(terms: readonly Term[], value: number): Row {
  return { terms, atLeast: value, equality: true };
}

/** The row as inequalities: an equality is one from below and one from above. */
export function inequalitiesOf(row: Row): readonly Row[] {
  if (!row.equality) return [row];
  return [atLeastRow(row.terms, row.atLeast), atLeastRow(negated(row.terms), -row.atLeast)];
}

export function negated(terms: readonly Term[]): readonly Term[] {
  return terms.map(([key, coefficient]) => [key, -coefficient]);
}

/** A row over positions in a list of keys. */
export interface IndexedRow {
  readonly indices: ArrayLike<number>;
  readonly coefficients: ArrayLike<number>;
  readonly atLeast: number;
  readonly equality: boolean;
}

/** What a search for truths needs to know: how many conditions there are, and the rows that bound them. */
export interface RowSystem {
  readonly keys: readonly string[];
  readonly rows: readonly IndexedRow[];
}

/**
 * Terms on the same condition are added up: a solver refuses a column that appears twice in a row (docs/maths.md 4.7).
 */
export function addedUp(terms: readonly Term[]): readonly Term[] {
  const total = new Map<string, number>();
  for (const [key, coefficient] of terms) total.set(key, (total.get(key) ?? 0) + coefficient);
  return [...total].filter(([, coefficient]) => coefficient !== 0);
}
