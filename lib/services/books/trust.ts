/** What may be believed of the kept books now: decided when asked, from their age, their faults and each other. */
import type { Book, BookFault, BookState } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { ConditionId, TokenId } from '../../domain/ids';
import { MICROS, type TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Entry } from './entry';
import { bestAsk, bestBid, isGhostly, isMirror, isPairCrossed } from './levels';

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

export interface BooksCount {
  readonly watched: number;
  readonly live: number;
  readonly bad: Readonly<Record<BookFault, number>>;
  readonly oldestVerifiedAtMs: TimeMs | null;
}

export interface Trust {
  stateOf(tokenId: TokenId): BookState;
  /**
   * The same for what is only looked at: a book far from every open page may be older while its connection lives, since
   * all are asked for in turn. Nothing is offered from it before it was asked for again.
   */
  screenedStateOf(tokenId: TokenId): BookState;
  /** How old the book may be for `screenedStateOf`, milliseconds. */
  screenedForMs(entry: Entry): number;
  /** The entry of the condition's other token. */
  otherOf(entry: Entry): Entry | null;
  /** Crossed with the other token, and the venue itself has not just said the same of both. */
  isPairCrossed(entry: Entry): boolean;
  snapshotFor(conditions: readonly Condition[]): BooksSnapshot;
}

export interface TrustOptions {
  readonly entries: ReadonlyMap<TokenId, Entry>;
  readonly clock: Clock;
  readonly staleAfterMs: () => number;
  /** How old a book may be to be looked at; only where its feed has brought a snapshot. */
  readonly screenedForMs: (entry: Entry) => number;
}

export function createTrust({ entries, clock, staleAfterMs, ...options }: TrustOptions): Trust {
  function otherOf(entry: Entry): Entry | null {
    const [yes, no] = entry.condition.tokens;
    return entries.get(entry.tokenId === yes ? no : yes) ?? null;
  }

  function pairCrossed(entry: Entry): boolean {
    const other = otherOf(entry);
    if (!entry.book || !other?.book || other.fault) return false;
    if (!isPairCrossed(entry.book, other.book)) return false;
    return !(entry.rest.revision === entry.revision && other.rest.revision === other.revision);
  }

  /** Neither the other token nor a trade says that the prices have gone that far apart. */
  function isGhost(entry: Entry, book: Book): boolean {
    if (!isGhostly(book)) return false;
    const other = otherOf(entry);
    if (other?.book && !other.fault && isMirror(book, other.book)) return false;
    const traded = Number(book.hashed?.lastTradePrice || NaN) * MICROS;
    return !(traded <= bestBid(book) || traded >= bestAsk(book));
  }

  function screenedForMs(entry: Entry): number {
    return entry.feed.synced ? Math.max(staleAfterMs(), options.screenedForMs(entry)) : staleAfterMs();
  }

  const stateOf = (tokenId: TokenId): BookState => stateWithin(tokenId, staleAfterMs);

  function stateWithin(tokenId: TokenId, limitOf: (entry: Entry) => number): BookState {
    const entry = entries.get(tokenId);
    const nowMs = clock.nowMs();
    if (!entry) return { kind: 'bad', fault: 'missing', sinceMs: nowMs };
    if (entry.fault) return { kind: 'bad', fault: entry.fault.fault, sinceMs: entry.fault.sinceMs };
    const { book } = entry;
    if (!book) return { kind: 'bad', fault: 'missing', sinceMs: nowMs };
    const ageMs = nowMs - book.verifiedAtMs;
    if (ageMs < 0 || ageMs > limitOf(entry)) return { kind: 'bad', fault: 'stale', sinceMs: book.verifiedAtMs };
    if (pairCrossed(entry)) return { kind: 'bad', fault: 'crossed', sinceMs: book.receivedAtMs };
    if (isGhost(entry, book)) return { kind: 'bad', fault: 'mismatch', sinceMs: book.receivedAtMs };
    return { kind: 'live', book };
  }

  return {
    stateOf,
    screenedStateOf: (tokenId) => stateWithin(tokenId, screenedForMs),
    screenedForMs,
    otherOf,
    isPairCrossed: pairCrossed,
    snapshotFor(conditions) {
      const books = new Map<TokenId, Book>();
      const faults: BooksSnapshot['faults'][number][] = [];
      for (const condition of conditions) {
        for (const tokenId of condition.tokens) {
          const state = stateOf(tokenId);
          if (state.kind === 'bad') faults.push({ conditionId: condition.id, tokenId, fault: state.fault });
          else books.set(tokenId, state.book);
        }
      }
      return { books, oldestVerifiedAtMs: oldestOf(books.values()), faults };
    },
  };
}

function oldestOf(books: Iterable<Book>): TimeMs | null {
  let oldest: TimeMs | null = null;
  for (const { verifiedAtMs } of books) if (oldest === null || verifiedAtMs < oldest) oldest = verifiedAtMs;
  return oldest;
}
