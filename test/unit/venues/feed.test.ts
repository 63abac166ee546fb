import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BookEvent, FeedStatus, MarketFeed, StrayKind } from '../../../lib/ports/feed';
import { createMarketFeed } from '../../../lib/venues/polymarket/ws/market-feed';
import { backoffMs } from '../../../lib/venues/socket/backoff';
import type { FakeClock, LocalServer } from '../../kit/venue';
import {
  conditionId,
  createFakeClock,
  createMemoryLog,
  localSockets,
  rawBook,
  startLocalServer,
  token,
  until,
} from '../../kit/venue';

let server: LocalServer;
let clock: FakeClock;
let feed: MarketFeed;
let events: BookEvent[];
let strays: StrayKind[];
let statuses: FeedStatus[];
let urls: string[];
let pongs: boolean;

const frames = (index: number): { readonly assets_ids: readonly string[]; readonly operation?: string }[] =>
  (server.received[index] ?? [])
    .filter((text) => text !== 'PING')
    .map((text) => JSON.parse(text) as { assets_ids: string[] });
const book = (n: number): string =>
  JSON.stringify([
    {
      event_type: 'book',
      ...rawBook(n, token(2 * n), { bids: [['0.40', '10']], asks: [['0.45', '5']], timestamp: 1_795_000_000_000 }),
    },
  ]);
const at = (index: number) => {
  const socket = server.sockets[index];
  if (!socket) throw new Error(`no connection ${index}`);
  return socket;
};

function create(assetsPerSocket = 200): void {
  feed = createMarketFeed({
    openSocket: localSockets(() => server.url, urls),
    clock,
    log: createMemoryLog(),
    random: () => 0.999,
    assetsPerSocket,
    handlers: {
      onEvents: (batch) => events.push(...batch),
      onStray: (kind) => strays.push(kind),
      onStatus: (status) => statuses.push(status),
    },
  });
}

beforeEach(async () => {
  pongs = true;
  server = await startLocalServer(() => pongs);
  clock = createFakeClock();
  events = [];
  strays = [];
  statuses = [];
  urls = [];
});

afterEach(async () => {
  feed.close();
  await server.close();
});

