/**
 * The only owner of order books: what the feed brings and what REST confirms become states that say whether a book may
 * be used (docs/reliability.md 3.2). Nobody else keeps a copy that outlives a scan.
 */
import type { Book, BookState } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { ConditionId, TokenId } from '../../domain/ids';
import type { Failure, Result } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { BookEvent, FeedStatus, MarketFeed, MarketFeedHandlers, StrayKind } from '../../ports/feed';
import type { Log } from '../../ports/log';
import { UNTIMED, type Timings } from '../../ports/timings';
import type { Facts } from '../catalogue/facts';
import { createFacts } from '../catalogue/facts';
import { createEmitter } from '../emitter';
import { createDue } from './due';
import type { Entry } from './entry';
import { sayOfBook } from './entry';
import { applyEvents } from './events';
import { follow } from './follow';
import { takeRest } from './from-rest';
import type { HashOf } from './hash-check';
import { checkHashes } from './hash-check';
import { createLag } from './lag';
import { createLoad } from './load';
import type { FetchBooks, ProberAnswer } from './prober';
import { createProber } from './prober';
import { refreshBooks } from './refresh';
import { createRestarts } from './restarts';
import { createStanding } from './standing';
import type { BooksCount, BooksSnapshot } from './trust';
import { createTrust } from './trust';
import { createWeights } from './weights';

/** Ages are looked at twice a second: a stale mark may come at most half a second late. */
const SWEEP_MS = 500;
/** Faults of one frame are asked about together. */
const GATHER_MS = 20;
/** Share of the stale limit after which a quiet book is asked for again: two tries fit before it goes stale. */
const ASK_SHARE = 0.4;

export interface BooksStatus extends BooksCount {
  readonly feed: FeedStatus;
  /** Conditions that this machine is too busy to follow. */
  readonly shed: number;
  /** Why the last REST question failed; null while they succeed. */
  readonly rest: Failure | null;
  /** What the feed brought since the start that was about no watched book. */
  readonly strays: Readonly<Record<StrayKind, number>>;
}

/** Why books are attended to; each replaces those of before. */
export type Attended = 'offered' | 'armed';

export interface Resolved {
  readonly conditionId: ConditionId;
}

export interface BooksFrame {
  readonly events: readonly BookEvent[];
  readonly receivedAtMs: TimeMs;
  /** null: its book is not watched. */
  readonly conditionOf: (tokenId: TokenId) => Condition | null;
}

export interface BooksService {
  /**
   * Replaces the watched conditions, the most needed first. Those in `focus` (open pages, offers on screen) are
   * verified first, and followed however busy the machine is.
   */
  watch(conditions: readonly Condition[], options?: { readonly focus?: ReadonlySet<ConditionId> }): void;
  onEvents(events: readonly BookEvent[], receivedAtMs: TimeMs): void;
  stateOf(tokenId: TokenId): BookState;
  /** For what is only looked at, never for orders: books far from open pages may be older (trust.ts). */
  screenedStateOf(tokenId: TokenId): BookState;
  /** These are offered (or about to be), or armed: they are asked for as often as those on open pages. */
  attend(conditions: readonly Condition[], as: Attended): void;
  snapshotFor(conditions: readonly Condition[]): BooksSnapshot;
  /**
   * Asks for these books now and answers them only if the venue's answer agrees with every one. For use before orders.
   */
  refresh(tokens: readonly TokenId[]): Promise<Result<readonly Book[]>>;
  /** Conditions whose books changed or became usable or unusable. The returned function unsubscribes. */
  subscribeDirty(listener: (conditionIds: readonly ConditionId[]) => void): () => void;
  subscribeResolved(listener: (resolved: Resolved) => void): () => void;
  /** Slugs of events in which the venue opened a market, told once for each connection. */
  subscribeOpened(listener: (eventSlug: string) => void): () => void;
  subscribeStatus(listener: (status: FeedStatus) => void): () => void;
  /** Every frame of the feed once the books show it, for signals. */
  subscribeFrames(listener: (frame: BooksFrame) => void): () => void;
  status(): BooksStatus;
  close(): void;
}

