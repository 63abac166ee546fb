import { describe, expect, it } from 'vitest';
import type { OrderHash } from '../../../lib/domain/ids';
import { parseAddress, parseOrderHash } from '../../../lib/domain/ids';
import type { HttpResponse } from '../../../lib/ports/net';
import type { TradingAccount } from '../../../lib/domain/account';
import type { SignedOrder } from '../../../lib/ports/order-entry';
import { classifyAnswer } from '../../../lib/venues/polymarket/orders/submit';
import { createPolymarketTrading } from '../../../lib/venues/polymarket/trading';
import { cannedHttp, createFakeClock, createMemoryLog, json } from '../../kit/venue';

const KEY = { key: 'the-key', secret: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', passphrase: 'pass' };

function hash(n: number): OrderHash {
  const parsed = parseOrderHash(`0x${n.toString(16).padStart(64, '0')}`);
  if (parsed === null) throw new Error('fixture');
  return parsed;
}

const owner = (() => {
  const parsed = parseAddress('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266');
  if (parsed === null) throw new Error('fixture');
  return parsed;
})();
const account: TradingAccount = { owner, funder: owner, signatureType: 0 };
const order = (n: number): SignedOrder => ({
  hash: hash(n),
  body: JSON.stringify({ order: { makerAmount: '4300000', takerAmount: '10000000', side: 'BUY' } }),
});
const taken = (n: number, over: object = {}): object => ({
  errorMsg: '',
  orderID: hash(n),
  takingAmount: '10',
  makingAmount: '4.2',
  status: 'matched',
  success: true,
  tradeIDs: ['t1'],
  ...over,
});
const kinds = (orders: readonly SignedOrder[], response: HttpResponse): readonly string[] =>
  classifyAnswer(orders, response).map((posted) => posted.kind);
const signal = new AbortController().signal;

describe('classifyAnswer', () => {
  it('believes an order only with success, no error and our own hash', () => {
    const [posted] = classifyAnswer([order(1)], json([taken(1)]));
    expect(posted).toEqual({
      kind: 'matched',
      hash: hash(1),
      tradeIds: ['t1'],
      makingMicros: 4_200_000,
      takingMicros: 10_000_000,
    });
    expect(kinds([order(1)], json([taken(1, { status: 'live', takingAmount: '', makingAmount: '' })]))).toEqual([
      'live',
    ]);
    expect(kinds([order(1)], json([taken(1, { status: 'delayed' })]))).toEqual(['delayed']);
    for (const over of [
      { orderID: hash(2) },
      { orderID: '' },
      { success: false },
      { status: 'new-status' },
      { status: '' },
      { makingAmount: 'NaN' },
      { takingAmount: '-1' },
      { tradeIDs: 'x' },
    ]) {
      expect(kinds([order(1)], json([taken(1, over)])), JSON.stringify(over)).toEqual(['unknown']);
    }
  });

  it('does not believe a trade larger than was signed, as base units would look', () => {
    expect(kinds([order(1)], json([taken(1, { takingAmount: '10000000', makingAmount: '4200000' })]))).toEqual([
      'unknown',
    ]);
    expect(kinds([order(1)], json([taken(1, { makingAmount: '4.300001' })]))).toEqual(['unknown']);
  });

  it('answers mixed batches leg by leg', () => {
    const answer = json([
      taken(1),
      {
        errorMsg: 'not enough balance / allowance',
        orderID: '',
        status: '',
        success: true,
        takingAmount: '',
        makingAmount: '',
      },
      // The venue's word on this very order, whatever the text.
      { errorMsg: 'something new', success: true, orderID: '' },
      taken(4),
      { errorMsg: 'order match delayed due to market conditions', success: true, orderID: '' },
      { errorMsg: 'something new', success: true, orderID: hash(6) },
    ]);
    expect(kinds([1, 2, 3, 4, 5, 6].map(order), answer)).toEqual([
      'matched',
      'rejected',
      'rejected',
      'matched',
      'unknown',
      'unknown',
    ]);
  });

  it('takes documented refusals as certain, with the words of the venue', () => {
    const texts = [
      'Invalid order payload',
      'the order owner has to be the owner of the API KEY',
      "'0xabc' address banned",
      "'0xabc' address in closed only mode",
      'order_version_mismatch',
      `order ${hash(1)} is invalid. Price (0.435) breaks minimum tick size rule: 0.01`,
      `order ${hash(1)} is invalid. Size (1) lower than the minimum: 5`,
      'not enough balance / allowance',
      'invalid expiration',
      'invalid amount for a marketable BUY order ($0.50), min size: 1',
      'the market is not yet ready to process new orders',
    ];
    for (const text of texts) {
      expect(classifyAnswer([order(1)], json({ error: text }, 400))).toEqual([
        { kind: 'rejected', hash: hash(1), failure: { code: 'rejected', params: { said: text }, retry: 'never' } },
      ]);
      expect(kinds([order(1)], json([{ errorMsg: text, success: true }]))).toEqual(['rejected']);
    }
    expect(kinds([order(1)], json({ error: 'Unauthorized/Invalid api key' }, 401))).toEqual(['rejected']);
    expect(kinds([order(1)], json({ error: 'Trading restricted in your region' }, 403))).toEqual(['rejected']);
    const postOnly = json({ error: 'post-only mode', code: 'post_only_mode', retry_after_seconds: 120 }, 503);
    expect(kinds([order(1), order(2)], postOnly)).toEqual(['rejected', 'rejected']);
  });

  it('never calls a duplicate, an undocumented 4xx, a 425, a 5xx or an unreadable answer refused', () => {
    const answers: readonly HttpResponse[] = [
      json({ error: `order ${hash(1)} is invalid. Duplicated.` }, 400),
      json({ error: 'a new kind of refusal' }, 400),
      json({ error: 'not enough balance / allowance' }, 500),
      json({ error: 'service not ready' }, 425),
      { status: 503, text: '' },
      json({ error: 'service unavailable' }, 503),
      { status: 503, text: '<html>Trading is currently disabled.</html>' },
      { status: 429, text: '' },
      json({ error: 'Too Many Requests' }, 429),
      json({ error: 'Internal server error' }, 500),
      { status: 502, text: '<html>bad gateway</html>' },
      { status: 200, text: '<html></html>' },
      { status: 200, text: '[{"success":tr' },
      json([]),
      json([taken(1), taken(1)]),
      json({}),
      json(null),
      { status: 404, text: '' },
      { status: 302, text: '' },
      json([{ errorMsg: `order ${hash(1)} is invalid. Duplicated.`, success: true }]),
      json({ error: 'order match delayed due to market conditions' }, 400),
    ];
    for (const answer of answers) expect(kinds([order(1)], answer), JSON.stringify(answer)).toEqual(['unknown']);
    // A refusal of one order, in an answer to two, does not say whose it is.
    expect(kinds([order(1), order(2)], json({ error: 'not enough balance / allowance' }, 400))).toEqual([
      'unknown',
      'unknown',
    ]);
  });
});

describe('submitOrders', () => {
  it('sends once, and says unknown when no answer comes', async () => {
    const canned = cannedHttp(() => 'network-error');
    const entry = createPolymarketTrading({ http: canned.http, clock: createFakeClock(), log: createMemoryLog() });
    const posted = await entry.submitOrders({ account, credentials: KEY, orders: [order(1), order(2)] }, signal);
    expect(posted.map((one) => one.kind)).toEqual(['unknown', 'unknown']);
    expect(canned.requests).toHaveLength(1);
    expect(canned.requests[0]?.body).toBe(`[${order(1).body},${order(2).body}]`);
  });

  it('sends nothing for more than fifteen orders, none at all, or credentials that cannot sign', async () => {
    const canned = cannedHttp(() => json([]));
    const entry = createPolymarketTrading({ http: canned.http, clock: createFakeClock(), log: createMemoryLog() });
    expect(
      (
        await entry.submitOrders(
          { account, credentials: KEY, orders: Array.from({ length: 16 }, (_, i) => order(i + 1)) },
          signal,
        )
      ).every((one) => one.kind === 'rejected'),
    ).toBe(true);
    expect(await entry.submitOrders({ account, credentials: KEY, orders: [] }, signal)).toEqual([]);
    expect(
      (await entry.submitOrders({ account, credentials: { ...KEY, secret: '%%%' }, orders: [order(1)] }, signal)).map(
        (one) => one.kind,
      ),
    ).toEqual(['rejected']);
    expect(canned.requests).toEqual([]);
  });
});