describe('market feed', () => {
  it('subscribes with the documented frame on the production URL, and is live with the first book', async () => {
    create();
    expect(feed.status()).toEqual({ kind: 'idle' });
    feed.watch(new Set([token(2), token(4)]));
    await until(() => frames(0).length === 1, 'subscription');
    expect(urls).toEqual(['wss://ws-subscriptions-clob.polymarket.com/ws/market']);
    expect(server.received[0]).toEqual([
      '{"type":"market","assets_ids":["2","4"],"custom_feature_enabled":true,"initial_dump":true}',
    ]);
    expect(feed.status().kind).toBe('connecting');
    at(0).send(book(1));
    await until(() => events.length === 1, 'book');
    expect(events[0]?.kind).toBe('snapshot');
    expect(feed.status().kind).toBe('live');
  });

  it('lets only watched tokens through and ignores unknown event types', async () => {
    create();
    feed.watch(new Set([token(2)]));
    await until(() => frames(0).length === 1, 'subscription');
    at(0).send('{"event_type":"brand_new","market":"0x1"}');
    at(0).send(book(9));
    at(0).send(book(1));
    await until(() => events.length > 0, 'book');
    expect(events.map((event) => (event.kind === 'snapshot' ? event.book.tokenId : event.kind))).toEqual(['2']);
  });

  it('subscribes to what is new and unsubscribes what is gone on the same connection', async () => {
    create();
    feed.watch(new Set([token(2), token(4)]));
    await until(() => frames(0).length === 1, 'subscription');
    feed.watch(new Set([token(4), token(6)]));
    await until(() => frames(0).length === 3, 'updates');
    expect(frames(0).slice(1)).toEqual([
      { operation: 'subscribe', assets_ids: ['6'], custom_feature_enabled: true },
      { operation: 'unsubscribe', assets_ids: ['2'], custom_feature_enabled: true },
    ]);
    expect(server.sockets).toHaveLength(1);
  });

  it('spreads 501 tokens over three connections of at most 200, 100 to a frame, and closes an empty one', async () => {
    create();
    const tokens = Array.from({ length: 501 }, (_, i) => token(i + 1));
    feed.watch(new Set(tokens));
    await until(
      () => server.received.length === 3 && server.received.every((own) => own.length === 2),
      'three subscriptions',
    );
    const sizes = [0, 1, 2].map((i) => frames(i).map(({ assets_ids }) => assets_ids.length));
    expect(sizes.sort((a, b) => (a[1] ?? 0) - (b[1] ?? 0))).toEqual([
      [100, 1],
      [100, 100],
      [100, 100],
    ]);
    expect(new Set([0, 1, 2].flatMap((i) => frames(i).flatMap(({ assets_ids }) => assets_ids))).size).toBe(501);
    // The first thing on a connection is a subscription, never a PING.
    for (const own of server.received) expect(own[0]).toMatch(/^\{"type":"market"/);
    feed.watch(new Set(tokens.slice(0, 100)));
    await until(
      () => server.sockets.filter((socket) => socket.readyState === socket.CLOSED).length === 2,
      'two closed',
    );
  });

  it('sends PING every 10 s and reconnects after 30 s without PONG, with a gap for its tokens', async () => {
    create();
    feed.watch(new Set([token(2)]));
    await until(() => frames(0).length === 1, 'subscription');
    at(0).send(book(1));
    await until(() => events.length === 1, 'book');
    for (let i = 1; i <= 4; i += 1) {
      clock.advance(10_000);
      await until(() => (server.received[0] ?? []).filter((text) => text === 'PING').length === i, `ping ${i}`);
      // The answer has to arrive before the next one is due.
      at(0).send(book(1));
      const had = events.length;
      await until(() => events.length > had, 'frame after PONG');
    }
    expect(feed.status().kind).toBe('live');
    pongs = false;
    clock.advance(10_000);
    clock.advance(10_000);
    expect(feed.status().kind).toBe('live');
    clock.advance(10_000);
    expect(feed.status().kind).toBe('down');
    expect(events.at(-1)).toEqual({ kind: 'gap', tokens: [token(2)] });
    pongs = true;
    clock.advance(1_000);
    await until(() => frames(1).length === 1, 'second subscription');
    expect(frames(1)[0]?.assets_ids).toEqual(['2']);
    at(1).send(book(1));
    await until(() => feed.status().kind === 'live', 'live again');
  });

  it('calls a socket that answers pings but brings nothing for 30 s silent, and opens another', async () => {
    create();
    feed.watch(new Set([token(2)]));
    await until(() => frames(0).length === 1, 'subscription');
    for (let i = 1; i <= 2; i += 1) {
      clock.advance(10_000);
      await until(() => (server.received[0] ?? []).filter((text) => text === 'PING').length === i, 'ping');
    }
    clock.advance(10_000);
    expect(feed.status().kind).toBe('silent');
    clock.advance(1_000);
    await until(() => frames(1).length === 1, 'second subscription');
    at(1).send(book(1));
    await until(() => feed.status().kind === 'live', 'live');
    expect(statuses.map((status) => status.kind)).toContain('silent');
  });

  it('ignores a frame of a connection that was replaced', async () => {
    create();
    feed.watch(new Set([token(2)]));
    await until(() => frames(0).length === 1, 'subscription');
    at(0).send(book(1));
    await until(() => events.length === 1, 'book');
    feed.restart(new Set([token(2)]), 'test');
    expect(events.at(-1)?.kind).toBe('gap');
    const had = events.length;
    if (at(0).readyState === at(0).OPEN) at(0).send(book(1));
    clock.advance(1_000);
    await until(() => frames(1).length === 1, 'second subscription');
    expect(events.length).toBe(had);
  });

  it('touches no book for a frame that names none, and counts it', async () => {
    create();
    feed.watch(new Set([token(2), token(4)]));
    await until(() => frames(0).length === 1, 'subscription');
    at(0).send(book(1));
    await until(() => events.length === 1, 'book');
    const strays0 = [
      '{"event_type":"book",',
      `["${'x'.repeat(16_000_001)}"]`,
      '[1,null,"x",[]]',
      '{"event_type":"brand_new","market":"0x1"}',
      '{"event_type":"price_change","price_changes":5}',
      '{"event_type":"market_resolved","market":"0x1"}',
      '{"event_type":"book","asset_id":"9","bids":[{"price":"NaN"}]}',
    ];
    for (const words of ['INVALID OPERATION', 'NO NEW ASSETS', '', 'null', '"2"', 'no book of "2"']) at(0).send(words);
    for (const text of strays0) at(0).send(text);
    at(0).send(Buffer.from([1, 2, 3]));
    at(0).send(book(2));
    await until(() => events.length === 2, 'the second book');
    expect(events.map(({ kind }) => kind)).toEqual(['snapshot', 'snapshot']);
    // One text holds four; words are not even strays.
    expect(strays).toEqual(Array.from({ length: strays0.length + 3 }, () => 'unreadable'));
  });

  it('touches the book that a frame names and cannot change, and applies the rest of the frame', async () => {
    create();
    feed.watch(new Set([token(2), token(4), token(6)]));
    await until(() => frames(0).length === 1, 'subscription');
    const change = (asset_id: string, price: string) => ({ asset_id, price, size: '1', side: 'BUY' });
    at(0).send(
      JSON.stringify([
        {
          event_type: 'price_change',
          market: conditionId(1),
          timestamp: '1795000000000',
          price_changes: [change('2', 'NaN'), null, change('4', '0.4')],
        },
        { event_type: 'tick_size_change', asset_id: '6', new_tick_size: '0.02', timestamp: '1795000000000' },
      ]),
    );
    await until(() => events.length === 3, 'three events');
    expect(events.map((event) => [event.kind, 'tokenId' in event && event.tokenId])).toEqual([
      ['malformed', '2'],
      ['delta', '4'],
      ['malformed', '6'],
    ]);
    at(0).send('[{"event_type":"book","asset_id":"4","bids":[{"pri');
    await until(() => events.length === 4, 'the broken frame');
    expect(events.at(-1)).toMatchObject({ kind: 'malformed', tokenId: '4' });
  });

  it('is silent where only news of other markets come, and takes any form of PONG', async () => {
    create();
    feed.watch(new Set([token(2)]));
    await until(() => frames(0).length === 1, 'subscription');
    pongs = false;
    for (const text of ['pong', '"PONG"', ' PONG\n', '{"event_type":"pong"}']) at(0).send(text);
    at(0).send('{"event_type":"new_market","market":"0x1"}');
    at(0).send('{"event_type":"market_resolved"}');
    await until(() => strays.length === 1, 'the stray');
    expect(feed.status().kind).toBe('connecting');
    clock.advance(10_000);
    at(0).send('{"type":"PONG"}');
    at(0).send('x');
    at(0).send(book(9));
    await until(() => strays.length === 2, 'the book of a foreign market');
    clock.advance(20_000);
    expect(feed.status().kind).toBe('silent');
  });

  it('asks again for a first book that does not come, ever more seldom, and not for those that came', async () => {
    create();
    feed.watch(new Set([token(2), token(4)]));
    await until(() => frames(0).length === 1, 'subscription');
    at(0).send(book(1));
    await until(() => events.length === 1, 'book');
    clock.advance(10_000);
    await until(() => frames(0).length === 3, 'the question');
    expect(frames(0).slice(1)).toEqual([
      { operation: 'unsubscribe', assets_ids: ['4'], custom_feature_enabled: true },
      { operation: 'subscribe', assets_ids: ['4'], custom_feature_enabled: true },
    ]);
    clock.advance(19_000);
    expect(frames(0)).toHaveLength(3);
    clock.advance(1_000);
    await until(() => frames(0).length === 5, 'the second question');
  });

  it('keeps trying while the venue refuses, never twice within half a second, and stops when closed', async () => {
    await server.close();
    create();
    feed.watch(new Set([token(2)]));
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await until(
        () => urls.length === attempt && statuses.at(-1)?.kind === 'down' && statuses.length > 0,
        `attempt ${attempt}`,
      );
      await until(() => events.filter((event) => event.kind === 'gap').length === attempt, 'gap');
      clock.advance(499);
      expect(urls.length).toBe(attempt);
      clock.advance(backoffMs(attempt - 1, () => 0.999) - 499);
    }
    feed.close();
    const opened = urls.length;
    clock.advance(120_000);
    expect(urls.length).toBe(opened);
    server = await startLocalServer(() => true);
  });
});

describe('retryNow', () => {
  it('ends a long wait, but never connects twice within a second', async () => {
    await server.close();
    create();
    feed.watch(new Set([token(2)]));
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await until(() => events.filter((event) => event.kind === 'gap').length === attempt, `gap ${attempt}`);
      if (attempt < 6) clock.advance(backoffMs(attempt - 1, () => 0.999));
    }
    server = await startLocalServer(() => true);
    const tried = urls.length;
    feed.retryNow();
    feed.retryNow();
    clock.advance(999);
    expect(urls.length).toBe(tried);
    clock.advance(1);
    expect(urls.length).toBe(tried + 1);
    await until(() => frames(0).length === 1, 'subscription');
    clock.advance(5_000);
    expect(urls.length).toBe(tried + 1);
  });
});

describe('backoffMs', () => {
  it('is jittered, at least half a second, at most thirty seconds', () => {
    expect(backoffMs(0, () => 0)).toBe(500);
    expect(backoffMs(3, () => 0.5)).toBe(2_000);
    expect(backoffMs(50, () => 0.9999)).toBeLessThanOrEqual(30_000);
    expect(backoffMs(50, () => 0.9999)).toBeGreaterThan(29_000);
  });
});
