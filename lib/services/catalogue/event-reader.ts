/**
 * Reads the watched events, again and again: an outcome that the venue adds makes a complete group incomplete, and a
 * stale list is how a sum looks like an arbitrage. What the venue says again unchanged keeps its identity, and nobody
 * is told.
 */
import type { VenueEvent } from '../../domain/condition';
import { deepEqual } from '../../domain/deep-equal';
import type { PageTarget } from '../../domain/page';
import { pageTargetKey } from '../../domain/page';
import type { Failure, Result } from '../../domain/result';
import { ok } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { MarketData } from '../../ports/market-data';
import type { Facts } from './facts';
import { createListed, keepIdentity } from './listed';
import { readEvent } from './read-event';
import { createRereads, SOON_MS } from './rereads';

/**
 * Watched events are read again this often; the list of outcomes must not be older than this when money is at stake.
 */
const REFRESH_MS = 30_000;
/** A failed read is tried again after this. */
const RETRY_MS = 5_000;

export type EventState =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'ready';
      readonly event: VenueEvent;
      readonly readAtMs: TimeMs;
      readonly problems: readonly Failure[];
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface EventReader {
  watch(targets: readonly PageTarget[]): void;
  /** Events as a list told them at a time; a watched event's own reading counts more. Replaces the list of before. */
  list(events: readonly VenueEvent[], readAtMs: TimeMs): void;
  stateOf(target: PageTarget): EventState;
  /** Events that could be read and those that are listed, each once. */
  events(): readonly VenueEvent[];
  /** The event was read by itself and is read again and again, so it may be offered. */
  isRead(eventId: string): boolean;
  /** Reads the events of this condition again soon. */
  refresh(conditionId: string): void;
  /** Reads this event again soon, if it is watched or listed. @returns whether it is. */
  refreshEvent(slug: string): boolean;
  /** One event as it is now; what did not change keeps its identity. */
  readAgain(slug: string, signal: AbortSignal): Promise<Result<VenueEvent>>;
  close(): void;
}

interface Watched {
  readonly target: PageTarget;
  /** Ends the read under way and the timer of the next one. */
  reading: AbortController;
  /** Ends when it is watched no more. */
  readonly life: AbortController;
  /** A read is due at once. */
  due: boolean;
  state: EventState;
}

