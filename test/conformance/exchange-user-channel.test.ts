/**
 * The user channel: own orders and trades, and nobody else's.
 */
import { describe, expect, it } from 'vitest';
import { ask, createTrader, KEYS, plain, Side } from '../kit/small-exchange';
import type { Trader } from '../kit/small-exchange';
import { createSocketBench, type Client } from '../kit/exchange-sockets';

const bench = createSocketBench();
const { connect } = bench;

describe('user channel', () => {
  async function listen(trader: Trader, markets?: readonly string[]): Promise<Client> {
    const { key, secret, passphrase } = trader.client.creds ?? { key: '', secret: '', passphrase: '' };
    const client = await connect('/ws/user');
    client.send({ type: 'user', auth: { apiKey: key, secret, passphrase }, ...(markets ? { markets } : {}) });
    return client;
  }

  it('tells placement, trade, progress and cancellation of own orders only', async () => {
    const trader = await createTrader(bench.exchange, { key: KEYS[0], type: 0 });
    const other = await createTrader(bench.exchange, { key: KEYS[1], type: 0 });
    const mine = await listen(trader);
    const theirs = await listen(other);
    await mine.drain();
    await theirs.drain();
    ask(bench.exchange, plain.tokens[0], 0.5, 6);
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
    const trader = await createTrader(bench.exchange, { key: KEYS[0], type: 0 });
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
