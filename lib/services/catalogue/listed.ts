/**
 * Events as the catalogue's list tells them, without a reading of their own: enough to look for contradictions, and
 * nothing is offered from them before each was read (event-reader.ts). What is said again unchanged keeps its identity.
 */
import type { Condition, VenueEvent } from '../../domain/condition';
import { deepEqual } from '../../domain/deep-equal';
import type { TimeMs } from '../../domain/units';
import { termsOf, type Facts, type Terms } from './facts';

export interface Listed {
  events(): Iterable<VenueEvent>;
  /** The event of this condition. */
  of(conditionId: string): VenueEvent | null;
  named(slug: string): VenueEvent | null;
  /** Replaces the list. @returns whether it says anything else than before. */
  replace(events: readonly VenueEvent[], readAtMs: TimeMs): boolean;
  /** What a reading of the event itself said; ignored where it is not listed. @returns whether that is news. */
  update(event: VenueEvent): boolean;
  /** Terms of these conditions changed. @returns whether any is listed. */
  apply(conditionIds: ReadonlySet<string>): boolean;
}

export function createListed(facts: Facts): Listed {
  let events = new Map<string, VenueEvent>();
  let eventIdOf = new Map<string, string>();

  const of = (conditionId: string): VenueEvent | null => events.get(eventIdOf.get(conditionId) ?? '') ?? null;

  function put(event: VenueEvent): boolean {
    const before = events.get(event.id) ?? null;
    const next = keepIdentity(before, { ...event, conditions: event.conditions.map(facts.apply) });
    for (const { id } of next.conditions) eventIdOf.set(id, event.id);
    events.set(event.id, next);
    return next !== before;
  }

  return {
    events: () => events.values(),
    of,
    named: (slug) => [...events.values()].find((event) => event.slug === slug) ?? null,
    replace(next, readAtMs) {
      const before = events;
      events = new Map();
      eventIdOf = new Map();
      let differs = false;
      for (const event of next) {
        const held = before.get(event.id);
        if (held !== undefined) events.set(event.id, held);
        for (const condition of event.conditions) {
          const terms = termsSaid(condition);
          facts.rowOf(condition).say({ source: 'gamma', stampedMs: null, readMs: readAtMs, terms });
        }
        differs = put(event) || differs;
      }
      return differs || events.size !== before.size;
    },
    update: (event) => events.has(event.id) && put(event),
    apply(conditionIds) {
      const changed = new Set([...conditionIds].flatMap((id) => of(id) ?? []));
      return [...changed].map(put).includes(true);
    },
  };
}

/** A schedule that the catalogue does not give is not one that it denies. */
export function termsSaid(condition: Condition): Partial<Terms> {
  const { fee, ...terms } = termsOf(condition);
  return fee === null ? terms : { ...terms, fee };
}

/** Texts are read once for each condition object (lib/advisors), so an equal condition must stay the same object. */
export function keepIdentity(before: VenueEvent | null, next: VenueEvent): VenueEvent {
  if (before === null) return next;
  const known = new Map(before.conditions.map((condition) => [condition.id, condition] as const));
  const conditions = next.conditions.map((condition) => {
    const old = known.get(condition.id);
    return old !== undefined && deepEqual(old, condition) ? old : condition;
  });
  const kept =
    conditions.length === before.conditions.length &&
    conditions.every((condition, index) => condition === before.conditions[index]);
  return kept && deepEqual({ ...before, conditions: [] }, { ...next, conditions: [] })
    ? before
    : { ...next, conditions };
}
