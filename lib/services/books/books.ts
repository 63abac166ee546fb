/**
 * The only owner of order books: what the feed brings and what REST confirms become states that say whether a book may
 * be used (reliability 7.4). Nobody else keeps a copy that outlives a scan.
 */
import type { Book, BookFault, BookState } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { ConditionId, TokenId } from '../../domain/ids';
import type { Failure, Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { BookEvent, FeedStatus, MarketFeed, MarketFeedHandlers } from '../../ports/feed';
import type { Log } from '../../ports/log';
import { createEmitter } from '../emitter';
import type { Entry } from './entry';
import { createEntry, takeHashCheck, takeRest } from './entry';
import { applyEvents } from './events';
import { createLag } from './lag';
import { isPairCrossed } from './levels';
import type { FetchBooks } from './verifier';
import { createVerifier } from './verifier';

/** Ages are looked at twice a second: a stale mark may come at most half a second late. */
const SWEEP_MS = 500;
/** Faults of one frame are asked about together. */
const GATHER_MS = 20;
/** Share of the stale limit after which a quiet book is asked for again: two tries fit before it goes stale. */
const VERIFY_SHARE = 0.4;
/** A change that REST has and the feed does not bring within this time means that the feed is stuck. */
const AHEAD_MS = 3_000;
/** A new connection needs its first dump; do not tear it down again before. */
const RESTART_EVERY_MS = 15_000;
/** If new connections do not help, more of them will not. */
const RESTART_AT_MOST_EVERY_MS = 300_000;
/** Hash checks in one sweep: each hashes some kilobytes. */
const HASHES_PER_SWEEP = 20;
/** An event counts as moving this long after a change in any of its books. */
const MOVING_MS = 10_000;

export interface BooksSnapshot {
  /** Usable books only. */
  readonly books: ReadonlyMap<TokenId, Book>;
  /** Of the usable books; null when there is none. */
  readonly oldestVerifiedAtMs: TimeMs | null;
  readonly faults: readonly {
    readonly conditionId: ConditionId;
    readonly tokenId: TokenId;
    readonly fault: BookFault;
  }[];
}

export interface BooksStatus {
  readonly feed: FeedStatus;
  readonly watched: number;
  readonly live: number;
  readonly bad: Readonly<Record<BookFault, number>>;
  readonly oldestVerifiedAtMs: TimeMs | null;
  /** Why the last REST question failed; null while they succeed. */
  readonly rest: Failure | null;
}

export interface BooksService {
  /** Replaces the watched conditions. Those in `focus` (open pages, offers on screen) are verified first. */
  watch(conditions: readonly Condition[], options?: { readonly focus?: ReadonlySet<ConditionId> }): void;
  onEvents(events: readonly BookEvent[], receivedAtMs: TimeMs): void;
  stateOf(tokenId: TokenId): BookState;
  snapshotFor(conditions: readonly Condition[]): BooksSnapshot;
  /**
   * Asks for these books now and answers them only if the venue's answer agrees with every one. For use before orders.
   */
  refresh(tokens: readonly TokenId[]): Promise<Result<readonly Book[]>>;
  /** Conditions whose books changed or became usable or unusable. The returned function unsubscribes. */
  subscribeDirty(listener: (conditionIds: readonly ConditionId[]) => void): () => void;
  subscribeResolved(
    listener: (resolved: { readonly conditionId: ConditionId; readonly winningTokenId: TokenId }) => void,
  ): () => void;
  subscribeStatus(listener: (status: FeedStatus) => void): () => void;
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
  /** The venue's hash of a book, for checking changes; absent when the venue has none. */
  readonly hashOf?: (book: Book) => Promise<string | null>;
}

export function createBooks(options: BooksOptions): BooksService {
  const { clock, log } = options;
  const entries = new Map<TokenId, Entry>();
  const usable = new Map<TokenId, boolean>();
  const movedAt = new Map<string, number>();
  const lifetime = new AbortController();
  const dirty = createEmitter<readonly ConditionId[]>();
  const resolved = createEmitter<{ readonly conditionId: ConditionId; readonly winningTokenId: TokenId }>();
  const feedStatus = createEmitter<FeedStatus>();
  const lag = createLag();
  let focus: ReadonlySet<ConditionId> = new Set();
  let restartedAtMs = 0;
  let restartEveryMs = RESTART_EVERY_MS;
  let gathering = false;
  let closed = false;

  const verifier = createVerifier({
    clock,
    log,
    fetchBooks: options.fetchBooks,
    lifetime: lifetime.signal,
    verifyAfterMs: () => options.staleAfterMs() * VERIFY_SHARE,
    weightOf(entry) {
      if (focus.has(entry.condition.id)) return 8;
      return clock.nowMs() - (movedAt.get(entry.condition.eventId) ?? 0) < MOVING_MS ? 3 : 1;
    },
    onRecovered: () => feed.retryNow(),
    onAnswer(answers) {
      const nowMs = clock.nowMs();
      const changed = new Set<ConditionId>();
      for (const { entry, asked, book } of answers) {
        if (entries.get(entry.tokenId) !== entry) continue;
        if (book === null) {
          entry.absent += 1;
          continue;
        }
        if (takeRest(entry, book, asked, nowMs)) changed.add(entry.condition.id);
      }
      emit(
        changed,
        answers.map(({ entry }) => entry).filter((entry) => entries.has(entry.tokenId)),
      );
      if (answers.some(({ entry }) => entry.urgent)) gather();
    },
  });

  function pairOf(entry: Entry): Entry | null {
    const [yes, no] = entry.condition.tokens;
    return entries.get(entry.tokenId === yes ? no : yes) ?? null;
  }

  /** Crossed with the other token, and the venue itself has not just said the same of both. */
  function pairCrossed(entry: Entry): boolean {
    const other = pairOf(entry);
    if (!entry.book || !other?.book || other.fault) return false;
    if (!isPairCrossed(entry.book, other.book)) return false;
    return !(entry.restRevision === entry.revision && other.restRevision === other.revision);
  }

  function stateOf(tokenId: TokenId): BookState {
    const entry = entries.get(tokenId);
    const nowMs = clock.nowMs();
    if (!entry) return { kind: 'bad', fault: 'missing', sinceMs: nowMs };
    if (entry.fault) return { kind: 'bad', fault: entry.fault.fault, sinceMs: entry.fault.sinceMs };
    const { book } = entry;
    if (!book) return { kind: 'bad', fault: 'missing', sinceMs: nowMs };
    const ageMs = nowMs - book.verifiedAtMs;
    if (ageMs < 0 || ageMs > options.staleAfterMs()) return { kind: 'bad', fault: 'stale', sinceMs: book.verifiedAtMs };
    if (pairCrossed(entry)) return { kind: 'bad', fault: 'crossed', sinceMs: book.receivedAtMs };
    return { kind: 'live', book };
  }

  /**
   * Tells listeners about changed books, and about those of `touched` whose usability changed without a change of
   * content.
   */
  function emit(changed: Set<ConditionId>, touched: Iterable<Entry>): void {
    for (const { tokenId, condition } of touched) {
      const now = stateOf(tokenId).kind === 'live';
      if (usable.get(tokenId) === now) continue;
      usable.set(tokenId, now);
      changed.add(condition.id);
    }
    if (changed.size > 0) dirty.emit([...changed]);
  }

  function gather(): void {
    if (gathering || closed) return;
    gathering = true;
    clock.after(
      GATHER_MS,
      () => {
        gathering = false;
        verifier.pump(entries.values());
      },
      lifetime.signal,
    );
  }

  function onEvents(events: readonly BookEvent[], receivedAtMs: TimeMs): void {
    const applied = applyEvents({ entries, lag, events, receivedAtMs });
    const changed = new Set<ConditionId>();
    for (const { condition } of applied.changed) {
      changed.add(condition.id);
      movedAt.set(condition.eventId, receivedAtMs);
    }
    for (const each of applied.resolved) resolved.emit(each);
    if ([...applied.touched].some((entry) => entry.urgent)) gather();
    emit(changed, applied.touched);
  }

  async function checkHashes(): Promise<void> {
    if (!options.hashOf) return;
    const waiting = [...entries.values()]
      .filter((entry) => entry.claimedHash !== null && entry.book !== null)
      .slice(0, HASHES_PER_SWEEP);
    for (const entry of waiting) {
      const claimed = entry.claimedHash;
      if (claimed === null || entry.book === null || claimed.revision !== entry.revision) continue;
      const computed = await options.hashOf(entry.book);
      takeHashCheck(entry, claimed, computed);
    }
  }

  function sweep(): void {
    const nowMs = clock.nowMs();
    const stuck = [...entries.values()].filter(
      (entry) => entry.stuck || (entry.ahead !== null && nowMs - entry.ahead.sinceMs >= AHEAD_MS),
    );
    if (Math.abs(nowMs - restartedAtMs) > 4 * restartEveryMs) restartEveryMs = RESTART_EVERY_MS;
    if (stuck.length > 0 && Math.abs(nowMs - restartedAtMs) >= restartEveryMs) {
      if (restartedAtMs > 0) restartEveryMs = Math.min(RESTART_AT_MOST_EVERY_MS, 2 * restartEveryMs);
      restartedAtMs = nowMs;
      for (const entry of stuck) entry.stuck = false;
      log.warn('feed-stuck', { books: stuck.length });
      feed.restart(new Set(stuck.map((entry) => entry.tokenId)), 'the venue has changes that the feed did not bring');
    }
    for (const entry of entries.values()) if (pairCrossed(entry)) entry.urgent = true;
    verifier.pump(entries.values());
    emit(new Set(), entries.values());
    void checkHashes();
    clock.after(SWEEP_MS, sweep, lifetime.signal);
  }

  const feed = options.feed({
    onEvents,
    onStatus: (status) => feedStatus.emit(status),
  });
  clock.after(SWEEP_MS, sweep, lifetime.signal);

  return {
    watch(conditions, watchOptions) {
      focus = watchOptions?.focus ?? new Set();
      const wanted = new Set<TokenId>();
      const changed = new Set<ConditionId>();
      for (const condition of conditions) {
        if (condition.closed || !condition.enableOrderBook) continue;
        for (const tokenId of condition.tokens) {
          wanted.add(tokenId);
          const entry = entries.get(tokenId);
          if (entry && entry.condition.id === condition.id) entry.condition = condition;
          else entries.set(tokenId, createEntry(tokenId, condition));
        }
      }
      for (const [tokenId, entry] of [...entries]) {
        if (wanted.has(tokenId)) continue;
        entries.delete(tokenId);
        usable.delete(tokenId);
        changed.add(entry.condition.id);
      }
      const events = new Set<string>(conditions.map(({ eventId }) => eventId));
      for (const eventId of [...movedAt.keys()]) if (!events.has(eventId)) movedAt.delete(eventId);
      feed.watch(wanted);
      gather();
      if (changed.size > 0) dirty.emit([...changed]);
    },
    onEvents,
    stateOf,
    snapshotFor(conditions) {
      const books = new Map<TokenId, Book>();
      const faults: BooksSnapshot['faults'][number][] = [];
      let oldest: TimeMs | null = null;
      for (const condition of conditions) {
        for (const tokenId of condition.tokens) {
          const state = stateOf(tokenId);
          if (state.kind === 'bad') {
            faults.push({ conditionId: condition.id, tokenId, fault: state.fault });
          } else {
            books.set(tokenId, state.book);
            if (oldest === null || state.book.verifiedAtMs < oldest) oldest = state.book.verifiedAtMs;
          }
        }
      }
      return { books, oldestVerifiedAtMs: oldest, faults };
    },
    async refresh(tokens) {
      const wanted = tokens.map((tokenId) => entries.get(tokenId));
      const watched = wanted.flatMap((entry) => entry ?? []);
      if (watched.length !== tokens.length)
        return fail(
          'book-missing',
          'Facet does not follow one of these order books any more. Nothing was sent.',
          'later',
        );
      const askedAtMs = clock.nowMs();
      const answer = await verifier.ask(watched);
      if (!answer.ok) return answer;
      const books: Book[] = [];
      for (const entry of watched) {
        const state = stateOf(entry.tokenId);
        const name = entry.condition.label.slice(0, 80);
        if (state.kind === 'bad')
          return fail(
            `book-${state.fault}`,
            `The order book of "${name}" cannot be trusted right now (${state.fault}). Nothing was sent; it is being fetched again.`,
            'later',
          );
        // Either nothing changed since the question, or the answer agreed with the book at its own moment and the feed
        // brought the rest.
        if (state.book.verifiedAtMs < askedAtMs && entry.provenAtMs < askedAtMs)
          return fail(
            'book-stale',
            `Polymarket did not confirm the order book of "${name}" just now. Nothing was sent; try again.`,
            'later',
          );
        books.push(state.book);
      }
      return ok(books);
    },
    subscribeDirty: dirty.subscribe,
    subscribeResolved: resolved.subscribe,
    subscribeStatus: feedStatus.subscribe,
    status() {
      const bad: Record<BookFault, number> = { missing: 0, stale: 0, crossed: 0, mismatch: 0, malformed: 0 };
      let live = 0;
      let oldest: TimeMs | null = null;
      for (const tokenId of entries.keys()) {
        const state = stateOf(tokenId);
        if (state.kind === 'bad') {
          bad[state.fault] += 1;
        } else {
          live += 1;
          if (oldest === null || state.book.verifiedAtMs < oldest) oldest = state.book.verifiedAtMs;
        }
      }
      return {
        feed: feed.status(),
        watched: entries.size,
        live,
        bad,
        oldestVerifiedAtMs: oldest,
        rest: verifier.lastFailure(),
      };
    },
    close() {
      closed = true;
      lifetime.abort();
      feed.close();
      entries.clear();
    },
  };
}
