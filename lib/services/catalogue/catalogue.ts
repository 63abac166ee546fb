/**
 * Owns what is looked at: events of open pages first, then those of which something is offered, then the most traded
 * ones, as many markets as the user chose.
 *
 *   list of the venue, by pages --> listed (looked at) --something found--> offered (read by itself, again and again)
 *   the copy of before, at the start -----^
 *   open pages ---------------------------------------------------------> read by itself, again and again
 */
import { takesOrders, type Condition, type VenueEvent } from '../../domain/condition';
import { followPages, type PagesEnd } from '../../domain/pages';
import type { Result } from '../../domain/result';
import { ok } from '../../domain/result';
import type { ConditionId } from '../../domain/ids';
import type { PageTarget } from '../../domain/page';
import { pageTargetKey, parsePagePath } from '../../domain/page';
import { DAY_MS, type TimeMs } from '../../domain/units';
import type { Settings } from '../../protocol/settings';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { ListStore } from '../../ports/list-store';
import type { MarketData } from '../../ports/market-data';
import { createRereads } from './rereads';

/** The most traded events change slowly, and 10,000 markets are 400 pages. */
const LIST_REFRESH_MS = 1_800_000;
const LIST_RETRY_MS = 10_000;
/** A copy that is older says too little of what is traded now. */
const COPY_FOR_MS = 3 * DAY_MS;
/** Of the venue's choosing: the 20,000 markets of the setting at twenty a page. */
const MAX_PAGES = 1_000;

/** The events that are watched; whoever has them decides how they are read. */
export interface WatchedEvents {
  /** Replaces the set of events that are read by themselves. */
  watch(targets: readonly PageTarget[]): void;
  /** Replaces the list of events that are only looked at, as they were told at a time. */
  list(events: readonly VenueEvent[], readAtMs: TimeMs): void;
  /** Reads the event again soon where it is known. @returns whether it is. */
  refreshEvent(slug: string): boolean;
  events(): readonly VenueEvent[];
  /** Told when one of them changed. */
  subscribe(listener: () => void): () => void;
}

