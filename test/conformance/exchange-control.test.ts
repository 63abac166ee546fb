/** The control endpoint, the faults of HTTP answers and orders, the other hosts, and the command line. */
import { tellTrueTime } from '../kit/exchange-time';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Wallet } from 'ethers';
import { faultNames } from '../../exchange/faults';
import type { RunningExchange } from '../../exchange/start';
import {
  balanceOf,
  ask,
  createTrader,
  DOLLARS,
  KEYS,
  OrderType,
  plain,
  refusalOf,
  second,
  Side,
  startSmallExchange,
} from '../kit/small-exchange';

let exchange: RunningExchange;
beforeEach(async () => {
  exchange = await startSmallExchange();
});
afterEach(() => exchange.close());

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of many shapes, asserted by the tests
type Json = any;

async function control(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: Json }> {
  const response = await fetch(`${exchange.controlUrl}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function get(path: string): Promise<{ readonly status: number; readonly body: Json }> {
  const response = await fetch(`${exchange.plainUrl}${path}`);
  return { status: response.status, body: await response.json() };
}

/** Over TLS, with the host name of production. */
function overTls(
  host: string,
  path: string,
): Promise<{ readonly status: number; readonly text: string; readonly date: string }> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port: exchange.port, path, headers: { host }, rejectUnauthorized: false },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text, date: response.headers.date ?? '' }),
        );
      },
    );
    call.on('error', reject);
    call.end();
  });
}

describe('hosts', () => {
  it('are told apart by name on one port', async () => {
    expect(JSON.parse((await overTls('clob.polymarket.com', '/version')).text)).toEqual({ version: 2 });
    expect(JSON.parse((await overTls('gamma-api.polymarket.com', '/events?limit=5')).text)).toMatchObject([
      { slug: 'event' },
    ]);
    expect((await overTls('data-api.polymarket.com', '/v2/status')).status).toBe(200);
    expect((await overTls('relayer-v2.polymarket.com', '/deployed?address=x')).status).toBe(400);
    expect((await overTls('polymarket.com', '/event/event')).text).toContain('<html');
    expect((await overTls('example.com', '/')).status).toBe(404);
  });

  it('the relayer knows the wallets that were registered, by kind', async () => {
    const { address: owner } = new Wallet(KEYS[0]);
    const safe = (await control('POST', '/wallets', { owner, type: 'SAFE' })).body.address;
    const deposit = (await control('POST', '/wallets', { owner, type: 'WALLET' })).body.address;
    const deployed = async (address: string, type?: string) =>
      (await get(`/~relayer-v2/deployed?address=${address}${type ? `&type=${type}` : ''}`)).body.deployed;
    expect(await deployed(safe, 'SAFE')).toBeUndefined();
    expect(await deployed(safe)).toBe(true);
    expect(await deployed(safe, 'WALLET')).toBe(false);
    expect(await deployed(deposit, 'WALLET')).toBe(true);
    expect(await deployed(owner, 'WALLET')).toBe(false);
  });

  it('the data host lists what a funder holds, at what cost', async () => {
    ask(exchange, plain.tokens[0], 0.5, 100);
    const { client, funder } = await createTrader(exchange, { key: KEYS[0], type: 2 });
    await client.createAndPostOrder({ tokenID: plain.tokens[0], price: 0.5, size: 10, side: Side.BUY });
    const { body } = await get(`/~data-api/v2/positions?user=${funder}`);
    expect(body.pagination).toEqual({ limit: 100, offset: 0, has_more: false, next_cursor: null });
    expect(body.data).toHaveLength(1);
    expect(body.data[0]).toMatchObject({
      proxy_wallet: funder,
      token_id: plain.tokens[0],
      condition_id: plain.conditionId,
      current_size: 10,
      avg_price: 0.5,
      entry_cost_usdc: 5,
      entry_fees_usdc: 0.1,
      total_cost_usdc: 5.1,
      status: 'OPEN',
      outcome: 'Yes',
      outcome_index: 0,
      opposite_token_id: plain.tokens[1],
      event_slug: 'event',
    });
    expect((await get(`/~data-api/v2/positions?user=${new Wallet(KEYS[0]).address}`)).body.data).toEqual([]);
    exchange.faults.patch({ autoRedeem: true });
    await control('POST', '/resolve', { conditionId: plain.conditionId, yesWins: true });
    expect((await get(`/~data-api/v2/positions?user=${funder}&status=CLOSED`)).body.data[0]).toMatchObject({
      current_size: 0,
      realized_pnl: 5,
      current_price: 1,
    });
  });
});

describe('control', () => {
  it('deposits, places, cancels, resolves, moves time, and shows it all in a balanced ledger', async () => {
    expect((await control('POST', '/deposit', { account: 'zoe', cashMicros: 100 * DOLLARS })).status).toBe(200);
    const placed = (
      await control('POST', '/order', {
        account: 'zoe',
        tokenId: plain.tokens[0],
        side: 'BUY',
        priceMicros: 400_000,
        sizeMicros: 10 * DOLLARS,
      })
    ).body;
    expect(placed).toMatchObject({ ok: true, status: 'live' });
    expect((await control('GET', `/depth/${plain.tokens[1]}`)).body.asks).toEqual([
      { priceMicros: 600_000, sizeMicros: 10 * DOLLARS },
    ]);
    expect((await control('GET', '/ledger')).body.accounts.zoe.cash).toEqual({
      balanceMicros: 100 * DOLLARS,
      heldMicros: 4 * DOLLARS,
    });
    expect((await control('POST', '/cancel', { account: 'zoe', id: placed.id })).body).toEqual({ canceled: true });
    expect(
      (
        await control('POST', '/order', {
          account: 'zoe',
          tokenId: '5',
          side: 'BUY',
          priceMicros: 400_000,
          sizeMicros: 10 * DOLLARS,
        })
      ).body,
    ).toMatchObject({ ok: false, error: 'No orderbook exists for the requested token id' });
    const before = (await control('GET', '/stats')).body.nowMs;
    expect((await control('POST', '/clock', { advanceMs: 3_600_000 })).body.nowMs - before).toBeGreaterThanOrEqual(
      3_600_000,
    );
    expect((await control('POST', '/resolve', { conditionId: 'nope', yesWins: true })).status).toBe(400);
    expect((await control('POST', '/deposit', { account: 'zoe', cash: 1 })).status).toBe(400);
    expect((await control('GET', '/ledger')).body.imbalances).toEqual({ cashMicros: 0, markets: [] });
    expect((await control('GET', '/nothing')).status).toBe(404);
  });

  it('refuses faults that it does not know, and documents those it knows', async () => {
    expect((await control('POST', '/faults', { wsFreeze: 'maybe' })).status).toBe(400);
    expect((await control('POST', '/faults', { unheard: true })).status).toBe(400);
    expect((await control('POST', '/faults', { wsDropPercent: 5 })).body.faults.wsDropPercent).toBe(5);
    expect((await control('DELETE', '/faults')).body.faults.wsDropPercent).toBe(0);
    const page = readFileSync('docs/how-to/exchange-control.md', 'utf8');
    for (const name of faultNames) expect(page).toContain(`\`${name}\``);
  });
});

