/** What holds now: the relations in force among the watched conditions, and the components that they make. */
import type { VenueEvent } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import { candidatesOf, type Candidates } from '../../relations/in-force';
import { sameRegister, updateRegister } from '../../relations/update-register';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import { createEmitter } from '../emitter';
import { spokenName } from '../../domain/spoken-name';
import { buildComponents, keepEqual, type Component } from './components';
import type { HeldBack } from './held-back';
import { createJudge } from './judge';
import type { DurableRegister } from './register';
import { indexEvents, type EventIndex, type Speakers } from './statements';
import type { Sweep } from './sweep';

interface Holding extends EventIndex {
  readonly components: readonly Component[];
  readonly componentOf: ReadonlyMap<string, Component>;
  readonly held: ReadonlyMap<string, HeldBack>;
  readonly relations: readonly Relation[];
  readonly ids: ReadonlySet<string>;
}

export interface InForce {
  now(): Holding;
  /** The question of a market, for one of our sentences. */
  nameOf(key: string): string;
  rebuild(eventsChanged: boolean): void;
  /** These events are what they were but for the terms of trade: nothing is concluded anew. */
  replaceTerms(events: readonly VenueEvent[]): void;
  revision(): number;
  /** The register was changed by the user: raises the revision and tells. */
  registerChanged(): void;
  subscribe(listener: () => void): () => void;
  subscribeRegister(listener: () => void): () => void;
}

export function createInForce(options: {
  readonly register: DurableRegister;
  readonly events: () => readonly VenueEvent[];
  readonly speakers: Speakers;
  readonly sweep: Pick<Sweep, 'relations' | 'covered'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}): InForce {
  const { register, speakers, sweep, clock, log, signal } = options;
  const changed = createEmitter<void>();
  const registerChanged = createEmitter<void>();
  const judge = createJudge({ clock, log, signal, name: nameOf, onVerdicts: () => rebuild(false) });
  let index = indexEvents([]);
  let componentOf = new Map<string, Component>();
  let now: Holding = {
    ...index,
    components: [],
    componentOf,
    held: new Map(),
    relations: [],
    ids: new Set(),
  };
  let revision = 0;

  function nameOf(key: string): string {
    return spokenName(index.conditions.get(key)?.question ?? key);
  }

  /** Everybody is heard; without the stored decisions nothing but the venue's own construction may be used. */
  function hear(structure: readonly Relation[]): Candidates {
    if (register.problem() !== null) return { structure, proven: [], accepted: [], refused: new Map() };
    const { conditions } = index;
    const rules = sweep.relations();
    const said = speakers.statements({ structure, rules, covered: sweep.covered(), conditions });
    register.update(updateRegister(register.current(), said, clock.nowMs()));
    return candidatesOf(register.current(), [...structure, ...rules], conditions);
  }

  function announceRegister(): void {
    revision += 1;
    registerChanged.emit();
  }

  function rebuild(eventsChanged: boolean): void {
    const events = options.events();
    index = indexEvents(events);
    const before = register.current();
    const candidates = hear(events.flatMap(speakers.structureOf));
    const verdict = judge.judge(index, candidates);
    const relations = [...candidates.structure, ...candidates.proven, ...candidates.accepted].filter(
      ({ id }) => !verdict.left.has(id),
    );
    const { components, changed: differ } = keepEqual(
      now.components,
      verdict.left.size === 0 ? verdict.all : buildComponents(index, relations),
    );
    const heldDiffer = !sameSentences(now.held, verdict.held);
    componentOf = new Map(
      components.flatMap((component) => component.conditions.map((condition) => [condition.id, component] as const)),
    );
    now = {
      ...index,
      components,
      componentOf,
      held: verdict.held,
      relations,
      ids: new Set(relations.map(({ id }) => id)),
    };
    if (differ || heldDiffer || !sameRegister(before, register.current())) announceRegister();
    if (differ || eventsChanged) changed.emit();
    if (verdict.waiting.length > 0) void judge.later(verdict.waiting);
  }

  /** In place, since what is known of thousands of others is not copied for a grid that changed. */
  function replaceTerms(events: readonly VenueEvent[]): void {
    const touched = new Set<Component>();
    for (const event of events) {
      for (const condition of event.conditions) {
        // Where two events claim a condition, the later one has it (statements.ts).
        if (index.eventOf.get(condition.id)?.id !== event.id) continue;
        index.conditions.set(condition.id, condition);
        index.eventOf.set(condition.id, event);
        const component = componentOf.get(condition.id);
        if (component !== undefined) touched.add(component);
      }
    }
    const replaced = new Map([...touched].map((component) => [component, renewed(component, index)]));
    for (const component of replaced.values())
      for (const { id } of component.conditions) componentOf.set(id, component);
    now = { ...now, components: now.components.map((component) => replaced.get(component) ?? component) };
    changed.emit();
  }

  return {
    now: () => now,
    nameOf,
    rebuild,
    replaceTerms,
    revision: () => revision,
    registerChanged: announceRegister,
    subscribe: (listener) => changed.subscribe(listener),
    subscribeRegister: (listener) => registerChanged.subscribe(listener),
  };
}

function renewed(component: Component, { conditions, eventOf }: EventIndex): Component {
  return {
    ...component,
    conditions: component.conditions.map((condition) => conditions.get(condition.id) ?? condition),
    event: eventOf.get(component.conditions[0]?.id ?? '') ?? component.event,
  };
}

function sameSentences(a: ReadonlyMap<string, HeldBack>, b: ReadonlyMap<string, HeldBack>): boolean {
  return (
    a.size === b.size && [...b].every(([id, { fact }]) => JSON.stringify(a.get(id)?.fact) === JSON.stringify(fact))
  );
}