/** `onChange` is called when what is known of some event is not what it was. */
export function createEventReader(options: {
  readonly market: MarketData;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: () => void;
  readonly facts: Facts;
}): EventReader {
  const { market, clock, log, onChange, facts } = options;
  const watched = new Map<string, Watched>();
  const listed = createListed(facts);
  const lifetime = new AbortController();
  let all: ReadonlyMap<string, VenueEvent> | null = null;
  let asList: readonly VenueEvent[] | null = null;

  /** By id; the watched ones first. */
  function byId(): ReadonlyMap<string, VenueEvent> {
    if (all !== null) return all;
    const found = new Map<string, VenueEvent>();
    const failed = new Set<string>();
    for (const { state, target } of watched.values()) {
      if (state.kind === 'ready' && !found.has(state.event.id)) found.set(state.event.id, state.event);
      // A list that can no longer be read is not trusted any more, whoever told it before.
      if (state.kind === 'failed') failed.add(target.slug);
    }
    for (const event of listed.events())
      if (!found.has(event.id) && !failed.has(event.slug)) found.set(event.id, event);
    all = found;
    asList = null;
    return found;
  }

  function events(): readonly VenueEvent[] {
    const found = byId();
    asList ??= [...found.values()];
    return asList;
  }

  const known = (id: string): VenueEvent | null => byId().get(id) ?? null;

  function tellChange(): void {
    all = null;
    onChange();
  }

  function keepFacts(): void {
    all = null;
    facts.keep(new Set(events().flatMap(({ conditions }) => conditions.map(({ id }) => id))));
  }

  async function load(entry: Watched): Promise<void> {
    entry.reading.abort();
    entry.reading = new AbortController();
    const { signal } = entry.reading;
    const read = await readEvent({ market, clock, facts }, entry.target, signal);
    // Unwatched, or a newer read was begun meanwhile: its answer counts.
    if (signal.aborted) return;
    const before = entry.state;
    if (read.ok) {
      const event = keepIdentity(known(read.value.event.id), read.value.event);
      entry.state = { kind: 'ready', event, readAtMs: clock.nowMs(), problems: read.value.problems };
    } else {
      // A list that can no longer be read is not trusted any more, however good it was.
      entry.state = { kind: 'failed', failure: read.error };
    }
    if (!sameState(before, entry.state)) {
      if (read.ok)
        log.info('event-read', {
          slug: entry.target.slug,
          conditions: read.value.event.conditions.length,
          problems: read.value.problems.length,
        });
      else log.warn('event-unreadable', { slug: entry.target.slug, code: read.error.code });
      tellChange();
    }
    facts.tell();
    clock.after(read.ok ? REFRESH_MS : RETRY_MS, () => void load(entry), signal);
  }

  /** A frame or an order book said something newer than the last reading. */
  const unsubscribe = facts.subscribe((conditionIds) => {
    let differs = listed.apply(conditionIds);
    for (const entry of watched.values()) {
      if (entry.state.kind !== 'ready') continue;
      const { event } = entry.state;
      if (!event.conditions.some(({ id }) => conditionIds.has(id))) continue;
      const next = keepIdentity(event, { ...event, conditions: event.conditions.map(facts.apply) });
      if (next === event) continue;
      entry.state = { ...entry.state, event: next };
      differs = true;
    }
    if (differs) tellChange();
  });

  const rereads = createRereads({ clock, signal: lifetime.signal, read: readListed });

  /** A listed event of which something is another now; the list says it anew with its next reading. */
  async function readListed(slug: string): Promise<boolean> {
    if (listed.named(slug) === null) return true;
    const target: PageTarget = { kind: 'event', slug, marketSlug: null };
    const read = await readEvent({ market, clock, facts }, target, lifetime.signal);
    if (lifetime.signal.aborted || !read.ok) return false;
    if (listed.update(read.value.event)) tellChange();
    facts.tell();
    return true;
  }

  /** Those that are read by themselves anyway; else the listed one, once. */
  function readSoon(isMeant: (event: VenueEvent) => boolean, listedAs: VenueEvent | null): boolean {
    const reading = [...watched.values()].filter(({ state }) => state.kind === 'ready' && isMeant(state.event));
    for (const entry of reading) loadSoon(entry);
    if (reading.length === 0 && listedAs !== null) rereads.ask(listedAs.slug);
    return reading.length > 0 || listedAs !== null;
  }

  function loadSoon(entry: Watched): void {
    if (entry.due) return;
    entry.due = true;
    const read = (): void => {
      entry.due = false;
      void load(entry);
    };
    clock.after(SOON_MS, read, entry.life.signal);
  }

  return {
    watch(targets) {
      const keep = new Set(targets.map(pageTargetKey));
      let removed = false;
      for (const [key, entry] of watched) {
        if (keep.has(key)) continue;
        entry.reading.abort();
        entry.life.abort();
        watched.delete(key);
        // What its own reading said last is newer than the list.
        if (entry.state.kind === 'ready') listed.update(entry.state.event);
        removed = true;
      }
      for (const target of targets) {
        const key = pageTargetKey(target);
        if (watched.has(key)) continue;
        const entry = unread(target);
        watched.set(key, entry);
        void load(entry);
      }
      if (!removed) return;
      keepFacts();
      tellChange();
    },
    list(next, readAtMs) {
      if (listed.replace(next, readAtMs)) {
        keepFacts();
        tellChange();
      }
      facts.tell();
    },
    stateOf: (target) => watched.get(pageTargetKey(target))?.state ?? { kind: 'loading' },
    events,
    isRead: (eventId) =>
      [...watched.values()].some(({ state }) => state.kind === 'ready' && state.event.id === eventId),
    refresh(conditionId) {
      readSoon(({ conditions }) => conditions.some(({ id }) => id === conditionId), listed.of(conditionId));
    },
    refreshEvent: (slug) => readSoon((event) => event.slug === slug, listed.named(slug)),
    async readAgain(slug, signal) {
      const read = await readEvent({ market, clock, facts }, { kind: 'event', slug, marketSlug: null }, signal);
      facts.tell();
      return read.ok ? ok(keepIdentity(known(read.value.event.id), read.value.event)) : read;
    },
    close() {
      unsubscribe();
      lifetime.abort();
      for (const entry of watched.values()) {
        entry.reading.abort();
        entry.life.abort();
      }
      watched.clear();
    },
  };
}

function unread(target: PageTarget): Watched {
  return {
    target,
    reading: new AbortController(),
    life: new AbortController(),
    due: false,
    state: { kind: 'loading' },
  };
}

function sameState(a: EventState, b: EventState): boolean {
  if (a.kind === 'ready' && b.kind === 'ready') return a.event === b.event && deepEqual(a.problems, b.problems);
  return a.kind === 'failed' && b.kind === 'failed' && deepEqual(a.failure, b.failure);
}
