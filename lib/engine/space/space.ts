/** The outcome space of a component: conditions by index, and every row that bounds them, with where it came from. */
import { conditionKeysOf, isExecutable, type Relation } from '../../domain/relation';
import { at, sumOf } from '../../domain/arrays';
import { mergeCliques, type Clique } from './cliques';
import { relaxationRows } from '../../relations/cover-cuts';
import { addedUp, atLeastRow, minus, type IndexedRow, type Row, type RowSystem } from '../../relations/row';

export type RowOrigin =
  { readonly kind: 'relation'; readonly relation: Relation } | { readonly kind: 'clique'; readonly clique: Clique };

export interface SpaceRow extends IndexedRow {
  readonly indices: Int32Array;
  readonly coefficients: Int32Array;
  readonly origin: RowOrigin;
  /**
   * Conditions whose void suspends the row (docs/maths.md 3.3): all members of the relation, not only those in the row.
   */
  readonly members: Int32Array;
  /** How far a suspended row may be broken from below, and from above for equalities. */
  readonly slackBelow: number;
  readonly slackAbove: number;
}

export interface OutcomeSpace extends RowSystem {
  readonly indexOf: ReadonlyMap<string, number>;
  readonly rows: readonly SpaceRow[];
  /** Only executable relations: proposed and rejected ones never bound money (docs/maths.md 3.1). */
  readonly relations: readonly Relation[];
}

/**
 * @throws RangeError when a relation speaks of a condition that is not listed; `checkInstance` refuses those before.
 */
export function buildSpace(keys: readonly string[], relations: readonly Relation[]): OutcomeSpace {
  const indexOf = new Map(keys.map((key, index) => [key, index]));
  const executable = relations.filter(isExecutable);
  const rows: SpaceRow[] = [];
  for (const relation of executable) {
    const members = indicesOf(conditionKeysOf(relation.body), indexOf);
    for (const row of relaxationRows(relation.body))
      rows.push(spaceRow(row, indexOf, { kind: 'relation', relation }, members));
  }
  for (const clique of mergeCliques(executable)) {
    const row = atLeastRow(clique.of.map(minus), -1);
    const members = indicesOf([...new Set(clique.from.flatMap((relation) => conditionKeysOf(relation.body)))], indexOf);
    rows.push(spaceRow(row, indexOf, { kind: 'clique', clique }, members));
  }
  return { keys, indexOf, rows, relations: executable };
}

function indicesOf(keys: readonly string[], indexOf: ReadonlyMap<string, number>): Int32Array {
  return Int32Array.from(keys, (key) => {
    const index = indexOf.get(key);
    if (index === undefined) throw new RangeError(`a relation speaks of the unknown condition "${key}"`);
    return index;
  });
}

function spaceRow(row: Row, indexOf: ReadonlyMap<string, number>, origin: RowOrigin, members: Int32Array): SpaceRow {
  const terms = addedUp(row.terms);
  const coefficients = Int32Array.from(terms, ([, coefficient]) => coefficient);
  return {
    indices: indicesOf(
      terms.map(([key]) => key),
      indexOf,
    ),
    coefficients,
    atLeast: row.atLeast,
    equality: row.equality,
    origin,
    members,
    slackBelow: Math.max(0, row.atLeast - sumOf(coefficients.filter((coefficient) => coefficient < 0))),
    slackAbove: Math.max(0, sumOf(coefficients.filter((coefficient) => coefficient > 0)) - row.atLeast),
  };
}

/** Whether a whole truth assignment (1 = true) obeys every row. */
export function isAtom(space: OutcomeSpace, truths: ArrayLike<number>): boolean {
  return space.rows.every((row) => {
    let total = 0;
    for (let position = 0; position < row.indices.length; position += 1)
      total += at(row.coefficients, position) * at(truths, at(row.indices, position));
    return row.equality ? total === row.atLeast : total >= row.atLeast;
  });
}
