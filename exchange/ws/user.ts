/** The user channel: own orders and trades, for the key whose credentials the first message carries (protocol 5.3). */
import { z } from 'zod';
import { orderView, tradeView, ownerOf } from '../clob/views';
import type { BookPublisher } from '../clob/books';
import type { Core } from '../core/core';
import type { CoreEvent, Order, Trade } from '../core/orders';
import { sameText } from '../crypto/auth';
import type { ApiKey, KeyRing } from '../crypto/auth';
import type { Faults } from '../faults';
import { parseJson } from '../http';
import type { MarketSpec } from '../model';
import type { Outbox } from './outbox';

/** Policy violation: what the socket is closed with when the credentials are wrong. */
const CLOSE_UNAUTHORIZED = 1008;

const hello = z.object({
  type: z.string(),
  auth: z.object({ apiKey: z.string(), secret: z.string(), passphrase: z.string() }),
  markets: z.array(z.string()).optional(),
});
const update = z.object({ operation: z.enum(['subscribe', 'unsubscribe']), markets: z.array(z.string()) });

interface Connection {
  readonly outbox: Outbox;
  key: ApiKey | null;
  /** null: all markets. */
  markets: Set<string> | null;
}

interface Deps {
  readonly core: Core;
  readonly books: BookPublisher;
  readonly faults: Faults;
  readonly keys: KeyRing;
}

export class UserChannel {
  private readonly connections = new Set<Connection>();

  constructor(private readonly deps: Deps) {
    deps.core.subscribe((event) => this.tell(event));
  }

  open(outbox: Outbox): { readonly receive: (text: string) => void; readonly closed: () => void } {
    const connection: Connection = { outbox, key: null, markets: null };
    this.connections.add(connection);
    return { receive: (text) => this.receive(connection, text), closed: () => this.connections.delete(connection) };
  }

  private receive(connection: Connection, text: string): void {
    if (text === 'PING') return connection.outbox.pong();
    const body = parseJson(text);
    const first = hello.safeParse(body);
    if (first.success) {
      const { apiKey, secret, passphrase } = first.data.auth;
      const key = this.deps.keys.get(apiKey);
      if (!key || !sameText(key.secret, secret) || !sameText(key.passphrase, passphrase))
        return connection.outbox.close(CLOSE_UNAUTHORIZED);
      connection.key = key;
      connection.markets = first.data.markets && first.data.markets.length > 0 ? new Set(first.data.markets) : null;
      return undefined;
    }
    const change = update.safeParse(body);
    if (!change.success || !connection.key) return connection.outbox.raw('text', 'INVALID OPERATION');
    const markets = connection.markets ?? new Set<string>();
    for (const market of change.data.markets) {
      if (change.data.operation === 'subscribe') markets.add(market);
      else markets.delete(market);
    }
    connection.markets = markets;
    return undefined;
  }

  private to(conditionId: string, wanted: (key: ApiKey) => boolean, frame: (key: ApiKey) => unknown): void {
    for (const { key, markets, outbox } of this.connections) {
      if (key && (markets === null || markets.has(conditionId)) && wanted(key)) outbox.data(frame(key));
    }
  }

  private tell(event: CoreEvent): void {
    if (event.kind === 'order')
      this.to(
        event.order.conditionId,
        (key) => event.order.user === key.address,
        () => this.orderFrame(event.order, event.type),
      );
    if (event.kind !== 'trade') return;
    const { trade, market } = event;
    const isTaker = (key: ApiKey): boolean => trade.taker.user === key.address;
    this.to(
      trade.conditionId,
      (key) => isTaker(key) || trade.fills.some(({ maker }) => maker.user === key.address),
      (key) => this.tradeFrame(trade, market, isTaker(key) ? 'TAKER' : 'MAKER'),
    );
  }

  private orderFrame(order: Order, type: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION'): unknown {
    const view = orderView(order, this.deps.faults.current.clockOffsetMs);
    // Killed orders carry the reason in their status (recorded user frames).
    const killed =
      type === 'CANCELLATION' && (order.type === 'FOK' || order.type === 'FAK' || order.status === 'UNMATCHED');
    return {
      ...view,
      event_type: 'order',
      type,
      order_owner: view.owner,
      created_at: String(view.created_at),
      status: killed ? `CANCELED_${order.reason}` : order.status,
      timestamp: String(this.deps.books.toldMs()),
    };
  }

  private tradeFrame(trade: Trade, market: MarketSpec, side: 'TAKER' | 'MAKER'): unknown {
    const view = tradeView(trade, {
      side,
      hasFee: market.fee !== null,
      offsetMs: this.deps.faults.current.clockOffsetMs,
    });
    return {
      ...view,
      event_type: 'trade',
      type: 'TRADE',
      trade_owner: ownerOf(trade.taker),
      timestamp: String(this.deps.books.toldMs()),
    };
  }
}
