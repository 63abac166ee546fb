/** What construction, rules and others say about relations now. */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import type { Advisor } from '../../ports/advisor';
import type { ProposalSource } from '../../ports/proposal-source';
import type { Statements } from '../../relations/update-register';

export interface Speakers {
  /** The venue's own construction of an event; read once for each. */
  structureOf(event: VenueEvent): readonly Relation[];
  /** What the rules say of these events, all at once. */
  rulesOf(events: readonly VenueEvent[]): readonly Relation[];
  /** With what others propose beside it. */
  statements(said: Omit<Statements, 'proposals'>): Statements;
}

export function createSpeakers(
  structure: readonly Advisor[],
  rules: readonly Advisor[],
  proposals: ProposalSource | undefined,
): Speakers {
  const structures = new WeakMap<VenueEvent, readonly Relation[]>();
  return {
    structureOf(event) {
      const known = structures.get(event);
      if (known) return known;
      const relations = structure.flatMap((advisor) => advisor.propose([event]));
      structures.set(event, relations);
      return relations;
    },
    rulesOf: (events) => rules.flatMap((advisor) => advisor.propose(events)),
    statements(said) {
      const proven = said.rules.filter(({ status }) => status === 'proven');
      return { ...said, proposals: proposals?.relations(said.conditions, proven) ?? [] };
    },
  };
}

export interface EventIndex {
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly eventOf: ReadonlyMap<string, VenueEvent>;
}

/** Where two events claim a condition, the later one has it. */
export function indexEvents(events: readonly VenueEvent[]): {
  readonly conditions: Map<string, Condition>;
  readonly eventOf: Map<string, VenueEvent>;
} {
  const conditions = new Map<string, Condition>();
  const eventOf = new Map<string, VenueEvent>();
  for (const event of events) {
    for (const condition of event.conditions) {
      conditions.set(condition.id, condition);
      eventOf.set(condition.id, event);
    }
  }
  return { conditions, eventOf };
}
