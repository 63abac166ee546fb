/** Why a relation is not in force. */
import type { Relation } from '../../domain/relation';
import type { HeldBackFact } from '../../protocol/relations';
import type { Objection } from '../../relations/in-force';

export interface HeldBack {
  readonly reason: Objection['reason'];
  readonly fact: HeldBackFact;
  /** The relations that it cannot stand beside. */
  readonly against: readonly Relation[];
}

export function heldBackBecause(id: string, objection: Objection, name: (key: string) => string): HeldBack {
  const { reason } = objection;
  switch (reason) {
    case 'rejected':
      return { reason, fact: { code: 'rejected-alike' }, against: objection.against };
    case 'contradicts': {
      const against = objection.set.filter((other) => other.id !== id);
      return { reason, fact: contradiction(objection.set.length, against.length), against };
    }
    case 'fixes-open':
      return {
        reason,
        fact: { code: 'fixes-open', market: name(objection.key), value: objection.value },
        against: [],
      };
  }
}

/** `all`: how many cannot hold together; `others`: how many of them are not the relation itself. */
function contradiction(all: number, others: number): HeldBackFact {
  if (all === 0) return { code: 'uncomparable' };
  return others === 0 ? { code: 'contradicts-itself' } : { code: 'contradicts', others };
}
