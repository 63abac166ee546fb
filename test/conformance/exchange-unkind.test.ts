/** The venue's ordinary unkindness, which is the local exchange's own. */
import { describe, expect, it } from 'vitest';
import { unkind } from '../../exchange/faults';
import { createL2Headers } from '../kit/l2-headers';
import { createSocketBench, kinds } from '../kit/exchange-sockets';
import { AssetType, KEYS, Side, createTrader, plain, refusalOf } from '../kit/small-exchange';

const bench = createSocketBench();
const { subscribe } = bench;
const order = { tokenID: plain.tokens[0], price: 0.5, size: 10, side: Side.BUY };

describe('an unkind exchange', () => {
  it('refuses new plain accounts, and takes deposit wallets', async () => {
    const fresh = await createTrader(bench.exchange, { key: KEYS[0], type: 0, isNew: true });
    expect(await refusalOf(fresh.client.createAndPostOrder(order))).toMatch(/please use the deposit wallet flow/);
    const deposit = await createTrader(bench.exchange, { key: KEYS[1], type: 3 });
    expect(await refusalOf(deposit.client.createAndPostOrder(order))).toBe('');
    bench.exchange.faults.patch({ plainMakers: [fresh.funder.toUpperCase().replace('0X', '0x')] });
    expect(await refusalOf(fresh.client.createAndPostOrder(order))).toBe('');
  });

  it('tells balances as of the last update, and allowances by spender', async () => {
    const { client, funder } = await createTrader(bench.exchange, { key: KEYS[0], type: 3 });
    const spender = '0xE111180000d2663C0091e4f400237545B87B996B';
    bench.exchange.faults.patch({ spenderAllowances: { [spender.toLowerCase()]: 7 } });
    bench.exchange.core.deposit(funder, { cashMicros: 5_000_000 });
    const ask = { asset_type: AssetType.COLLATERAL };
    expect(await client.getBalanceAllowance(ask)).toMatchObject({
      balance: '1000000000',
      allowances: { [spender]: '7' },
    });
    await client.updateBalanceAllowance(ask);
    expect(await client.getBalanceAllowance(ask)).toMatchObject({ balance: '1005000000' });
  });

  it('refuses old calls, and keys that are too young or too old', async () => {
    const { client } = await createTrader(bench.exchange, { key: KEYS[0], type: 0 });
    const get = (path: string) =>
      fetch(`${bench.exchange.plainUrl}${path}`, {
        headers: createL2Headers(client, { method: 'GET', path, body: '' }),
      }).then(({ status }) => status);
    expect(await get('/data/orders')).toBe(200);
    bench.exchange.faults.patch({ callWindowSeconds: 60 });
    expect(await get('/data/orders')).toBe(200);
    bench.exchange.clock.advance(61_000);
    expect(await get('/data/orders')).toBe(401);
    bench.exchange.faults.patch({ callWindowSeconds: null, keyReadyAfterMs: 100_000 });
    expect(await get('/data/orders')).toBe(401);
    bench.exchange.clock.advance(40_000);
    expect(await get('/data/orders')).toBe(200);
    bench.exchange.faults.patch({ keyLifeMs: 101_000 });
    expect(await get('/data/orders')).toBe(401);
  });

  it('answers an unknown order in three ways', async () => {
    const { client } = await createTrader(bench.exchange, { key: KEYS[0], type: 0 });
    const path = `/data/order/0x${'0'.repeat(64)}`;
    const look = async (): Promise<string> => {
      const answer = await fetch(`${bench.exchange.plainUrl}${path}`, {
        headers: createL2Headers(client, { method: 'GET', path, body: '' }),
      });
      return `${answer.status} ${await answer.text()}`;
    };
    expect([await look(), await look(), await look()]).toEqual(['200 ', '404 {"error":"order not found"}', '200 null']);
    bench.exchange.faults.patch({ unknownOrder: 'missing' });
    expect([await look(), await look()]).toEqual(Array(2).fill('404 {"error":"order not found"}'));
  });

  it('lets the site alone read private answers, gives half a fee, and has an edge in front', async () => {
    const get = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${bench.exchange.plainUrl}${path}`, { headers });
    bench.exchange.faults.patch({ corsForSiteOnly: true, partialFees: ['r', 'to'] });
    const origin = async (from: string): Promise<string | null> =>
      (await get('/data/orders', { origin: from, poly_address: '0x1' })).headers.get('access-control-allow-origin');
    expect(await origin('https://polymarket.com')).toBe('https://polymarket.com');
    expect(await origin('chrome-extension://abc')).toBeNull();
    expect((await get('/time', { origin: 'chrome-extension://abc' })).headers.get('access-control-allow-origin')).toBe(
      'chrome-extension://abc',
    );
    expect(await (await get(`/clob-markets/${plain.conditionId}`)).json()).toMatchObject({ fd: { e: 1 } });
    bench.exchange.faults.patch({ rest: [{ host: 'clob', path: '/time', mode: 'edge' }] });
    const edge = await get('/time');
    expect([edge.status, edge.headers.get('content-type')]).toEqual([403, 'text/html']);
  });

  it('broadcasts resolutions without a winner, foreign markets, and complains of nothing new', async () => {
    bench.exchange.faults.patch({
      resolutionsTo: 'everybody-without-winner',
      newMarketsPerMinute: 60,
      tellDuplicates: true,
    });
    const client = await subscribe({ custom: true, tokens: [plain.tokens[0]] });
    await client.drain();
    client.send({ operation: 'subscribe', assets_ids: [plain.tokens[0]] });
    expect(await client.next((frame) => frame === 'NO NEW ASSETS')).toBeDefined();
    bench.exchange.clock.advance(2_000);
    const news = await client.drain();
    expect(new Set(kinds(news))).toEqual(new Set(['new_market']));
    expect(news.length).toBeGreaterThanOrEqual(2);
    expect(news[0].assets_ids).not.toContain(plain.tokens[0]);
    const other = bench.exchange.core.events()[0]?.markets[1];
    if (!other) throw new Error('no other market');
    bench.exchange.core.resolve(other.conditionId, true);
    const resolved = await client.next((frame) => frame.event_type === 'market_resolved');
    expect(resolved).toMatchObject({ market: other.conditionId });
    expect(resolved).not.toHaveProperty('winning_asset_id');
  });

  it('is all of that together', () => {
    expect(bench.exchange.faults.patch(unkind)).toBeNull();
  });
});
