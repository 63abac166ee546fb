import { beforeAll, describe, expect, it } from 'vitest';
import type { Certificate, Hashed, Verified } from '../../../../lib/domain/basket';
import type { Condition } from '../../../../lib/domain/condition';
import { tokenOf } from '../../../../lib/domain/condition';
import { parseAddress, parseCertificateHash, parseOrderHash } from '../../../../lib/domain/ids';
import { fail, failureOf, ok } from '../../../../lib/domain/result';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import { moneyMicros, priceMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import { maxCostOf } from '../../../../lib/domain/basket';
import { createAssess } from '../../../../lib/services/assess/assess';
import type { OpenOrder } from '../../../../lib/ports/order-entry';
import type { Balance } from '../../../../lib/ports/settlement';
import type { Beside } from '../../../../lib/services/risk/beside';
import type { BasketRequest, LiveFacts, RiskFacts } from '../../../../lib/services/risk/risk';
import { approveBasket } from '../../../../lib/services/risk/risk';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { certify, makeGap, NOW } from '../../../kit/priced-event';
import * as en from '../../../../lib/words/en';

const priced = makeGap();
const assess = createAssess({ rules: POLYMARKET_RULES });
let certified: Hashed<Verified<Certificate>>;
beforeAll(async () => {
  ({ certified } = await certify(priced));
});

const parsedHash = parseCertificateHash('0'.repeat(64));
if (parsedHash === null) throw new Error('fixture is malformed');
const otherHash = parsedHash;
const NOTHING_BESIDE: Beside = { events: [], relations: [], dayMicros: moneyMicros(0), openLegs: 0, sides: [] };
const owner = parseAddress(`0x${'a1'.repeat(20)}`);

function balance(balanceMicros: number, allowance: number): Balance {
  const each = moneyMicros(allowance);
  return { balanceMicros: moneyMicros(balanceMicros), allowances: { v1: each, 'v1-neg-risk': each, v2: each } };
}

function liveFacts(): LiveFacts {
  if (owner === null) throw new Error('fixture is malformed');
  return {
    account: { owner, funder: owner, signatureType: 0 },
    isUndeployed: false,
    geoblock: ok({ blocked: false, country: 'CH', region: '' }),
    closedOnly: ok(false),
    collateral: ok(balance(maxCostOf(certified.certificate), maxCostOf(certified.certificate))),
    locked: null,
    clockSkewMs: 2_000,
    unresolved: 0,
    claimedMicros: moneyMicros(0),
    taken: false,
    openOrders: ok({ orders: [], claimedMicros: moneyMicros(0) }),
    orderVersion: ok(2),
    venueMode: { kind: 'open', seconds: null },
  };
}

function request(patch: Partial<BasketRequest> = {}): BasketRequest {
  return {
    certified,
    component: priced.component,
    assessment: assess.basket({ certified, component: priced.component }),
    mode: 'paper',
    maxCostMicros: maxCostOf(certified.certificate),
    ...patch,
  };
}

function facts(patch: Partial<RiskFacts> = {}): RiskFacts {
  return {
    settings: DEFAULT_SETTINGS,
    rules: POLYMARKET_RULES,
    halted: null,
    reducing: null,
    confirmed: ok(priced.component),
    bookOf: (condition, token) => priced.books.get(tokenOf(condition, token)) ?? null,
    nowMs: NOW,
    live: null,
    beside: NOTHING_BESIDE,
    ...patch,
  };
}

const liveSettings = { ...DEFAULT_SETTINGS, mode: 'live' as const };

function codeOf(patchRequest: Partial<BasketRequest>, patchFacts: Partial<RiskFacts>): string {
  const answer = approveBasket(request(patchRequest), facts(patchFacts));
  return answer.ok ? 'approved' : answer.error.code;
}

function withConditions(change: (condition: Condition) => Condition): RiskFacts['confirmed'] {
  return ok({ ...priced.component, conditions: priced.component.conditions.map(change) });
}

describe('the risk gate', () => {
  it('approves a proven basket on fresh books, at the very edge of every limit', () => {
    expect(codeOf({}, {})).toBe('approved');
    expect(codeOf({ mode: 'live' }, { settings: liveSettings, live: liveFacts() })).toBe('approved');
    expect(codeOf({}, { nowMs: timeMs(NOW + DEFAULT_SETTINGS.staleAfterMs) })).toBe('approved');
    expect(codeOf({}, { settings: { ...DEFAULT_SETTINGS, maxPositionMicros: maxCostOf(certified.certificate) } })).toBe(
      'approved',
    );
  });

  const refusals: readonly (readonly [string, () => [Partial<BasketRequest>, Partial<RiskFacts>]])[] = [
    ['halted', () => [{}, { halted: failureOf('stop-pressed', {}) }]],
    ['reducing', () => [{}, { reducing: failureOf('reduce-pressed', {}) }]],
    ['mode-changed', () => [{ mode: 'live' }, { live: liveFacts() }]],
    ['live-facts-missing', () => [{ mode: 'live' }, { settings: liveSettings }]],
    [
      'not-assessed',
      () => [
        {
          certified: { ...certified, hash: otherHash },
        },
        {},
      ],
    ],
    ['cost-moved', () => [{ maxCostMicros: moneyMicros(maxCostOf(certified.certificate) - 1) }, {}]],
    [
      'over-position-limit',
      () => [
        {},
        { settings: { ...DEFAULT_SETTINGS, maxPositionMicros: moneyMicros(maxCostOf(certified.certificate) - 1) } },
      ],
    ],
    ['relations-unconfirmed', () => [{}, { confirmed: fail('network', { what: 'this-event' }) }]],
    // One outcome more in the group: the exactly-one relation of the proof is not what the venue says any more.
    ['relations-changed', () => [{}, { confirmed: ok({ ...priced.component, relations: [] }) }]],
    [
      'relations-changed',
      () => [
        {},
        {
          confirmed: withConditions((condition) => ({
            ...condition,
            fee: { ratePpm: 70_000, exponent: 1, takerOnly: true },
          })),
        },
      ],
    ],
    ['relations-changed', () => [{}, { confirmed: withConditions((condition) => ({ ...condition, fee: null })) }]],
    [
      'not-trading',
      () => [{}, { confirmed: withConditions((condition) => ({ ...condition, acceptingOrders: false })) }],
    ],
    [
      'below-minimum',
      () => [
        {},
        { confirmed: withConditions((condition) => ({ ...condition, minSizeMicros: sizeMicros(1_000_000_000) })) },
      ],
    ],
    ['market-changed', () => [{}, { confirmed: withConditions((condition) => ({ ...condition, protocol: 'v2' })) }]],
    ['market-changed', () => [{}, { confirmed: withConditions((condition) => ({ ...condition, negRisk: false })) }]],
    [
      'market-changed',
      () => [
        {},
        {
          confirmed: withConditions((condition) => ({
            ...condition,
            tokens: [condition.tokens[1], condition.tokens[0]],
          })),
        },
      ],
    ],
    [
      'below-minimum-cost',
      () => [
        {},
        {
          bookOf: (condition, token) => {
            const book = priced.books.get(tokenOf(condition, token));
            return book
              ? { ...book, asks: [{ priceMicros: priceMicros(10_000), sizeMicros: sizeMicros(50_000_000) }] }
              : null;
          },
        },
      ],
    ],
    [
      'off-tick',
      () => [{}, { confirmed: withConditions((condition) => ({ ...condition, tickMicros: priceMicros(100_000) })) }],
    ],
    ['book-missing', () => [{}, { bookOf: () => null }]],
    ['book-stale', () => [{}, { nowMs: timeMs(NOW + DEFAULT_SETTINGS.staleAfterMs + 1) }]],
    [
      'book-moved',
      () => [
        {},
        {
          bookOf: (condition, token) => {
            const book = priced.books.get(tokenOf(condition, token));
            return book
              ? {
                  ...book,
                  asks: book.asks.map((level) => ({ ...level, sizeMicros: sizeMicros(level.sizeMicros - 1_000_000) })),
                }
              : null;
          },
        },
      ],
    ],
    ['no-account', () => [{ mode: 'live' }, { settings: liveSettings, live: { ...liveFacts(), account: null } }]],
    [
      'unresolved-orders',
      () => [{ mode: 'live' }, { settings: liveSettings, live: { ...liveFacts(), unresolved: 1 } }],
    ],
    [
      'region-unknown',
      () => [
        { mode: 'live' },
        { settings: liveSettings, live: { ...liveFacts(), geoblock: fail('network', { what: 'place' }) } },
      ],
    ],
    [
      'region-blocked',
      () => [
        { mode: 'live' },
        {
          settings: liveSettings,
          live: { ...liveFacts(), geoblock: ok({ blocked: true, country: 'US', region: 'NY' }) },
        },
      ],
    ],
    [
      'account-unknown',
      () => [
        { mode: 'live' },
        { settings: liveSettings, live: { ...liveFacts(), closedOnly: fail('network', { what: 'place' }) } },
      ],
    ],
    [
      'closed-only',
      () => [{ mode: 'live' }, { settings: liveSettings, live: { ...liveFacts(), closedOnly: ok(true) } }],
    ],
    [
      'clock-unknown',
      () => [{ mode: 'live' }, { settings: liveSettings, live: { ...liveFacts(), clockSkewMs: null } }],
    ],
    ['clock-skew', () => [{ mode: 'live' }, { settings: liveSettings, live: { ...liveFacts(), clockSkewMs: -2_001 } }]],
    [
      'balance-unknown',
      () => [
        { mode: 'live' },
        { settings: liveSettings, live: { ...liveFacts(), collateral: fail('network', { what: 'place' }) } },
      ],
    ],
    [
      'balance-short',
      () => [
        { mode: 'live' },
        {
          settings: liveSettings,
          live: {
            ...liveFacts(),
            collateral: ok(balance(maxCostOf(certified.certificate) - 1, 1e12)),
          },
        },
      ],
    ],
    [
      'allowance-short',
      () => [
        { mode: 'live' },
        {
          settings: liveSettings,
          live: {
            ...liveFacts(),
            collateral: ok(balance(1e12, maxCostOf(certified.certificate) - 1)),
          },
        },
      ],
    ],
  ];
  const asLive = (patch: Partial<LiveFacts>): [Partial<BasketRequest>, Partial<RiskFacts>] => [
    { mode: 'live' },
    { settings: liveSettings, live: { ...liveFacts(), ...patch } },
  ];
  const PLENTY = ok(balance(1e12, 1e12));
  const room = (): number => DEFAULT_SETTINGS.maxPositionMicros - maxCostOf(certified.certificate);
  const resting = (over: Partial<OpenOrder> = {}): LiveFacts['openOrders'] => {
    const [leg] = certified.certificate.legs;
    const condition = priced.component.conditions.find(({ id }) => id === leg?.condition);
    const hash = parseOrderHash(`0x${'ab'.repeat(32)}`);
    if (!leg || !condition || hash === null) throw new Error('fixture is malformed');
    const order: OpenOrder = {
      hash,
      conditionId: condition.id,
      tokenId: tokenOf(condition, leg.token),
      side: 'sell',
      priceMicros: leg.limitPriceMicros,
      restMicros: sizeMicros(1),
      ...over,
    };
    return ok({ orders: [order], claimedMicros: moneyMicros(0) });
  };
  /** The price at which an order for the other token is the same as one at the limit. */
  const mirrored = (): { readonly tokenId: OpenOrder['tokenId']; readonly side: 'buy' } => {
    const [leg] = certified.certificate.legs;
    const condition = priced.component.conditions.find(({ id }) => id === leg?.condition);
    if (!leg || !condition) throw new Error('fixture is malformed');
    return { tokenId: tokenOf(condition, leg.token === 'yes' ? 'no' : 'yes'), side: 'buy' };
  };
  const limit = (): number => certified.certificate.legs[0]?.limitPriceMicros ?? 0;

  it.each<[string, (patch: number) => Partial<LiveFacts>, string]>([
    ['money at stake elsewhere', (over) => ({ claimedMicros: moneyMicros(room() + over) }), 'over-open-limit'],
    [
      'own resting orders',
      (over) => ({ openOrders: ok({ orders: [], claimedMicros: moneyMicros(room() + over) }) }),
      'over-open-limit',
    ],
    [
      'an own order on the other side',
      (over) => ({ openOrders: resting({ priceMicros: priceMicros(limit() + 1 - over) }) }),
      'own-order-crossed',
    ],
    [
      'an own order for the other token',
      (over) => ({ openOrders: resting({ ...mirrored(), priceMicros: priceMicros(1_000_000 - limit() - 1 + over) }) }),
      'own-order-crossed',
    ],
    [
      'a balance that is claimed already',
      (over) => ({
        collateral: ok(balance(maxCostOf(certified.certificate) + 1_000, 1e12)),
        claimedMicros: moneyMicros(1_000 + over),
      }),
      'balance-short',
    ],
  ])('%s: approved at the limit, refused one unit beyond', (_name, patch, code) => {
    const at = (over: number) => codeOf(...asLive({ collateral: PLENTY, ...patch(over) }));
    expect([at(-1), at(0), at(1)]).toEqual(['approved', 'approved', code]);
  });

  it.each<[string, Partial<LiveFacts>]>([
    ['already-taken', { taken: true }],
    ['own-orders-unknown', { openOrders: fail('network', { what: 'own-orders' }) }],
    ['order-version', { orderVersion: ok(3) }],
    ['order-version-unknown', { orderVersion: fail('network', { what: 'version' }) }],
  ])('refuses for real money: %s', (code, patch) => {
    expect(codeOf(...asLive(patch))).toBe(code);
  });

  it('asks each leg for the allowance of its own contract', () => {
    const only = (name: 'v1' | 'v1-neg-risk' | 'v2') => {
      const none = moneyMicros(0);
      const allowances = { v1: none, 'v1-neg-risk': none, v2: none, [name]: moneyMicros(1e12) };
      return codeOf(...asLive({ collateral: ok({ balanceMicros: moneyMicros(1e12), allowances }) }));
    };
    expect([only('v1-neg-risk'), only('v1'), only('v2')]).toEqual(['approved', 'allowance-short', 'allowance-short']);
  });

  it.each(refusals)('refuses: %s', (code, make) => {
    const [patchRequest, patchFacts] = make();
    const answer = approveBasket(request(patchRequest), facts(patchFacts));
    expect(answer).toMatchObject({ ok: false, error: { code } });
    if (!answer.ok) expect(en.failure(answer.error)).toMatch(/Nothing was sent|nothing was sent|Nothing is sent/);
  });
});
