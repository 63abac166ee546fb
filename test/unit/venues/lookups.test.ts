import { describe, expect, it } from 'vitest';
import type { TradingAccount } from '../../../lib/domain/account';
import type { OrderHash } from '../../../lib/domain/ids';
import { parseAddress, parseOrderHash } from '../../../lib/domain/ids';
import type { HttpResponse } from '../../../lib/ports/net';
import { createPolymarketTrading } from '../../../lib/venues/polymarket/trading';
import { cannedHttp, conditionId, createFakeClock, createMemoryLog, json, token } from '../../kit/venue';

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
const signal = new AbortController().signal;

describe('lookups', () => {
  const entryFor = (answer: HttpResponse | 'network-error') => {
    const canned = cannedHttp(() => answer);
    return {
      ...canned,
      entry: createPolymarketTrading({ http: canned.http, clock: createFakeClock(), log: createMemoryLog() }),
    };
  };
  const open = {
    id: hash(1),
    status: 'ORDER_STATUS_LIVE',
    original_size: '10',
    size_matched: '',
    associate_trades: null,
  };

  it('knows an unknown order from a failed question', async () => {
    expect(
      await entryFor(json({ error: 'not found' }, 404)).entry.fetchOrder(
        { account, credentials: KEY, hash: hash(1) },
        signal,
      ),
    ).toEqual({ ok: true, value: null });
    expect(await entryFor(json(null)).entry.fetchOrder({ account, credentials: KEY, hash: hash(1) }, signal)).toEqual({
      ok: true,
      value: null,
    });
    expect(await entryFor(json(open)).entry.fetchOrder({ account, credentials: KEY, hash: hash(1) }, signal)).toEqual({
      ok: true,
      value: { hash: hash(1), status: 'LIVE', sizeMicros: 10_000_000, matchedMicros: 0, tradeIds: [] },
    });
    for (const answer of [
      'network-error' as const,
      json({}, 500),
      json({}),
      json({ ...open, id: hash(2) }),
      { status: 403, text: '' },
    ]) {
      expect((await entryFor(answer).entry.fetchOrder({ account, credentials: KEY, hash: hash(1) }, signal)).ok).toBe(
        false,
      );
    }
  });

  it('reads every page of trades and signs the path without the query', async () => {
    const row = (id: string) => ({
      id,
      taker_order_id: hash(1),
      asset_id: '5',
      side: 'BUY',
      size: '10',
      price: '0.43',
      status: 'TRADE_STATUS_MATCHED',
      trader_side: 'TAKER',
      maker_orders: [],
    });
    const canned = cannedHttp((request) =>
      json(
        request.url.includes('next_cursor=MA')
          ? { data: [row('a')], next_cursor: 'Mg==' }
          : { data: [row('b')], next_cursor: 'LTE=' },
      ),
    );
    const entry = createPolymarketTrading({ http: canned.http, clock: createFakeClock(), log: createMemoryLog() });
    const trades = await entry.fetchTrades(
      { account, credentials: KEY, conditionId: conditionId(1), hashes: [hash(1)] },
      signal,
    );
    expect(trades.ok && trades.value.trades.map((trade) => [trade.id, trade.status, trade.sizeMicros])).toEqual([
      ['a', 'MATCHED', 10_000_000],
      ['b', 'MATCHED', 10_000_000],
    ]);
    expect(canned.requests.map((request) => request.headers?.['POLY_SIGNATURE'])).toEqual([
      canned.requests[0]?.headers?.['POLY_SIGNATURE'],
      canned.requests[0]?.headers?.['POLY_SIGNATURE'],
    ]);
  });

  it('counts a row once that a shifted page repeats, and reads none that is not about our orders', async () => {
    const row = {
      id: 'a',
      taker_order_id: hash(1),
      asset_id: '5',
      side: 'BUY',
      size: '10',
      price: '0.43',
      status: 'TRADE_STATUS_MATCHED',
      trader_side: 'TAKER',
      maker_orders: [],
    };
    const odd = { ...row, taker_order_id: hash(7), status: 'A_STATUS_OF_NEXT_YEAR' };
    const { entry } = entryFor(json({ data: [row, odd, row], next_cursor: 'LTE=' }));
    const trades = await entry.fetchTrades(
      { account, credentials: KEY, conditionId: conditionId(1), hashes: [hash(1)] },
      signal,
    );
    expect(trades.ok && trades.value.trades.map((trade) => trade.id)).toEqual(['a']);
    const broken = entryFor(json({ data: [{ ...row, status: 'A_STATUS_OF_NEXT_YEAR' }], next_cursor: 'LTE=' }));
    expect(
      await broken.entry.fetchTrades(
        { account, credentials: KEY, conditionId: conditionId(1), hashes: [hash(1), hash(2)] },
        signal,
      ),
    ).toEqual({ ok: true, value: { trades: [], unread: [hash(1)] } });
  });

  it('takes a list whose cursor does not advance for no list, and says so in the log', async () => {
    const row = {
      id: 'a',
      taker_order_id: hash(1),
      asset_id: '5',
      side: 'BUY',
      size: '10',
      price: '0.43',
      status: 'MATCHED',
      trader_side: 'TAKER',
    };
    const canned = cannedHttp(() => json({ data: [row], next_cursor: 'Mg==' }));
    const log = createMemoryLog();
    const entry = createPolymarketTrading({ http: canned.http, clock: createFakeClock(), log });
    const trades = await entry.fetchTrades(
      { account, credentials: KEY, conditionId: conditionId(1), hashes: [hash(1)] },
      signal,
    );
    expect([trades.ok, canned.requests.length]).toEqual([false, 2]);
    expect(log.lines.filter((line) => line.startsWith('list-stuck'))).toHaveLength(1);
  });

  it('finds our own part of a trade in which we rested', async () => {
    const trade = {
      id: 'm',
      taker_order_id: hash(9),
      asset_id: '5',
      side: 'BUY',
      size: '30',
      price: '0.43',
      status: 'CONFIRMED',
      trader_side: 'MAKER',
      maker_orders: [
        { order_id: hash(2), owner: 'somebody', asset_id: '5', matched_amount: '20', price: '0.43', side: 'SELL' },
        { order_id: hash(3), owner: KEY.key, asset_id: '6', matched_amount: '10', price: '0.57', side: 'BUY' },
      ],
    };
    const { entry } = entryFor(json({ data: [trade], next_cursor: 'LTE=' }));
    const trades = await entry.fetchTrades(
      { account, credentials: KEY, conditionId: conditionId(1), hashes: [hash(3)] },
      signal,
    );
    expect(trades).toEqual({
      ok: true,
      value: {
        unread: [],
        trades: [
          {
            id: 'm',
            orderHash: hash(3),
            tokenId: token(6),
            side: 'buy',
            sizeMicros: 10_000_000,
            priceMicros: 570_000,
            status: 'CONFIRMED',
          },
        ],
      },
    });
  });

  it('knows its part by the order, whichever API key it was placed with', async () => {
    const maker = { order_id: hash(3), owner: 'an older key', asset_id: '6', matched_amount: '10', price: '0.57' };
    const trade = {
      id: 'm',
      taker_order_id: hash(9),
      asset_id: '5',
      side: 'BUY',
      size: '30',
      price: '0.43',
      status: 'CONFIRMED',
      trader_side: 'MAKER',
      maker_orders: [maker],
    };
    const { entry } = entryFor(json({ data: [trade], next_cursor: 'LTE=' }));
    const trades = await entry.fetchTrades(
      { account, credentials: KEY, conditionId: conditionId(1), hashes: [hash(3)] },
      signal,
    );
    expect(trades.ok && trades.value.trades.map(({ orderHash }) => orderHash)).toEqual([hash(3)]);
  });

  it('reads trades at 0 and 1 and with more than six decimals, rounded against us', async () => {
    const row = {
      id: 'a',
      taker_order_id: hash(1),
      asset_id: '5',
      side: 'BUY',
      size: '9.9999999',
      price: '0.43333333333',
      status: 'MATCHED',
    };
    const rows = [
      row,
      { ...row, id: 'b', price: '1' },
      { ...row, id: 'c', price: '0', side: 'SELL' },
      { ...row, id: 'd', side: 'SELL' },
    ];
    const { entry } = entryFor(json({ data: rows, next_cursor: 'LTE=' }));
    const trades = await entry.fetchTrades(
      { account, credentials: KEY, conditionId: conditionId(1), hashes: [hash(1)] },
      signal,
    );
    expect(trades.ok && trades.value.trades.map((each) => [each.id, each.sizeMicros, each.priceMicros])).toEqual([
      ['a', 9_999_999, 433_334],
      ['b', 9_999_999, 1_000_000],
      ['c', 9_999_999, 0],
      ['d', 9_999_999, 433_333],
    ]);
  });

  it('reads balances in base units, the allowance of each contract, and asks for the right ledger', async () => {
    const { entry, requests } = entryFor(
      json({
        balance: '250500000',
        allowances: {
          '0xE111180000d2663C0091e4f400237545B87B996B': '7',
          '0xe2222d279d744050d28e00520010520000310F59':
            '115792089237316195423570985008687907853269984665640564039457584007913129639935',
          // The old adapter is retired, and asked all the same for neg-risk markets; the old exchange is not.
          '0xd91E80cF2E7be2e162c6513ceD06f1dD0dA35296': '9',
          '0xC5d563A36AE78145C45a50134d48A1215220f80a': '0',
        },
      }),
    );
    expect(await entry.fetchBalance({ account, credentials: KEY, asset: 'collateral' }, signal)).toEqual({
      ok: true,
      value: {
        balanceMicros: 250_500_000,
        allowances: { v1: 7, 'v1-neg-risk': 9, v2: 0 },
      },
    });
    await entry.fetchBalance(
      {
        account: { ...account, signatureType: 3 },
        credentials: KEY,
        asset: { tokenId: token(5), contract: { protocol: 'v2', negRisk: false } },
      },
      signal,
    );
    await entry.fetchBalance(
      { account, credentials: KEY, asset: { tokenId: token(5), contract: { protocol: 'v1', negRisk: false } } },
      signal,
    );
    expect(requests.map((request) => request.url.split('?')[1])).toEqual([
      'asset_type=COLLATERAL&signature_type=0',
      'asset_type=CONDITIONAL-V2&token_id=5&signature_type=3',
      'asset_type=CONDITIONAL&token_id=5&signature_type=0',
    ]);
    expect(
      (
        await entryFor(json({ balance: 12 })).entry.fetchBalance(
          { account, credentials: KEY, asset: 'collateral' },
          signal,
        )
      ).ok,
    ).toBe(false);
  });

  it('answers the orders that were certainly cancelled, and only ours', async () => {
    const { entry, requests } = entryFor(
      json({ canceled: [hash(1), hash(7)], not_canceled: { [hash(2)]: 'already matched' } }),
    );
    expect(await entry.cancelOrders({ account, credentials: KEY, hashes: [hash(1), hash(2)] }, signal)).toEqual({
      ok: true,
      value: [hash(1)],
    });
    expect(requests[0]).toMatchObject({
      method: 'DELETE',
      url: 'https://clob.polymarket.com/orders',
      body: JSON.stringify([hash(1), hash(2)]),
    });
  });
});
