/**
 * Slots that look like an amount or a day that moves and are none: a rank, a change within a span, a base that moves
 * with the span, an amount or a day that says which and not how many, "over" that compares nothing, units of length.
 */
import { describe, expect, it } from 'vitest';
import { eventOf, provenBeyondStructure, say } from '../../kit/rule-texts';

const proven = (asked: string, ruled: string, values: readonly string[]): readonly string[] =>
  provenBeyondStructure([
    eventOf(values.map((value) => say(asked.replaceAll('#', value), ruled.replaceAll('#', value)))),
  ]);

describe('a slot that moves nothing is not tied', () => {
  it.each([
    // A better rank is a smaller number.
    [
      'Will Pogačar fall below # in the general classification?',
      'Pogačar falls below # in the general classification',
      '3|5',
    ],
    ['Will Jeff Bezos drop to # in the Billionaires Index?', 'Jeff Bezos drops to # in the Billionaires Index', '3|5'],
    ['Will Arsenal be above # in the Premier League?', 'Arsenal is above # in the Premier League', '5|3'],
    ['Will the song reach # on the Billboard Global?', 'the song reaches # on the Billboard Global', '5|3'],
    // Up in June and down over the year.
    ['Will Bitcoin gain in #?', 'Bitcoin gains in #', 'June 2026|2026'],
    ['Will Bitcoin gain by #?', 'Bitcoin gains by #', 'June 30, 2026|December 31, 2026'],
    ['Will Coinbase post losses in #?', 'Coinbase posts losses in #', 'Q3 2026|2026'],
    // Measured from where each span begins.
    [
      'Will Tesla stock rise more than 20% in #?',
      'Tesla stock rises more than 20% at any time in #',
      'June 2026|Q2 2026',
    ],
    // The amount says which ones.
    [
      'Will the SEC support companies with a market cap below #?',
      'the SEC announces support for companies with a market cap below #',
      '$5 billion|$10 billion',
    ],
    [
      'Will the Senate pass a bill for companies with a valuation above #?',
      'the Senate passes a bill for companies with a valuation above #',
      '$5 billion|$2 billion',
    ],
    [
      'Will senators who have more than # followers support the act?',
      'senators who have more than # followers support the act',
      '5 million|2 million',
    ],
    [
      'Will there be duties on cars sold above #?',
      'the EU announces carbon duties on cars sold above #',
      '$80,000|$50,000',
    ],
    // The day says which ones.
    [
      'Will the hostages be released by #?',
      'the hostages who are captured by # are released',
      'June 30, 2026|December 31, 2026',
    ],
    ['Will the EU ban gas cars before #?', 'the EU bans gas cars that are built before #', '2030|2035'],
    // About it, in it, named after it.
    [
      'Will Trump be sued over the # settlement in 2026?',
      'Trump is sued over the # settlement in 2026',
      '$230 million|$16 million',
    ],
    [
      'Will the hostages be released under a # day deal in 2026?',
      'the hostages are released under a # day deal in 2026',
      '60|90',
    ],
    [
      'Will Bitcoin rise over a # minute candle on June 30, 2026?',
      'Bitcoin rises over a # minute candle on June 30, 2026',
      '15|5',
    ],
    // An age.
    ['Will over # patients receive the vaccine in 2026?', 'over # patients receive the vaccine in 2026', '65|60'],
    // Millimetres are no millions.
    [
      'Will Tokyo record more than # of rain in June 2026?',
      'Tokyo records more than # of rain in June 2026',
      '800 mm|1 m',
    ],
  ])('%s', (asked, ruled, values) => {
    expect(proven(asked, ruled, values.split('|'))).toEqual([]);
  });
});

describe('a denial of one of many', () => {
  it.each(['a senator', 'someone'])('is none: %s', (who) => {
    const [yes, no] = [`${who} is arrested by June 30, 2026`, `${who} is not arrested by June 30, 2026`];
    const texts = [
      say(`Will ${who} be arrested by June 30, 2026?`, yes),
      say(`Will ${who} not be arrested by June 30, 2026?`, no),
    ];
    expect(provenBeyondStructure([eventOf(texts)])).toEqual([]);
  });
});
