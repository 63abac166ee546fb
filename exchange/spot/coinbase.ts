/**
 * Coinbase's Advanced Trade WebSocket as far as a reader of books and trades sees it: one channel a message, numbers
 * over the connection, heartbeats once a second, the maker's side in trades.
 */
import { z } from 'zod';
import { parseJson } from '../http';
import { priceText, sizeText, type SpotChange, type SpotMarket, type SpotTrade } from './spot-market';
import type { SpotOut, SpotSocket, SpotVenue } from './spot-socket';

const message = z.object({
  type: z.enum(['subscribe', 'unsubscribe']),
  channel: z.enum(['level2', 'market_trades', 'heartbeats']),
  product_ids: z.array(z.string()).default([]),
});

interface Connection {
  readonly out: SpotOut;
  readonly books: Set<string>;
  readonly trades: Set<string>;
  heartbeats: number | null;
  sequence: number;
}

const productOf = (symbol: string): string => symbol.replace('/', '-');

export class CoinbaseSpot implements SpotVenue {
  readonly #connections = new Set<Connection>();

  constructor(
    private readonly parts: { readonly markets: ReadonlyMap<string, SpotMarket>; readonly nowMs: () => number },
  ) {}

  open(out: SpotOut): SpotSocket {
    const connection: Connection = { out, books: new Set(), trades: new Set(), heartbeats: null, sequence: 0 };
    this.#connections.add(connection);
    return {
      receive: (text) => this.#receive(connection, text),
      closed: () => void this.#connections.delete(connection),
    };
  }

  tick(symbol: string, trade: SpotTrade | null, made: readonly SpotChange[]): void {
    const product = productOf(symbol);
    for (const connection of this.#connections) {
      if (connection.books.has(product) && made.length > 0)
        this.#say(connection, 'l2_data', [{ type: 'update', product_id: product, updates: made.map(this.#update) }]);
      if (trade === null || !connection.trades.has(product)) continue;
      const time = this.#time();
      const side = trade.takerSide === 'buy' ? 'SELL' : 'BUY';
      const told = { price: priceText(trade.tick), size: sizeText(trade.size), side, time };
      this.#say(connection, 'market_trades', [
        { type: 'update', trades: [{ trade_id: '1', product_id: product, ...told }] },
      ]);
    }
  }

  second(): void {
    for (const connection of this.#connections) {
      if (connection.heartbeats === null) continue;
      connection.heartbeats += 1;
      const beat = { current_time: this.#time(), heartbeat_counter: connection.heartbeats };
      this.#say(connection, 'heartbeats', [beat]);
    }
  }

  #receive(connection: Connection, text: string): void {
    const parsed = message.safeParse(parseJson(text));
    if (!parsed.success) return connection.out.dataText('{"type":"error","message":"failure to subscribe"}');
    const { type, channel, product_ids } = parsed.data;
    const isOn = type === 'subscribe';
    if (channel === 'heartbeats') connection.heartbeats = isOn ? 0 : null;
    const set = channel === 'level2' ? connection.books : connection.trades;
    if (channel !== 'heartbeats')
      for (const product of product_ids)
        if (isOn) set.add(product);
        else set.delete(product);
    const subscriptions = { level2: [...connection.books], market_trades: [...connection.trades] };
    this.#say(connection, 'subscriptions', [{ subscriptions }]);
    if (isOn && channel === 'level2') for (const product of product_ids) this.#snapshot(connection, product);
  }

  #snapshot(connection: Connection, product: string): void {
    const market = this.parts.markets.get(product.replace('-', '/'));
    if (market === undefined) return;
    const updates = (['bid', 'ask'] as const).flatMap((side) =>
      market.side(side).map(([tick, size]) => this.#update({ side, tick, size })),
    );
    this.#say(connection, 'l2_data', [{ type: 'snapshot', product_id: product, updates }]);
  }

  readonly #update = ({ side, tick, size }: SpotChange) => ({
    side: side === 'bid' ? 'bid' : 'offer',
    event_time: this.#time(),
    price_level: priceText(tick),
    new_quantity: sizeText(size),
  });

  #time(): string {
    return new Date(this.parts.nowMs()).toISOString();
  }

  /** Numbered whether it arrives or not. */
  #say(connection: Connection, channel: string, events: readonly unknown[]): void {
    const frame = { channel, client_id: '', timestamp: this.#time(), sequence_num: connection.sequence, events };
    connection.sequence += 1;
    connection.out.dataText(JSON.stringify(frame));
  }
}
