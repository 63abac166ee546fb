/**
 * Ladders in the venue's manner that were written for the tests and stand in no recorded file: a title and rules with
 * "#" for what moves, and "@" for the amount as the rules write it, where that differs.
 */
export interface UnseenLadder {
  readonly asked: string;
  /** The rules, whole. */
  readonly rules: string;
  /** The narrower and the wider rung; of each, as the title and as the rules write it. */
  readonly rungs: readonly [readonly [string, string?], readonly [string, string?]];
}

const NO = 'Otherwise, this market will resolve to "No".';
const REPORTS = 'The resolution source for this market will be a consensus of credible reporting.';
const official = (who: string): string =>
  `The primary resolution source for this market will be official information from ${who}, however a consensus of ` +
  'credible reporting will also be used.';
const binance = (pair: string, price: string): string =>
  `The resolution source for this market is Binance, specifically the ${pair} "${price}" prices available at ` +
  `https://www.binance.com/en/trade/${pair} with "1m" and "Candles" selected on the ` +
  `top bar.\n\nPlease note that this ` +
  `market is about the price according to Binance ${pair}, not according to other sources or spot markets.`;
const yes = (clause: string, ...rest: readonly string[]): string =>
  `This market will resolve to "Yes" if ${clause}. ${NO}\n\n${rest.join('\n\n')}`;
const days = [['June 30, 2026'], ['December 31, 2026']] as const;
const up = (narrow: string, wide: string): UnseenLadder['rungs'] => [[narrow], [wide]];

