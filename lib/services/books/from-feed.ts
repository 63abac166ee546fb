/** What the feed brings to one book: snapshots, changes, and the gaps between connections. */
import type { Book, HashedWords } from '../../domain/book';
import { MAX_LEVELS } from '../../domain/book';
import type { TimeMs } from '../../domain/units';
import type { BookDelta, TickChange } from '../../ports/feed';
import type { Entry, Received } from './entry';
import { adopt, mismatched, setDoubt, setFault, wordsWith } from './entry';
import { applyLevel, bestAsk, bestBid, isCrossed, sizeAt } from './levels';

/** Changes kept during a fault; at the busiest recorded rate (20 a second and token) that is well over a minute. */
const MAX_PENDING = 2_000;
/**
 * A book that disagrees with the venue's own best prices, or is crossed, may be healed by the frames that follow within
 * this time: matching shows both sides for a moment. Later only REST is believed.
 */
const GRACE_MS = 1_000;
/**
 * Changes remembered while REST is asked: over a second of the busiest recorded token, several round trips. Else only
 * those that an answer may not have yet when it is asked for.
 */
const MOST_CHANGES = { asked: 64, quiet: 8 };

/** A whole book on the feed. @returns whether the content may have changed. */
export function takeSnapshot(entry: Entry, book: Book, at: Received): boolean {
  const wrong = mismatched(entry, book);
  if (wrong !== null && wrong !== 'crossed') {
    setFault(entry, wrong, at.receivedAtMs);
    return true;
  }
  const wasSynced = entry.feed.synced;
  entry.feed.synced = true;
  if (entry.feed.ahead && book.venueTimeMs > entry.feed.ahead.venueTimeMs) entry.feed.ahead = null;
  // An old snapshot after newer content says nothing about now: REST already told what came between. Only where the
  // content is in doubt does the first snapshot of a new connection decide.
  if (entry.book && book.venueTimeMs < entry.book.venueTimeMs && (wasSynced || !entry.fault)) {
    if (!wasSynced) entry.feed.lastDeltaMs = book.venueTimeMs;
    return false;
  }
  adopt(entry, book, at.verifiedAtMs);
  entry.feed.lastDeltaMs = book.venueTimeMs;
  entry.feed.pending.length = 0;
  if (wrong !== null) setDoubt(entry, wrong, at.receivedAtMs);
  return true;
}

/**
 * One change. Top and crossing are judged by `settle` once the whole frame is in. @returns whether the content may have
 * changed.
 */
export function takeDelta(entry: Entry, delta: BookDelta, at: Received): boolean {
  if (delta.conditionId !== entry.condition.id) {
    setFault(entry, 'malformed', at.receivedAtMs);
    return true;
  }
  if (entry.feed.ahead && delta.venueTimeMs > entry.feed.ahead.venueTimeMs) entry.feed.ahead = null;
  if (!entry.book || !entry.feed.synced) {
    entry.urgent = true;
    return false;
  }
  if (delta.venueTimeMs < entry.feed.lastDeltaMs) {
    setFault(entry, 'mismatch', at.receivedAtMs);
    return true;
  }
  entry.feed.lastDeltaMs = delta.venueTimeMs;
  if (entry.fault) {
    if (entry.feed.pending.length >= MAX_PENDING) setFault(entry, entry.fault.fault, at.receivedAtMs);
    entry.feed.pending.push({ delta, at });
    if (!entry.fault.healable) return false;
  }
  if (delta.venueTimeMs < entry.book.venueTimeMs) return false;
  if (delta.priceMicros % entry.row.terms.tickMicros !== 0) {
    setFault(entry, 'malformed', at.receivedAtMs);
    return true;
  }
  const side = delta.side === 'bid' ? entry.book.bids : entry.book.asks;
  const next = applyLevel(side, delta.side, delta.priceMicros, delta.sizeMicros);
  if (next.length > MAX_LEVELS) {
    setFault(entry, 'malformed', at.receivedAtMs);
    return true;
  }
  entry.revision += 1;
  const { side: of, priceMicros } = delta;
  const before = sizeAt(side, of, priceMicros);
  entry.history.push({ venueTimeMs: entry.book.venueTimeMs, side: of, priceMicros, sizeMicros: before });
  const over = entry.history.length - (entry.rest.inFlight ? MOST_CHANGES.asked : MOST_CHANGES.quiet);
  if (over > 0) entry.history.splice(0, over);
  entry.book = {
    ...entry.book,
    bids: delta.side === 'bid' ? next : entry.book.bids,
    asks: delta.side === 'ask' ? next : entry.book.asks,
    hash: '',
    venueTimeMs: delta.venueTimeMs,
    receivedAtMs: at.receivedAtMs,
    verifiedAtMs: at.verifiedAtMs > entry.book.verifiedAtMs ? at.verifiedAtMs : entry.book.verifiedAtMs,
  };
  entry.hash.claimed = delta.hash
    ? { hash: delta.hash, revision: entry.revision, receivedAtMs: at.verifiedAtMs }
    : null;
  return true;
}

/** After the last change of a frame: the venue's own best prices and the spread must agree with the book. */
export function settle(entry: Entry, last: BookDelta, nowMs: TimeMs): void {
  const { book, fault } = entry;
  if (!book || !entry.feed.synced || last.venueTimeMs < book.venueTimeMs) return;
  const wrong = disagreement(book, last);
  if (fault === null) {
    if (wrong !== null) setDoubt(entry, wrong, nowMs);
    return;
  }
  if (!fault.healable) return;
  if (Math.abs(nowMs - fault.sinceMs) > GRACE_MS) setFault(entry, fault.fault, nowMs);
  else if (wrong === null && (fault.fault === 'crossed' || saysTops(last))) {
    // It agrees again, but what crossed may have been lost deeper in it: still to be asked about.
    entry.fault = null;
    entry.feed.pending.length = 0;
  }
}

function disagreement(book: Book, last: BookDelta): 'mismatch' | 'crossed' | null {
  const topDiffers =
    (last.bestBidMicros !== null && last.bestBidMicros !== bestBid(book)) ||
    (last.bestAskMicros !== null && last.bestAskMicros !== bestAsk(book));
  if (topDiffers) return 'mismatch';
  return isCrossed(book) ? 'crossed' : null;
}

/** Whether the venue said what the book can agree with. */
function saysTops(last: BookDelta): boolean {
  return last.bestBidMicros !== null && last.bestAskMicros !== null;
}

/** A change of the grid; an old one changes nothing. @param stampedMs the venue's time of it on our clock. */
export function takeTick(entry: Entry, { tickMicros, hashed }: TickChange, stampedMs: number): boolean {
  entry.row.say({ source: 'feed', stampedMs, readMs: null, terms: { tickMicros } });
  if (entry.row.terms.tickMicros !== tickMicros) return false;
  if (entry.book) entry.book = { ...entry.book, tickMicros };
  takeWords(entry, hashed);
  return true;
}

export function takeWords(entry: Entry, hashed: HashedWords | undefined): void {
  entry.hashed = wordsWith(entry, hashed);
  if (entry.book) entry.book = { ...entry.book, hashed: entry.hashed };
}

/** After a gap nothing is known of what the old connection would have brought. */
export function takeGap(entry: Entry, nowMs: TimeMs): void {
  entry.feed.synced = false;
  entry.feed.ahead = null;
  // What was pending for a fault has a hole now.
  if (entry.fault) setFault(entry, entry.fault.fault, nowMs);
  else entry.urgent = true;
}
