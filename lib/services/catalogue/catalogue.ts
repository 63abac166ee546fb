/**
 * Owns what is looked at: events of open pages first, then the most traded ones, up to a number of books that one
 * browser can hold.
 */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { Pages } from '../../domain/pages';
import { followPages } from '../../domain/pages';
import type { Result } from '../../domain/result';
import { ok } from '../../domain/result';
import type { ConditionId } from '../../domain/ids';
import type { PageTarget } from '../../domain/page';
import { parsePagePath } from '../../domain/page';
import type { Settings } from '../../protocol/settings';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { MarketData } from '../../ports/market-data';

/** The most traded events change slowly. */
const TOP_REFRESH_MS = 300_000;
const TOP_RETRY_MS = 10_000;
/** Of the venue's choosing: 60 events at one a page. */
const MAX_PAGES = 60;
/**
 * The most traded events are taken on one by one: read all at once they hold up the open pages, again at every later
 * reading.
 */
const TAKE_ON_MS = 400;
/** Two tokens each; 500 conditions are four sockets (250 tokens each) and ten batch requests to verify. */
const MAX_CONDITIONS = 500;

/** The events that are watched; whoever has them decides how they are read. */
export interface WatchedEvents {
  /** Replaces the set of watched targets. */
  watch(targets: readonly PageTarget[]): void;
  events(): readonly VenueEvent[];
  /** Told when one of them changed. */
  subscribe(listener: () => void): () => void;
}

export interface WatchlistService {
  setPages(paths: readonly string[]): void;
  /** The number of watched events may have changed. */
  settingsChanged(): void;
  pages(): readonly string[];
  conditions(): readonly Condition[];
  start(): void;
  close(): void;
}

export function createWatchlist(options: {
  readonly market: MarketData;
  readonly relations: WatchedEvents;
  readonly watchBooks: (
    conditions: readonly Condition[],
    options: { readonly focus: ReadonlySet<ConditionId> },
  ) => void;
  readonly settings: () => Settings;
  readonly clock: Clock;
  readonly log: Log;
}): WatchlistService {
  const { market, relations, settings, clock, log } = options;
  const lifetime = new AbortController();
  let paths: readonly string[] = [];
  let top: readonly string[] = [];
  /** How many the last reading asked for. */
  let wanted = 0;
  let isStarted = false;
  let refreshing = new AbortController();
  /** How many of the most traded are watched so far. */
  let taken = 0;
  let taking = false;
  let watched: readonly Condition[] = [];

  function apply(): void {
    const pageTargets = paths.flatMap((path): readonly PageTarget[] => {
      const target = parsePagePath(path);
      return target ? [target] : [];
    });
    const open = new Set(pageTargets.flatMap((target) => (target.kind === 'event' ? [target.slug] : [])));
    relations.watch([
      ...pageTargets,
      ...top
        .slice(0, Math.min(taken, settings().watchTopEvents))
        .flatMap((slug): readonly PageTarget[] => (open.has(slug) ? [] : [{ kind: 'event', slug, marketSlug: null }])),
    ]);
  }

  function takeOn(): void {
    taking = taken < Math.min(top.length, settings().watchTopEvents);
    if (!taking) return;
    taken += 1;
    apply();
    clock.after(TAKE_ON_MS, takeOn, lifetime.signal);
  }

  /** Also when more are wanted than were asked for; what was begun before then counts no more. */
  async function refreshTop(): Promise<void> {
    refreshing.abort();
    refreshing = new AbortController();
    const signal = AbortSignal.any([refreshing.signal, lifetime.signal]);
    wanted = settings().watchTopEvents;
    const listed = wanted > 0 ? await fetchTop(market, wanted, signal) : null;
    if (signal.aborted) return;
    if (listed?.ok) {
      top = listed.value.items.map((event) => event.slug);
      if (listed.value.ended !== 'end' && listed.value.ended !== 'wanted')
        log.warn('list-stuck', { list: 'top events', ended: listed.value.ended, pages: listed.value.pages });
    } else if (listed) log.warn('top-events-unreadable', { code: listed.error.code });
    apply();
    if (!taking) takeOn();
    clock.after(listed === null || listed.ok ? TOP_REFRESH_MS : TOP_RETRY_MS, () => void refreshTop(), signal);
  }

  function watchBooks(): void {
    const open = new Set(paths.flatMap((path) => parsePagePath(path)?.slug ?? []));
    const isOpen = (event: VenueEvent) =>
      open.has(event.slug) || event.conditions.some((condition) => open.has(condition.slug));
    const events = [...relations.events()].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
    const openEvents = new Set(events.filter(isOpen).map((event) => event.id));
    watched = events
      .flatMap((event) => event.conditions.filter((condition) => condition.acceptingOrders && !condition.closed))
      .slice(0, MAX_CONDITIONS);
    options.watchBooks(watched, {
      focus: new Set(watched.filter((condition) => openEvents.has(condition.eventId)).map((condition) => condition.id)),
    });
  }

  const unsubscribe = relations.subscribe(watchBooks);
  return {
    setPages(next) {
      paths = next;
      apply();
      // The event of a page may have been watched before, and then nothing else says that it is looked at now.
      watchBooks();
    },
    settingsChanged() {
      apply();
      if (!taking) takeOn();
      if (isStarted && settings().watchTopEvents > Math.max(wanted, top.length)) void refreshTop();
    },
    pages: () => paths,
    conditions: () => watched,
    start() {
      isStarted = true;
      void refreshTop();
    },
    close() {
      lifetime.abort();
      unsubscribe();
    },
  };
}

function fetchTop(market: MarketData, wanted: number, signal: AbortSignal): Promise<Result<Pages<VenueEvent>>> {
  return followPages({
    first: null,
    wanted,
    mostPages: MAX_PAGES,
    keyOf: ({ id }) => id,
    async fetch(cursor) {
      const page = await market.fetchActiveEvents(cursor, signal);
      if (!page.ok) return page;
      const { events, nextCursor, listed = events.length } = page.value;
      return ok({ items: events, next: nextCursor, listed });
    },
  });
}
