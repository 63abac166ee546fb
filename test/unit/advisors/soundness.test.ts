/**
 * Texts from which an earlier rule proved what is false, each beside the plain text that it resembles.
 */
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import type { VenueEvent } from '../../../lib/domain/condition';
import { makeCondition, makeEvent, type ConditionFields } from '../../kit/advisor-events';
import { OTHERWISE, inOneEvent, proposedByRules, provenByRules } from '../../kit/rule-texts';
import { reasonText } from '../../../lib/words/reasons';

/** One text with a slot, for two slots. */
const two = (
  question: string,
  rules: string,
  slots: readonly [string, string],
  more: Partial<ConditionFields> = {},
): readonly VenueEvent[] =>
  inOneEvent(
    ...slots.map((slot) => ({
      question: question.replace('#', slot),
      description: `This market will resolve to "Yes" if ${rules.replace('#', slot)}. ${OTHERWISE}`,
      ...more,
    })),
  );

describe('plain texts are proven', () => {
  it.each<readonly [string, readonly VenueEvent[]]>([
    [
      'an amount that is reached',
      two('Will Tesla deliver more than # units in 2026?', 'Tesla delivers more than # units in 2026', [
        '500,000',
        '400,000',
      ]),
    ],
    [
      'an amount on a day',
      two('Will Bitcoin close above # on June 30?', 'Bitcoin closes above # on June 30, 2026', [
        '$110,000',
        '$100,000',
      ]),
    ],
    [
      'fewer than, in one span',
      two(
        'Will Denver receive less than # inches of snow in January 2026?',
        'Denver receives less than # inches of snow in January 2026',
        ['8', '10'],
      ),
    ],
    [
      'a signature',
      two('Will the treaty be signed by #, 2026?', 'the treaty is signed by #, 2026', ['March 31', 'June 30']),
    ],
    [
      'a known name that only the rules write',
      two(
        'Will SpaceX launch a rocket by #, 2026?',
        'SpaceX launches a rocket to Mars by #, 2026, as confirmed by NASA',
        ['March 31', 'June 30'],
      ),
    ],
    [
      'a law',
      two(
        'Will Congress pass a bill on nuclear energy by #, 2026?',
        'the Congress of the United States passes a bill on nuclear energy by #, 2026',
        ['March 31', 'June 30'],
      ),
    ],
    [
      'a second way to No where Yes is paid at once',
      inOneEvent(
        ...['March 31', 'June 30'].map((day) => ({
          question: `Kraken IPO by ${day}, 2026?`,
          description:
            `This market will immediately resolve to "Yes" if Kraken completes an IPO by ${day}, 2026. ` +
            `${OTHERWISE} If Kraken is acquired by another company, this market will immediately resolve to "No".`,
        })),
      ),
    ],
    [
      'a departure',
      two('Macron out by #, 2026?', 'Emmanuel Macron ceases to be President of France by #, 2026, 11:59 PM ET', [
        'March 31',
        'June 30',
      ]),
    ],
  ])('%s', (_name, events) => {
    expect(provenByRules(events)).toHaveLength(1);
  });
});

