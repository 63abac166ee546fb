/** Fifteen minutes of the market channel of one hockey game, in play: 206,848 ticks of twelve tokens. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { Book } from '../../lib/domain/book';
import type { Condition } from '../../lib/domain/condition';
import { parseTokenId } from '../../lib/domain/ids';
import { ok } from '../../lib/domain/result';
import { priceMicros, sizeMicros, timeMs } from '../../lib/domain/units';
import type { MarketFeed } from '../../lib/ports/feed';
import { createBooks } from '../../lib/services/books/books';
import { parseMarketFrame } from '../../lib/venues/polymarket/ws/parse-frames';
import { condition, createFakeClock, createMemoryLog, settled } from '../kit/venue';

const FILE = join(resolve(process.env['FACET_DATA'] ?? '../shared/data'), 'stream/stanley-cup-2026-06-07-0130.csv.gz');
const hasData = existsSync(FILE);

interface Row {
  readonly atMs: number;
  readonly asset: string;
  readonly type: string;
  readonly side: string;
  readonly price: string;
  readonly size: string;
  readonly bestBid: string;
  readonly bestAsk: string;
}

function rows(): readonly Row[] {
  const lines = gunzipSync(readFileSync(FILE)).toString('utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    const [atMs = '', asset = '', type = '', side = '', price = '', size = '', bestBid = '', bestAsk = ''] =
      line.split(',');
    return { atMs: Number(atMs), asset, type, side, price, size, bestBid, bestAsk };
  });
}

/** The venue's frame for one row of the file. */
function frameOf(row: Row, market: string): string {
  if (row.type === 'LAST_TRADE')
    return JSON.stringify({
      event_type: 'last_trade_price',
      market,
      asset_id: row.asset,
      price: row.price,
      size: row.size,
      side: row.side === 'BID' ? 'BUY' : 'SELL',
      fee_rate_bps: '0',
      timestamp: String(row.atMs),
    });
  return JSON.stringify({
    event_type: 'price_change',
    market,
    timestamp: String(row.atMs),
    price_changes: [
      {
        asset_id: row.asset,
        price: row.price,
        size: row.size,
        side: row.side === 'BID' ? 'BUY' : 'SELL',
        hash: '',
        best_bid: row.bestBid,
        best_ask: row.bestAsk,
      },
    ],
  });
}

interface Reference {
  readonly bids: Map<number, number>;
  readonly asks: Map<number, number>;
  atMs: number;
}

const micros = (text: string): number => Math.round(Number(text) * 1e6);

/** A plain book kept by the rows. The file has no snapshots, so what the told best prices exclude is taken away. */
function applyTo(reference: Reference, row: Row): void {
  const side = row.side === 'BID' ? reference.bids : reference.asks;
  if (micros(row.size) === 0) side.delete(micros(row.price));
  else side.set(micros(row.price), micros(row.size));
  for (const price of reference.bids.keys()) if (price > micros(row.bestBid)) reference.bids.delete(price);
  for (const price of reference.asks.keys()) if (price < micros(row.bestAsk)) reference.asks.delete(price);
  reference.atMs = row.atMs;
}

const levels = (side: ReadonlyMap<number, number>, direction: 1 | -1) =>
  [...side]
    .sort((a, b) => direction * (a[0] - b[0]))
    .map(([price, size]) => ({ priceMicros: priceMicros(price), sizeMicros: sizeMicros(size) }));

/** Rows before which the books are only built up: a level that nobody touched yet cannot be known. */
const WARM_UP = 100_000;

