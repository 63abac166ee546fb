/**
 * The market channel: books on subscribe and after trades, level changes, trades, ticks and the gated extras (protocol
 * 5.1).
 */
import { z } from 'zod';
import { formatDecimalMicros } from '../../lib/domain/units';
import { wrongHash } from '../clob/books';
import type { BookPublisher } from '../clob/books';
import { OUTCOMES } from '../clob/views';
import type { Core } from '../core/core';
import type { CoreEvent, LevelChange, Trade } from '../core/orders';
import type { Faults } from '../faults';
import { parseJson } from '../http';
import type { MarketSpec } from '../model';
import type { Outbox } from './outbox';

/** Delivery stops for what is subscribed beyond this on one connection (nautilus_trader PR 2915). */
const MOST_ASSETS = 500;
const MICROS = 1_000_000;

const message = z.object({
  type: z.string().optional(),
  operation: z.enum(['subscribe', 'unsubscribe']).optional(),
  assets_ids: z.array(z.string()),
  custom_feature_enabled: z.boolean().optional(),
  initial_dump: z.boolean().optional(),
});

interface Connection {
  readonly outbox: Outbox;
  readonly assets: Set<string>;
  custom: boolean;
}

interface Deps {
  readonly core: Core;
  readonly books: BookPublisher;
  readonly faults: Faults;
}

const decimal = (micros: number | null): string => (micros === null ? '' : formatDecimalMicros(micros));

export class MarketChannel {
  private readonly connections = new Set<Connection>();
  private readonly tops = new Map<string, string>();
  private resolutions = 0;

  constructor(private readonly deps: Deps) {
    deps.core.subscribe((event) => this.tell(event));
  }

  open(outbox: Outbox): { readonly receive: (text: string) => void; readonly closed: () => void } {
    const connection: Connection = { outbox, assets: new Set(), custom: false };
    this.connections.add(connection);
    return { receive: (text) => this.receive(connection, text), closed: () => this.connections.delete(connection) };
  }

  private receive(connection: Connection, text: string): void {
    if (text === 'PING') return connection.outbox.pong();
    const parsed = message.safeParse(parseJson(text));
    if (!parsed.success) return connection.outbox.raw('text', 'INVALID OPERATION');
    const { assets_ids, operation, custom_feature_enabled, initial_dump } = parsed.data;
    if (custom_feature_enabled !== undefined) connection.custom = custom_feature_enabled;
    if (operation === 'unsubscribe') {
      for (const asset of assets_ids) connection.assets.delete(asset);
      return;
    }
    const fresh = [...new Set(assets_ids)]
      .filter((asset) => !connection.assets.has(asset) && this.deps.core.find(asset))
      .slice(0, Math.max(0, MOST_ASSETS - connection.assets.size));
    if (fresh.length === 0 && assets_ids.length > 0 && this.deps.faults.current.tellDuplicates)
      return connection.outbox.raw('text', 'NO NEW ASSETS');
    for (const asset of fresh) connection.assets.add(asset);
    if (initial_dump !== false && fresh.length > 0) connection.outbox.data(fresh.map((asset) => this.bookFrame(asset)));
  }

  private hashOf(asset: string): string {
    const hash = this.deps.books.summary(asset)?.hash ?? '';
    return this.deps.faults.current.wsWrongHash ? wrongHash(hash) : hash;
  }

  /** The socket's book lacks min_order_size and neg_risk although the hash covers them (captured 2026-10-05). */
  private bookFrame(asset: string): unknown {
    const book = this.deps.books.summary(asset);
    if (!book) throw new Error(`no book of ${asset}`);
    const { market, asset_id, timestamp, bids, asks, tick_size, last_trade_price, version } = book;
    return {
      market,
      asset_id,
      timestamp,
      hash: this.hashOf(asset),
      bids,
      asks,
      tick_size,
      event_type: 'book',
      last_trade_price,
      ...(version === undefined ? {} : { version }),
    };
  }

  private timestamp(): string {
    return String(this.deps.books.toldMs());
  }

  private to(assets: readonly string[], frame: (subscribed: readonly string[]) => unknown, customOnly = false): void {
    for (const connection of this.connections) {
      if (customOnly && !connection.custom) continue;
      const subscribed = assets.filter((asset) => connection.assets.has(asset));
      if (subscribed.length > 0) connection.outbox.data(frame(subscribed));
    }
  }

  private tell(event: CoreEvent): void {
    switch (event.kind) {
      case 'book':
        return this.tellBook(event.market, event.changes, event.traded);
      case 'trade':
        return event.isNew ? this.tellTrade(event.market, event.trade) : undefined;
      case 'tick':
        for (const asset of event.market.tokens) {
          const frame = {
            event_type: 'tick_size_change',
            market: event.market.conditionId,
            asset_id: asset,
            old_tick_size: formatDecimalMicros(event.oldTickMicros),
            new_tick_size: formatDecimalMicros(event.market.tickMicros),
            timestamp: this.timestamp(),
          };
          this.to([asset], () => frame);
        }
        return undefined;
      case 'new-market': {
        const frame = this.newMarket(event.market);
        for (const connection of this.connections) if (connection.custom) connection.outbox.data(frame);
        return undefined;
      }
      case 'resolved':
        return this.tellResolved(event.market, event.yesWins);
      case 'order':
        return undefined;
      default:
        throw new Error(`unknown event ${String(event)}`);
    }
  }

