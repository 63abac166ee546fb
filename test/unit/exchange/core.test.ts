import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createClock } from '../../../exchange/core/clock';
import { Core } from '../../../exchange/core/core';
import { feeMicros } from '../../../exchange/core/fees';
import type { EventSpec, MarketSpec, NewOrder, PlaceResult } from '../../../exchange/model';
import type { Fate } from '../../../exchange/core/settlement';

const YES = '1001';
const NO = '1002';
const CONDITION = `0x${'ab'.repeat(32)}`;

function market(overrides: Partial<MarketSpec> = {}): MarketSpec {
  return {
    id: '1',
    conditionId: CONDITION,
    questionId: `0x${'01'.repeat(32)}`,
    slug: 'm',
    question: 'Will it?',
    groupItemTitle: '',
    groupItemThreshold: '0',
    description: '',
    tokens: [YES, NO],
    version: 'v1',
    negRisk: false,
    negRiskOther: false,
    tickMicros: 10_000,
    minSizeMicros: 5_000_000,
    fee: { rate: '0.04', exponent: 1, takerOnly: true },
    endDate: '2027-01-01T00:00:00Z',
    volume: 0,
    active: true,
    closed: false,
    acceptingOrders: true,
    ...overrides,
  };
}

function event(markets: readonly MarketSpec[]): EventSpec {
  return {
    id: '9',
    slug: 'e',
    title: 'E',
    description: '',
    endDate: '2027-01-01T00:00:00Z',
    volume: 0,
    negRisk: false,
    negRiskAugmented: false,
    cumulativeMarkets: false,
    negRiskMarketId: '',
    markets,
  };
}

function setup(options: { readonly spec?: Partial<MarketSpec>; readonly fate?: () => Fate } = {}) {
  const clock = createClock({ startMs: 1_800_000_000_000, speed: 0 });
  const core = new Core({ clock, seed: 7, ...(options.fate ? { fate: options.fate } : {}) });
  core.addEvent(event([market(options.spec)]));
  for (const account of ['ann', 'bob', 'cat'])
    core.deposit(account, { cashMicros: 10_000_000_000, tokens: { [YES]: 10_000_000_000, [NO]: 10_000_000_000 } });
  const balanced = () =>
    expect(core.ledger.imbalances([{ conditionId: CONDITION, tokens: [YES, NO] }])).toEqual({
      cashMicros: 0,
      markets: [],
    });
  return { clock, core, balanced };
}

/** Terms as "BUY YES 10 @ 0.4": side, token, shares, price. */
function order(account: string, terms: string, rest: Partial<NewOrder> = {}): NewOrder {
  const [side, token, size, , price] = terms.split(' ');
  const tokenId = token === 'YES' ? YES : token === 'NO' ? NO : String(token);
  return {
    account,
    tokenId,
    side: side === 'BUY' ? 'BUY' : 'SELL',
    priceMicros: Math.round(Number(price) * 1e6),
    sizeMicros: Math.round(Number(size) * 1e6),
    type: 'GTC',
    postOnly: false,
    expiration: 0,
    ...rest,
  };
}

function refusal(result: PlaceResult): string {
  return result.ok ? '' : result.error;
}