export const UNSEEN_AMOUNTS: readonly UnseenLadder[] = [
  {
    asked: 'Will $ADA be above # on March 3?',
    rules: yes(
      'the Binance 1 minute candle for ADA/USDT titled 2026/03/03 12:00 in the ET timezone (referring to ' +
        '12:00 PM ET) has a final "Close" price of @ or higher',
      binance('ADA/USDT', 'Close'),
    ),
    rungs: [
      ['$0.90', '0.9001'],
      ['$0.80', '0.8001'],
    ],
  },
  {
    asked: 'Will the price of Litecoin be above # on March 3?',
    rules: yes(
      'the Binance 1 minute candle for LTC/USDT 12:00 in the ET timezone (noon) on March 3, 2026 has a ' +
        'final "Close" price higher than #',
      binance('LTC/USDT', 'Close'),
    ),
    rungs: up('$120', '$100'),
  },
  {
    asked: "Will 'The Odyssey' gross more than # domestically on its opening weekend?",
    rules: yes(
      "'The Odyssey' grosses more than # domestically on its opening weekend",
      'The resolution source for this market will be the "Domestic Weekend" tab found at ' +
        'https://www.boxofficemojo.com/title/tt1.',
      'If there is no final data available by August 3, 2026, 11:59 PM ET, another credible resolution ' +
        'source will be chosen.',
    ),
    rungs: up('$120 million', '$100 million'),
  },
  {
    asked: "Will Trump's approval rating be # or higher on May 1?",
    rules: yes(
      "Donald Trump's approval rating is # or higher on May 1, 2026, according to Silver Bulletin",
      'The resolution source for this market is Silver Bulletin, specifically the approval figure found ' +
        'at https://www.natesilver.net/p/trump.',
    ),
    rungs: up('45%', '43%'),
  },
  {
    asked: 'Will Elon Musk post # or more tweets in May 2026?',
    rules: yes(
      'Elon Musk posts # or more tweets in May 2026, according to XTracker',
      'Reposts will not count. Quote posts will count toward the resolution of this market.',
      'The resolution source for this market is XTracker, found at https://xtracker.polymarket.com.',
    ),
    rungs: up('900', '700'),
  },
  {
    asked: 'Will the highest temperature in Seoul be # or higher on July 9?',
    rules: yes(
      'the highest temperature recorded at Incheon Airport on July 9, 2026 is # or higher',
      'The resolution source for this market will be Wunderground, available here: ' +
        'https://www.wunderground.com/history/daily/kr/incheon.',
    ),
    rungs: up('34°C', '32°C'),
  },
  {
    asked: 'Monad FDV above # one day after launch?',
    rules: yes(
      "the Fully Diluted Valuation of Monad's token is greater than # 1 day after launch",
      '"1 day after launch" is defined as 24 hours after launch. For the purposes of this market, ' +
        '"locked" tokens will not be considered a launch.',
      'The resolution source for this market is the most liquid price source available.',
    ),
    rungs: up('$6B', '$4B'),
  },
  {
    asked: 'SpaceX IPO closing market cap above #?',
    rules: yes(
      'the market capitalization of SpaceX is above # at market close on its first day of trading',
      official('SpaceX and Nasdaq'),
    ),
    rungs: up('$2.0T', '$1.5T'),
  },
  {
    asked: 'Will US GDP growth in Q1 2026 be more than #?',
    rules: yes(
      'the annualized growth rate of US real GDP for Q1 2026 is more than #, according to the Advance ' +
        'Estimate of the Bureau of Economic Analysis',
      'The resolution source for this market will be the Bureau of Economic Analysis, available at ' +
        'https://www.bea.gov/data/gdp.',
      'Revisions will not be considered.',
    ),
    rungs: up('3.0%', '2.5%'),
  },
  {
    asked: 'Will annual inflation be more than # in May?',
    rules: yes(
      'the Consumer Price Index increased by @ or more over the 12 month period ending in May 2026',
      'The resolution source for this market will be the BLS Consumer Price Index report released for ' +
        'May 2026 (https://www.bls.gov/cpi). Resolution of this market will take place upon release of the ' +
        'aforementioned data.',
      'Note: the resolution source for this market will be the official monthly BLS CPI news release ' +
        'which reports inflation over 12 month periods to only one decimal point (e.g. 2.9%). Thus, this ' +
        'is the level of precision that will be used when resolving the market.',
    ),
    rungs: [
      ['3.2%', '3.3 percent'],
      ['3.0%', '3.1 percent'],
    ],
  },
  {
    asked: 'Will the unemployment rate be # or higher in April 2026?',
    rules: yes(
      'the US unemployment rate for April 2026 is # or higher, according to the Bureau of Labor Statistics',
      'The resolution source for this market will be the Employment Situation report, available at ' +
        'https://www.bls.gov.',
    ),
    rungs: up('4.8%', '4.6%'),
  },
  {
    asked: 'Will a dozen eggs cost more than # in May?',
    rules: yes(
      'the average price of a dozen eggs for May 2026 is more than #, according to the Bureau of Labor Statistics',
      'The resolution source for this market will be the data series available at ' +
        'https://fred.stlouisfed.org/series/APU0000708111.',
    ),
    rungs: up('$4.25', '$3.75'),
  },
  {
    asked: 'Will gas prices hit # by June 30?',
    rules: yes(
      'the national average price of regular gas is # or higher at any point between May 1, 2026 and ' +
        'June 30, 2026, 11:59 PM ET, according to AAA',
      'The resolution source for this market is AAA, specifically the price available at https://gasprices.aaa.com.',
    ),
    rungs: up('$4.50', '$4.00'),
  },
  {
    asked: 'Will there be # or more measles cases in the U.S. in 2026?',
    rules: yes(
      'there are # or more measles cases in the U.S. in 2026, according to the CDC',
      'The resolution source for this market will be the CDC, available at https://www.cdc.gov/measles.',
    ),
    rungs: up('3000', '2500'),
  },
  {
    asked: 'Will Norway win # or more gold medals at the 2026 Winter Olympics?',
    rules: yes(
      'Norway wins # or more gold medals at the 2026 Winter Olympics',
      'If the 2026 Winter Olympics are canceled or not completed by May 31, 2026, this market will resolve to "No".',
      official('the IOC'),
    ),
    rungs: up('16', '14'),
  },
  {
    asked: 'Will Harry Kane score # or more goals in the 2025-26 Bundesliga?',
    rules: yes(
      'Harry Kane scores # or more goals in the 2025-26 Bundesliga season',
      'If the 2025-26 Bundesliga season is canceled or not completed by August 1, 2026, this market will ' +
        'resolve to "No".',
      official('the Bundesliga'),
    ),
    rungs: up('36', '32'),
  },
  {
    asked: "Will Taylor Swift's album sell more than # copies in its first week?",
    rules: yes(
      "Taylor Swift's album sells more than # units in the U.S. in the week ending July 9, 2026, " +
        'according to Billboard',
      'The resolution source for this market will be Billboard.',
    ),
    rungs: up('3 million', '2 million'),
  },
  {
    asked: 'Will Strategy hold more than # BTC on June 30?',
    rules: yes(
      'Strategy has more than # BTC on June 30, 2026, 11:59 PM ET',
      'The resolution source for this market will be official information from Strategy, available at ' +
        'https://www.strategy.com/purchases.',
    ),
    rungs: up('800,000', '750,000'),
  },
  {
    asked: 'Will the Tories win more than # seats at the next election?',
    rules: yes('the Conservative Party wins more than # seats in the United Kingdom general election', REPORTS),
    rungs: up('150', '120'),
  },
  {
    asked: "Will Picasso's Buste sell for more than # at Christie's?",
    rules:
      'This market will resolve to "Yes" if the final hammer price of Picasso\'s Buste exceeds #, and ' +
      '"No" otherwise. ' +
      'The market will resolve according to the hammer price as listed on the website of the auction. In ' +
      'the event of ambiguity in terms of the market outcome, the market will be resolved in good faith ' +
      'at the sole discretion of the Markets Integrity Committee (MIC).',
    rungs: up('$40 million', '$30 million'),
  },
  {
    asked: 'Will the 10-year Treasury yield hit # in 2026?',
    rules: yes(
      'the yield of the 10-year Treasury note is # or higher on any day in 2026, according to the U.S. ' +
        'Department of the Treasury',
      'The resolution source for this market will be the "10 Yr" figure found at https://home.treasury.gov.',
    ),
    rungs: up('5.5%', '5.0%'),
  },
  {
    asked: 'Will Brent dip to # in March?',
    rules: yes(
      'any 1 minute candle for Brent (BZ) between March 1, 2026 and March 31, 2026, 23:59 in the ET ' +
        'timezone has a final "Low" price of # or lower',
      'The resolution source for this market is Pyth, specifically the "Low" prices available at ' +
        'https://pyth.network.',
    ),
    rungs: up('$50', '$55'),
  },
];

