/**
 * Kraken's WebSocket v2 as far as a reader of books and trades sees it: acknowledgements, snapshots, changes cut to the
 * subscribed depth with the checksum of what the subscriber should hold, heartbeats, status. Written from the venue's
 * page, not from the code that reads it.
 */
import { z } from 'zod';
import type { Faults } from '../faults';
import { parseJson } from '../http';
import type { Random } from '../../lib/domain/random';
import { priceText, sizeText, type SpotMarket, type SpotTrade } from './spot-market';
import type { SpotOut, SpotSocket, SpotVenue } from './spot-socket';

const message = z.object({
  method: z.enum(['subscribe', 'unsubscribe', 'ping']),
  req_id: z.number().optional(),
  params: z
    .object({
      channel: z.string(),
      symbol: z.array(z.string()),
      depth: z.number().optional(),
      snapshot: z.boolean().optional(),
    })
    .optional(),
});

type Level = readonly [tick: number, size: number];
interface Shown {
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

interface Connection {
  readonly out: SpotOut;
  /** Depth and what the subscriber should hold, by symbol. */
  readonly books: Map<string, { readonly depth: number; shown: Shown }>;
  readonly trades: Set<string>;
  said: boolean;
  wasOnline: boolean;
}

const DEPTHS: readonly number[] = [10, 25, 100, 500, 1000];
const PROVEN = 10;

export class KrakenSpot implements SpotVenue {
  readonly #connections = new Set<Connection>();

  constructor(
    private readonly parts: {
      readonly markets: ReadonlyMap<string, SpotMarket>;
      readonly faults: Faults;
      readonly random: Random;
      readonly nowMs: () => number;
    },
  ) {}

  open(out: SpotOut): SpotSocket {
    const wasOnline = !this.parts.faults.current.spotMaintenance;
    const connection: Connection = { out, books: new Map(), trades: new Set(), said: true, wasOnline };
    this.#connections.add(connection);
    this.#status(connection);
    return {
      receive: (text) => this.#receive(connection, text),
      closed: () => void this.#connections.delete(connection),
    };
  }

  tick(symbol: string, trade: SpotTrade | null): void {
    for (const connection of this.#connections) {
      const book = connection.books.get(symbol);
      if (book !== undefined) {
        const now = this.#view(symbol, book.depth);
        const changed = { bids: changes(book.shown.bids, now.bids), asks: changes(book.shown.asks, now.asks) };
        const gone = this.#removals(symbol, book.shown, now);
        book.shown = now;
        const [bids, asks] = [
          [...gone.bids, ...changed.bids],
          [...gone.asks, ...changed.asks],
        ];
        if (bids.length + asks.length > 0) this.#book(connection, { symbol, type: 'update', bids, asks, shown: now });
      }
      if (trade !== null && connection.trades.has(symbol)) this.#trade(connection, symbol, trade);
    }
  }

  second(): void {
    for (const connection of this.#connections) {
      const isOnline = !this.parts.faults.current.spotMaintenance;
      if (isOnline !== connection.wasOnline) {
        connection.wasOnline = isOnline;
        this.#status(connection);
      }
      if (!connection.said) connection.out.dataText('{"channel":"heartbeat"}');
      connection.said = false;
    }
  }

  #receive(connection: Connection, text: string): void {
    const parsed = message.safeParse(parseJson(text));
    if (!parsed.success) return connection.out.dataText('{"error":"Malformed request","success":false}');
    const { method, params, req_id } = parsed.data;
    if (method === 'ping') return connection.out.dataText(JSON.stringify({ method: 'pong', req_id }));
    for (const symbol of params?.symbol ?? []) this.#subscribe(connection, method, { ...params, symbol });
  }