describe('faults of answers', () => {
  const rule = (more: Readonly<Record<string, unknown>>) =>
    exchange.faults.patch({ rest: [{ host: 'clob', path: '/book', times: 1, ...more }] });
  const book = () => fetch(`${exchange.plainUrl}/book?token_id=${plain.tokens[0]}`);

  it('status, html, truncated, empty, reset, redirect, slow, malformed, and wear out', async () => {
    rule({ mode: 'status', status: 429, error: 'Too Many Requests', retryAfterSeconds: 7 });
    const limited = await book();
    expect([limited.status, limited.headers.get('retry-after'), await limited.json()]).toEqual([
      429,
      '7',
      { error: 'Too Many Requests' },
    ]);
    expect((await book()).status).toBe(200);
    rule({ mode: 'html' });
    expect(await (await book()).text()).toContain('<!DOCTYPE html>');
    rule({ mode: 'truncated' });
    await expect(book().then((response) => response.text())).rejects.toThrow();
    rule({ mode: 'empty' });
    expect(await (await book()).text()).toBe('');
    rule({ mode: 'reset' });
    await expect(book()).rejects.toThrow();
    rule({ mode: 'redirect', location: 'https://example.invalid/x' });
    const moved = await fetch(`${exchange.plainUrl}/book?token_id=${plain.tokens[0]}`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([302, 'https://example.invalid/x']);
    rule({ mode: 'slow', delayMs: 120 });
    const startMs = performance.now();
    expect((await book()).status).toBe(200);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(115);
    rule({ mode: 'malformed-book' });
    const healthy = JSON.stringify(await (await fetch(`${exchange.plainUrl}/book?token_id=${plain.tokens[1]}`)).json());
    const after = JSON.stringify(await (await fetch(`${exchange.plainUrl}/book?token_id=${plain.tokens[1]}`)).json());
    expect(healthy).not.toBe(after);
    rule({ mode: 'hang' });
    await expect(
      fetch(`${exchange.plainUrl}/book?token_id=${plain.tokens[0]}`, { signal: AbortSignal.timeout(150) }),
    ).rejects.toThrow();
  });

  it('wrong hash, hidden fee schedule, unknown version, shifted clock', async () => {
    const truth = (await get(`/book?token_id=${plain.tokens[0]}`)).body.hash;
    exchange.faults.patch({ restWrongHash: true, hideFeeSchedule: true, marketVersion: 'v9', clockOffsetMs: 300_000 });
    const lie = (await get(`/book?token_id=${plain.tokens[0]}`)).body.hash;
    expect(lie).toMatch(/^[0-9a-f]{40}$/);
    expect(lie).not.toBe(truth);
    const details = (await get(`/clob-markets/${plain.conditionId}`)).body;
    expect([details.v, details.fd, details.tbf]).toEqual(['v9', undefined, 1000]);
    expect((await get('/time')).body - Date.now() / 1000).toBeGreaterThan(295);
    expect(Date.parse((await overTls('clob.polymarket.com', '/ok')).date) - Date.now()).toBeGreaterThan(295_000);
  });
});

describe('faults of orders', () => {
  it('takes the order and never answers, or cuts the connection: it is there when looked up', async () => {
    const { client, wallet } = await createTrader(exchange, { key: KEYS[0], type: 0 });
    const post = async (afterAccept: 'reset' | 'error', price: number) => {
      const order = await client.createOrder({ tokenID: plain.tokens[0], price, size: 10, side: Side.BUY });
      exchange.faults.patch({ afterAccept });
      const refusal = await refusalOf(client.postOrder(order));
      exchange.faults.reset();
      // The same bytes once more: the venue knows them.
      expect(await refusalOf(client.postOrder(order))).toMatch(/^order 0x[0-9a-f]{64} is invalid\. Duplicated\.$/);
      return refusal;
    };
    expect(await post('reset', 0.1)).not.toBe('');
    expect(await post('error', 0.2)).toBe('Internal server error');
    expect((await client.getOpenOrders()).map(({ price }) => price)).toEqual(['0.1', '0.2']);
    const { refused, orders } = exchange.ledger();
    expect(refused.filter(({ error }) => error.endsWith('Duplicated.'))).toHaveLength(2);
    expect(orders.filter(({ account }) => account === wallet.address.toLowerCase())).toHaveLength(2);
    exchange.faults.patch({ afterAccept: 'timeout' });
    const silent = await client.createOrder({ tokenID: plain.tokens[0], price: 0.3, size: 10, side: Side.BUY });
    const answered = client.postOrder(silent).then(
      () => 'answered',
      () => 'answered',
    );
    await expect
      .poll(() => exchange.ledger().orders.filter(({ priceMicros }) => priceMicros === 300_000))
      .toHaveLength(1);
    expect(await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 100, 'silent'))])).toBe('silent');
  });

  it('breaks a batch in the middle, kills one leg, delays, hides, and refuses everything', async () => {
    const { client } = await createTrader(exchange, { key: KEYS[0], type: 0 });
    const batch = async (prices: readonly number[]) =>
      Promise.all(
        prices.map(async (price) => ({
          order: await client.createOrder({ tokenID: plain.tokens[0], price, size: 10, side: Side.BUY }),
          orderType: OrderType.GTC,
        })),
      );
    exchange.faults.patch({ batchBreaksAfter: 2 });
    expect(await refusalOf(client.postOrders(await batch([0.1, 0.11, 0.12])))).toBe('Internal server error');
    exchange.faults.reset();
    expect((await client.getOpenOrders()).map(({ price }) => price)).toEqual(['0.1', '0.11']);
    exchange.faults.patch({ killPositions: [1] });
    expect((await client.postOrders(await batch([0.2, 0.21]))).map(({ errorMsg }) => errorMsg)).toEqual([
      '',
      'order match delayed due to market conditions',
    ]);
    exchange.faults.reset();
    ask(exchange, plain.tokens[0], 0.5, 10);
    exchange.faults.patch({ delayMs: 60_000, orderHiddenMs: 30_000 });
    const delayed = await client.createAndPostOrder({ tokenID: plain.tokens[0], price: 0.5, size: 10, side: Side.BUY });
    expect(delayed).toMatchObject({ status: 'delayed', makingAmount: '', takingAmount: '' });
    exchange.faults.patch({ unknownOrder: 'null' });
    expect(await client.getOrder(delayed.orderID)).toBeNull();
    exchange.clock.advance(30_000);
    tellTrueTime(exchange);
    expect(await client.getOrder(delayed.orderID)).toMatchObject({ status: 'DELAYED' });
    expect((await client.cancelOrder({ orderID: delayed.orderID })).canceled).toEqual([]);
    exchange.clock.advance(31_000);
    tellTrueTime(exchange);
    expect(await client.getOrder(delayed.orderID)).toMatchObject({ status: 'MATCHED', size_matched: '10' });
    exchange.faults.patch({ delayMs: 0, rejectOrders: 'order match delayed due to market conditions' });
    expect(
      await refusalOf(client.createAndPostOrder({ tokenID: plain.tokens[0], price: 0.3, size: 10, side: Side.BUY })),
    ).toBe('order match delayed due to market conditions');
  });

  it('keeps shares of protocol v2 in their own ledger', async () => {
    const { client } = await createTrader(exchange, {
      key: KEYS[0],
      type: 3,
      tokens: { [second.tokens[0]]: 7 * DOLLARS },
    });
    const balance = async (assetType: string) =>
      (await balanceOf(client, { asset_type: assetType as never, token_id: second.tokens[0] })).balance;
    expect(await balance('CONDITIONAL-V2')).toBe(String(7 * DOLLARS));
    expect(await balance('CONDITIONAL')).toBe('0');
  });
});

describe('command line', () => {
  it('prints one ready line, serves, and ends on SIGTERM', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'exchange/main.ts', '--port', '0', '--seed', '3'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    const ready: Json = JSON.parse(line);
    expect(ready).toMatchObject({
      ready: true,
      port: expect.any(Number),
      control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      spki: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    });
    const events: Json = await (await fetch(`${ready.control}/events`)).json();
    expect(events.length).toBeGreaterThan(0);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await expect(fetch(`${ready.control}/events`)).rejects.toThrow();
  }, 60_000);
});
