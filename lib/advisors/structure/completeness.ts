/**
 * Whether the outcomes of a neg-risk event are exhaustive. Exactly one of a complete group pays; of anything less, at
 * most one does. Listed outcomes of an augmented event are not exhaustive: a listed sum of 0.85 with 0.15 left to
 * "Other" is fair and no profit (docs/maths.md 8.18; docs/venue.md 6.3). Any doubt costs an opportunity; a wrong
 * "exactly one" costs money.
 */
import { coded } from '../../domain/reasons';
import type { Condition, VenueEvent } from '../../domain/condition';
import { quoteText } from '../../domain/clean-text';
import { coverageDoubts } from './coverage';
import { pattern } from '../../language/pattern';

/** "Person A", "Company J", "Individual T", "Movie K", "Team AB": stands for someone yet to be named. */
const PLACEHOLDER = pattern(
  [
    String.raw`^(?:person|individual|candidate|company|country|party|team|player|movie|film|artist|song|album`,
    String.raw`|show|game|nominee|driver|club|city|state|model|option|outcome|other|name|celebrity|actor`,
    String.raw`|actress|director|coach|nation|word|topic|book|token|coin|stock|bank|writer|author)\s(?:[a-z]`,
    String.raw`|[a-z]{2,3}|\d{1,3})$|^(?:person|individual|candidate|company|nominee|another (?:person`,
    String.raw`|individual|name)|tbd|tba|reserved|placeholder|to be (?:announced|determined|confirmed)|unnamed`,
    String.raw`|unknown)$|^\(?placeholder\b`,
  ],
  'i',
);
const PLACEHOLDER_INSIDE = pattern([
  String.raw`\b(?:Person|Individual|Candidate|Company|Country|Party|Team|Player|Movie|Artist|Song|Nominee`,
  String.raw`|Option)\s[A-Z]{1,2}\b(?!\.)`,
]);

/** Reasons why this neg-risk group must not be taken for exhaustive; empty when it may. */
export function incompleteness(event: VenueEvent, group: readonly Condition[]): readonly string[] {
  const reasons: string[] = [];
  const because = (holds: boolean, reason: string): void => {
    if (holds) reasons.push(reason);
  };
  because(!event.enableNegRisk || !event.negRisk, coded('group-not-marked'));
  because(event.negRiskAugmented, coded('augmented'));
  because(event.incomplete === true, coded('unread-markets'));
  because(event.cumulativeMarkets, coded('cumulative'));
  because(!event.active, coded('event-inactive'));
  because(event.closed, coded('event-closed'));
  because(group.length < 2, coded('one-outcome'));
  because(group.length !== event.conditions.length, coded('outside-markets'));
  because(
    event.negRiskMarketId !== '' && group.some((condition) => condition.negRiskMarketId !== event.negRiskMarketId),
    coded('other-group'),
  );
  because(new Set(group.map((condition) => condition.protocol)).size > 1, coded('two-protocols'));
  because(group.filter((condition) => condition.settled === true).length > 1, coded('two-winners'));
  because(needsOther(group), coded('other-unlisted'));
  because(group.length > 0 && group.every((condition) => condition.settled === false), coded('all-no'));
  reasons.push(...coverageDoubts(group));
  for (const condition of group) {
    const name = quoteText(condition.label || condition.question, 60);
    because(condition.negRiskOther && condition.protocol === 'v1', coded('venue-other', { name }));
    because(isPlaceholder(condition), coded('placeholder', { name }));
    because(condition.settled === null && !isOpen(condition), coded('neither-open', { name }));
  }
  return reasons;
}

/**
 * Protocol v2 gives every neg-risk event a synthetic "Other" that reads Yes only when all real outcomes are No
 * (docs/venue.md 8.2): without it a full set of YES shares can pay nothing. Whether it can be bought is asked
 * below, as of every member.
 */
function needsOther(group: readonly Condition[]): boolean {
  return (
    group.some((condition) => condition.protocol === 'v2') &&
    group.filter((condition) => condition.negRiskOther).length !== 1
  );
}

function isOpen(condition: Condition): boolean {
  return condition.active && !condition.closed && condition.enableOrderBook && condition.acceptingOrders;
}

export function isPlaceholder(condition: Pick<Condition, 'label' | 'question'>): boolean {
  return PLACEHOLDER.test(quoteText(condition.label)) || PLACEHOLDER_INSIDE.test(quoteText(condition.question));
}
