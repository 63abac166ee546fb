import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book } from '../../../lib/domain/book';
import { ZERO_FEE } from '../../../lib/domain/condition';
import type { ExecutionLeg } from '../../../lib/domain/execution';
import { moneyMicros, priceMicros, sizeMicros, timeMs } from '../../../lib/domain/units';
import { feeRoundedUp } from '../../../lib/domain/fees';
import { walkWithin } from '../../../lib/domain/walk';
import { fillPaper } from '../../../lib/venues/paper/fill';
import { condition, token } from '../../kit/venue';

const SEED = Number(process.env['FACET_SEED'] ?? Date.now() % 1_000_000_007);
const A = condition(1);
const level = (price: number, size: number) => ({ priceMicros: priceMicros(price), sizeMicros: sizeMicros(size) });
const book: Book = {
  tokenId: token(2),
  conditionId: A.id,
  bids: [level(400_000, 10_000_000)],
  asks: [level(430_000, 5_000_000), level(450_000, 20_000_000)],
  tickMicros: priceMicros(10_000),
  hash: '',
  venueTimeMs: timeMs(1),
  receivedAtMs: timeMs(1),
  verifiedAtMs: timeMs(1),
};
const leg = (over: Partial<ExecutionLeg>): ExecutionLeg => ({
  conditionId: A.id,
  tokenId: token(2),
  token: 'yes',
  label: 'x',
  side: 'buy',
  sizeMicros: sizeMicros(10_000_000),
  limitPriceMicros: priceMicros(450_000),
  fee: { ratePpm: 40_000, exponent: 1, takerOnly: true },
  state: 'pending',
  orderHash: null,
  signedOrder: null,
  filledSizeMicros: sizeMicros(0),
  paidMicros: moneyMicros(0),
  feeMicros: moneyMicros(0),
  tradeIds: [],
  expiresAtMs: null,
  settled: false,
  failure: null,
  ...over,
});

describe('fillPaper', () => {
  it('walks the levels within the limit and charges fees at each price', () => {
    const filled = fillPaper(leg({}), { book, condition: A });
    expect(filled).toMatchObject({
      state: 'confirmed',
      settled: true,
      filledSizeMicros: 10_000_000,
      paidMicros: 5 * 430_000 + 5 * 450_000,
      failure: null,
    });
    const fee = { ratePpm: 40_000, exponent: 1, takerOnly: true };
    expect(filled.feeMicros).toBe(
      feeRoundedUp(fee, priceMicros(430_000), sizeMicros(5_000_000)) +
        feeRoundedUp(fee, priceMicros(450_000), sizeMicros(5_000_000)),
    );
  });

  it('is partial when the depth ends, unfilled when the price is gone, and sells into bids', () => {
    expect(fillPaper(leg({ sizeMicros: sizeMicros(100_000_000) }), { book, condition: A })).toMatchObject({
      state: 'partial',
      filledSizeMicros: 25_000_000,
    });
    expect(fillPaper(leg({ limitPriceMicros: priceMicros(430_000) }), { book, condition: A })).toMatchObject({
      state: 'partial',
      filledSizeMicros: 5_000_000,
    });
    expect(fillPaper(leg({ limitPriceMicros: priceMicros(420_000) }), { book, condition: A })).toMatchObject({
      state: 'unfilled',
      filledSizeMicros: 0,
      paidMicros: 0,
    });
    expect(
      fillPaper(leg({ side: 'sell', limitPriceMicros: priceMicros(400_000) }), { book, condition: A }),
    ).toMatchObject({ state: 'confirmed', paidMicros: 4_000_000 });
    expect(
      fillPaper(leg({ side: 'sell', limitPriceMicros: priceMicros(410_000) }), { book, condition: A }),
    ).toMatchObject({ state: 'unfilled' });
  });

  it('fills nothing where the fee is not known', () => {
    expect(fillPaper(leg({}), { book, condition: { ...A, fee: null } })).toMatchObject({
      state: 'unfilled',
      paidMicros: 0,
      failure: { code: 'no-fee-schedule' },
    });
  });

  it(`never fills more than asked, displayed or allowed by the limit (seed ${SEED})`, () => {
    const side = fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 1_000_000_000 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(
        side,
        fc.constantFrom('buy' as const, 'sell' as const),
        fc.integer({ min: 1, max: 2_000_000_000 }),
        fc.integer({ min: 1, max: 99 }),
        (raw, direction, size, limit) => {
          const levels = [...new Map(raw).entries()]
            .sort((a, b) => (direction === 'buy' ? a[0] - b[0] : b[0] - a[0]))
            .map(([cents, amount]) => level(cents * 10_000, amount));
          const walked = walkWithin({
            levels,
            side: direction,
            sizeMicros: sizeMicros(size),
            limitPriceMicros: priceMicros(limit * 10_000),
            fee: ZERO_FEE,
          });
          const eligible = levels
            .filter((one) =>
              direction === 'buy' ? one.priceMicros <= limit * 10_000 : one.priceMicros >= limit * 10_000,
            )
            .reduce((sum, one) => sum + one.sizeMicros, 0);
          expect(walked?.sizeMicros ?? 0).toBe(Math.min(size, eligible));
          if (walked === null) return;
          const exact = walked.fills.reduce((sum, one) => sum + BigInt(one.priceMicros) * BigInt(one.sizeMicros), 0n);
          const paid = BigInt(walked.costMicros) * 1_000_000n;
          expect(direction === 'buy' ? paid >= exact : paid <= exact).toBe(true);
          // At most one micro a level is lost to rounding, never gained.
          expect(
            (direction === 'buy' ? paid - exact : exact - paid) < BigInt(Math.max(1, walked.fills.length)) * 1_000_000n,
          ).toBe(true);
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});
