/**
 * Owns the watched events, their conditions and the relations between them. Events come from the venue, are confirmed market by
 * market against the CLOB, and are read again regularly: an outcome that the venue adds makes a complete group incomplete, and a
 * stale list is how a sum looks like an arbitrage.
 */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { PageTarget } from '../../domain/page';
import { pageTargetKey } from '../../domain/page';
import type { Relation } from '../../domain/relation';
import { conditionKeysOf, isExecutable } from '../../domain/relation';
import type { Failure, Result } from '../../domain/result';
import { ok } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { Advisor } from '../../ports/advisor';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { MarketData } from '../../ports/venue';
import { createEmitter } from '../emitter';

/** Watched events are read again this often; the list of outcomes must not be older than this when money is at stake. */
const REFRESH_MS = 30_000;
/** A failed read is tried again after this. */
const RETRY_MS = 5_000;
/** Fees, ticks and sizes are asked for a few markets at a time: /clob-markets has no batch form. */
const CONFIRM_PARALLEL = 6;

export type EventState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly event: VenueEvent; readonly readAtMs: TimeMs; readonly problems: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Conditions tied to each other by executable relations: what one solve covers. */
export interface Component {
  /** Least condition id among its members. */
  readonly key: string;
  readonly conditions: readonly Condition[];
  readonly relations: readonly Relation[];
  /** Event of most of its members, for titles and links. */
  readonly event: VenueEvent;
}

export interface RelationsService {
  /** Replaces the set of watched targets. */
  watch(targets: readonly PageTarget[]): void;
  stateOf(target: PageTarget): EventState;
  events(): readonly VenueEvent[];
  components(): readonly Component[];
  componentOf(conditionId: string): Component | null;
  conditionOf(conditionId: string): Condition | null;
  /** Reads the events of these conditions again now and rebuilds relations; a failure means that they cannot be trusted. */
  confirmNow(component: Component, signal: AbortSignal): Promise<Result<Component>>;
  /** Reads all watched events again now (a market resolved, an outcome was added). */
  refresh(): void;
  /** Told when events or relations changed. */
  subscribe(listener: () => void): () => void;
  close(): void;
}

interface Watched {
  readonly target: PageTarget;
  /** Ends the read under way and the timer of the next one. */
  reading: AbortController;
  state: EventState;
}

export function createRelations(options: { readonly market: MarketData; readonly advisors: readonly Advisor[]; readonly clock: Clock; readonly log: Log }): RelationsService {
  const { market, advisors, clock, log } = options;
  const watched = new Map<string, Watched>();
  const changed = createEmitter<void>();
  let components: readonly Component[] = [];
  let byCondition = new Map<string, Component>();

  function readyEvents(): readonly VenueEvent[] {
    const events = new Map<string, VenueEvent>();
    for (const { state } of watched.values()) if (state.kind === 'ready') events.set(state.event.id, state.event);
    return [...events.values()];
  }

  function rebuild(): void {
    const events = readyEvents();
    components = buildComponents(events, proposeAll(advisors, events, log));
    byCondition = new Map(components.flatMap((component) => component.conditions.map((condition) => [condition.id, component] as const)));
    changed.emit();
  }

  async function load(entry: Watched): Promise<void> {
    entry.reading.abort();
    entry.reading = new AbortController();
    const { signal } = entry.reading;
    const read = await readEvent(market, entry.target, signal);
    // Unwatched, or a newer read was begun meanwhile: its answer counts.
    if (signal.aborted) return;
    if (read.ok) {
      entry.state = { kind: 'ready', event: read.value.event, readAtMs: clock.nowMs(), problems: read.value.problems };
      log.info('event-read', { slug: entry.target.slug, conditions: read.value.event.conditions.length, problems: read.value.problems.length });
    } else {
      // A list that can no longer be read is not trusted any more, however good it was.
      entry.state = { kind: 'failed', failure: read.error };
      log.warn('event-unreadable', { slug: entry.target.slug, code: read.error.code });
    }
    rebuild();
    clock.after(read.ok ? REFRESH_MS : RETRY_MS, () => void load(entry), signal);
  }

  return {
    watch(targets) {
      const keep = new Set(targets.map(pageTargetKey));
      let removed = false;
      for (const [key, entry] of watched) {
        if (keep.has(key)) continue;
        entry.reading.abort();
        watched.delete(key);
        removed = true;
      }
      for (const target of targets) {
        const key = pageTargetKey(target);
        if (watched.has(key)) continue;
        const entry: Watched = { target, reading: new AbortController(), state: { kind: 'loading' } };
        watched.set(key, entry);
        void load(entry);
      }
      if (removed) rebuild();
    },
    stateOf: (target) => watched.get(pageTargetKey(target))?.state ?? { kind: 'loading' },
    events: readyEvents,
    components: () => components,
    componentOf: (conditionId) => byCondition.get(conditionId) ?? null,
    conditionOf: (conditionId) => byCondition.get(conditionId)?.conditions.find((condition) => condition.id === conditionId) ?? null,
    async confirmNow(component, signal) {
      const members = new Set(component.conditions.map((condition) => condition.id));
      const slugs = new Map(readyEvents().filter((event) => event.conditions.some((condition) => members.has(condition.id))).map((event) => [event.id, event.slug] as const));
      const fresh: VenueEvent[] = [];
      for (const slug of slugs.values()) {
        const read = await readEvent(market, { kind: 'event', slug, marketSlug: null }, signal);
        if (!read.ok) return read;
        fresh.push(read.value.event);
      }
      const others = readyEvents().filter((event) => !slugs.has(event.id));
      const all = [...fresh, ...others];
      const rebuilt = buildComponents(all, proposeAll(advisors, all, log)).find((candidate) => candidate.conditions.some((condition) => condition.id === component.key));
      return rebuilt ? ok(rebuilt) : { ok: false, error: { code: 'component-gone', message: 'The venue no longer lists these outcomes as they were. Nothing was sent.', retry: 'later' } };
    },
    refresh() {
      for (const entry of watched.values()) void load(entry);
    },
    subscribe: (listener) => changed.subscribe(listener),
    close() {
      for (const entry of watched.values()) entry.reading.abort();
      watched.clear();
    },
  };
}

