/** Market-channel frames to book events (docs/venue.md 5.1). One frame is an object or an array of objects. */
import { MAX_LEVELS } from '../../../domain/book';
import { parseConditionId, parseTokenId } from '../../../domain/ids';
import type { PriceMicros, TimeMs } from '../../../domain/units';
import { MICROS, formatDecimalMicros } from '../../../domain/units';
import type { BookDelta, BookEvent, MalformedFrame } from '../../../ports/feed';
import { MAX_FRAME_CHARS, TICKS_MICROS } from '../common/constants';
import { parseLooseMicros, parsePrice, parseSize, parseTimeMs } from '../common/parse';
import type { JsonObject } from '../../socket/json';
import { isJsonObject, messagesOf, parseFrame } from '../../socket/json';
import { parseBook } from '../clob/parse-book';

function malformed(rawTokenId: unknown, reason: string): MalformedFrame {
  return { kind: 'malformed', tokenId: parseTokenId(rawTokenId), reason };
}

/** The venue's own best price after a change: null when not sent, the payoff ends when the side is empty. */
function parseTop(raw: unknown, empty: 0 | 1_000_000): PriceMicros | null | 'bad' {
  if (raw === undefined || raw === null || raw === '') return null;
  const micros = parseLooseMicros(raw);
  if (micros === null || micros > MICROS) return 'bad';
  // Some frames write "0" for an empty ask side.
  return (micros === 0 || micros === MICROS ? empty : micros) as PriceMicros;
}

function parseChange(raw: unknown, frame: JsonObject, venueTimeMs: TimeMs): BookDelta | MalformedFrame {
  if (!isJsonObject(raw)) return malformed(null, 'a change is not an object');
  const tokenId = parseTokenId(raw['asset_id']);
  const conditionId = parseConditionId(frame['market']);
  if (tokenId === null || conditionId === null)
    return malformed(raw['asset_id'], 'a change without a market or asset id');
  const priceMicros = parsePrice(raw['price']);
  const sizeMicros = parseSize(raw['size'], 0);
  const side = raw['side'];
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
  if (!Array.isArray(changes) || changes.length > 2 * MAX_LEVELS || venueTimeMs === null)
    return [malformed(frame['asset_id'], 'a price change without changes or time')];
  return (changes as readonly unknown[]).map((change) => parseChange(change, frame, venueTimeMs));
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

function parseTrade(frame: JsonObject): BookEvent {
  const tokenId = parseTokenId(frame['asset_id']);
  const priceMicros = parsePrice(frame['price']);
  const sizeMicros = parseSize(frame['size'], 0);
  const venueTimeMs = parseTimeMs(frame['timestamp']);
  if (tokenId === null || priceMicros === null || sizeMicros === null || venueTimeMs === null)
    return malformed(frame['asset_id'], 'a trade whose price or size is not a decimal in range');
  return {
    kind: 'trade',
    tokenId,
    priceMicros,
    sizeMicros,
    hashed: { lastTradePrice: formatDecimalMicros(priceMicros) },
    venueTimeMs,
  };
}

function parseResolved(frame: JsonObject): BookEvent {
  const conditionId = parseConditionId(frame['market']);
  const winningTokenId = parseTokenId(frame['winning_asset_id']);
  if (conditionId === null || winningTokenId === null)
    return malformed(null, 'a resolution without a market or winner');
  return { kind: 'resolved', conditionId, winningTokenId };
}

function parseEvent(raw: unknown, receivedAtMs: TimeMs): readonly BookEvent[] {
  if (!isJsonObject(raw)) return [malformed(null, 'value')];
  switch (raw['event_type']) {
    case 'book': {
      const parsed = parseBook(raw, receivedAtMs);
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
    default:
      // best_bid_ask repeats what price_change says, new_market is about markets that nobody watches; the venue adds
      // types at will.
      return [];
  }
}

/**
 * Events of one text frame, in its order. Text that is not JSON, or over a million characters, is one malformed event
 * without a token: whatever it should have said is lost for every book of that connection.
 */
export function parseMarketFrame(text: string, receivedAtMs: TimeMs): readonly BookEvent[] {
  const json = parseFrame(text, MAX_FRAME_CHARS);
  if (!json.ok) return [malformed(null, json.error)];
  return messagesOf(json.value).flatMap((message) => parseEvent(message, receivedAtMs));
}
