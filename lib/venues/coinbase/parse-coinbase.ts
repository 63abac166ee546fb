/**
 * Frames of Coinbase's Advanced Trade WebSocket (https://docs.cdp.coinbase.com/advanced-trade/docs/ws-channels, read
 * 2026-11). Prices and sizes are texts.
 */
import { isDecimal, type LevelText } from '../socket/text-side';
import { isJsonObject, parseFrame } from '../socket/json';

export interface CoinbaseChange {
  readonly side: 'bid' | 'ask';
  readonly level: LevelText;
}

export type CoinbaseEvent =
  | {
      readonly kind: 'book';
      readonly isSnapshot: boolean;
      readonly product: string;
      readonly changes: readonly CoinbaseChange[];
    }
  | {
      readonly kind: 'trade';
      readonly product: string;
      readonly price: number;
      readonly size: number;
      readonly takerSide: 'buy' | 'sell';
      readonly venueTimeMs: number;
    };

export type CoinbaseMessage =
  | {
      readonly kind: 'numbered';
      readonly channel: string;
      readonly sequence: number;
      /** Null where the frame does not say it. */
      readonly venueTimeMs: number | null;
      /** Null where what it says of a book cannot be read. */
      readonly events: readonly CoinbaseEvent[] | null;
    }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A whole book of the busiest pair is some 4 MB. */
const MAX_CHARS = 16_000_000;

export function parseCoinbase(text: string): CoinbaseMessage {
  const frame = parseFrame(text, MAX_CHARS);
  if (!frame.ok) return { kind: 'unreadable', reason: frame.error };
  const json = frame.value;
  if (!isJsonObject(json)) return { kind: 'unreadable', reason: 'no-message' };
  if (json['type'] === 'error') return { kind: 'refused', reason: String(json['message'] ?? '').slice(0, 120) };
  const { channel, sequence_num: sequence, events } = json;
  if (typeof channel !== 'string' || typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence < 0)
    return { kind: 'unreadable', reason: 'unnumbered' };
  const list: readonly unknown[] = Array.isArray(events) ? events : [];
  const time = typeof json['timestamp'] === 'string' ? Date.parse(json['timestamp']) : NaN;
  return {
    kind: 'numbered',
    channel,
    sequence,
    venueTimeMs: Number.isFinite(time) ? time : null,
    events: eventsOf(channel, list),
  };
}

function eventsOf(channel: string, list: readonly unknown[]): readonly CoinbaseEvent[] | null {
  if (channel === 'l2_data') {
    const books = list.map(bookOf);
    return books.length > 0 && books.every((book) => book !== null) ? books : null;
  }
  if (channel === 'market_trades') return list.flatMap(tradesOf);
  return [];
}

function bookOf(event: unknown): CoinbaseEvent | null {
  if (!isJsonObject(event) || typeof event['product_id'] !== 'string' || !Array.isArray(event['updates'])) return null;
  const changes = event['updates'].map(changeOf);
  if (!changes.every((change) => change !== null)) return null;
  return { kind: 'book', isSnapshot: event['type'] === 'snapshot', product: event['product_id'], changes };
}

function changeOf(update: unknown): CoinbaseChange | null {
  if (!isJsonObject(update)) return null;
  const { side, price_level: price, new_quantity: size } = update;
  if (!isDecimal(price) || !isDecimal(size) || (side !== 'bid' && side !== 'offer')) return null;
  return { side: side === 'bid' ? 'bid' : 'ask', level: [price, size] };
}

/** A snapshot repeats trades that may be old. The side is the maker's: the taker did the other. */
function tradesOf(event: unknown): readonly CoinbaseEvent[] {
  if (!isJsonObject(event) || event['type'] !== 'update' || !Array.isArray(event['trades'])) return [];
  return event['trades'].flatMap((trade: unknown): readonly CoinbaseEvent[] => {
    if (!isJsonObject(trade)) return [];
    const { product_id: product, price, size, side, time } = trade;
    const venueTimeMs = typeof time === 'string' ? Date.parse(time) : NaN;
    if (typeof product !== 'string' || !isDecimal(price) || !isDecimal(size) || !Number.isFinite(venueTimeMs))
      return [];
    if (side !== 'BUY' && side !== 'SELL') return [];
    const takerSide = side === 'BUY' ? 'sell' : 'buy';
    return [{ kind: 'trade', product, price: Number(price), size: Number(size), takerSide, venueTimeMs }];
  });
}
