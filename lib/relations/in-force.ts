/**
 * Which relations are in force. A relation that contradicts those already in force makes the outcome space empty, and
 * one that fixes an open market is nearly always wrong (maths 3.2): such relations are held back, with the reason,
 * until the user has looked.
 */
import type { Condition } from '../domain/condition';
import { conditionKeysOf, type Relation } from '../domain/relation';
import type { RelationBook, RelationLogic } from '../ports/relation-logic';
import { rejectedBy, rejectedIn } from './rejected';

export interface HeldBack {
  readonly reason: 'contradicts' | 'fixes-open' | 'rejected';
  /** A sentence for the user. */
  readonly sentence: string;
  /** The relations that it cannot stand beside. */
  readonly against: readonly Relation[];
}

/** What may be used, before it is asked whether it holds together. */
export interface Candidates {
  /** Polymarket's own construction, resolved markets among it. */
  readonly structure: readonly Relation[];
  /** Proven by rules from the texts as they are now. */
  readonly proven: readonly Relation[];
  /** Accepted by the user after reading the texts as they are now. */
  readonly accepted: readonly Relation[];
  /** What else would be used, did it not say what the user rejected. */
  readonly refused: ReadonlyMap<string, HeldBack>;
}

export function candidatesOf(options: {
  readonly book: RelationBook;
  readonly concluded: readonly Relation[];
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly logic: RelationLogic;
}): Candidates {
  const { book, concluded, conditions, logic } = options;
  const structure: Relation[] = [];
  const proven: Relation[] = [];
  for (const relation of concluded) {
    // What the rules only propose now is not proven, whatever the book still says.
    if (relation.status !== 'proven') continue;
    // A resolved market is a fact, not a relation that anybody judges.
    const entry = book.get(relation.id);
    const known =
      relation.body.type === 'settled' && relation.source === 'structure'
        ? relation
        : entry?.relation.status === 'proven'
          ? entry.relation
          : null;
    if (known === null) continue;
    if (known.source === 'structure') structure.push(known);
    else if (known.source === 'rule') proven.push(known);
  }
  const accepted = [...book.values()]
    .map(({ relation }) => relation)
    .filter((relation) => relation.status === 'accepted' && textsStand(relation, conditions, logic))
    .map(inTheUsersName);
  const rejected = rejectedIn(book);
  const refused = new Map<string, HeldBack>();
  for (const relation of [...proven, ...accepted]) {
    const other = rejectedBy(relation, rejected, logic);
    if (other !== null)
      refused.set(relation.id, {
        reason: 'rejected',
        sentence:
          'You rejected a relation that says the same, or a part of it. Take that back first if this one is right.',
        against: [other],
      });
  }
  const left = (relations: readonly Relation[]): readonly Relation[] =>
    byId(relations.filter(({ id }) => !refused.has(id)));
  return { structure, proven: left(proven), accepted: left(accepted), refused };
}

/**
 * A rule only proposed it: what stands behind it now is the user's word, and each proof must say so. A model's part in
 * it is not hidden.
 */
function inTheUsersName(relation: Relation): Relation {
  return relation.source === 'llm' ? relation : { ...relation, source: 'user' };
}

/** Every condition of it is watched, and its texts are those that were read when it was accepted. */
export function textsStand(
  relation: Relation,
  conditions: ReadonlyMap<string, Condition>,
  logic: RelationLogic,
): boolean {
  const texts = logic.textsOf(relation);
  return conditionKeysOf(relation.body).every((key) => {
    const condition = conditions.get(key);
    return condition !== undefined && texts.get(key) === logic.textHash(condition);
  });
}

function byId(relations: readonly Relation[]): readonly Relation[] {
  return [...relations].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Goes through the candidates of one component in the order of trust. Yields between steps. Construction is never held
 * back: what contradicts itself there ends in the engine's "empty outcome space".
 */
export function* judgeSteps(
  candidates: Pick<Candidates, 'structure' | 'proven' | 'accepted'>,
  options: { readonly logic: RelationLogic; readonly name: (key: string) => string },
): Generator<undefined, ReadonlyMap<string, HeldBack>> {
  const { logic, name } = options;
  const held = new Map<string, HeldBack>();
  const construction = candidates.structure.filter(({ body }) => body.type !== 'settled');
  const withResults = yield* logic.forcedSteps(candidates.structure);
  const together = yield* logic.forcedSteps([...candidates.structure, ...candidates.proven, ...candidates.accepted]);
  if (withResults !== null && together !== null && together.size === withResults.size) return held;

  const inForce = [...candidates.structure];
  const open = [...construction];
  for (const relation of [...candidates.proven, ...candidates.accepted]) {
    const after = yield* logic.forcedSteps([...inForce, relation]);
    if (after === null) {
      const set = yield* logic.clashSteps(relation, inForce);
      held.set(relation.id, contradiction(relation, set));
      continue;
    }
    // What a proof says about a market whose neighbour resolved is what it is for. A user's own relation then needs
    // another look.
    const base = relation.status === 'accepted' ? inForce : open;
    const before = yield* logic.forcedSteps(base);
    const fixed = yield* logic.forcedSteps([...base, relation]);
    const fresh = [...(fixed ?? [])].filter(([key]) => before?.has(key) !== true);
    const [first] = fresh;
    if (first !== undefined) {
      held.set(relation.id, {
        reason: 'fixes-open',
        sentence: `It would leave "${name(first[0])}" no answer but ${first[1] ? 'Yes' : 'No'} although its market is open. That is nearly always a sign that the relation is wrong.`,
        against: [],
      });
      continue;
    }
    inForce.push(relation);
    open.push(relation);
  }
  return held;
}

export function contradiction(relation: Relation, set: readonly Relation[]): HeldBack {
  const against = set.filter((other) => other.id !== relation.id);
  return {
    reason: 'contradicts',
    sentence:
      set.length === 0
        ? 'Whether it can hold together with the other relations could not be worked out.'
        : against.length === 0
          ? 'It contradicts itself.'
          : `It cannot hold together with ${against.length === 1 ? 'this relation' : `these ${against.length} relations`}; at least one of them is wrong.`,
    against,
  };
}
