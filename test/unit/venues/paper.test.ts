import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book } from '../../../lib/domain/book';
import type { Condition } from '../../../lib/domain/condition';
import { ZERO_FEE } from '../../../lib/domain/condition';
import type { ExecutionLeg } from '../../../lib/domain/execution';
import { moneyMicros, priceMicros, sizeMicros, timeMs } from '../../../lib/domain/units';
import { feeRoundedUp } from '../../../lib/domain/fees';
import { walkWithin } from '../../../lib/domain/walk';
import { contractOf } from '../../../lib/domain/condition';
import { applyPosted } from '../../../lib/services/execution/settle';
import { PAPER_SESSION, createPaperOrderEntry } from '../../../lib/venues/paper/order-entry';
import type { OrderEntry, OrderTerms, SignedOrder } from '../../../lib/ports/order-entry';
import { condition, token } from '../../kit/venue';
import * as en from '../../../lib/words/en';

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
  orders: [],
  filledSizeMicros: sizeMicros(0),
  paidMicros: moneyMicros(0),
  feeMicros: moneyMicros(0),
  tradeIds: [],
  heldBeforeMicros: null,
  settled: false,
  failure: null,
  ...over,
});

let salts = 0;
const termsOf = (one: ExecutionLeg): OrderTerms => {
  salts += 1;
  return {
    conditionId: one.conditionId,
    tokenId: one.tokenId,
    contract: contractOf(A),
    side: one.side,
    sizeMicros: one.sizeMicros,
    limitPriceMicros: one.limitPriceMicros,
    tickMicros: priceMicros(10_000),
    expirationSeconds: 200,
    salt: salts,
    timestampMs: timeMs(1),
  };
};
const signal = new AbortController().signal;

/** The order as the venue makes it ready to be sent. */
function ready(orders: OrderEntry, one: ExecutionLeg): SignedOrder {
  const built = orders.buildOrder(PAPER_SESSION.account, termsOf(one));
  if (!built.ok) throw new Error(en.failure(built.error));
  expect(built.value.typedData).toBeNull();
  const attached = orders.attachSignature({ ...PAPER_SESSION, order: built.value, signature: null });
  if (!attached.ok) throw new Error(en.failure(attached.error));
  return attached.value;
}

/** The leg as execution leaves it after the paper venue's answer. */
async function fillPaper(one: ExecutionLeg, given: { readonly book: Book; readonly condition: Condition }) {
  const orders = createPaperOrderEntry({ bookOf: () => given.book, conditionOf: () => given.condition });
  const [posted] = await orders.submitOrders({ ...PAPER_SESSION, orders: [ready(orders, one)] }, signal);
  return applyPosted(one, posted);
}

describe('paper venue', () => {
  it('walks the levels within the limit and charges fees at each price', async () => {
    const filled = await fillPaper(leg({}), { book, condition: A });
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

  it('is partial when the depth ends, unfilled when the price is gone, and sells into bids', async () => {
    expect(await fillPaper(leg({ sizeMicros: sizeMicros(100_000_000) }), { book, condition: A })).toMatchObject({
      state: 'partial',
      filledSizeMicros: 25_000_000,
    });
    expect(await fillPaper(leg({ limitPriceMicros: priceMicros(430_000) }), { book, condition: A })).toMatchObject({
      state: 'partial',
      filledSizeMicros: 5_000_000,
    });
    expect(await fillPaper(leg({ limitPriceMicros: priceMicros(420_000) }), { book, condition: A })).toMatchObject({
      state: 'unfilled',
      filledSizeMicros: 0,
      paidMicros: 0,
    });
    expect(
      await fillPaper(leg({ side: 'sell', limitPriceMicros: priceMicros(400_000) }), { book, condition: A }),
    ).toMatchObject({ state: 'confirmed', paidMicros: 4_000_000 });
    expect(
      await fillPaper(leg({ side: 'sell', limitPriceMicros: priceMicros(410_000) }), { book, condition: A }),
    ).toMatchObject({ state: 'unfilled' });
  });

  it('fills nothing where the fee is not known', async () => {
    expect(await fillPaper(leg({}), { book, condition: { ...A, fee: null } })).toMatchObject({
      state: 'unfilled',
      paidMicros: 0,
      failure: { code: 'paper-no-fee' },
    });
  });

  it('needs no signature, answers an order that comes twice as before, and refuses one that it never saw', async () => {
    let asks = 0;
    const orders = createPaperOrderEntry({
      bookOf: () => {
        asks += 1;
        return asks === 1 ? book : null;
      },
      conditionOf: () => A,
    });
    expect(orders.needsSignature).toBe(false);
    const order = ready(orders, leg({}));
    const submit = (one: SignedOrder) => orders.submitOrders({ ...PAPER_SESSION, orders: [one] }, signal);
    const [first] = await submit(order);
    expect(first).toMatchObject({ kind: 'final', filledSizeMicros: 10_000_000, failure: null });
    expect(await submit(order)).toEqual([first]);
    const stranger = createPaperOrderEntry({ bookOf: () => book, conditionOf: () => A });
    expect(await stranger.submitOrders({ ...PAPER_SESSION, orders: [order] }, signal)).toMatchObject([
      { kind: 'rejected', hash: order.hash, failure: { code: 'paper-unseen' } },
    ]);
    const [without] = await submit(ready(orders, leg({})));
    expect(without).toMatchObject({ kind: 'final', filledSizeMicros: 0, failure: { code: 'paper-no-book' } });
  });

  it('tells of its orders, trades and shares what it filled, and has nothing to cancel', async () => {
    const orders = createPaperOrderEntry({ bookOf: () => book, conditionOf: () => A });
    const whole = ready(orders, leg({}));
    const part = ready(orders, leg({ sizeMicros: sizeMicros(100_000_000) }));
    const hashes = [whole.hash, part.hash];
    expect(await orders.fetchOrder({ ...PAPER_SESSION, hash: whole.hash }, signal)).toEqual({ ok: true, value: null });
    await orders.submitOrders({ ...PAPER_SESSION, orders: [whole, part] }, signal);
    expect(await orders.fetchOrder({ ...PAPER_SESSION, hash: whole.hash }, signal)).toMatchObject({
      value: { status: 'MATCHED', sizeMicros: 10_000_000, matchedMicros: 10_000_000 },
    });
    expect(await orders.fetchOrder({ ...PAPER_SESSION, hash: part.hash }, signal)).toMatchObject({
      value: { status: 'CANCELED', sizeMicros: 100_000_000, matchedMicros: 25_000_000 },
    });
    const trades = await orders.fetchTrades({ ...PAPER_SESSION, conditionId: A.id, hashes }, signal);
    expect(trades.ok && trades.value.trades.map((trade) => [trade.orderHash, trade.sizeMicros, trade.status])).toEqual([
      [whole.hash, 5_000_000, 'CONFIRMED'],
      [whole.hash, 5_000_000, 'CONFIRMED'],
      [part.hash, 5_000_000, 'CONFIRMED'],
      [part.hash, 20_000_000, 'CONFIRMED'],
    ]);
    const asset = { tokenId: token(2), contract: contractOf(A) };
    expect(await orders.fetchBalance({ ...PAPER_SESSION, asset }, signal)).toMatchObject({
      value: { balanceMicros: 35_000_000, allowances: { v1: 35_000_000 } },
    });
    expect(await orders.cancelOrders({ ...PAPER_SESSION, hashes }, signal)).toEqual({ ok: true, value: [] });
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
