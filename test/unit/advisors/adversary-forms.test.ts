/**
 * Look-alikes of what the grammar lets through: sentences of the listed forms with a hole that says more than its form,
 * titles that deny, amounts that are not the next place.
 */
import { describe, expect, it } from 'vitest';
import { eventOf, provenBeyondStructure, say } from '../../kit/rule-texts';

const proven = (
  asked: string,
  ruled: string,
  values: readonly (string | readonly [string, string])[],
  beside = '',
): readonly string[] =>
  provenBeyondStructure([
    eventOf(
      values.map((value) => {
        const [title, rule] = typeof value === 'string' ? [value, value] : value;
        const text = say(asked.replace('#', title), ruled.replaceAll('#', title).replaceAll('@', rule));
        return beside === '' ? text : { ...text, description: `${text.description} ${beside.replaceAll('#', title)}` };
      }),
    ),
  ]);

const DAYS = ['June 30, 2026', 'December 31, 2026'];
const TREATY = ['Will Iran sign the treaty by #?', 'Iran signs the treaty by #'] as const;

describe('beside a day', () => {
  it.each([
    'Announcements will not count.',
    'Verbal agreements will not count toward the resolution of this market.',
    'This market will not resolve to "No" until its timeframe expires.',
    'The primary resolution source for this market will be official information from Iran; however, a ' +
      'consensus of credible reporting will also be used.',
  ])('is harmless: %s', (said) => {
    expect(proven(...TREATY, DAYS, said)).toHaveLength(1);
  });

  it.each([
    'A treaty in force will count.',
    'A treaty in court will not count.',
    'A treaty under review will not count.',
    'A treaty with a challenger will not count.',
    'Treaties at an impasse will not count.',
    'A treaty on hold will not count.',
    'Treaties of the last day will not count.',
    'Treaties of a former government will not count.',
    'Treaties of this month will count.',
    'Only treaties of the month will count.',
    'Treaties without a successor will count.',
    'Treaties that Iran leaves will not count.',
    'Treaties that Iran left will not count.',
    'Treaties that are void will not count.',
    'Expired treaties will not count.',
    'Annulled treaties will not count.',
    'Short treaties will not count.',
    'For the purposes of this market, a "treaty" is defined as an agreement in effect at the end.',
    'For the purposes of this market, a "treaty" is defined as the agreement of the day.',
    'For the purposes of this market, a "signature" means the signature that stands.',
    'For the purposes of this market, "by" means in the month of.',
    'The deadline means the day of the summit.',
    'An announcement of the end of the treaty before this market\'s end date will resolve this market to "No".',
    'If such a treaty is officially revoked before the resolution date, this market will resolve to ' +
      '"No", regardless of when it was signed.',
    'A treaty will count regardless of its title unless it is annulled.',
    'A treaty will count even if it is secret but not if it is withdrawn.',
    'A treaty will count regardless of who signs, while a treaty that ends will not.',
    'Signatures will count even if they come late; however, a treaty that has lapsed will not count.',
    'The resolution source for this market will be the treaty in force.',
    'The resolution source for this market will be the last edition of the journal.',
    'The resolution source for this market will be official information from Iran at resolution.',
    'The primary resolution source for this market will be Iran, however a consensus of credible ' +
      'reporting confirming that the treaty still holds will also be used.',
    'The primary resolution source for this market will be Iran, however a consensus of credible ' +
      'reporting confirming the treaty has collapsed will also be used.',
    'This market will not resolve to "No" until the treaty ends.',
    'This market will resolve to "No" until its timeframe expires.',
  ])('is refused: %s', (said) => {
    expect(proven(...TREATY, DAYS, said)).toEqual([]);
  });
});

const GROSS = ['Will Moana gross more than # in 2026?', 'Moana grosses more than # in 2026'] as const;
const AMOUNTS = ['$20 million', '$16 million'];

