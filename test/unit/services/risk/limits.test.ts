/** Each limit of the user at its boundary and one unit either side. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Certificate, Hashed, Leg, Verified } from '../../../../lib/domain/basket';
import { maxCostOf } from '../../../../lib/domain/basket';
import type { Book } from '../../../../lib/domain/book';
import type { Condition } from '../../../../lib/domain/condition';
import { tokenOf } from '../../../../lib/domain/condition';
import { ok } from '../../../../lib/domain/result';
import { moneyMicros, priceMicros, sizeMicros } from '../../../../lib/domain/units';
import { DEFAULT_SETTINGS, type Settings } from '../../../../lib/protocol/settings';
import { createAssess } from '../../../../lib/services/assess/assess';
import { worstOfParts } from '../../../../lib/services/assess/parts';
import { passesThresholds } from '../../../../lib/services/opportunities/opportunities';
import type { Beside } from '../../../../lib/services/risk/beside';
import { ticksBeyond, washRefusal } from '../../../../lib/services/risk/limits';
import { approveBasket, type RiskFacts } from '../../../../lib/services/risk/risk';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import * as en from '../../../../lib/words/en';
import { ACCOUNT } from '../../../kit/executions';
import { certify, makeGap, NOW } from '../../../kit/priced-event';

const priced = makeGap();
const assess = createAssess({ rules: POLYMARKET_RULES });
const NOTHING: Beside = { events: [], relations: [], dayMicros: moneyMicros(0), openLegs: 0, sides: [] };
const PLENTY = moneyMicros(1e12);
let certified: Hashed<Verified<Certificate>>;
let cost = 0;
beforeAll(async () => {
  ({ certified } = await certify(priced));
  cost = maxCostOf(certified.certificate);
});

const bookOf = (condition: Condition, token: 'yes' | 'no'): Book | null =>
  priced.books.get(tokenOf(condition, token)) ?? null;

function codeOf(over: {
  readonly settings?: Partial<Settings>;
  readonly beside?: Partial<Beside>;
  readonly bookOf?: RiskFacts['bookOf'];
  readonly mode?: 'paper' | 'live';
}): string {
  const { mode = 'live' } = over;
  const answer = approveBasket(
    {
      certified,
      component: priced.component,
      assessment: assess.basket({ certified, component: priced.component }),
      mode,
      maxCostMicros: moneyMicros(cost),
    },
    {
      settings: { ...DEFAULT_SETTINGS, mode, ...over.settings },
      rules: POLYMARKET_RULES,
      halted: null,
      reducing: null,
      confirmed: ok(priced.component),
      bookOf: over.bookOf ?? bookOf,
      nowMs: NOW,
      live:
        mode === 'paper'
          ? null
          : {
              account: ACCOUNT,
              isUndeployed: false,
              geoblock: ok({ blocked: false, country: 'CH', region: '' }),
              closedOnly: ok(false),
              collateral: ok({ balanceMicros: PLENTY, allowances: { v1: PLENTY, 'v1-neg-risk': PLENTY, v2: PLENTY } }),
              locked: null,
              clockSkewMs: 0,
              unresolved: 0,
              claimedMicros: moneyMicros(0),
              taken: false,
              openOrders: ok({ orders: [], claimedMicros: moneyMicros(0) }),
              orderVersion: ok(2),
              venueMode: { kind: 'open', seconds: null },
            },
      beside: mode === 'paper' ? null : { ...NOTHING, ...over.beside },
    },
  );
  if (!answer.ok) expect(en.failure(answer.error)).toMatch(/Nothing was sent/);
  return answer.ok ? 'approved' : answer.error.code;
}

const dearest = (): number =>
  Math.max(...certified.certificate.legs.map((leg) => leg.costAtLimitMicros + leg.feeAtLimitMicros));
const worstPart = (): number =>
  -(worstOfParts(certified.certificate.legs, priced.component.conditions, bookOf)?.resultMicros ?? Infinity);
const event = (micros: number) => [{ name: 'Fed decision in June?', micros: moneyMicros(micros) }];
/** Limit x set so that `over` micros are too much. */
const money = (key: keyof Settings, at: number) => (over: number) => ({ settings: { [key]: moneyMicros(at - over) } });

