/**
 * Ladders whose amount or day belongs to a part of the sentence, and not to what happens: "a law for companies with
 * over 500 employees", "recalls vehicles built before June 1". Of these the narrower text says nothing of the wider
 * one.
 */
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import type { VenueEvent } from '../../../lib/domain/condition';
import { OTHERWISE, eventOf, provenBeyondStructure, say } from '../../kit/rule-texts';
import { reasonText } from '../../../lib/words/reasons';

const ladder = (asked: string, ruled: string, ...values: readonly string[]): readonly VenueEvent[] => [
  eventOf(values.map((value) => say(asked.replace('#', value), ruled.replace('#', value)))),
];

describe('an amount that says whom or what is meant', () => {
  it.each<readonly [asked: string, ruled: string, a: string, b: string]>([
    [
      'California tax on individuals with over # in 2026?',
      'California enacts a tax on individuals with over # in 2026',
      '$1 billion',
      '$100 million',
    ],
    [
      'EU law for companies with over # employees in 2026?',
      'the EU adopts a law for companies with over # employees in 2026',
      '1,000',
      '500',
    ],
    [
      'US tariffs on vehicles over # in 2026?',
      'the US imposes tariffs on vehicles over # in 2026',
      '$50,000',
      '$40,000',
    ],
    ['US tariff on imports under # in 2026?', 'the US imposes a tariff on imports under # in 2026', '$500', '$800'],
    [
      'FDA approval of a vaccine for people over # in 2026?',
      'the FDA approves a vaccine for people over # in 2026',
      '65',
      '60',
    ],
    [
      'UK law allowing people over # in elections in 2026?',
      'the UK adopts a law allowing people over # in elections in 2026',
      '17',
      '16',
    ],
    [
      'US sanctions for individuals with over # in 2026?',
      'the US imposes sanctions on individuals with over # in 2026',
      '$5 million',
      '$1 million',
    ],
    ['Will the US tax imports over # in 2026?', 'the US taxes imports over # in 2026', '$800', '$500'],
    [
      'Will California tax individuals with over # in 2026?',
      'California enacts a tax on individuals with over # in 2026',
      '$1 billion',
      '$100 million',
    ],
    ['Will Denmark ban under # from TikTok in 2026?', 'Denmark bans under # from TikTok in 2026', '15', '16'],
    [
      'Will under # be banned from TikTok in Denmark in 2026?',
      'under # are banned from TikTok in Denmark in 2026',
      '15',
      '16',
    ],
    ['Will Paris ban over # tons vehicles in 2026?', 'Paris bans over # tons vehicles in 2026', '3', '2'],
    [
      'Taylor Swift song at # or lower on Billboard in 2026?',
      'a Taylor Swift song is at # or lower on Billboard in 2026',
      '4',
      '5',
    ],
  ])('%s', (asked, ruled, a, b) => {
    expect(provenBeyondStructure(ladder(asked, ruled, a, b))).toEqual([]);
  });

  it('of what happens stays proven', () => {
    expect(
      provenBeyondStructure(
        ladder(
          'Will Tesla deliver more than # units in 2026?',
          'Tesla delivers more than # units in 2026',
          '500,000',
          '400,000',
        ),
      ),
    ).toHaveLength(1);
    expect(
      provenBeyondStructure(
        ladder(
          'Will the market cap of Apple exceed # on June 30, 2026?',
          'the market cap of Apple exceeds # on June 30, 2026',
          '$5 trillion',
          '$4 trillion',
        ),
      ),
    ).toHaveLength(1);
  });
});

