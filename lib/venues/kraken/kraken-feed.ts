/** Spot prices from Kraken's public WebSocket v2: books proven by checksum at every change, and trades by the taker. */
import { timeMs, type TimeMs } from '../../domain/units';
import type { SpotEvent, SpotFeed } from '../../ports/spot-feed';
import type { KeepAlive } from '../socket/keep-alive';
import { createSpotFeed, type SpotFeedOptions, type SpotReaction, type SpotReader } from '../socket/spot-feed';
import { quoteOf, type Quoted } from '../socket/quote';
import { KrakenBook } from './book';
import { parseKraken, type KrakenBookMessage, type KrakenMessage } from './parse-kraken';

export const KRAKEN_SOCKET = 'wss://ws.kraken.com/v2';

/** The checksum covers ten levels: at this depth it covers all that is kept. */
const DEPTH = 10;
const LOOK_EVERY_MS = 1_000;
/** Kraken answers pings, and sends heartbeats once a second when nothing else comes. */
const PING_EVERY_LOOKS = 20;
const DEAD_AFTER_MS = 5_000;
const PONG = /^\s*\{\s*"method"\s*:\s*"pong"/;

function keepAlive(): KeepAlive {
  let looks = 0;
  return {
    ping() {
      looks += 1;
      return looks % PING_EVERY_LOOKS === 0 ? JSON.stringify({ method: 'ping', req_id: looks }) : null;
    },
    everyMs: LOOK_EVERY_MS,
    deadAfterMs: DEAD_AFTER_MS,
    isPong: (text) => PONG.test(text),
    dataProvesLife: true,
    pongName: 'frame',
  };
}

function subscription(method: 'subscribe' | 'unsubscribe', channel: 'book' | 'trade', symbols: readonly string[]) {
  const depth = channel === 'book' ? { depth: DEPTH } : {};
  const snapshot = method === 'subscribe' ? { snapshot: channel === 'book' } : {};
  return JSON.stringify({ method, params: { channel, symbol: symbols, ...depth, ...snapshot } });
}

export function createKrakenReader(pairs: ReadonlySet<string>): SpotReader {
  /** Only books whose last checksum fitted. */
  const books = new Map<string, KrakenBook>();
  const quoted = new Map<string, Quoted>();

  function lose(pair: string, reason: string): readonly SpotReaction[] {
    books.delete(pair);
    quoted.delete(pair);
    return [{ kind: 'resync', pair, reason }];
  }

  function book(message: KrakenBookMessage, receivedAtMs: TimeMs): readonly SpotReaction[] {
    const { pair, isSnapshot } = message;
    if (!pairs.has(pair)) return [];
    // A snapshot that nobody waits for may be an old one come twice: it would prove itself.
    if (isSnapshot && books.has(pair)) return [];
    const known = isSnapshot ? new KrakenBook(DEPTH) : books.get(pair);
    // Changes of a book that is being read anew: its snapshot comes after them.
    if (known === undefined) return [];
    if (!known.apply(message)) return lose(pair, 'checksum');
    books.set(pair, known);
    const moment = { pair, receivedAtMs, venueTimeMs: timeMs(message.venueTimeMs ?? receivedAtMs) };
    const quote = quoteOf(known, moment, quoted.get(pair) ?? null);
    if (quote === 'crossed') return lose(pair, 'crossed');
    if (quote !== null) quoted.set(pair, quote);
    const events: readonly SpotEvent[] = quote === null ? [] : [quote];
    return [...(isSnapshot ? [{ kind: 'fresh', pair } as const] : []), { kind: 'events', events }];
  }

  function reactionsTo(message: KrakenMessage, receivedAtMs: TimeMs): readonly SpotReaction[] {
    switch (message.kind) {
      case 'book':
        return book(message, receivedAtMs);
      case 'trades': {
        const trades = message.trades.filter(({ pair }) => pairs.has(pair));
        const events = trades.map((trade): SpotEvent => {
          return { ...trade, kind: 'trade', venueTimeMs: timeMs(trade.venueTimeMs), receivedAtMs };
        });
        return [{ kind: 'events', events }];
      }
      case 'status':
        return [{ kind: 'maintenance', isOn: !message.isOnline }];
      case 'refused':
        return [{ kind: 'unreadable', reason: `refused-${message.reason}` }];
      case 'other':
        return [];
      case 'unreadable': {
        const { pair, reason } = message;
        const isOurs = pair !== null && books.has(pair);
        return [{ kind: 'unreadable', reason }, ...(isOurs ? lose(pair, reason) : [])];
      }
    }
  }

  return {
    read: (text, receivedAtMs) => parseKraken(text).flatMap((message) => reactionsTo(message, receivedAtMs)),
  };
}

export function createKrakenFeed(options: SpotFeedOptions): SpotFeed {
  return createSpotFeed(
    {
      name: 'Kraken',
      url: KRAKEN_SOCKET,
      keepAlive,
      reader: createKrakenReader,
      subscribe: (pairs) => [subscription('subscribe', 'book', pairs), subscription('subscribe', 'trade', pairs)],
      again: (pair) => [subscription('unsubscribe', 'book', [pair]), subscription('subscribe', 'book', [pair])],
    },
    options,
  );
}
