/**
 * Counts of whole things: "exactly k" between "k or more" and "k + 1 or more", in every wording, and what only looks
 * like a count.
 */
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import type { VenueEvent } from '../../../lib/domain/condition';
import { makeCondition, makeEvent, type ConditionFields } from '../../kit/advisor-events';
import { shownRelations } from '../../kit/shown-relations';
import { reasonText } from '../../../lib/words/reasons';

const OTHERWISE = 'Otherwise, this market will resolve to "No".';
const END = '2026-12-31T12:00:00Z';

interface Texts {
  /** "#" stands for the comparison with its amount. */
  readonly asked: string;
  readonly ruled: string;
  readonly rest?: string;
}

const LAUNCHES: Texts = { asked: 'Will SpaceX have # launches in 2026?', ruled: 'SpaceX has # launches in 2026' };
const STRIKES: Texts = {
  asked: 'Will there be # US strikes in Yemen in 2026?',
  ruled: 'there are # US strikes in Yemen between January 1, 2026 and December 31, 2026, 11:59 PM ET',
};
const TOTAL: Texts = {
  asked: 'Will the total number of earthquakes in 2026 be #?',
  ruled: 'the total number of earthquakes in 2026 is #',
};

const market = (
  { asked, ruled, rest = OTHERWISE }: Texts,
  [title, rules = title]: readonly [string, string?],
  more: Partial<ConditionFields> = {},
): ConditionFields => ({
  createdAt: '2026-01-01T00:00:00Z',
  endDate: END,
  question: asked.replace('#', title),
  label: title,
  description: `This market will resolve to "Yes" if ${ruled.replace('#', rules)}. ${rest}`,
  ...more,
});
const event = (...fields: readonly ConditionFields[]): VenueEvent =>
  makeEvent(fields.map(makeCondition), { title: 'How many?' });
const counts = (texts: Texts, ...rungs: readonly (readonly [string, string?])[]): readonly VenueEvent[] => [
  event(...rungs.map((rung) => market(texts, rung))),
];
const proven = (events: readonly VenueEvent[]): readonly string[] =>
  shownRelations(events)
    .filter((text) => text.startsWith('proven '))
    .map((text) => text.slice(7));
const whyOf = (events: readonly VenueEvent[], words: string): string =>
  proposeByRules(events)
    .map(({ why }) => reasonText(why))
    .find((why) => why.includes(words)) ?? '';

describe('exactly k', () => {
  it.each([
    ['SpaceX has', LAUNCHES],
    ['there are', STRIKES],
    ['the total number of', TOTAL],
  ] as const)('is k or more without k + 1 or more: "%s"', (_name, texts) => {
    expect(proven(counts(texts, ['3 or more'], ['exactly 3'], ['4 or more']))).toEqual([
      '1=0-2',
      '2->0',
      'excludes 1,2',
    ]);
  });

  it('is the same in every wording of the two rungs', () => {
    for (const low of ['3 or more', 'at least 3', 'more than 2', 'over 2', 'greater than 2', 'more than 2.5']) {
      for (const high of ['4 or more', 'at least 4', 'more than 3', 'over 3.5']) {
        expect([low, high, proven(counts(LAUNCHES, [low], ['exactly 3'], [high]))]).toEqual([
          low,
          high,
          ['1=0-2', '2->0', 'excludes 1,2'],
        ]);
      }
    }
    for (const high of ['fewer than 4', 'less than 4', 'at most 3', '3 or fewer', 'less than 3.5']) {
      const events = counts(LAUNCHES, [high], ['exactly 3'], ['fewer than 3']);
      expect([high, proven(events).includes('1=0-2')]).toEqual([high, !high.startsWith('at most')]);
    }
  });

  it('is found across events', () => {
    const events = [
      event(market(LAUNCHES, ['3 or more']), market(LAUNCHES, ['4 or more'])),
      event(market(LAUNCHES, ['exactly 3'])),
    ];
    expect(proven(events)).toContain('2=0-1');
  });

  it('of a neg-risk group is tied to a ladder outside it', () => {
    const group = { negRisk: true, negRiskMarketId: `0x${'ab'.repeat(32)}` };
    const events = [
      event(market(LAUNCHES, ['3 or more']), market(LAUNCHES, ['4 or more'])),
      event(market(LAUNCHES, ['exactly 3'], group), market(LAUNCHES, ['exactly 4'], group)),
    ];
    expect(proven(events)).toContain('2=0-1');
    expect(proven(events)).toContain('3->1');
  });

  it('"exactly one launch" and "1 launch" are counts as well, and "exactly two"', () => {
    const events = [
      event(
        market(STRIKES, ['1 or more']),
        {
          ...market(STRIKES, ['exactly one']),
          question: 'Will there be exactly one US strike in Yemen in 2026?',
          description:
            market(STRIKES, ['exactly one']).description?.replace(
              'there are exactly one US strikes',
              'there is exactly one US strike',
            ) ?? '',
        },
        market(STRIKES, ['2 or more']),
        { ...market(STRIKES, ['exactly two']), label: 'Two' },
        market(STRIKES, ['3 or more']),
      ),
    ];
    expect(proven(events)).toEqual(expect.arrayContaining(['1=0-2', '3=2-4']));
  });

  it('is read from rules where the title gives the number alone, and from these only', () => {
    expect(proven(counts(LAUNCHES, ['3 or more'], ['3', 'exactly 3'], ['4 or more']))).toContain('1=0-2');
    for (const rules of ['3', '3 or more', 'at least 3'])
      expect([
        rules,
        shownRelations(counts(LAUNCHES, ['4 or more'], ['3', rules], ['5 or more'])).filter((text) =>
          text.includes('1'),
        ),
      ]).toEqual([rules, []]);
  });

  it('of things with a magnitude is a count of these', () => {
    const quakes: Texts = {
      asked: 'Will there be # earthquakes of magnitude 7.0 or higher in 2026?',
      ruled:
        'there are # earthquakes with a magnitude of 7.0 or higher anywhere on Earth between January 1, 2026 and ' +
        'December 31, 2026',
    };
    expect(proven(counts(quakes, ['15 or more'], ['exactly 15'], ['16 or more']))).toContain('1=0-2');
    const others = { ...quakes, asked: quakes.asked.replace('7.0', '6.5'), ruled: quakes.ruled.replace('7.0', '6.5') };
    expect(
      proven([event(market(quakes, ['15 or more']), market(others, ['exactly 15']), market(quakes, ['16 or more']))]),
    ).toEqual(['2->0']);
  });
});

