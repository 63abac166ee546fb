/** Market-channel frames to book events (docs/venue.md 5.1). One frame is an object or an array of objects. */
import { MAX_LEVELS } from '../../../domain/book';
import { parseConditionId, parseTokenId } from '../../../domain/ids';
import { isSlug } from '../../../domain/page';
import type { PriceMicros, SizeMicros, TimeMs } from '../../../domain/units';
import { MICROS, formatDecimalMicros } from '../../../domain/units';
import type { BookDelta, BookEvent, LastTrade, MalformedFrame } from '../../../ports/feed';
import { MAX_FRAME_CHARS, TICKS_MICROS } from '../common/constants';
import { isLongDecimal, parseLooseMicros, parsePrice, parseSize, parseTimeMs, parseWord } from '../common/parse';
import type { JsonObject } from '../../socket/json';
import { isJsonObject, messagesOf, parseFrame } from '../../socket/json';
import { readBook } from '../clob/parse-book';
import { isPlainWords } from './channel';

function malformed(rawTokenId: unknown, reason: string): MalformedFrame {
  return { kind: 'malformed', tokenId: parseTokenId(rawTokenId), reason };
}

/**
 * The venue's own best price after a change: null when not sent, or finer than any price is; the payoff ends when the
 * side is empty.
 */
function parseTop(raw: unknown, empty: 0 | 1_000_000): PriceMicros | null | 'bad' {
  if (raw === undefined || raw === null || raw === '' || isLongDecimal(raw)) return null;
  const micros = parseLooseMicros(raw);
  if (micros === null || micros > MICROS) return 'bad';
  // Some frames write "0" for an empty ask side.
  return (micros === 0 || micros === MICROS ? empty : micros) as PriceMicros;
}

function parseChange(raw: unknown, frame: JsonObject, venueTimeMs: TimeMs | null): BookDelta | MalformedFrame {
  if (!isJsonObject(raw)) return malformed(null, 'a change is not an object');
  const tokenId = parseTokenId(raw['asset_id']);
  const conditionId = parseConditionId(frame['market']);
  if (tokenId === null || conditionId === null || venueTimeMs === null)
    return malformed(raw['asset_id'], 'a change without a market, an asset id or a time');
  const priceMicros = parsePrice(raw['price']);
  const sizeMicros = parseSize(raw['size'], 0);
  const side = typeof raw['side'] === 'string' ? raw['side'].toUpperCase() : '';
  if (priceMicros === null || sizeMicros === null)
    return malformed(tokenId, 'a change whose price or size is not a decimal in range');
  if (side !== 'BUY' && side !== 'SELL') return malformed(tokenId, 'a change without a side');
  const bestBidMicros = parseTop(raw['best_bid'], 0);
  const bestAskMicros = parseTop(raw['best_ask'], MICROS);
  if (bestBidMicros === 'bad' || bestAskMicros === 'bad')
    return malformed(tokenId, 'a change whose best prices are not decimals in range');
  const hash = raw['hash'];
  return {
    kind: 'delta',
    tokenId,
    conditionId,
    side: side === 'BUY' ? 'bid' : 'ask',
    priceMicros,
    sizeMicros,
    bestBidMicros,
    bestAskMicros,
    hash: typeof hash === 'string' && hash.length <= 80 ? hash : '',
    venueTimeMs,
  };
}

function parsePriceChange(frame: JsonObject): BookEvent[] {
  const changes = frame['price_changes'];
  const venueTimeMs = parseTimeMs(frame['timestamp']);
  if (!Array.isArray(changes)) return [malformed(frame['asset_id'], 'a price change without changes')];
  const list = changes as readonly unknown[];
  if (list.length <= 2 * MAX_LEVELS) return list.map((change) => parseChange(change, frame, venueTimeMs));
  const named = new Set(list.map((change) => (isJsonObject(change) ? change['asset_id'] : null)));
  return [...named].map((rawTokenId) => malformed(rawTokenId, 'more changes than a book has levels'));
}

function parseTick(frame: JsonObject): BookEvent {
  const tokenId = parseTokenId(frame['asset_id']);
  const tickMicros = parseLooseMicros(frame['new_tick_size']);
  const venueTimeMs = parseTimeMs(frame['timestamp']);
  if (tokenId === null || tickMicros === null || !TICKS_MICROS.has(tickMicros) || venueTimeMs === null)
    return malformed(frame['asset_id'], 'a tick change that names no known tick');
  return {
    kind: 'tick',
    tokenId,
    tickMicros: tickMicros as PriceMicros,
    hashed: { tickSize: formatDecimalMicros(tickMicros) },
    venueTimeMs,
  };
}