/** An advisor that throws proposes nothing: relations that are missing only lose opportunities. */
function proposeAll(advisors: readonly Advisor[], events: readonly VenueEvent[], log: Log): readonly Relation[] {
  const byId = new Map<string, Relation>();
  for (const advisor of advisors) {
    try {
      for (const relation of advisor.propose(events)) if (!byId.has(relation.id)) byId.set(relation.id, relation);
    } catch (error) {
      log.error('advisor-threw', { advisor: advisor.name, reason: error instanceof Error ? error.message : 'unknown' });
    }
  }
  return [...byId.values()];
}

/** One event, every open market confirmed against the CLOB. A market that contradicts itself stays listed but cannot be traded. */
async function readEvent(market: MarketData, target: PageTarget, signal: AbortSignal): Promise<Result<{ readonly event: VenueEvent; readonly problems: readonly string[] }>> {
  const read = target.kind === 'event' ? await market.fetchEventBySlug(target.slug, signal) : await market.fetchEventByMarketSlug(target.slug, signal);
  if (!read.ok) return read;
  const problems: string[] = [...(read.value.problems ?? [])];
  const conditions: Condition[] = [...read.value.conditions];
  const queue = conditions.map((condition, index) => ({ condition, index })).filter(({ condition }) => condition.acceptingOrders && !condition.closed);
  async function drain(): Promise<void> {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      const confirmed = await market.confirmCondition(item.condition, signal);
      if (confirmed.ok) conditions[item.index] = confirmed.value;
      else {
        problems.push(`${item.condition.label}: ${confirmed.error.message}`);
        conditions[item.index] = { ...item.condition, fee: null };
      }
    }
  }
  await Promise.all(Array.from({ length: CONFIRM_PARALLEL }, drain));
  return ok({ event: { ...read.value, conditions }, problems });
}

/** Union-find over executable relations; each condition is in exactly one component. */
export function buildComponents(events: readonly VenueEvent[], relations: readonly Relation[]): readonly Component[] {
  const conditions = new Map<string, Condition>(events.flatMap((event) => event.conditions.map((condition) => [condition.id, condition] as const)));
  const eventOf = new Map<string, VenueEvent>(events.flatMap((event) => event.conditions.map((condition) => [condition.id, event] as const)));
  const parent = new Map<string, string>([...conditions.keys()].map((id) => [id, id]));
  const find = (id: string): string => {
    let root = id;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
    parent.set(id, root);
    return root;
  };
  const used = relations.filter((relation) => isExecutable(relation) && conditionKeysOf(relation.body).every((key) => parent.has(key)));
  for (const relation of used) {
    const [first, ...rest] = conditionKeysOf(relation.body);
    if (first === undefined) continue;
    for (const key of rest) {
      const [low, high] = [find(first), find(key)].sort();
      if (low !== undefined && high !== undefined && low !== high) parent.set(high, low);
    }
  }
  const groups = new Map<string, { conditions: Condition[]; relations: Relation[] }>();
  const groupOf = (id: string) => {
    const root = find(id);
    const group = groups.get(root) ?? { conditions: [], relations: [] };
    groups.set(root, group);
    return group;
  };
  for (const condition of conditions.values()) groupOf(condition.id).conditions.push(condition);
  for (const relation of used) groupOf(conditionKeysOf(relation.body)[0] ?? '').relations.push(relation);
  return [...groups.entries()].flatMap(([key, group]) => {
    const event = eventOf.get(group.conditions[0]?.id ?? key);
    return event ? [{ key, conditions: group.conditions, relations: group.relations, event }] : [];
  });
}