describe('rows of counts', () => {
  it('that leave out no number hold the count exactly once', () => {
    expect(proven(counts(LAUNCHES, ['fewer than 4'], ['4-6'], ['7-9'], ['10 or more']))).toContain(
      'exactly-one 0,1,2,3',
    );
    expect(
      proven(
        counts(
          LAUNCHES,
          ['fewer than 100'],
          ['between 100-119', 'between 100 (inclusive) and 119 (inclusive)'],
          ['120 or more'],
        ),
      ),
    ).toContain('exactly-one 0,1,2');
    expect(proven(counts(LAUNCHES, ['exactly 0'], ['exactly 1'], ['exactly 2'], ['3 or more']))).toContain(
      'excludes 0,1,2,3',
    );
  });

  it('that leave one out hold it at most once, and overlapping ones say nothing', () => {
    expect(
      proven(counts(LAUNCHES, ['fewer than 4'], ['4-6'], ['8-9'], ['10 or more'])).filter((text) =>
        text.startsWith('ex'),
      ),
    ).toEqual(['excludes 0,1,2,3']);
    expect(
      proven(counts(LAUNCHES, ['fewer than 5'], ['4-6'], ['7 or more'])).some((text) => text.includes('0,1')),
    ).toBe(false);
  });

  it('"between 4 and 6" without a word about its ends is no proof', () => {
    const events = counts(LAUNCHES, ['4 or more'], ['between 4 and 6'], ['7 or more']);
    expect(proven(events).some((text) => text.includes('='))).toBe(false);
  });

  it('rungs in other words are one ladder', () => {
    expect(proven(counts(LAUNCHES, ['more than 2'], ['3 or more']))).toEqual(['equivalent 0,1']);
    expect(proven(counts(LAUNCHES, ['more than 3'], ['3 or more']))).toEqual(['0->1']);
    expect(proven(counts(LAUNCHES, ['fewer than 4'], ['3 or fewer'], ['at least 4']))).toEqual(
      expect.arrayContaining(['equivalent 0,1', 'not 0,2']),
    );
  });
});

