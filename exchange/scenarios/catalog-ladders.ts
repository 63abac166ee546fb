/** Nested questions: the same text but for a deadline, or but for a threshold. Neither event is neg-risk. */
import type { Calendar } from './calendar';
import { buildEvent, categories } from './spec';
import { buildWorld, type Atom, type World } from './world';

export const DATE_LADDER_SLUG = 'spacex-ipo-by';
export const THRESHOLD_LADDER_SLUG = 'bitcoin-above-on-june-30';

/** Atoms of a nested list in which each condition implies all later ones: exactly the first k do not happen. */
function nested(conditionIds: readonly string[], cumulativeMicros: readonly number[]): Atom[] {
  const atoms = cumulativeMicros.map((micros, index): Atom => ({
    startMicros: micros - (cumulativeMicros[index - 1] ?? 0),
    floorMicros: 8_000,
    wins: new Set(conditionIds.slice(index)),
  }));
  return [...atoms, { startMicros: 1_000_000 - (cumulativeMicros.at(-1) ?? 0), floorMicros: 8_000, wins: new Set() }];
}

export function spacexIpo(calendar: Calendar): World {
  const deadlines: readonly (readonly [number, number, string, number])[] = [
    [3, 31, 'March 31', 1_904_220],
    [6, 30, 'June 30', 2_740_915],
    [12, 31, 'December 31', 4_413_208],
  ];
  const rules = (date: string) =>
    'This market will resolve to "Yes" if SpaceX completes an initial public offering (IPO) between ' +
    `${calendar.text(1, 1)}, and ${date}, 11:59 PM ET. Otherwise, this market will resolve to "No".\n\n` +
    `The offering is complete when shares of SpaceX first trade on a public exchange. An announcement or a filing ` +
    `alone does not count. ` +
    `The primary resolution source is official information from SpaceX; a consensus of credible reporting may be ` +
    `used as well.`;
  const event = buildEvent({
    id: 158_411,
    slug: DATE_LADDER_SLUG,
    title: 'SpaceX IPO by ___?',
    description: rules('the listed date'),
    endDate: calendar.endOfDay(12, 31),
    category: categories.finance,
    version: 'v1',
    grouping: 'separate',
    tickMicros: 10_000,
    markets: deadlines.map(([month, day, title, volume]) => ({
      slug: `spacex-ipo-by-${title.toLowerCase().replace(' ', '-')}-${calendar.year}`,
      question: `SpaceX IPO by ${calendar.text(month, day)}?`,
      title,
      description: rules(calendar.text(month, day)),
      endDate: calendar.endOfDay(month, day),
      volume,
    })),
  });
  return buildWorld(
    [event],
    nested(
      event.markets.map((market) => market.conditionId),
      [196_000, 402_000, 468_000],
    ),
  );
}

export function bitcoinAbove(calendar: Calendar): World {
  const day = calendar.text(6, 30);
  const thresholds: readonly (readonly [number, number])[] = [
    [104_000, 664_000],
    [106_000, 612_000],
    [108_000, 553_000],
    [110_000, 491_000],
    [112_000, 433_000],
    [114_000, 374_000],
  ];
  const rules = (price: string) =>
    'This market will resolve to "Yes" if the Binance 1 minute candle for BTC/USDT that begins at 12:00 in the ET ' +
    `timezone (noon) on ${day} has a final "Close" price higher than ${price}. ` +
    `Otherwise, this market will resolve to "No".\n\nThe resolution source is Binance, specifically the BTC/USDT ` +
    `"Close" prices at 1m resolution. Prices from other exchanges or trading pairs do not count.`;
  const event = buildEvent({
    id: 158_412,
    slug: THRESHOLD_LADDER_SLUG,
    title: 'Bitcoin above ___ on June 30?',
    description: rules('the listed price'),
    endDate: `${calendar.year}-06-30T16:00:00Z`,
    category: categories.crypto,
    version: 'v2',
    grouping: 'separate',
    tickMicros: 10_000,
    markets: thresholds.map(([price], index) => ({
      slug: `bitcoin-above-${price / 1000}k-on-june-30-${calendar.year}`,
      question: `Will the price of Bitcoin be above $${price.toLocaleString('en-US')} on June 30?`,
      title: price.toLocaleString('en-US'),
      description: rules(price.toLocaleString('en-US')),
      volume: 902_000 - index * 88_400,
    })),
  });
  // From the highest threshold down: being above it implies being above all lower ones.
  const down = event.markets.map((market) => market.conditionId).reverse();
  return buildWorld([event], nested(down, thresholds.map(([, micros]) => micros).reverse()));
}
