import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecimalMicros, priceMicros, sizeMicros } from '../../../lib/domain/units';
import { feeRoundedUp } from '../../../lib/domain/fees';

const DATA = resolve(process.env['FACET_DATA'] ?? '../shared/data');
const CASES = join(DATA, 'messages/one-book-2026-08-09/cost-conformance.json');
const hasData = existsSync(CASES);
const SEED = Number(process.env['FACET_SEED'] ?? Date.now() % 1_000_000_007);
const fee = (ratePpm: number, exponent = 1) => ({ ratePpm, exponent, takerOnly: true });
const must = (text: string): number => {
  const micros = parseDecimalMicros(text);
  if (micros === null) throw new Error(text);
  return micros;
};

describe('feeRoundedUp', () => {
  it('gives the worked examples of the venue', () => {
    // crypto 100 @ 0.50, politics 100 @ 0.50, sports 100 @ 0.97, crypto 10 @ 0.65 (docs/venue.md 7).
    expect(feeRoundedUp(fee(70_000), priceMicros(500_000), sizeMicros(100_000_000))).toBe(1_750_000);
    expect(feeRoundedUp(fee(40_000), priceMicros(500_000), sizeMicros(100_000_000))).toBe(1_000_000);
    expect(feeRoundedUp(fee(50_000), priceMicros(970_000), sizeMicros(100_000_000))).toBe(145_500);
    expect(feeRoundedUp(fee(70_000), priceMicros(650_000), sizeMicros(10_000_000))).toBe(159_250);
    expect(feeRoundedUp(fee(0), priceMicros(650_000), sizeMicros(10_000_000))).toBe(0);
    expect(feeRoundedUp(fee(40_000), priceMicros(650_000), sizeMicros(0))).toBe(0);
  });

  it(`is the exact fee rounded up at five decimals, in either exponent (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 10_000_000_000 }),
        fc.integer({ min: 1, max: 999_999 }),
        (rate, exponent, size, price) => {
          const got = BigInt(feeRoundedUp(fee(rate, exponent), priceMicros(price), sizeMicros(size)));
          // Multiplied out: got / 1e6 against size/1e6 * rate/1e6 * (p(1-p))^e with p in millionths.
          const scale = 10n ** BigInt(6 + 12 * exponent);
          const exact = BigInt(size) * BigInt(rate) * (BigInt(price) * BigInt(1_000_000 - price)) ** BigInt(exponent);
          expect(got % 10n).toBe(0n);
          expect(got * scale >= exact).toBe(true);
          expect((got - 10n) * scale < exact).toBe(true);
        },
      ),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  it.skipIf(!hasData)(
    'real data cost-conformance: no fee below a recorded one, one step above at most (needs ../shared/data)',
    () => {
      const file = JSON.parse(readFileSync(CASES, 'utf8')) as {
        readonly fee_cases: readonly {
          readonly venue: string;
          readonly contracts: string;
          readonly price: string;
          readonly rate: string;
          readonly total_fee: string;
        }[];
      };
      expect(file.fee_cases).toHaveLength(1_023);
      const cases = file.fee_cases.filter((one) => one.venue === 'polymarket');
      expect(cases).toHaveLength(495);
      let equal = 0;
      for (const one of cases) {
        const got = feeRoundedUp(fee(must(one.rate)), priceMicros(must(one.price)), sizeMicros(must(one.contracts)));
        // The file rounds to nearest, as the operator may; we round up.
        const recorded = must(one.total_fee);
        expect(got).toBeGreaterThanOrEqual(recorded);
        expect(got - recorded).toBeLessThanOrEqual(10);
        if (got === recorded) equal += 1;
      }
      expect(equal).toBeGreaterThan(300);
    },
  );
});
