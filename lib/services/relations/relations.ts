/**
 * Owns the relations between the watched conditions.
 *
 *   venue -> event reader -> sweep (rules, in pieces) -> register (proposed, proven, accepted, rejected, retired)
 *                                                         ^ the user decides         |
 *                                                              components <- in force (told only when they differ)
 */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { PageTarget } from '../../domain/page';
import type { Relation } from '../../domain/relation';
import type { Failure, Result } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { RelationRegister } from '../../relations/lifecycle';
import type { Advisor } from '../../ports/advisor';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { MarketData } from '../../ports/market-data';
import type { ProposalSource } from '../../ports/proposal-source';
import type { QuestionIndex } from '../../ports/question-index';
import type { RelationStore } from '../../ports/relation-store';
import { createEventReader, type EventState } from '../catalogue/event-reader';
import { createFacts, type Facts } from '../catalogue/facts';
import type { Component } from './components';
import { confirmComponent } from './confirm';
import { createDecisions, type Decisions } from './decisions';
import type { HeldBack } from './held-back';
import { createInForce } from './in-force';
import { createPaced } from './paced';
import { createRegister } from './register';
import { createSpeakers } from './statements';
import { createSweep } from './sweep';
import { changedTerms } from './terms';

export { buildComponents } from './components';
export type { Component } from './components';
export type { EventState } from '../catalogue/event-reader';

export interface RelationsService {
  /** Replaces the set of watched targets. */
  watch(targets: readonly PageTarget[]): void;
  /** Events as the catalogue lists them, looked at without a reading of their own. Replaces the list of before. */
  list(events: readonly VenueEvent[], readAtMs: TimeMs): void;
  /** Every event of the component was read by itself and still is, so it may be offered. */
  isRead(component: Pick<Component, 'conditions'>): boolean;
  stateOf(target: PageTarget): EventState;
  events(): readonly VenueEvent[];
  components(): readonly Component[];
  componentOf(conditionId: string): Component | null;
  conditionOf(conditionId: string): Condition | null;
  /**
   * Reads the events of these conditions again now and rebuilds relations; a failure means that they cannot be trusted.
   */
  confirmNow(component: Component, signal: AbortSignal): Promise<Result<Component>>;
  /** Reads the watched events of this condition again within a moment (it resolved). The others keep their own time. */
  refresh(conditionId: string): void;
  /** The same of this event, if it is watched or listed. @returns whether it is. */
  refreshEvent(slug: string): boolean;
  /** Told when events or components changed; a component that did not change is the same object as before. */
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** The same with the register of relations, for the composition root, the views and the commands. */
export interface RegisterService extends RelationsService, Decisions {
  /** Reads the stored decisions. Until then, and when they cannot be read, only the venue's own groups are in force. */
  load(): Promise<void>;
  problem(): Failure | null;
  /** How many ties stand in the store and cannot be read; they are not used. */
  unreadable(): number;
  register(): RelationRegister;
  /** Raised with every change of the register or of what is in force. */
  revision(): number;
  isInForce(relationId: string): boolean;
  heldBack(relationId: string): HeldBack | null;
  eventOf(conditionId: string): VenueEvent | null;
  conditions(): ReadonlyMap<string, Condition>;
  /** Everything that bounds an outcome space now. */
  inForce(): readonly Relation[];
  lookAlikes(condition: Condition, limit: number): readonly { readonly id: string; readonly score: number }[];
  /** Told when the register or what is in force changed. */
  subscribeRegister(listener: () => void): () => void;
}

export function createRelations(options: {
  readonly market: MarketData;
  readonly advisors: readonly Advisor[];
  /** Empty; filled with what is watched. */
  readonly questions: QuestionIndex;
  readonly store: RelationStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly proposals?: ProposalSource;
  /** Who owns ticks, fees and smallest orders; absent where nobody else asks. */
  readonly facts?: Facts;
}): RegisterService {
  const { market, questions, clock, log, proposals, facts = createFacts(options) } = options;
  const structure = options.advisors.filter((advisor) => advisor.name === 'structure');
  const rules = options.advisors.filter((advisor) => advisor.name !== 'structure');
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const register = createRegister({ store: options.store, clock, log });
  const speakers = createSpeakers(structure, rules, proposals);
  const reader = createEventReader({
    market,
    clock,
    log,
    facts,
    onChange: () => {
      const before = heard;
      heard = reader.events();
      const terms = changedTerms(before, heard);
      if (terms !== null) return inForce.replaceTerms(terms);
      sweep.setEvents(heard);
      inForce.rebuild(true);
    },
  });
  let heard: readonly VenueEvent[] = [];
  const sweep = createSweep({ advisors: rules, questions, clock, log, onNews: () => rebuildSoon() });
  const rebuildSoon = createPaced(clock, signal, () => inForce.rebuild(false));
  const inForce = createInForce({ register, events: reader.events, speakers, sweep, clock, log, signal });
  const decisions = createDecisions({ register, inForce, clock, log, signal });

  proposals?.subscribe(rebuildSoon);

  return {
    ...decisions,
    watch: reader.watch,
    list: reader.list,
    isRead: ({ conditions }) => [...new Set(conditions.map(({ eventId }) => eventId))].every(reader.isRead),
    stateOf: reader.stateOf,
    events: reader.events,
    components: () => inForce.now().components,
    componentOf: (conditionId) => inForce.now().componentOf.get(conditionId) ?? null,
    conditionOf: (conditionId) => inForce.now().conditions.get(conditionId) ?? null,
    confirmNow: (component, until) =>
      confirmComponent(component, { reader, speakers, register, inForce, clock }, until),
    refresh: reader.refresh,
    refreshEvent: reader.refreshEvent,
    subscribe: inForce.subscribe,
    close() {
      lifetime.abort();
      reader.close();
      sweep.close();
    },
    async load() {
      await register.load();
      inForce.rebuild(false);
    },
    problem: register.problem,
    unreadable: register.unreadable,
    register: register.current,
    revision: inForce.revision,
    isInForce: (id) => inForce.now().ids.has(id),
    heldBack: (id) => inForce.now().held.get(id) ?? null,
    eventOf: (conditionId) => inForce.now().eventOf.get(conditionId) ?? null,
    conditions: () => inForce.now().conditions,
    inForce: () => inForce.now().relations,
    lookAlikes: sweep.lookAlikes,
    subscribeRegister: inForce.subscribeRegister,
  };
}
