/** Reads the events of a component again now, for whoever is about to put money on it. */
import type { VenueEvent } from '../../domain/condition';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import { candidatesOf } from '../../relations/in-force';
import { updateRegister } from '../../relations/update-register';
import type { Clock } from '../../ports/clock';
import type { EventReader } from '../catalogue/event-reader';
import { buildComponents, type Component } from './components';
import type { InForce } from './in-force';
import type { DurableRegister } from './register';
import { indexEvents, type Speakers } from './statements';

export interface ConfirmContext {
  readonly reader: EventReader;
  readonly speakers: Speakers;
  readonly register: DurableRegister;
  readonly inForce: InForce;
  readonly clock: Clock;
}

/** A failure means that the component cannot be trusted. */
export async function confirmComponent(
  component: Component,
  { reader, speakers, register, inForce, clock }: ConfirmContext,
  signal: AbortSignal,
): Promise<Result<Component>> {
  const members = new Set(component.conditions.map((condition) => condition.id));
  const events: VenueEvent[] = [];
  for (const event of reader.events().filter(({ conditions }) => conditions.some(({ id }) => members.has(id)))) {
    const read = await reader.readAgain(event.slug, signal);
    if (!read.ok) return read;
    events.push(read.value);
  }
  const { conditions } = indexEvents(events);
  const structure = events.flatMap(speakers.structureOf);
  const rules = speakers.rulesOf(events);
  const said = speakers.statements({ structure, rules, covered: new Set(conditions.keys()), conditions });
  const updated = updateRegister(register.current(), said, clock.nowMs());
  const fresh = candidatesOf(updated, [...structure, ...rules], conditions);
  // What is held back, or not known from disk, stays so: only what was in force may be confirmed.
  const { ids } = inForce.now();
  const structural = fresh.structure.filter(({ id }) => !register.isUnreadable(id));
  const confirmed = [...structural, ...[...fresh.proven, ...fresh.accepted].filter(({ id }) => ids.has(id))];
  const rebuilt = buildComponents(indexEvents(events), confirmed).find((candidate) =>
    candidate.conditions.some((condition) => condition.id === component.key),
  );
  return rebuilt ? ok(rebuilt) : fail('component-gone', {}, 'later');
}