  private tellResolved(market: MarketSpec, yesWins: boolean): void {
    const { resolutionsTo } = this.deps.faults.current;
    if (resolutionsTo === 'subscribers') return this.to(market.tokens, () => this.resolved(market, yesWins), true);
    const { winning_asset_id, winning_outcome, ...rest } = this.resolved(market, yesWins);
    this.resolutions += 1;
    const isNamed =
      resolutionsTo === 'everybody' || (resolutionsTo === 'everybody-half-named' && this.resolutions % 2 === 0);
    const winner = isNamed ? { winning_asset_id, winning_outcome } : {};
    for (const { custom, outbox } of this.connections) if (custom) outbox.data({ ...rest, ...winner });
  }

  /** News of a market that stands on no page here: the venue lists some every few seconds. */
  tellForeignMarket(market: MarketSpec): void {
    const frame = this.newMarket(market);
    for (const { custom, outbox } of this.connections) if (custom) outbox.data(frame);
  }

  private tellTrade(market: MarketSpec, trade: Trade): void {
    this.to([trade.tokenId], () => ({
      event_type: 'last_trade_price',
      market: market.conditionId,
      asset_id: trade.tokenId,
      price: formatDecimalMicros(trade.priceMicros),
      size: formatDecimalMicros(trade.sizeMicros),
      side: trade.side,
      fee_rate_bps: market.fee ? '1000' : '0',
      timestamp: this.timestamp(),
    }));
  }

  private tellBook(market: MarketSpec, changes: readonly LevelChange[], traded: boolean): void {
    // The hashes in the frame are those of the books at this very time.
    const timestamp = this.deps.books.stamp(market.tokens[0]);
    if (changes.length > 0) {
      this.to(market.tokens, (subscribed) => ({
        event_type: 'price_change',
        market: market.conditionId,
        timestamp,
        price_changes: subscribed.flatMap((asset) => changes.map((change) => this.change(market, asset, change))),
      }));
    }
    if (traded) for (const asset of market.tokens) this.to([asset], () => this.bookFrame(asset));
    for (const asset of market.tokens) this.tellTop(market, asset, timestamp);
  }

  private change(market: MarketSpec, asset: string, { side, priceMicros, sizeMicros }: LevelChange): unknown {
    const isYes = asset === market.tokens[0];
    const top = this.deps.books.top(asset);
    return {
      asset_id: asset,
      price: formatDecimalMicros(isYes ? priceMicros : MICROS - priceMicros),
      size: formatDecimalMicros(sizeMicros),
      side: (side === 'bid') === isYes ? 'BUY' : 'SELL',
      hash: this.hashOf(asset),
      best_bid: decimal(top.bidMicros),
      best_ask: decimal(top.askMicros),
    };
  }

  private tellTop(market: MarketSpec, asset: string, timestamp: string): void {
    const { bidMicros, askMicros } = this.deps.books.top(asset);
    const key = `${bidMicros}/${askMicros}`;
    if (this.tops.get(asset) === key) return;
    this.tops.set(asset, key);
    const spread = bidMicros === null || askMicros === null ? '' : formatDecimalMicros(askMicros - bidMicros);
    this.to(
      [asset],
      () => ({
        event_type: 'best_bid_ask',
        market: market.conditionId,
        asset_id: asset,
        best_bid: decimal(bidMicros),
        best_ask: decimal(askMicros),
        spread,
        timestamp,
      }),
      true,
    );
  }

  private eventMessage(market: MarketSpec): unknown {
    const event = this.deps.core
      .events()
      .find(({ markets }) => markets.some(({ conditionId }) => conditionId === market.conditionId));
    return event
      ? { id: event.id, ticker: event.slug, slug: event.slug, title: event.title, description: event.description }
      : null;
  }

  private newMarket(market: MarketSpec): unknown {
    return {
      event_type: 'new_market',
      id: market.id,
      question: market.question,
      market: market.conditionId,
      slug: market.slug,
      description: market.description,
      assets_ids: market.tokens,
      outcomes: OUTCOMES,
      event_message: this.eventMessage(market),
      timestamp: this.timestamp(),
      tags: [],
      condition_id: market.conditionId,
      active: market.active,
      clob_token_ids: market.tokens,
      sports_market_type: '',
      line: '',
      game_start_time: '',
      order_price_min_tick_size: formatDecimalMicros(market.tickMicros),
      group_item_title: market.groupItemTitle,
      taker_base_fee: market.fee ? '1000' : '0',
      fees_enabled: market.fee !== null,
      ...(market.fee
        ? {
            fee_schedule: {
              exponent: String(market.fee.exponent),
              rate: market.fee.rate,
              taker_only: market.fee.takerOnly,
              rebate_rate: '0.25',
            },
          }
        : {}),
    };
  }

  private resolved(market: MarketSpec, yesWins: boolean) {
    const winner = yesWins ? 0 : 1;
    return {
      event_type: 'market_resolved',
      id: market.id,
      market: market.conditionId,
      assets_ids: market.tokens,
      winning_asset_id: market.tokens[winner],
      winning_outcome: OUTCOMES[winner],
      event_message: this.eventMessage(market),
      timestamp: this.timestamp(),
      tags: [],
    };
  }
}
