/**
 * Texts about prices that an author could write, from which something was once proven that their rules do not
 * guarantee. Each names a world in which it fails; none may be proven again.
 */
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../../lib/advisors/rules';
import { makeCondition, makeEvent } from '../../kit/advisor-events';
import { COUNTS, LAUNCHES, familyOf, marketOf, provenBeyondNesting } from '../../kit/hostile-families';
import { OTHERWISE } from '../../kit/rule-texts';
import type { Rungs } from '../../kit/hostile-families';

const ROW: Rungs = ['fewer than 4', '4-6', '7 or more'];
const PRICES: Rungs = ['above $400', 'below $300', '$400 or below', 'between $300 and $400'];
const CLOSE = ['Will Tesla close # on June 30, 2026?', 'Tesla closes # on June 30, 2026'] as const;

describe('the plain texts of these families', () => {
  it('do prove something', () => {
    expect(provenBeyondNesting(familyOf(...LAUNCHES, COUNTS)).length).toBeGreaterThan(1);
    expect(provenBeyondNesting(familyOf(...LAUNCHES, ROW)).length).toBeGreaterThan(0);
    expect(provenBeyondNesting(familyOf(...CLOSE, PRICES)).length).toBeGreaterThan(1);
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
    expect(provenBeyondNesting(familyOf(asked, ruled, PRICES))).toEqual([]);
  });

  it('a price that may not exist leaves all unpaid', () => {
    const types = proposeByRules(
      familyOf('Will Tesla (TSLA) close # on July 3, 2026?', 'Tesla (TSLA) closes # on July 3, 2026', PRICES),
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
    expect(
      provenBeyondNesting(familyOf('Will gold close # on June 30, 2026?', 'gold closes # on June 30, 2026', rungs)),
    ).toEqual([]);
    expect(
      provenBeyondNesting(familyOf('Will Tesla close # on June 30, 2026?', 'Tesla closes # on June 30, 2026', rungs)),
    ).toEqual([]);
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
      expect(provenBeyondNesting(familyOf(...LAUNCHES, COUNTS, rest))).toEqual([]);
      expect(provenBeyondNesting(familyOf(...LAUNCHES, ROW, rest))).toEqual([]);
      expect(provenBeyondNesting(familyOf(...CLOSE, PRICES, rest))).toEqual([]);
    }
  });

  it('a condition on the next line', () => {
    for (const rest of ['\nprovided that Congress has declared war.', '\n- and the FAA confirms the number.'])
      expect(
        provenBeyondNesting([
          makeEvent(
            ROW.map((rung) => {
              const text = marketOf({ asked: LAUNCHES[0], ruled: LAUNCHES[1], rest: '' }, rung);
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
    const bracket =
      `${OTHERWISE} If the reported value falls exactly between two brackets, then this market will resolve to the ` +
      'higher range bracket.';
    expect(
      provenBeyondNesting(familyOf(...LAUNCHES, ['between 4 and 6', '6 or more', 'fewer than 6'], bracket)),
    ).toEqual([]);
    expect(
      proposeByRules(familyOf(...LAUNCHES, ['between 4 and 6', 'fewer than 6'], bracket)).filter(
        ({ status }) => status === 'proven',
      ),
    ).toEqual([]);
  });

  it('plain sentences about the source and what is counted stay', () => {
    const rest =
      `${OTHERWISE} A launch counts when the rocket has left the launch station. The primary resolution source for ` +
      'this market is official information from SpaceX; a consensus of credible reporting may be used as well.';
    expect(provenBeyondNesting(familyOf(...LAUNCHES, COUNTS, rest)).length).toBeGreaterThan(1);
  });
});
