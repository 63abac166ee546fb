import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarketFrame } from '../../../lib/venues/polymarket/ws/parse-frames';
import { parseUserFrame } from '../../../lib/venues/polymarket/ws/parse-user';
import { conditionId } from '../../kit/venue';
import { FUZZ_SEED, NOW } from '../../kit/raw-answers';

describe('parseMarketFrame', () => {
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
    for (const over of [{ price: '1' }, { size: '-1' }, { side: 'buy' }, { best_bid: '2' }, { price: 0.4 }])
      expect(parseMarketFrame(change(over), NOW)[0], JSON.stringify(over)).toMatchObject({
        kind: 'malformed',
        tokenId: '2',
      });
  });
});
