/** Runs the rules of an advisor one after the other, with a pause after each text that is read and after each rule. */
import type { VenueEvent } from '../domain/condition';
import { membersOf, type Member } from '../domain/question';
import type { Relation } from '../domain/relation';
import { finish } from '../domain/steps';
import type { Advisor, Rule, Steps } from '../ports/advisor';
import { strongest } from '../relations/identity';

export interface RuleList {
  readonly name: Advisor['name'];
  /** Whether its rules look at one event at a time, or at all of them together. */
  readonly scope: 'event' | 'all';
  readonly rules: readonly Rule[];
  /** Reads the texts of one condition, where that is most of the work; what is read is kept for the rules. */
  readonly read?: (member: Member) => unknown;
}

export interface AdvisorOptions {
  /**
   * The time now, if known. With it, a rung that was added to a ladder later can be proven: the earlier market, still
   * open long after that, shows that nothing had happened before (span.ts). Without it such rungs stay proposals.
   */
  readonly nowMs?: () => number;
}

export function createAdvisor(list: RuleList, options: AdvisorOptions = {}): Advisor {
  const proposeInSteps = (events: readonly VenueEvent[]): Steps => run(list, events, options.nowMs?.() ?? null);
  return { name: list.name, propose: (events) => finish(proposeInSteps(events)), proposeInSteps };
}

function* run({ scope, rules, read }: RuleList, events: readonly VenueEvent[], nowMs: number | null): Steps {
  const found: Relation[] = [];
  for (const portion of scope === 'event' ? distinct(events).map((event) => [event]) : [events]) {
    const members = membersOf(portion);
    if (read !== undefined)
      for (const member of members) {
        read(member);
        yield;
      }
    for (const rule of rules) {
      const result = rule.find({ events: portion, members, nowMs, found });
      for (const relation of 'next' in result ? yield* result : result) found.push(relation);
      yield;
    }
  }
  return strongest(found);
}

/** The same event read twice is read once; two different events under one id are contradictory data and left out. */
function distinct(events: readonly VenueEvent[]): readonly VenueEvent[] {
  const byId = new Map<string, VenueEvent | null>();
  for (const event of events) byId.set(event.id, byId.has(event.id) && byId.get(event.id) !== event ? null : event);
  return [...byId.values()].filter((event) => event !== null);
}