describe('what only looks like a count of whole things', () => {
  const rungs = [['3 or more'], ['exactly 3'], ['4 or more']] as const;
  it.each<readonly [string, Texts]>([
    [
      'has fractions',
      { asked: 'Will there be # inches of rain in 2026?', ruled: 'there are # inches of rain in 2026' },
    ],
    [
      'has fractions, of things that have none',
      {
        asked: 'Will there be # inches of rain in hurricanes in 2026?',
        ruled: 'there are # inches of rain in hurricanes in 2026',
      },
    ],
    ['is a sum of points', { asked: 'Will Norway score # points in 2026?', ruled: 'Norway scores # points in 2026' }],
    [
      'counts cuts of 25 basis points',
      { asked: 'Will there be # Fed rate cuts in 2026?', ruled: 'there are # Fed rate cuts in 2026' },
    ],
    ['is a state that changes', { asked: 'Will there be # members in 2026?', ruled: 'there are # members in 2026' }],
    [
      'is a state that changes, as a total',
      {
        asked: 'Will the total number of members of NATO in 2026 be #?',
        ruled: 'the total number of members of NATO in 2026 is #',
      },
    ],
    ['is held at some moment', { asked: 'Will Tesla have # rockets in 2026?', ruled: 'Tesla has # rockets in 2026' }],
    [
      'holds of one of many',
      { asked: 'Will Messi score # goals in a match in 2026?', ruled: 'Messi scores # goals in a match in 2026' },
    ],
    ['holds of each', { asked: 'Will each team score # goals in 2026?', ruled: 'each team scores # goals in 2026' }],
    ['holds of anyone', { asked: 'Will a player score # goals in 2026?', ruled: 'a player scores # goals in 2026' }],
    [
      'holds of one of two',
      {
        asked: 'Will there be # strikes in Yemen or Iran in 2026?',
        ruled: 'there are # strikes in Yemen or Iran in 2026',
      },
    ],
    [
      'is counted per day',
      { asked: 'Will there be # strikes per day in 2026?', ruled: 'there are # strikes per day in 2026' },
    ],
    [
      'is counted on some day of the week',
      { asked: 'Will there be # strikes on Mondays in 2026?', ruled: 'there are # strikes on Mondays in 2026' },
    ],
    [
      'has two spans',
      { asked: 'Will there be # strikes in June 2026?', ruled: 'there are # strikes in June 2026 in 2026' },
    ],
    [
      'has no first day',
      { asked: 'Will there be # strikes in Yemen?', ruled: 'there are # strikes in Yemen by December 31, 2026' },
    ],
    [
      'is paid before its end',
      { ...LAUNCHES, rest: `${OTHERWISE} This market may resolve immediately once the outcome is known.` },
    ],
    [
      'pays all alike in one case',
      { ...LAUNCHES, rest: `${OTHERWISE} In the event of a bankruptcy, this market will resolve to "Yes".` },
    ],
    [
      'pays the neighbour in one case',
      { ...LAUNCHES, rest: `${OTHERWISE} A disputed number resolves to the lower bracket.` },
    ],
    [
      'is paid for something else as well',
      { asked: 'Will SpaceX have # launches in 2026?', ruled: 'SpaceX has # launches or explosions in 2026' },
    ],
    ['is a share', { asked: 'Will there be # strikes in 2026?', ruled: 'there are #% strikes in 2026' }],
  ])('it %s', (_name, texts) => {
    const found = proven(counts(texts, ...rungs));
    // Nested rungs stand where one wording is nested however often it holds.
    expect(found.filter((text) => text !== '2->0')).toEqual([]);
  });

  it('names why in its sentence', () => {
    expect(
      whyOf(
        counts(
          { asked: 'Will Messi score # goals in a match in 2026?', ruled: 'Messi scores # goals in a match in 2026' },
          ...rungs,
        ),
        'exactly 3',
      ),
    ).toContain('several may be met');
    expect(
      whyOf(counts({ ...LAUNCHES, rest: `${OTHERWISE} This market may resolve immediately.` }, ...rungs), 'exactly 3'),
    ).toContain('"this market may resolve immediately" is a sentence that no rule may judge');
  });

  it('other rules, another source, another year are no rungs of it', () => {
    const other = (more: Partial<ConditionFields>): readonly VenueEvent[] => [
      event(market(LAUNCHES, ['3 or more']), market(LAUNCHES, ['exactly 3'], more), market(LAUNCHES, ['4 or more'])),
    ];
    for (const more of [
      { resolutionSource: 'https://faa.gov' },
      { description: (market(LAUNCHES, ['exactly 3']).description ?? '').replace('in 2026', 'in 2027') },
      { description: `${market(LAUNCHES, ['exactly 3']).description ?? ''} Aborted launches count.` },
      { active: false },
    ]) {
      expect(proven(other(more))).toEqual(['2->0']);
    }
  });

  it('"exactly 2.5" holds no count', () => {
    expect(
      proven(counts(LAUNCHES, ['2 or more'], ['exactly 2.5'], ['3 or more'])).filter((text) => text.includes('1')),
    ).toEqual([]);
  });
});
