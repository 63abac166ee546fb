import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  costRoundedUp,
  floorToLot,
  formatDecimalMicros,
  parseDecimalMicros,
  priceMicros,
  proceedsRoundedDown,
  sizeMicros,
} from '../../../lib/domain/units';

describe('decimal micros', () => {
  it.each([
    ['0.48', 480_000],
    ['1', 1_000_000],
    ['0.000001', 1],
    ['123456789012.5', null],
    ['0.0000001', null],
    ['0.5000000', 500_000],
    ['', null],
    ['-1', null],
    ['+1', null],
    ['1e3', null],
    ['1.', null],
    ['.5', null],
    [' 1', null],
    ['NaN', null],
    ['Infinity', null],
    ['0x10', null],
    ['１', null],
  ])('parses %j as %j', (text, expected) => {
    expect(parseDecimalMicros(text)).toBe(expected);
  });

  it('refuses anything that is not a string', () => {
    for (const value of [0.5, null, undefined, {}, ['0.5'], 10n]) expect(parseDecimalMicros(value)).toBeNull();
  });

  it('prints and parses back to the same integer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000_000_000_000_000 - 1 }), (value) => {
        expect(parseDecimalMicros(formatDecimalMicros(value))).toBe(value);
      }),
    );
  });
});

describe('price times size', () => {
  const exact = (price: number, size: number) => BigInt(price) * BigInt(size);

  it('equals exact arithmetic rounded against us, also where a float quotient would lose the last micro', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 8_000_000_000_000_000 }),
        (price, size) => {
          const product = exact(price, size);
          expect(BigInt(costRoundedUp(priceMicros(price), sizeMicros(size)))).toBe((product + 999_999n) / 1_000_000n);
          expect(BigInt(proceedsRoundedDown(priceMicros(price), sizeMicros(size)))).toBe(product / 1_000_000n);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('keeps one micro at nine billion dollars', () => {
    // 1 x 9_007_199_254_000_001 leaves a remainder of one millionth of a micro, which a float division drops.
    expect(costRoundedUp(priceMicros(1), sizeMicros(9_007_199_254_000_001))).toBe(9_007_199_255);
    expect(proceedsRoundedDown(priceMicros(1), sizeMicros(9_007_199_254_000_001))).toBe(9_007_199_254);
  });
});

describe('branding', () => {
  it.each([-1, 1_000_001, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %j as a price', (value) => {
    expect(() => priceMicros(value)).toThrow(RangeError);
  });

  it('floors to lots', () => {
    expect(floorToLot(41_239_999, sizeMicros(10_000))).toBe(41_230_000);
  });
});
