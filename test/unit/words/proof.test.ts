import { describe, expect, it } from 'vitest';
import type { LegView } from '../../../lib/protocol/views';
import * as en from '../../../lib/words/en';
import { FIELDS, SWITCHES } from '../../../lib/ui/components/setting-fields';

function leg(outcome: string, changes: Partial<LegView> = {}): LegView {
  return {
    label: `${outcome} (Some event)`,
    outcome,
    token: 'no',
    side: 'buy',
    sizeMicros: 41_000_000,
    limitPriceMicros: 500_000,
    vwapMicros: 500_000,
    costMicros: 20_500_000,
    feeMicros: 0,
    ...changes,
  };
}

describe('a basket in words', () => {
  const five = ['A', 'B', 'C', 'D', 'E'].map((name) => leg(name));
  it('is so many sets of all outcomes, dear rounded up and floor rounded down', () => {
    expect(
      en.proof.basket({ legs: five, costMicros: 161_580_001, floorMicros: 164_000_000, outcomes: 5, events: 1 }),
    ).toBe('Buy NO on all 5 outcomes: $3.95 a set, at least $4.00 back whichever wins. 41 sets at this depth.');
  });
  it('names its outcomes when they are not all', () => {
    const legs = [leg('A', { sizeMicros: 1_000_000 }), leg('B', { token: 'yes', sizeMicros: 1_000_000 })];
    expect(en.proof.basket({ legs, costMicros: 970_400, floorMicros: 1_000_000, outcomes: 4, events: 2 })).toBe(
      'Buy NO on A and YES on B: $0.98 a set, at least $1.00 back whichever wins. 1 set ' +
        'at this depth. The legs stand in 2 events.',
    );
  });
  it('lists uneven legs one by one', () => {
    const legs = [leg('A', { side: 'sell', sizeMicros: 10_505_000 }), leg('B', { token: 'yes' })];
    expect(en.proof.basket({ legs, costMicros: -1_234_000, floorMicros: 2_000_999, outcomes: 2, events: 1 })).toBe(
      'Sell 10.5 NO on A, Buy 41 YES on B: −$1.23 in all, at least $2.00 back whatever happens.',
    );
  });
  it('says nothing of no legs', () => {
    expect(en.proof.basket({ legs: [], costMicros: 0, floorMicros: 0, outcomes: 0, events: 1 })).toBe('');
  });
});

describe('a reason in words', () => {
  const names = { c0: 'A', c1: 'B', c2: 'C' };
  const rest = { names, source: 'structure', evidence: [] } as const;
  it.each([
    [
      { type: 'exactly-one', of: ['c0', 'c1', 'c2'] },
      'one-no-fails',
      'Exactly one of A, B and C happens, so at most one NO pays nothing.',
    ],
    [
      { type: 'exactly-one', of: ['c0', 'c1'] },
      'one-yes-pays',
      'Exactly one of A and B happens, so one YES always pays.',
    ],
    [
      { type: 'at-least-one', of: ['c0', 'c1'] },
      'a-yes-pays',
      'At least one of A and B happens, so at least one YES pays.',
    ],
    [
      { type: 'implies', if: 'c0', then: 'c1' },
      'no-or-yes-pays',
      'A implies B, so NO on the first or YES on the second always pays.',
    ],
    [{ type: 'or', result: 'c0', of: ['c1', 'c2'] }, null, 'A means B or C happens.'],
    [{ type: 'settled', of: 'c2', value: false }, null, 'C is settled false.'],
  ] as const)('%j', (body, consequence, sentence) => {
    expect(en.proof.reason({ ...rest, body, consequence })).toBe(sentence);
  });
});

describe('an outcome in words', () => {
  it('joins what happens', () => {
    expect(en.proof.outcome({ happened: [] })).toBe('None of these');
    expect(en.proof.outcome({ happened: ['A', 'B'] })).toBe('A and B');
  });
});

describe('the words of settings', () => {
  it('stand on every field, in the order of the form', () => {
    expect([...FIELDS, ...SWITCHES].map(({ label }) => label)).toEqual([
      'Least edge',
      'Least edge, of cost',
      'Most money in one basket',
      'Least depth of every leg',
      'Size shown on the page',
      'Bankroll for Kelly',
      'Fraction of full Kelly',
      'Busiest events to watch',
      'Notify me of new baskets and of orders',
    ]);
    for (const field of FIELDS) expect(field.parse('x')).toMatchObject({ problem: expect.stringMatching(/\.$/) });
  });
});