describe('matching', () => {
  it('shows a YES bid as a NO ask', () => {
    const { core } = setup();
    core.place(order('ann', 'BUY YES 10 @ 0.4'));
    expect(core.depth(YES)).toEqual({ bids: [{ priceMicros: 400_000, sizeMicros: 10_000_000 }], asks: [] });
    expect(core.depth(NO)).toEqual({ bids: [], asks: [{ priceMicros: 600_000, sizeMicros: 10_000_000 }] });
  });

  it('takes the best price first and the oldest order within a price', () => {
    const { core, balanced } = setup({ spec: { fee: null } });
    core.place(order('ann', 'SELL YES 10 @ 0.42', { id: 'a1' }));
    core.place(order('cat', 'SELL YES 10 @ 0.41', { id: 'c1' }));
    core.place(order('ann', 'SELL YES 10 @ 0.41', { id: 'a2' }));
    const result = core.place(order('bob', 'BUY YES 15 @ 0.42'));
    expect(result).toMatchObject({ ok: true, status: 'matched', makingMicros: 6_150_000, takingMicros: 15_000_000 });
    expect(core.depth(YES).asks).toEqual([
      { priceMicros: 410_000, sizeMicros: 5_000_000 },
      { priceMicros: 420_000, sizeMicros: 10_000_000 },
    ]);
    // The first at 0.41 was cat's: she sold all ten, ann five.
    expect(core.ledger.holding('cat', { tokenId: YES }).balanceMicros).toBe(9_990_000_000);
    expect(core.ledger.holding('ann', { tokenId: YES }).balanceMicros).toBe(9_995_000_000);
    balanced();
  });

  it('mints a set for two buyers and gives the improvement to the taker', () => {
    const { core, balanced } = setup({ spec: { fee: null } });
    core.place(order('ann', 'BUY NO 10 @ 0.65'));
    const before = core.ledger.collateral.get(CONDITION) ?? 0;
    const result = core.place(order('bob', 'BUY YES 10 @ 0.5'));
    expect(result).toMatchObject({ ok: true, makingMicros: 3_500_000, takingMicros: 10_000_000 });
    expect((core.ledger.collateral.get(CONDITION) ?? 0) - before).toBe(10_000_000);
    expect(core.ledger.holding('ann', 'cash').balanceMicros).toBe(9_993_500_000);
    balanced();
  });

  it('merges the shares of two sellers', () => {
    const { core, balanced } = setup({ spec: { fee: null } });
    core.place(order('ann', 'SELL NO 10 @ 0.55'));
    const before = core.ledger.collateral.get(CONDITION) ?? 0;
    expect(core.place(order('bob', 'SELL YES 10 @ 0.4'))).toMatchObject({
      ok: true,
      makingMicros: 10_000_000,
      takingMicros: 4_500_000,
    });
    expect((core.ledger.collateral.get(CONDITION) ?? 0) - before).toBe(-10_000_000);
    balanced();
  });

  it('charges the taker on top of a buy and out of a sale', () => {
    const { core, balanced } = setup();
    core.place(order('ann', 'SELL YES 100 @ 0.5'));
    core.place(order('bob', 'BUY YES 100 @ 0.5'));
    expect(core.ledger.holding('bob', 'cash').balanceMicros).toBe(10_000_000_000 - 51_000_000);
    expect(core.ledger.holding('ann', 'cash').balanceMicros).toBe(10_050_000_000);
    core.place(order('cat', 'BUY YES 100 @ 0.5'));
    core.place(order('bob', 'SELL YES 100 @ 0.5'));
    expect(core.ledger.holding('bob', 'cash').balanceMicros).toBe(10_000_000_000 - 51_000_000 + 49_000_000);
    expect(core.ledger.feesMicros).toBe(2_000_000);
    balanced();
  });

  it('spends the whole collateral of a FAK buy and fills a FOK only whole', () => {
    const { core, balanced } = setup({ spec: { fee: null } });
    core.place(order('ann', 'SELL YES 10 @ 0.3'));
    core.place(order('ann', 'SELL YES 100 @ 0.33'));
    expect(core.place(order('bob', 'BUY YES 0 @ 0.33', { type: 'FOK', cashMicros: 50_000_000 }))).toMatchObject({
      ok: false,
      error: "order couldn't be fully filled. FOK orders are fully filled or killed.",
    });
    const result = core.place(order('bob', 'BUY YES 0 @ 0.33', { type: 'FOK', cashMicros: 13_000_000 }));
    // 10 at 0.30, then floor(10 / 0.33) = 30.303030 for 9.999999.
    expect(result).toMatchObject({ ok: true, makingMicros: 12_999_999, takingMicros: 40_303_030 });
    expect(core.depth(YES).asks).toEqual([{ priceMicros: 330_000, sizeMicros: 69_690_000 }]);
    expect(core.place(order('bob', 'BUY YES 0 @ 0.33', { type: 'FAK', cashMicros: 50_000_000 }))).toMatchObject({
      ok: true,
      status: 'matched',
      takingMicros: 69_696_970,
    });
    expect(refusal(core.place(order('bob', 'BUY YES 0 @ 0.33', { type: 'FAK', cashMicros: 50_000_000 })))).toBe(
      'no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.',
    );
    balanced();
  });

  it('never fills where the signed amounts of a market order are below the price on the grid', () => {
    const { core } = setup({ spec: { fee: null } });
    core.place(order('ann', 'SELL YES 100 @ 0.07'));
    const amounts = (cashMicros: number) => order('bob', 'BUY YES 0 @ 0.07', { type: 'FAK', cashMicros });
    // 1.00 for 14.29 shares is 0.06997 a share, less than anyone asks (py-sdk issue 291).
    expect(
      core.place({ ...amounts(1_000_000), signedRatio: { cashMicros: 1_000_000, sharesMicros: 14_290_000 } }).ok,
    ).toBe(false);
    expect(
      core.place({ ...amounts(1_000_000), signedRatio: { cashMicros: 1_000_000, sharesMicros: 14_285_700 } }).ok,
    ).toBe(true);
  });

  it('expires a GTD order a minute early', () => {
    const { core, clock } = setup();
    const now = clock.nowMs() / 1000;
    expect(refusal(core.place(order('ann', 'BUY YES 10 @ 0.4', { type: 'GTD', expiration: now + 100 })))).toBe(
      'invalid expiration',
    );
    core.place(order('ann', 'BUY YES 10 @ 0.4', { type: 'GTD', expiration: now + 200 }));
    clock.advance(139_000);
    expect(core.depth(YES).bids).toHaveLength(1);
    clock.advance(2_000);
    expect(core.depth(YES).bids).toHaveLength(0);
    expect(core.ledger.holding('ann', 'cash').heldMicros).toBe(0);
  });

  it('refuses in the words of the venue', () => {
    const { core } = setup();
    core.place(order('ann', 'SELL YES 10 @ 0.5'));
    expect(refusal(core.place(order('bob', 'BUY YES 10 @ 0.455', { id: '0x1' })))).toBe(
      'order 0x1 is invalid. Price (0.455) breaks minimum tick size rule: 0.01',
    );
    expect(refusal(core.place(order('bob', 'BUY YES 4 @ 0.45', { id: '0x2' })))).toBe(
      'order 0x2 is invalid. Size (4) lower than the minimum: 5',
    );
    expect(refusal(core.place(order('bob', 'BUY YES 10 @ 0.5', { postOnly: true })))).toBe(
      'invalid post-only order: order crosses book',
    );
    expect(refusal(core.place(order('bob', 'BUY YES 0 @ 0.5', { type: 'FAK', cashMicros: 500_000 })))).toBe(
      'invalid amount for a marketable BUY order ($0.50), min size: 1',
    );
    expect(refusal(core.place(order('dan', 'BUY YES 10 @ 0.4')))).toBe('not enough balance / allowance');
    expect(refusal(core.place(order('bob', 'BUY 77 10 @ 0.4')))).toBe('No orderbook exists for the requested token id');
    core.place(order('bob', 'BUY YES 10 @ 0.4', { id: '0x3' }));
    expect(refusal(core.place(order('bob', 'BUY YES 10 @ 0.4', { id: '0x3' })))).toBe(
      'order 0x3 is invalid. Duplicated.',
    );
  });

  it('needs the fee on top of the collateral', () => {
    const { core } = setup();
    core.place(order('ann', 'SELL YES 100 @ 0.5'));
    core.deposit('dan', { cashMicros: 50_999_999 });
    expect(refusal(core.place(order('dan', 'BUY YES 100 @ 0.5')))).toBe('not enough balance / allowance');
    core.deposit('dan', { cashMicros: 1 });
    expect(core.place(order('dan', 'BUY YES 100 @ 0.5')).ok).toBe(true);
    expect(core.ledger.holding('dan', 'cash').balanceMicros).toBe(0);
  });

  it('settles over time, and gives everything back when a trade fails', () => {
    let fate: Fate = 'confirm';
    const { core, clock, balanced } = setup({ fate: () => fate });
    const seen: string[] = [];
    core.subscribe(
      (told) => told.kind === 'trade' && seen.push(`${told.trade.status}${told.trade.transactionHash ? '#' : ''}`),
    );
    core.place(order('ann', 'SELL YES 100 @ 0.5'));
    core.place(order('bob', 'BUY YES 10 @ 0.5'));
    clock.advance(5_000);
    expect(seen.splice(0)).toEqual(['MATCHED', 'MINED#', 'CONFIRMED#']);
    fate = 'fail';
    const cash = core.ledger.holding('bob', 'cash').balanceMicros;
    core.place(order('bob', 'BUY YES 10 @ 0.5'));
    expect(core.ledger.available('bob', 'cash')).toBe(cash - 5_100_000);
    clock.advance(5_000);
    expect(seen.splice(0)).toEqual(['MATCHED', 'RETRYING', 'FAILED']);
    expect(core.ledger.available('bob', 'cash')).toBe(cash);
    expect(core.ledger.holding('ann', { tokenId: YES }).heldMicros).toBe(80_000_000);
    fate = 'stay-matched';
    core.place(order('bob', 'BUY YES 10 @ 0.5'));
    clock.advance(60_000);
    expect(seen.splice(0)).toEqual(['MATCHED']);
    fate = 'retry-then-confirm';
    clock.advance(60_000);
    expect(seen).toEqual(['RETRYING', 'MINED#', 'CONFIRMED#']);
    balanced();
  });

  it('delays a marketable order and cannot cancel it meanwhile', () => {
    const { core, clock } = setup();
    core.place(order('ann', 'SELL YES 10 @ 0.5', { id: 'maker' }));
    expect(core.place({ ...order('bob', 'BUY YES 10 @ 0.5', { id: '0xa' }), delayMs: 250 })).toMatchObject({
      ok: true,
      status: 'delayed',
    });
    expect(core.cancel('bob', '0xa')).toBe(false);
    core.cancel('ann', 'maker');
    clock.advance(250);
    expect(core.depth(YES).bids).toHaveLength(1);
  });

  it('pays a dollar for each winning share and keeps the books balanced', () => {
    const { core, balanced } = setup();
    core.place(order('ann', 'BUY NO 10 @ 0.65'));
    core.place(order('bob', 'BUY YES 10 @ 0.35'));
    core.place(order('cat', 'BUY YES 10 @ 0.2'));
    core.resolve(CONDITION, true);
    expect(core.ledger.holding('bob', 'cash').balanceMicros).toBe(
      20_000_000_000 +
        10_000_000 -
        3_500_000 -
        feeMicros({ rate: '0.04', exponent: 1, takerOnly: true }, 10_000_000, 350_000),
    );
    expect(core.ledger.holding('cat', 'cash').heldMicros).toBe(0);
    expect(core.ledger.collateral.get(CONDITION)).toBe(0);
    expect(refusal(core.place(order('bob', 'BUY YES 10 @ 0.4')))).toBe(
      'the market is not yet ready to process new orders',
    );
    balanced();
  });

  it('makes the grid finer once a price leaves the middle', () => {
    const { core } = setup();
    const ticks: number[] = [];
    core.subscribe((told) => told.kind === 'tick' && ticks.push(told.market.tickMicros));
    core.place(order('ann', 'SELL YES 10 @ 0.97'));
    core.place(order('bob', 'BUY YES 10 @ 0.97'));
    expect(ticks).toEqual([1_000]);
    expect(core.place(order('bob', 'BUY YES 10 @ 0.965')).ok).toBe(true);
  });
});

