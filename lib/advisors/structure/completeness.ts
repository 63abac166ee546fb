/**
 * Whether the outcomes of a neg-risk event are exhaustive. Exactly one of a complete group pays; of anything less, at
 * most one does. Listed outcomes of an augmented event are not exhaustive: a listed sum of 0.85 with 0.15 left to
 * "Other" is fair and no profit (docs/maths.md 8.18; docs/venue.md 6.3). Any doubt costs an opportunity; a wrong
 * "exactly one" costs money.
 */
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
  because(!event.enableNegRisk || !event.negRisk, 'the event is not marked as neg-risk in every field');
  because(event.negRiskAugmented, 'the event is augmented: outcomes may be added, and "Other" means what is left');
  because(event.incomplete === true, 'not every market of the event could be read');
  because(event.cumulativeMarkets, 'the event is marked as cumulative');
  because(!event.active, 'the event is not active');
  because(event.closed, 'the event is closed');
  because(group.length < 2, 'there is only one outcome');
  because(group.length !== event.conditions.length, 'the event holds markets outside this neg-risk group');
  because(
    event.negRiskMarketId !== '' && group.some((condition) => condition.negRiskMarketId !== event.negRiskMarketId),
    'the event names another neg-risk group',
  );
  because(new Set(group.map((condition) => condition.protocol)).size > 1, 'its markets live on two protocol versions');
  because(group.filter((condition) => condition.settled === true).length > 1, 'more than one outcome resolved Yes');
  because(
    needsOther(group),
    'protocol v2 adds an outcome "Other" to every event, which pays when all others are No, and it is not listed',
  );
  because(group.length > 0 && group.every((condition) => condition.settled === false), 'every outcome resolved No');
  reasons.push(...coverageDoubts(group));
  for (const condition of group) {
    const name = `"${quoteText(condition.label || condition.question, 60)}"`;
    because(condition.negRiskOther && condition.protocol === 'v1', `${name} is the venue's "Other"`);
    because(isPlaceholder(condition), `${name} stands for someone not yet named`);
    because(condition.settled === null && !isOpen(condition), `${name} is neither open for orders nor resolved`);
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
