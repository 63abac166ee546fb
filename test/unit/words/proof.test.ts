import { describe, expect, it } from 'vitest';
import type { LegView } from '../../../lib/protocol/views';
import * as en from '../../../lib/words/en';
import { FIELDS, SWITCHES } from '../../../lib/ui/components/setting-fields';

function leg(outcome: string, changes: Partial<LegView> = {}): LegView {
  return {
    label: `${outcome} (Some event)`,
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

describe('a set of bets in words', () => {
  const five = ['A', 'B', 'C', 'D', 'E'].map((name) => leg(name));
  const rest = { outcomes: 5, events: 1, acceptedTies: 0 };
  it('says what is paid at most and got at least, and under what, dear rounded up and floor rounded down', () => {
    expect(en.offer.basket({ ...rest, legs: five, maxCostMicros: 161_580_001, floorMicros: 164_000_000 })).toBe(
      'Buy No on all 5. Pay at most $161.59, get at least $164.00 if all 5 bets fill and no market is voided. 41 sets.',
    );
  });
  it('names its bets when they are not all, and says that they stand in several events', () => {
    const legs = [leg('A', { sizeMicros: 1_000_000 }), leg('B', { token: 'yes', sizeMicros: 1_000_000 })];
    expect(
      en.offer.basket({ ...rest, legs, maxCostMicros: 970_400, floorMicros: 1_000_000, outcomes: 4, events: 2 }),
    ).toBe(
      'Buy No on A (Some event) and Yes on B (Some event). Pay at most $0.98, get at least $1.00 if both bets fill ' +
        'and no market is voided. 1 set. The bets stand in 2 events.',
    );
  });
  it('lists uneven bets one by one', () => {
    const legs = [leg('A', { side: 'sell', sizeMicros: 10_505_000 }), leg('B', { token: 'yes' })];
    expect(en.offer.basket({ ...rest, legs, maxCostMicros: -1_234_000, floorMicros: 2_000_999, outcomes: 2 })).toBe(
      'Sell 10.5 No on A (Some event), Buy 41 Yes on B (Some event). Pay at most \u2212$1.23, get at least $2.00 ' +
        'if both bets fill and no market is voided.',
    );
  });
  it('says nothing of no bets', () => {
    expect(en.offer.basket({ ...rest, legs: [], maxCostMicros: 0, floorMicros: 0, outcomes: 0 })).toBe('');
  });
  it('keeps what it hangs on in sight whatever its bets are called', () => {
    const long = 'x'.repeat(400);
    const facts = { ...rest, maxCostMicros: 1_000_000, floorMicros: 2_000_000, outcomes: 40 };
    for (const count of [2, 5, 20]) {
      const legs = Array.from({ length: count }, (_, index) => leg(`${index} ${long}`));
      const said = en.offer.basket({ ...facts, legs });
      expect(said.length).toBeLessThan(1_200);
      expect(said).toMatch(/bets fill and no market is voided/);
    }
  });
  it('rests on the word of the user where it does', () => {
    const legs = [leg('A'), leg('B')];
    expect(en.offer.headline({ legs, acceptedTies: 1 })).toBe(
      'These 2 prices cannot all be right if the tie you accepted holds',
    );
    expect(
      en.offer.basket({ ...rest, legs, maxCostMicros: 1_000_000, floorMicros: 2_000_000, acceptedTies: 2 }),
    ).toContain('if both bets fill, no market is voided and the 2 ties you accepted hold');
    expect(en.offer.yourWord({ acceptedTies: 1 })).toBe('Rests on your word: 1 tie that you accepted.');
    expect(en.offer.yourWord({ acceptedTies: 0 })).toBeNull();
  });
  it('says mode, verb and count on the button', () => {
    expect([
      en.offer.action('paper', 5, true),
      en.offer.action('live', 5, true),
      en.offer.action('live', 1, true),
      en.offer.action('live', 5, false),
    ]).toEqual(['Try on paper · 5 bets', 'Sign 5 orders', 'Sign 1 order', 'Review 5 orders']);
  });
  it('is one format for one number, with the same minus everywhere', () => {
    const text = [en.offer.void(-18_090_000), en.offer.partial(-1_340_000), en.offer.void(3_941_000)];
    expect(text).toEqual(['\u2212$18.09', '\u2212$1.34', '+$3.94']);
  });
});

describe('a reason in words', () => {
  const names = { c0: 'A', c1: 'B', c2: 'C' };
  const rest = { names, source: 'structure', evidence: [] } as const;
  it.each([
    [
      { type: 'exactly-one', of: ['c0', 'c1', 'c2'] },
      'one-no-fails',
      'Exactly one of A, B and C happens, so at most one No pays nothing.',
    ],
    [
      { type: 'exactly-one', of: ['c0', 'c1'] },
      'one-yes-pays',
      'Exactly one of A and B happens, so one Yes always pays.',
    ],
    [
      { type: 'at-least-one', of: ['c0', 'c1'] },
      'a-yes-pays',
      'At least one of A and B happens, so at least one Yes pays.',
    ],
    [
      { type: 'implies', if: 'c0', then: 'c1' },
      'no-or-yes-pays',
      'A implies B, so No on the first or Yes on the second always pays.',
    ],
    [{ type: 'or', result: 'c0', of: ['c1', 'c2'] }, null, 'A means B or C happens.'],
    [{ type: 'settled', of: 'c2', value: false }, null, 'C is settled false.'],
  ] as const)('%j', (body, consequence, sentence) => {
    expect(en.proof.reason({ ...rest, body, consequence })).toBe(sentence);
  });
});

describe('an outcome in words', () => {
  const plain = { not: [], stretch: null };
  it('joins what happens, and what does not where only that tells it apart', () => {
    expect(en.proof.outcome({ ...plain, happened: [] })).toBe('None of these');
    expect(en.proof.outcome({ ...plain, happened: ['A', 'B'] })).toBe('A and B');
    expect(en.proof.outcome({ ...plain, happened: ['December 31'], not: ['June 30'] })).toBe(
      'December 31 but not June 30',
    );
  });

  it.each([
    [null, '2026-06-30', false, 'by 30 June'],
    ['2026-06-30', '2026-12-31', false, 'July to December'],
    ['2026-12-31', null, false, 'not at all'],
    ['2026-06-30', '2026-07-31', false, 'July'],
    ['2026-06-15', '2026-06-30', false, '16 June to 30 June'],
    ['2026-12-31', '2027-03-31', true, 'January 2027 to March 2027'],
    ['2028-01-31', '2028-02-29', false, 'February'],
  ] as const)('days after %s by %s', (after, by, years, words) => {
    expect(en.proof.outcome({ happened: ['x'], not: [], stretch: { of: 'days', after, by, years } })).toBe(words);
  });

  const amount = (text: string, value: number, included = false) => ({
    text,
    nanos: `${value}000000000`,
    included,
  });
  it.each([
    [null, amount('100,000', 100_000), false, 'below 100,000'],
    [amount('100,000', 100_000), amount('110,000', 110_000), false, '100,000 to 110,000'],
    [amount('110,000', 110_000), null, false, 'above 110,000'],
    [amount('$1k', 1_000, true), null, false, '$1k or more'],
    [null, amount('$1k', 1_000, true), false, '$1k or less'],
    [amount('3', 3), amount('3', 3), true, 'exactly 3'],
    [amount('3', 3), amount('4', 4), true, '3 or 4'],
    [amount('3', 3), amount('6', 6), true, '3 to 6'],
    [null, amount('2', 2), true, '2 or fewer'],
    [null, amount('0', 0), true, 'none'],
    [amount('5', 5), null, true, '5 or more'],
  ])('amounts from %j to %j, whole %s', (from, to, whole, words) => {
    expect(en.proof.outcome({ happened: ['x'], not: [], stretch: { of: 'amounts', from, to, whole } })).toBe(words);
  });
});

describe('the words of settings', () => {
  it('stand on every field, in the order of the form', () => {
    expect([...FIELDS, ...SWITCHES].map(({ label }) => label)).toEqual([
      'Least edge',
      'Least edge, of cost',
      'Least edge for each order you sign',
      'Most money in one set of bets',
      'Most that one set of bets may lose',
      'Most money in one bet',
      'Most money in one event',
      'Most money on one tie between markets',
      'Most new money in a day (UTC)',
      'Most unsettled bets at once',
      'Only reduce after losing, from the best',
      'Only reduce after so many losses in a row',
      'Limits at most beyond the best price',
      'Wait before the other side of a market',
      'Least depth of every bet',
      'Size shown on the page',
      'Bankroll for Kelly',
      'Fraction of full Kelly',
      'Part of new gains kept aside',
      'Markets to watch',
      'Quiet from',
      'Quiet until',
      'Write fair price, cost and stake on each outcome',
      'Mark events in lists',
      'Notify me',
      'A new set of bets is above my thresholds',
      'Only some bets of a set filled',
      'It is not known whether my orders went through',
      'All bets of a set are confirmed',
      'Nothing of a set filled',
      'A set is armed',
      'An armed set was sent by itself',
    ]);
    for (const field of FIELDS) expect(field.parse('x')).toMatchObject({ problem: expect.stringMatching(/\.$/) });
  });
});
