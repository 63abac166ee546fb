/** The user's word on a relation, and when it is not taken. */
import type { Relation } from '../../domain/relation';
import { conditionKeysOf } from '../../domain/relation';
import type { Result } from '../../domain/result';
import { fail } from '../../domain/result';
import type { RelationBook, RelationDecision } from '../../ports/relation-logic';
import { checkRelation, type CheckContext } from './check';

export interface Decision {
  readonly id: string;
  /** The version on the user's screen. */
  readonly version: number;
  readonly decision: RelationDecision;
  readonly readTexts: ReadonlyMap<string, string>;
}

/** The next book, or why nothing changes. Accepting asks for more than the other two: it puts money behind a sentence. */
export async function decideOn(decision: Decision, context: CheckContext & { readonly book: RelationBook }): Promise<Result<RelationBook>> {
  const { book, logic, clock } = context;
  const entry = book.get(decision.id);
  if (!entry) return fail('unknown-relation', 'This relation is not known any more. Nothing was changed.');
  if (decision.decision !== 'accept') return logic.decide(book, { id: decision.id, decision: decision.decision, atMs: clock.nowMs() });
  if (entry.relation.version !== decision.version) return fail('relation-changed', 'This relation changed while you were reading it. Read it again; nothing was accepted.', 'later');
  const texts = readTexts(entry.relation, decision, context);
  if (!texts.ok) return texts;
  const objection = await objectionTo(entry.relation, context);
  if (objection !== null) return objection;
  return logic.decide(book, { id: decision.id, decision: 'accept', atMs: clock.nowMs(), texts: texts.value });
}

/** Fingerprints of what the user read, which must be what the venue says now. */
function readTexts(relation: Relation, decision: Decision, { conditions, logic, name }: CheckContext): Result<readonly string[]> {
  const lines: string[] = [];
  for (const key of conditionKeysOf(relation.body)) {
    const condition = conditions.get(key);
    if (condition === undefined) return fail('market-unwatched', 'One of its markets is not being read now, so its rules cannot be compared. Open the market\'s page and try again; nothing was accepted.', 'later');
    const read = decision.readTexts.get(key);
    if (read === undefined) return fail('rules-unread', `The rules of "${name(key)}" have not been opened. Read them first; nothing was accepted.`);
    if (read !== logic.textHash(condition)) return fail('rules-changed', `The rules of "${name(key)}" changed while you were reading. Read them again; nothing was accepted.`, 'later');
    lines.push(logic.textLine(condition));
  }
  return { ok: true, value: lines };
}

async function objectionTo(relation: Relation, context: CheckContext): Promise<Result<never> | null> {
  const check = await checkRelation(relation, context);
  if (check.refuted) return fail('relation-refuted', 'Markets that are resolved already show that this relation is false. Nothing was accepted.');
  if (check.clash.length > 0) return fail('relation-clash', `It cannot hold together with ${check.clash.length === 1 ? 'a relation that is' : `${check.clash.length} relations that are`} in force: ${check.clash.map(({ why }) => why).join(' ')} Reject what is wrong first; nothing was accepted.`);
  const [fixed] = check.fixes;
  if (fixed !== undefined) return fail('relation-fixes', `It would leave "${context.name(fixed.key)}" no answer but ${fixed.value ? 'Yes' : 'No'} although its market is open. That is nearly always a sign that the relation is wrong; nothing was accepted.`);
  return null;
}
