/** The made-up events that every scenario lists, with the agents' beliefs about them. */
import type { EventSpec, MarketSpec } from '../model';
import type { Calendar } from './calendar';
import { election } from './catalog-election';
import { bitcoinAbove, spacexIpo } from './catalog-ladders';
import { buildEvent, buildSingle, categories } from './spec';
import { buildWorld, type Atom, type World } from './world';

/** One atom for each condition that wins alone, and one more when the list need not hold the winner. */
export function alone(
  event: EventSpec,
  startMicros: readonly number[],
  floorMicros: number,
  nobody?: { readonly startMicros: number; readonly floorMicros: number },
): Atom[] {
  const open = event.markets.filter((market) => market.active);
  const atoms = startMicros.map((start, index): Atom => ({
    startMicros: start,
    floorMicros,
    wins: new Set(ids(open[index])),
  }));
  return nobody ? [...atoms, { ...nobody, wins: new Set() }] : atoms;
}

function ids(market: MarketSpec | undefined): string[] {
  return market ? [market.conditionId] : [];
}

export const FED_SLUG = 'fed-decision-in-june';

function fedDecision(calendar: Calendar): World {
  const meeting = `June ${calendar.year} meeting`;
  const rules =
    'This event is about the upper bound of the target federal funds range that the Federal Open Market Committee ' +
    `states after its ${meeting}, compared with the bound in force before. A change that is not a multiple of 25 bps ` +
    'is rounded up to the next one. ' +
    `If no statement has been published by the end of the day after the meeting, "No change" wins.`;
  const rows: readonly (readonly [string, string, number])[] = [
    ['50+ bps decrease', `Will the Fed decrease interest rates by 50+ bps after the ${meeting}?`, 5_613_436],
    ['25 bps decrease', `Will the Fed decrease interest rates by 25 bps after the ${meeting}?`, 9_201_118],
    ['No change', `Will there be no change in Fed interest rates after the ${meeting}?`, 8_730_961],
    ['25 bps increase', `Will the Fed increase interest rates by 25 bps after the ${meeting}?`, 4_418_020],
    ['50+ bps increase', `Will the Fed increase interest rates by 50+ bps after the ${meeting}?`, 3_093_244],
  ];
  const event = buildEvent({
    id: 158_401,
    slug: FED_SLUG,
    title: 'Fed decision in June?',
    description: rules,
    endDate: calendar.startOfDay(6, 16),
    category: categories.finance,
    version: 'v1',
    grouping: 'neg-risk',
    tickMicros: 1_000,
    markets: rows.map(([title, question, volume]) => ({
      slug: slugify(question),
      question,
      title,
      description: rules,
      volume,
    })),
  });
  return buildWorld([event], alone(event, [8_000, 62_000, 866_000, 53_000, 11_000], 4_000));
}

function rateCuts(calendar: Calendar): World {
  const { year } = calendar;
  const rules =
    'This event is about how many times the Federal Open Market Committee lowers the target federal funds range in ' +
    `${year}. Every 25 bps counts as one cut, ` +
    `so a single decision of 50 bps counts as two. Exactly one of the listed numbers wins.`;
  const titles = ['0 (no cuts)', '1 cut (25 bps)', '2 cuts (50 bps)', '3 cuts (75 bps)', '4 or more cuts'];
  const event = buildEvent({
    id: 158_402,
    slug: 'how-many-fed-rate-cuts',
    title: `How many Fed rate cuts in ${year}?`,
    description: rules,
    endDate: calendar.endOfDay(12, 31),
    category: categories.economics,
    version: 'v2',
    grouping: 'neg-risk',
    tickMicros: 10_000,
    markets: titles.map((title, count) => {
      const question =
        count === 4
          ? `Will 4 or more Fed rate cuts happen in ${year}?`
          : `Will exactly ${count} Fed rate cuts happen in ${year}?`;
      return { slug: slugify(question), question, title, description: rules, volume: 2_140_000 - count * 310_000 };
    }),
  });
  return buildWorld([event], alone(event, [182_000, 311_000, 268_000, 147_000, 92_000], 45_000));
}

