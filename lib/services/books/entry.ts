/**
 * One token's book and how far it can be trusted. Changes come from the feed, the truth from REST answers.
 *
 *   empty --snapshot/REST--> held --delta--> held        (verified at the frame's time)
 *     ^                       |  |  top differs, out of order, malformed, crossed
 *     |                       |  v
 *    gap: deltas ignored      | bad --REST asked after the fault, or a newer snapshot--> held
 *    until a snapshot         +-- no verification for staleAfterMs: stale, decided when read
 */
import type { Book, BookFault, BookHashFields, Level } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { TokenId } from '../../domain/ids';
import type { PriceMicros, TimeMs } from '../../domain/units';
import type { BookDelta } from '../../ports/feed';
import { applyLevel, bestAsk, bestBid, isCrossed, sameLevels } from './levels';

/** More levels than any real side, so that changes cannot grow a book without end. */
const MAX_LEVELS = 1_000;
/**
 * REST answers older than what the feed brought, with no change in between, after which neither is believed. The venue
 * has served long-gone books over REST, so an older answer never replaces a newer book; a new connection's first
 * snapshot decides.
 */
const BEHIND_LIMIT = 5;
/** Changes kept during a fault; at the busiest recorded rate (20 a second and token) that is well over a minute. */
const MAX_PENDING = 2_000;
/** Contents remembered: over a second of the busiest recorded token, several round trips. */
const MAX_HISTORY = 64;
/** Failed hash checks after which the venue's hashes are taken to cover something that Facet does not know. */
const HASH_MISSES = 3;