export interface WatchlistService {
  setPages(paths: readonly string[]): void;
  /** Something of these events is offered, or soon: they are read as those of open pages are. */
  setOffered(slugs: readonly string[]): void;
  /** The number of watched markets may have changed. */
  settingsChanged(): void;
  /** The venue opened a market in this event. */
  opened(slug: string): void;
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
  /** The list as it was read last; absent: every start waits for the venue. */
  readonly copies?: ListStore;
  readonly settings: () => Settings;
  readonly clock: Clock;
  readonly log: Log;
}): WatchlistService {
  const { market, relations, settings, clock, log } = options;
  const lifetime = new AbortController();
  let paths: readonly string[] = [];
  let offered: readonly string[] = [];
  /** The venue's list as far as it was read, the most traded first. */
  let list: readonly VenueEvent[] = [];
  let listedAtMs = clock.nowMs();
  /** How many markets the last reading asked for. */
  let wanted = 0;
  let isStarted = false;
  let refreshing = new AbortController();
  let watched: readonly Condition[] = [];

  function watchTargets(): void {
    const targets = [
      ...paths.flatMap((path) => parsePagePath(path) ?? []),
      ...offered.map((slug): PageTarget => ({ kind: 'event', slug, marketSlug: null })),
    ];
    relations.watch([...new Map(targets.map((target) => [pageTargetKey(target), target])).values()]);
  }

  function tellList(): void {
    relations.list(withinCount(list, settings().watchMarkets), listedAtMs);
  }

  /** Also when more are wanted than were asked for; what was begun before then counts no more. */
  async function refreshList(): Promise<void> {
    refreshing.abort();
    refreshing = new AbortController();
    const signal = AbortSignal.any([refreshing.signal, lifetime.signal]);
    wanted = settings().watchMarkets;
    const askedAtMs = clock.nowMs();
    const take = (events: readonly VenueEvent[]): void => {
      if (signal.aborted) return;
      list = events;
      listedAtMs = askedAtMs;
      tellList();
    };
    const read = await readList(market, wanted, {
      signal,
      // The first books come before the last page; a list that is there is replaced as a whole.
      onPart: (events) => (events.length > list.length ? take(events) : undefined),
    });
    if (signal.aborted) return;
    if (read.ok) {
      take(read.value.events);
      if (read.value.ended !== 'end') log.warn('list-stuck', { list: 'events', ended: read.value.ended });
      else void keepCopy(read.value.events, askedAtMs);
    } else log.warn('top-events-unreadable', { code: read.error.code });
    clock.after(read.ok ? LIST_REFRESH_MS : LIST_RETRY_MS, () => void refreshList(), signal);
  }

  async function keepCopy(events: readonly VenueEvent[], readAtMs: TimeMs): Promise<void> {
    const kept = await options.copies?.save({ events, readAtMs });
    if (kept?.ok === false) log.warn('list-unsaved', { code: kept.error.code });
  }

  /** What it says is looked at while the venue's own list comes, page by page. */
  async function takeCopy(): Promise<void> {
    const read = await options.copies?.load();
    if (read === undefined || lifetime.signal.aborted) return;
    if (!read.ok) return log.warn('list-copy-dropped', { code: read.error.code });
    const copy = read.value;
    const ageMs = clock.nowMs() - (copy?.readAtMs ?? 0);
    if (copy === null || ageMs < 0 || ageMs > COPY_FOR_MS || copy.events.length <= list.length) return;
    list = copy.events;
    listedAtMs = copy.readAtMs;
    tellList();
    log.info('list-copy', { events: list.length });
  }

  function hasRoom(): boolean {
    return isStarted && list.reduce((sum, event) => sum + openMarkets(event), 0) < settings().watchMarkets;
  }

  /** One that nobody has seen is looked at, while fewer are than the user chose; the next list puts it in its place. */
  const newcomers = createRereads({
    clock,
    signal: lifetime.signal,
    // The catalogue may be behind its own news.
    mostTries: 4,
    async read(slug) {
      if (!hasRoom() || list.some((event) => event.slug === slug)) return true;
      const read = await market.fetchEventBySlug(slug, lifetime.signal);
      if (!read.ok) return false;
      list = [...list, read.value];
      tellList();
      return true;
    },
  });

  function watchBooks(): void {
    const open = new Set(paths.flatMap((path) => parsePagePath(path)?.slug ?? []));
    const isOpen = (event: VenueEvent) =>
      open.size > 0 && (open.has(event.slug) || event.conditions.some((condition) => open.has(condition.slug)));
    const first: Condition[] = [];
    // Markets that stand alone hold the least and are let go of first on a machine that is too busy.
    const together: Condition[] = [];
    const alone: Condition[] = [];
    for (const event of relations.events()) {
      const into = isOpen(event) ? first : event.conditions.length > 1 ? together : alone;
      for (const condition of event.conditions) if (takesOrders(condition)) into.push(condition);
    }
    watched = [...first, ...together, ...alone];
    options.watchBooks(watched, { focus: new Set(first.map(({ id }) => id)) });
  }

  const unsubscribe = relations.subscribe(watchBooks);
  return {
    setPages(next) {
      paths = next;
      watchTargets();
      // The event of a page may have been watched before, and then nothing else says that it is looked at now.
      watchBooks();
    },
    setOffered(next) {
      if (next.length === offered.length && next.every((slug, index) => slug === offered[index])) return;
      offered = next;
      watchTargets();
    },
    settingsChanged() {
      const { watchMarkets } = settings();
      tellList();
      if (isStarted && watchMarkets > wanted) void refreshList();
    },
    opened(slug) {
      if (!relations.refreshEvent(slug) && hasRoom()) newcomers.ask(slug);
    },
    pages: () => paths,
    conditions: () => watched,
    start() {
      isStarted = true;
      void takeCopy();
      void refreshList();
    },
    close() {
      lifetime.abort();
      unsubscribe();
    },
  };
}

function openMarkets({ conditions }: VenueEvent): number {
  return conditions.filter(takesOrders).length;
}

/** Whole events, as many as fit: a part of a group proves nothing. */
function withinCount(events: readonly VenueEvent[], most: number): readonly VenueEvent[] {
  let count = 0;
  return events.filter((event) => {
    const more = openMarkets(event);
    if (count + more > most) return false;
    count += more;
    return true;
  });
}

/** The most traded events, until they have so many open markets. Parts are told whenever their number has doubled. */
async function readList(
  market: MarketData,
  wanted: number,
  options: { readonly onPart: (events: readonly VenueEvent[]) => void; readonly signal: AbortSignal },
): Promise<Result<{ readonly events: readonly VenueEvent[]; readonly ended: PagesEnd }>> {
  const seen = new Map<string, VenueEvent>();
  let count = 0;
  let told = 0;
  if (wanted === 0) return ok({ events: [], ended: 'end' });
  const read = await followPages<VenueEvent>({
    first: null,
    wanted: Infinity,
    mostPages: MAX_PAGES,
    keyOf: ({ id }) => id,
    async fetch(cursor) {
      const page = await market.fetchActiveEvents(cursor, options.signal);
      if (!page.ok) return page;
      const { events, nextCursor, listed = events.length } = page.value;
      for (const event of events) {
        if (seen.has(event.id)) continue;
        seen.set(event.id, event);
        count += openMarkets(event);
      }
      if (seen.size >= 2 * told) {
        told = seen.size;
        options.onPart([...seen.values()]);
      }
      return ok({ items: events, next: count < wanted ? nextCursor : null, listed });
    },
  });
  return read.ok ? ok({ events: read.value.items, ended: read.value.ended }) : read;
}
