/** What is at stake: everything that was sent and is neither settled nor free again. */
import { describe, expect, it } from 'vitest';
import type { Execution, ExecutionLeg } from '../../../../lib/domain/execution';
import { moneyMicros, priceMicros, sizeMicros } from '../../../../lib/domain/units';
import { claimedBy, claimedByOrders, claimOf, claimOfLeg, isTaken } from '../../../../lib/services/risk/exposure';
import { executionOf, hashOf, legOf, orderOf } from '../../../kit/executions';

const SPENT = moneyMicros(3_000_000);
const open = (over: Partial<ExecutionLeg> = {}) => legOf(0, { state: 'unknown', orders: [orderOf(0)], ...over });
// 10 shares at 79 cents, and the fee at its highest up to there: 10 x 0.04 x 0.25.
const AT_LIMIT = 7_900_000 + 100_000;

describe('the claim of a leg', () => {
  it.each<[string, ExecutionLeg, number]>([
    ['unknown: all that may still be spent', open(), AT_LIMIT],
    [
      'partly filled, the rest still open',
      open({ paidMicros: SPENT, filledSizeMicros: sizeMicros(4_000_000) }),
      AT_LIMIT,
    ],
    ['closed by hand, and still looked for', open({ state: 'unfilled' }), AT_LIMIT],
    ['matched, not confirmed', open({ state: 'matched', paidMicros: SPENT }), SPENT],
    ['partly filled and settled', open({ state: 'partial', settled: true, paidMicros: SPENT }), SPENT],
    ['refused', open({ state: 'rejected', settled: true }), 0],
    ['a sale', open({ side: 'sell' }), 0],
  ])('%s', (_name, leg, claim) => {
    expect(claimOfLeg(leg)).toBe(claim);
  });
});

describe('the claim of a set of bets', () => {
  const of = (state: Execution['state'], over: Partial<Execution> = {}, leg: Partial<ExecutionLeg> = {}) =>
    claimOf(executionOf({ state, legs: [open({ state: 'matched', paidMicros: SPENT, ...leg })], ...over }));

  it('begins with the sending and ends when all of it is settled, or kept by the user', () => {
    expect([of('signing'), of('sending'), of('unknown'), of('matched'), of('settled')]).toEqual([
      0,
      SPENT,
      SPENT,
      SPENT,
      0,
    ]);
    expect(of('partial', { acknowledged: true }, { settled: true })).toBe(0);
    expect(of('partial', {}, { settled: true })).toBe(SPENT);
    expect(of('partial', { acknowledged: true })).toBe(SPENT);
    expect(of('unknown', { mode: 'paper' })).toBe(0);
  });

  it('adds up over all but the one that asks', () => {
    const each = (id: string) =>
      executionOf({ id, state: 'matched', legs: [open({ state: 'matched', paidMicros: SPENT })] });
    expect(claimedBy([each('a'), each('b'), each('c')], 'b')).toBe(2 * SPENT);
    expect(claimedBy([each('a')], null)).toBe(SPENT);
  });

  it('counts resting buys of the account that are none of these', () => {
    const resting = (index: number, side: 'buy' | 'sell') => {
      const { conditionId, tokenId } = legOf(0);
      const terms = { priceMicros: priceMicros(500_000), restMicros: sizeMicros(10_000_000) };
      return { hash: hashOf(index), conditionId, tokenId, side, ...terms };
    };
    const mine = executionOf({ state: 'unknown', legs: [open()] });
    expect(claimedByOrders([resting(0, 'buy'), resting(1, 'buy'), resting(2, 'sell')], [mine])).toBe(5_000_000);
  });
});

describe('the same proof', () => {
  const { certificateHash } = executionOf();
  const taken = (over: Partial<Execution>, exceptId: string | null = null) =>
    isTaken([executionOf({ legs: [open()], ...over })], certificateHash, exceptId);

  it('is taken once it was sent, unless nothing came of it for certain', () => {
    expect(taken({ state: 'signing' })).toBe(false);
    for (const state of ['sending', 'unknown', 'matched', 'partial', 'settled'] as const)
      expect(taken({ state })).toBe(true);
    expect(taken({ state: 'failed' })).toBe(true);
    expect(taken({ state: 'failed', legs: [open({ state: 'rejected', settled: true })] })).toBe(false);
    expect(taken({ state: 'abandoned' })).toBe(false);
    expect(taken({ state: 'settled', mode: 'paper' })).toBe(false);
    expect(taken({ state: 'sending' }, 'basket')).toBe(false);
  });
});