export const UNSEEN_DAYS: readonly UnseenLadder[] = [
  {
    asked: 'Will Nvidia acquire Arm by #?',
    rules: yes('Nvidia acquires Arm by #, 11:59 PM ET', official('Nvidia and Arm')),
    rungs: days,
  },
  {
    asked: 'GPT-7 released by #?',
    rules: yes(
      "OpenAI's GPT-7 model is made available to the general public by #, 11:59 PM ET",
      'A closed beta or any form of private access will not suffice.',
      official('OpenAI'),
    ),
    rungs: days,
  },
  {
    asked: 'Will Modi visit Pakistan by #?',
    rules: yes(
      'Narendra Modi visits Pakistan between January 1, 2026 and #, 11:59 PM ET',
      'For the purposes of this market, a "visit" is defined as Modi physically entering the terrestrial ' +
        'territory of Pakistan.',
      REPORTS,
    ),
    rungs: days,
  },
  {
    asked: 'Hochul out as Governor of New York by #?',
    rules: yes(
      'Kathy Hochul ceases to be Governor of New York for any length of time between January 1, 2026 and ' +
        '#, 11:59 PM ET',
      "An announcement of Kathy Hochul's resignation before this market's end date will immediately " +
        'resolve this market to "Yes", regardless of when the announced resignation goes into effect.',
      official('Kathy Hochul'),
    ),
    rungs: days,
  },
  {
    asked: 'Will Trump pardon Ghislaine Maxwell by #?',
    rules: yes(
      'Donald Trump pardons Ghislaine Maxwell between January 1, 2026 and #, 11:59 PM ET',
      'A commutation or reprieve will qualify for a "Yes" resolution.',
      official('the White House'),
    ),
    rungs: days,
  },
  {
    asked: 'India x Pakistan ceasefire agreement by #?',
    rules: yes(
      'an official ceasefire agreement is reached between India and Pakistan by #, 11:59 PM ET',
      'If such an agreement is officially reached before the resolution date, this market will resolve ' +
        'to "Yes", regardless of whether the agreement goes into effect.',
      REPORTS,
    ),
    rungs: days,
  },
  {
    asked: 'Will a category 5 hurricane make landfall in the US by #?',
    rules: yes(
      'a category 5 hurricane makes landfall in the United States between January 1, 2026 and #, 11:59 PM ET',
      'The resolution source for this market will be the National Hurricane Center.',
    ),
    rungs: days,
  },
  {
    asked: 'Will the Senate confirm Kevin Warsh by #?',
    rules: yes('the U.S. Senate confirms Kevin Warsh by #, 11:59 PM ET', official('the U.S. Senate')),
    rungs: days,
  },
  {
    asked: 'Will Kraken launch a token by #?',
    rules: yes(
      'Kraken launches a token by #, 11:59 PM ET',
      'The token must be actively and publicly transferable and tradable to be considered a launch. ' +
        'Announcements will not count.',
      official('Kraken'),
    ),
    rungs: days,
  },
  {
    asked: 'Will Rihanna release an album by #?',
    rules: yes(
      'Rihanna releases a new studio album by #, 11:59 PM ET',
      'Live albums, compilations, and deluxe editions will not count.',
      official('Rihanna'),
    ),
    rungs: days,
  },
  {
    asked: 'Starship orbital launch by #?',
    rules: yes('SpaceX launches a Starship into orbit by #, 11:59 PM ET', official('SpaceX')),
    rungs: days,
  },
  {
    asked: 'Will Israel strike Lebanon by #?',
    rules: yes(
      'Israel initiates a drone, missile, or air strike on Lebanese soil between January 1, 2026 and #, 11:59 PM ET',
      'For the purposes of this market, a qualifying "strike" is defined as the use of aerial bombs, ' +
        'drones or missiles launched by Israeli military forces that impact Lebanese ground territory.',
      REPORTS,
    ),
    rungs: days,
  },
  {
    asked: 'Will the SEC approve an XRP ETF by #?',
    rules: yes('the SEC approves a spot XRP ETF by #, 11:59 PM ET', official('the SEC')),
    rungs: days,
  },
  {
    asked: 'Will Stripe IPO by #?',
    rules: yes(
      'Stripe completes an IPO by #, 11:59 PM ET',
      'An announcement or a filing alone does not count.',
      official('Stripe'),
    ),
    rungs: days,
  },
  {
    asked: 'Will the US recognize Somaliland by #?',
    rules: yes(
      'the United States officially recognizes Somaliland as a sovereign state by #, 11:59 PM ET',
      official('the United States'),
    ),
    rungs: days,
  },
  {
    asked: 'Will Bolsonaro be arrested by #?',
    rules:
      'This market will resolve to "Yes" if Jair Bolsonaro is arrested or detained by law enforcement ' +
      'between January 1, 2026 and #, 11:59:59 PM ET, and "No" otherwise.\n\n' +
      REPORTS,
    rungs: days,
  },
  {
    asked: 'Magnitude 8 earthquake by #?',
    rules: yes(
      'an earthquake with a magnitude of 8.0 or higher occurs anywhere on Earth between January 1, 2026 ' +
        'and #, 11:59 PM ET',
      'The resolution source for this market will be the United States Geological Survey.',
    ),
    rungs: days,
  },
  {
    asked: 'Will the Fed cut rates by #?',
    rules: yes(
      'the Federal Open Market Committee announces a cut of the target federal funds rate between ' +
        'January 1, 2026 and #, 11:59 PM ET',
      official('the Federal Reserve'),
    ),
    rungs: days,
  },
  {
    asked: 'Will Netanyahu and Sharaa meet by #?',
    rules: yes(
      'Benjamin Netanyahu and Ahmed al-Sharaa meet in person between January 1, 2026 and #, 11:59 PM ET',
      REPORTS,
    ),
    rungs: days,
  },
  {
    asked: 'Will Congress pass a stablecoin bill by #?',
    rules: yes('a stablecoin bill is signed into law by #, 11:59 PM ET', official('the U.S. Congress')),
    rungs: days,
  },
];
