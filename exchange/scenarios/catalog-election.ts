/**
 * Three events whose questions are tied across events: who is elected president was nominated before, and wins for the
 * party. The people are made up. Atoms are pairs of nominee and winner.
 */
import type { Calendar } from './calendar';
import { buildEvent, categories, type MarketText } from './spec';
import { buildWorld, type Atom, type World } from './world';

export const WINNER_SLUG = 'presidential-election-winner';
export const NOMINEE_SLUG = 'republican-presidential-nominee';
export const PARTY_SLUG = 'which-party-wins-the-presidential-election';
/** Of the person whose price passes the price of the nomination in "cross-event". */
export const CROSS_EVENT_NAME = 'Elena Marsh';

const REPUBLICANS = [CROSS_EVENT_NAME, 'Tomas Reyl'] as const;
const DEMOCRATS = ['Ada Kovic', 'Jon Hale'] as const;

/** Three events over the same people; long because it is a table of what the site says of each. */
export function election(calendar: Calendar): World {
  const year = Math.ceil(calendar.year / 4) * 4;
  const slug = (text: string) => text.toLowerCase().replaceAll(' ', '-');
  const source =
    'The resolution source is a consensus of the Associated Press, Fox News and NBC; ' +
    'without one by inauguration day, whoever is inaugurated counts.';
  const conventions =
    'The resolution source is official information from the Republican Party. A nominee ' +
    'who is replaced before election day does not change the outcome.';
  const placeholder = (text: MarketText): MarketText => ({ ...text, title: 'Other', other: true, placeholder: true });

  const winner = (name: string, volume: number): MarketText => ({
    slug: `will-${slug(name)}-win-the-${year}-us-presidential-election`,
    question: `Will ${name} win the ${year} US Presidential Election?`,
    title: name,
    description:
      `This market will resolve to "Yes" if ${name} wins the ${year} US Presidential ` +
      `Election. Otherwise, this market will resolve to "No". ${source}`,
    volume,
  });
  const winners = buildEvent({
    id: 158_421,
    slug: WINNER_SLUG,
    title: `Presidential Election Winner ${year}`,
    description:
      `This event is about who wins the ${year} US Presidential Election. People may be ` +
      `added while it is open. ${source}`,
    endDate: `${year}-11-07T00:00:00Z`,
    category: categories.politics,
    version: 'v1',
    grouping: 'neg-risk augmented',
    tickMicros: 10_000,
    markets: [...REPUBLICANS, ...DEMOCRATS]
      .map((name, index) => winner(name, 6_120_400 - index * 1_210_300))
      .concat(placeholder(winner('another person', 0))),
  });

  const nominee = (name: string, volume: number): MarketText => ({
    slug: `will-${slug(name)}-win-the-${year}-republican-presidential-nomination`,
    question: `Will ${name} win the ${year} Republican presidential nomination?`,
    title: name,
    description:
      `This market will resolve to "Yes" if ${name} wins and accepts the ${year} ` +
      'nomination of the Republican Party for U.S. president. Otherwise, this market will ' +
      `resolve to "No". ${conventions}`,
    volume,
  });
  const nominees = buildEvent({
    id: 158_422,
    slug: NOMINEE_SLUG,
    title: `Republican Presidential Nominee ${year}`,
    description:
      `This event is about who wins and accepts the ${year} nomination of the Republican ` +
      `Party for U.S. president. People may be added while it is open. ${conventions}`,
    endDate: `${year}-09-01T00:00:00Z`,
    category: categories.politics,
    version: 'v1',
    grouping: 'neg-risk augmented',
    tickMicros: 10_000,
    markets: REPUBLICANS.map((name, index) => nominee(name, 3_004_118 - index * 901_400)).concat(
      placeholder(nominee('another person', 0)),
    ),
  });

  const partyWinner = (title: string, who: string, volume: number): MarketText => ({
    slug: `will-${slug(who)}-win-the-${year}-us-presidential-election`,
    question: `Will ${who} win the ${year} US Presidential Election?`,
    title,
    description:
      `This market will resolve to "Yes" if a candidate of ${who} wins the ${year} US ` +
      `Presidential Election. Otherwise, this market will resolve to "No". ${source}`,
    volume,
  });
  const parties = buildEvent({
    id: 158_423,
    slug: PARTY_SLUG,
    title: `Which party wins the ${year} US Presidential Election?`,
    description: `This event is about the party whose candidate wins the ${year} US Presidential Election. ${source}`,
    endDate: `${year}-11-07T00:00:00Z`,
    category: categories.politics,
    version: 'v1',
    grouping: 'neg-risk',
    tickMicros: 10_000,
    markets: [
      partyWinner('Republicans', 'the Republicans', 2_204_118),
      partyWinner('Democrats', 'the Democrats', 1_990_772),
      partyWinner('Another party', 'another party', 640_031),
    ],
  });

  const condition = (markets: typeof parties.markets, title: string): string[] =>
    markets.filter((market) => market.groupItemTitle === title && market.active).map((market) => market.conditionId);
  const atom = (
    startMicros: number,
    who: { readonly nominee: string; readonly winner: string; readonly party: string },
  ): Atom => ({
    startMicros,
    floorMicros: 8_000,
    wins: new Set([
      ...condition(nominees.markets, who.nominee),
      ...condition(winners.markets, who.winner),
      ...condition(parties.markets, who.party),
    ]),
  });
  const [marsh, reyl] = REPUBLICANS;
  const [kovic, hale] = DEMOCRATS;
  const against = (nominated: string, [first, second, third]: readonly [number, number, number]): Atom[] => [
    atom(first, { nominee: nominated, winner: kovic, party: 'Democrats' }),
    atom(second, { nominee: nominated, winner: hale, party: 'Democrats' }),
    atom(third, { nominee: nominated, winner: '', party: 'Democrats' }),
  ];
  return buildWorld(
    [winners, nominees, parties],
    [
      atom(260_000, { nominee: marsh, winner: marsh, party: 'Republicans' }),
      ...against(marsh, [28_000, 12_000, 10_000]),
      atom(130_000, { nominee: reyl, winner: reyl, party: 'Republicans' }),
      ...against(reyl, [80_000, 40_000, 50_000]),
      atom(100_000, { nominee: '', winner: '', party: 'Republicans' }),
      ...against('', [120_000, 50_000, 90_000]),
      atom(30_000, { nominee: '', winner: '', party: 'Another party' }),
    ],
  );
}
