/**
 * Rows that follow from a relation for whole truths and only tighten the relaxation between them (docs/maths.md 3.1).
 * Counting: a market at either end of the list fixes all members. Weighted majority W = [a.y >= T]: extended cover cuts
 * (Balas 1975). A set S of members is a cover of the side W = 0 when a(S) >= T: not all of S can be true then. E adds
 * every member at least as heavy as the heaviest of S; at most |S| - 1 of E can be true, so  sum_E y <= |S| - 1 + (|E|
 * - |S| +
 * 1) W.  The side W = 1 is the same in 1 - y with threshold sum(a) - T + 1 and gives  sum_E y >= (|E| - |S| + 1) W.
 */
import { sumOf } from '../domain/arrays';
import type { RelationBody } from '../domain/relation';
import { atLeastRow, minus, plus, type Row, type Term } from './row';
import { countMarketsOf, rowsOf } from './rows';

/** The relation for a linear program: what it means, and its cuts. */
export function relaxationRows(body: RelationBody): readonly Row[] {
  const rows = rowsOf(body);
  if (body.type === 'count') return [...rows, ...countCuts(body.of, body.exactly)];
  if (body.type === 'majority')
    return [...rows, ...majorityCuts(body.result, Object.entries(body.weights), body.atLeast)];
  return rows;
}

function countCuts(of: readonly string[], exactly: Readonly<Record<string, string>>): readonly Row[] {
  const markets = countMarketsOf(exactly);
  const rowsFor = (wanted: number, row: (member: string, market: string) => Row): readonly Row[] =>
    markets.filter(({ count }) => count === wanted).flatMap(({ key }) => of.map((member) => row(member, key)));
  return [
    ...rowsFor(of.length, (member, market) => atLeastRow([plus(member), minus(market)], 0)),
    ...rowsFor(0, (member, market) => atLeastRow([minus(member), minus(market)], -1)),
  ];
}

type Weight = readonly [key: string, weight: number];

/**
 * All subsets are searched up to this many members (2^9 = 512 sets per side); beyond it, a few covers from evenly
 * spaced starting members.
 */
const ENUMERATED_MEMBERS = 9;
/** Long covers cut little and make dense rows; a few per side keep the program small. */
const SLIDING_COVERS = 4;

function majorityCuts(result: string, weights: readonly Weight[], atLeast: number): readonly Row[] {
  const total = sumOf(weights.map(([, weight]) => weight));
  const heaviestFirst = [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return [
    ...extendedCovers(heaviestFirst, atLeast).map(({ extended, lift, size }) =>
      atLeastRow([...extended.map(minus), [result, lift] satisfies Term], 1 - size),
    ),
    ...extendedCovers(heaviestFirst, total - atLeast + 1).map(({ extended, lift }) =>
      atLeastRow([...extended.map(plus), [result, -lift] satisfies Term], 0),
    ),
  ];
}

interface ExtendedCover {
  readonly extended: readonly string[];
  readonly size: number;
  readonly lift: number;
}

function extendedCovers(heaviestFirst: readonly Weight[], threshold: number): readonly ExtendedCover[] {
  if (threshold <= 0 || threshold > sumOf(heaviestFirst.map(([, weight]) => weight))) return [];
  const covers =
    heaviestFirst.length <= ENUMERATED_MEMBERS
      ? allMinimalCovers(heaviestFirst, threshold)
      : slidingCovers(heaviestFirst, threshold);
  const seen = new Set<string>();
  const extendedSets: ExtendedCover[] = [];
  for (const cover of covers) {
    const heaviest = Math.max(...cover.map(([, weight]) => weight));
    const inside = new Set(cover.map(([key]) => key));
    const extended = heaviestFirst.filter(([key, weight]) => inside.has(key) || weight >= heaviest).map(([key]) => key);
    const name = `${cover.length}:${extended.join(' ')}`;
    if (seen.has(name)) continue;
    seen.add(name);
    extendedSets.push({ extended, size: cover.length, lift: extended.length - cover.length + 1 });
  }
  return extendedSets;
}

function allMinimalCovers(weights: readonly Weight[], threshold: number): readonly (readonly Weight[])[] {
  const covers: (readonly Weight[])[] = [];
  for (let mask = 1; mask < 1 << weights.length; mask += 1) {
    const members = weights.filter((_, index) => (mask >> index) & 1);
    if (isMinimalCover(members, threshold)) covers.push(members);
  }
  return covers;
}

function isMinimalCover(members: readonly Weight[], threshold: number): boolean {
  const total = sumOf(members.map(([, weight]) => weight));
  return total >= threshold && members.every(([, weight]) => total - weight < threshold);
}

/**
 * From each starting member, the following (lighter) ones until the threshold is met, then whatever is not needed taken
 * out.
 */
function slidingCovers(heaviestFirst: readonly Weight[], threshold: number): readonly (readonly Weight[])[] {
  const covers: (readonly Weight[])[] = [];
  const step = Math.max(1, Math.floor(heaviestFirst.length / SLIDING_COVERS));
  for (let from = 0; from < heaviestFirst.length; from += step) {
    let total = 0;
    let members: Weight[] = [];
    for (let index = from; index < heaviestFirst.length && total < threshold; index += 1) {
      const member = heaviestFirst[index];
      if (!member) break;
      members.push(member);
      total += member[1];
    }
    if (total < threshold) break;
    for (const member of [...members].reverse()) {
      if (total - member[1] >= threshold) {
        members = members.filter((other) => other !== member);
        total -= member[1];
      }
    }
    covers.push(members);
  }
  return covers;
}
