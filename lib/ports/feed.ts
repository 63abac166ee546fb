/** A market-data connection to a venue. */
import type { Book, HashedWords } from '../domain/book';
import type { ConditionId, TokenId } from '../domain/ids';
import type { Failure } from '../domain/result';
import type { PriceMicros, SizeMicros, TimeMs } from '../domain/units';

/** `book.tickMicros` is 0 when the frame did not say it: the receiver knows the tick from the condition. */
export interface BookSnapshot {
  readonly kind: 'snapshot';
  readonly book: Book;
}

/** `sizeMicros` is the new total at that level; 0 removes it. */
export interface BookDelta {
  readonly kind: 'delta';
  readonly tokenId: TokenId;
  readonly conditionId: ConditionId;
  readonly side: 'bid' | 'ask';
  readonly priceMicros: PriceMicros;
  readonly sizeMicros: SizeMicros;
  /** The venue's own best prices after the change; 0 and 1_000_000 when the side is empty, null when not sent. */
  readonly bestBidMicros: PriceMicros | null;
  readonly bestAskMicros: PriceMicros | null;
  readonly hash: string;
  readonly venueTimeMs: TimeMs;
}

export interface TickChange {
  readonly kind: 'tick';
  readonly tokenId: TokenId;
  readonly tickMicros: PriceMicros;
  /** What of it the book's hash covers. */
  readonly hashed?: HashedWords;
  readonly venueTimeMs: TimeMs;
}

/** Nothing is traded on it: a price of 0 or 1, or one finer than a micro (null), is as good as any. */
export interface LastTrade {
  readonly kind: 'trade';
  readonly tokenId: TokenId;
  readonly priceMicros: PriceMicros | null;
  readonly sizeMicros: SizeMicros | null;
  /** What the taker did with this token; null where the venue does not say it. */
  readonly takerSide: 'buy' | 'sell' | null;
  /** What of it the book's hash covers. */
  readonly hashed?: HashedWords;
  readonly venueTimeMs: TimeMs;
}

/** Who won is asked of the catalogue. */
export interface MarketResolved {
  readonly kind: 'resolved';
  readonly conditionId: ConditionId;
  /** Its tokens, as far as they are told. */
  readonly tokens: readonly TokenId[];
}

/** A market that the venue opened, in an event that may be known. */
export interface MarketOpened {
  readonly kind: 'opened';
  readonly eventSlug: string;
}

/**
 * Something that could not be parsed. It condemns the book that it names and no other: `tokenId` is null where it names
 * none, and then it is only counted.
 */
export interface MalformedFrame {
  readonly kind: 'malformed';
  readonly tokenId: TokenId | null;
  readonly reason: string;
}

/** The connection of these tokens was lost or replaced: changes may be missing until their next snapshot. */
export interface FeedGap {
  readonly kind: 'gap';
  readonly tokens: readonly TokenId[];
}

export type BookEvent =
  BookSnapshot | BookDelta | TickChange | LastTrade | MarketResolved | MarketOpened | MalformedFrame | FeedGap;

export type FeedStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'live'; readonly sinceMs: TimeMs }
  /** The socket is open and answers pings but sent nothing that it should have. */
  | { readonly kind: 'silent'; readonly sinceMs: TimeMs }
  | { readonly kind: 'down'; readonly sinceMs: TimeMs; readonly failure: Failure };

export interface MarketFeed {
  /** Replaces the set of watched tokens; the feed subscribes, unsubscribes and shards as needed. */
  watch(tokens: ReadonlySet<TokenId>): void;
  status(): FeedStatus;
  /** Replaces the connections of these tokens: they answered pings but missed changes that the venue has. */
  restart(tokens: ReadonlySet<TokenId>, reason: string): void;
  /** The venue is known to be reachable again: waiting connections are tried at once. */
  retryNow(): void;
  /** Ends all sockets and timers. */
  close(): void;
}

/** What came and was about no watched book: it could not be read, or it was about something else. */
export type StrayKind = 'unreadable' | 'foreign';

export interface MarketFeedHandlers {
  /** What is about watched books, and what markets the venue opened. */
  onEvents(events: readonly BookEvent[], receivedAtMs: TimeMs): void;
  onStray(kind: StrayKind): void;
  onStatus(status: FeedStatus): void;
}
