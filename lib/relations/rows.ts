/**
 * Relations as linear rows over condition truths y in {0,1} (maths 3.1). Each row reads sum(terms) >= atLeast, or =
 * atLeast where `equality` is set. The rows of a relation hold at every truth assignment that the relation allows, and
 * (except for a count whose list has gaps, see `countRows`) at no other whole one.
 */
import type { RelationBody } from '../domain/relation';
import { sumOf } from '../domain/arrays';
import { majorityRows } from './cover-cuts';

export type Term = readonly [key: string, coefficient: number];

export interface Row {
  readonly terms: readonly Term[];
  readonly atLeast: number;
  readonly equality: boolean;
}

export function atLeastRow(terms: readonly Term[], atLeast: number): Row {
  return { terms, atLeast, equality: false };
}

function equalRow(terms: readonly Term[], value: number): Row {
  return { terms, atLeast: value, equality: true };
}

const plus = (key: string): Term => [key, 1];
const minus = (key: string): Term => [key, -1];

export function expandBody(body: RelationBody): readonly Row[] {
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
      return countRows(
        body.of,
        Object.entries(body.exactly).map(([text, key]) => ({ count: Number(text), key })),
      );
    case 'majority':
      return majorityRows(body.result, Object.entries(body.weights), body.atLeast);
    case 'linear':
      return [atLeastRow(body.terms, body.atLeast)];
    case 'settled':
      return [equalRow([plus(body.of)], body.value ? 1 : 0)];
  }
}

interface CountMarket {
  readonly count: number;
  readonly key: string;
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
  const ends = [
    ...inRange
      .filter(({ count }) => count === size)
      .flatMap(({ key }) => of.map((member) => atLeastRow([plus(member), minus(key)], 0))),
    ...inRange
      .filter(({ count }) => count === 0)
      .flatMap(({ key }) => of.map((member) => atLeastRow([minus(member), minus(key)], -1))),
  ];
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
      ...ends,
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
    ...ends,
    ...impossible,
  ].filter((row) => row.terms.length > 0);
}

/**
 * How far a row can be broken when its relation is suspended by a void: atLeast minus the least the terms can reach.
 */
export function slackOf(row: Pick<Row, 'terms' | 'atLeast'>): number {
  return row.atLeast - sumOf(row.terms.map(([, coefficient]) => Math.min(0, coefficient)));
}