describe('beside an amount', () => {
  it.each([
    'Only prices achieved during regular trading hours will be considered.',
    'Reposts will not count.',
    'Revisions to the data will not be considered.',
    'If the movie is not released by December 1, 2026, this market will resolve to "No".',
    'If the premiere is canceled, this market will resolve 50-50.',
    'The market will resolve according to the box office data as published on Box Office Mojo.',
    'In the event of ambiguity in terms of the market outcome, the market will be resolved at the sole ' +
      'discretion of the Markets Integrity Committee (MIC).',
    'The resolution source for this market will be Box Office Mojo (https://www.boxofficemojo.com), ' +
      'currently scheduled to be released on January 5, 2027 at 8:30 AM ET.',
  ])('is harmless: %s', (said) => {
    expect(proven(...GROSS, AMOUNTS, said)).toHaveLength(1);
  });

  it.each([
    'Only the highest amount will be considered.',
    'Only large sums will count.',
    'Large amounts will not count.',
    'Round figures will not count.',
    'Odd amounts will not be considered.',
    'Small targets will not count.',
    'Sums of this size will not count.',
    'Other markets will count.',
    'If the level is not reached, this market will resolve to "No".',
    'If another market of this group pays, this market will resolve to "No".',
    'If the amount is a round one, this market will resolve 50-50.',
    'If Moana grosses more than $18 million, this market will resolve to "No".',
    'If Moana grosses more than #, this market will resolve to "No".',
    'If Dune grosses less than # in 2026, this market will resolve to "No".',
    'If a higher bracket pays, this market will resolve to "No".',
    'The market will resolve according to the bracket of the gross.',
    'The market will resolve according to the nearest amount.',
    'Revisions to the higher figures will not be considered.',
    'The resolution source for this market will be Box Office Mojo for amounts above $18 million.',
    'The resolution source for this market will be the studio for the lower one.',
    'For the purposes of this market, "more" is defined as less.',
    'For the purposes of this market, a "gross" is defined as the largest bracket.',
    'This is a market on whether Moana will gross less than # in 2026.',
    'This is a market on whether Moana will gross exactly # in 2026.',
    'This is a market on the bracket of the gross.',
  ])('is refused: %s', (said) => {
    expect(proven(...GROSS, AMOUNTS, said)).toEqual([]);
  });
});

describe('an amount that the rules write by the next place', () => {
  const asked = 'Will inflation by the Consumer Price Index be more than # in May?';
  const ruled = 'the Consumer Price Index increased by @ or more in May 2026';

  it.each([
    [
      ['3.2%', '3.3 percent'],
      ['3.0%', '3.1 percent'],
    ],
    [
      ['3%', '3.1 percent'],
      ['2%', '2.1 percent'],
    ],
  ] as const)('is the same amount: %s', (...rungs) => {
    expect(proven(asked, ruled, rungs)).toHaveLength(1);
  });

  it.each([
    [
      ['3.2%', '3.1 percent'],
      ['3.0%', '2.9 percent'],
    ],
    [
      ['3.2%', '3.4 percent'],
      ['3.0%', '3.2 percent'],
    ],
    [
      ['3.2%', '4.2 percent'],
      ['3.0%', '4.0 percent'],
    ],
    [
      ['3.2%', '3.25 percent'],
      ['3.0%', '3.05 percent'],
    ],
    [
      ['3.2%', '2.9 percent'],
      ['3.0%', '3.1 percent'],
    ],
    [
      ['30%', '31 percent'],
      ['20%', '21 percent'],
    ],
  ] as const)('is another one: %s', (...rungs) => {
    expect(proven(asked, ruled, rungs)).toEqual([]);
  });
});

