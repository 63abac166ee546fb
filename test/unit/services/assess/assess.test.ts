/** Figures of a basket and of a row: computed once, anew only when what they rest on changed, and never other ones. */
import { describe, expect, it } from 'vitest';
import type { Book } from '../../../../lib/domain/book';
import type { Certificate, Hashed, Leg, Verified } from '../../../../lib/domain/basket';
import { tokenOf } from '../../../../lib/domain/condition';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import { moneyMicros, priceMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import { walkBook } from '../../../../lib/domain/walk';
import { voidWorst } from '../../../../lib/engine/sizing/void-worst';
import { maxCostOf } from '../../../../lib/domain/basket';
import { capitalOf } from '../../../../lib/engine/sizing/capital';
import { createAssess } from '../../../../lib/services/assess/assess';
import { stakeOf } from '../../../../lib/services/assess/stake';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import type { PricedEvent } from '../../../kit/priced-event';
import { certify, conditionNamed, makeGap, NOW, STALE_AFTER_MS } from '../../../kit/priced-event';

async function gap() {
  const priced = makeGap();
  const { certified } = await certify(priced);
  const basket = { certified, component: priced.component };
  const now = { books: priced.source, nowMs: NOW, staleAfterMs: STALE_AFTER_MS };
  return { priced, certified, basket, now, assess: createAssess({ rules: POLYMARKET_RULES }) };
}

function bookOf(priced: PricedEvent, leg: Leg): Book {
  const condition = priced.component.conditions.find(({ id }) => id === leg.condition);
  const book = condition && priced.books.get(tokenOf(condition, leg.token));
  if (!book) throw new Error('a leg has no book');
  return book;
}

/** One leg bought at its limit and sold straight back. */
function roundTrip(priced: PricedEvent, { certificate }: Hashed<Verified<Certificate>>, leg: Leg): number {
  const fee = certificate.conditions.find(({ key }) => key === leg.condition)?.fee;
  const walk = fee && walkBook({ levels: bookOf(priced, leg).bids, sizeMicros: leg.sizeMicros, fee, side: 'sell' });
  if (!walk) throw new Error('the book is too short');
  return walk.costMicros - walk.feeMicros - leg.costAtLimitMicros - leg.feeAtLimitMicros;
}

describe('the assessment of a basket', () => {
  it('is that of its certificate', async () => {
    const { assess, basket, certified } = await gap();
    expect(assess.basket(basket)).toEqual({
      hash: certified.hash,
      maxCostMicros: maxCostOf(certified.certificate),
      costMicros: 97_864_600,
      edgeMicros: 2_135_400,
      floorMicros: 100_000_000,
      voidWorstMicros: voidWorst(certified.certificate),
      // Three NO of one group convert to two dollars a set.
      cash: { lockedNowMicros: 100_000_000, resolvesAt: '2027-06-16T00:00:00Z', at: 'now' },
    });
  });

  it('is computed once, and anew when the venue says something else of its outcomes', async () => {
    const { assess, basket } = await gap();
    const first = assess.basket(basket);
    expect(assess.basket({ ...basket })).toBe(first);
    const component = {
      ...basket.component,
      conditions: basket.component.conditions.map((condition) => ({ ...condition, negRisk: false, endDate: '2029' })),
    };
    expect(assess.basket({ ...basket, component }).cash).toMatchObject({ resolvesAt: '2029', at: '2029' });
  });

  it('suggests a stake that grows with the chance to fill and never passes the limit or the books', async () => {
    const { assess, basket, now, certified } = await gap();
    const { legs } = certified.certificate;
    const deep = { asks: [{ priceMicros: priceMicros(10_000), sizeMicros: sizeMicros(1e12) }] };
    const rich = {
      ...DEFAULT_SETTINGS,
      bankrollMicros: moneyMicros(1e12),
      maxPositionMicros: moneyMicros(250e6),
      maxDrawdownMicros: moneyMicros(1e12),
    };
    const money = (settings: typeof rich) => ({
      capital: capitalOf([], settings),
      maxPositionMicros: settings.maxPositionMicros,
    });
    const stake = (changes: Partial<Parameters<typeof stakeOf>[0]>) =>
      stakeOf({
        legs,
        edgeMicros: 2_000_000,
        maxCostMicros: 100_000_000,
        partialMicros: -1_000_000,
        voidMicros: 2_000_000,
        restsOn: 'structure',
        sideOf: () => ({ ...deep, bids: [], hash: '', verifiedAtMs: NOW }),
        leastPart: 0.1,
        nowMs: NOW,
        ...money(rich),
        ...changes,
      });
    expect(stake({})).toMatchObject({ fraction: 1, stakeMicros: 100_000_000, cap: 'depth' });
    const limited = { ...rich, maxPositionMicros: moneyMicros(40e6) };
    expect(stake(money(limited))).toMatchObject({ fraction: 0.4, stakeMicros: 40_000_000, cap: 'limit' });
    const poor = { ...rich, bankrollMicros: moneyMicros(200e6) };
    expect(stake(money(poor))).toMatchObject({ fraction: 0.5, stakeMicros: 50_000_000, cap: 'growth' });
    // A part that could not be ordered is none, and so is a stake where a miss costs more than all fills bring.
    expect(stake(money({ ...rich, bankrollMicros: moneyMicros(1e6) }))).toMatchObject({ fraction: 0 });
    expect(stake({ partialMicros: null })).toMatchObject({ fraction: 0 });
    // A tenth may be lost: a tenth of the money, not the quarter that was chosen.
    const careful = { ...poor, maxDrawdownMicros: moneyMicros(20e6) };
    expect(stake(money(careful))).toMatchObject({ stakeMicros: 20_000_000, cap: 'drawdown', ofCapital: 0.1 });
    // What rests on the user's word may be wrong as a whole.
    expect(stake({ restsOn: 'word' }).risk).toBeGreaterThan(0.5);
    expect(stake({ restsOn: 'word' }).stakeMicros).toBe(0);
    expect(stake({ restsOn: 'word', edgeMicros: 20_000_000 }).stakeMicros).toBeGreaterThan(0);
    expect(stake({}).risk).toBeLessThan(0.02);
    expect(stake({ nowMs: NOW + 4_000 }).allFill).toBeLessThan(stake({}).allFill);
    expect(stake({ sideOf: () => undefined })).toMatchObject({ fraction: 0, allFill: 0 });
    // The basket takes all that stands at its limits and loses more on a miss than it earns: nothing is suggested.
    expect(assess.stake(basket, now, rich)).toMatchObject({ fraction: 0, cap: 'growth' });
  });

  it('does not count a conversion for which the venue keeps a part', async () => {
    const { assess, basket } = await gap();
    const { component } = basket;
    const costly = { ...component, event: { ...component.event, negRiskFeeBips: 100 } };
    expect(assess.basket({ ...basket, component: costly }).cash.lockedNowMicros).toBe(0);
  });

  it('knows the worst of every proper subset of its legs', async () => {
    const { assess, basket, now, priced, certified } = await gap();
    const trips = certified.certificate.legs.map((leg) => roundTrip(priced, certified, leg));
    const sums = Array.from({ length: 2 ** trips.length - 1 }, (_, subset) =>
      trips.reduce((sum, result, index) => sum + ((subset >> index) & 1 ? result : 0), 0),
    );
    const worst = assess.onBooks(basket, now).partial?.resultMicros;
    // Sold back at bids two levels lower than they stand now: never better than at these.
    expect(worst).toBeLessThan(Math.min(...sums));
    expect(worst).toBe(-5_919_600);
  });

  it('asks the books again exactly when one of them changed', async () => {
    const { assess, basket, now, priced, certified } = await gap();
    const before = assess.onBooks(basket, now);
    expect(assess.onBooks(basket, now).partial).toBe(before.partial);
    const [leg] = certified.certificate.legs;
    if (!leg) throw new Error('the basket has no legs');
    const book = bookOf(priced, leg);
    priced.books.set(book.tokenId, {
      ...book,
      bids: [{ priceMicros: priceMicros(10_000), sizeMicros: sizeMicros(1_000_000_000) }],
    });
    expect(assess.onBooks(basket, now).partial?.resultMicros).toBeLessThan(before.partial?.resultMicros ?? -Infinity);
    priced.books.set(book.tokenId, { ...book, bids: [] });
    expect(assess.onBooks(basket, now).partial).toBeNull();
  });

  it('names the leg whose book is too old, and how old the oldest is', async () => {
    const { assess, basket, now, priced, certified } = await gap();
    const leg = certified.certificate.legs[1];
    if (!leg) throw new Error('the basket has no legs');
    const book = bookOf(priced, leg);
    priced.books.set(book.tokenId, { ...book, verifiedAtMs: timeMs(NOW - 1_000) });
    expect(assess.onBooks(basket, now)).toMatchObject({ staleLeg: null, asOfMs: NOW - 1_000 });
    priced.books.set(book.tokenId, { ...book, verifiedAtMs: timeMs(NOW - STALE_AFTER_MS - 1) });
    expect(assess.onBooks(basket, now)).toEqual({ partial: null, staleLeg: leg.condition, asOfMs: null });
  });
});

describe('the assessment of a row', () => {
  it('is the cost at depth, computed once a pair of books', async () => {
    const { assess, priced } = await gap();
    const condition = conditionNamed(priced, 'Cut');
    const [yes, no] = condition.tokens.map((token) => priced.books.get(token));
    if (!yes || !no || !condition.fee) throw new Error('the outcome has no books');
    const request = { condition, fee: condition.fee, yes, no, settings: DEFAULT_SETTINGS };
    const answer = assess.outcome(request);
    expect(answer).toEqual({
      yesUnitCostMicros: walkBook({
        levels: yes.asks,
        sizeMicros: DEFAULT_SETTINGS.sampleSizeMicros,
        fee: condition.fee,
        side: 'buy',
      })?.unitMicros,
      noUnitCostMicros: walkBook({
        levels: no.asks,
        sizeMicros: DEFAULT_SETTINGS.sampleSizeMicros,
        fee: condition.fee,
        side: 'buy',
      })?.unitMicros,
    });
    expect(assess.outcome({ ...request })).toBe(answer);
    expect(assess.outcome({ ...request, yes: { ...yes, asks: [] } }).yesUnitCostMicros).toBeNull();
  });
});
