/**
 * Owns the watched events, their conditions and the relations between them.
 *
 *   venue -> reading -> sweep (advisors, in pieces) -> book (proposed, proven, accepted, rejected, retired) -> in force -> components
 *                                                       ^ the user decides                                      (told only when they differ)
 */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { PageTarget } from '../../domain/page';
import type { Relation, RelationSource } from '../../domain/relation';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Advisor } from '../../ports/advisor';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type {
  ProposalSource,
  RelationBook,
  RelationDecision,
  RelationLogic,
  RelationStore,
} from '../../ports/relation-logic';
import type { MarketData } from '../../ports/market-data';
import { createEmitter } from '../emitter';
import { checkRelation, type RelationCheck } from '../../relations/review';
import type { Component } from './components';
import { buildComponents, keepEqual } from './components';
import { decideOn } from './decide';
import type { Candidates, HeldBack } from '../../relations/in-force';
import { candidatesOf, judgeSteps } from '../../relations/in-force';
import { mergeImport, type ImportSummary } from '../../relations/merge-import';
import { createKeeper } from './register';
import type { EventState } from '../catalogue/event-reader';
import { createEventReader } from '../catalogue/event-reader';
import { runInSlices, runSlice } from './slices';
import { createSweep } from './sweep';
import { spokenName } from './sentences';

export { buildComponents } from './components';
export type { Component } from './components';
export type { EventState } from '../catalogue/event-reader';

