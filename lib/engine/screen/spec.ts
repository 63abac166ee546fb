/**
 * What a component's screen looks at, from its conditions and relations: each row of each relation once, as the fastest
 * rule that says the same (screen.ts lists them), and the chains that implications make. Every relation type is covered
 * row by row; what only follows from several relations together is not, except along a chain. Sufficient for an edge,
 * never necessary: silence proves nothing, a skip certificate does.
 */
import type { InstanceCondition } from '../../domain/instance';
import type { Relation } from '../../domain/relation';
import { at } from '../../domain/arrays';
import { buildSpace, type OutcomeSpace, type SpaceRow } from '../space/space';
import type { PairKind, ScreenRow, ScreenSpec } from './screen';

/**
 * Conditions keep their order: condition i of the list is condition i of the screen. Only executable relations count.
 */
export function screenSpecOf(
  conditions: readonly Pick<InstanceCondition, 'key' | 'fee'>[],
  relations: readonly Relation[],
): ScreenSpec {
  const space = buildSpace(
    conditions.map(({ key }) => key),
    relations,
  );
  const groups: { members: readonly number[]; exhaustive: boolean }[] = [];
  const pairs: { kind: PairKind; a: number; b: number }[] = [];
  const rows: ScreenRow[] = [];
  for (const row of space.rows) {
    const group = groupOf(row);
    if (group) {
      groups.push(group);
      continue;
    }
    for (const sign of row.equality ? [1, -1] : [1]) {
      const terms = Array.from(
        row.indices,
        (condition, position) => [condition, sign * at(row.coefficients, position)] as const,
      );
      const atLeast = row.atLeast === 0 ? 0 : sign * row.atLeast;
      const pair = pairOf(terms, atLeast);
      if (pair) pairs.push(pair);
      else rows.push({ terms, atLeast });
    }
  }
  return { fees: conditions.map(({ fee }) => fee), groups, pairs, chains: chainsOf(space), rows };
}

/** sum y = 1, or -sum y >= -1, of three or more. */
function groupOf({ indices, coefficients, atLeast, equality }: SpaceRow): ScreenSpec['groups'][number] | null {
  if (indices.length < 3 || Math.abs(atLeast) !== 1) return null;
  const sign = equality ? atLeast : -1;
  if (atLeast !== sign || coefficients.some((coefficient) => coefficient !== sign)) return null;
  return { members: [...indices], exhaustive: equality };
}

function pairOf(terms: ScreenRow['terms'], atLeast: number): ScreenSpec['pairs'][number] | null {
  const [first, second, third] = terms;
  if (!first || !second || third || Math.abs(first[1]) !== 1 || Math.abs(second[1]) !== 1) return null;
  const [a, b] = first[1] <= second[1] ? [first, second] : [second, first];
  if (a[1] + b[1] === 0 && atLeast === 0) return { kind: 'implies', a: a[0], b: b[0] };
  if (a[1] + b[1] === -2 && atLeast === -1) return { kind: 'excludes', a: a[0], b: b[0] };
  if (a[1] + b[1] === 2 && atLeast === 1) return { kind: 'covers', a: a[0], b: b[0] };
  return null;
}

/**
 * Paths of implications that share no condition, longest looked for greedily; what they leave out, the pairs still see
 * step by step.
 */
function chainsOf(space: OutcomeSpace): readonly (readonly number[])[] {
  const below = new Map<number, number[]>();
  const hasAbove = new Set<number>();
  for (const { body } of space.relations) {
    const steps =
      body.type === 'implies' ? [[body.then, body.if] as const] : body.type === 'difference' ? [body.of] : [];
    for (const [above, under] of steps) {
      const [from, to] = [space.indexOf.get(above), space.indexOf.get(under)];
      if (from === undefined || to === undefined || from === to) continue;
      below.set(from, [...(below.get(from) ?? []), to]);
      hasAbove.add(to);
    }
  }
  const used = new Set<number>();
  const starts = [...below.keys()].sort((a, b) => Number(hasAbove.has(a)) - Number(hasAbove.has(b)));
  return starts.flatMap((start) => {
    const chain: number[] = [];
    for (
      let next: number | undefined = used.has(start) ? undefined : start;
      next !== undefined;
      next = below.get(next)?.find((candidate) => !used.has(candidate))
    ) {
      used.add(next);
      chain.push(next);
    }
    // Two are a pair.
    return chain.length > 2 ? [chain] : [];
  });
}
