/** The unmodified official client trades on the local exchange and cannot tell the difference. */
import { tellTrueTime } from '../kit/exchange-time';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningExchange } from '../../exchange/start';
import {
  balanceOf,
  ask,
  AssetType,
  bid,
  createTrader,
  DOLLARS,
  event,
  KEYS,
  negRisk,
  OrderType,
  plain,
  second,
  Side,
  startSmallExchange,
} from '../kit/small-exchange';

let exchange: RunningExchange;
beforeEach(async () => {
  exchange = await startSmallExchange();
});
afterEach(() => exchange.close());

const [KEY] = KEYS;

describe('public data', () => {
  it('serves books whose hash the client itself computes', async () => {
    ask(exchange, plain.tokens[0], 0.52, 100);
    ask(exchange, plain.tokens[1], 0.55, 40);
    bid(exchange, second.tokens[0], 0.3, 12.34);
    const { client } = await createTrader(exchange, { key: KEY, type: 0 });
    const single = await client.getOrderBook(plain.tokens[0]);
    expect(single.asks).toEqual([{ price: '0.52', size: '100' }]);
    expect(single.bids).toEqual([{ price: '0.45', size: '40' }]);
    const books = await client.getOrderBooks(
      event.markets.flatMap(({ tokens }) => tokens.map((token_id) => ({ token_id, side: Side.BUY }))),
    );
    expect(books).toHaveLength(6);
    for (const book of [single, ...books]) {
      const claimed = book.hash;
      expect(claimed).toMatch(/^[0-9a-f]{40}$/);
      expect(await client.getOrderBookHash(book)).toBe(claimed);
    }
    expect(new Set(books.map(({ hash }) => hash)).size).toBe(6);
  });

  it('lists levels with the best one last', async () => {
    for (const price of [0.52, 0.6, 0.55]) ask(exchange, plain.tokens[0], price, 10);
    for (const price of [0.3, 0.45, 0.4]) bid(exchange, plain.tokens[0], price, 10);
    const { client } = await createTrader(exchange, { key: KEY, type: 0 });
    const book = await client.getOrderBook(plain.tokens[0]);
    expect(book.asks.map(({ price }) => price)).toEqual(['0.6', '0.55', '0.52']);
    expect(book.bids.map(({ price }) => price)).toEqual(['0.3', '0.4', '0.45']);
    expect(await client.getMidpoint(plain.tokens[0])).toEqual({ mid: '0.485' });
    expect(await client.getSpread(plain.tokens[0])).toEqual({ spread: '0.07' });
    expect(await client.getPrice(plain.tokens[0], 'SELL')).toEqual({ price: '0.52' });
    expect(await client.getLastTradePrice(plain.tokens[0])).toEqual({ price: '0.5', side: '' });
  });

  it('answers what the client asks about a market', async () => {
    const { client } = await createTrader(exchange, { key: KEY, type: 0 });
    expect(await client.getOk()).toBe('OK');
    expect(await client.getVersion()).toBe(2);
    expect(Math.abs((await client.getServerTime()) - Date.now() / 1000)).toBeLessThan(5);
    expect(await client.getTickSize(negRisk.tokens[1])).toBe('0.001');
    expect(await client.getNegRisk(negRisk.tokens[1])).toBe(true);
    expect(await client.getFeeRateBps(plain.tokens[0])).toBe(1000);
    expect(await client.getFeeExponent(plain.tokens[0])).toBe(1);
    exchange.faults.patch({ partialFees: [] });
    const details = await client.getClobMarketInfo(second.conditionId);
    expect(details).toMatchObject({
      c: second.conditionId,
      mos: 5,
      mts: 0.01,
      v: 'v2',
      ao: true,
      fd: { r: 0.04, e: 1, to: true },
      t: [
        { t: second.tokens[0], o: 'Yes' },
        { t: second.tokens[1], o: 'No' },
      ],
    });
    expect(await client.getClobMarketInfo(negRisk.conditionId)).not.toHaveProperty('fd');
    expect((await client.getSimplifiedMarkets()).data).toHaveLength(3);
    expect(await client.getMarket(plain.conditionId)).toMatchObject({
      condition_id: plain.conditionId,
      minimum_tick_size: 0.01,
      neg_risk: false,
    });
  });
});

describe('keys', () => {
  it('gives the same credentials for the same owner and nonce, and others for another nonce', async () => {
    const { client } = await createTrader(exchange, { key: KEY, type: 0 });
    const derived = await client.deriveApiKey();
    expect(derived).toEqual(client.creds);
    const other = await client.createApiKey(7);
    expect(other.key).not.toBe(derived.key);
    expect((await client.getApiKeys()).apiKeys).toEqual([derived.key, other.key]);
    expect(await client.getClosedOnlyMode()).toEqual({ closed_only: false });
  });
});