type Over = Parameters<typeof codeOf>[0];
describe('a limit lets a set of bets pass at it, and refuses it one unit beyond', () => {
  it.each<[string, () => (over: number) => Over]>([
    ['over-order-limit', () => money('maxOrderMicros', dearest())],
    ['over-partial-limit', () => money('maxLossMicros', worstPart())],
    ['over-event-limit', () => (over) => ({ beside: { events: event(250_000_000 - cost + over) } })],
    ['over-event-limit', () => money('maxEventMicros', cost)],
    ['over-relation-limit', () => (over) => ({ beside: { relations: event(250_000_000 - cost + over) } })],
    ['over-day-limit', () => (over) => ({ beside: { dayMicros: moneyMicros(1_000_000_000 - cost + over) } })],
    ['over-open-legs', () => (over) => ({ beside: { openLegs: 15 - certified.certificate.legs.length + over } })],
    ['over-open-legs', () => (over) => ({ settings: { maxOpenLegs: certified.certificate.legs.length - over } })],
  ])('%s', (code, make) => {
    // The one over an event's limit is over that for its relations too, where none is named.
    const at = (over: number): string => {
      const patch = make()(over);
      const beside = 'maxEventMicros' in (patch.settings ?? {}) ? { events: event(0) } : {};
      return codeOf({ ...patch, beside: { ...beside, ...patch.beside } });
    };
    expect([at(-1), at(0), at(1)]).toEqual(['approved', 'approved', code]);
  });

  it('holds for one of several events and for one of several relations', () => {
    const two = [...event(0), ...event(250_000_000)];
    expect(codeOf({ beside: { events: two } })).toBe('over-event-limit');
    expect(codeOf({ beside: { relations: two } })).toBe('over-relation-limit');
  });

  it('needs to know what stands beside a set for real money', () => {
    expect(codeOf({ mode: 'paper' })).toBe('approved');
    expect(codeOf({ mode: 'paper', settings: { maxOrderMicros: moneyMicros(1_000_000) } })).toBe('over-order-limit');
  });
});

describe('the worst of a part', () => {
  it('is all of the cost where the books do not show what selling back would bring', () => {
    const bare: RiskFacts['bookOf'] = (condition, token) => {
      const book = bookOf(condition, token);
      return book && { ...book, bids: [] };
    };
    const at = (over: number) => codeOf({ bookOf: bare, settings: { maxLossMicros: moneyMicros(cost - over) } });
    expect([at(-1), at(0), at(1)]).toEqual(['approved', 'approved', 'over-partial-limit']);
  });
});

describe('the collar', () => {
  /** The best ask falls away, so that the limit stands further beyond what is left in front. */
  const withBest = (ticks: number): RiskFacts['bookOf'] => {
    const [leg] = certified.certificate.legs;
    return (condition, token) => {
      const book = bookOf(condition, token);
      if (!book || condition.id !== leg?.condition || token !== leg.token) return book;
      const best = {
        priceMicros: priceMicros(leg.limitPriceMicros - ticks * condition.tickMicros),
        sizeMicros: sizeMicros(1),
      };
      return { ...book, asks: [best, ...book.asks], bids: book.bids.map((bid) => ({ ...bid })) };
    };
  };

  it('lets a limit stand so many steps beyond the best price and no more', () => {
    const at = (ticks: number) => codeOf({ bookOf: withBest(ticks), settings: { maxLossMicros: PLENTY } });
    expect([at(9), at(10), at(11)]).toEqual(['approved', 'approved', 'beyond-collar']);
  });

  it.each([
    ['buy', 500_000, 490_000, 1],
    ['buy', 500_000, 490_001, 1],
    ['buy', 500_000, 500_000, 0],
    ['buy', 500_000, 510_000, 0],
    ['sell', 500_000, 510_000, 1],
    ['sell', 500_000, 520_001, 3],
    ['sell', 500_000, 490_000, 0],
  ] as const)('%s at %i with %i best is %i steps beyond', (side, limit, best, ticks) => {
    expect(ticksBeyond({ side, limitPriceMicros: priceMicros(limit) }, best, 10_000)).toBe(ticks);
  });

  it('is never kept where there is no price at all', () => {
    expect(ticksBeyond({ side: 'buy', limitPriceMicros: priceMicros(1) }, undefined, 10_000)).toBe(Infinity);
  });
});

