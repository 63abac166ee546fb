/**
 * What the user rejected does not come back in other words: by another advisor, under another type, or inside a
 * stronger relation.
 */
import type { Relation } from '../domain/relation';
import { conditionKeysOf } from '../domain/relation';
import { entails } from './consistency';
import type { RelationRegister } from './lifecycle';

/** Rejected relations by each condition that they speak of. */
export type Rejected = ReadonlyMap<string, readonly Relation[]>;

export function rejectedIn(register: RelationRegister): Rejected {
  const found = new Map<string, Relation[]>();
  for (const { relation } of register.values()) {
    if (relation.status !== 'rejected') continue;
    for (const key of conditionKeysOf(relation.body)) {
      const list = found.get(key);
      if (list) list.push(relation);
      else found.set(key, [relation]);
    }
  }
  return found;
}

/** A rejected relation that would follow from this one alone, or null. */
export function rejectedBy(relation: Relation, rejected: Rejected): Relation | null {
  if (rejected.size === 0) return null;
  const keys = new Set(conditionKeysOf(relation.body));
  for (const key of keys) {
    for (const other of rejected.get(key) ?? []) {
      if (conditionKeysOf(other.body).every((each) => keys.has(each)) && entails(relation.body, other.body))
        return other;
    }
  }
  return null;
}