function largestCompany(calendar: Calendar): World {
  const day = calendar.text(6, 30);
  const rules =
    'This event is about which listed company has the highest market capitalization at the close of trading on ' +
    `${day}. ` +
    `Companies may be added while the event is open; "Other" stands for every company that is not named by then.`;
  const company = (name: string, volume: number) => {
    const question = `Will ${name} be the largest company in the world by market cap on ${day}?`;
    return { slug: slugify(question), question, title: name, description: rules, volume };
  };
  const event = buildEvent({
    id: 158_403,
    slug: 'largest-company-end-of-june',
    title: 'Largest company at the end of June?',
    description: rules,
    endDate: calendar.endOfDay(6, 30),
    category: categories.finance,
    version: 'v1',
    grouping: 'neg-risk augmented',
    tickMicros: 10_000,
    markets: [
      company('NVIDIA', 3_204_551),
      company('Alphabet', 2_911_027),
      company('Apple', 1_540_338),
      company('Microsoft', 905_112),
      company('Saudi Aramco', 240_871),
      { ...company('Company A', 0), placeholder: true },
      { ...company('Company B', 0), placeholder: true },
      { ...company('another company', 0), title: 'Other', other: true, placeholder: true },
    ],
  });
  return buildWorld(
    [event],
    alone(event, [395_000, 226_000, 118_000, 71_000, 30_000], 20_000, { startMicros: 160_000, floorMicros: 130_000 }),
  );
}

function single(event: EventSpec, yesMicros: number, floorMicros: number): World {
  const [market] = event.markets;
  return buildWorld(
    [event],
    [
      { startMicros: yesMicros, floorMicros, wins: new Set(ids(market)) },
      { startMicros: 1_000_000 - yesMicros, floorMicros, wins: new Set() },
    ],
  );
}

function singles(calendar: Calendar): World[] {
  const { year } = calendar;
  return [
    single(
      buildSingle({
        id: 158_404,
        slug: 'market-structure-bill-signed-into-law',
        title: `Crypto market structure bill signed into law in ${year}?`,
        description:
          'This market resolves to "Yes" if a bill that sets up a federal market structure for ' +
          'digital assets is signed into law in the United States between January 1 and ' +
          `${calendar.text(12, 31)}, 11:59 PM ET. Otherwise it resolves to "No".`,
        endDate: calendar.endOfDay(12, 31),
        category: categories.politics,
        version: 'v1',
        tickMicros: 1_000,
        volume: 21_302_882,
      }),
      71_000,
      20_000,
    ),
    single(
      buildSingle({
        id: 158_405,
        slug: 'crewed-lunar-landing',
        title: `Crewed lunar landing in ${year}?`,
        description:
          'This market resolves to "Yes" if a spacecraft with at least one person on board ' +
          `lands on the Moon intact by ${calendar.text(12, 31)}, 11:59 PM ET. Otherwise it ` +
          'resolves to "No".',
        endDate: calendar.endOfDay(12, 31),
        category: categories.tech,
        version: 'v2',
        tickMicros: 10_000,
        volume: 3_118_507,
      }),
      312_000,
      80_000,
    ),
    single(
      buildSingle({
        id: 158_406,
        slug: 'magnitude-8-earthquake',
        title: `Magnitude 8.0 or stronger earthquake in ${year}?`,
        description:
          'This market resolves to "Yes" if the U.S. Geological Survey lists an earthquake of ' +
          `magnitude 8.0 or more that began between January 1 and ${calendar.text(12, 31)}, ` +
          '11:59 PM UTC. Otherwise it resolves to "No".',
        endDate: calendar.endOfDay(12, 31),
        category: categories.world,
        version: 'v1',
        tickMicros: 10_000,
        volume: 861_240,
      }),
      438_000,
      100_000,
    ),
  ];
}

export function slugify(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** All worlds, the busiest first. */
export function catalog(calendar: Calendar): readonly World[] {
  return [
    fedDecision(calendar),
    spacexIpo(calendar),
    bitcoinAbove(calendar),
    election(calendar),
    largestCompany(calendar),
    rateCuts(calendar),
    ...singles(calendar),
  ];
}
