import { describe, expect, it } from 'vitest';
import type { ExecutionLeg, LegOrder } from '../../../../lib/domain/execution';
import { parseConditionId, parseOrderHash, parseTokenId } from '../../../../lib/domain/ids';
import { moneyMicros, priceMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import type { PostedOrder, VenueOrder } from '../../../../lib/ports/order-entry';
import type { VenueTrade } from '../../../../lib/ports/settlement';
import { accountLeg } from '../../../../lib/services/execution/account';
import { applyPosted } from '../../../../lib/services/execution/settle';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { legOf, orderOf } from '../../../kit/executions';
import { failureOf } from '../../../../lib/domain/result';

function must<T>(value: T | null): T {
  if (value === null) throw new Error('fixture is malformed');
  return value;
}

const HASH = must(parseOrderHash(`0x${'ab'.repeat(32)}`));
const TOKEN = must(parseTokenId('123456'));
const SENT: ExecutionLeg = {
  conditionId: must(parseConditionId(`0x${'11'.repeat(32)}`)),
  tokenId: TOKEN,
  token: 'no',
  label: 'No change',
  side: 'buy',
  sizeMicros: sizeMicros(41_000_000),
  limitPriceMicros: priceMicros(790_000),
  fee: { ratePpm: 40_000, exponent: 1, takerOnly: true },
  state: 'sent',
  orders: [{ hash: HASH, sizeMicros: sizeMicros(41_000_000), body: '{}', expiresAtMs: timeMs(1_000_000), seen: false }],
  filledSizeMicros: sizeMicros(0),
  paidMicros: moneyMicros(0),
  feeMicros: moneyMicros(0),
  tradeIds: [],
  heldBeforeMicros: null,
  settled: false,
  failure: null,
};

function trade(patch: Partial<VenueTrade> = {}): VenueTrade {
  return {
    id: 't1',
    orderHash: HASH,
    tokenId: TOKEN,
    side: 'buy',
    sizeMicros: SENT.sizeMicros,
    priceMicros: priceMicros(790_000),
    status: 'MATCHED',
    ...patch,
  };
}

function order(patch: Partial<VenueOrder> = {}): VenueOrder {
  return {
    hash: HASH,
    status: 'MATCHED',
    sizeMicros: SENT.sizeMicros,
    matchedMicros: SENT.sizeMicros,
    tradeIds: [],
    ...patch,
  };
}

function account(facts: {
  order: VenueOrder | null;
  trades: readonly VenueTrade[];
  nowMs?: number;
  leg?: ExecutionLeg;
  listed?: readonly string[];
  heldChangeMicros?: number;
}) {
  return accountLeg({
    leg: facts.leg ?? SENT,
    orders: [facts.order],
    trades: facts.trades,
    listed: facts.listed === undefined ? null : new Set(facts.listed.map((hash) => must(parseOrderHash(hash)))),
    heldChangeMicros: facts.heldChangeMicros ?? null,
    nowMs: timeMs(facts.nowMs ?? 500_000),
    rules: POLYMARKET_RULES,
  });
}

describe('what one posted leg is', () => {
  const cases: readonly (readonly [string, PostedOrder | undefined, string, number])[] = [
    [
      'full match',
      {
        kind: 'matched',
        hash: HASH,
        tradeIds: ['t1'],
        makingMicros: moneyMicros(32_390_000),
        takingMicros: moneyMicros(41_000_000),
      },
      'matched',
      41_000_000,
    ],
    [
      'partial match leaves a rest whose fate is open',
      {
        kind: 'matched',
        hash: HASH,
        tradeIds: ['t1'],
        makingMicros: moneyMicros(7_900_000),
        takingMicros: moneyMicros(10_000_000),
      },
      'unknown',
      10_000_000,
    ],
    ['resting', { kind: 'live', hash: HASH }, 'unknown', 0],
    ['delayed', { kind: 'delayed', hash: HASH }, 'unknown', 0],
    [
      'refused',
      { kind: 'rejected', hash: HASH, failure: failureOf('rejected', { said: 'not enough balance / allowance' }) },
      'rejected',
      0,
    ],
    ['no answer', { kind: 'unknown', hash: HASH, failure: failureOf('fate-late', {}, 'unknown') }, 'unknown', 0],
    ['missing from the answer', undefined, 'unknown', 0],
  ];
  it.each(cases)('%s', (_name, posted, state, filled) => {
    const leg = applyPosted(SENT, posted);
    expect([leg.state, leg.filledSizeMicros]).toEqual([state, filled]);
    // 0.04 x 0.79 x 0.21 a share, rounded up at 1e-5 dollars: a filled leg is never shown without its fee.
    expect(leg.feeMicros).toBe(filled === 0 ? 0 : Math.ceil((filled * 0.04 * 0.79 * 0.21) / 10 - 1e-6) * 10);
  });
});

describe('accounting for a leg', () => {
  it('follows matched, mined, confirmed and only then calls it settled', () => {
    const states = (['MATCHED', 'MINED', 'CONFIRMED'] as const).map((status) =>
      account({ order: order(), trades: [trade({ status })] }),
    );
    expect(states.map((leg) => [leg.state, leg.settled])).toEqual([
      ['matched', false],
      ['mined', false],
      ['confirmed', true],
    ]);
    expect(states[2]).toMatchObject({ filledSizeMicros: 41_000_000, paidMicros: 32_390_000, feeMicros: 272_080 });
  });

  it('keeps a resting order open', () => {
    expect(account({ order: order({ status: 'LIVE', matchedMicros: sizeMicros(0) }), trades: [] })).toMatchObject({
      state: 'unknown',
      settled: false,
    });
  });

  it('does not call a leg short while its trades are on their way', () => {
    expect(account({ order: order(), trades: [trade({ sizeMicros: sizeMicros(10_000_000) })] })).toMatchObject({
      state: 'unknown',
      settled: false,
    });
  });

  it('knows a part, and settles it with its trades', () => {
    const dead = order({ status: 'CANCELED', matchedMicros: sizeMicros(10_000_000) });
    expect(account({ order: dead, trades: [trade({ sizeMicros: sizeMicros(10_000_000) })] })).toMatchObject({
      state: 'partial',
      settled: false,
      filledSizeMicros: 10_000_000,
    });
    expect(
      account({ order: dead, trades: [trade({ sizeMicros: sizeMicros(10_000_000), status: 'CONFIRMED' })] }),
    ).toMatchObject({ state: 'partial', settled: true });
  });

  it('cancelled without a fill', () => {
    expect(account({ order: order({ status: 'CANCELED', matchedMicros: sizeMicros(0) }), trades: [] })).toMatchObject({
      state: 'unfilled',
      settled: true,
    });
  });

  // It ends at 1,000 s and must live 180 s: from 820 s on the venue takes it no more, and half a minute shows it.
  it('an order that is never listed stays unknown until it can come no more, and is looked for until its end', () => {
    const never = { order: null, trades: [], listed: [] };
    expect(account({ ...never, nowMs: 850_000 })).toMatchObject({ state: 'unknown', settled: false });
    expect(account({ ...never, nowMs: 850_001 })).toMatchObject({
      state: 'unfilled',
      settled: false,
      failure: { code: 'not-taken' },
    });
    const watched = account({ ...never, nowMs: 850_001 });
    expect(account({ leg: watched, order: order(), trades: [trade()], nowMs: 900_000 })).toMatchObject({
      state: 'matched',
      filledSizeMicros: 41_000_000,
    });
    expect(account({ ...never, nowMs: 1_030_001 })).toMatchObject({
      state: 'unfilled',
      settled: true,
      failure: { code: 'never-arrived' },
    });
    // Neither a list that did not come nor shares that did are passed over.
    expect(account({ order: null, trades: [], nowMs: 1_030_001 })).toMatchObject({ state: 'unknown', settled: false });
    const came = { ...never, heldChangeMicros: 41_000_000 };
    expect(account({ ...came, nowMs: 1_030_001 })).toMatchObject({ state: 'confirmed', settled: true });
    const part = { ...never, heldChangeMicros: 10_000_000 };
    expect(account({ ...part, nowMs: 1_030_001 })).toMatchObject({ state: 'unknown', settled: false });
    expect(account({ ...part, nowMs: 9_000_000 })).toMatchObject({ state: 'partial', filledSizeMicros: 10_000_000 });
  });

  it('an order that is still listed can match, whatever its own end; one that is called matched has trades', () => {
    const resting = order({ status: 'LIVE', matchedMicros: sizeMicros(0) });
    expect(account({ order: resting, trades: [], nowMs: 9_000_000, listed: [HASH] })).toMatchObject({
      state: 'unknown',
      settled: false,
    });
    const matched = order({ status: 'MATCHED', matchedMicros: sizeMicros(0) });
    expect(account({ order: matched, trades: [], nowMs: 9_000_000, listed: [] })).toMatchObject({ settled: false });
  });

  it.each(['live', 'delayed'] as const)(
    'an order that was acknowledged as %s never becomes one that never came',
    (kind) => {
      const leg = applyPosted(SENT, { kind, hash: HASH });
      for (const nowMs of [850_001, 1_030_001, 9_000_000])
        expect(account({ leg, order: null, trades: [], nowMs })).toMatchObject({
          state: 'unknown',
          settled: false,
          failure: { code: 'trades-vanished' },
        });
    },
  );

  it('an order that was once listed never becomes one that never came', () => {
    const leg = account({ order: order({ status: 'LIVE', matchedMicros: sizeMicros(0) }), trades: [] });
    expect(account({ leg, order: null, trades: [], nowMs: 9_000_000 })).toMatchObject({ state: 'unknown' });
  });

  it('past its end the balance says what an order did that is not listed any more', () => {
    const leg = applyPosted(SENT, { kind: 'live', hash: HASH });
    const said = (heldChangeMicros: number, nowMs = 9_000_000) =>
      account({ leg, order: null, trades: [], nowMs, heldChangeMicros });
    expect(said(41_000_000)).toMatchObject({ state: 'confirmed', settled: true, paidMicros: 32_390_000 });
    expect(said(10_000_000)).toMatchObject({ state: 'partial', settled: true, filledSizeMicros: 10_000_000 });
    expect(said(0)).toMatchObject({ state: 'unfilled', settled: true, failure: { code: 'told-by-balance' } });
    expect(said(0, 1_030_000)).toMatchObject({ state: 'unknown' });
  });

  it('a balance that does not show yet what the venue showed, or may still come, ends nothing', () => {
    const unlisted = order({ matchedMicros: sizeMicros(10_000_000) });
    const onItsWay = { order: unlisted, trades: [], nowMs: 9_000_000 };
    expect(account({ ...onItsWay, heldChangeMicros: 0 })).toMatchObject({ state: 'unknown', settled: false });
    expect(account({ ...onItsWay, heldChangeMicros: 10_000_000 })).toMatchObject({ state: 'partial', settled: true });
    const matched = { ...SENT, filledSizeMicros: sizeMicros(41_000_000) };
    const vanished = { leg: matched, order: null, trades: [], nowMs: 9_000_000 };
    expect(account({ ...vanished, heldChangeMicros: 0 })).toMatchObject({ state: 'unknown', settled: false });
    const seen = { leg: applyPosted(SENT, { kind: 'live', hash: HASH }), order: null, trades: [] };
    expect(account({ ...seen, nowMs: 1_100_000, heldChangeMicros: 0 })).toMatchObject({ state: 'unknown' });
    expect(account({ ...seen, nowMs: 1_100_000, heldChangeMicros: 41_000_000 })).toMatchObject({ state: 'confirmed' });
  });

  it.each(['LIVE', 'MATCHED', 'DELAYED', 'A_STATUS_OF_NEXT_YEAR'])(
    'a partly matched order with status %s has ended when its own end has come',
    (status) => {
      const listed = order({ status, matchedMicros: sizeMicros(10_000_000) });
      const trades = [trade({ sizeMicros: sizeMicros(10_000_000), status: 'CONFIRMED' as const })];
      expect(account({ order: listed, trades, nowMs: 1_030_000 })).toMatchObject({ state: 'unknown' });
      expect(account({ order: listed, trades, nowMs: 1_030_001 })).toMatchObject({ state: 'partial', settled: true });
    },
  );

  it('an order with a status of its own has ended when it is not among the open ones', () => {
    const listed = order({ status: 'SWEPT_BY_THE_VENUE', matchedMicros: sizeMicros(0) });
    expect(account({ order: listed, trades: [], listed: [HASH] })).toMatchObject({ state: 'unknown' });
    expect(account({ order: listed, trades: [], listed: [] })).toMatchObject({ state: 'unfilled', settled: true });
    expect(account({ order: { ...listed, status: 'LIVE' }, trades: [], listed: [] })).toMatchObject({
      state: 'unknown',
    });
  });

  it('dust below a lot keeps nothing open', () => {
    const dusty = sizeMicros(40_990_001);
    const trades = [trade({ sizeMicros: dusty, status: 'CONFIRMED' as const })];
    expect(account({ order: order({ status: 'LIVE', matchedMicros: dusty }), trades })).toMatchObject({
      state: 'confirmed',
      settled: true,
      filledSizeMicros: 40_990_001,
    });
    const short = sizeMicros(40_990_000);
    expect(
      account({ order: order({ status: 'LIVE', matchedMicros: short }), trades: [trade({ sizeMicros: short })] }),
    ).toMatchObject({ state: 'unknown' });
  });

  it('what the user closed stays closed while nothing turns up, and no longer', () => {
    const closed: ExecutionLeg = { ...SENT, state: 'unfilled', failure: failureOf('closed-by-hand', {}, 'unknown') };
    expect(account({ leg: closed, order: null, trades: [] })).toMatchObject({ state: 'unfilled', settled: false });
    expect(account({ leg: closed, order: null, trades: [], nowMs: 9_000_000 })).toMatchObject({ settled: true });
    expect(account({ leg: closed, order: order(), trades: [trade()] })).toMatchObject({ state: 'matched' });
    expect(
      account({ leg: closed, order: order({ status: 'LIVE', matchedMicros: sizeMicros(0) }), trades: [] }),
    ).toMatchObject({ state: 'unknown', failure: { code: 'resting' } });
  });

  it.each(['PENDING', '', 'UNMATCHED', 'A_STATUS_OF_NEXT_YEAR'])(
    'a status that is not known to be dead (%j) keeps the order open',
    (status) => {
      expect(account({ order: order({ status, matchedMicros: sizeMicros(0) }), trades: [] })).toMatchObject({
        state: 'unknown',
        settled: false,
      });
    },
  );

  it('what the venue said it matched never becomes "never arrived"', () => {
    const acknowledged: ExecutionLeg = {
      ...SENT,
      state: 'matched',
      filledSizeMicros: SENT.sizeMicros,
      tradeIds: ['t1'],
    };
    expect(account({ leg: acknowledged, order: null, trades: [], nowMs: 9_000_000 })).toMatchObject({
      state: 'unknown',
      settled: false,
      filledSizeMicros: 41_000_000,
    });
  });

  it('a list of trades that is still short does not settle a leg before its expiry', () => {
    const one = trade({ sizeMicros: sizeMicros(20_000_000), status: 'CONFIRMED' });
    expect(account({ order: null, trades: [one] })).toMatchObject({ state: 'unknown', settled: false });
    expect(account({ order: null, trades: [one], nowMs: 9_000_000 })).toMatchObject({
      state: 'partial',
      settled: true,
    });
  });

  it('shows the highest fee between the average and the limit until the trades are read', () => {
    const leg: ExecutionLeg = { ...SENT, limitPriceMicros: priceMicros(900_000) };
    const posted = applyPosted(leg, {
      kind: 'matched',
      hash: HASH,
      tradeIds: ['t1'],
      makingMicros: moneyMicros(8_200_000),
      takingMicros: moneyMicros(leg.sizeMicros),
    });
    // Between 0.20 and 0.90 lies one half: 41 x 0.04 x 0.25.
    expect(posted.feeMicros).toBe(410_000);
  });

  it('a matched trade that fails on chain is not a holding', () => {
    expect(account({ order: order(), trades: [trade({ status: 'FAILED' })] })).toMatchObject({
      state: 'failed',
      settled: true,
      filledSizeMicros: 0,
    });
  });

  it('an order that vanished with all its trades is matched by them', () => {
    expect(account({ order: null, trades: [trade({ status: 'MINED' })] })).toMatchObject({
      state: 'mined',
      filledSizeMicros: 41_000_000,
    });
  });
});

describe('accounting for a leg with two orders', () => {
  const [first, second] = [orderOf(0), orderOf(1, { expiresAtMs: timeMs(2_000_000) })];
  const leg = legOf(0, { sizeMicros: sizeMicros(20_000_000), state: 'unknown', orders: [first, second] });
  const listed = (of: LegOrder, patch: Partial<VenueOrder> = {}) =>
    order({ hash: of.hash, sizeMicros: of.sizeMicros, matchedMicros: of.sizeMicros, ...patch });
  const traded = (of: LegOrder, patch: Partial<VenueTrade> = {}) =>
    trade({ id: of.hash, orderHash: of.hash, sizeMicros: of.sizeMicros, status: 'CONFIRMED', ...patch });
  const accountBoth = (
    orders: readonly (VenueOrder | null)[],
    trades: readonly VenueTrade[],
    nowMs: number,
  ): ExecutionLeg =>
    accountLeg({
      leg,
      orders,
      trades,
      listed: new Set(),
      heldChangeMicros: null,
      nowMs: timeMs(nowMs),
      rules: POLYMARKET_RULES,
    });

  it('adds their trades up', () => {
    expect(accountBoth([listed(first), listed(second)], [traded(first), traded(second)], 0)).toMatchObject({
      state: 'confirmed',
      settled: true,
      filledSizeMicros: 20_000_000,
      paidMicros: 15_800_000,
    });
  });

  it('is open as long as one of them is', () => {
    const rests = listed(second, { status: 'LIVE', matchedMicros: sizeMicros(0) });
    expect(accountBoth([listed(first), rests], [traded(first)], 0)).toMatchObject({
      state: 'unknown',
      settled: false,
      filledSizeMicros: 10_000_000,
      failure: { code: 'resting' },
    });
  });

  it('does not take the trades of one for those of the other', () => {
    const twice = [traded(first), traded(first, { id: 'again' })];
    expect(accountBoth([listed(first), listed(second)], twice, 0)).toMatchObject({
      state: 'unknown',
      failure: { code: 'trades-awaited' },
    });
  });

  it('waits until the last of them has surely expired', () => {
    expect(accountBoth([listed(first), null], [traded(first)], 1_500_000)).toMatchObject({
      state: 'unknown',
      failure: { code: 'not-found-yet' },
    });
    expect(accountBoth([listed(first), null], [traded(first)], 2_030_001)).toMatchObject({
      state: 'partial',
      settled: true,
    });
    expect(accountBoth([null, null], [], 1_500_000)).toMatchObject({ state: 'unknown' });
    expect(accountBoth([null, null], [], 2_030_001)).toMatchObject({ state: 'unfilled', settled: true });
  });
});
