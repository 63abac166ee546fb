/**
 * Reads the watched events, again and again: an outcome that the venue adds makes a complete group incomplete, and a
 * stale list is how a sum looks like an arbitrage. What the venue says again unchanged keeps its identity, and nobody
 * is told.
 */
import type { Condition, VenueEvent } from '../../domain/condition';
import { deepEqual } from '../../domain/deep-equal';
import type { PageTarget } from '../../domain/page';
import { pageTargetKey } from '../../domain/page';
import { forEachPooled } from '../../domain/pool';
import type { Failure, Result } from '../../domain/result';
import { failureOf, ok } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { MarketData } from '../../ports/market-data';

/**
 * Watched events are read again this often; the list of outcomes must not be older than this when money is at stake.
 */
const REFRESH_MS = 30_000;
/** A failed read is tried again after this. */
const RETRY_MS = 5_000;
/** The markets of one event resolve within moments of each other: one read for all of them. */
const SOON_MS = 200;
/** Fees, ticks and sizes are asked for a few markets at a time: /clob-markets has no batch form. */
const CONFIRM_PARALLEL = 6;

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
  stateOf(target: PageTarget): EventState;
  /** Events that could be read, each once. */
  events(): readonly VenueEvent[];
  /** Reads the events of this condition again soon. */
  refresh(conditionId: string): void;
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
}): EventReader {
  const { market, clock, log, onChange } = options;
  const watched = new Map<string, Watched>();

  function events(): readonly VenueEvent[] {
    const found = new Map<string, VenueEvent>();
    for (const { state } of watched.values())
      if (state.kind === 'ready' && !found.has(state.event.id)) found.set(state.event.id, state.event);
    return [...found.values()];
  }

  function known(id: string): VenueEvent | null {
    return events().find((event) => event.id === id) ?? null;
  }

  async function load(entry: Watched): Promise<void> {
    entry.reading.abort();
    entry.reading = new AbortController();
    const { signal } = entry.reading;
    const read = await readEvent(market, entry.target, signal);
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
      onChange();
    }
    clock.after(read.ok ? REFRESH_MS : RETRY_MS, () => void load(entry), signal);
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
        removed = true;
      }
      for (const target of targets) {
        const key = pageTargetKey(target);
        if (watched.has(key)) continue;
        const entry = unread(target);
        watched.set(key, entry);
        void load(entry);
      }
      if (removed) onChange();
    },
    stateOf: (target) => watched.get(pageTargetKey(target))?.state ?? { kind: 'loading' },
    events,
    refresh(conditionId) {
      for (const entry of watched.values()) if (names(entry.state, conditionId)) loadSoon(entry);
    },
    async readAgain(slug, signal) {
      const read = await readEvent(market, { kind: 'event', slug, marketSlug: null }, signal);
      return read.ok ? ok(keepIdentity(known(read.value.event.id), read.value.event)) : read;
    },
    close() {
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

function names(state: EventState, conditionId: string): boolean {
  return state.kind === 'ready' && state.event.conditions.some(({ id }) => id === conditionId);
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

function sameState(a: EventState, b: EventState): boolean {
  if (a.kind === 'ready' && b.kind === 'ready') return a.event === b.event && deepEqual(a.problems, b.problems);
  return a.kind === 'failed' && b.kind === 'failed' && deepEqual(a.failure, b.failure);
}

/**
 * One event, every open market confirmed against the CLOB. A market that contradicts itself stays listed but cannot be
 * traded.
 */
async function readEvent(
  market: MarketData,
  target: PageTarget,
  signal: AbortSignal,
): Promise<Result<{ readonly event: VenueEvent; readonly problems: readonly Failure[] }>> {
  const read =
    target.kind === 'event'
      ? await market.fetchEventBySlug(target.slug, signal)
      : await market.fetchEventByMarketSlug(target.slug, signal);
  if (!read.ok) return read;
  const problems: Failure[] = [...(read.value.problems ?? [])];
  const conditions: Condition[] = [...read.value.conditions];
  const open = conditions
    .map((condition, index) => ({ condition, index }))
    .filter(({ condition }) => condition.acceptingOrders && !condition.closed);
  await forEachPooled(open, CONFIRM_PARALLEL, async ({ condition, index }) => {
    const confirmed = await market.confirmCondition(condition, signal);
    if (!confirmed.ok)
      problems.push(failureOf('market-unconfirmed', { market: condition.label.slice(0, 120), cause: confirmed.error }));
    conditions[index] = confirmed.ok ? confirmed.value : { ...condition, fee: null };
  });
  return ok({ event: { ...read.value, conditions }, problems });
}
