/** Who is told of which conditions: changed content, and books that became usable or unusable without a change. */
import type { ConditionId, TokenId } from '../../domain/ids';
import { createEmitter } from '../emitter';
import type { Entry } from './entry';
import type { Trust } from './trust';

export interface Changes {
  /** Tells listeners about `changed`, and about those of `touched` whose usability is not what it was. */
  tell(changed: Set<ConditionId>, touched: Iterable<Entry>): void;
  /** These books are kept no longer. */
  forget(dropped: readonly Entry[]): void;
  subscribe(listener: (conditionIds: readonly ConditionId[]) => void): () => void;
}

export function createChanges(trust: Pick<Trust, 'stateOf'>): Changes {
  const usable = new Map<TokenId, boolean>();
  const dirty = createEmitter<readonly ConditionId[]>();
  return {
    tell(changed, touched) {
      for (const { tokenId, condition } of touched) {
        const now = trust.stateOf(tokenId).kind === 'live';
        if (usable.get(tokenId) === now) continue;
        usable.set(tokenId, now);
        changed.add(condition.id);
      }
      if (changed.size > 0) dirty.emit([...changed]);
    },
    forget(dropped) {
      for (const { tokenId } of dropped) usable.delete(tokenId);
      if (dropped.length > 0) dirty.emit([...new Set(dropped.map(({ condition }) => condition.id))]);
    },
    subscribe: dirty.subscribe,
  };
}
