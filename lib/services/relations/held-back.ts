/** Why a relation is not in force, in words. */
import type { Relation } from '../../domain/relation';
import type { Objection } from '../../relations/in-force';

export interface HeldBack {
  readonly reason: Objection['reason'];
  /** A sentence for the user. */
  readonly sentence: string;
  /** The relations that it cannot stand beside. */
  readonly against: readonly Relation[];
}

export function heldBackBecause(id: string, objection: Objection, name: (key: string) => string): HeldBack {
  const { reason } = objection;
  switch (reason) {
    case 'rejected':
      return {
        reason,
        sentence:
          'You rejected a relation that says the same, or a part of it. Take that back first if this one is right.',
        against: objection.against,
      };
    case 'contradicts': {
      const against = objection.set.filter((other) => other.id !== id);
      return { reason, sentence: contradiction(objection.set.length, against.length), against };
    }
    case 'fixes-open':
      return {
        reason,
        sentence:
          `It would leave "${name(objection.key)}" no answer but ${objection.value ? 'Yes' : 'No'} ` +
          'although its market is open. That is nearly always a sign that the relation is wrong.',
        against: [],
      };
  }
}

/** `all`: how many cannot hold together; `others`: how many of them are not the relation itself. */
function contradiction(all: number, others: number): string {
  if (all === 0) return 'Whether it can hold together with the other relations could not be worked out.';
  if (others === 0) return 'It contradicts itself.';
  const which = others === 1 ? 'this relation' : `these ${others} relations`;
  return `It cannot hold together with ${which}; at least one of them is wrong.`;
}