/** Only signals read it, so a word that means nothing spoils nothing. */
function parseTakerSide(raw: unknown): LastTrade['takerSide'] {
  const word = typeof raw === 'string' ? raw.toUpperCase() : '';
  return word === 'BUY' ? 'buy' : word === 'SELL' ? 'sell' : null;
}

/** News that the hash and signals need: what cannot be read of it spoils no book. */
function parseTrade(frame: JsonObject): BookEvent {
  const tokenId = parseTokenId(frame['asset_id']);
  const micros = parseLooseMicros(frame['price']);
  const venueTimeMs = parseTimeMs(frame['timestamp']);
  if (tokenId === null || venueTimeMs === null || (micros ?? 0) > MICROS)
    return malformed(null, 'a trade without an asset id, a time or a price in range');
  const text = micros === null ? parseWord(frame['price']) : formatDecimalMicros(micros);
  return {
    kind: 'trade',
    tokenId,
    priceMicros: micros as PriceMicros | null,
    sizeMicros: parseLooseMicros(frame['size']) as SizeMicros | null,
    takerSide: parseTakerSide(frame['side']),
    hashed: { lastTradePrice: text },
    venueTimeMs,
  };
}

/** Told to everybody, and sometimes without a winner: it is a reason to ask the catalogue, which knows. */
function parseResolved(frame: JsonObject): BookEvent {
  const conditionId = parseConditionId(frame['market']);
  if (conditionId === null) return malformed(null, 'a resolution without a market');
  const assets: unknown = frame['assets_ids'];
  const tokens = Array.isArray(assets) ? assets : [frame['winning_asset_id']];
  return {
    kind: 'resolved',
    conditionId,
    tokens: tokens.slice(0, 2).flatMap((raw: unknown) => parseTokenId(raw) ?? []),
  };
}

/** Told to everybody; only which event grew is of use, and the catalogue is asked for the rest. */
function parseOpened(frame: JsonObject): readonly BookEvent[] {
  const event = frame['event_message'];
  const slug = isJsonObject(event) ? event['slug'] : undefined;
  return typeof slug === 'string' && isSlug(slug) ? [{ kind: 'opened', eventSlug: slug }] : [];
}

function parseEvent(raw: unknown, receivedAtMs: TimeMs): readonly BookEvent[] {
  if (!isJsonObject(raw)) return [malformed(null, 'value')];
  switch (raw['event_type']) {
    case 'book': {
      const parsed = readBook(raw, receivedAtMs);
      return [
        parsed.ok ? { kind: 'snapshot', book: parsed.value.book } : malformed(raw['asset_id'], parsed.error.code),
      ];
    }
    case 'price_change':
      return parsePriceChange(raw);
    case 'tick_size_change':
      return [parseTick(raw)];
    case 'last_trade_price':
      return [parseTrade(raw)];
    case 'market_resolved':
      return [parseResolved(raw)];
    case 'new_market':
      return parseOpened(raw);
    case 'best_bid_ask':
      // Repeats what price_change says.
      return [];
    default:
      // The venue adds types at will.
      return [malformed(null, 'an event type that Facet does not know')];
  }
}

/** Token ids stand in quotes wherever the venue writes them. */
const QUOTED_ID = /"([1-9]\d{0,77})"/g;

/** Text that is no message says nothing of any book but those whose ids stand in it. */
function unreadable(text: string, reason: string): readonly MalformedFrame[] {
  const named = new Set([...text.matchAll(QUOTED_ID)].map(([, id]) => id));
  return named.size === 0 ? [malformed(null, reason)] : [...named].map((id) => malformed(id, reason));
}

const TOPS_ONLY = /^\s*\{[^{}[\]]*"event_type"\s*:\s*"best_bid_ask"[^{}[\]]*\}\s*$/;
const LONGEST_TOPS = 1_000;

/** One flat message of best prices: every change carries them as well, so it is not worth parsing. */
function repeatsTops(text: string): boolean {
  return text.length <= LONGEST_TOPS && text.includes('"best_bid_ask"') && TOPS_ONLY.test(text);
}

/**
 * Events of one text frame, in its order. What cannot be read is malformed: for the book that it names, else for none.
 * News of other markets, of types that carry nothing, and plain words give no event.
 */
export function parseMarketFrame(text: string, receivedAtMs: TimeMs): readonly BookEvent[] {
  if (isPlainWords(text) || repeatsTops(text)) return [];
  const json = parseFrame(text, MAX_FRAME_CHARS);
  if (!json.ok) return unreadable(text, json.error);
  return messagesOf(json.value).flatMap((message) => parseEvent(message, receivedAtMs));
}
