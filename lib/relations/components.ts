/** Connected components of conditions under their relations, by union-find with path halving. */
import { conditionKeysOf, type Relation } from '../domain/relation';
import { at } from '../domain/arrays';

export interface Component {
  readonly keys: readonly string[];
  readonly relations: readonly Relation[];
}

/** Components in the order of their first key; a condition without relations is a component of its own. */
export function componentsOf(keys: readonly string[], relations: readonly Relation[]): readonly Component[] {
  const indexOf = new Map(keys.map((key, index) => [key, index]));
  const parent = Int32Array.from(keys, (_, index) => index);
  const find = (start: number): number => {
    let node = start;
    while (at(parent, node) !== node) {
      parent[node] = at(parent, at(parent, node));
      node = at(parent, node);
    }
    return node;
  };
  const homes = relations.map((relation) => {
    const members = conditionKeysOf(relation.body).flatMap((key) => indexOf.get(key) ?? []);
    for (const member of members) parent[find(member)] = find(members[0] ?? member);
    return members[0];
  });
  const byRoot = new Map<number, { keys: string[]; relations: Relation[] }>();
  keys.forEach((key, index) => {
    const root = find(index);
    const component = byRoot.get(root) ?? { keys: [], relations: [] };
    component.keys.push(key);
    byRoot.set(root, component);
  });
  relations.forEach((relation, index) => {
    const home = homes[index];
    if (home !== undefined) byRoot.get(find(home))?.relations.push(relation);
  });
  return [...byRoot.values()];
}
