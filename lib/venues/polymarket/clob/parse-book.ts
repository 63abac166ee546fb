/**
 * Order books by hand: this runs for every frame, so no schema library. Hostile input ends in a typed failure, never in
 * a number.
 */
import type { FailureParams } from '../../../domain/failures';
import type { Book, HashedWords, Level } from '../../../domain/book';
import { MAX_LEVELS } from '../../../domain/book';
import { parseConditionId, parseTokenId } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { PriceMicros, SizeMicros, TimeMs } from '../../../domain/units';
import { FINEST_TICK_MICROS, TICKS_MICROS } from '../common/constants';
import { parseLooseMicros, parsePrice, parseSize, parseTimeMs, parseWord } from '../common/parse';
import { isJsonObject } from '../../socket/json';

function malformed(problem: FailureParams['book-malformed']['problem']): Result<never> {
  return fail('book-malformed', { problem }, 'later');
}

/**
 * Level texts kept next to the levels: the venue hashes its own strings, so "0.040" and "0.04" are different books to
 * it.
 */
export interface LevelText {
  readonly price: string;
  readonly size: string;
}

export interface ParsedBook {
  readonly book: Book;
  /** In the venue's own order: best last. */
  readonly bidTexts: readonly LevelText[];
  readonly askTexts: readonly LevelText[];
  readonly claimedHash: string;
  readonly timestampText: string;
}

interface Side {
  readonly levels: Level[];
  readonly texts: LevelText[];
}

/** @param worstFirst sign of (next price - price) in the venue's order: bids ascend, asks descend. */
function parseSide(raw: unknown, tick: number, worstFirst: 1 | -1): Result<Side> {
  if (!Array.isArray(raw)) return malformed('side');
  if (raw.length > MAX_LEVELS) return fail('book-too-deep', { levels: raw.length }, 'later');
  const levels: Level[] = [];
  const texts: LevelText[] = [];
  let sorted = true;
  for (const item of raw as readonly unknown[]) {
    if (!isJsonObject(item)) return malformed('level');
    const price = item['price'];
    const size = item['size'];
    const priceMicros = parsePrice(price);
    const sizeMicros = parseSize(size, 1);
    if (priceMicros === null) return malformed('price');
    if (sizeMicros === null) return malformed('size');
    if (priceMicros % tick !== 0) return fail('book-off-tick', {}, 'later');
    const previous = levels[levels.length - 1];
    if (previous !== undefined) {
      if (previous.priceMicros === priceMicros) return fail('book-duplicate-level', {}, 'later');
      if ((priceMicros - previous.priceMicros) * worstFirst < 0) sorted = false;
    }
    levels.push({ priceMicros, sizeMicros });
    texts.push({ price: price as string, size: size as string });
  }
  if (!sorted) {
    levels.sort((a, b) => (a.priceMicros - b.priceMicros) * worstFirst);
    for (let i = 1; i < levels.length; i += 1) {
      if (levels[i]?.priceMicros === levels[i - 1]?.priceMicros) return fail('book-duplicate-level', {}, 'later');
    }
  }
  levels.reverse();
  return ok({ levels, texts });
}

/** null: not said. NaN never leaves here. */
function parseTick(raw: unknown): PriceMicros | null | 'bad' {
  if (raw === undefined || raw === null || raw === '') return null;
  const micros = parseLooseMicros(raw);
  return micros !== null && TICKS_MICROS.has(micros) ? (micros as PriceMicros) : 'bad';
}

/** The same, and a crossed or locked top is refused. */
export function parseBook(raw: unknown, atMs: TimeMs): Result<ParsedBook> {
  const parsed = readBook(raw, atMs);
  if (!parsed.ok) return parsed;
  const { bids, asks } = parsed.value.book;
  return bids[0] && asks[0] && bids[0].priceMicros >= asks[0].priceMicros ? fail('book-crossed', {}, 'later') : parsed;
}

/**
 * A full book as REST `/book`, `/books` and the market channel send it (docs/venue.md 4, docs/venue.md 5.1): bids
 * ascending, asks descending. Other orders are taken too and sorted; duplicates, prices outside (0, 1) or off the tick,
 * sizes that are not positive, and more than 1,000 levels are refused. What only the hash needs is taken as it comes.
 */
export function readBook(raw: unknown, atMs: TimeMs): Result<ParsedBook> {
  if (!isJsonObject(raw)) return malformed('shape');
  const conditionId = parseConditionId(raw['market']);
  const tokenId = parseTokenId(raw['asset_id']);
  if (conditionId === null || tokenId === null) return malformed('ids');
  const venueTimeMs = parseTimeMs(raw['timestamp']);
  if (venueTimeMs === null) return malformed('time');
  const tick = parseTick(raw['tick_size']);
  if (tick === 'bad') return malformed('tick');
  const hash = typeof raw['hash'] === 'string' && raw['hash'].length <= 80 ? raw['hash'] : '';
  const bids = parseSide(raw['bids'], tick ?? FINEST_TICK_MICROS, 1);
  if (!bids.ok) return bids;
  const asks = parseSide(raw['asks'], tick ?? FINEST_TICK_MICROS, -1);
  if (!asks.ok) return asks;
  const minSize = parseLooseMicros(raw['min_order_size']);
  const negRisk = raw['neg_risk'];
  const version = raw['version'];
  const hashed: HashedWords = {
    tickSize: parseWord(raw['tick_size']) || null,
    minOrderSize: parseWord(raw['min_order_size']) || null,
    negRisk: typeof negRisk === 'boolean' ? negRisk : null,
    lastTradePrice: parseWord(raw['last_trade_price']),
    version: version === 'v2' ? version : null,
  };
  return ok({
    book: {
      tokenId,
      conditionId,
      bids: bids.value.levels,
      asks: asks.value.levels,
      tickMicros: tick ?? (0 as PriceMicros),
      ...(minSize === null ? {} : { minSizeMicros: minSize as SizeMicros }),
      hash,
      venueTimeMs,
      receivedAtMs: atMs,
      verifiedAtMs: atMs,
      hashed,
    },
    bidTexts: bids.value.texts,
    askTexts: asks.value.texts,
    claimedHash: hash,
    timestampText: String(raw['timestamp']),
  });
}