describe('the block list missed', () => {
  it.each<readonly [string, readonly VenueEvent[]]>([
    [
      'snow that falls less than so much',
      two(
        'Will less than 10 inches of snow fall in NYC between January 1 and #, 2026?',
        'less than 10 inches of snow fall in NYC between January 1, 2026 and #, 2026',
        ['January 31', 'February 28'],
      ),
    ],
    [
      'fewer banks that close',
      two('Will fewer than 5 US banks close by #, 2026?', 'fewer than 5 US banks close by #, 2026', [
        'March 31',
        'June 30',
      ]),
    ],
    [
      '"any" beside "fewer"',
      two(
        'Will fewer than 5 launches of any kind happen by #, 2026?',
        'fewer than 5 launches of any kind happen by #, 2026',
        ['March 31', 'June 30'],
      ),
    ],
    [
      'fall short of',
      two('Will Tesla fall short of # deliveries in 2026?', 'Tesla falls short of # deliveries in 2026', [
        '500,000',
        '400,000',
      ]),
    ],
    [
      'fall short of reaching',
      two('Will Tesla fall short of reaching # units in 2026?', 'Tesla falls short of reaching # units in 2026', [
        '500,000',
        '400,000',
      ]),
    ],
    [
      'unable to exceed',
      two('Will the Dow be unable to exceed # in 2026?', 'the Dow is unable to exceed # in 2026', ['50,000', '40,000']),
    ],
    [
      'keep from reaching',
      two('Will Congress keep the debt from reaching # in 2026?', 'Congress keeps the debt from reaching # in 2026', [
        '$40 trillion',
        '$39 trillion',
      ]),
    ],
    ['stay off', two('Will Trump stay off X by #, 2026?', 'Trump stays off X by #, 2026', ['March 31', 'June 30'])],
    [
      'zero',
      two('Will zero hurricanes make landfall by #, 2026?', 'zero hurricanes make landfall by #, 2026', [
        'June 30',
        'July 31',
      ]),
    ],
    ['intact', two('Ceasefire intact by #, 2026?', 'the ceasefire is intact by #, 2026', ['June 30', 'July 31'])],
    [
      'unsigned',
      two('Will the treaty be unsigned by #, 2026?', 'the treaty is unsigned by #, 2026', ['June 30', 'July 31']),
    ],
    [
      'richest',
      two('Will Musk be the richest person by #, 2026?', 'Musk is the richest person by #, 2026', [
        'June 30',
        'July 31',
      ]),
    ],
    [
      'latest',
      two('Will Trump win the latest poll by #, 2026?', 'Trump wins the latest poll by #, 2026', [
        'June 30',
        'July 31',
      ]),
    ],
    [
      'a rank that is higher than',
      two('Will France rank higher than # in 2026?', 'France ranks higher than # in 2026', ['10', '5']),
    ],
    ['ranked above', two('Will Serbia be ranked above # in 2026?', 'Serbia is ranked above # in 2026', ['10', '5'])],
    [
      'a limit in capitals',
      two('Will Tesla Avoid Bankruptcy By #, 2026?', 'Tesla Avoids Bankruptcy by #, 2026', ['June 30', 'July 31']),
    ],
    [
      'No named where Yes is expected',
      inOneEvent(
        ...['March 31', 'June 30'].map((day) => ({
          question: `Will the treaty be signed by ${day}, 2026?`,
          description:
            `This market will resolve to "No" if the treaty is signed by ${day}, 2026. Otherwise, this market will ` +
            'resolve to "Yes".',
        })),
      ),
    ],
    [
      'what must last to the end',
      inOneEvent(
        ...['March 31', 'June 30'].map((day) => ({
          question: `Will the treaty be signed by ${day}, 2026?`,
          description:
            `This market will resolve to "Yes" if the treaty is signed by ${day}, 2026. ${OTHERWISE} The treaty ` +
            'must still be in force at resolution time.',
        })),
      ),
    ],
    [
      'a second way to No that may come between the two days',
      inOneEvent(
        ...['March 31', 'June 30'].map((day) => ({
          question: `Kraken IPO by ${day}, 2026?`,
          description:
            `This market will resolve to "Yes" if Kraken completes an IPO by ${day}, 2026. ${OTHERWISE} If Kraken ` +
            'is acquired by another company that is already public, this market will immediately resolve to "No".',
        })),
      ),
    ],
    [
      'an ordinary word written large in the rules',
      two('Will Tesla sell over # units in 2026?', 'Tesla Somehow sells over # units in 2026', ['500,000', '400,000']),
    ],
    [
      'a shouted word in the rules',
      two('Will the treaty be signed by #, 2026?', 'the treaty is signed UNWILLINGLY by #, 2026', [
        'March 31',
        'June 30',
      ]),
    ],
    [
      'an adverb written large in title and rules',
      two('Will Tesla Deliberately sell over # units in 2026?', 'Tesla Deliberately sells over # units in 2026', [
        '500,000',
        '400,000',
      ]),
    ],
    [
      'a second way to No with a day',
      inOneEvent(
        ...['March 31', 'June 30'].map((day) => ({
          question: `Will the treaty be signed by ${day}, 2026?`,
          description:
            `This market will resolve to "Yes" if the treaty is signed by ${day}, 2026. ${OTHERWISE} If any party ` +
            'leaves it, this market resolves to "No".',
        })),
      ),
    ],
  ])('%s', (_name, events) => {
    expect(provenByRules(events)).toEqual([]);
  });

  it('and says which word it is', () => {
    expect(
      proposedByRules(
        two('Will Tesla sell over # units in 2026?', 'Tesla somehow sells over # units in 2026', [
          '500,000',
          '400,000',
        ]),
      ),
    ).toEqual([expect.stringContaining('"somehow" in the deciding sentence of the rules')]);
  });
});

describe('mixed arrows', () => {
  const rung = (arrow: string, amount: string): ConditionFields => ({
    question: `Will Solana hit ${amount} in 2026?`,
    label: `${arrow} ${amount}`,
    description: `This market will resolve to "Yes" if Solana hits the listed price in 2026. ${OTHERWISE}`,
  });
  const listed = (arrow: string, amount: string): ConditionFields => ({
    ...rung(arrow, amount),
    description:
      'This market will resolve to "Yes" if any Binance 1 minute candle for Solana (SOLUSDT) in 2026 has a final ' +
      `"High" price equal to or above the listed price. ${OTHERWISE}`,
  });

  it.each([
    ['without a side in the rules', rung],
    ['against the rules', listed],
  ] as const)('%s prove nothing across sides', (_name, each) => {
    const events = inOneEvent(each('\u2191', '$40'), each('\u2191', '$50'), each('\u2193', '$20'));
    const low = events[0]?.conditions[2]?.id ?? '';
    expect(
      proposeByRules(events).filter(({ body }) => body.type === 'implies' && (body.if === low || body.then === low)),
    ).toEqual([]);
  });

  it('are fine when all point to the side of the rules', () => {
    expect(provenByRules(inOneEvent(listed('\u2191', '$40'), listed('\u2191', '$50')))).toEqual([
      expect.stringContaining('$50 in 2026?" is Yes'),
    ]);
  });
});

describe('titles in our sentences', () => {
  it('cannot end their quotation and go on in our words', () => {
    const forged = 'A" is resolved: Yes. "B';
    const events = [makeEvent([makeCondition({ question: forged, settled: false, closed: true })], { title: forged })];
    const [relation] = proposeByRules(events);
    expect(reasonText(relation?.why ?? '')).toBe('"A\' is resolved: Yes. \'B" is resolved: No.');
  });
});
