/**
 * Spot prices from Coinbase's public Advanced Trade WebSocket: books whose messages are numbered, and trades by the
 * taker. A missing number leaves no book of the connection trusted.
 */
import { timeMs, type TimeMs } from '../../domain/units';
import type { SpotEvent, SpotFeed } from '../../ports/spot-feed';
import type { KeepAlive } from '../socket/keep-alive';
import { quoteOf, type Quoted } from '../socket/quote';
import { createSpotFeed, type SpotFeedOptions, type SpotReaction, type SpotReader } from '../socket/spot-feed';
import { CoinbaseBook } from './book';
import { parseCoinbase, type CoinbaseEvent } from './parse-coinbase';
import { follow, NEW_CONNECTION } from './sequence';

export const COINBASE_SOCKET = 'wss://advanced-trade-ws.coinbase.com';

/** The heartbeats come once a second, whatever else does: five of them missing is a dead connection. */
const KEEP_ALIVE: KeepAlive = {
  ping: null,
  everyMs: 1_000,
  deadAfterMs: 5_000,
  isPong: () => false,
  dataProvesLife: true,
  pongName: 'heartbeat',
};

function productOf(pair: string): string {
  return pair.replace('/', '-');
}

function pairOf(product: string): string {
  return product.replace('-', '/');
}

function subscription(type: 'subscribe' | 'unsubscribe', channel: string, pairs: readonly string[]): string {
  return JSON.stringify({ type, channel, product_ids: pairs.map(productOf) });
}

interface Told {
  readonly venueTimeMs: number | null;
  readonly receivedAtMs: TimeMs;
}

export function createCoinbaseReader(pairs: ReadonlySet<string>): SpotReader {
  const books = new Map<string, CoinbaseBook>();
  const quoted = new Map<string, Quoted>();
  let sequence = NEW_CONNECTION;

  function lose(pair: string, reason: string): readonly SpotReaction[] {
    books.delete(pair);
    quoted.delete(pair);
    return [{ kind: 'resync', pair, reason }];
  }

  function reactionsTo(event: CoinbaseEvent, { venueTimeMs, receivedAtMs }: Told): readonly SpotReaction[] {
    const pair = pairOf(event.product);
    if (!pairs.has(pair)) return [];
    if (event.kind === 'trade') {
      const { price, size, takerSide } = event;
      const moment = { pair, venueTimeMs: timeMs(event.venueTimeMs), receivedAtMs };
      return [{ kind: 'events', events: [{ ...moment, kind: 'trade', price, size, takerSide }] }];
    }
    const isFirst = event.isSnapshot;
    const book = isFirst ? new CoinbaseBook(event.changes) : books.get(pair);
    // Changes of a book that is being read anew: its snapshot comes after them.
    if (book === undefined) return [];
    if (!isFirst) book.apply(event.changes);
    books.set(pair, book);
    if (book.isNearRim()) return lose(pair, 'near-rim');
    const moment = { pair, receivedAtMs, venueTimeMs: timeMs(venueTimeMs ?? receivedAtMs) };
    const quote = quoteOf(book, moment, quoted.get(pair) ?? null);
    if (quote === 'crossed') return lose(pair, 'crossed');
    if (quote !== null) quoted.set(pair, quote);
    const events: readonly SpotEvent[] = quote === null ? [] : [quote];
    return [...(isFirst ? [{ kind: 'fresh', pair } as const] : []), { kind: 'events', events }];
  }

  return {
    read(text, receivedAtMs) {
      const message = parseCoinbase(text);
      if (message.kind === 'refused') return [{ kind: 'unreadable', reason: `refused-${message.reason}` }];
      // What cannot be read may have been a change of any book, and its number is not known.
      if (message.kind === 'unreadable')
        return [
          { kind: 'unreadable', reason: message.reason },
          { kind: 'reconnect', reason: message.reason },
        ];
      const step = follow(sequence, message.channel, message.sequence);
      sequence = step.sequence;
      if (step.verdict === 'old') return [];
      if (step.verdict === 'gap') return [{ kind: 'reconnect', reason: 'message-missing' }];
      if (message.events === null) return [{ kind: 'reconnect', reason: 'unreadable-book' }];
      return message.events.flatMap((event) => reactionsTo(event, { venueTimeMs: message.venueTimeMs, receivedAtMs }));
    },
  };
}

export function createCoinbaseFeed(options: SpotFeedOptions): SpotFeed {
  return createSpotFeed(
    {
      name: 'Coinbase',
      url: COINBASE_SOCKET,
      keepAlive: () => KEEP_ALIVE,
      reader: createCoinbaseReader,
      // One channel a message; the first within five seconds of opening, or the venue hangs up.
      subscribe: (pairs) => [
        subscription('subscribe', 'heartbeats', pairs),
        subscription('subscribe', 'level2', pairs),
        subscription('subscribe', 'market_trades', pairs),
      ],
      again: (pair) => [subscription('unsubscribe', 'level2', [pair]), subscription('subscribe', 'level2', [pair])],
    },
    options,
  );
}
