/**
 * Ladders of one event, and the steps that the advisor of numbers finds in them.
 */
import { createNumericAdvisor } from '../../lib/advisors/numeric/numeric';
import type { VenueEvent } from '../../lib/domain/condition';
import type { Relation } from '../../lib/domain/relation';
import { makeCondition, makeEvent, type ConditionFields } from './advisor-events';

const advisor = createNumericAdvisor();
const MADE = '2026-01-01T00:00:00Z';

/** Implications as "index of narrow -> index of wide", proven and proposed apart. */
export function stepsOf(event: VenueEvent): {
  readonly proven: readonly string[];
  readonly proposed: readonly string[];
} {
  const index = new Map<string, number>(event.conditions.map((condition, at) => [condition.id, at]));
  const show = (relation: Relation): string =>
    relation.body.type === 'implies'
      ? `${index.get(relation.body.if)}->${index.get(relation.body.then)}`
      : relation.body.type;
  const relations = advisor.propose([event]);
  const of = (status: Relation['status']): readonly string[] =>
    relations
      .filter((relation) => relation.status === status)
      .map(show)
      .sort();
  return { proven: of('proven'), proposed: of('proposed') };
}

/** Made together unless a field says otherwise. */
export const madeTogether = (...fields: readonly ConditionFields[]): VenueEvent =>
  makeEvent(fields.map((each) => makeCondition({ createdAt: MADE, ...each })));
export const closeAbove = (amount: string, day = 'June 30'): ConditionFields => ({
  question: `Will Bitcoin close above ${amount} on ${day}?`,
  label: amount,
  description:
    `This market will resolve to "Yes" if the Binance 1 day candle for BTC/USDT on ${day}, 2026 has a final ` +
    `"Close" price above ${amount}. Otherwise, this market will resolve to "No".`,
});
