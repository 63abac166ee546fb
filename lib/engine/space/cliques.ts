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
  const exclusions = new Exclusions(groups);
  // Groups of three or more are cliques already; only pairs can be hiding a larger one.
  const known = groups.map(({ of }) => new Set(of));
  const cliques: Clique[] = [];
  for (const { of, relation } of groups) {
    if (cliques.length >= MAX_CLIQUES) break;
    const grown = exclusions.grow(of);
    if (grown.length === of.length || known.some((set) => grown.every((key) => set.has(key)))) continue;
    known.push(new Set(grown));
    cliques.push({ of: grown, from: exclusions.between(grown, relation) });
  }
  return cliques;
}

interface Group {
  readonly of: readonly string[];
  readonly relation: Relation;
}

function exclusiveGroup(relation: Relation): readonly Group[] {
  const { body } = relation;
  if (body.type === 'excludes' || body.type === 'exactly-one' || body.type === 'not')
    return [{ of: body.of, relation }];
  return [];
}

/**
 * Which conditions exclude each other, kept by group: written out pair by pair, one group of 2,000 would be four
 * million entries.
 */
class Exclusions {
  readonly #groups: readonly Group[];
  /** Positions of the groups that a condition is in, ascending. */
  readonly #of = new Map<string, number[]>();

  constructor(groups: readonly Group[]) {
    this.#groups = groups;
    groups.forEach(({ of }, position) => {
      for (const key of of) {
        const known = this.#of.get(key);
        if (known) known.push(position);
        else this.#of.set(key, [position]);
      }
    });
  }

  /** The first relation that excludes both, if any does. */
  #linking(a: string, b: string): Relation | undefined {
    const others = this.#of.get(b) ?? [];
    const shared = (this.#of.get(a) ?? []).find((position) => others.includes(position));
    return shared === undefined ? undefined : this.#groups[shared]?.relation;
  }

  grow(seed: readonly string[]): readonly string[] {
    // Who joins must be excluded by every member, through another group: a member of this one alone ends it.
    if (seed.some((key) => (this.#of.get(key)?.length ?? 0) < 2)) return seed;
    const members = [...seed];
    const inside = new Set(seed);
    const around = (this.#of.get(seed[0] ?? '') ?? []).flatMap((position) => this.#groups[position]?.of ?? []);
    for (const candidate of [...new Set(around)].sort()) {
      if (inside.has(candidate)) continue;
      if (!members.every((member) => this.#linking(candidate, member) !== undefined)) continue;
      members.push(candidate);
      inside.add(candidate);
    }
    return members.length === seed.length ? seed : members.sort();
  }

  between(of: readonly string[], seed: Relation): readonly Relation[] {
    const relations = new Set<Relation>([seed]);
    for (const a of of)
      for (const b of of) {
        const relation = a < b ? this.#linking(a, b) : undefined;
        if (relation) relations.add(relation);
      }
    return [...relations];
  }
}
