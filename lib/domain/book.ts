/** Order books as Facet holds them: best level first on both sides. */
import type { ConditionId, TokenId } from './ids';
import type { PriceMicros, SizeMicros, TimeMs } from './units';

/** More levels than any real side has (recorded ones are under 100): bounds what hostile frames can make of a book. */
export const MAX_LEVELS = 1_000;

export interface Level {
  readonly priceMicros: PriceMicros;
  /** Shares resting at this price, positive. */
  readonly sizeMicros: SizeMicros;
}

/**
 * What the venue's book hash covers besides the levels, by the venue's own names and in its own words; null where this
 * book's source did not carry them. Only the venue reads it, but for the last trade's
 * price.
 */
export type HashedWords = Readonly<Record<string, string | boolean | null>>;

export interface Book {
  readonly tokenId: TokenId;
  readonly conditionId: ConditionId;
  /** Highest price first. */
  readonly bids: readonly Level[];
  /** Lowest price first. */
  readonly asks: readonly Level[];
  readonly tickMicros: PriceMicros;
  /** Smallest order, where the source says it. */
  readonly minSizeMicros?: SizeMicros;
  /** Venue's hash of the snapshot that this book equals, or "" when deltas were applied whose hash was not checked. */
  readonly hash: string;
  /** The venue's own time of the last change. */
  readonly venueTimeMs: TimeMs;
  /** Our wall clock when the last frame of this book arrived. */
  readonly receivedAtMs: TimeMs;
  /** Our wall clock when the book was last known to be right: a change, a hash match or a REST comparison. */
  readonly verifiedAtMs: TimeMs;
  readonly hashed?: HashedWords;
}

/** Why a book cannot feed a scan. */
export type BookFault = 'missing' | 'stale' | 'crossed' | 'mismatch' | 'malformed';

export type BookState =
  | { readonly kind: 'live'; readonly book: Book }
  | { readonly kind: 'bad'; readonly fault: BookFault; readonly sinceMs: TimeMs };
