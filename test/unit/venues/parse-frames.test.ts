import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseMarketFrame } from '../../../lib/venues/polymarket/ws/parse-frames';
import { parseUserFrame } from '../../../lib/venues/polymarket/ws/parse-user';
import { conditionId } from '../../kit/venue';
import { FUZZ_SEED, NOW } from '../../kit/raw-answers';

describe('parseMarketFrame', () => {
  it('takes a last trade at 0, at 1 and in any decimals, and never condemns a book for one', () => {
    const trade = (over: object) =>
      parseMarketFrame(
        JSON.stringify({ event_type: 'last_trade_price', asset_id: '2', timestamp: 1795000000000, size: '3', ...over }),
        NOW,
      )[0];
    for (const price of ['0', '1', 1, '0.50', 0.5])
      expect(trade({ price }), String(price)).toMatchObject({ kind: 'trade' });
    expect(trade({ price: '0.50' })).toMatchObject({ priceMicros: 500_000, hashed: { lastTradePrice: '0.5' } });
    expect(trade({ price: '0.4812345678', size: '1.23456789' })).toMatchObject({
      priceMicros: null,
      sizeMicros: null,
      hashed: { lastTradePrice: '0.4812345678' },
    });
    for (const over of [{ price: '7' }, { timestamp: null, price: '0.5' }])
      expect(trade(over), JSON.stringify(over)).toMatchObject({ kind: 'malformed', tokenId: null });
  });

  it('says what the taker did with the token, and null where the frame does not', () => {
    const taker = (side: unknown) =>
      parseMarketFrame(
        JSON.stringify({ event_type: 'last_trade_price', asset_id: '2', timestamp: 1795000000000, price: '0.5', side }),
        NOW,
      )[0];
    for (const [side, takerSide] of [
      ['BUY', 'buy'],
      ['SELL', 'sell'],
      ['buy', 'buy'],
      ['', null],
      ['HOLD', null],
      [1, null],
      [{}, null],
      [undefined, null],
    ])
      expect(taker(side), JSON.stringify(side)).toMatchObject({ kind: 'trade', tokenId: '2', takerSide });
  });

  it(`never throws on any text (6,000, seed ${FUZZ_SEED})`, () => {
    const event = fc.record(
      {
        event_type: fc.constantFrom(
          'book',
          'price_change',
          'last_trade_price',
          'tick_size_change',
          'market_resolved',
          'x',
        ),
        market: fc.oneof(fc.constant(conditionId(1)), fc.anything()),
        asset_id: fc.oneof(fc.constant('2'), fc.anything()),
        price_changes: fc.anything(),
        timestamp: fc.oneof(fc.constant('1795000000000'), fc.anything()),
        price: fc.anything(),
        size: fc.anything(),
      },
      { requiredKeys: ['event_type'] },
    );
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      event.map(
        (value) =>
          JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item)) ?? '',
      ),
      fc
        .array(event)
        .map((value) =>
          JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item)),
        ),
    );
    fc.assert(
      fc.property(text, (frame) => {
        expect(Array.isArray(parseMarketFrame(frame, NOW))).toBe(true);
        expect(Array.isArray(parseUserFrame(frame, 'key'))).toBe(true);
      }),
      { seed: FUZZ_SEED, numRuns: 6_000 },
    );
  }, 180_000);

  it('reads best prices of an empty side, and marks what it cannot read by its token', () => {
    const change = (over: object) =>
      JSON.stringify({
        event_type: 'price_change',
        market: conditionId(1),
        timestamp: '1795000000000',
        price_changes: [
          { asset_id: '2', price: '0.4', size: '0', side: 'BUY', hash: 'h', best_bid: '0', best_ask: '0', ...over },
        ],
      });
    expect(parseMarketFrame(change({}), NOW)[0]).toMatchObject({
      kind: 'delta',
      sizeMicros: 0,
      bestBidMicros: 0,
      bestAskMicros: 1_000_000,
    });
    expect(parseMarketFrame(change({ best_bid: '', best_ask: undefined }), NOW)[0]).toMatchObject({
      kind: 'delta',
      bestBidMicros: null,
      bestAskMicros: null,
    });
    expect(parseMarketFrame(change({ best_bid: '0.39999999999999997', best_ask: 0.4000000001 }), NOW)[0]).toMatchObject(
      {
        kind: 'delta',
        bestBidMicros: null,
        bestAskMicros: null,
      },
    );
    expect(parseMarketFrame(change({ side: 'buy' }), NOW)[0]).toMatchObject({ kind: 'delta', side: 'bid' });
    for (const over of [{ price: '1' }, { size: '-1' }, { side: 'hold' }, { best_bid: '2' }, { price: 0.4 }])
      expect(parseMarketFrame(change(over), NOW)[0], JSON.stringify(over)).toMatchObject({
        kind: 'malformed',
        tokenId: '2',
      });
  });

  it('does not parse a frame of best prices alone, and parses every frame that has more in it', () => {
    const tops = { market: conditionId(1), asset_id: '2', best_bid: '0.4', best_ask: '0.5', spread: '0.1' };
    const best = JSON.stringify({ ...tops, timestamp: '1795000000000', event_type: 'best_bid_ask' });
    const trade = { event_type: 'last_trade_price', asset_id: '2', timestamp: 1795000000000, price: '0.5' };
    const parse = vi.spyOn(JSON, 'parse');
    expect(parseMarketFrame(best, NOW)).toEqual([]);
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
    const mixed = [
      `[${best},${JSON.stringify(trade)}]`,
      JSON.stringify({ ...trade, note: '"event_type":"best_bid_ask"' }),
      JSON.stringify({ ...trade, note: { event_type: 'best_bid_ask' } }),
    ];
    for (const text of mixed)
      expect(parseMarketFrame(text, NOW), text).toMatchObject([{ kind: 'trade', tokenId: '2' }]);
  });
});
