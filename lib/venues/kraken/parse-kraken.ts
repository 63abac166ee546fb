/**
 * Frames of Kraken's WebSocket v2 (https://docs.kraken.com/api/docs/websocket-v2/book, read 2026-11). Numbers are kept
 * as text, because the checksum is made over it.
 */
import { parse } from 'lossless-json';
import { isDecimal, type LevelText } from '../socket/text-side';
import { isJsonObject, type JsonObject } from '../socket/json';

export interface KrakenBookMessage {
  readonly kind: 'book';
  readonly isSnapshot: boolean;
  readonly pair: string;
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
  readonly checksum: number;
  /** Null where the frame does not say it. */
  readonly venueTimeMs: number | null;
}

export interface KrakenTrade {
  readonly pair: string;
  readonly price: number;
  readonly size: number;
  readonly takerSide: 'buy' | 'sell';
  readonly venueTimeMs: number;
}

export type KrakenMessage =
  | KrakenBookMessage
  | { readonly kind: 'trades'; readonly trades: readonly KrakenTrade[] }
  | { readonly kind: 'status'; readonly isOnline: boolean }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Heartbeats, answers, channels that nobody asked for. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unreadable'; readonly pair: string | null; readonly reason: string };

/** A snapshot of 1,000 levels a side is some 90 kB. */
const MAX_CHARS = 1_000_000;
const MOST_LEVELS = 2_000;
const MOST_CHECKSUM = 2 ** 32;

export function parseKraken(text: string): readonly KrakenMessage[] {
  if (text.length > MAX_CHARS) return [unreadable(null, 'oversized')];
  let json: unknown;
  try {
    json = parse(text, null, (digits) => digits);
  } catch {
    return [unreadable(null, 'not-json')];
  }
  if (!isJsonObject(json)) return [unreadable(null, 'no-message')];
  if ('method' in json) return [answerOf(json)];
  const data = Array.isArray(json['data']) ? json['data'] : [];
  switch (json['channel']) {
    case 'book':
      return data.length === 0
        ? [unreadable(null, 'no-data')]
        : data.map((each) => bookOf(each, json['type'] === 'snapshot'));
    case 'trade':
      // A snapshot repeats trades that may be old.
      return json['type'] === 'update' ? [{ kind: 'trades', trades: data.flatMap(tradeOf) }] : [{ kind: 'other' }];
    case 'status': {
      const [first]: readonly unknown[] = data;
      return [{ kind: 'status', isOnline: isJsonObject(first) && first['system'] === 'online' }];
    }
    default:
      return [{ kind: 'other' }];
  }
}

function unreadable(pair: string | null, reason: string): KrakenMessage {
  return { kind: 'unreadable', pair, reason };
}

function answerOf(json: JsonObject): KrakenMessage {
  if (json['success'] !== false) return { kind: 'other' };
  return { kind: 'refused', reason: String(json['error'] ?? '').slice(0, 120) };
}

function bookOf(data: unknown, isSnapshot: boolean): KrakenMessage {
  if (!isJsonObject(data) || typeof data['symbol'] !== 'string') return unreadable(null, 'no-symbol');
  const pair = data['symbol'];
  const [bids, asks] = [levelsOf(data['bids']), levelsOf(data['asks'])];
  const checksum = Number(data['checksum']);
  const isChecksum = Number.isSafeInteger(checksum) && checksum >= 0 && checksum < MOST_CHECKSUM;
  if (bids === null || asks === null || !isChecksum) return unreadable(pair, 'unreadable-book');
  return { kind: 'book', isSnapshot, pair, bids, asks, checksum, venueTimeMs: timeOf(data['timestamp']) };
}

function levelsOf(side: unknown): readonly LevelText[] | null {
  if (!Array.isArray(side) || side.length > MOST_LEVELS) return null;
  const levels = side.map((each: unknown): LevelText | null => {
    if (!isJsonObject(each)) return null;
    const { price, qty } = each;
    return isDecimal(price) && isDecimal(qty) && Number(price) > 0 ? [price, qty] : null;
  });
  return levels.every((each) => each !== null) ? levels : null;
}

function timeOf(text: unknown): number | null {
  const time = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isFinite(time) ? time : null;
}

function tradeOf(data: unknown): readonly KrakenTrade[] {
  if (!isJsonObject(data)) return [];
  const { symbol: pair, side: takerSide, price, qty } = data;
  const venueTimeMs = timeOf(data['timestamp']);
  if (typeof pair !== 'string' || (takerSide !== 'buy' && takerSide !== 'sell')) return [];
  if (!isDecimal(price) || !isDecimal(qty) || venueTimeMs === null) return [];
  return [{ pair, price: Number(price), size: Number(qty), takerSide, venueTimeMs }];
}
