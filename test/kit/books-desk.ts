/**
 * A books service between a scripted venue and a hand-moved clock: `truth` is what REST answers, `send` is what the
 * feed brings. One condition with two tokens whose books mirror each other.
 */
import { afterEach, beforeEach } from 'vitest';
import type { Book } from '../../lib/domain/book';
import type { ConditionId, TokenId } from '../../lib/domain/ids';
import type { Result } from '../../lib/domain/result';
import { fail, ok } from '../../lib/domain/result';
import { priceMicros, sizeMicros, timeMs } from '../../lib/domain/units';
import type { BookDelta, BookEvent, MarketFeed } from '../../lib/ports/feed';
import type { BooksService } from '../../lib/services/books/books';
import { createBooks } from '../../lib/services/books/books';
import { readBook } from '../../lib/venues/polymarket/clob/parse-book';
import type { FakeClock } from './venue';
import { condition, createFakeClock, createMemoryLog, rawBook } from './venue';
import * as en from '../../lib/words/en';

export type Levels = readonly (readonly [string, string])[];

export const T0 = 1_795_000_000_000;
export const A = condition(1);
export const YES = A.tokens[0];
export const NO = A.tokens[1];
export const BIDS: Levels = [
  ['0.40', '10'],
  ['0.44', '20'],
];
export const ASKS: Levels = [
  ['0.60', '7'],
  ['0.46', '5'],
];
export const MIRROR_BIDS: Levels = [
  ['0.40', '7'],
  ['0.54', '5'],
];
export const MIRROR_ASKS: Levels = [
  ['0.60', '10'],
  ['0.56', '20'],
];

/** What REST answers for a token: condition number, levels and the venue's time. */
interface Held {
  readonly n: number;
  readonly bids: Levels;
  readonly asks: Levels;
  readonly timestamp: number;
}

class BooksDesk {
  clock: FakeClock = createFakeClock(T0);
  truth = new Map<TokenId, Held>();
  restFails = false;
  asked: { readonly atMs: number; readonly tokens: readonly TokenId[] }[] = [];
  dirty: ConditionId[] = [];
  restarts: string[] = [];
  retries = 0;
  watched: ReadonlySet<TokenId> = new Set();
  books: BooksService = this.open();

  reset(): void {
    this.clock = createFakeClock(T0);
    this.truth = new Map([
      [YES, { n: 1, bids: BIDS, asks: ASKS, timestamp: T0 - 1_000 }],
      [NO, { n: 1, bids: MIRROR_BIDS, asks: MIRROR_ASKS, timestamp: T0 - 1_000 }],
    ]);
    this.restFails = false;
    this.asked = [];
    this.dirty = [];
    this.restarts = [];
    this.retries = 0;
    this.books = this.open();
  }

  /** Another service on the same venue; close the one before. */
  open(
    hashOf?: (book: Book) => Promise<string | null>,
    more: { readonly farStaleAfterMs?: number } = {},
  ): BooksService {
    const feed: MarketFeed = {
      watch: (tokens) => {
        this.watched = tokens;
      },
      status: () => ({ kind: 'live', sinceMs: timeMs(T0) }),
      restart: (_tokens, reason) => {
        this.restarts.push(reason);
      },
      retryNow: () => {
        this.retries += 1;
      },
      close: () => {
        this.watched = new Set();
      },
    };
    const books = createBooks({
      clock: this.clock,
      log: createMemoryLog(),
      fetchBooks: (tokens) => this.fetchBooks(tokens),
      feed: () => feed,
      staleAfterMs: () => 5_000,
      ...(hashOf ? { hashOf } : {}),
      ...more,
    });
    books.subscribeDirty((ids) => this.dirty.push(...ids));
    return books;
  }

  readonly send = (...events: readonly BookEvent[]): void => this.books.onEvents(events, this.clock.nowMs());

  readonly snapshot = (tokenId: TokenId): BookEvent => ({ kind: 'snapshot', book: this.bookOf(tokenId) });

  readonly delta = (over: Partial<Omit<BookDelta, 'kind'>> & { readonly tokenId: TokenId }): BookDelta => ({
    kind: 'delta',
    conditionId: A.id,
    side: 'bid',
    priceMicros: priceMicros(430_000),
    sizeMicros: sizeMicros(1_000_000),
    bestBidMicros: null,
    bestAskMicros: null,
    hash: '',
    venueTimeMs: timeMs(this.clock.nowMs()),
    ...over,
  });

  /** "live", or what is wrong with the book. */
  readonly fault = (tokenId: TokenId): string => {
    const state = this.books.stateOf(tokenId);
    return state.kind === 'live' ? 'live' : state.fault;
  };

  private bookOf(tokenId: TokenId): Book {
    const held = this.truth.get(tokenId);
    if (!held) throw new Error('fixture');
    const parsed = readBook(rawBook(held.n, tokenId, held), this.clock.nowMs());
    if (!parsed.ok) throw new Error(en.failure(parsed.error));
    return parsed.value.book;
  }

  private async fetchBooks(tokens: readonly TokenId[]): Promise<Result<readonly Book[]>> {
    this.asked.push({ atMs: this.clock.nowMs(), tokens });
    if (this.restFails) return fail('network', { what: 'books' }, 'later');
    return ok(tokens.filter((tokenId) => this.truth.has(tokenId)).map((tokenId) => this.bookOf(tokenId)));
  }
}

/** A fresh desk before each test of the file, closed after it. */
export function createBooksDesk(): BooksDesk {
  const desk = new BooksDesk();
  desk.books.close();
  beforeEach(() => desk.reset());
  afterEach(() => desk.books.close());
  return desk;
}
