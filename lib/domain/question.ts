/** Questions as they are compared: a condition with its event, and the two texts by which it is looked up. */
import type { Condition, VenueEvent } from './condition';

/** A condition as a member of its event. */
export interface Member {
  readonly condition: Condition;
  readonly event: VenueEvent;
}

/** Conditions with their events. A condition listed twice under one id is contradictory data; no rule reads it. */
export function membersOf(events: readonly VenueEvent[]): readonly Member[] {
  const members = events.flatMap((event) => event.conditions.map((condition) => ({ condition, event })));
  const counts = new Map<string, number>();
  for (const { condition } of members) counts.set(condition.id, (counts.get(condition.id) ?? 0) + 1);
  return members.filter(({ condition }) => counts.get(condition.id) === 1);
}

export interface IndexedQuestion {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** A question that looks like another; the higher the score, the more alike. */
export interface Candidate {
  readonly id: string;
  readonly score: number;
}