describe.each([
  { type: 0 as const, market: plain, version: 2 as const },
  { type: 0 as const, market: negRisk, version: 2 as const },
  { type: 0 as const, market: second, version: 3 as const },
  { type: 2 as const, market: plain, version: 2 as const },
  { type: 2 as const, market: second, version: 3 as const },
  { type: 3 as const, market: plain, version: 2 as const },
  { type: 3 as const, market: negRisk, version: 2 as const },
  { type: 3 as const, market: second, version: 3 as const },
])('orders of signature type $type on market $market.slug, order version $version', ({ type, market, version }) => {
  it('rests, matches, settles and moves money', async () => {
    const { client, funder } = await createTrader(exchange, { key: KEY, type });
    const [yes] = market.tokens;
    const resting = await client.createAndPostOrder(
      { tokenID: yes, price: 0.4, size: 20, side: Side.BUY },
      { version },
    );
    expect(resting).toMatchObject({ success: true, errorMsg: '', status: 'live', makingAmount: '', takingAmount: '' });
    const [open] = await client.getOpenOrders({ market: market.conditionId });
    expect(open).toMatchObject({
      id: resting.orderID,
      status: 'LIVE',
      original_size: '20',
      size_matched: '0',
      price: '0.4',
      side: 'BUY',
      outcome: 'Yes',
      maker_address: funder,
      owner: client.creds?.key,
      order_type: 'GTC',
      expiration: '0',
    });
    expect(await client.getOrder(resting.orderID)).toMatchObject({ id: resting.orderID, status: 'LIVE' });

    // Taken in two steps: an agent sells into the order.
    exchange.core.place({
      account: 'maker',
      tokenId: yes,
      side: 'SELL',
      priceMicros: 400_000,
      sizeMicros: 8_000_000,
      type: 'GTC',
      postOnly: false,
      expiration: 0,
    });
    expect(await client.getOrder(resting.orderID)).toMatchObject({ status: 'LIVE', size_matched: '8' });
    expect(await client.cancelOrder({ orderID: resting.orderID })).toEqual({
      canceled: [resting.orderID],
      not_canceled: {},
    });
    expect(await client.cancelOrder({ orderID: resting.orderID })).toEqual({
      canceled: [],
      not_canceled: { [resting.orderID]: "order can't be found - already canceled or matched" },
    });

    ask(exchange, yes, 0.5, 100);
    const taken = await client.createAndPostOrder({ tokenID: yes, price: 0.55, size: 10, side: Side.BUY }, { version });
    expect(taken).toMatchObject({ success: true, status: 'matched', makingAmount: '5', takingAmount: '10' });
    // The client polled the trades until they carried a hash.
    expect(taken.transactionsHashes).toHaveLength(1);
    const fee = market.fee ? 0.1 * DOLLARS : 0;
    expect(await balanceOf(client, { asset_type: AssetType.COLLATERAL })).toMatchObject({
      balance: String(1_000 * DOLLARS - 8 * 0.4 * DOLLARS - 5 * DOLLARS - fee),
    });
    const shares = await balanceOf(client, { asset_type: AssetType.CONDITIONAL, token_id: yes });
    // Shares of protocol v2 live in another ledger, which this client cannot name.
    expect(shares.balance).toBe(version === 3 ? '0' : String(18 * DOLLARS));
    expect(exchange.ledger().imbalances).toEqual({ cashMicros: 0, markets: [] });
    const trades = await client.getTrades({ market: market.conditionId });
    expect(trades.map(({ trader_side, price, size, side }) => ({ trader_side, price, size, side }))).toEqual([
      { trader_side: 'TAKER', price: '0.5', size: '10', side: 'BUY' },
      { trader_side: 'MAKER', price: '0.4', size: '8', side: 'SELL' },
    ]);
  });

  it('posts FOK, FAK and GTD, and sells', async () => {
    const [yes] = market.tokens;
    const { client } = await createTrader(exchange, { key: KEY, type, tokens: { [yes]: 50 * DOLLARS } });
    ask(exchange, yes, 0.5, 10);
    ask(exchange, yes, 0.51, 10);
    const fok = await client.createAndPostMarketOrder(
      { tokenID: yes, amount: 5.1, price: 0.51, side: Side.BUY },
      { version },
      OrderType.FOK,
    );
    expect(fok).toMatchObject({ success: true, status: 'matched' });
    expect(Number(fok.makingAmount)).toBeCloseTo(5.1, 5);
    const fak = await client.createAndPostMarketOrder(
      { tokenID: yes, amount: 102, price: 0.51, side: Side.BUY },
      { version },
      OrderType.FAK,
    );
    expect(fak.status).toBe('matched');
    expect(Number(fak.takingAmount) + Number(fok.takingAmount)).toBeCloseTo(20, 5);
    // FOK and FAK orders are not kept: the venue knows only their trades.
    exchange.faults.patch({ unknownOrder: 'null' });
    expect(await client.getOrder(fak.orderID)).toBeNull();
    expect(
      (await client.getTrades({ market: market.conditionId })).filter(
        ({ taker_order_id }) => taker_order_id === fak.orderID,
      ),
    ).toHaveLength(1);

    bid(exchange, yes, 0.3, 30);
    const sold = await client.createAndPostMarketOrder(
      { tokenID: yes, amount: 20, price: 0.3, side: Side.SELL },
      { version },
      OrderType.FOK,
    );
    expect(sold).toMatchObject({ status: 'matched', makingAmount: '20', takingAmount: '6' });
    const expiration = Math.floor(Date.now() / 1000) + 200;
    const gtd = await client.createAndPostOrder(
      { tokenID: yes, price: 0.9, size: 10, side: Side.SELL, expiration },
      { version },
      OrderType.GTD,
    );
    expect(gtd.status).toBe('live');
    exchange.clock.advance(150_000);
    tellTrueTime(exchange);
    expect(await client.getOpenOrders()).toEqual([]);
    expect(await client.getOrder(gtd.orderID)).toMatchObject({ status: 'CANCELED', expiration: String(expiration) });
  });
});

