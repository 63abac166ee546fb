/**
 * One count asked in two events: single numbers, to which more may be added, and a ladder beside them. "Exactly 3" is
 * "3 or more" without "4 or more".
 */
import type { Calendar } from './calendar';
import { buildEvent, categories, type EventText } from './spec';
import { buildWorld, type Atom, type World } from './world';

export const COUNT_GROUP_SLUG = 'how-many-starship-launches';
export const COUNT_LADDER_SLUG = 'starship-launches-or-more';
export const EXACT_TITLE = 'Exactly 3';
export const RUNG_TITLES = ['3 or more', '4 or more'] as const;

export function starshipLaunches(calendar: Calendar): World {
  const { year } = calendar;
  const question = (asked: string) => `Will SpaceX have ${asked} Starship launches in ${year}?`;
  const rules = (asked: string) =>
    `This market will resolve to "Yes" if SpaceX has ${asked} Starship launches between ${calendar.text(1, 1)} and ` +
    `${calendar.text(12, 31)}, 11:59 PM ET. Otherwise, this market will resolve to "No".\n\n` +
    `A launch counts when the rocket has left the launch station. The primary resolution source is official ` +
    `information from SpaceX; a consensus of credible reporting may be used as well.`;
  const event = (text: Pick<EventText, 'id' | 'slug' | 'title' | 'grouping'>, titles: readonly string[]) =>
    buildEvent({
      ...text,
      description: rules('the listed number of'),
      endDate: calendar.endOfDay(12, 31),
      category: categories.tech,
      version: 'v1',
      tickMicros: 10_000,
      markets: titles.map((title, index) => ({
        slug: `${text.slug}-${index}-${year}`,
        question: question(title.toLowerCase()),
        title,
        description: rules(title.toLowerCase()),
        volume: 402_000 - index * 51_000,
      })),
    });
  const group = event(
    {
      id: 158_431,
      slug: COUNT_GROUP_SLUG,
      title: `How many Starship launches in ${year}?`,
      grouping: 'neg-risk augmented',
    },
    [EXACT_TITLE, 'Exactly 4'],
  );
  const ladder = event(
    {
      id: 158_432,
      slug: COUNT_LADDER_SLUG,
      title: `Starship launches in ${year}: this many or more?`,
      grouping: 'separate',
    },
    RUNG_TITLES,
  );
  const [three, four] = ladder.markets.map((market) => market.conditionId);
  const [exactlyThree, exactlyFour] = group.markets.map((market) => market.conditionId);
  const atom = (startMicros: number, wins: readonly (string | undefined)[]): Atom => ({
    startMicros,
    floorMicros: 40_000,
    wins: new Set(wins.filter((id) => id !== undefined)),
  });
  return buildWorld(
    [group, ladder],
    [
      atom(300_000, []),
      atom(250_000, [three, exactlyThree]),
      atom(200_000, [three, four, exactlyFour]),
      atom(250_000, [three, four]),
    ],
  );
}
