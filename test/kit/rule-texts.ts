/**
 * Texts as the venue writes them, and what the rule advisors find in them.
 */
import { proposeByRules } from '../../lib/advisors/rules';
import type { VenueEvent } from '../../lib/domain/condition';
import { makeCondition, makeEvent, type ConditionFields } from './advisor-events';
import { reasonText } from '../../lib/words/reasons';

export const MADE = '2026-01-01T00:00:00Z';
export const OTHERWISE = 'Otherwise, this market will resolve to "No".';
export const datedCondition = (fields: ConditionFields) =>
  makeCondition({ createdAt: MADE, endDate: '2026-12-31T12:00:00Z', ...fields });
export const inOneEvent = (...fields: readonly ConditionFields[]): readonly VenueEvent[] => [
  makeEvent(fields.map(datedCondition)),
];

/** Reasons of what rules prove, without what the venue's structure says. */
export const provenByRules = (events: readonly VenueEvent[]): readonly string[] =>
  proposeByRules(events, { nowMs: () => Date.parse('2026-01-10') })
    .filter(({ status, source }) => status === 'proven' && source === 'rule')
    .map(({ why }) => reasonText(why));

export const proposedByRules = (events: readonly VenueEvent[]): readonly string[] =>
  proposeByRules(events)
    .filter(({ status }) => status === 'proposed')
    .map(({ why }) => reasonText(why));

/** One question with the clause that decides it. */
export const say = (
  question: string,
  clause: string,
  more: Partial<ConditionFields> = {},
  rest = OTHERWISE,
): ConditionFields => ({
  createdAt: MADE,
  endDate: '2026-12-31T12:00:00Z',
  question,
  label: question,
  description: `This market will resolve to "Yes" if ${clause}. ${rest}`,
  ...more,
});

export const eventOf = (fields: readonly ConditionFields[], title = 'An event'): VenueEvent =>
  makeEvent(fields.map(makeCondition), { title });

/** Reasons of everything proven but the venue's own structure. */
export const provenBeyondStructure = (events: readonly VenueEvent[], now = '2026-01-10'): readonly string[] =>
  proposeByRules(events, { nowMs: () => Date.parse(now) })
    .filter(({ status, source }) => status === 'proven' && source !== 'structure')
    .map(({ why }) => reasonText(why));
