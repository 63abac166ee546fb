/** Outcomes of nested conditions are words of their ladder, and names where they are none. */
import { describe, expect, it } from 'vitest';
import type { Certificate, Leg } from '../../../../lib/domain/basket';
import type { Condition } from '../../../../lib/domain/condition';
import type { RelationBody } from '../../../../lib/domain/relation';
import { moneyMicros, priceMicros, sizeMicros } from '../../../../lib/domain/units';
import { atomPayoffs } from '../../../../lib/engine/explain/atoms';
import { stretchesOf } from '../../../../lib/services/opportunities/ladder';
import * as en from '../../../../lib/words/en';
import { makeCondition, makeEvent } from '../../../kit/advisor-events';

const SIZE = sizeMicros(10_000_000);

function legOn({ id }: Condition, token: 'yes' | 'no'): Leg {
  const money = moneyMicros(1_000_000);
  return {
    condition: id,
    token,
    side: 'buy',
    sizeMicros: SIZE,
    limitPriceMicros: priceMicros(100_000),
    fills: [],
    costMicros: money,
    feeMicros: money,
    costAtLimitMicros: money,
    feeAtLimitMicros: money,
  };
}

const END_DATE = '2026-12-31T00:00:00Z';

/** Outcomes in words, least payoff first; `implied`: pairs of places. */
function outcomes(
  labels: readonly string[],
  implied: readonly (readonly [number, number])[],
  excluded: readonly (readonly number[])[] = [],
  differences: readonly (readonly [number, number, number])[] = [],
): readonly string[] {
  const endDate = END_DATE;
  const { conditions } = makeEvent(
    labels.map((label) => makeCondition({ question: `Will it be ${label}?`, label, endDate })),
  );
  const idOf = (at: number): string => conditions[at]?.id ?? '';
  const bodies: readonly RelationBody[] = [
    ...implied.map(([from, then]) => ({ type: 'implies' as const, if: idOf(from), then: idOf(then) })),
    ...differences.map(([result, low, high]) => ({
      type: 'difference' as const,
      result: idOf(result),
      of: [idOf(low), idOf(high)] as const,
    })),
    ...excluded.map((of) => ({ type: 'excludes' as const, of: of.map(idOf) })),
  ];
  const certificate: Certificate = {
    format: 'facet-certificate/1',
    conditions: conditions.map(({ id, fee }) => ({
      key: id,
      fee: fee ?? { ratePpm: 0, exponent: 1, takerOnly: true },
    })),
    rules: bodies.map((body, index) => ({
      relationId: `r${index}`,
      relationVersion: 1,
      source: 'rule',
      body,
      why: '',
      terms: [],
      atLeast: 0,
      multiplierMicros: 1,
    })),
    legs: conditions.map((condition, index) => legOn(condition, index === 0 ? 'no' : 'yes')),
    books: [],
    inventory: {},
    voids: 0,
    floorMicros: moneyMicros(0),
    costMicros: moneyMicros(0),
    feesMicros: moneyMicros(0),
    edgeMicros: moneyMicros(0),
    edgeAtLimitsMicros: moneyMicros(0),
    worst: {},
    enumeration: null,
  };
  const payoffs = atomPayoffs(certificate, 12);
  const stretches = stretchesOf(payoffs, conditions);
  const nameOf = (id: string): string => conditions.find((condition) => condition.id === id)?.label ?? id;
  return payoffs.atoms.map(({ happened, not }, index) =>
    en.proof.outcome({ happened: happened.map(nameOf), not: not.map(nameOf), stretch: stretches?.[index] ?? null }),
  );
}

describe('outcomes of a ladder', () => {
  it.each([
    ['days', ['June 30', 'December 31'], ['by 30 June', 'July to December', 'not at all']],
    [
      'days with lead and year',
      ['By June 30, 2026', 'By March 31, 2027'],
      ['by 30 June 2026', 'July 2026 to March 2027', 'not at all'],
    ],
    [
      'reached amounts, highest first',
      ['110,000', '100,000'],
      ['above 110,000', '100,000 to 110,000', 'below 100,000'],
    ],
    ['amounts from above, lowest first', ['$80k', '$90k'], ['below $80k', '$80k to $90k', 'above $90k']],
    ['arrows', ['\u2191 $120k', '\u2191 $110k'], ['above $120k', '$110k to $120k', 'below $110k']],
    ['counts', ['5 or more', '3 or more'], ['5 or more', '3 or 4', '2 or fewer']],
    ['a number and a rung', ['Exactly 3', '3 or more'], ['exactly 3', '4 or more', '2 or fewer']],
  ])('%s', (_what, labels, words) => {
    expect([...outcomes(labels, [[0, 1]])].sort()).toEqual([...words].sort());
  });

  it('of three rungs have four stretches', () => {
    const said = outcomes(
      ['March 31', 'June 30', 'September 30'],
      [
        [0, 1],
        [1, 2],
      ],
    );
    expect([...said].sort()).toEqual(['April to June', 'July to September', 'by 31 March', 'not at all']);
  });

  it('with a range beside its rungs', () => {
    const labels = ['3-5', '6 or more', '3 or more'];
    const known = outcomes(labels, [[1, 2]], [], [[0, 2, 1]]);
    expect([...known].sort()).toEqual(['2 or fewer', '3 to 5', '6 or more']);
    // What the relations leave open is said with names: no stretch of the ladder is left for it.
    const open = outcomes(
      labels,
      [
        [0, 2],
        [1, 2],
      ],
      [[0, 1]],
    );
    expect(open).toContain('3 or more but not 3-5 or 6 or more');
  });

  it.each([
    ['names of things', ['Elected', 'Nominated']],
    ['rungs of other things', ['Gold above 100', 'Silver above 90']],
    ['days that run the other way', ['December 31', 'June 30']],
  ])('%s keep their names', (_what, labels) => {
    const [narrow = '', wide = ''] = labels;
    expect([...outcomes(labels, [[0, 1]])].sort()).toEqual(
      [narrow, `${wide} but not ${narrow}`, 'None of these'].sort(),
    );
  });

  it('that exclude one another are their labels', () => {
    expect([...outcomes(['A', 'B'], [], [[0, 1]])].sort()).toEqual(['A', 'B', 'None of these']);
  });
});
