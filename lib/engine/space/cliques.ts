/**
 * Pairwise exclusions merged into cliques. Three pairs a-b, b-c, a-c bound the sum by 3/2, one clique row by 1; the
 * difference is real money (docs/maths.md 6.1, T11: 0 against 20 dollars). A clique here is proven by its pairs, so the
 * certificate carries it as a derived rule.
 */
import type { Relation } from '../../domain/relation';

export interface Clique {
  readonly of: readonly string[];
  /** The relations whose pairs make it. */
  readonly from: readonly Relation[];
}

/**
 * Greedy growth from each edge; enough to find every clique that pairwise advisors produce, bounded in time on any
 * graph.
 */
const MAX_CLIQUES = 500;

export function mergeCliques(relations: readonly Relation[]): readonly Clique[] {
  const groups = relations.flatMap((relation) => exclusiveGroup(relation));
  const neighbours = new Map<string, Map<string, Relation>>();
  for (const { of, relation } of groups) {
    for (const a of of) for (const b of of) if (a !== b) link(neighbours, a, b, relation);
  }
  // Groups of three or more are cliques already; only pairs can be hiding a larger one.
  const known = groups.map(({ of }) => new Set(of));
  const cliques: Clique[] = [];
  for (const { of, relation } of groups) {
    if (cliques.length >= MAX_CLIQUES) break;
    const grown = grow(of, neighbours);
    if (grown.length === of.length || known.some((set) => grown.every((key) => set.has(key)))) continue;
    known.push(new Set(grown));
    cliques.push({ of: grown, from: relationsBetween(grown, neighbours, relation) });
  }
  return cliques;
}

function exclusiveGroup(relation: Relation): readonly { of: readonly string[]; relation: Relation }[] {
  const { body } = relation;
  if (body.type === 'excludes' || body.type === 'exactly-one' || body.type === 'not')
    return [{ of: body.of, relation }];
  return [];
}

function link(neighbours: Map<string, Map<string, Relation>>, a: string, b: string, relation: Relation): void {
  const of = neighbours.get(a) ?? new Map<string, Relation>();
  if (!of.has(b)) of.set(b, relation);
  neighbours.set(a, of);
}

function grow(
  seed: readonly string[],
  neighbours: ReadonlyMap<string, ReadonlyMap<string, Relation>>,
): readonly string[] {
  const members = [...seed];
  const first = neighbours.get(seed[0] ?? '');
  if (!first) return members;
  for (const candidate of [...first.keys()].sort()) {
    if (members.includes(candidate)) continue;
    const of = neighbours.get(candidate);
    if (of && members.every((member) => of.has(member))) members.push(candidate);
  }
  return members.length === seed.length ? seed : members.sort();
}

function relationsBetween(
  of: readonly string[],
  neighbours: ReadonlyMap<string, ReadonlyMap<string, Relation>>,
  seed: Relation,
): readonly Relation[] {
  const relations = new Set<Relation>([seed]);
  for (const a of of)
    for (const b of of) {
      const relation = a < b ? neighbours.get(a)?.get(b) : undefined;
      if (relation) relations.add(relation);
    }
  return [...relations];
}