describe('batches and cancels', () => {
  it('evaluates each order of a batch on its own', async () => {
    const { client } = await createTrader(exchange, { key: KEY, type: 0, cashMicros: 20 * DOLLARS });
    ask(exchange, plain.tokens[0], 0.5, 100);
    const make = (price: number, size: number) =>
      client.createOrder({ tokenID: plain.tokens[0], price, size, side: Side.BUY });
    const orders = [await make(0.5, 10), await make(0.4, 100), await make(0.3, 10), await make(0.2, 4)];
    const results = await client.postOrders(orders.map((order) => ({ order, orderType: OrderType.GTC })));
    expect(
      results.map(({ success, errorMsg, status }) => ({
        success,
        errorMsg: errorMsg.replace(/0x[0-9a-f]{64}/, 'ID'),
        status,
      })),
    ).toEqual([
      { success: true, errorMsg: '', status: 'matched' },
      { success: true, errorMsg: 'not enough balance / allowance', status: '' },
      { success: true, errorMsg: '', status: 'live' },
      { success: true, errorMsg: 'order ID is invalid. Size (4) lower than the minimum: 5', status: '' },
    ]);
    expect(results.map(({ orderID }) => orderID !== '')).toEqual([true, false, true, false]);
  });

  it('cancels several, by market and all', async () => {
    const { client, funder } = await createTrader(exchange, { key: KEY, type: 0 });
    const ids: string[] = [];
    for (const market of [plain, negRisk])
      for (const price of [0.1, 0.2, 0.3])
        ids.push(
          (await client.createAndPostOrder({ tokenID: market.tokens[0], price, size: 10, side: Side.BUY })).orderID,
        );
    expect(await client.cancelOrders([ids[0] ?? '', `0x${'77'.repeat(32)}`])).toMatchObject({
      canceled: [ids[0]],
      not_canceled: { [`0x${'77'.repeat(32)}`]: "order can't be found - already canceled or matched" },
    });
    expect((await client.cancelMarketOrders({ market: negRisk.conditionId })).canceled).toEqual(ids.slice(3));
    expect((await client.cancelAll()).canceled).toEqual(ids.slice(1, 3));
    expect(await client.getOpenOrders()).toEqual([]);
    expect(exchange.core.ledger.available(funder, 'cash')).toBe(1_000 * DOLLARS);
  });

  it('cancels the orders of a key whose heartbeat stops', async () => {
    const { client } = await createTrader(exchange, { key: KEY, type: 0 });
    await client.createAndPostOrder({ tokenID: plain.tokens[0], price: 0.1, size: 10, side: Side.BUY });
    const first = await client.postHeartbeat();
    exchange.clock.advance(6_000);
    await client.postHeartbeat(first.heartbeat_id);
    exchange.clock.advance(6_000);
    expect(await client.getOpenOrders()).toHaveLength(1);
    exchange.clock.advance(10_000);
    expect(await client.getOpenOrders()).toHaveLength(0);
  });
});

describe('settlement', () => {
  it('tells of a trade that failed after it was matched, and nothing has moved', async () => {
    exchange.faults.patch({ settlement: 'fail' });
    ask(exchange, plain.tokens[0], 0.5, 10);
    const { client } = await createTrader(exchange, { key: KEY, type: 0 });
    const response = await client.createAndPostOrder({
      tokenID: plain.tokens[0],
      price: 0.5,
      size: 10,
      side: Side.BUY,
    });
    expect(response).toMatchObject({ status: 'matched' });
    expect(response.transactionsHashes ?? []).toEqual([]);
    expect((await client.getTrades({ id: response.tradeIDs?.[0] ?? '' }))[0]).toMatchObject({
      status: 'FAILED',
      transaction_hash: '',
    });
    expect(await balanceOf(client, { asset_type: AssetType.COLLATERAL })).toMatchObject({
      balance: String(1_000 * DOLLARS),
    });
  });
});
