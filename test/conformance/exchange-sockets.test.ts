/** Market and user channel: every message type, hashes that equal the REST book, and the socket faults. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { RunningExchange } from '../../exchange/start';
import { bookHash } from '../../exchange/clob/books';
import { ask, bid, createTrader, event, KEYS, negRisk, plain, second, Side, startSmallExchange } from '../kit/small-exchange';
import type { Trader } from '../kit/small-exchange';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- frames of many shapes, asserted by the tests
type Frame = any;

let exchange: RunningExchange;
const open: WebSocket[] = [];
beforeEach(async () => {
  exchange = await startSmallExchange();
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate();
  await exchange.close();
});

interface Client {
  readonly socket: WebSocket;
  send(message: unknown): void;
  /** Next frame that fits, in order of arrival; skipped frames are dropped. */
  next(fits?: (frame: Frame) => boolean): Promise<Frame>;
  /** All frames so far, after a PING came back. */
  drain(): Promise<Frame[]>;
  closed: Promise<number>;
}

async function connect(path: '/ws/market' | '/ws/user'): Promise<Client> {
  // Through the TLS listener under the production host name, as a browser with a host mapping does it.
  const socket = new WebSocket(`wss://127.0.0.1:${exchange.port}${path}`, {
    rejectUnauthorized: false,
    headers: { host: 'ws-subscriptions-clob.polymarket.com' },
  });
  open.push(socket);
  const frames: Frame[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data, isBinary) => {
    const text = data.toString();
    let parsed: Frame = text;
    if (!isBinary && text.startsWith('{')) parsed = JSON.parse(text);
    if (!isBinary && text.startsWith('[')) parsed = JSON.parse(text);
    frames.push(parsed);
    for (const wake of waiting.splice(0)) wake();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const next = async (fits: (frame: Frame) => boolean = () => true): Promise<Frame> => {
    for (;;) {
      while (frames.length > 0) {
        const frame = frames.shift();
        if (fits(frame)) return frame;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const drain = async (): Promise<Frame[]> => {
    socket.send('PING');
    const all: Frame[] = [];
    for (;;) {
      const frame = await next();
      if (frame === 'PONG') return all;
      all.push(frame);
    }
  };
  return {
    socket,
    closed,
    next,
    drain,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
  };
}

async function subscribe(
  options: { readonly custom?: boolean; readonly tokens?: readonly string[] } = {},
): Promise<Client> {
  const client = await connect('/ws/market');
  client.send({
    type: 'market',
    assets_ids: options.tokens ?? plain.tokens,
    custom_feature_enabled: options.custom ?? false,
  });
  return client;
}

async function restBook(token: string): Promise<Frame> {
  return (await fetch(`${exchange.plainUrl}/book?token_id=${token}`)).json();
}

const kinds = (frames: Frame[]): string[] =>
  frames.map((frame) => (Array.isArray(frame) ? `[${frame.map((one) => one.event_type).join()}]` : frame.event_type));

describe('market channel', () => {
  it('dumps the books as an array, without what only REST has, with the hash of the whole', async () => {
    ask(exchange, plain.tokens[0], 0.52, 30);
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
    ask(exchange, plain.tokens[0], 0.52, 30);
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
    ask(exchange, plain.tokens[0], 0.52, 30);
    const client = await subscribe({ custom: true });
    await client.next();
    exchange.core.place({
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
      if (step % 5 === 4) exchange.core.cancel('maker', ids[(step * 13) % ids.length] ?? '');
      else ids.push((step % 3 === 0 ? ask : bid)(exchange, token, price, 5 + (step % 7)));
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
    const custom = await subscribe({ custom: true });
    const simple = await subscribe();
    await custom.next();
    await simple.next();
    ask(exchange, plain.tokens[0], 0.52, 30);
    exchange.core.addEvent({
      ...event,
      id: '10',
      markets: [{ ...plain, id: '110', slug: 'fresh', conditionId: `0x${'c'.repeat(64)}`, tokens: ['9001', '9002'] }],
    });
    exchange.core.setTick(plain.conditionId, 1_000);
    exchange.core.resolve(plain.conditionId, true);
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
    ask(exchange, plain.tokens[0], 0.5, 10);
    ask(exchange, negRisk.tokens[0], 0.5, 10);
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
    exchange.core.addEvent({ ...event, id: '11', markets });
    const client = await connect('/ws/market');
    client.send({ type: 'market', assets_ids: markets.flatMap(({ tokens }) => tokens) });
    expect(await client.next()).toHaveLength(500);
    bid(exchange, '10500', 0.5, 10);
    bid(exchange, '10498', 0.5, 10);
    expect((await client.drain()).map((frame) => frame.price_changes[0].asset_id)).toEqual(['10498']);
  });
});

describe('user channel', () => {
  async function listen(trader: Trader, markets?: readonly string[]): Promise<Client> {
    const { key, secret, passphrase } = trader.client.creds ?? { key: '', secret: '', passphrase: '' };
    const client = await connect('/ws/user');
    client.send({ type: 'user', auth: { apiKey: key, secret, passphrase }, ...(markets ? { markets } : {}) });
    return client;
  }

  it('tells placement, trade, progress and cancellation of own orders only', async () => {
    const trader = await createTrader(exchange, { key: KEYS[0], type: 0 });
    const other = await createTrader(exchange, { key: KEYS[1], type: 0 });
    const mine = await listen(trader);
    const theirs = await listen(other);
    await mine.drain();
    await theirs.drain();
    ask(exchange, plain.tokens[0], 0.5, 6);
    const response = await trader.client.createAndPostOrder({
      tokenID: plain.tokens[0],
      price: 0.5,
      size: 10,
      side: Side.BUY,
    });
    await mine.next((frame) => frame.event_type === 'order' && frame.type === 'PLACEMENT');
    const trade = await mine.next();
    expect(trade).toMatchObject({
      event_type: 'trade',
      type: 'TRADE',
      status: 'MATCHED',
      taker_order_id: response.orderID,
      trader_side: 'TAKER',
      size: '6',
      price: '0.5',
      side: 'BUY',
      owner: trader.client.creds?.key,
      transaction_hash: '',
    });
    expect(trade.maker_orders).toHaveLength(1);
    expect(await mine.next()).toMatchObject({
      event_type: 'order',
      type: 'UPDATE',
      id: response.orderID,
      size_matched: '6',
      original_size: '10',
      status: 'LIVE',
      associate_trades: [trade.id],
    });
    expect(await mine.next()).toMatchObject({ event_type: 'trade', id: trade.id, status: 'MINED' });
    const confirmed = await mine.next();
    expect(confirmed).toMatchObject({ event_type: 'trade', id: trade.id, status: 'CONFIRMED' });
    expect(confirmed.transaction_hash).toMatch(/^0x[0-9a-f]{64}$/);
    await trader.client.cancelAll();
    expect(await mine.next()).toMatchObject({
      event_type: 'order',
      type: 'CANCELLATION',
      status: 'CANCELED',
      id: response.orderID,
    });
    expect(await theirs.drain()).toEqual([]);
  });

  it('tells why a FOK order was killed', async () => {
    const trader = await createTrader(exchange, { key: KEYS[0], type: 0 });
    const mine = await listen(trader, [plain.conditionId]);
    await mine.drain();
    const order = await trader.client.createMarketOrder({
      tokenID: plain.tokens[0],
      amount: 5,
      price: 0.5,
      side: Side.BUY,
    });
    await expect(trader.client.postOrder(order, 'FOK' as never)).rejects.toThrow(
      'FOK orders are fully filled or killed',
    );
    expect(await mine.next()).toMatchObject({
      type: 'CANCELLATION',
      order_type: 'FOK',
      status: "CANCELED_order couldn't be fully filled. FOK orders are fully filled or killed.",
    });
  });

  it('closes on wrong credentials', async () => {
    const client = await connect('/ws/user');
    client.send({ type: 'user', auth: { apiKey: 'x', secret: 'y', passphrase: 'z' } });
    expect(await client.closed).toBe(1008);
  });
});

describe('socket faults', () => {
  it('freezes data but answers PING, and then says nothing at all', async () => {
    const client = await subscribe();
    await client.next();
    exchange.faults.patch({ wsFreeze: 'market' });
    ask(exchange, plain.tokens[0], 0.5, 10);
    expect(await client.drain()).toEqual([]);
    exchange.faults.patch({ wsFreeze: 'off', wsDead: 'all' });
    client.send('PING');
    ask(exchange, plain.tokens[0], 0.51, 10);
    exchange.faults.patch({ wsDead: 'off' });
    bid(exchange, plain.tokens[0], 0.3, 10);
    // Neither the PONG nor the frozen changes come later.
    const [frame, ...rest] = await client.drain();
    expect([frame.price_changes[0].price, rest]).toEqual(['0.3', []]);
    expect(exchange.server.frames.withheld).toBe(2);
  });

  it('drops, doubles, swaps, corrupts and mislabels', async () => {
    const client = await subscribe({ tokens: [plain.tokens[0]] });
    await client.next();
    const prices = async () =>
      (await client.drain()).map((frame) => (typeof frame === 'string' ? 'unreadable' : frame.price_changes[0].price));
    exchange.faults.patch({ wsDropPercent: 100 });
    ask(exchange, plain.tokens[0], 0.5, 10);
    expect(await prices()).toEqual([]);
    exchange.faults.patch({ wsDropPercent: 0, wsDuplicatePercent: 100 });
    ask(exchange, plain.tokens[0], 0.51, 10);
    expect(await prices()).toEqual(['0.51', '0.51']);
    exchange.faults.patch({ wsDuplicatePercent: 0, wsReorderPercent: 100 });
    ask(exchange, plain.tokens[0], 0.52, 10);
    ask(exchange, plain.tokens[0], 0.53, 10);
    expect(await prices()).toEqual(['0.53', '0.52']);
    exchange.faults.patch({ wsReorderPercent: 0, wsDelayMs: 80 });
    ask(exchange, plain.tokens[0], 0.55, 10);
    expect(await prices()).toEqual([]);
    exchange.faults.patch({ wsDelayMs: 0 });
    expect((await client.next()).price_changes[0].price).toBe('0.55');
    exchange.faults.patch({ wsWrongHash: true });
    ask(exchange, plain.tokens[0], 0.54, 10);
    const [frame] = await client.drain();
    const rest = await restBook(plain.tokens[0]);
    expect(frame.price_changes[0].hash).toMatch(/^[0-9a-f]{40}$/);
    expect(frame.price_changes[0].hash).not.toBe(rest.hash);
  });

  it('closes with a code, cuts, refuses, and sends what is no frame', async () => {
    const client = await subscribe();
    await client.next();
    await fetch(`${exchange.controlUrl}/sockets`, {
      method: 'POST',
      body: JSON.stringify({ send: 'text', text: '[{"event_type":"strange"}]' }),
    });
    expect(await client.next()).toEqual([{ event_type: 'strange' }]);
    await fetch(`${exchange.controlUrl}/sockets`, { method: 'POST', body: JSON.stringify({ send: 'old-book' }) });
    expect(kinds([await client.next()])).toEqual(['[book,book]']);
    await fetch(`${exchange.controlUrl}/sockets`, { method: 'POST', body: JSON.stringify({ close: 1012 }) });
    expect(await client.closed).toBe(1012);
    const cut = await subscribe();
    await cut.next();
    await fetch(`${exchange.controlUrl}/sockets`, { method: 'POST', body: JSON.stringify({ close: 1006 }) });
    expect(await cut.closed).toBe(1006);
    const bad = await subscribe();
    await bad.next();
    await fetch(`${exchange.controlUrl}/sockets`, { method: 'POST', body: JSON.stringify({ send: 'invalid-utf8' }) });
    expect(await bad.closed).toBe(1006);
    exchange.faults.patch({ wsRefuse: true });
    await expect(connect('/ws/market')).rejects.toThrow('503');
  });
});