export interface RelationsService {
  /** Replaces the set of watched targets. */
  watch(targets: readonly PageTarget[]): void;
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
  /** Told when events or components changed; a component that did not change is the same object as before. */
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** The same with the book of relations, for the composition root, the views and the commands. */
export interface RelationDesk extends RelationsService {
  /** Reads the stored decisions. Until then, and when they cannot be read, only the venue's own groups are in force. */
  load(): Promise<void>;
  problem(): string | null;
  book(): RelationBook;
  /** Raised with every change of the book or of what is in force. */
  revision(): number;
  isInForce(relationId: string): boolean;
  heldBack(relationId: string): HeldBack | null;
  eventOf(conditionId: string): VenueEvent | null;
  conditions(): ReadonlyMap<string, Condition>;
  /** Everything that bounds an outcome space now. */
  inForce(): readonly Relation[];
  lookAlikes(condition: Condition, limit: number): readonly { readonly id: string; readonly score: number }[];
  /** What speaks against this relation, beside all that are in force. */
  check(relation: Relation): Promise<RelationCheck>;
  /** `readTexts`: hash by condition id of the rule texts that the user had open; needed to accept. */
  decide(options: {
    readonly id: string;
    readonly version: number;
    readonly decision: RelationDecision;
    readonly readTexts: ReadonlyMap<string, string>;
  }): Promise<Result<void>>;
  exportText(): string;
  importText(text: string): Promise<Result<ImportSummary>>;
  /** Told when the book or what is in force changed. */
  subscribeBook(listener: () => void): () => void;
}

/** Verdicts that are not known after this come later. */
const JUDGE_MS = 10;

const RULE: ReadonlySet<RelationSource> = new Set(['rule']);
const STRUCTURE: ReadonlySet<RelationSource> = new Set(['structure']);
const NOBODY: ReadonlySet<RelationSource> = new Set();

export function createRelations(options: {
  readonly market: MarketData;
  readonly advisors: readonly Advisor[];
  readonly logic: RelationLogic;
  readonly store: RelationStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly proposals?: ProposalSource;
}): RelationDesk {
  const { market, logic, clock, log, proposals } = options;
  const structureAdvisors = options.advisors.filter((advisor) => advisor.name === 'structure');
  const lifetime = new AbortController();
  const changed = createEmitter<void>();
  const bookChanged = createEmitter<void>();
  const keeper = createKeeper({ store: options.store, clock, log });
  const reader = createEventReader({
    market,
    clock,
    log,
    onChange: () => {
      sweep.setEvents(reader.events());
      rebuild(true);
    },
  });
  const sweep = createSweep({
    advisors: options.advisors.filter((advisor) => advisor.name !== 'structure'),
    logic,
    clock,
    log,
    onNews: () => rebuild(false),
  });
  const structures = new WeakMap<VenueEvent, readonly Relation[]>();
  /** Verdicts by the relations of a component: they depend on nothing else. */
  const judged = new Map<string, ReadonlyMap<string, HeldBack>>();
  let components: readonly Component[] = [];
  let byCondition = new Map<string, Component>();
  let conditions: ReadonlyMap<string, Condition> = new Map();
  let eventOf: ReadonlyMap<string, VenueEvent> = new Map();
  let held: ReadonlyMap<string, HeldBack> = new Map();
  let used: readonly Relation[] = [];
  let usedIds: ReadonlySet<string> = new Set();
  let revision = 0;
  let judging = false;

  function structureOf(event: VenueEvent): readonly Relation[] {
    const known = structures.get(event);
    if (known) return known;
    const relations = structureAdvisors.flatMap((advisor) => advisor.propose([event]));
    structures.set(event, relations);
    return relations;
  }

  /** The book after everybody who may speak has spoken. */
  function spoken(
    book: RelationBook,
    said: {
      readonly structure: readonly Relation[];
      readonly rules: readonly Relation[];
      readonly covered: ReadonlySet<string>;
      readonly conditions: ReadonlyMap<string, Condition>;
    },
  ): RelationBook {
    const atMs = clock.nowMs();
    const hashes = new Map([...said.conditions].map(([id, condition]) => [id, logic.textHash(condition)] as const));
    let next = logic.checkTexts(book, hashes, atMs);
    next = logic.propose(next, {
      relations: said.structure.filter(({ body }) => body.type !== 'settled'),
      covered: new Set(said.conditions.keys()),
      sources: STRUCTURE,
      atMs,
    });
    next = logic.propose(next, { relations: said.rules, covered: said.covered, sources: RULE, atMs });
    return proposals
      ? logic.propose(next, {
          relations: proposals.relations(
            said.conditions,
            said.rules.filter(({ status }) => status === 'proven'),
          ),
          covered: new Set(),
          sources: NOBODY,
          atMs,
        })
      : next;
  }

  function rebuild(eventsChanged: boolean): void {
    const events = reader.events();
    conditions = new Map(
      events.flatMap((event) => event.conditions.map((condition) => [condition.id, condition] as const)),
    );
    eventOf = new Map(events.flatMap((event) => event.conditions.map((condition) => [condition.id, event] as const)));
    const structure = events.flatMap(structureOf);
    const rules = sweep.relations();
    const before = keeper.book();
    if (keeper.problem() === null)
      keeper.update(spoken(before, { structure, rules, covered: sweep.covered(), conditions }));
    const candidates =
      keeper.problem() === null
        ? candidatesOf({ book: keeper.book(), concluded: [...structure, ...rules], conditions, logic })
        : { structure, proven: [], accepted: [], refused: new Map<string, HeldBack>() };
    const verdict = judge(events, candidates);
    const heldChanged =
      verdict.held.size !== held.size ||
      [...verdict.held].some(([id, { sentence }]) => held.get(id)?.sentence !== sentence);
    held = verdict.held;
    used = [...candidates.structure, ...candidates.proven, ...candidates.accepted].filter(
      ({ id }) => !verdict.left.has(id),
    );
    usedIds = new Set(used.map(({ id }) => id));
    const next = keepEqual(components, verdict.left.size === 0 ? verdict.all : buildComponents(events, used));
    components = next.components;
    byCondition = new Map(
      components.flatMap((component) => component.conditions.map((condition) => [condition.id, component] as const)),
    );
    if (next.changed || heldChanged || !sameBook(before, keeper.book())) {
      revision += 1;
      bookChanged.emit();
    }
    if (next.changed || eventsChanged) changed.emit();
    if (verdict.waiting.length > 0) void judgeLater(verdict.waiting);
  }

  /**
   * Verdicts as far as they are known or quickly found; relations that wait for theirs are left out until it is there.
   */
  function judge(
    events: readonly VenueEvent[],
    candidates: Candidates,
  ): {
    readonly held: ReadonlyMap<string, HeldBack>;
    readonly left: ReadonlySet<string>;
    readonly waiting: readonly Component[];
    readonly all: readonly Component[];
  } {
    const reasons = new Map<string, HeldBack>(candidates.refused);
    const left = new Set<string>();
    const waiting: Component[] = [];
    const keys = new Set<string>();
    const until = clock.nowMs() + JUDGE_MS;
    const all = buildComponents(events, [...candidates.structure, ...candidates.proven, ...candidates.accepted]);
    for (const component of all) {
      if (component.relations.every(({ source }) => source === 'structure')) continue;
      const key = verdictKey(component);
      keys.add(key);
      let verdict = judged.get(key);
      if (verdict === undefined && clock.nowMs() < until) {
        const slice = runSlice(judgeSteps(partsOf(component), { logic, name: nameOf }), clock);
        if (slice.done) judged.set(key, (verdict = slice.value));
      }
      if (verdict === undefined) {
        waiting.push(component);
        for (const relation of component.relations) if (relation.source !== 'structure') left.add(relation.id);
        continue;
      }
      for (const [id, reason] of verdict) {
        reasons.set(id, reason);
        left.add(id);
      }
    }
    for (const key of judged.keys()) if (!keys.has(key)) judged.delete(key);
    return { held: reasons, left, waiting, all };
  }

  async function judgeLater(waiting: readonly Component[]): Promise<void> {
    if (judging) return;
    judging = true;
    // What could be judged at once has had its time; sockets and clicks get their turn first.
    await new Promise<void>((resolve) => clock.after(0, resolve, lifetime.signal));
    for (const component of waiting)
      judged.set(
        verdictKey(component),
        await runInSlices(judgeSteps(partsOf(component), { logic, name: nameOf }), clock, lifetime.signal),
      );
    judging = false;
    rebuild(false);
  }

  function nameOf(key: string): string {
    return spokenName(conditions.get(key)?.question ?? key);
  }

  proposals?.subscribe(() => rebuild(false));

  return {
    watch: reader.watch,
    stateOf: reader.stateOf,
    events: reader.events,
    components: () => components,
    componentOf: (conditionId) => byCondition.get(conditionId) ?? null,
    conditionOf: (conditionId) => conditions.get(conditionId) ?? null,
    async confirmNow(component, signal) {
      const members = new Set(component.conditions.map((condition) => condition.id));
      const events: VenueEvent[] = [];
      for (const event of reader
        .events()
        .filter(({ conditions: own }) => own.some((condition) => members.has(condition.id)))) {
        const read = await reader.readAgain(event.slug, signal);
        if (!read.ok) return read;
        events.push(read.value);
      }
      const now = new Map(
        events.flatMap((event) => event.conditions.map((condition) => [condition.id, condition] as const)),
      );
      const structure = events.flatMap(structureOf);
      const rules = options.advisors
        .filter((advisor) => advisor.name !== 'structure')
        .flatMap((advisor) => advisor.propose(events));
      const book = spoken(keeper.book(), { structure, rules, covered: new Set(now.keys()), conditions: now });
      const fresh = candidatesOf({ book, concluded: [...structure, ...rules], conditions: now, logic });
      // What is held back, or not known from disk, stays so: only what was in force may be confirmed.
      const confirmed = [
        ...fresh.structure,
        ...[...fresh.proven, ...fresh.accepted].filter(({ id }) => usedIds.has(id)),
      ];
      const rebuilt = buildComponents(events, confirmed).find((candidate) =>
        candidate.conditions.some((condition) => condition.id === component.key),
      );
      return rebuilt
        ? ok(rebuilt)
        : fail('component-gone', 'The venue no longer lists these outcomes as they were. Nothing was sent.', 'later');
    },
    refresh: reader.refresh,
    subscribe: (listener) => changed.subscribe(listener),
    close() {
      lifetime.abort();
      reader.close();
      sweep.close();
    },
    async load() {
      await keeper.load();
      rebuild(false);
    },
    problem: keeper.problem,
    book: keeper.book,
    revision: () => revision,
    isInForce: (id) => usedIds.has(id),
    heldBack: (id) => held.get(id) ?? null,
    eventOf: (conditionId) => eventOf.get(conditionId) ?? null,
    conditions: () => conditions,
    inForce: () => used,
    lookAlikes: sweep.lookAlikes,
    check: (relation) =>
      checkRelation(relation, { inForce: used, conditions, logic, clock, signal: lifetime.signal, name: nameOf }),
    async decide(decision) {
      const decided = await decideOn(decision, {
        book: keeper.book(),
        conditions,
        conditionsThen: () => conditions,
        inForce: used,
        logic,
        clock,
        signal: lifetime.signal,
        name: nameOf,
      });
      if (!decided.ok) return decided;
      const written = await keeper.commit(decided.value);
      if (!written.ok) return written;
      log.info('relation-decided', { id: decision.id, decision: decision.decision });
      rebuild(false);
      revision += 1;
      bookChanged.emit();
      return ok(undefined);
    },
    exportText: () =>
      logic.exportBook(
        new Map(
          [...keeper.book()].filter(
            ([, { relation }]) => relation.source !== 'structure' || relation.status === 'rejected',
          ),
        ),
      ),
    async importText(text) {
      const read = logic.importBook(text, { trustAcceptances: false, atMs: clock.nowMs() });
      if (!read.ok) return read;
      const summary: { value: ImportSummary | null } = { value: null };
      const written = await keeper.commit((book) => {
        const merged = mergeImport(book, read.value);
        summary.value = merged.summary;
        return ok(merged.added);
      });
      if (!written.ok) return written;
      rebuild(false);
      revision += 1;
      bookChanged.emit();
      return summary.value === null
        ? fail('bad-import', 'The file was not taken. No relation was changed.')
        : ok(summary.value);
    },
    subscribeBook: (listener) => bookChanged.subscribe(listener),
  };
}

function partsOf(component: Component): Pick<Candidates, 'structure' | 'proven' | 'accepted'> {
  const of = (keep: (relation: Relation) => boolean): readonly Relation[] => component.relations.filter(keep);
  return {
    structure: of(({ source }) => source === 'structure'),
    proven: of(({ source, status }) => source !== 'structure' && status === 'proven'),
    accepted: of(({ source, status }) => source !== 'structure' && status === 'accepted'),
  };
}

function verdictKey(component: Component): string {
  return component.relations
    .map(({ id, version, status }) => `${id} ${version} ${status}`)
    .sort()
    .join('\n');
}

function sameBook(a: RelationBook, b: RelationBook): boolean {
  return a === b || (a.size === b.size && [...a].every(([id, entry]) => b.get(id) === entry));
}
