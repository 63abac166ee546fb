/**
 * Which relations are in force. A relation that contradicts those already in force makes the outcome space empty, and
 * one that fixes an open market is nearly always wrong (docs/maths.md 3.2): such relations are held back, with the
 * reason, until the user has looked.
 */
import type { Condition } from '../domain/condition';
import { conditionKeysOf, type Relation } from '../domain/relation';
import { clashSteps, forcedSteps } from './consistency';
import type { RelationRegister } from './lifecycle';
import { rejectedBy, rejectedIn } from './rejected';
import { fingerprintsIn, hashTexts } from './text-fingerprint';

/** Why a relation is held back. */
export type Objection =
  /** It says what the user rejected, or more. */
  | { readonly reason: 'rejected'; readonly against: readonly Relation[] }
  /** The set (itself among it) cannot hold together; empty when that could not be worked out. */
  | { readonly reason: 'contradicts'; readonly set: readonly Relation[] }
  /** It would leave this open market one answer. */
  | { readonly reason: 'fixes-open'; readonly key: string; readonly value: boolean };

/** In the order of trust. */
export interface Trusted {
  /** Polymarket's own construction, resolved markets among it. */
  readonly structure: readonly Relation[];
  /** Proven by rules from the texts as they are now. */
  readonly proven: readonly Relation[];
  /** Accepted by the user after reading the texts as they are now. */
  readonly accepted: readonly Relation[];
}

/** What may be used, before it is asked whether it holds together. */
export interface Candidates extends Trusted {
  /** What else would be used, did it not say what the user rejected. */
  readonly refused: ReadonlyMap<string, Objection>;
}

/** `concluded`: what construction and rules say now. */
export function candidatesOf(
  register: RelationRegister,
  concluded: readonly Relation[],
  conditions: ReadonlyMap<string, Condition>,
): Candidates {
  const structure: Relation[] = [];
  const proven: Relation[] = [];
  for (const relation of concluded) {
    const known = stillProven(relation, register);
    if (known === null) continue;
    if (known.source === 'structure') structure.push(known);
    else if (known.source === 'rule') proven.push(known);
  }
  const accepted = [...register.values()]
    .map(({ relation }) => relation)
    .filter((relation) => relation.status === 'accepted' && textsStand(relation, conditions))
    .map(inTheUsersName);
  const rejected = rejectedIn(register);
  const refused = new Map<string, Objection>();
  for (const relation of [...proven, ...accepted]) {
    const other = rejectedBy(relation, rejected);
    if (other !== null) refused.set(relation.id, { reason: 'rejected', against: [other] });
  }
  const left = (relations: readonly Relation[]): readonly Relation[] =>
    byId(relations.filter(({ id }) => !refused.has(id)));
  return { structure, proven: left(proven), accepted: left(accepted), refused };
}

/** As the register has it; null when it is not proven. What is only proposed now is not, whatever the register says. */
function stillProven(relation: Relation, register: RelationRegister): Relation | null {
  if (relation.status !== 'proven') return null;
  // A resolved market is a fact, not a relation that anybody judges.
  if (relation.body.type === 'settled' && relation.source === 'structure') return relation;
  const known = register.get(relation.id)?.relation;
  return known?.status === 'proven' ? known : null;
}

/**
 * A rule only proposed it: what stands behind it now is the user's word, and each proof must say so. A model's part in
 * it is not hidden.
 */
function inTheUsersName(relation: Relation): Relation {
  return relation.source === 'llm' ? relation : { ...relation, source: 'user' };
}

/** Every condition of it is watched, and its texts are those that were read when it was accepted. */
function textsStand(relation: Relation, conditions: ReadonlyMap<string, Condition>): boolean {
  const texts = fingerprintsIn(relation.evidence);
  return conditionKeysOf(relation.body).every((key) => {
    const condition = conditions.get(key);
    return condition !== undefined && texts.get(key) === hashTexts(condition);
  });
}

function byId(relations: readonly Relation[]): readonly Relation[] {
  return [...relations].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Relations of one component by whom they are trusted for. */
export function byTrust(relations: readonly Relation[]): Trusted {
  return {
    structure: relations.filter(({ source }) => source === 'structure'),
    proven: relations.filter(({ source, status }) => source !== 'structure' && status === 'proven'),
    accepted: relations.filter(({ source, status }) => source !== 'structure' && status === 'accepted'),
  };
}

/**
 * What is held back of one component, going through it in the order of trust. Yields between steps. Construction is
 * never held back: what contradicts itself there ends in the engine's "empty outcome space".
 */
export function* objectionSteps(candidates: Trusted): Generator<undefined, ReadonlyMap<string, Objection>> {
  const held = new Map<string, Objection>();
  const construction = candidates.structure.filter(({ body }) => body.type !== 'settled');
  const withResults = yield* forcedSteps(candidates.structure);
  const together = yield* forcedSteps([...candidates.structure, ...candidates.proven, ...candidates.accepted]);
  if (withResults !== null && together !== null && together.size === withResults.size) return held;

  const inForce = [...candidates.structure];
  const open = [...construction];
  for (const relation of [...candidates.proven, ...candidates.accepted]) {
    const after = yield* forcedSteps([...inForce, relation]);
    if (after === null) {
      held.set(relation.id, { reason: 'contradicts', set: yield* clashSteps(relation, inForce) });
      continue;
    }
    // What a proof says about a market whose neighbour resolved is what it is for. A user's own relation then needs
    // another look.
    const base = relation.status === 'accepted' ? inForce : open;
    const before = yield* forcedSteps(base);
    const fixed = yield* forcedSteps([...base, relation]);
    const fresh = [...(fixed ?? [])].find(([key]) => before?.has(key) !== true);
    if (fresh !== undefined) {
      held.set(relation.id, { reason: 'fixes-open', key: fresh[0], value: fresh[1] });
      continue;
    }
    inForce.push(relation);
    open.push(relation);
  }
  return held;
}
