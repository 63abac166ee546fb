/**
 * What the advisor of meaning says of questions that are each an event of their own.
 */
import { createSemanticAdvisor } from '../../lib/advisors/semantic/semantic';
import type { Relation } from '../../lib/domain/relation';
import { makeCondition, makeEvent, type ConditionFields } from './advisor-events';

const MADE = '2026-01-01T00:00:00Z';
const advisor = createSemanticAdvisor();

/** Each question in its own event, made together. */
export const proposeMeaning = (...fields: readonly ConditionFields[]): readonly Relation[] =>
  advisor.propose(
    fields.map((each) =>
      makeEvent([makeCondition({ createdAt: MADE, endDate: '2026-12-31T12:00:00Z', ...each })], {
        title: each.question,
      }),
    ),
  );

export const kindsOf = (relations: readonly Relation[]): readonly string[] =>
  relations.map((relation) => `${relation.status} ${relation.body.type}`);
