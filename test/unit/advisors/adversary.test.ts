/**
 * Texts that a market's author could write, from which something was once proven that their rules do not guarantee.
 * Each names a world in which it fails; none may be proven again.
 */
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import type { VenueEvent } from '../../../lib/domain/condition';
import { makeCondition, makeEvent, type ConditionFields } from '../../kit/advisor-events';

const OTHERWISE = 'Otherwise, this market will resolve to "No".';
type Rungs = readonly (string | readonly [title: string, rules: string])[];
const COUNTS: Rungs = ['3 or more', 'exactly 3', '4 or more', 'more than 2'];
const ROW: Rungs = ['fewer than 4', '4-6', '7 or more'];
const PRICES: Rungs = ['above $400', 'below $300', '$400 or below', 'between $300 and $400'];

const market = (
  { asked, ruled, rest }: { readonly asked: string; readonly ruled: string; readonly rest: string },
  rung: Rungs[number],
  more: Partial<ConditionFields> = {},
): ConditionFields => {
  const [title, rules] = typeof rung === 'string' ? [rung, rung] : rung;
  return {
    createdAt: '2026-01-01T00:00:00Z',
    endDate: '2026-12-31T12:00:00Z',
    question: asked.replace('#', title),
    label: title,
    description: `This market will resolve to "Yes" if ${ruled.replace('#', rules)}. ${rest}`,
    ...more,
  };
};
const family = (asked: string, ruled: string, rungs: Rungs, rest = OTHERWISE): readonly VenueEvent[] => [
  makeEvent(
    rungs.map((rung) => makeCondition(market({ asked, ruled, rest }, rung))),
    { title: 'An event' },
  ),
];

/** Everything proven but that what lies in one interval lies in a wider one. */
const strong = (events: readonly VenueEvent[]): readonly string[] =>
  proposeByRules(events)
    .filter(({ status, body }) => status === 'proven' && body.type !== 'implies')
    .map(({ why }) => why);

const LAUNCHES = ['Will SpaceX have # launches in 2026?', 'SpaceX has # launches in 2026'] as const;
const CLOSE = ['Will Tesla close # on June 30, 2026?', 'Tesla closes # on June 30, 2026'] as const;

describe('the plain texts of these families', () => {
  it('do prove something', () => {
    expect(strong(family(...LAUNCHES, COUNTS)).length).toBeGreaterThan(1);
    expect(strong(family(...LAUNCHES, ROW)).length).toBeGreaterThan(0);
    expect(strong(family(...CLOSE, PRICES)).length).toBeGreaterThan(1);
  });
});

