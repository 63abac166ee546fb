/** Two events whose questions are tied: who wins an election, and which party the winner stood for. The country and its people are made up. */
import type { Calendar } from './calendar';
import { buildEvent, categories } from './spec';
import { buildWorld, type Atom, type World } from './world';

export const CANDIDATES_SLUG = 'veldora-presidential-election-winner';
export const PARTIES_SLUG = 'which-party-wins-the-veldora-presidency';

export const CANDIDATES: readonly { readonly name: string; readonly party: string; readonly volume: number }[] = [
  { name: 'Elena Marsh', party: 'Civic Union', volume: 6_120_400 },
  { name: 'Tomas Reyl', party: 'Civic Union', volume: 1_880_036 },
  { name: 'Ada Kovic', party: 'National Accord', volume: 5_904_772 },
  { name: 'Jon Hale', party: 'Green Alliance', volume: 731_915 },
];
export const PARTIES: readonly string[] = ['Civic Union', 'National Accord', 'Green Alliance', 'Another party'];

export function election(calendar: Calendar): World {
  const { year } = calendar;
  const endDate = calendar.endOfDay(10, 18);
  const source =
    `The election is scheduled for ${calendar.text(10, 18)}; if a second round is needed, its winner counts. ` +
    `The resolution source is the result certified by the Veldora Electoral Commission.`;
  const person = (name: string, party: string) =>
    `This market will resolve to "Yes" if ${name}, the nominee of the ${party} party, wins the ${year} Veldora presidential election. Otherwise, this market will resolve to "No". ${source}`;
  const candidates = buildEvent({
    id: 158_421,
    slug: CANDIDATES_SLUG,
    title: `Veldora presidential election winner ${year}?`,
    description: `This event is about who wins the ${year} Veldora presidential election. Candidates may be added while it is open. ${source}`,
    endDate,
    category: categories.politics,
    version: 'v1',
    grouping: 'neg-risk augmented',
    tickMicros: 10_000,
    markets: [
      ...CANDIDATES.map(({ name, party, volume }) => ({
        slug: `will-${name.toLowerCase().replace(' ', '-')}-win-the-${year}-veldora-presidential-election`,
        question: `Will ${name} win the ${year} Veldora presidential election?`,
        title: name,
        description: person(name, party),
        volume,
      })),
      {
        slug: `will-another-person-win-the-${year}-veldora-presidential-election`,
        question: `Will another person win the ${year} Veldora presidential election?`,
        title: 'Other',
        description: `This market will resolve to "Yes" if nobody who is listed by name wins the ${year} Veldora presidential election. ${source}`,
        volume: 0,
        other: true,
        placeholder: true,
      },
    ],
  });
  const parties = buildEvent({
    id: 158_422,
    slug: PARTIES_SLUG,
    title: `Which party wins the Veldora presidency in ${year}?`,
    description: `This event is about the party whose nominee wins the ${year} Veldora presidential election. ${source}`,
    endDate,
    category: categories.politics,
    version: 'v1',
    grouping: 'neg-risk',
    tickMicros: 10_000,
    markets: PARTIES.map((party, index) => ({
      slug: `will-${party.toLowerCase().replaceAll(' ', '-')}-win-the-veldora-presidency-in-${year}`,
      question:
        party === 'Another party'
          ? `Will a candidate of another party win the Veldora presidency in ${year}?`
          : `Will the ${party} nominee win the Veldora presidency in ${year}?`,
      title: party,
      description:
        party === 'Another party'
          ? `This market will resolve to "Yes" if the winner of the ${year} Veldora presidential election is not the nominee of the Civic Union, National Accord or Green Alliance party. ${source}`
          : `This market will resolve to "Yes" if the nominee of the ${party} party wins the ${year} Veldora presidential election. Otherwise, this market will resolve to "No". ${source}`,
      volume: 2_204_118 - index * 401_300,
    })),
  });
  const condition = (title: string): string[] => [...candidates.markets, ...parties.markets].filter((market) => market.groupItemTitle === title).map((market) => market.conditionId);
  const atom = (startMicros: number, ...titles: readonly string[]): Atom => ({ startMicros, floorMicros: 12_000, wins: new Set(titles.flatMap(condition)) });
  return buildWorld(
    [candidates, parties],
    [
      atom(322_000, 'Elena Marsh', 'Civic Union'),
      atom(118_000, 'Tomas Reyl', 'Civic Union'),
      atom(22_000, 'Civic Union'),
      atom(366_000, 'Ada Kovic', 'National Accord'),
      atom(26_000, 'National Accord'),
      atom(84_000, 'Jon Hale', 'Green Alliance'),
      atom(62_000, 'Another party'),
    ],
  );
}