export interface BooksOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly fetchBooks: FetchBooks;
  /** Opens the feed; it may call back before it returns. */
  readonly feed: (handlers: MarketFeedHandlers) => MarketFeed;
  readonly staleAfterMs: () => number;
  /** How old books far from open pages may be to be looked at, milliseconds; absent: no older than the others. */
  readonly farStaleAfterMs?: number;
  /** Who owns ticks and smallest orders; absent where nobody else asks. */
  readonly facts?: Facts;
  /** For checking changes; absent when the venue has no hash. */
  readonly hashOf?: HashOf;
  readonly timings?: Timings;
}

export function createBooks(options: BooksOptions): BooksService {
  const { clock, log, facts = createFacts(options), timings = UNTIMED } = options;
  const entries = new Map<TokenId, Entry>();
  const lifetime = new AbortController();
  const resolved = createEmitter<Resolved>();
  const opened = createEmitter<string>();
  const feedStatus = createEmitter<FeedStatus>();
  const frames = createEmitter<BooksFrame>();
  const lag = createLag();
  const weights = createWeights(clock);
  const trust = createTrust({
    entries,
    clock,
    staleAfterMs: options.staleAfterMs,
    screenedForMs: (entry) => (weights.isNear(entry) ? 0 : (options.farStaleAfterMs ?? 0)),
  });
  const standing = createStanding({ entries, trust, clock, staleAfterMs: options.staleAfterMs });
  const due = createDue({
    clock,
    entries,
    askAfterMs: () => options.staleAfterMs() * ASK_SHARE,
    weightOf: weights.of,
  });
  const prober = createProber({
    clock,
    log,
    due,
    fetchBooks: options.fetchBooks,
    lifetime: lifetime.signal,
    onRecovered: () => feed.retryNow(),
    onAnswer: takeAnswers,
  });
  /** May need a new connection, by what REST answered. */
  const suspects = new Set<Entry>();
  /** Their last change claims a hash that is not checked yet. */
  const claiming = new Set<Entry>();
  const gather = createGather(clock, lifetime.signal, () => prober.pump());
  const strays: Record<StrayKind, number> = { unreadable: 0, foreign: 0 };
  const feed = options.feed({
    onEvents,
    onStray(kind) {
      strays[kind] += 1;
    },
    onStatus: (status) => feedStatus.emit(status),
  });
  /** What is wanted, and how much of it is let go. */
  let list: readonly Condition[] = [];
  let focus: ReadonlySet<ConditionId> = new Set();
  const wishes = new Map<Attended, ReadonlySet<ConditionId>>();
  let attended: ReadonlySet<ConditionId> = new Set();
  let shed = 0;
  const load = createLoad({
    clock,
    lifetime: lifetime.signal,
    onChange(share) {
      log.warn('load', { share: Math.round(100 * share), watched: list.length });
      followList();
    },
  });
  const restartStuck = createRestarts({ clock, log, restart: (tokens, reason) => feed.restart(tokens, reason) });

  function followList(): void {
    const kept = keptOf(list, (id) => focus.has(id) || attended.has(id), load.allowed(list.length));
    shed = list.length - kept.length;
    const { wanted, added, dropped } = follow(entries, kept, facts);
    for (const entry of dropped) {
      due.forget(entry);
      suspects.delete(entry);
      claiming.delete(entry);
    }
    for (const entry of added) due.note(entry);
    standing.begin(added);
    feed.watch(wanted);
    gather();
    standing.forget(dropped);
  }

  function takeAnswers(answers: readonly ProberAnswer[]): void {
    const changed: Entry[] = [];
    const answered: Entry[] = [];
    for (const { entry, asked, book } of answers) {
      if (entries.get(entry.tokenId) !== entry) continue;
      answered.push(entry);
      const nowMs = clock.nowMs();
      if (book === null || !lag.isPossible(book.venueTimeMs, nowMs)) {
        entry.rest.absent += 1;
        continue;
      }
      const stampedMs = lag.asOf(book.venueTimeMs, nowMs);
      sayOfBook(entry, book, { source: 'book', stampedMs, readMs: book.verifiedAtMs });
      if (takeRest(entry, book, asked, nowMs)) changed.push(entry);
      if (entry.feed.stuck || entry.feed.ahead !== null) suspects.add(entry);
    }
    facts.tell();
    standing.tell(changed, answered);
    hurry(answered);
  }

  function onEvents(events: readonly BookEvent[], receivedAtMs: TimeMs): void {
    const applied = timings.time('apply', () => applyEvents({ entries, lag, events, receivedAtMs }));
    for (const { condition } of applied.changed) weights.moved(condition.eventId, receivedAtMs);
    for (const each of applied.resolved) resolved.emit(each);
    for (const slug of applied.opened) opened.emit(slug);
    facts.tell();
    for (const entry of applied.touched) if (entry.hash.claimed !== null) claiming.add(entry);
    hurry(applied.touched);
    standing.tell(applied.changed, applied.touched);
    frames.emit({ events, receivedAtMs, conditionOf: (tokenId) => entries.get(tokenId)?.condition ?? null });
  }

  function entriesOf(conditions: readonly Condition[]): readonly Entry[] {
    return conditions.flatMap(({ tokens }) => tokens.flatMap((tokenId) => entries.get(tokenId) ?? []));
  }

  /** Those in need are asked for in a moment. */
  function hurry(touched: Iterable<Entry>): void {
    let isUrgent = false;
    for (const entry of touched) {
      if (!entry.urgent) continue;
      due.note(entry);
      isUrgent = true;
    }
    if (isUrgent) gather();
  }

  function sweep(): void {
    restartStuck(suspects);
    for (const entry of standing.crossed()) {
      if (!trust.isPairCrossed(entry)) continue;
      entry.urgent = true;
      due.note(entry);
    }
    prober.pump();
    standing.tell([], []);
    if (options.hashOf)
      void checkHashes(claiming, options.hashOf).then((checked) => {
        for (const entry of checked) if (entry.urgent && entries.get(entry.tokenId) === entry) due.note(entry);
        standing.tell([], checked);
      });
    clock.after(SWEEP_MS, sweep, lifetime.signal);
  }

  clock.after(SWEEP_MS, sweep, lifetime.signal);

  return {
    watch(conditions, watchOptions) {
      const isSame = conditions.length === list.length && conditions.every((each, index) => each === list[index]);
      focus = watchOptions?.focus ?? new Set();
      const moved = weights.focusOn(focus, conditions);
      // Their need is another now, and so is how old they may be.
      const refocused = moved.size === 0 ? [] : entriesOf(conditions.filter(({ id }) => moved.has(id)));
      for (const entry of refocused) due.note(entry);
      standing.begin(refocused);
      // Whoever opens another page says the whole list again.
      if (isSame && shed === 0) return gather();
      list = conditions;
      followList();
    },
    onEvents,
    stateOf: trust.stateOf,
    screenedStateOf: trust.screenedStateOf,
    attend(conditions, as) {
      wishes.set(as, new Set(conditions.map(({ id }) => id)));
      attended = new Set([...wishes.values()].flatMap((ids) => [...ids]));
      weights.attend(attended);
      if (shed > 0 && conditions.some(({ tokens }) => !entries.has(tokens[0]))) followList();
      for (const entry of entriesOf(conditions)) due.note(entry);
      if (conditions.length > 0) gather();
    },
    snapshotFor: trust.snapshotFor,
    refresh: (tokens) => refreshBooks({ entries, clock, prober, trust }, tokens),
    subscribeDirty: standing.subscribe,
    subscribeResolved: resolved.subscribe,
    subscribeOpened: opened.subscribe,
    subscribeStatus: feedStatus.subscribe,
    subscribeFrames: frames.subscribe,
    status: () => ({
      feed: feed.status(),
      shed,
      ...standing.count(),
      rest: prober.lastFailure(),
      strays: { ...strays },
    }),
    close() {
      lifetime.abort();
      feed.close();
      entries.clear();
    },
  };
}

/** So many of the list, the needed ones in any case. */
function keptOf(
  list: readonly Condition[],
  isNeeded: (id: ConditionId) => boolean,
  allowed: number,
): readonly Condition[] {
  let left = allowed;
  return list.length <= allowed ? list : list.filter(({ id }) => (left -= 1) >= 0 || isNeeded(id));
}

/** Calls back once, a moment after the first of several calls. */
function createGather(clock: Clock, lifetime: AbortSignal, callback: () => void): () => void {
  let gathering = false;
  return () => {
    if (gathering || lifetime.aborted) return;
    gathering = true;
    clock.after(
      GATHER_MS,
      () => {
        gathering = false;
        callback();
      },
      lifetime,
    );
  };
}