describe('many prices', () => {
  it.each<readonly [asked: string, ruled: string, world: string]>([
    [
      'Will Tesla or Nvidia close # on June 30, 2026?',
      'Tesla or Nvidia closes # on June 30, 2026',
      'one closes at 450, the other at 250',
    ],
    [
      'Will Tesla and Nvidia close # on June 30, 2026?',
      'Tesla and Nvidia close # on June 30, 2026',
      'one closes at 450, the other at 350',
    ],
    [
      'Will the price of Bitcoin be # on June 30, 2026?',
      'a Binance 1 minute candle for BTC/USDT on June 30, 2026 has a final "Close" price #',
      'both are met during the day',
    ],
    [
      'Will the price of Bitcoin be # on June 30, 2026?',
      'the Binance 1 minute candle for BTC/USDT on June 30, 2026 has a final "Close" price #',
      'a day has 1,440 such candles',
    ],
    [
      'Will Bitcoin trade # on June 30, 2026?',
      'Bitcoin trades # in a Binance candle on June 30, 2026',
      'a day has many candles',
    ],
    [
      'Will a US energy company close # on June 30, 2026?',
      'a US energy company closes # on June 30, 2026',
      'two companies',
    ],
    ['Will US energy stocks close # on June 30, 2026?', 'US energy stocks close # on June 30, 2026', 'two stocks'],
    [
      'Will Bitcoin close # on a US exchange on June 30, 2026?',
      'Bitcoin closes # on a US exchange on June 30, 2026',
      'two exchanges',
    ],
    [
      'Will Bitcoin close # on Coinbase or Kraken on June 30, 2026?',
      'Bitcoin closes # on Coinbase or Kraken on June 30, 2026',
      'two exchanges',
    ],
    [
      'Will Bitcoin close # on June 29, 2026 or on June 30, 2026?',
      'Bitcoin closes # on June 29, 2026 or on June 30, 2026',
      'two days',
    ],
    ['Will Bitcoin close # on a day of June 2026?', 'Bitcoin closes # on a day of June 2026', 'thirty days'],
    [
      'Will Tesla close # on June 30, 2026?',
      'Tesla closes # on June 30, 2026 at 12:00 PM ET or at 4:00 PM ET',
      'two times',
    ],
    [
      'Will Tesla close # on June 30, 2026?',
      'Tesla closes # on June 30, 2026 or SpaceX launches a rocket',
      'the rocket is launched, and all are Yes',
    ],
    [
      'Will Tesla close # on June 30, 2026?',
      'Tesla closes # on June 30, 2026 and SpaceX launches a rocket',
      'no rocket is launched, and all are No',
    ],
  ])('%s', (asked, ruled) => {
    expect(strong(family(asked, ruled, PRICES))).toEqual([]);
  });

  it('a price that may not exist leaves all unpaid', () => {
    const types = proposeByRules(
      family('Will Tesla (TSLA) close # on July 3, 2026?', 'Tesla (TSLA) closes # on July 3, 2026', PRICES),
    )
      .filter(({ status }) => status === 'proven')
      .map(({ body }) => body.type);
    expect(types.filter((type) => type !== 'implies' && type !== 'excludes')).toEqual([]);
  });

  it.each<readonly [Rungs]>([
    [
      [
        ['above 4,000', 'above $4,000'],
        ['below 3,900', 'below €3,900'],
      ],
    ],
    [
      [
        ['above $4,000', 'above $4,000'],
        ['below $3,900', 'below €3,900'],
      ],
    ],
    [
      [
        ['above $40', 'above $40'],
        ['below $39', 'below 39%'],
      ],
    ],
  ])('units: %j', (rungs) => {
    expect(strong(family('Will gold close # on June 30, 2026?', 'gold closes # on June 30, 2026', rungs))).toEqual([]);
    expect(strong(family('Will Tesla close # on June 30, 2026?', 'Tesla closes # on June 30, 2026', rungs))).toEqual(
      [],
    );
  });
});

