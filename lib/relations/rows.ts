/**
 * What a relation means, for everybody: linear rows over condition truths y in {0,1} (docs/maths.md 3.1). The rows hold
 * at every truth assignment that the relation allows, and (except for a count whose list has gaps, see `countRows`) at
 * no other whole one. What only tightens the relaxation between whole truths is apart (cover-cuts.ts).
 */
import type { RelationBody } from '../domain/relation';
import { sumOf } from '../domain/arrays';
import { atLeastRow, equalRow, minus, plus, type Row, type Term } from './row';

export function rowsOf(body: RelationBody): readonly Row[] {
  switch (body.type) {
    case 'implies':
      return body.if === body.then ? [] : [atLeastRow([plus(body.then), minus(body.if)], 0)];
    case 'excludes':
      return [atLeastRow(body.of.map(minus), -1)];
    case 'exactly-one':
      return [equalRow(body.of.map(plus), 1)];
    case 'at-least-one':
      return [atLeastRow(body.of.map(plus), 1)];
    case 'equivalent':
      return body.of.slice(1).map((key, index) => equalRow([plus(body.of[index] ?? key), minus(key)], 0));
    case 'not':
      return [equalRow([plus(body.of[0]), plus(body.of[1])], 1)];
    case 'and':
      return [
        ...body.of.map((key) => atLeastRow([plus(key), minus(body.result)], 0)),
        atLeastRow([plus(body.result), ...body.of.map(minus)], 1 - body.of.length),
      ];
    case 'or':
      return [
        ...body.of.map((key) => atLeastRow([plus(body.result), minus(key)], 0)),
        atLeastRow([...body.of.map(plus), minus(body.result)], 0),
      ];
    case 'difference':
      // result = low - high >= 0 also says that high implies low.
      return [equalRow([plus(body.result), minus(body.of[0]), plus(body.of[1])], 0)];
    case 'count':
      return countRows(body.of, countMarketsOf(body.exactly));
    case 'majority':
      return majorityRows(body.result, Object.entries(body.weights), body.atLeast);
    case 'linear':
      return [atLeastRow(body.terms, body.atLeast)];
    case 'settled':
      return [equalRow([plus(body.of)], body.value ? 1 : 0)];
  }
}

/** W = [a.y >= T] from both sides, each with the least weight on W that makes it hold ("big M"). */
function majorityRows(result: string, weights: readonly Term[], atLeast: number): readonly Row[] {
  const total = sumOf(weights.map(([, weight]) => weight));
  return [
    atLeastRow(withoutZeros([...weights, [result, -atLeast]]), 0),
    atLeastRow(
      withoutZeros([...weights.map(([key, weight]): Term => [key, -weight]), [result, total - atLeast + 1]]),
      1 - atLeast,
    ),
  ];
}

function withoutZeros(terms: readonly Term[]): readonly Term[] {
  return terms.filter(([, coefficient]) => coefficient !== 0);
}

export interface CountMarket {
  readonly count: number;
  readonly key: string;
}

export function countMarketsOf(exactly: Readonly<Record<string, string>>): readonly CountMarket[] {
  return Object.entries(exactly).map(([text, key]) => ({ count: Number(text), key }));
}

/**
 * N = sum(of), and the market of j is true exactly when N = j. A complete list (0..n) gives sum y = sum j c_j and sum
 * c_j = 1. A list with gaps allows any missing N when no market is true, so it bounds N by the least and the largest
 * missing count instead; "not N = j" has no linear form then and is left out, which only widens the outcome space
 * (sound, less complete).
 */
function countRows(of: readonly string[], markets: readonly CountMarket[]): readonly Row[] {
  const size = of.length;
  const inRange = markets.filter(({ count }) => count <= size);
  const impossible = markets.filter(({ count }) => count > size).map(({ key }) => equalRow([plus(key)], 0));
  const listed = new Set(inRange.map(({ count }) => count));
  const missing = Array.from({ length: size + 1 }, (_, count) => count).filter((count) => !listed.has(count));
  const low = missing[0];
  const high = missing.at(-1);
  if (low === undefined || high === undefined) {
    return [
      equalRow(
        [...of.map(plus), ...inRange.filter(({ count }) => count > 0).map(({ count, key }): Term => [key, -count])],
        0,
      ),
      equalRow(
        inRange.map(({ key }) => plus(key)),
        1,
      ),
      ...impossible,
    ];
  }
  return [
    atLeastRow(
      inRange.map(({ key }) => minus(key)),
      -1,
    ),
    atLeastRow(
      [
        ...of.map(plus),
        ...inRange.filter(({ count }) => count !== low).map(({ count, key }): Term => [key, low - count]),
      ],
      low,
    ),
    atLeastRow(
      [
        ...of.map(minus),
        ...inRange.filter(({ count }) => count !== high).map(({ count, key }): Term => [key, count - high]),
      ],
      -high,
    ),
    ...impossible,
  ].filter((row) => row.terms.length > 0);
}
