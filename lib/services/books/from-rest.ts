/** What a REST answer says of one book: it agrees, it is older, it is newer, or one of the two is wrong. */
import type { Book } from '../../domain/book';
import type { TimeMs } from '../../domain/units';
import type { Entry } from './entry';
import { adopt, mismatched, setFault, wordsWith } from './entry';
import { settle, takeDelta } from './from-feed';
import { applyLevel, sameLevels } from './levels';

/**
 * REST answers older than what the feed brought, with no change in between, after which neither is believed. The venue
 * has served long-gone books over REST, so an older answer never replaces a newer book; a new connection's first
 * snapshot decides.
 */
const BEHIND_LIMIT = 5;

/**
 * The REST book against what was held at its venue time: several changes may share a millisecond, and any of them will
 * do.
 */
function compareWithHistory(entry: Entry, book: Book): 'same' | 'different' | 'unknown' {
  if (!entry.book) return 'unknown';
  let { bids, asks }: Pick<Book, 'bids' | 'asks'> = entry.book;
  let venueTimeMs: number = entry.book.venueTimeMs;
  /** The last moment that is no later than the answer. */
  let momentMs: number | null = null;
  for (let change = entry.history.length; ; change -= 1) {
    if (venueTimeMs <= book.venueTimeMs) {
      momentMs ??= venueTimeMs;
      if (venueTimeMs < momentMs) return 'different';
      if (sameLevels(bids, book.bids) && sameLevels(asks, book.asks)) return 'same';
    }
    const undo = entry.history[change - 1];
    if (undo === undefined) return momentMs === null ? 'unknown' : 'different';
    const { side, priceMicros, sizeMicros } = undo;
    if (side === 'bid') bids = applyLevel(bids, side, priceMicros, sizeMicros);
    else asks = applyLevel(asks, side, priceMicros, sizeMicros);
    ({ venueTimeMs } = undo);
  }
}

/** What was true of an entry when a REST question was sent. */
export interface Asked {
  readonly revision: number;
  readonly faults: number;
}

/** A REST answer. `book.verifiedAtMs` is the time of the question. @returns whether the content may have changed. */
export function takeRest(entry: Entry, book: Book, asked: Asked, nowMs: TimeMs): boolean {
  entry.rest.absent = 0;
  const wrong = mismatched(entry, book);
  if (wrong !== null) {
    setFault(entry, wrong, nowMs);
    return true;
  }
  const held = entry.book;
  // A fault that came after the question may concern what the answer does not know yet.
  if (entry.faults !== asked.faults) return false;
  if (!held) {
    adopt(entry, book, book.verifiedAtMs);
    entry.rest.revision = entry.revision;
    return true;
  }
  if (!entry.fault && sameLevels(held.bids, book.bids) && sameLevels(held.asks, book.asks)) {
    entry.hashed = wordsWith(entry, book.hashed);
    const later = book.verifiedAtMs > held.verifiedAtMs ? book.verifiedAtMs : held.verifiedAtMs;
    entry.book = {
      ...held,
      tickMicros: entry.row.terms.tickMicros,
      verifiedAtMs: later,
      receivedAtMs: nowMs,
      hash: book.hash || held.hash,
      hashed: entry.hashed,
      venueTimeMs: book.venueTimeMs > held.venueTimeMs ? book.venueTimeMs : held.venueTimeMs,
    };
    entry.rest.revision = entry.revision;
    entry.provenAtMs = Math.max(entry.provenAtMs, book.verifiedAtMs);
    entry.rest.behind = 0;
    entry.urgent = false;
    return false;
  }
  if (!entry.fault && book.venueTimeMs <= held.venueTimeMs) {
    const then = compareWithHistory(entry, book);
    if (then === 'same') {
      // The book was right at that moment, and the changes since are on top of it.
      entry.provenAtMs = Math.max(entry.provenAtMs, book.verifiedAtMs);
      entry.rest.behind = 0;
      entry.urgent = false;
      return false;
    }
    if (then === 'different' && entry.revision !== asked.revision) {
      setFault(entry, 'mismatch', nowMs);
      return true;
    }
  }
  const tooOld = entry.fault ? book.venueTimeMs < entry.faultVenueMs : book.venueTimeMs <= held.venueTimeMs;
  if (tooOld) {
    // Older than what the feed brought, or equally old and different. If nothing changed meanwhile, one of the two is
    // wrong.
    if (entry.fault || entry.revision === asked.revision) entry.rest.behind += 1;
    entry.urgent = entry.fault !== null || entry.rest.behind > 0;
    if (entry.rest.behind < BEHIND_LIMIT) return false;
    entry.rest.behind = 0;
    entry.feed.stuck = true;
    if (entry.fault) return false;
    setFault(entry, 'mismatch', nowMs);
    return true;
  }
  if (entry.feed.synced && !entry.fault && !entry.feed.ahead) {
    entry.feed.ahead = { venueTimeMs: held.venueTimeMs, sinceMs: nowMs };
  }
  const pending = entry.feed.pending.splice(0).filter(({ delta }) => delta.venueTimeMs > book.venueTimeMs);
  adopt(entry, book, book.verifiedAtMs);
  entry.rest.revision = entry.revision;
  entry.feed.lastDeltaMs = Math.min(entry.feed.lastDeltaMs, book.venueTimeMs);
  for (const { delta, at } of pending) takeDelta(entry, delta, at);
  const last = pending[pending.length - 1];
  if (last) settle(entry, last.delta, nowMs);
  return true;
}