interface Sides {
  readonly venueTimeMs: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

interface Pending {
  readonly delta: BookDelta;
  readonly at: Received;
}

export interface Received {
  readonly receivedAtMs: TimeMs;
  /** receivedAtMs less the lag of the feed: since when the change is known to be no newer than. */
  readonly verifiedAtMs: TimeMs;
}

export interface Entry {
  readonly tokenId: TokenId;
  condition: Condition;
  book: Book | null;
  fault: { readonly fault: BookFault; readonly sinceMs: TimeMs } | null;
  tickMicros: PriceMicros;
  fields: BookHashFields;
  /** A snapshot came on the present connection, so its deltas make sense. */
  synced: boolean;
  /** Content changes; a REST answer that agrees names the revision it agreed with. */
  revision: number;
  restRevision: number;
  faults: number;
  /** Venue time of the content when the fault came: a REST answer must be at least as new. */
  faultVenueMs: number;
  /** Changes that came during the fault, to be put on top of the REST answer. */
  readonly pending: Pending[];
  lastDeltaMs: number;
  /** REST showed a change that the feed has not brought: the venue time before it, and when we noticed. */
  ahead: { readonly venueTimeMs: number; readonly sinceMs: TimeMs } | null;
  behind: number;
  /** Only a new connection can help. */
  stuck: boolean;
  /** Hash that the last delta claims for the present content, not yet checked. */
  claimedHash: { readonly hash: string; readonly revision: number; readonly receivedAtMs: TimeMs } | null;
  hashTrusted: boolean;
  hashMisses: number;
  /**
   * Contents before the present one, oldest first: a REST answer that left the venue a moment ago is compared with its
   * own moment.
   */
  readonly history: Sides[];
  /** Our clock when the whole content, not just its top, was last known to be right. */
  provenAtMs: number;
  urgent: boolean;
  askedAtMs: number;
  /** REST answers in a row that did not have this token. */
  absent: number;
  inFlight: boolean;
}

const NO_FIELDS: BookHashFields = {
  tickSize: null,
  minOrderSize: null,
  negRisk: null,
  lastTradePrice: null,
  version: null,
};

export function createEntry(tokenId: TokenId, condition: Condition): Entry {
  return {
    tokenId,
    condition,
    book: null,
    fault: null,
    tickMicros: condition.tickMicros,
    fields: { ...NO_FIELDS, negRisk: condition.negRisk, version: condition.protocol === 'v2' ? 'v2' : null },
    synced: false,
    revision: 0,
    restRevision: -1,
    faults: 0,
    faultVenueMs: 0,
    pending: [],
    lastDeltaMs: 0,
    ahead: null,
    behind: 0,
    stuck: false,
    claimedHash: null,
    hashTrusted: false,
    hashMisses: 0,
    history: [],
    provenAtMs: 0,
    urgent: true,
    askedAtMs: 0,
    absent: 0,
    inFlight: false,
  };
}

export function setFault(entry: Entry, fault: BookFault, nowMs: TimeMs): void {
  entry.faults += 1;
  entry.faultVenueMs = Math.max(entry.book?.venueTimeMs ?? 0, entry.lastDeltaMs);
  entry.pending.length = 0;
  entry.fault = { fault, sinceMs: entry.fault?.sinceMs ?? nowMs };
  entry.urgent = true;
  entry.claimedHash = null;
}

/** Known words stay when a frame does not repeat them: market-channel books carry neither minimum size nor neg-risk. */
function mergeFields(entry: Entry, fields: BookHashFields | undefined): BookHashFields {
  if (!fields) return entry.fields;
  return {
    tickSize: fields.tickSize ?? entry.fields.tickSize,
    minOrderSize: fields.minOrderSize ?? entry.fields.minOrderSize,
    negRisk: fields.negRisk ?? entry.fields.negRisk,
    lastTradePrice: fields.lastTradePrice ? fields.lastTradePrice : entry.fields.lastTradePrice,
    version: fields.version ?? entry.fields.version,
  };
}

function onTick(entry: Entry, book: Book): boolean {
  return [...book.bids, ...book.asks].every((level) => level.priceMicros % entry.tickMicros === 0);
}

function adopt(entry: Entry, book: Book, verifiedAtMs: TimeMs): void {
  if (book.tickMicros > 0) entry.tickMicros = book.tickMicros;
  entry.fields = mergeFields(entry, book.hashFields);
  entry.book = { ...book, tickMicros: entry.tickMicros, verifiedAtMs, hashFields: entry.fields };
  entry.revision += 1;
  entry.history.length = 0;
  entry.provenAtMs = Math.max(entry.provenAtMs, verifiedAtMs);
  entry.claimedHash = null;
  entry.behind = 0;
  entry.stuck = false;
  entry.fault = null;
  entry.urgent = false;
  entry.absent = 0;
}

function mismatched(entry: Entry, book: Book): BookFault | null {
  if (book.conditionId !== entry.condition.id) return 'malformed';
  if (book.bids.length > MAX_LEVELS || book.asks.length > MAX_LEVELS) return 'malformed';
  if (book.tickMicros === 0 && !onTick(entry, book)) return 'malformed';
  return isCrossed(book) ? 'crossed' : null;
}

/** A whole book on the feed. @returns whether the content may have changed. */
export function takeSnapshot(entry: Entry, book: Book, at: Received): boolean {
  const wrong = mismatched(entry, book);
  if (wrong !== null) {
    setFault(entry, wrong, at.receivedAtMs);
    return true;
  }
  const wasSynced = entry.synced;
  entry.synced = true;
  if (entry.ahead && book.venueTimeMs > entry.ahead.venueTimeMs) entry.ahead = null;
  // An old snapshot after newer content says nothing about now: REST already told what came between. Only where the
  // content is in doubt does the first snapshot of a new connection decide.
  if (entry.book && book.venueTimeMs < entry.book.venueTimeMs && (wasSynced || !entry.fault)) {
    if (!wasSynced) entry.lastDeltaMs = book.venueTimeMs;
    return false;
  }
  adopt(entry, book, at.verifiedAtMs);
  entry.lastDeltaMs = book.venueTimeMs;
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
  if (entry.ahead && delta.venueTimeMs > entry.ahead.venueTimeMs) entry.ahead = null;
  if (!entry.book || !entry.synced) {
    entry.urgent = true;
    return false;
  }
  if (delta.venueTimeMs < entry.lastDeltaMs) {
    setFault(entry, 'mismatch', at.receivedAtMs);
    return true;
  }
  entry.lastDeltaMs = delta.venueTimeMs;
  if (entry.fault) {
    if (entry.pending.length >= MAX_PENDING) setFault(entry, entry.fault.fault, at.receivedAtMs);
    entry.pending.push({ delta, at });
    return false;
  }
  if (delta.venueTimeMs < entry.book.venueTimeMs) return false;
  if (delta.priceMicros % entry.tickMicros !== 0) {
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
  entry.history.push({ venueTimeMs: entry.book.venueTimeMs, bids: entry.book.bids, asks: entry.book.asks });
  if (entry.history.length > MAX_HISTORY) entry.history.shift();
  entry.book = {
    ...entry.book,
    bids: delta.side === 'bid' ? next : entry.book.bids,
    asks: delta.side === 'ask' ? next : entry.book.asks,
    hash: '',
    venueTimeMs: delta.venueTimeMs,
    receivedAtMs: at.receivedAtMs,
    verifiedAtMs: at.verifiedAtMs > entry.book.verifiedAtMs ? at.verifiedAtMs : entry.book.verifiedAtMs,
  };
  entry.claimedHash = delta.hash ? { hash: delta.hash, revision: entry.revision, receivedAtMs: at.verifiedAtMs } : null;
  return true;
}

/** After the last change of a frame: the venue's own best prices and the spread must agree with the book. */
export function settle(entry: Entry, last: BookDelta, nowMs: TimeMs): void {
  if (!entry.book || !entry.synced || entry.fault || last.venueTimeMs < entry.book.venueTimeMs) return;
  const topDiffers =
    (last.bestBidMicros !== null && last.bestBidMicros !== bestBid(entry.book)) ||
    (last.bestAskMicros !== null && last.bestAskMicros !== bestAsk(entry.book));
  if (topDiffers) setFault(entry, 'mismatch', nowMs);
  else if (isCrossed(entry.book)) setFault(entry, 'crossed', nowMs);
}

/**
 * The REST book against what was held at its venue time: several changes may share a millisecond, and any of them will
 * do.
 */
function compareWithHistory(entry: Entry, book: Book): 'same' | 'different' | 'unknown' {
  const moments = entry.book ? [...entry.history, entry.book] : entry.history;
  const before = moments.filter((moment) => moment.venueTimeMs <= book.venueTimeMs);
  if (before.length === 0) return 'unknown';
  const lastMs = before[before.length - 1]?.venueTimeMs;
  return before.some(
    (moment) =>
      moment.venueTimeMs === lastMs && sameLevels(moment.bids, book.bids) && sameLevels(moment.asks, book.asks),
  )
    ? 'same'
    : 'different';
}

/** What was true of an entry when a REST question was sent. */
export interface Asked {
  readonly revision: number;
  readonly faults: number;
}

/** A REST answer. `book.verifiedAtMs` is the time of the question. @returns whether the content may have changed. */
export function takeRest(entry: Entry, book: Book, asked: Asked, nowMs: TimeMs): boolean {
  entry.absent = 0;
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
    entry.restRevision = entry.revision;
    return true;
  }
  if (!entry.fault && sameLevels(held.bids, book.bids) && sameLevels(held.asks, book.asks)) {
    if (book.tickMicros > 0) entry.tickMicros = book.tickMicros;
    entry.fields = mergeFields(entry, book.hashFields);
    const later = book.verifiedAtMs > held.verifiedAtMs ? book.verifiedAtMs : held.verifiedAtMs;
    entry.book = {
      ...held,
      tickMicros: entry.tickMicros,
      verifiedAtMs: later,
      receivedAtMs: nowMs,
      hash: book.hash || held.hash,
      hashFields: entry.fields,
      venueTimeMs: book.venueTimeMs > held.venueTimeMs ? book.venueTimeMs : held.venueTimeMs,
    };
    entry.restRevision = entry.revision;
    entry.provenAtMs = Math.max(entry.provenAtMs, book.verifiedAtMs);
    entry.behind = 0;
    entry.urgent = false;
    return false;
  }
  if (!entry.fault && book.venueTimeMs <= held.venueTimeMs) {
    const then = compareWithHistory(entry, book);
    if (then === 'same') {
      // The book was right at that moment, and the changes since are on top of it.
      entry.provenAtMs = Math.max(entry.provenAtMs, book.verifiedAtMs);
      entry.behind = 0;
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
    if (entry.fault || entry.revision === asked.revision) entry.behind += 1;
    entry.urgent = entry.fault !== null || entry.behind > 0;
    if (entry.behind < BEHIND_LIMIT) return false;
    entry.behind = 0;
    entry.stuck = true;
    if (entry.fault) return false;
    setFault(entry, 'mismatch', nowMs);
    return true;
  }
  if (entry.synced && !entry.fault && !entry.ahead) {
    entry.ahead = { venueTimeMs: held.venueTimeMs, sinceMs: nowMs };
  }
  const pending = entry.pending.splice(0).filter(({ delta }) => delta.venueTimeMs > book.venueTimeMs);
  adopt(entry, book, book.verifiedAtMs);
  entry.restRevision = entry.revision;
  entry.lastDeltaMs = Math.min(entry.lastDeltaMs, book.venueTimeMs);
  for (const { delta, at } of pending) takeDelta(entry, delta, at);
  const last = pending[pending.length - 1];
  if (last) settle(entry, last.delta, nowMs);
  return true;
}

/** Outcome of checking `claimedHash` against the content of that revision. */
export function takeHashCheck(entry: Entry, claimed: NonNullable<Entry['claimedHash']>, computed: string | null): void {
  if (entry.claimedHash === claimed) entry.claimedHash = null;
  if (computed === null || !entry.book || entry.revision !== claimed.revision || entry.fault) return;
  if (computed === claimed.hash) {
    entry.hashTrusted = true;
    entry.hashMisses = 0;
    entry.provenAtMs = Math.max(entry.provenAtMs, claimed.receivedAtMs);
    entry.book = {
      ...entry.book,
      hash: claimed.hash,
      verifiedAtMs: claimed.receivedAtMs > entry.book.verifiedAtMs ? claimed.receivedAtMs : entry.book.verifiedAtMs,
    };
    return;
  }
  // Not proof of a wrong book (the last trade price may lag), but a reason to ask.
  if (!entry.hashTrusted) return;
  entry.urgent = true;
  entry.hashMisses += 1;
  if (entry.hashMisses >= HASH_MISSES) entry.hashTrusted = false;
}
