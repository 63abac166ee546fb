/**
 * What follows from implications, without writing all pairs down: reachability over the chain graph, computed when
 * asked.
 */
import type { Relation } from '../domain/relation';

export interface ImplicationGraph {
  /** Chain of relations from a true premise to a conclusion, shortest first; null when it does not follow. */
  path(from: string, to: string): readonly Relation[] | null;
  /** Everything that must be true when this is. */
  consequences(from: string): ReadonlySet<string>;
}

interface Edge {
  readonly to: string;
  readonly relation: Relation;
}

/** Implies, equivalent, and (result to parts), or (parts to result) and difference (result to low) read as edges. */
export function implicationGraph(relations: readonly Relation[]): ImplicationGraph {
  const edges = new Map<string, Edge[]>();
  const add = (from: string, to: string, relation: Relation): void => {
    const list = edges.get(from);
    if (list) list.push({ to, relation });
    else edges.set(from, [{ to, relation }]);
  };
  for (const relation of relations) {
    const { body } = relation;
    if (body.type === 'implies') add(body.if, body.then, relation);
    else if (body.type === 'equivalent')
      for (const a of body.of)
        for (const b of body.of) {
          if (a !== b) add(a, b, relation);
        }
    else if (body.type === 'and') for (const part of body.of) add(body.result, part, relation);
    else if (body.type === 'or') for (const part of body.of) add(part, body.result, relation);
    else if (body.type === 'difference') {
      add(body.result, body.of[0], relation);
      add(body.of[1], body.of[0], relation);
    }
  }
  const search = (
    from: string,
    to: string | null,
  ): { readonly seen: ReadonlyMap<string, Edge & { readonly before: string }>; readonly found: boolean } => {
    const seen = new Map<string, Edge & { readonly before: string }>();
    let frontier = [from];
    while (frontier.length > 0) {
      const next: string[] = [];
      for (const at of frontier) {
        for (const edge of edges.get(at) ?? []) {
          if (edge.to === from || seen.has(edge.to)) continue;
          seen.set(edge.to, { ...edge, before: at });
          if (edge.to === to) return { seen, found: true };
          next.push(edge.to);
        }
      }
      frontier = next;
    }
    return { seen, found: false };
  };
  return {
    path(from, to) {
      const { seen, found } = search(from, to);
      if (!found) return null;
      const chain: Relation[] = [];
      for (let at = to; at !== from;) {
        const step = seen.get(at);
        if (step === undefined) throw new Error('invariant: every node of a found path has a step before it');
        chain.unshift(step.relation);
        at = step.before;
      }
      return chain;
    },
    consequences: (from) => new Set(search(from, null).seen.keys()),
  };
}
