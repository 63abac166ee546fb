/**
 * The venue's book hash: SHA-1 of compact JSON with the keys in exactly this order and `hash` empty; Protocol V2 assets
 * carry an eleventh key (docs/venue.md 5.2, reproduced on recorded books of both protocols). A match proves that
 * two books are equal; a mismatch proves nothing, since the last trade price may be newer on one side.
 */
import type { Book, Level } from '../../../domain/book';
import type { Contract } from '../../../domain/condition';
import { formatDecimalMicros } from '../../../domain/units';
import type { LevelText, ParsedBook } from './parse-book';

async function sha1Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface HashedFields {
  readonly market: string;
  readonly assetId: string;
  readonly timestamp: string;
  /** Venue's order, best last. */
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
  readonly minOrderSize: string;
  readonly tickSize: string;
  readonly negRisk: boolean;
  readonly lastTradePrice: string;
  readonly version: string | null;
}

/** Hex SHA-1, 40 digits. */
export async function bookHash(fields: HashedFields): Promise<string> {
  const levels = (side: readonly LevelText[]): LevelText[] => side.map(({ price, size }) => ({ price, size }));
  return sha1Hex(
    JSON.stringify({
      market: fields.market,
      asset_id: fields.assetId,
      timestamp: fields.timestamp,
      hash: '',
      bids: levels(fields.bids),
      asks: levels(fields.asks),
      min_order_size: fields.minOrderSize,
      tick_size: fields.tickSize,
      neg_risk: fields.negRisk,
      last_trade_price: fields.lastTradePrice,
      ...(fields.version === null ? {} : { version: fields.version }),
    }),
  );
}

/** What the hash covers besides levels and time; null when a part is not known. */
function wordsOf(book: Book, contract: Contract | null) {
  const words = book.hashed ?? {};
  const minOrderSize = words['minOrderSize'];
  const tickSize = words['tickSize'];
  const lastTradePrice = words['lastTradePrice'];
  const negRisk = words['negRisk'] ?? contract?.negRisk;
  const version = words['version'] ?? (contract?.protocol === 'v2' ? 'v2' : null);
  if (
    typeof minOrderSize !== 'string' ||
    typeof tickSize !== 'string' ||
    typeof lastTradePrice !== 'string' ||
    typeof negRisk !== 'boolean'
  )
    return null;
  return { minOrderSize, tickSize, lastTradePrice, negRisk, version: typeof version === 'string' ? version : null };
}

/** Hash of a REST book from its own texts; null when it lacks a field that the hash covers. */
export async function hashOfParsed(parsed: ParsedBook): Promise<string | null> {
  const { book } = parsed;
  const words = wordsOf(book, null);
  if (words === null) return null;
  return bookHash({
    ...words,
    market: book.conditionId,
    assetId: book.tokenId,
    timestamp: parsed.timestampText,
    bids: parsed.bidTexts,
    asks: parsed.askTexts,
  });
}

function texts(levels: readonly Level[]): LevelText[] {
  return levels
    .map(({ priceMicros, sizeMicros }) => ({
      price: formatDecimalMicros(priceMicros),
      size: formatDecimalMicros(sizeMicros),
    }))
    .reverse();
}

/**
 * Hash of a book that was kept by deltas, its numbers written the way the venue usually writes them (no trailing
 * zeros). The contract stands in for what no frame has said yet. null when a field that the hash covers is not known.
 */
export async function hashOfBook(book: Book, contract: Contract | null = null): Promise<string | null> {
  const words = wordsOf(book, contract);
  if (words === null) return null;
  return bookHash({
    ...words,
    market: book.conditionId,
    assetId: book.tokenId,
    timestamp: String(book.venueTimeMs),
    bids: texts(book.bids),
    asks: texts(book.asks),
  });
}
