import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBook } from '../../../lib/venues/polymarket/clob/parse-book';
import { conditionId } from '../../kit/venue';
import { FUZZ_SEED, GOOD_BOOK, NOW } from '../../kit/raw-answers';
import * as en from '../../../lib/words/en';

const codeOf = (raw: unknown): string => {
  const parsed = parseBook(raw, NOW);
  return parsed.ok ? 'ok' : parsed.error.code;
};

describe('parseBook', () => {
  it('reads a book best first, whatever the order of the levels', () => {
    const parsed = parseBook(GOOD_BOOK, NOW);
    if (!parsed.ok) throw new Error(en.failure(parsed.error));
    expect(parsed.value.book.bids.map((level) => [level.priceMicros, level.sizeMicros])).toEqual([
      [440_000, 2_500_000],
      [400_000, 10_000_000],
    ]);
    expect(parsed.value.book.asks.map((level) => level.priceMicros)).toEqual([460_000, 600_000]);
    const reversed = parseBook(
      {
        ...GOOD_BOOK,
        bids: [...(GOOD_BOOK['bids'] as unknown[])].reverse(),
        asks: [...(GOOD_BOOK['asks'] as unknown[])].reverse(),
      },
      NOW,
    );
    expect(reversed.ok && reversed.value.book.bids).toEqual(parsed.value.book.bids);
  });

  it('refuses every kind of impossible book with its own code', () => {
    const levels = (price: string, size: string) => ({ ...GOOD_BOOK, bids: [{ price, size }] });
    const cases: readonly (readonly [unknown, string])[] = [
      [null, 'book-malformed'],
      [[], 'book-malformed'],
      [{ ...GOOD_BOOK, asset_id: 'x' }, 'book-malformed'],
      [{ ...GOOD_BOOK, market: '0x1' }, 'book-malformed'],
      [{ ...GOOD_BOOK, timestamp: 'now' }, 'book-malformed'],
      [{ ...GOOD_BOOK, tick_size: '0.03' }, 'book-malformed'],
      [{ ...GOOD_BOOK, bids: null }, 'book-malformed'],
      [{ ...GOOD_BOOK, bids: [null] }, 'book-malformed'],
      [levels('0', '1'), 'book-malformed'],
      [levels('1', '1'), 'book-malformed'],
      [levels('1.5', '1'), 'book-malformed'],
      [levels('-0.1', '1'), 'book-malformed'],
      [levels('NaN', '1'), 'book-malformed'],
      [levels('1e-1', '1'), 'book-malformed'],
      [levels('0.1', '0'), 'book-malformed'],
      [levels('0.1', '-5'), 'book-malformed'],
      [levels('0.1', '1e400'), 'book-malformed'],
      [levels('0.1', '99999999999999'), 'book-malformed'],
      [levels('0.1', '0.0000001'), 'book-malformed'],
      [levels(0.1 as unknown as string, '1'), 'book-malformed'],
      [levels('0.415', '1'), 'book-off-tick'],
      [levels('0.46', '1'), 'book-crossed'],
      [levels('0.50', '1'), 'book-crossed'],
      [
        {
          ...GOOD_BOOK,
          bids: [
            { price: '0.4', size: '1' },
            { price: '0.40', size: '2' },
          ],
        },
        'book-duplicate-level',
      ],
      [
        {
          ...GOOD_BOOK,
          bids: [
            { price: '0.40', size: '1' },
            { price: '0.3', size: '2' },
            { price: '0.4', size: '2' },
          ],
        },
        'book-duplicate-level',
      ],
      [{ ...GOOD_BOOK, bids: Array.from({ length: 1_001 }, () => ({ price: '0.1', size: '1' })) }, 'book-too-deep'],
    ];
    for (const [raw, code] of cases) expect(codeOf(raw), JSON.stringify(raw)?.slice(0, 200)).toBe(code);
  });

  it('is not spoiled by what only the hash needs', () => {
    for (const over of [
      { hash: 5 },
      { hash: 'x'.repeat(100) },
      { last_trade_price: '1' },
      { last_trade_price: '0.48123456789012345' },
      { last_trade_price: 0 },
      { last_trade_price: { price: '1' } },
      { min_order_size: 5.123456789 },
      { neg_risk: 'no' },
      { version: 7 },
    ])
      expect(codeOf({ ...GOOD_BOOK, ...over }), JSON.stringify(over)).toBe('ok');
  });

  it(`lets no number through that is no safe integer (20,000 hostile books, seed ${FUZZ_SEED})`, () => {
    const scalar = fc.oneof(
      fc.constantFrom(
        '0.4',
        '0.44',
        '0.99',
        '1',
        '0',
        '-1',
        'NaN',
        'Infinity',
        '1e-400',
        '0x10',
        '',
        ' 0.4',
        '0.4 ',
        '٠.٤',
        '0.123456',
        '123456789012345678',
        '__proto__',
      ),
      fc.string({ maxLength: 8 }),
      fc.double(),
      fc.constant(null),
      fc.boolean(),
    );
    const level = fc.oneof(fc.record({ price: scalar, size: scalar }), fc.record({ price: scalar }), scalar);
    const hostile = fc.record(
      {
        market: fc.oneof(fc.constant(conditionId(1)), scalar),
        asset_id: fc.oneof(fc.constant('2'), scalar),
        timestamp: fc.oneof(fc.constant('1795000000000'), scalar),
        hash: scalar,
        bids: fc.oneof(fc.array(level, { maxLength: 4 }), scalar),
        asks: fc.oneof(fc.array(level, { maxLength: 4 }), scalar),
        tick_size: fc.oneof(fc.constant('0.01'), scalar),
      },
      { requiredKeys: [] },
    );
    let taken = 0;
    fc.assert(
      fc.property(hostile, (raw) => {
        const parsed = parseBook(raw, NOW);
        if (!parsed.ok) return;
        taken += 1;
        for (const side of [parsed.value.book.bids, parsed.value.book.asks]) {
          for (const { priceMicros, sizeMicros } of side) {
            expect(Number.isSafeInteger(priceMicros) && priceMicros > 0 && priceMicros < 1_000_000).toBe(true);
            expect(Number.isSafeInteger(sizeMicros) && sizeMicros > 0).toBe(true);
          }
        }
      }),
      { seed: FUZZ_SEED, numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(0);
  }, 180_000);
});
