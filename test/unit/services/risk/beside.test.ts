/** What stands beside a set of bets: money in its events and on its relations, today's, bets on their way, sides. */
import { describe, expect, it } from 'vitest';
import type { Execution } from '../../../../lib/domain/execution';
import { moneyMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import {
  atRiskOf,
  besideOf,
  putAtRiskSince,
  type BesideFacts,
  type Target,
} from '../../../../lib/services/risk/beside';
import { executionOf, legOf, LEG_SIZE, orderOf } from '../../../kit/executions';

const DAY_MS = 86_400_000;
const NOW = 20_000 * DAY_MS + 1_000;
const LIFE_MS = 70_000;
const facts: BesideFacts = {
  nowMs: NOW,
  orderLifeMs: LIFE_MS,
  movedByCash: () => 0,
  isDecided: () => false,
};
const bought = {
  state: 'confirmed',
  settled: true,
  filledSizeMicros: LEG_SIZE,
  paidMicros: moneyMicros(7_000_000),
  feeMicros: moneyMicros(100_000),
} as const;
const COST = 7_100_000;
const sold = { ...bought, side: 'sell', paidMicros: moneyMicros(6_000_000) } as const;
const set = (over: Partial<Execution> = {}): Execution =>
  executionOf({
    state: 'settled',
    legs: [legOf(0, bought)],
    eventSlug: 'fed',
    relationIds: ['tie'],
    createdAtMs: timeMs(NOW - 500),
    ...over,
  });
const target = (over: Partial<Target> = {}): Target => ({
  events: [{ title: 'Fed', slug: 'fed', conditionIds: new Set([legOf(0).conditionId]) }],
  relations: [{ id: 'tie', why: 'one comes true' }],
  ...over,
});

describe('money that is at risk', () => {
  it.each<[string, readonly Execution[], Partial<BesideFacts>, number]>([
    ['what was bought and is held, settled or not', [set()], {}, COST],
    ['the same shares of two sets', [set(), set()], {}, 2 * COST],
    [
      'half of it after half was sold back',
      [set(), set({ legs: [legOf(0, { ...sold, filledSizeMicros: sizeMicros(LEG_SIZE / 2) })] })],
      {},
      COST / 2,
    ],
    ['nothing after all of it was sold back', [set(), set({ legs: [legOf(0, sold)] })], {}, 0],
    ['nothing after a cash-out took it', [set()], { movedByCash: () => -LEG_SIZE }, 0],
    ['all of it where a cash-out cannot be told', [set()], { movedByCash: () => null }, COST],
    ['all of it where shares came from elsewhere', [set()], { movedByCash: () => 5 * LEG_SIZE }, COST],
    ['nothing in a market that is decided', [set()], { isDecided: () => true }, 0],
    ['nothing of what never filled', [set({ legs: [legOf(0, { state: 'unfilled', settled: true })] })], {}, 0],
    [
      'all that an open order may still spend',
      [set({ state: 'unknown', legs: [legOf(0, { state: 'unknown' })] })],
      {},
      8_000_000,
    ],
  ])('%s', (_name, executions, over, micros) => {
    expect(atRiskOf(executions, { ...facts, ...over })).toBe(micros);
  });

  it('rounds against the user and never counts below nothing', () => {
    const odd = legOf(0, { ...sold, filledSizeMicros: sizeMicros(LEG_SIZE - 1) });
    expect(atRiskOf([set(), set({ legs: [odd] })], facts)).toBe(1);
    const twice = legOf(0, { ...sold, filledSizeMicros: sizeMicros(2 * LEG_SIZE) });
    expect(atRiskOf([set(), set({ legs: [twice] })], facts)).toBe(0);
  });
});

describe('what stands beside a set of bets', () => {
  it('counts by event and by relation, and an old record for every relation of its event', () => {
    const old = set();
    const { relationIds: _unknown, ...without } = old;
    const elsewhere = set({ eventSlug: 'other', legs: [legOf(7, bought)], relationIds: ['another'] });
    const tied = set({ eventSlug: 'other', legs: [legOf(7, bought)], relationIds: ['tie'] });
    expect(besideOf([old, without, elsewhere], target(), facts)).toMatchObject({
      events: [{ name: 'Fed', micros: 2 * COST }],
      relations: [{ name: 'one comes true', micros: 2 * COST }],
    });
    expect(besideOf([tied], target(), facts)).toMatchObject({ events: [{ micros: 0 }], relations: [{ micros: COST }] });
  });

  it('knows a set of the event by its markets too', () => {
    expect(besideOf([set({ eventSlug: '' })], target(), facts).events).toMatchObject([{ micros: COST }]);
  });

  it('leaves paper and what was never sent out', () => {
    const none = { events: [{ micros: 0 }], dayMicros: 0, openLegs: 0, sides: [] };
    expect(besideOf([set({ mode: 'paper' }), set({ state: 'refused' })], target(), facts)).toMatchObject(none);
  });

  it.each([
    [0, COST],
    [1, COST],
    [-1, 0],
  ])('counts the day from midnight UTC: %i ms after it', (after, micros) => {
    const at = set({ createdAtMs: timeMs(20_000 * DAY_MS + after) });
    expect(besideOf([at], target(), facts).dayMicros).toBe(micros);
  });

  it('counts a loss of today as put at risk today', () => {
    const back = set({ legs: [legOf(0, sold)] });
    expect(putAtRiskSince([set(), back], NOW - 1_000)).toBe(COST);
  });

  it('counts the bets that are not settled, whatever became of them', () => {
    const legs = [legOf(0, bought), legOf(1, { state: 'matched' }), legOf(2, { state: 'unknown' })];
    expect(besideOf([set({ state: 'unknown', legs })], target(), facts).openLegs).toBe(2);
  });

  it('tells when each side was taken by the end of its order', () => {
    const legs = [legOf(0, { ...bought, orders: [orderOf(0, { expiresAtMs: timeMs(NOW + 20_000) })] })];
    const [side] = besideOf([set({ legs })], target(), facts).sides;
    expect(side).toMatchObject({ side: 'buy', tokenId: legOf(0).tokenId, atMs: NOW - 500 });
    const late = [legOf(0, { ...bought, orders: [orderOf(0, { expiresAtMs: timeMs(NOW + LIFE_MS - 100) })] })];
    expect(besideOf([set({ legs: late })], target(), facts).sides).toMatchObject([{ atMs: NOW - 100 }]);
  });
});
