/**
 * The same for counts, joined questions and parties: each names a world in which it fails; none may be proven again.
 */
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import { makeCondition, makeEvent, type ConditionFields } from '../../kit/advisor-events';
import { COUNTS, LAUNCHES, familyOf, marketOf, provenBeyondNesting } from '../../kit/hostile-families';
import { OTHERWISE } from '../../kit/rule-texts';
import { reasonText } from '../../../lib/words/reasons';

describe('many counts', () => {
  it.each<readonly [asked: string, ruled: string, world: string]>([
    ['Will SpaceX have # launches in a day in 2026?', 'SpaceX has # launches in 2026', 'the title is of one day'],
    ['Will SpaceX have # launches per month in 2026?', 'SpaceX has # launches in 2026', 'the title is of one month'],
    ['Will Haaland score # goals in a match in 2026?', 'Haaland scores # goals in 2026', 'the title is of one match'],
    [
      'Will # US soldiers be deployed in Venezuela in 2026?',
      '# US soldiers are deployed in Venezuela in 2026',
      '3 in March, 4 in June',
    ],
    [
      'Will Taiwan report # Chinese aircraft in June 2026?',
      'Taiwan reports # Chinese aircraft in June 2026',
      'reported anew each day',
    ],
    ['Will # ships be recorded in Hormuz in 2026?', '# ships are recorded in Hormuz in 2026', 'recorded anew each day'],
    [
      'Will the total number of launches by SpaceX be # in 2026?',
      'the total number of launches by SpaceX is # in 2026',
      'of all years',
    ],
    ['Will Elon Musk have # posts on X in 2026?', 'Elon Musk has # posts on X in 2026', 'of all years'],
    ['Will Cristiano Ronaldo have # goals in 2026?', 'Cristiano Ronaldo has # goals in 2026', 'of his career'],
    ['Will Cristiano Ronaldo score # goals in 2026?', 'Cristiano Ronaldo has scored # goals in 2026', 'of his career'],
    [
      'Will Kylian Mbappé score # goals in El Clásico in 2026?',
      'Kylian Mbappé scores # goals in El Clásico in 2026',
      'played more than once',
    ],
    [
      'Will there be # explosions in the Manchester Derby in 2026?',
      'there are # explosions in the Manchester Derby in 2026',
      'played more than once',
    ],
    [
      'Will Haaland score # goals in the Premier League game in May 2026?',
      'Haaland scores # goals in the Premier League game in May 2026',
      'more than one game',
    ],
    ['Will US Senators sign # bills in 2026?', 'US Senators sign # bills in 2026', 'each of them'],
    ['Will Democrats win # seats in 2026?', 'Democrats win # seats in 2026', 'each of them'],
    ['Will Elon Musk publish # Daily posts in 2026?', 'Elon Musk publishes # Daily posts in 2026', 'each day'],
    [
      'Will SpaceX conduct # person flights in 2026?',
      'SpaceX conducts # person flights in 2026',
      'flights with so many persons',
    ],
  ])('%s', (asked, ruled) => {
    expect(provenBeyondNesting(familyOf(asked, ruled, COUNTS))).toEqual([]);
  });

  it('a market listed twice', () => {
    const twice = familyOf('Will there be # US strikes in Yemen in 2026?', 'there are # US strikes in Yemen in 2026', [
      '3 or more',
      '3 or more',
      '4 or more',
      'exactly 3',
    ]);
    expect(provenBeyondNesting(twice).filter((why) => why.includes('3 or more'))).toEqual([]);
  });

  it.each<readonly [string, readonly [ConditionFields, ConditionFields]]>([
    [
      'the company',
      [
        marketOf(
          {
            asked: 'Will the company close # on June 30, 2026?',
            ruled: 'the listed company closes # on June 30, 2026',
            rest: OTHERWISE,
          },
          'above $400',
          { label: 'Tesla' },
        ),
        marketOf(
          {
            asked: 'Will the company close # on June 30, 2026?',
            ruled: 'the listed company closes # on June 30, 2026',
            rest: OTHERWISE,
          },
          'below $300',
          { label: 'Nvidia' },
        ),
      ],
    ],
    [
      'the country',
      [
        marketOf(
          { asked: 'Will there be # strikes in 2026?', ruled: 'there are # strikes in 2026', rest: OTHERWISE },
          'exactly 2',
          { label: 'Yemen' },
        ),
        marketOf(
          { asked: 'Will there be # strikes in 2026?', ruled: 'there are # strikes in 2026', rest: OTHERWISE },
          '3 or more',
          { label: 'Iran' },
        ),
      ],
    ],
    [
      'the other side',
      [
        marketOf({ asked: LAUNCHES[0], ruled: LAUNCHES[1], rest: OTHERWISE }, '4 or more', { label: 'fewer than 4' }),
        marketOf({ asked: LAUNCHES[0], ruled: LAUNCHES[1], rest: OTHERWISE }, 'fewer than 3'),
      ],
    ],
  ])('a label that names %s', (_name, fields) => {
    expect(provenBeyondNesting([makeEvent(fields.map(makeCondition))])).toEqual([]);
  });
});