  #subscribe(
    connection: Connection,
    method: 'subscribe' | 'unsubscribe',
    {
      channel,
      symbol,
      depth = 10,
      snapshot = true,
    }: { channel?: string; symbol: string; depth?: number | undefined; snapshot?: boolean | undefined },
  ): void {
    const answer = (success: boolean, error?: string): void =>
      connection.out.dataText(
        JSON.stringify({ method, result: { channel, symbol }, success, ...(error ? { error } : {}) }),
      );
    if (!this.parts.markets.has(symbol)) return answer(false, `Currency pair not supported ${symbol}`);
    if (channel === 'trade') {
      if (method === 'subscribe') connection.trades.add(symbol);
      else connection.trades.delete(symbol);
      return answer(true);
    }
    if (channel !== 'book' || !DEPTHS.includes(depth)) return answer(false, 'Channel or depth not supported');
    if (method === 'unsubscribe') {
      connection.books.delete(symbol);
      return answer(true);
    }
    if (connection.books.has(symbol)) return answer(false, 'Already subscribed');
    const shown = this.#view(symbol, depth);
    connection.books.set(symbol, { depth, shown });
    answer(true);
    if (snapshot) this.#book(connection, { symbol, type: 'snapshot', ...shown, shown });
  }

  #view(symbol: string, depth: number): Shown {
    const market = this.parts.markets.get(symbol);
    return { bids: market?.side('bid').slice(0, depth) ?? [], asks: market?.side('ask').slice(0, depth) ?? [] };
  }

  /** Levels that no longer exist; those that only fell out of the depth are not told. */
  #removals(symbol: string, before: Shown, now: Shown): Shown {
    const market = this.parts.markets.get(symbol);
    const gone = (old: readonly Level[], left: readonly Level[], all: ReadonlyMap<number, number> | undefined) =>
      old.flatMap(([tick]): readonly Level[] =>
        left.some(([each]) => each === tick) || all?.has(tick) === true ? [] : [[tick, 0]],
      );
    return { bids: gone(before.bids, now.bids, market?.bids), asks: gone(before.asks, now.asks, market?.asks) };
  }

  #book(
    connection: Connection,
    {
      symbol,
      type,
      bids,
      asks,
      shown,
    }: Shown & { readonly symbol: string; readonly type: string; readonly shown: Shown },
  ): void {
    const { faults, random, nowMs } = this.parts;
    const right = checksum(shown);
    const isWrong = random() * 100 < faults.current.spotWrongChecksumPercent;
    const said = isWrong ? (right ^ 1) >>> 0 : right;
    // Written by hand: the zeros at the end of a number count.
    const side = (levels: readonly Level[]): string =>
      levels.map(([tick, size]) => `{"price":${priceText(tick)},"qty":${sizeText(size)}}`).join(',');
    const timestamp = new Date(nowMs()).toISOString();
    connection.said = true;
    connection.out.dataText(
      `{"channel":"book","type":"${type}","data":[{"symbol":"${symbol}",` +
        `"bids":[${side(bids)}],"asks":[${side(asks)}],"checksum":${said},"timestamp":"${timestamp}"}]}`,
    );
  }

  #trade(connection: Connection, symbol: string, { tick, size, takerSide }: SpotTrade): void {
    connection.said = true;
    connection.out.dataText(
      `{"channel":"trade","type":"update","data":[{"symbol":"${symbol}","side":"${takerSide}",` +
        `"price":${priceText(tick)},"qty":${sizeText(size)},"ord_type":"market","trade_id":1,` +
        `"timestamp":"${new Date(this.parts.nowMs()).toISOString()}"}]}`,
    );
  }

  #status(connection: Connection): void {
    const system = connection.wasOnline ? 'online' : 'maintenance';
    connection.out.dataText(
      JSON.stringify({ channel: 'status', type: 'update', data: [{ system, api_version: 'v2', version: '2.0.0' }] }),
    );
  }
}

function changes(before: readonly Level[], now: readonly Level[]): readonly Level[] {
  const old = new Map(before);
  return now.filter(([tick, size]) => old.get(tick) !== size);
}

function checksum({ bids, asks }: Shown): number {
  const digits = (text: string): string => String(BigInt(text.replace('.', '')));
  const levels = [...asks.slice(0, PROVEN), ...bids.slice(0, PROVEN)];
  return crc32(levels.map(([tick, size]) => digits(priceText(tick)) + digits(sizeText(size))).join(''));
}

/** The usual polynomial, bit by bit. */
function crc32(text: string): number {
  let crc = 0xffff_ffff;
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}
