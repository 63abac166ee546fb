/** What the rules concluded, event by event. */
import type { Relation } from '../../domain/relation';
import { conditionKeysOf } from '../../domain/relation';

export interface Conclusions {
  /** Each relation once. */
  all(): readonly Relation[];
  /** Adds to what was concluded from this event. Whether any of it is new. */
  add(eventId: string, said: readonly Relation[]): boolean;
  /** Takes back what was concluded from this event. */
  drop(eventId: string): void;
  /** Takes back what speaks of these conditions. Whether there was any. */
  forget(conditionIds: ReadonlySet<string>): boolean;
  /**
   * A proof that no longer stands beside another event's markets (one of them is a second copy) is a proposal for its
   * own event too. Whether there was any.
   */
  doubt(proposals: readonly Relation[]): boolean;
}

export function createConclusions(): Conclusions {
  const concluded = new Map<string, readonly Relation[]>();
  return {
    all: () => merge([...concluded.values()].flat()),
    add(eventId, said) {
      const before = concluded.get(eventId) ?? [];
      const after = merge([...before, ...said]);
      concluded.set(eventId, after);
      return (
        after.length !== before.length || after.some((relation, index) => relation.status !== before[index]?.status)
      );
    },
    drop: (eventId) => void concluded.delete(eventId),
    forget(conditionIds) {
      let lost = false;
      for (const [eventId, relations] of concluded) {
        const left = relations.filter(
          (relation) => !conditionKeysOf(relation.body).some((key) => conditionIds.has(key)),
        );
        if (left.length === relations.length) continue;
        lost = true;
        concluded.set(eventId, left);
      }
      return lost;
    },
    doubt(proposals) {
      if (proposals.length === 0) return false;
      const doubted = new Map(proposals.map((relation) => [relation.id, relation] as const));
      let lost = false;
      for (const [eventId, relations] of concluded) {
        const left = relations.map((relation) =>
          relation.status === 'proven' ? (doubted.get(relation.id) ?? relation) : relation,
        );
        if (left.every((relation, index) => relation === relations[index])) continue;
        lost = true;
        concluded.set(eventId, left);
      }
      return lost;
    },
  };
}

/**
 * Each relation once. Two views of the same tie that disagree leave a proposal: a proof must hold however much of the
 * rest is seen.
 */
function merge(relations: readonly Relation[]): readonly Relation[] {
  const byId = new Map<string, Relation>();
  for (const relation of relations) {
    const known = byId.get(relation.id);
    if (known === undefined || (known.status === 'proven' && relation.status === 'proposed'))
      byId.set(relation.id, relation);
  }
  return [...byId.values()];
}