describe('both sides of a market', () => {
  const [condition] = priced.component.conditions;
  if (condition === undefined) throw new Error('fixture is malformed');
  const leg = (token: 'yes' | 'no', side: Leg['side'], cents: number) => ({
    condition: condition.id,
    token,
    side,
    sizeMicros: sizeMicros(5_000_000),
    limitPriceMicros: priceMicros(cents * 10_000),
  });
  const refusal = (legs: readonly ReturnType<typeof leg>[], sides: Beside['sides'] = [], nowMs = 100_000) => {
    const refused = washRefusal(legs, priced.component.conditions, { sides, nowMs, washSeconds: 60 });
    return refused === null || refused.ok ? null : refused.error.code;
  };
  const took = (token: 'yes' | 'no', side: Leg['side'], atMs = 40_001) => [
    { tokenId: tokenOf(condition, token), side, atMs },
  ];

  it.each<[string, Leg['side'], Beside['sides'], string | null]>([
    ['the same again', 'buy', took('yes', 'buy'), null],
    ['back what was just sold', 'buy', took('yes', 'sell'), 'other-side-traded'],
    ['the other token, which is the other side', 'buy', took('no', 'buy'), 'other-side-traded'],
    ['what the other token was sold for', 'buy', took('no', 'sell'), null],
    ['a sale of what was just bought', 'sell', took('yes', 'buy'), 'other-side-traded'],
    ['one millisecond before the wait is over', 'buy', took('yes', 'sell', 40_001), 'other-side-traded'],
    ['when the wait is over', 'buy', took('yes', 'sell', 40_000), null],
  ])('%s', (_name, side, sides, code) => {
    expect(refusal([leg('yes', side, 50)], sides)).toBe(code);
  });

  it.each([
    [49, 50, null],
    [50, 50, 'own-legs-crossed'],
    [50, 51, 'own-legs-crossed'],
  ])('YES at %i and NO at %i in one set', (yes, no, code) => {
    expect(refusal([leg('yes', 'buy', yes), leg('no', 'buy', no)])).toBe(code);
  });

  it('a buy and a sale of the same shares in one set meet where the buy pays as much', () => {
    expect(refusal([leg('yes', 'sell', 50), leg('yes', 'buy', 49)])).toBeNull();
    expect(refusal([leg('yes', 'sell', 50), leg('yes', 'buy', 50)])).toBe('own-legs-crossed');
  });

  it('says how long to wait', () => {
    const refused = washRefusal([leg('yes', 'buy', 50)], priced.component.conditions, {
      sides: took('yes', 'sell', 90_000),
      nowMs: 100_000,
      washSeconds: 60,
    });
    if (refused === null || refused.ok) throw new Error('it was let pass');
    expect(en.failure(refused.error)).toMatch(/try again in 50 seconds/);
  });
});

describe('what is offered', () => {
  it('is what the limits of one order and the collar let pass', () => {
    const { certificate } = certified;
    const { conditions } = priced.component;
    const passes = (over: Partial<Settings>) =>
      passesThresholds(certificate, { ...DEFAULT_SETTINGS, ...over }, conditions);
    expect(passes({})).toBe(true);
    expect(passes({ maxOrderMicros: moneyMicros(dearest()) })).toBe(true);
    expect(passes({ maxOrderMicros: moneyMicros(dearest() - 1) })).toBe(false);
  });
});
