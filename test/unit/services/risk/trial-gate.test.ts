/** What stands before a basket stands before the smallest real order too. */
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../lib/domain/result';
import { moneyMicros, priceMicros, sizeMicros } from '../../../../lib/domain/units';
import type { OpenOrder } from '../../../../lib/ports/order-entry';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import { trialRefusal, type LiveFacts } from '../../../../lib/services/risk/risk';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { makeCondition } from '../../../kit/advisor-events';
import { ACCOUNT, hashOf } from '../../../kit/executions';

const condition = makeCondition({ question: 'Will the Fed hold?', label: 'Hold' });
const plan = { condition, limitPriceMicros: priceMicros(10_000), costMicros: moneyMicros(50_000) };
const settings = { ...DEFAULT_SETTINGS, maxPositionMicros: moneyMicros(1_000_000) };
const PLENTY = moneyMicros(1e9);
const facts: LiveFacts = {
  account: ACCOUNT,
  isUndeployed: false,
  geoblock: ok({ blocked: false, country: 'CH', region: '' }),
  closedOnly: ok(false),
  collateral: ok({ balanceMicros: PLENTY, allowances: { v1: PLENTY, 'v1-neg-risk': PLENTY, v2: PLENTY } }),
  clockSkewMs: 0,
  locked: null,
  unresolved: 0,
  claimedMicros: moneyMicros(0),
  taken: false,
  openOrders: ok({ orders: [], claimedMicros: moneyMicros(0) }),
  orderVersion: ok(2),
  venueMode: { kind: 'open', seconds: null },
};
const beside = { events: [], relations: [], dayMicros: moneyMicros(0), openLegs: 0, sides: [] };
const ownSale: OpenOrder = {
  hash: hashOf(0),
  conditionId: condition.id,
  tokenId: condition.tokens[0],
  side: 'sell',
  priceMicros: priceMicros(10_000),
  restMicros: sizeMicros(5_000_000),
};
const codeOf = (over: Partial<LiveFacts>, limitMicros = 1_000_000): string | null => {
  const limits = { ...settings, maxPositionMicros: moneyMicros(limitMicros) };
  const refusal = trialRefusal({ ...facts, ...over }, plan, { settings: limits, rules: POLYMARKET_RULES, beside });
  return refusal === null || refusal.ok ? null : refusal.error.code;
};

describe('the smallest real order', () => {
  it('may be sent where nothing stands in its way', () => {
    expect(codeOf({})).toBeNull();
  });

  it('keeps to the limits', () => {
    expect(codeOf({}, 49_999)).toBe('over-position-limit');
    expect(codeOf({ claimedMicros: moneyMicros(950_001) })).toBe('over-open-limit');
    expect(codeOf({ openOrders: ok({ orders: [], claimedMicros: moneyMicros(950_001) }) })).toBe('over-open-limit');
    expect(codeOf({ claimedMicros: moneyMicros(950_000) })).toBeNull();
  });

  it('waits for own orders that are unread, and crosses none', () => {
    expect(codeOf({ openOrders: fail('no-answer', {}) })).toBe('own-orders-unknown');
    expect(codeOf({ openOrders: ok({ orders: [ownSale], claimedMicros: moneyMicros(0) }) })).toBe('own-order-crossed');
  });

  it('is signed only for a version that the venue takes', () => {
    expect(codeOf({ orderVersion: fail('no-answer', {}) })).toBe('order-version-unknown');
    expect(codeOf({ orderVersion: ok(3) })).toBe('order-version');
  });

  it('waits for all that any order waits for', () => {
    expect(codeOf({ unresolved: 1 })).toBe('unresolved-orders');
    expect(codeOf({ locked: { code: 'venue-unexamined', params: {}, retry: 'later' } })).toBe('venue-unexamined');
  });
});
