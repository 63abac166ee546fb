/**
 * One token's book and how far it can be trusted. Changes come from the feed, the truth from REST answers.
 *
 *   empty --snapshot/REST--> held --delta--> held        (verified at the frame's time)
 *     ^                      | |  |  top differs, crossed: the next frame may heal it
 *     |                      | |  +--> bad (doubt) --agrees within the grace--> held, and asked about
 *     |                      | |         | not within the grace
 *     |                      | v out of order, malformed
 *    gap: deltas ignored     | bad --REST asked after the fault, or a newer snapshot--> held
 *    until a snapshot        +-- no verification for staleAfterMs: stale, decided when read
 */
import type { Book, BookFault, HashedWords } from '../../domain/book';
import { MAX_LEVELS } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { TokenId } from '../../domain/ids';
import type { PriceMicros, SizeMicros, TimeMs } from '../../domain/units';
import type { BookDelta } from '../../ports/feed';
import type { Said, TermsRow } from '../catalogue/facts';
import type { BookSide } from './levels';
import { isCrossed } from './levels';

/** What takes the last change back. */
export interface Undo {
  /** Of the content before the change. */
  readonly venueTimeMs: number;
  readonly side: BookSide;
  readonly priceMicros: PriceMicros;
  readonly sizeMicros: SizeMicros;
}

export interface Received {
  readonly receivedAtMs: TimeMs;
  /** receivedAtMs less the lag of the feed: since when the change is known to be no newer than. */
  readonly verifiedAtMs: TimeMs;
}

/** Where the feed stands with this book. */
interface FeedMarks {
  /** A snapshot came on the present connection, so its deltas make sense. */
  synced: boolean;
  lastDeltaMs: number;
  /** Changes that came during the fault, to be put on top of the REST answer. */
  readonly pending: { readonly delta: BookDelta; readonly at: Received }[];
  /** REST showed a change that the feed has not brought: the venue time before it, and when we noticed. */
  ahead: { readonly venueTimeMs: number; readonly sinceMs: TimeMs } | null;
  /** Only a new connection can help. */
  stuck: boolean;
}

/** Where REST stands with it. */
interface RestMarks {
  /** Revision that a REST answer agreed with. */
  revision: number;
  /** Answers in a row that were older than the feed, with no change in between. */
  behind: number;
  /** Answers in a row that did not have this token. */
  absent: number;
  askedAtMs: number;
  inFlight: boolean;
}

export interface ClaimedHash {
  readonly hash: string;
  readonly revision: number;
  readonly receivedAtMs: TimeMs;
}

interface HashMarks {
  /** Hash that the last delta claims for the present content, not yet checked. */
  claimed: ClaimedHash | null;
  trusted: boolean;
  misses: number;
}

export interface Entry {
  readonly tokenId: TokenId;
  condition: Condition;
  book: Book | null;
  /** `healable`: changes are still applied, and one after which all agrees ends it. */
  fault: { readonly fault: BookFault; readonly sinceMs: TimeMs; readonly healable: boolean } | null;
  /** Faults so far: an answer to a question from before the last one proves nothing. */
  faults: number;
  /** Venue time of the content when the fault came: a REST answer must be at least as new. */
  faultVenueMs: number;
  /** Tick and smallest order as they are now; owned by the catalogue. */
  row: TermsRow;
  hashed: HashedWords;
  /** Content changes. */
  revision: number;
  /**
   * The last changes, oldest first: a REST answer that left the venue a moment ago is compared with its own moment.
   */
  readonly history: Undo[];
  /** Our clock when the whole content, not just its top, was last known to be right. */
  provenAtMs: number;
  /** To be asked for over REST before all others. */
  urgent: boolean;
  readonly feed: FeedMarks;
  readonly rest: RestMarks;
  readonly hash: HashMarks;
}

export function createEntry(tokenId: TokenId, condition: Condition, row: TermsRow): Entry {
  return {
    tokenId,
    condition,
    book: null,
    fault: null,
    faults: 0,
    faultVenueMs: 0,
    row,
    hashed: {},
    revision: 0,
    history: [],
    provenAtMs: 0,
    urgent: true,
    feed: { synced: false, lastDeltaMs: 0, pending: [], ahead: null, stuck: false },
    rest: { revision: -1, behind: 0, absent: 0, askedAtMs: 0, inFlight: false },
    hash: { claimed: null, trusted: false, misses: 0 },
  };
}

/** Only REST or a newer snapshot ends it. */
export function setFault(entry: Entry, fault: BookFault, nowMs: TimeMs): void {
  condemn(entry, fault, { nowMs, healable: false });
}

/** Not usable from now on, but the venue is known to show such a thing for one frame: the next one may end it. */
export function setDoubt(entry: Entry, fault: BookFault, nowMs: TimeMs): void {
  condemn(entry, fault, { nowMs, healable: true });
}

function condemn(
  entry: Entry,
  fault: BookFault,
  { nowMs, healable }: { readonly nowMs: TimeMs; readonly healable: boolean },
): void {
  entry.faults += 1;
  entry.faultVenueMs = Math.max(entry.book?.venueTimeMs ?? 0, entry.feed.lastDeltaMs);
  entry.feed.pending.length = 0;
  entry.fault = { fault, sinceMs: entry.fault?.sinceMs ?? nowMs, healable };
  entry.urgent = true;
  entry.hash.claimed = null;
}

/** Known words stay when a frame does not repeat them: the feed's books carry fewer than REST's. */
export function wordsWith(entry: Entry, words: HashedWords | undefined): HashedWords {
  if (!words) return entry.hashed;
  return {
    ...entry.hashed,
    ...Object.fromEntries(Object.entries(words).filter(([, word]) => word !== null && word !== '')),
  };
}

function onTick(entry: Entry, book: Book): boolean {
  return [...book.bids, ...book.asks].every((level) => level.priceMicros % entry.row.terms.tickMicros === 0);
}

export function adopt(entry: Entry, book: Book, verifiedAtMs: TimeMs): void {
  entry.hashed = wordsWith(entry, book.hashed);
  entry.book = { ...book, tickMicros: entry.row.terms.tickMicros, verifiedAtMs, hashed: entry.hashed };
  entry.revision += 1;
  entry.history.length = 0;
  entry.provenAtMs = Math.max(entry.provenAtMs, verifiedAtMs);
  entry.hash.claimed = null;
  entry.rest.behind = 0;
  entry.feed.stuck = false;
  entry.fault = null;
  entry.urgent = false;
  entry.rest.absent = 0;
}

/** What a book says of its market, taken where it is newer than what is known. */
export function sayOfBook(entry: Entry, book: Book, said: Omit<Said, 'terms'>): void {
  if (book.conditionId !== entry.condition.id) return;
  const { tickMicros, minSizeMicros } = book;
  entry.row.say({ ...said, terms: { tickMicros, ...(minSizeMicros === undefined ? {} : { minSizeMicros }) } });
}

/** Why this book cannot be the one that the entry is about; null when it can. */
export function mismatched(entry: Entry, book: Book): BookFault | null {
  if (book.conditionId !== entry.condition.id) return 'malformed';
  if (book.bids.length > MAX_LEVELS || book.asks.length > MAX_LEVELS) return 'malformed';
  if (book.tickMicros === 0 && !onTick(entry, book)) return 'malformed';
  return isCrossed(book) ? 'crossed' : null;
}
