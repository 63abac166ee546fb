/**
 * Families of texts with a slot for the amount, and what is proven of them beyond nesting.
 */
import { proposeByRules } from '../../lib/advisors/rules';
import type { VenueEvent } from '../../lib/domain/condition';
import { makeCondition, makeEvent, type ConditionFields } from './advisor-events';
import { MADE, OTHERWISE } from './rule-texts';
import { reasonText } from '../../lib/words/reasons';

export type Rungs = readonly (string | readonly [title: string, rules: string])[];
export const COUNTS: Rungs = ['3 or more', 'exactly 3', '4 or more', 'more than 2'];
export const marketOf = (
  { asked, ruled, rest }: { readonly asked: string; readonly ruled: string; readonly rest: string },
  rung: Rungs[number],
  more: Partial<ConditionFields> = {},
): ConditionFields => {
  const [title, rules] = typeof rung === 'string' ? [rung, rung] : rung;
  return {
    createdAt: MADE,
    endDate: '2026-12-31T12:00:00Z',
    question: asked.replace('#', title),
    label: title,
    description: `This market will resolve to "Yes" if ${ruled.replace('#', rules)}. ${rest}`,
    ...more,
  };
};

export const familyOf = (asked: string, ruled: string, rungs: Rungs, rest = OTHERWISE): readonly VenueEvent[] => [
  makeEvent(
    rungs.map((rung) => makeCondition(marketOf({ asked, ruled, rest }, rung))),
    { title: 'An event' },
  ),
];

/** Everything proven but that what lies in one interval lies in a wider one. */
export const provenBeyondNesting = (events: readonly VenueEvent[]): readonly string[] =>
  proposeByRules(events)
    .filter(({ status, body }) => status === 'proven' && body.type !== 'implies')
    .map(({ why }) => reasonText(why));

export const LAUNCHES = ['Will SpaceX have # launches in 2026?', 'SpaceX has # launches in 2026'] as const;