describe('a title', () => {
  it.each([
    ['Will Zorbo never sell over # units in 2026?', 'Zorbo sells more than # units in 2026', ['500,000', '400,000']],
    ['Will Zorbo only sell over # units in 2026?', 'Zorbo sells more than # units in 2026', ['500,000', '400,000']],
    ['Will Zorbo avoid selling over # units?', 'Zorbo sells more than # units in 2026', ['500,000', '400,000']],
    ['Will Zorbo be first over # units?', 'Zorbo sells more than # units in 2026', ['500,000', '400,000']],
    ['Will Zorbo sell exactly # units in 2026?', 'Zorbo sells more than # units in 2026', ['500,000', '400,000']],
    ['Will Zorbo sell fewer than # units in 2026?', 'Zorbo sells more than # units in 2026', ['500,000', '400,000']],
    ['Will Zorbo sell between # and 600,000 units?', 'Zorbo sells more than # units in 2026', ['500,000', '400,000']],
    ['Will Iran remain without a treaty by #?', 'Iran signs the treaty by #', DAYS],
    ['Will the old treaty survive by #?', 'Iran signs the treaty by #', DAYS],
    ['No treaty by #?', 'Iran signs the treaty by #', DAYS],
    ['Will Iran still be unsigned by #?', 'Iran signs the treaty by #', DAYS],
    ['Will Iran sign last by #?', 'Iran signs the treaty by #', DAYS],
  ] as const)('may not turn it: %s', (asked, ruled, values) => {
    expect(proven(asked, ruled, values)).toEqual([]);
  });
});

describe('words that are a noun by their place', () => {
  it.each([
    ['Will the hostages wait by #?', 'the hostages wait by #'],
    ['Will the regime hold an election by #?', 'the regime holds as Iran signs the treaty by #'],
    ['Will the truce stand by #?', 'the truce stands by #'],
    ['Will Iran block the treaty by #?', 'Iran blocks the treaty by #'],
    ['Will Iran guard the treaty by #?', 'Iran guards the treaty by #'],
    ['Will the siege bind Iran by #?', 'the siege binds Iran by #'],
    ['Will Iran sign and keep the treaty by #?', 'Iran signs and keeps the treaty by #'],
    ['Will Iran be between governments by #?', 'Iran is between governments by #'],
    ['Will neither government sign by #?', 'neither government signs by #'],
    ['Will the treaty be signed but not ratified by #?', 'the treaty is signed or not ratified by #'],
  ] as const)('do not make a state an event: %s', (asked, ruled) => {
    expect(proven(asked, ruled, DAYS)).toEqual([]);
  });
});

describe('an amount that is come back to', () => {
  it.each([
    ['Will Bitcoin return above # on June 30?', 'the price of Bitcoin returns above # on June 30, 2026'],
    ['Will Bitcoin be above # on June 30?', 'the price of Bitcoin returned to above # on June 30, 2026'],
    ['Will Bitcoin rebound above # on June 30?', 'the price of Bitcoin is above # on June 30, 2026'],
  ])('is not for every lower one: %s', (asked, ruled) => {
    expect(proven(asked, ruled, ['$112,000', '$110,000'])).toEqual([]);
  });
});

describe('the name of a product', () => {
  const released = ['Will Claude 5 be released by #?', "Anthropic's Claude 5 model is made available by #"] as const;
  const launched = (name: string): string =>
    `For this market to resolve to "Yes", ${name} must be launched and publicly accessible, including via open beta ` +
    'or open rolling waitlist signups.';

  it('may stand in the sentences of its kind', () => {
    expect(proven(...released, DAYS, launched('Claude 5'))).toHaveLength(1);
  });

  it.each([
    ...['no rival model', 'only the last', 'nothing else', 'no Gemini', 'the only Claude'].map(launched),
    'Products labeled as "all of Claude" or similar will not count for this market\'s resolution.',
    'The release must be clearly defined and publicly announced by nobody else as being accessible to the general ' +
      'public.',
  ])('is no place for other words: %s', (said) => {
    expect(proven(...released, DAYS, said)).toEqual([]);
  });
});

describe('a title that asks for the undoing', () => {
  it.each(['Will Stripe IPO suspend by #?', 'Will Stripe ban the IPO by #?', 'Will the Stripe IPO be suspended by #?'])(
    'is not what the rules decide: %s',
    (asked) => {
      expect(proven(asked, 'Stripe completes an IPO by #', DAYS)).toEqual([]);
    },
  );

  it('is proven where the rules say so too', () => {
    expect(proven('Will Stripe be banned by #?', 'Stripe is banned by #', DAYS)).toHaveLength(1);
  });

  it('is no state that something is in', () => {
    expect(proven('Will Iran sign the treaty by #?', 'Iran signs the treaty in force by #', DAYS)).toEqual([]);
  });
});
