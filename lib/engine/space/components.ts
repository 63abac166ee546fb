/** Connected components of conditions under their relations, by union-find. */
import { conditionKeysOf, type Relation } from '../../domain/relation';
import { UnionFind } from '../../domain/union-find';

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