describe('matching, any orders', () => {
  const anyOrder = fc.record({
    account: fc.constantFrom('ann', 'bob', 'cat'),
    side: fc.constantFrom('BUY' as const, 'SELL' as const),
    tokenId: fc.constantFrom(YES, NO),
    price: fc.oneof(fc.integer({ min: 40, max: 60 }), fc.integer({ min: 1, max: 99 })),
    // Hundredths of a share for limit orders, cents for market buys.
    amount: fc.integer({ min: 500, max: 50_000 }),
    type: fc.constantFrom('GTC' as const, 'GTC' as const, 'FOK' as const, 'FAK' as const),
    fate: fc.constantFrom<Fate>('confirm', 'confirm', 'fail', 'retry-then-confirm', 'stay-matched'),
    cancel: fc.boolean(),
    wait: fc.integer({ min: 0, max: 3_000 }),
  });

  it('keeps money, shares and price-time priority whatever comes', () => {
    let trades = 0;
    let kinds = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 60, size: 'max' }), fc.boolean(), (steps, yesWins) => {
        let fate: Fate = 'confirm';
        const { core, clock, balanced } = setup({ fate: () => fate });
        const resting: { readonly account: string; readonly id: string }[] = [];
        core.subscribe((told) => {
          if (told.kind !== 'trade' || !told.isNew) return;
          trades += 1;
          for (const fill of told.trade.fills) {
            kinds = kinds.add(fill.kind);
            // Nobody gets less or pays more than the limit: per fill, in exact integers.
            const limit = fill.maker.priceMicros;
            const exact = BigInt(limit) * BigInt(fill.sizeMicros);
            expect(
              BigInt(fill.makerCashMicros) * 1_000_000n <= exact &&
                exact < BigInt(fill.makerCashMicros + 1) * 1_000_000n,
            ).toBe(true);
            expect(
              told.trade.side === 'BUY'
                ? fill.priceMicros <= told.trade.taker.priceMicros
                : fill.priceMicros >= told.trade.taker.priceMicros,
            ).toBe(true);
          }
        });
        for (const step of steps) {
          fate = step.fate;
          const buysForCash = step.side === 'BUY' && step.type !== 'GTC';
          const bestBefore = core.depth(step.tokenId);
          const result = core.place({
            account: step.account,
            tokenId: step.tokenId,
            side: step.side,
            priceMicros: step.price * 10_000,
            sizeMicros: buysForCash ? 0 : step.amount * 10_000,
            ...(buysForCash ? { cashMicros: step.amount * 10_000 } : {}),
            type: step.type,
            postOnly: false,
            expiration: 0,
          });
          if (result.ok && result.status === 'matched') {
            const best = step.side === 'BUY' ? bestBefore.asks[0] : bestBefore.bids[0];
            const average =
              (step.side === 'BUY'
                ? result.makingMicros / result.takingMicros
                : result.takingMicros / result.makingMicros) * 1e6;
            if (best)
              expect(step.side === 'BUY' ? average >= best.priceMicros - 1 : average <= best.priceMicros + 1).toBe(
                true,
              );
          }
          if (result.ok) resting.push({ account: step.account, id: result.id });
          const depth = core.depth(YES);
          const [bid, ask] = [depth.bids[0], depth.asks[0]];
          if (bid && ask) expect(bid.priceMicros).toBeLessThan(ask.priceMicros);
          if (step.cancel) {
            const victim = resting.pop();
            if (victim) core.cancel(victim.account, victim.id);
          }
          clock.advance(step.wait);
          balanced();
          for (const name of ['ann', 'bob', 'cat']) {
            const account = core.ledger.account(name);
            for (const holding of [account.cash, ...account.tokens.values()])
              expect(holding.heldMicros >= 0 && holding.balanceMicros >= holding.heldMicros).toBe(true);
          }
        }
        fate = 'confirm';
        for (const { account, id } of resting) core.cancel(account, id);
        clock.advance(600_000);
        for (const name of ['ann', 'bob', 'cat']) expect(core.ledger.account(name).cash.heldMicros).toBe(0);
        core.resolve(CONDITION, yesWins);
        balanced();
        expect(core.ledger.collateral.get(CONDITION)).toBe(0);
      }),
      { numRuns: 300 },
    );
    expect(trades).toBeGreaterThan(1_000);
    expect([...kinds].sort()).toEqual(['COMPLEMENTARY', 'MERGE', 'MINT']);
  });
});
