import { describe, expect, it } from 'vitest';
import { priceMicros, sizeMicros } from '../../../lib/domain/units';
import { feeRoundedUp } from '../../../lib/domain/fees';
import { walkBook } from '../../../lib/domain/walk';
import { seeded } from '../../../lib/domain/random';

/** shares x rate x (p(1-p))^e rounded up at 1e-5, in BigInt from the definition. */
function byDefinition(ratePpm: number, exponent: number, price: number, size: number): number {
  const one = 1_000_000n;
  const numerator = BigInt(size) * BigInt(ratePpm) * (BigInt(price) * (one - BigInt(price))) ** BigInt(exponent);
  const step = one * (one * one) ** BigInt(exponent) * 10n;
  return Number(((numerator + step - 1n) / step) * 10n);
}

describe('fees', () => {
  it('are exact on random prices, sizes, rates and exponents', () => {
    const random = seeded(3);
    const pick = (limit: number): number => Math.floor(random() * limit);
    for (let round = 0; round < 5000; round += 1) {
      const coarse = round % 2 === 0;
      const price = coarse ? 1000 * (1 + pick(999)) : 1 + pick(999_999);
      const size = coarse ? 10_000 * (1 + pick(10_000_000)) : 1 + pick(1_000_000_000);
      const ratePpm = coarse ? 1000 * pick(100) : pick(200_000);
      const exponent = round % 3 === 0 ? pick(4) : 1;
      expect(feeRoundedUp({ ratePpm, exponent, takerOnly: true }, priceMicros(price), sizeMicros(size))).toBe(
        byDefinition(ratePpm, exponent, price, size),
      );
    }
  });

  it('match the worked example: 100 YES at .47 and 100 NO at .50 at 4 %', () => {
    const fee = { ratePpm: 40_000, exponent: 1, takerOnly: true };
    expect(feeRoundedUp(fee, priceMicros(470_000), sizeMicros(100_000_000))).toBe(996_400);
    expect(feeRoundedUp(fee, priceMicros(500_000), sizeMicros(100_000_000))).toBe(1_000_000);
  });

  it('round a fractional exponent against us', () => {
    const size = sizeMicros(10_000_000);
    const price = priceMicros(300_000);
    expect(feeRoundedUp({ ratePpm: 40_000, exponent: 1.5, takerOnly: true }, price, size)).toBe(
      feeRoundedUp({ ratePpm: 40_000, exponent: 1, takerOnly: true }, price, size),
    );
  });
});

describe('walkBook', () => {
  const free = { ratePpm: 0, exponent: 1, takerOnly: true };
  const levels = [
    { priceMicros: priceMicros(450_000), sizeMicros: sizeMicros(30_000_000) },
    { priceMicros: priceMicros(470_000), sizeMicros: sizeMicros(40_000_000) },
  ];

  it('prices a walk over two levels', () => {
    const walk = walkBook({ levels, sizeMicros: sizeMicros(50_000_000), fee: free, side: 'buy' });
    expect(walk).toMatchObject({
      costMicros: 22_900_000,
      vwapMicros: 458_000,
      worstPriceMicros: 470_000,
      marginalPriceMicros: 470_000,
      costAtLimitMicros: 23_500_000,
    });
    expect(walk?.fills.map(({ sizeMicros: size }) => size)).toEqual([30_000_000, 20_000_000]);
  });

  it('is null on a short book and for nothing, never an average of nothing', () => {
    expect(walkBook({ levels, sizeMicros: sizeMicros(70_000_001), fee: free, side: 'buy' })).toBeNull();
    expect(walkBook({ levels: [], sizeMicros: sizeMicros(1), fee: free, side: 'buy' })).toBeNull();
    expect(walkBook({ levels, sizeMicros: sizeMicros(0), fee: free, side: 'buy' })).toBeNull();
  });

  it('has no next price when the book is used up, and the next level when a level is', () => {
    expect(
      walkBook({ levels, sizeMicros: sizeMicros(70_000_000), fee: free, side: 'buy' })?.marginalPriceMicros,
    ).toBeNull();
    expect(walkBook({ levels, sizeMicros: sizeMicros(30_000_000), fee: free, side: 'buy' })?.marginalPriceMicros).toBe(
      470_000,
    );
  });

  it('rounds against us on both sides', () => {
    const odd = [{ priceMicros: priceMicros(333_333), sizeMicros: sizeMicros(1_000_001) }];
    const size = sizeMicros(1_000_001);
    expect(walkBook({ levels: odd, sizeMicros: size, fee: free, side: 'buy' })?.costMicros).toBe(333_334);
    expect(walkBook({ levels: odd, sizeMicros: size, fee: free, side: 'sell' })?.costMicros).toBe(333_333);
  });
});
