/**
 * The market channel: every message type, and hashes that equal the REST book.
 */
import { describe, expect, it } from 'vitest';
import { bookHash } from '../../exchange/clob/books';
import { ask, bid, event, negRisk, plain, second } from '../kit/small-exchange';
import { createSocketBench, kinds, type Frame } from '../kit/exchange-sockets';

const bench = createSocketBench();
const { connect, subscribe, restBook } = bench;

describe('market channel', () => {
  it('dumps the books as an array, without what only REST has, with the hash of the whole', async () => {
    ask(bench.exchange, plain.tokens[0], 0.52, 30);
    const client = await subscribe({ tokens: [...plain.tokens, second.tokens[0], '123'] });
    const dump = await client.next();
    expect(dump.map((book: Frame) => book.asset_id)).toEqual([...plain.tokens, second.tokens[0]]);
    expect(Object.keys(dump[0])).toEqual([
      'market',
      'asset_id',
      'timestamp',
      'hash',
      'bids',
      'asks',
      'tick_size',
      'event_type',
      'last_trade_price',
    ]);
    expect(Object.keys(dump[2])).toContain('version');
    for (const book of dump) {
      const rest = await restBook(book.asset_id);
      expect(book).toMatchObject({ hash: rest.hash, bids: rest.bids, asks: rest.asks, timestamp: rest.timestamp });
      expect(bookHash({ ...book, min_order_size: '5', neg_risk: false })).toBe(book.hash);
    }
  });

  it('tells both tokens of a level change in one frame, with the hash of the resulting books', async () => {
    const client = await subscribe();
    await client.next();
    ask(bench.exchange, plain.tokens[0], 0.52, 30);
    const frame = await client.next();
    const [yes, no] = await Promise.all(plain.tokens.map(restBook));
    expect(frame).toEqual({
      event_type: 'price_change',
      market: plain.conditionId,
      timestamp: yes.timestamp,
      price_changes: [
        {
          asset_id: plain.tokens[0],
          price: '0.52',
          size: '30',
          side: 'SELL',
          hash: yes.hash,
          best_bid: '',
          best_ask: '0.52',
        },
        {
          asset_id: plain.tokens[1],
          price: '0.48',
          size: '30',
          side: 'BUY',
          hash: no.hash,
          best_bid: '0.48',
          best_ask: '',
        },
      ],
    });
  });

  it('follows a trade with the price, the changed levels and the books', async () => {
    ask(bench.exchange, plain.tokens[0], 0.52, 30);
    const client = await subscribe({ custom: true });
    await client.next();
    bench.exchange.core.place({
      account: 'maker',
      tokenId: plain.tokens[0],
      side: 'BUY',
      priceMicros: 520_000,
      sizeMicros: 10_000_000,
      type: 'GTC',
      postOnly: false,
      expiration: 0,
    });
    const frames = await client.drain();
    expect(kinds(frames)).toEqual(['last_trade_price', 'price_change', 'book', 'book']);
    expect(frames[0]).toMatchObject({
      asset_id: plain.tokens[0],
      price: '0.52',
      size: '10',
      side: 'BUY',
      fee_rate_bps: '1000',
    });
    expect(frames[2]).toMatchObject({
      asset_id: plain.tokens[0],
      last_trade_price: '0.52',
      asks: [{ price: '0.52', size: '20' }],
    });
    expect(frames[2].hash).toBe((await restBook(plain.tokens[0])).hash);
  });

  it('applies to any sequence of changes: deltas on the dump equal the REST book', async () => {
    const client = await subscribe();
    const books = new Map<string, { bids: Map<string, string>; asks: Map<string, string>; hash: string }>();
    const load = (book: Frame) =>
      books.set(book.asset_id, {
        bids: new Map(book.bids.map((level: Frame) => [level.price, level.size])),
        asks: new Map(book.asks.map((level: Frame) => [level.price, level.size])),
        hash: book.hash,
      });
    for (const book of await client.next()) load(book);
    const ids: string[] = [];
    for (let step = 0; step < 200; step += 1) {
      const token = plain.tokens[step % 2] ?? '';
      const price = (30 + ((step * 37) % 41)) / 100;
      if (step % 5 === 4) bench.exchange.core.cancel('maker', ids[(step * 13) % ids.length] ?? '');
      else ids.push((step % 3 === 0 ? ask : bid)(bench.exchange, token, price, 5 + (step % 7)));
    }
    for (const frame of await client.drain()) {
      if (frame.event_type === 'book') load(frame);
      if (frame.event_type !== 'price_change') continue;
      for (const change of frame.price_changes) {
        const book = books.get(change.asset_id);
        if (!book) throw new Error('change of an unknown asset');
        const side = change.side === 'BUY' ? book.bids : book.asks;
        if (change.size === '0') side.delete(change.price);
        else side.set(change.price, change.size);
        book.hash = change.hash;
      }
      // Best prices and hashes are those after the whole frame.
      for (const change of frame.price_changes) {
        const book = books.get(change.asset_id);
        expect(change.best_bid).toBe([...(book?.bids.keys() ?? [])].sort((a, b) => Number(b) - Number(a))[0] ?? '');
        expect(change.best_ask).toBe([...(book?.asks.keys() ?? [])].sort((a, b) => Number(a) - Number(b))[0] ?? '');
      }
    }
    for (const token of plain.tokens) {
      const rest = await restBook(token);
      const book = books.get(token);
      expect(book?.hash).toBe(rest.hash);
      expect(new Map(rest.bids.map((level: Frame) => [level.price, level.size]))).toEqual(book?.bids);
      expect(new Map(rest.asks.map((level: Frame) => [level.price, level.size]))).toEqual(book?.asks);
    }
  });

  it('gives the extras only to those who asked', async () => {
    bench.exchange.faults.patch({ resolutionsTo: 'subscribers' });
    const custom = await subscribe({ custom: true });
    const simple = await subscribe();
    await custom.next();
    await simple.next();
    ask(bench.exchange, plain.tokens[0], 0.52, 30);
    bench.exchange.core.addEvent({
      ...event,
      id: '10',
      markets: [{ ...plain, id: '110', slug: 'fresh', conditionId: `0x${'c'.repeat(64)}`, tokens: ['9001', '9002'] }],
    });
    bench.exchange.core.setTick(plain.conditionId, 1_000);
    bench.exchange.core.resolve(plain.conditionId, true);
    const seen = await custom.drain();
    expect(kinds(seen)).toEqual([
      'price_change',
      'best_bid_ask',
      'best_bid_ask',
      'new_market',
      'tick_size_change',
      'tick_size_change',
      'price_change',
      'best_bid_ask',
      'best_bid_ask',
      'market_resolved',
    ]);
    expect(seen[1]).toMatchObject({ asset_id: plain.tokens[0], best_bid: '', best_ask: '0.52', spread: '' });
    expect(seen[3]).toMatchObject({
      id: '110',
      market: `0x${'c'.repeat(64)}`,
      assets_ids: ['9001', '9002'],
      clob_token_ids: ['9001', '9002'],
      fee_schedule: { rate: '0.04', exponent: '1', taker_only: true },
      event_message: { id: '10' },
    });
    expect(seen[4]).toMatchObject({ asset_id: plain.tokens[0], old_tick_size: '0.01', new_tick_size: '0.001' });
    expect(seen[9]).toMatchObject({
      winning_asset_id: plain.tokens[0],
      winning_outcome: 'Yes',
      market: plain.conditionId,
    });
    expect(kinds(await simple.drain())).toEqual([
      'price_change',
      'tick_size_change',
      'tick_size_change',
      'price_change',
    ]);
  });

  it('adds and removes assets on the open socket, and can leave out the dump', async () => {
    const client = await connect('/ws/market');
    client.send({ type: 'market', assets_ids: [plain.tokens[0]], initial_dump: false });
    client.send({ operation: 'subscribe', assets_ids: [negRisk.tokens[0], plain.tokens[0]] });
    expect((await client.next()).map((book: Frame) => book.asset_id)).toEqual([negRisk.tokens[0]]);
    client.send({ operation: 'unsubscribe', assets_ids: [plain.tokens[0]] });
    await client.drain();
    ask(bench.exchange, plain.tokens[0], 0.5, 10);
    ask(bench.exchange, negRisk.tokens[0], 0.5, 10);
    expect((await client.drain()).map((frame) => frame.market)).toEqual([negRisk.conditionId]);
    client.send('nonsense');
    expect(await client.next()).toBe('INVALID OPERATION');
  });
});

describe('limits', () => {
  it('delivers nothing for what is subscribed beyond 500 assets on one connection', async () => {
    const markets = Array.from({ length: 251 }, (_, index) => ({
      ...plain,
      id: String(1_000 + index),
      slug: `many-${index}`,
      conditionId: `0x${index.toString(16).padStart(64, '0')}`,
      tokens: [String(10_000 + 2 * index), String(10_001 + 2 * index)] as const,
    }));
    bench.exchange.core.addEvent({ ...event, id: '11', markets });
    const client = await connect('/ws/market');
    client.send({ type: 'market', assets_ids: markets.flatMap(({ tokens }) => tokens) });
    expect(await client.next()).toHaveLength(500);
    bid(bench.exchange, '10500', 0.5, 10);
    bid(bench.exchange, '10498', 0.5, 10);
    expect((await client.drain()).map((frame) => frame.price_changes[0].asset_id)).toEqual(['10498']);
  });
});