it.skipIf(!hasData)(
  'real data stanley-cup: ticks are understood, books equal a plain replay (needs ../shared/data)',
  async () => {
    const all = rows();
    expect(all).toHaveLength(206_848);
    const assets = [...new Set(all.map((row) => row.asset))];
    expect(assets).toHaveLength(12);
    const tickOf = new Map<string, number>();
    for (const row of all)
      if (row.type !== 'LAST_TRADE')
        tickOf.set(row.asset, micros(row.price) % 10_000 === 0 ? (tickOf.get(row.asset) ?? 10_000) : 1_000);
    // Which tokens are pairs is not in the file: each gets a partner that never speaks.
    const conditions: Condition[] = assets.map((asset, i) => {
      const [tokenId, silent] = [parseTokenId(asset), parseTokenId(String(1_000 + i))];
      if (tokenId === null || silent === null) throw new Error('fixture');
      return condition(i + 1, { tokens: [tokenId, silent], tickMicros: priceMicros(tickOf.get(asset) ?? 10_000) });
    });
    const byAsset = new Map<string, Condition>(conditions.map((one) => [one.tokens[0], one]));
    const reference = new Map<string, Reference>(
      assets.map((asset) => [asset, { bids: new Map<number, number>(), asks: new Map<number, number>(), atMs: 0 }]),
    );
    const clock = createFakeClock(all[WARM_UP]?.atMs ?? 0);
    const bookOf = (tokenId: string): Book | null => {
      const [one, held] = [byAsset.get(tokenId), reference.get(tokenId)];
      if (!one || !held) return null;
      return {
        tokenId: one.tokens[0],
        conditionId: one.id,
        bids: levels(held.bids, -1),
        asks: levels(held.asks, 1),
        tickMicros: one.tickMicros,
        hash: '',
        venueTimeMs: timeMs(held.atMs),
        receivedAtMs: clock.nowMs(),
        verifiedAtMs: clock.nowMs(),
      };
    };
    const feed: MarketFeed = {
      watch: () => undefined,
      status: () => ({ kind: 'idle' }),
      restart: () => undefined,
      retryNow: () => undefined,
      close: () => undefined,
    };
    const books = createBooks({
      clock,
      log: createMemoryLog(),
      fetchBooks: async (tokens) => ok(tokens.flatMap((tokenId) => bookOf(tokenId) ?? [])),
      feed: () => feed,
      staleAfterMs: () => 5_000,
    });
    let dirty = 0;
    books.subscribeDirty((ids) => {
      dirty += ids.length;
    });

    const seen = { trade: 0, delta: 0, other: 0, live: 0, bad: 0 };
    let busyMs = 0;
    for (const [i, row] of all.entries()) {
      const one = byAsset.get(row.asset);
      const held = reference.get(row.asset);
      if (!one || !held) throw new Error('fixture');
      if (row.type !== 'LAST_TRADE') applyTo(held, row);
      if (i === WARM_UP) {
        books.watch(conditions);
        await clock.run(100);
        for (const each of conditions) {
          const book = bookOf(each.tokens[0]);
          if (book) books.onEvents([{ kind: 'snapshot', book }], clock.nowMs());
        }
      }
      if (i > WARM_UP && row.atMs > clock.nowMs()) clock.advance(row.atMs - clock.nowMs());
      if (i % 50 === 0) await settled();
      const before = performance.now();
      const events = parseMarketFrame(frameOf(row, one.id), timeMs(row.atMs));
      if (i > WARM_UP) books.onEvents(events, clock.nowMs());
      busyMs += performance.now() - before;
      const kind = events.length === 1 ? events[0]?.kind : undefined;
      if (kind === 'trade' || kind === 'delta') seen[kind] += 1;
      else seen.other += 1;
      if (i > WARM_UP && kind === 'delta') seen[books.stateOf(one.tokens[0]).kind] += 1;
    }
    expect(seen).toMatchObject({ trade: 483, delta: 206_365, other: 0 });
    // Real tops confirm the books at nearly every tick; the rest are levels older than the recording, found by their
    // top and healed.
    expect(seen.live / (seen.live + seen.bad)).toBeGreaterThan(0.95);
    await clock.run(3_000);
    for (const each of conditions) {
      const state = books.stateOf(each.tokens[0]);
      const expected = bookOf(each.tokens[0]);
      expect(state.kind === 'live' && JSON.stringify([state.book.bids, state.book.asks])).toBe(
        JSON.stringify([expected?.bids, expected?.asks]),
      );
    }
    expect(dirty).toBeGreaterThan(50_000);
    books.close();
    // 230 frames a second were recorded in play; a millisecond each would still leave three quarters of the time free.
    expect(busyMs / all.length).toBeLessThan(1);
  },
  180_000,
);