describe('a day that says whom or what is meant', () => {
  it.each<readonly [asked: string, ruled: string, a: string, b: string]>([
    [
      'Will Tesla recall vehicles built before #, 2026?',
      'Tesla recalls vehicles built before #, 2026',
      'June 1',
      'July 1',
    ],
    [
      'Will Tesla recall vehicles built between January 1, 2026 and #, 2026?',
      'Tesla recalls vehicles built between January 1, 2026 and #, 2026',
      'March 31',
      'June 30',
    ],
    ['Will Paris ban cars sold before #?', 'Paris bans cars sold before #', 'January 1, 2006', 'January 1, 2011'],
    [
      'Will Israel release the people arrested by #, 2026?',
      'Israel releases the people arrested by #, 2026',
      'March 31',
      'June 30',
    ],
    [
      'Will Trump pardon people convicted by #, 2026?',
      'Donald Trump pardons people convicted by #, 2026',
      'March 31',
      'June 30',
    ],
    [
      'Will Trump pardon everyone convicted by #, 2026?',
      'Donald Trump pardons everyone convicted by #, 2026',
      'March 31',
      'June 30',
    ],
    [
      'Will the Lakers win the games scheduled by #, 2026?',
      'the Lakers win the games scheduled by #, 2026',
      'March 31',
      'June 30',
    ],
    ['Will Tesla recall vehicles by #, 2026?', 'Tesla recalls vehicles delivered by #, 2026', 'March 31', 'June 30'],
    ['Will Germany ban cars by #, 2026?', 'Germany bans cars sold by #, 2026', 'March 31', 'June 30'],
    [
      'Will SpaceX launch satellites by #, 2026?',
      'SpaceX launches the satellites scheduled by #, 2026',
      'March 31',
      'June 30',
    ],
    [
      'Will Tesla recall vehicles in service before #?',
      'Tesla recalls vehicles in service before #',
      'January 1, 2020',
      'January 1, 2024',
    ],
  ])('%s', (asked, ruled, a, b) => {
    expect(provenBeyondStructure(ladder(asked, ruled, a, b))).toEqual([]);
  });
});

describe('what must be so when the market is paid', () => {
  it.each([
    'The model must be publicly announced and available at market resolution.',
    'The model must be officially announced and in use at resolution.',
    'The model must be verified and operational at resolution.',
    'The model must be documented as being tradable at resolution.',
    'Verification will be based on the model being accessible at resolution.',
    'Verification will be based on information available at market resolution.',
    'The primary resolution source for this market will be official information from OpenAI at resolution.',
    'The release must be announced as scheduled.',
    'Note: only cases reported by OpenAI in its final report will qualify regardless of reports from Google or ' +
      'other sources.',
  ])('%s', (sentence) => {
    const rest = `${OTHERWISE}\n\n${sentence}`;
    expect(
      provenBeyondStructure([
        eventOf(
          ['March 31', 'June 30'].map((day) =>
            say(
              `Will GPT-6 be released by ${day}, 2026?`,
              `GPT-6 is officially released by OpenAI by ${day}, 2026`,
              {},
              rest,
            ),
          ),
        ),
      ]),
    ).toEqual([]);
  });

  it('the usual source stays', () => {
    const rest =
      `${OTHERWISE} The primary source for this market will be official information from OpenAI, with additional ` +
      'verification from a consensus of credible reporting.';
    expect(
      provenBeyondStructure([
        eventOf(
          ['March 31', 'June 30'].map((day) =>
            say(
              `Will GPT-6 be released by ${day}, 2026?`,
              `GPT-6 is officially released by OpenAI by ${day}, 2026`,
              {},
              rest,
            ),
          ),
        ),
      ]),
    ).toHaveLength(1);
  });
});

describe('two games of one pair on one day', () => {
  it.each<readonly [title: string, question: string, clause: string]>([
    ['Yankees vs. Red Sox', 'Will the Yankees win on June 30, 2026?', 'the Yankees win the game on June 30, 2026'],
    ['Canada vs. USA', 'Will Canada win on June 30, 2026?', 'Canada wins on June 30, 2026'],
    ['Spirit at Navi', 'Will Spirit win on June 30, 2026?', 'Spirit wins the match on June 30, 2026'],
  ])('%s: %s', (title, question, clause) => {
    expect(
      provenBeyondStructure([eventOf([say(question, clause)], title), eventOf([say(question, clause)], title)]),
    ).toEqual([]);
  });

  it('also for goals', () => {
    const goals = (amount: string): VenueEvent =>
      eventOf(
        [
          say(
            `Will the Yankees score over ${amount} goals on June 30, 2026?`,
            `the Yankees score over ${amount} goals in the game on June 30, 2026`,
          ),
        ],
        'Goals',
      );
    expect(provenBeyondStructure([goals('5'), goals('4')])).toEqual([]);
  });
});

it('two names joined by a slash are two', () => {
  for (const [asked, ruled] of [
    ['Will US/Israel conduct # strikes on Iran in 2026?', 'US/Israel conducts # strikes on Iran in 2026'],
    ['Will Ajax/PSV score # goals on June 30, 2026?', 'Ajax/PSV scores # goals on June 30, 2026'],
  ] as const) {
    const found = proposeByRules(ladder(asked, ruled, '3 or more', 'exactly 3', '4 or more')).filter(
      ({ status, body }) => status === 'proven' && body.type !== 'implies',
    );
    expect(found.map(({ why }) => reasonText(why))).toEqual([]);
  }
});