describe('joined questions', () => {
  const A = 'Kraken completes an IPO by June 30, 2026, 11:59 PM ET';
  const say = (question: string, clause: string, more: Partial<ConditionFields> = {}): ConditionFields => ({
    question,
    createdAt: '2026-01-01T00:00:00Z',
    endDate: '2026-06-30T12:00:00Z',
    description: `This market will resolve to "Yes" if ${clause}. ${OTHERWISE}`,
    ...more,
  });
  const joinedOf = (
    b: string,
    title = 'Both by June 30, 2026?',
    how = 'both of the following occur',
    word = 'and',
  ): readonly string[] =>
    proposeByRules([
      makeEvent(
        [
          say('Kraken IPO by June 30, 2026?', A),
          say('The other by June 30, 2026?', b),
          say(title, `${how}: (a) ${A}, ${word} (b) ${b}`),
        ].map(makeCondition),
      ),
    ])
      .filter(({ body, status }) => status === 'proven' && (body.type === 'and' || body.type === 'or'))
      .map(({ why }) => reasonText(why));

  it('that say it plainly are proven', () => {
    expect(joinedOf('the US strikes Iran by June 30, 2026')).toHaveLength(1);
  });

  it.each([
    'the listed company completes a merger by June 30, 2026',
    'the person named in the title resigns by June 30, 2026',
    'the deal is signed by June 30, 2026',
    'the company acquires Gemini by June 30, 2026',
    'a replacement is announced by June 30, 2026',
    'they sign a treaty by June 30, 2026',
    'her new album is released by June 30, 2026',
    'its CEO resigns by June 30, 2026',
    'Congress impeaches him by June 30, 2026',
    'Jesse Powell subsequently resigns by June 30, 2026',
    'Jesse Powell then resigns by June 30, 2026',
    'Jesse Powell afterwards resigns by June 30, 2026',
    'the US strikes Iran again by June 30, 2026',
    'the next Fed Chair is announced by June 30, 2026',
    'SpaceX launches a rocket',
    'SpaceX launches a rocket by the listed date',
    'Iran strikes us by June 30, 2026',
  ])('that point away from themselves are not: %s', (b) => {
    expect(joinedOf(b)).toEqual([]);
  });

  it.each<readonly [string, string, string]>([
    ['Kraken IPO or a strike by June 30, 2026?', 'both of the following occur', 'and'],
    ['Kraken IPO before a strike by June 30, 2026?', 'both of the following occur', 'and'],
    ['Exactly one of IPO and strike by June 30, 2026?', 'either of the following occurs', 'or'],
  ])('whose title joins otherwise are not: %s', (title, how, word) => {
    expect(joinedOf('the US strikes Iran by June 30, 2026', title, how, word)).toEqual([]);
  });
});

it('a party whose rules name its candidate is a proposal: she may lose the nomination and win without it', () => {
  const say = (question: string, clause: string): ConditionFields => ({
    question,
    createdAt: '2026-01-01T00:00:00Z',
    endDate: '2026-11-04T12:00:00Z',
    description: `This market will resolve to "Yes" if ${clause}. ${OTHERWISE}`,
  });
  const events = [
    makeEvent(
      [
        say('Will Ann Smith win Ohio in 2026?', 'Ann Smith wins the Senate election in Ohio in 2026'),
        say(
          'Will a Republican win Ohio in 2026?',
          'the Republican candidate, Ann Smith, wins the Senate election in Ohio in 2026',
        ),
      ].map(makeCondition),
    ),
  ];
  expect(proposeByRules(events).filter(({ status }) => status === 'proven')).toEqual([]);
});
