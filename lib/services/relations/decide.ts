/** The user's word on a relation, and when it is not taken. */
import type { Condition } from '../../domain/condition';
import type { Relation, RelationEntry } from '../../domain/relation';
import { conditionKeysOf } from '../../domain/relation';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import { decide, type RelationDecision, type RelationRegister } from '../../relations/lifecycle';
import { rejectedBy, rejectedIn } from '../../relations/rejected';
import type { RelationReview } from '../../relations/review';
import { hashTexts, textFingerprint } from '../../relations/text-fingerprint';

export interface Decision {
  readonly id: string;
  /** The version on the user's screen. */
  readonly version: number;
  readonly decision: RelationDecision;
  /** Hash by condition id of the rule texts that the user had open; needed to accept. */
  readonly readTexts: ReadonlyMap<string, string>;
}

/** What the user's word does to the register, asked again in the moment in which it is written. */
export type Change = (register: RelationRegister) => Result<readonly RelationEntry[]>;

export interface DecisionContext {
  readonly register: RelationRegister;
  readonly conditions: ReadonlyMap<string, Condition>;
  /** The conditions as they are when the word is written. */
  readonly conditionsThen: () => ReadonlyMap<string, Condition>;
  readonly check: (relation: Relation) => Promise<RelationReview>;
  readonly clock: Clock;
  readonly name: (key: string) => string;
}

/**
 * The change to write, or why nothing changes. Accepting asks for more than the other two: it puts money behind a
 * sentence.
 */
export async function decideOn(decision: Decision, context: DecisionContext): Promise<Result<Change>> {
  const { register, clock } = context;
  const { id } = decision;
  const take = (before: RelationRegister, texts?: readonly string[]): Result<readonly RelationEntry[]> => {
    const decided = decide(before, {
      id,
      decision: decision.decision,
      atMs: clock.nowMs(),
      ...(texts === undefined ? {} : { texts }),
    });
    if (!decided.ok) return decided;
    const entry = decided.value.get(id);
    return ok(entry === undefined ? [] : [entry]);
  };
  const entry = register.get(id);
  if (!entry) return fail('unknown-relation', {});
  if (decision.decision !== 'accept') return ok((before) => take(before));
  if (entry.relation.version !== decision.version) return changedMeanwhile();
  const texts = readTexts(entry.relation, decision, context);
  if (!texts.ok) return texts;
  const objection = alikeRejected(entry.relation, register) ?? (await objectionTo(entry.relation, context));
  if (objection !== null) return objection;
  return ok((before) => {
    // Another decision, or another text, may have come while this one was looked at: the word was given for what was on
    // the screen.
    if (before.get(id) !== entry) return changedMeanwhile();
    const still = readTexts(entry.relation, decision, { ...context, conditions: context.conditionsThen() });
    return still.ok ? take(before, still.value) : still;
  });
}

function changedMeanwhile(): Result<never> {
  return fail('relation-changed', {}, 'later');
}

function alikeRejected(relation: Relation, register: RelationRegister): Result<never> | null {
  return rejectedBy(relation, rejectedIn(register)) === null ? null : fail('alike-rejected', {});
}

/** Fingerprints of what the user read, which must be what the venue says now. */
function readTexts(
  relation: Relation,
  decision: Decision,
  { conditions, name }: DecisionContext,
): Result<readonly string[]> {
  const lines: string[] = [];
  for (const key of conditionKeysOf(relation.body)) {
    const condition = conditions.get(key);
    if (condition === undefined) return fail('market-unwatched', {}, 'later');
    const read = decision.readTexts.get(key);
    if (read === undefined) return fail('rules-unread', { market: name(key) });
    if (read !== hashTexts(condition)) return fail('rules-changed', { market: name(key) }, 'later');
    lines.push(textFingerprint(condition));
  }
  return ok(lines);
}

async function objectionTo(relation: Relation, context: DecisionContext): Promise<Result<never> | null> {
  const check = await context.check(relation);
  if (check.refuted) return fail('relation-refuted', {});
  if (check.clash.length > 0) return fail('relation-clash', { others: check.clash.length });
  if (check.undecided) return fail('relation-unchecked', {});
  const [fixed] = check.fixes;
  if (fixed !== undefined)
    return fail('relation-fixes', { market: context.name(fixed.key), answer: fixed.value ? 'yes' : 'no' });
  return null;
}
