/**
 * Books as the venue tells them: bids ascending, asks descending (the best is last), decimal strings, and the venue's
 * hash. REST and the market channel read from the same place, so that a hash means the same book everywhere.
 */
import { createHash } from 'node:crypto';
import { formatDecimalMicros } from '../../lib/domain/units';
import type { Core } from '../core/core';
import type { Faults } from '../faults';
import type { LevelView } from '../model';

export interface LevelText {
  readonly price: string;
  readonly size: string;
}

/** Key order is part of the hash. */
export interface BookSummary {
  readonly market: string;
  readonly asset_id: string;
  readonly timestamp: string;
  readonly hash: string;
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
  readonly min_order_size: string;
  readonly tick_size: string;
  readonly neg_risk: boolean;
  readonly last_trade_price: string;
  readonly version?: string;
}

/**
 * SHA-1 of the compact JSON with `hash` emptied and the keys in the order of `BookSummary` (py-clob-client utilities;
 * recorded books).
 */
export function bookHash(book: BookSummary): string {
  const { market, asset_id, timestamp, bids, asks, min_order_size, tick_size, neg_risk, last_trade_price, version } =
    book;
  const level = ({ price, size }: LevelText): LevelText => ({ price, size });
  const ordered = {
    market,
    asset_id,
    timestamp,
    hash: '',
    bids: bids.map(level),
    asks: asks.map(level),
    min_order_size,
    tick_size,
    neg_risk,
    last_trade_price,
    ...(version === undefined ? {} : { version }),
  };
  return createHash('sha1').update(JSON.stringify(ordered), 'utf8').digest('hex');
}

export interface TopOfBook {
  readonly bidMicros: number | null;
  readonly askMicros: number | null;
}

const text = ({ priceMicros, sizeMicros }: LevelView): LevelText => ({
  price: formatDecimalMicros(priceMicros),
  size: formatDecimalMicros(sizeMicros),
});

export class BookPublisher {
  private readonly stamps = new Map<string, number>();
  private readonly cached = new Map<string, BookSummary>();

  constructor(
    private readonly core: Core,
    private readonly faults: Faults,
  ) {
    core.subscribe((event) => {
      if (event.kind === 'book' || event.kind === 'tick' || event.kind === 'new-market') {
        this.touch(event.market.tokens);
      }
    });
    for (const { spec } of core.markets.values()) this.touch(spec.tokens);
  }

  /** Exchange time as it is told to the outside. */
  toldMs(): number {
    return this.core.clock.nowMs() + this.faults.current.clockOffsetMs;
  }

  /** Both books of a market change at the same moment. */
  private touch(tokenIds: readonly string[]): void {
    const nowMs = this.toldMs();
    for (const tokenId of tokenIds) {
      this.stamps.set(tokenId, nowMs);
      this.cached.delete(tokenId);
    }
  }

  /** Told time of the book's last change, which its hash covers. */
  stamp(tokenId: string): string {
    return String(this.stamps.get(tokenId) ?? this.toldMs());
  }

  /** The book with its true hash; null for an unknown token. */
  summary(tokenId: string): BookSummary | null {
    const known = this.cached.get(tokenId);
    if (known) return known;
    const found = this.core.find(tokenId);
    if (!found) return null;
    const { spec } = found.market;
    const depth = found.market.book.depth(found.outcomeIndex);
    const unsigned: BookSummary = {
      market: spec.conditionId,
      asset_id: tokenId,
      timestamp: this.stamp(tokenId),
      hash: '',
      bids: depth.bids.map(text).reverse(),
      asks: depth.asks.map(text).reverse(),
      min_order_size: formatDecimalMicros(spec.minSizeMicros),
      tick_size: formatDecimalMicros(spec.tickMicros),
      neg_risk: spec.negRisk,
      last_trade_price: found.market.last[found.outcomeIndex].price,
      ...(spec.version === 'v2' ? { version: 'v2' } : {}),
    };
    const summary = { ...unsigned, hash: bookHash(unsigned) };
    this.cached.set(tokenId, summary);
    return summary;
  }

  top(tokenId: string): TopOfBook {
    const found = this.core.find(tokenId);
    if (!found) return { bidMicros: null, askMicros: null };
    const { bidMicros, askMicros } = found.market.book.bestYes();
    if (found.outcomeIndex === 0) return { bidMicros, askMicros };
    return {
      bidMicros: askMicros === null ? null : 1_000_000 - askMicros,
      askMicros: bidMicros === null ? null : 1_000_000 - bidMicros,
    };
  }
}

/** A hash that is not this book's, but has the form of one. */
export function wrongHash(hash: string): string {
  return createHash('sha1').update(`not ${hash}`).digest('hex');
}
