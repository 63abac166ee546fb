/** Which conditions belong together: connected components under relations. */
import { conditionKeysOf, type Relation } from '../domain/relation';
import { UnionFind } from '../domain/union-find';

export interface Component {
  readonly keys: readonly string[];
  readonly relations: readonly Relation[];
}

/** Components in the order of their first key; a condition without relations is a component of its own. */
export function componentsOf(keys: readonly string[], relations: readonly Relation[]): readonly Component[] {
  const sets = new UnionFind(keys);
  for (const relation of relations) sets.join(conditionKeysOf(relation.body));
  const byRoot = new Map<string, { keys: string[]; relations: Relation[] }>();
  for (const key of keys) {
    const root = sets.rootOf(key) ?? key;
    const component = byRoot.get(root) ?? { keys: [], relations: [] };
    component.keys.push(key);
    byRoot.set(root, component);
  }
  for (const relation of relations) {
    const known = conditionKeysOf(relation.body).flatMap((key) => sets.rootOf(key) ?? []);
    if (known[0] !== undefined) byRoot.get(known[0])?.relations.push(relation);
  }
  return [...byRoot.values()];
}

/** The relations that share a condition with this one, directly or through others; in the order in which they came. */
export function connectedTo(relation: Relation, others: readonly Relation[]): readonly Relation[] {
  const byKey = new Map<string, Relation[]>();
  for (const other of others) {
    for (const key of conditionKeysOf(other.body)) {
      const list = byKey.get(key);
      if (list) list.push(other);
      else byKey.set(key, [other]);
    }
  }
  const found = new Set<Relation>();
  const seen = new Set<string>();
  const queue = [...conditionKeysOf(relation.body)];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    for (const other of byKey.get(key) ?? []) {
      if (found.has(other)) continue;
      found.add(other);
      queue.push(...conditionKeysOf(other.body));
    }
  }
  return others.filter((other) => found.has(other));
}
