/**
 * Every token that carries a value survives reading: two questions that differ in one are never proposed as one.
 */
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import { makeCondition, makeEvent } from '../../kit/advisor-events';
import { kindsOf, proposeMeaning } from '../../kit/meaning-proposals';
import { fill, FRAMES } from '../../kit/paraphrase-frames';

const said = (...questions: readonly string[]): readonly string[] =>
  kindsOf(proposeMeaning(...questions.map((question) => ({ question }))));

describe.each(FRAMES)('$name', ({ wordings, values }) => {
  const [plain, other] = wordings;

  it.each(values)('"%s" in other words is proposed', (value) => {
    expect(said(fill(plain, value), fill(other, value))).toEqual(['proposed equivalent']);
  });

  it('two values are two questions, in the same and in other words', () => {
    const wrong: string[] = [];
    for (const [at, value] of values.entries())
      for (const second of values.slice(at + 1))
        for (const [a, b] of [
          [plain, plain],
          [plain, other],
          [other, plain],
        ] as const)
          if (said(fill(a, value), fill(b, second)).length > 0) wrong.push(`${fill(a, value)} = ${fill(b, second)}`);
    expect(wrong).toEqual([]);
  });
});

describe('one question', () => {
  it.each([
    [
      'Will the Fed cut rates by $4 trillion in June 2026?',
      'Is the Fed going to reduce rates by 4 trillion dollars in June 2026?',
    ],
    [
      'Will the Acme group of Oslo be worth 5 million euros on June 30, 2026?',
      'Is the Acme group of Oslo going to be worth \u20AC5M on June 30, 2026?',
    ],
    ['Will the U.S. Senate pass the Jones bill by 17:00?', 'Is the US Senate going to approve the Jones law by 5 PM?'],
    [
      'Will Sony hold the most patents at the Tokyo fair?',
      'Is Sony going to hold the highest number of patents at the Tokyo fair?',
    ],
    ["Will O'Neill beat So in the Oslo chess match?", "Is O'Neill going to defeat So in the Oslo chess game?"],
    [
      'Will Gavin Newsom announce a Presidential run before 2027?',
      'Will Gavin Newsom declare a Presidential run by December 31, 2026?',
    ],
    [
      'Will Ted Cruz be the Republican nominee for the 2024 US Election?',
      'Is Ted Cruz going to be chosen as the Republican candidate for the 2024 US Election?',
    ],
    [
      'Will Canada hold a federal election before January 1, 2028?',
      'Is Canada going to conduct a federal election prior to January 1, 2028?',
    ],
  ])('%s = %s', (a, b) => {
    expect(said(a, b)).toEqual(['proposed equivalent']);
  });
});

describe('two questions', () => {
  it.each([
    [
      'more beside it',
      'Will Norway win the most gold medals in the 2026 Games?',
      'Will Norway win the most medals in the 2026 Games?',
    ],
    [
      'a place in a place',
      'Will Israel expand into the southern Gaza Strip by June 1?',
      'Will Israel expand into the Gaza Strip by June 1?',
    ],
    [
      'a part of a place',
      'Will Russia capture Pokrovsk train station by July 1?',
      'Will Russia capture Pokrovsk by July 1?',
    ],
    [
      'more than one',
      'Will an athlete of Norway win more than one medal in Paris?',
      'Will an athlete of Norway win at least one medal in Paris?',
    ],
    [
      'a name with an apostrophe',
      "Will O'Neill win the Oslo chess open?",
      "Will O'Brien secure victory in the Oslo chess open?",
    ],
    [
      'a name with a small first letter',
      'Will the iPhone be launched by Acme by June 1?',
      'Will the iPad be released by Acme by June 1?',
    ],
    [
      'a name with a sign',
      'Will $TRUMP be listed at the Oslo exchange by June 1?',
      'Will $MELANIA be listed at the Oslo exchange by June 1?',
    ],
    [
      'states in capitals',
      'Will Jones win the vote in OR for the Greens?',
      'Will Jones win the vote in IN for the Greens?',
    ],
    [
      'a disease with a letter',
      'Will Peru declare an outbreak of hepatitis A by June 1?',
      'Will Peru declare an outbreak of hepatitis by June 1?',
    ],
    [
      'the order of two',
      'Will Bitcoin reach $200k before gold reaches $9k?',
      'Will Bitcoin reach $200k after gold reaches $9k?',
    ],
    [
      'amounts that change places',
      'Will Kane make 3 goals and 5 assists in Paris?',
      'Will Kane make 5 goals and 3 assists in Paris?',
    ],
    [
      'a name once more',
      'Will the peak of flu in Oslo be above that of Bergen?',
      'Will the peak of flu in Oslo for Oslo be above that of Bergen?',
    ],
  ])('%s', (_kind, a, b) => {
    expect(said(a, b)).toEqual([]);
  });

  it('nor are the parts of combined questions told by half of their values', () => {
    const joined = (part: string): string =>
      `Will both of the following happen by June 1, 2027: (a) ${part}, and (b) Peru signs the Lima trade treaty?`;
    const part = (price: string): string => `the Acme share price closes above ${price} in Tokyo`;
    const alone = (price: string): string => `Will the Acme share price close above ${price} in Tokyo by June 1, 2027?`;
    expect(said(joined(part('$5')), alone('$5'))).toEqual(['proposed implies']);
    expect(said(joined(part('$5')), alone('\u20AC5'))).toEqual([]);
    expect(said(joined(part('$5')), alone('$5').replace('2027', '2028'))).toEqual([]);
  });

  it('nor are rungs and copies that a sign, a unit, seconds or a version tells apart', () => {
    const both = (a: string, b: string): readonly string[] =>
      proposeByRules(
        [a, b].map((question, at) =>
          makeEvent(
            [
              makeCondition({
                question,
                description: `${question.replace('?', '')}: then this market will resolve to "Yes". Otherwise "No".`,
                createdAt: '2026-01-01T00:00:00Z',
                endDate: '2026-12-31T12:00:00Z',
              }),
            ],
            { title: `${question} ${at}` },
          ),
        ),
      ).map(({ status, body }) => `${status} ${body.type}`);
    expect(
      both('Will Disney reach 100 films by June 1, 2026?', 'Will Disney reach 100 films by July 1, 2026?'),
    ).not.toEqual([]);
    for (const [a, b] of [
      ['Will Disney+ reach 100 films by June 1, 2026?', 'Will Disney reach 100 films by July 1, 2026?'],
      [
        'Will the winner of Oslo need 2:05:10 by June 1, 2026?',
        'Will the winner of Oslo need 2:05:30 by July 1, 2026?',
      ],
      ['Will iOS 18.1 be out by June 1, 2026?', 'Will iOS 18.10 be out by July 1, 2026?'],
      ['Will Arsenal win 3:1 by June 1, 2026?', 'Will Arsenal win 1:3 by June 1, 2026?'],
      ['Will Acme pay 5% by June 1, 2026?', 'Will Acme pay $5 by June 1, 2026?'],
      ['Will hepatitis A reach Oslo by June 1, 2026?', 'Will hepatitis reach Oslo by June 1, 2026?'],
      ['Will the Series 2020 be sold by June 1, 2026?', 'Will the Series 2020s be sold by June 1, 2026?'],
    ] as const)
      expect([a, both(a, b)]).toEqual([a, []]);
  });
});
