/** What is sent is what was proven, and what selling back would bring is what the bids say. */
import { describe, expect, it } from 'vitest';
import { conditionsByKey, tokenOf } from '../../../../lib/domain/condition';
import type { Execution } from '../../../../lib/domain/execution';
import { moneyMicros, priceMicros, sizeMicros } from '../../../../lib/domain/units';
import { legNamesOf } from '../../../../lib/services/opportunities/leg-names';
import { draftExecution, expiryOf, legsAreThoseOf, termsOf } from '../../../../lib/services/execution/plan';
import { heldLegs, sellBackMicros } from '../../../../lib/services/execution/unwind';
import { certify, makeGap, NOW } from '../../../kit/priced-event';

async function draft() {
  const priced = makeGap();
  const { certified } = await certify(priced);
  const opportunity = {
    id: priced.component.key,
    component: priced.component,
    certified,
    asOfMs: NOW,
    firstSeenAtMs: NOW,
    passesThresholds: true,
    upperMicros: null,
  };
  const execution = draftExecution({
    id: 'basket',
    mode: 'live',
    opportunity,
    names: legNamesOf(opportunity, [priced.event]),
    maxCostMicros: moneyMicros(100_000_000),
    nowMs: NOW,
  });
  const conditions = conditionsByKey(priced.component.conditions);
  return { priced, proven: certified.certificate.legs, conditions, execution };
}

describe('the legs of a draft', () => {
  it('are those of the certificate', async () => {
    const { proven, conditions, execution } = await draft();
    expect(execution.legs).toHaveLength(3);
    expect(legsAreThoseOf(proven, execution.legs, conditions)).toBe(true);
  });

  const changes: readonly (readonly [string, (legs: Execution['legs']) => Execution['legs']])[] = [
    ['one less', (legs) => legs.slice(1)],
    ['another order of them', (legs) => [...legs].reverse()],
    ['one twice', (legs) => legs.flatMap((leg, index) => (index === 1 ? (legs[0] ?? leg) : leg))],
    ['a larger size', (legs) => legs.map((leg) => ({ ...leg, sizeMicros: sizeMicros(leg.sizeMicros + 10_000) }))],
    [
      'a worse price',
      (legs) => legs.map((leg) => ({ ...leg, limitPriceMicros: priceMicros(leg.limitPriceMicros + 10_000) })),
    ],
    ['the other side', (legs) => legs.map((leg) => ({ ...leg, side: 'sell' as const }))],
    ['the token of another leg', (legs) => legs.map((leg) => ({ ...leg, tokenId: legs[0]?.tokenId ?? leg.tokenId }))],
  ];
  it.each(changes)('are not those of the certificate with %s', async (_what, change) => {
    const { proven, conditions, execution } = await draft();
    expect(legsAreThoseOf(proven, change(execution.legs), conditions)).toBe(false);
  });

  it('are not those of the certificate when the venue gives a condition other tokens', async () => {
    const { proven, priced, execution } = await draft();
    const swapped = priced.component.conditions.map((condition) => ({
      ...condition,
      tokens: [condition.tokens[1], condition.tokens[0]] as const,
    }));
    expect(legsAreThoseOf(proven, execution.legs, conditionsByKey(swapped))).toBe(false);
  });
});

it('the terms of an order are those of its leg', async () => {
  const { conditions, execution } = await draft();
  const [leg] = execution.legs;
  const condition = leg && conditions.get(leg.conditionId);
  if (!leg || !condition) throw new Error('the draft has no legs');
  const made = { salt: 7, timestampMs: NOW, expirationSeconds: expiryOf(NOW, 190) };
  expect(termsOf(leg, condition, made)).toEqual({
    conditionId: condition.id,
    tokenId: tokenOf(condition, leg.token),
    contract: { protocol: condition.protocol, negRisk: condition.negRisk },
    side: 'buy',
    sizeMicros: leg.sizeMicros,
    limitPriceMicros: leg.limitPriceMicros,
    tickMicros: condition.tickMicros,
    salt: 7,
    timestampMs: NOW,
    expirationSeconds: 1_795_000_190,
  });
});

describe('selling back', () => {
  it('brings what the bids pay, less fees, for what was filled', async () => {
    const { priced, conditions, execution } = await draft();
    const facts = {
      conditionOf: (id: string) => conditions.get(id) ?? null,
      bookOf: (condition: Parameters<typeof tokenOf>[0], token: 'yes' | 'no') =>
        priced.books.get(tokenOf(condition, token)) ?? null,
    };
    const legs = execution.legs.map((leg, index) => ({
      ...leg,
      filledSizeMicros: sizeMicros(index === 0 ? 0 : 10_000_000),
    }));
    const held = heldLegs(legs);
    expect(held).toHaveLength(2);
    // NO bids are 100 less the YES asks: .62 and .57; fees .04 x (.2356 + .2451), ten shares each.
    expect(sellBackMicros(held, facts)).toBe(6_200_000 + 5_700_000 - 94_240 - 98_040);
    expect(sellBackMicros(held, { ...facts, bookOf: () => null })).toBeNull();
    const deep = legs.map((leg) => ({ ...leg, filledSizeMicros: sizeMicros(60_000_000) }));
    expect(sellBackMicros(deep, facts)).toBeNull();
  });
});