describe('another sentence of the rules', () => {
  const SENTENCES = [
    'The number must be published by the FAA by January 31, 2027.',
    'This market only pays if the US has declared war.',
    'A positive resolution also requires confirmation by the Pentagon by January 31, 2027.',
    'Note: Congress must first declare war.',
    'This refers to launches in a single month.',
    'Launches of different months are not added up.',
    'The launches must occur within one 24-hour period.',
    'A launch that does not reach orbit counts as 0.5 launches.',
    'A launch counts for each stage that reaches orbit.',
    'If sources disagree, the mean of their numbers will be used.',
    'The upper bound is not included.',
    'In case of a dispute, this market will be resolved to the lower bracket.',
    'In case of a dispute, this market will be resolved in favor of the higher number.',
    'In the event of a bankruptcy of SpaceX, this market resolves positively.',
    'In the event of a bankruptcy of SpaceX, this market will default to the lowest bracket.',
    'In the event of a bankruptcy of SpaceX, the lowest bracket will be paid.',
    'In the event of a bankruptcy of SpaceX, all markets will be settled at full value.',
    'In the event of a bankruptcy of SpaceX, this market will resolve at the last traded price.',
    'This market is void if SpaceX goes bankrupt.',
    'In the event of a bankruptcy, this market will resolve 50-50.',
    'In the event of a bankruptcy, this market will resolve to 50-50.',
    'This market may resolve once the outcome is known.',
    'This market may resolve at any time before the end of the period if the outcome is mathematically certain.',
    'This market may resolve prior to December 31, 2026.',
    'This market may be settled ahead of its end date.',
    'This market may resolve when the outcome is clear, without waiting for the end of 2026.',
    'This market may resolve at once.',
    'Once the threshold is met, the market resolves.',
    'In the event of cancellation, this market will resolve to "Yes".',
    'A launch counts in proportion to its payload.',
    'A launch counts as a fraction if it fails.',
    'A launch counts for whichever market comes closest.',
    'The resolution source for this market is the SpaceX website; missing data go to the nearest market.',
    'The resolution source for this market is SpaceX for small counts and the FAA for large counts.',
    'The resolution source for this market is the SpaceX website, failing which all markets lose.',
    'The close of any Binance 1 minute candle on that day counts.',
    'The close on any major exchange counts.',
    'An intraday price on this date is sufficient.',
    'The stock must be listed on Nasdaq on this date.',
    'If the price is exactly at the listed price, neither side wins.',
  ];
  it.each(SENTENCES)('%s', (sentence) => {
    for (const rest of [`${OTHERWISE} ${sentence}`, `${sentence} ${OTHERWISE}`]) {
      expect(strong(family(...LAUNCHES, COUNTS, rest))).toEqual([]);
      expect(strong(family(...LAUNCHES, ROW, rest))).toEqual([]);
      expect(strong(family(...CLOSE, PRICES, rest))).toEqual([]);
    }
  });

  it('a condition on the next line', () => {
    for (const rest of ['\nprovided that Congress has declared war.', '\n- and the FAA confirms the number.'])
      expect(
        strong([
          makeEvent(
            ROW.map((rung) => {
              const text = market({ asked: LAUNCHES[0], ruled: LAUNCHES[1], rest: '' }, rung);
              return makeCondition({
                ...text,
                description: `${(text.description ?? '').replace(/\.\s*$/, ',')}${rest} ${OTHERWISE}`,
              });
            }),
          ),
        ]),
      ).toEqual([]);
  });

  it('"the higher bracket" takes nothing from a count', () => {
    const bracket = `${OTHERWISE} If the reported value falls exactly between two brackets, then this market will resolve to the higher range bracket.`;
    expect(strong(family(...LAUNCHES, ['between 4 and 6', '6 or more', 'fewer than 6'], bracket))).toEqual([]);
    expect(
      proposeByRules(family(...LAUNCHES, ['between 4 and 6', 'fewer than 6'], bracket)).filter(
        ({ status }) => status === 'proven',
      ),
    ).toEqual([]);
  });

  it('plain sentences about the source and what is counted stay', () => {
    const rest = `${OTHERWISE} A launch counts when the rocket has left the launch station. The primary resolution source for this market is official information from SpaceX; a consensus of credible reporting may be used as well.`;
    expect(strong(family(...LAUNCHES, COUNTS, rest)).length).toBeGreaterThan(1);
  });
});

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
    expect(strong(family(asked, ruled, COUNTS))).toEqual([]);
  });

  it('a market listed twice', () => {
    const twice = family('Will there be # US strikes in Yemen in 2026?', 'there are # US strikes in Yemen in 2026', [
      '3 or more',
      '3 or more',
      '4 or more',
      'exactly 3',
    ]);
    expect(strong(twice).filter((why) => why.includes('3 or more'))).toEqual([]);
  });

  it.each<readonly [string, readonly [ConditionFields, ConditionFields]]>([
    [
      'the company',
      [
        market(
          {
            asked: 'Will the company close # on June 30, 2026?',
            ruled: 'the listed company closes # on June 30, 2026',
            rest: OTHERWISE,
          },
          'above $400',
          { label: 'Tesla' },
        ),
        market(
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
        market(
          { asked: 'Will there be # strikes in 2026?', ruled: 'there are # strikes in 2026', rest: OTHERWISE },
          'exactly 2',
          { label: 'Yemen' },
        ),
        market(
          { asked: 'Will there be # strikes in 2026?', ruled: 'there are # strikes in 2026', rest: OTHERWISE },
          '3 or more',
          { label: 'Iran' },
        ),
      ],
    ],
    [
      'the other side',
      [
        market({ asked: LAUNCHES[0], ruled: LAUNCHES[1], rest: OTHERWISE }, '4 or more', { label: 'fewer than 4' }),
        market({ asked: LAUNCHES[0], ruled: LAUNCHES[1], rest: OTHERWISE }, 'fewer than 3'),
      ],
    ],
  ])('a label that names %s', (_name, fields) => {
    expect(strong([makeEvent(fields.map(makeCondition))])).toEqual([]);
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
      .map(({ why }) => why);

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
