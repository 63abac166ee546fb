/**
 * Turns stored answers of language models into proposals. Replay only: no network, the same events give the same
 * relations.
 */
import { coded, evidence } from '../../domain/reasons';
import type { Condition, VenueEvent } from '../../domain/condition';
import type { Relation, RelationBody } from '../../domain/relation';
import type { Advisor } from '../../ports/advisor';
import type { Label, LlmRecord } from '../../ports/model';
import { contradicts } from '../../relations/consistency';
import { hashTexts, textFingerprint } from '../../relations/text-fingerprint';
import { makeRelation } from '../../relations/identity';
import { createAdvisor } from '../advisor';
import { proposeByRules } from '../rules';
import { flatText, quoteText } from '../../domain/clean-text';
import { PROMPT_HASH } from './prompt';

/**
 * Most proposals of a model that one condition may take part in: a flood of ties is a sign of a text that talks to the
 * model.
 */
const MAX_PER_CONDITION = 8;

export function createLlmAdvisor(records: readonly LlmRecord[]): Advisor {
  return createAdvisor({
    name: 'llm',
    scope: 'all',
    rules: [{ id: 'llm/answers', find: ({ events }) => replay(records, events) }],
  });
}

function replay(records: readonly LlmRecord[], events: readonly VenueEvent[]): readonly Relation[] {
  const conditions = new Map<string, Condition>(
    events.flatMap((event) => event.conditions).map((condition) => [condition.id, condition]),
  );
  const known = currentRecords(records, conditions);
  return known.length === 0
    ? []
    : relationsFrom(
        known,
        conditions,
        proposeByRules(events).filter((relation) => relation.status === 'proven'),
      );
}

/** Answers to these prompts about these texts that survived the questioning. */
export function currentRecords(
  records: readonly LlmRecord[],
  conditions: ReadonlyMap<string, Condition>,
): readonly LlmRecord[] {
  return records.filter(
    (record) =>
      record.dropped === null &&
      record.label !== 'none' &&
      record.promptHash === PROMPT_HASH &&
      isCurrent(record, conditions),
  );
}

/** Proposals from current records, beside what is proven. */
export function relationsFrom(
  records: readonly LlmRecord[],
  conditions: ReadonlyMap<string, Condition>,
  proven: readonly Relation[],
): readonly Relation[] {
  const uses = new Map<string, number>();
  return records.flatMap((record) => {
    const first = conditions.get(record.first);
    const second = conditions.get(record.second);
    const body = bodyOf(record.label, record.first, record.second);
    if (!first || !second || body === null) return [];
    for (const id of [record.first, record.second]) uses.set(id, (uses.get(id) ?? 0) + 1);
    if (Math.max(uses.get(record.first) ?? 0, uses.get(record.second) ?? 0) > MAX_PER_CONDITION) return [];
    const relation = relationOf({ record, body, first, second });
    // What contradicts the venue's construction or a proof is not worth the user's time.
    return contradicts(relation, proven) || fixesOpen(body, proven) ? [] : [relation];
  });
}

function isCurrent(record: LlmRecord, conditions: ReadonlyMap<string, Condition>): boolean {
  const first = conditions.get(record.first);
  const second = conditions.get(record.second);
  return (
    first !== undefined &&
    second !== undefined &&
    hashTexts(first) === record.firstTexts &&
    hashTexts(second) === record.secondTexts
  );
}

function bodyOf(label: Label, first: string, second: string): RelationBody | null {
  switch (label) {
    case 'first-implies-second':
      return { type: 'implies', if: first, then: second };
    case 'second-implies-first':
      return { type: 'implies', if: second, then: first };
    case 'equivalent':
      return { type: 'equivalent', of: [first, second] };
    case 'complement':
      return { type: 'not', of: [first, second] };
    case 'excludes':
      return { type: 'excludes', of: [first, second] };
    case 'none':
      return null;
  }
}

/**
 * An implication turned around beside a proven one would make two markets one; that is a mistake far more often than a
 * discovery.
 */
function fixesOpen(body: RelationBody, proven: readonly Relation[]): boolean {
  return (
    body.type === 'implies' &&
    proven.some(
      (relation) =>
        relation.body.type === 'implies' && relation.body.if === body.then && relation.body.then === body.if,
    )
  );
}

function relationOf(found: {
  readonly record: LlmRecord;
  readonly body: RelationBody;
  readonly first: Condition;
  readonly second: Condition;
}): Relation {
  const { record, body, first, second } = found;
  const [a, b] = (body.type === 'implies' && body.if === second.id ? [second, first] : [first, second]).map(
    ({ question }) => quoteText(question),
  );
  return makeRelation({
    body,
    source: 'llm',
    status: 'proposed',
    why: coded('model-says', { type: body.type, a: a ?? '', b: b ?? '' }),
    evidence: [
      evidence(
        'model',
        coded('model-answer', {
          model: quoteText(record.model, 80),
          prompt: record.promptHash,
          tokens: record.tokens,
          ms: record.ms,
        }),
      ),
      ...record.quotes.map((quote) => evidence('quote', flatText(quote, 400))),
      evidence('reason', flatText(record.reason, 600)),
      textFingerprint(first),
      textFingerprint(second),
    ],
  });
}
