/**
 * A made-up venue of any size: single questions, groups of 3 to 40 outcomes of which exactly one wins, and ladders of
 * thresholds. Every market has a fair price such that all of an event are coherent; quotes around it are so as well.
 */
import type { EventSpec } from '../../exchange/model';
import { calendarFrom } from '../../exchange/scenarios/calendar';
import { buildEvent, categories, type Category } from '../../exchange/scenarios/spec';
import type { Random } from '../../lib/domain/random';

export type Family = 'single' | 'group' | 'ladder';

export interface ScaleEvent {
  readonly family: Family;
  readonly event: EventSpec;
  /** Of each market, a multiple of its tick. */
  readonly fairMicros: readonly number[];
}

const WHOLE = 1_000_000;
const CENT = 10_000;
const FINE = 1_000;
/** Share of the markets in each family; single questions fill up. */
const GROUP_SHARE = 0.45;
const LADDER_SHARE = 0.25;
const GROUP = { least: 3, most: 40 };
const LADDER = { least: 4, most: 12 };
/** Ids of protocol v1 take milliseconds each to make, so few events have them. */
const V1_EVERY = 12;
const COINS = ['Bitcoin', 'Ethereum', 'Solana', 'XRP'] as const;
const TICKERS = ['BTC', 'ETH', 'SOL', 'XRP'] as const;
const DAYS_A_MONTH = 28;

interface Made {
  readonly index: number;
  readonly size: number;
  readonly random: Random;
  readonly version: 'v1' | 'v2';
}

type Calendar = ReturnType<typeof calendarFrom>;

/** A whole number from `least` to `most`. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

/** Events with `markets` markets together; the same for the same seed. */
export function makeEvents(markets: number, random: Random, nowMs: number): readonly ScaleEvent[] {
  const calendar = calendarFrom(nowMs);
  const made: ScaleEvent[] = [];
  const counts = { single: 0, group: 0, ladder: 0 };
  for (let left = markets; left > 0;) {
    const family = nextFamily(counts, markets, left);
    const { least, most } = family === 'ladder' ? LADDER : GROUP;
    // Small groups are common, large ones rare.
    const size = family === 'single' ? 1 : Math.min(left, least + Math.floor(random() ** 2 * (most - least + 1)));
    const version = made.length % V1_EVERY === 0 ? 'v1' : 'v2';
    made.push(MAKERS[family]({ index: made.length, size, random, version }, calendar));
    counts[family] += size;
    left -= size;
  }
  return made;
}

function nextFamily(counts: Readonly<Record<Family, number>>, markets: number, left: number): Family {
  if (left >= GROUP.least && counts.group < GROUP_SHARE * markets) return 'group';
  return left >= LADDER.least && counts.ladder < LADDER_SHARE * markets ? 'ladder' : 'single';
}

const MAKERS: Readonly<Record<Family, (made: Made, calendar: Calendar) => ScaleEvent>> = {
  single: makeSingle,
  group: makeGroup,
  ladder: makeLadder,
};

function makeSingle({ index, random, version }: Made, calendar: Calendar): ScaleEvent {
  const title = `Will it snow in Town ${index} by ${calendar.text(12, 31)}?`;
  const event = buildEvent({
    ...common(index, version, calendar),
    slug: `scale-single-${index}`,
    title,
    description: `This market will resolve to "Yes" if snow is measured in Town ${index} in ${calendar.year}.`,
    category: categories.world,
    grouping: 'separate',
    tickMicros: CENT,
    markets: [market(`scale-single-${index}`, title, '', volumeOf(1, random))],
  });
  return { family: 'single', event, fairMicros: [CENT * between(random, 10, 90)] };
}

function makeGroup({ index, size, random, version }: Made, calendar: Calendar): ScaleEvent {
  const title = `Who wins Cup ${index}?`;
  const fairMicros = groupPrices(size, random);
  const event = buildEvent({
    ...common(index, version, calendar),
    slug: `scale-group-${index}`,
    title,
    description: `This event is about which team wins Cup ${index}. Exactly one of the listed teams wins.`,
    category: pick([categories.finance, categories.world, categories.politics], index),
    grouping: 'neg-risk',
    tickMicros: FINE,
    markets: fairMicros.map((_, rank) => {
      const slug = `scale-group-${index}-${rank}`;
      const volume = volumeOf(size, random);
      // Without it a group of protocol v2 is not exhaustive (docs/venue.md 8.2).
      if (version === 'v2' && rank === size - 1)
        return { ...market(slug, `Will another team win Cup ${index}?`, 'Other', volume), other: true };
      return market(slug, `Will Team ${index}-${rank} win Cup ${index}?`, `Team ${index}-${rank}`, volume);
    }),
  });
  return { family: 'group', event, fairMicros };
}

function makeLadder({ index, size, random, version }: Made, calendar: Calendar): ScaleEvent {
  const coin = index % COINS.length;
  const place = Math.floor(index / COINS.length);
  const day = calendar.text(1 + (Math.floor(place / DAYS_A_MONTH) % 12), 1 + (place % DAYS_A_MONTH));
  const ticker = `${TICKERS[coin]}/USDT`;
  const thresholds = Array.from({ length: size }, (_, rung) => ((place + 100) * 100 + rung * 50) * 10);
  const rules = (price: string): string =>
    `This market will resolve to "Yes" if the Binance 1 minute candle for ${ticker} that begins at 12:00 in the ET ` +
    `timezone (noon) on ${day} has a final "Close" price higher than ${price}. Otherwise, this market will resolve ` +
    `to "No".\n\nThe resolution source is Binance, specifically the ${ticker} "Close" prices at 1m resolution. ` +
    'Prices from other exchanges or trading pairs do not count.';
  const step = Math.floor(80 / Math.max(1, size - 1)) * CENT;
  const event = buildEvent({
    ...common(index, version, calendar),
    slug: `scale-ladder-${index}`,
    title: `${COINS[coin]} above ___ on ${day}?`,
    description: rules('the listed price'),
    category: categories.crypto,
    grouping: 'separate',
    tickMicros: CENT,
    markets: thresholds.map((threshold) => {
      const price = threshold.toLocaleString('en-US');
      const question = `Will the price of ${COINS[coin]} be above $${price} on ${day}?`;
      const made = market(`scale-ladder-${index}-${threshold}`, question, price, volumeOf(size, random));
      return { ...made, description: rules(price) };
    }),
  });
  return { family: 'ladder', event, fairMicros: thresholds.map((_, rung) => 90 * CENT - rung * step) };
}

function common(index: number, version: 'v1' | 'v2', calendar: Calendar) {
  return { id: 500_000 + index * 8, version, endDate: calendar.endOfDay(12, 31) };
}

function market(slug: string, question: string, title: string, volume: number) {
  return { slug, question, title, description: question, volume };
}

/** Larger events are traded more, as at the venue. */
function volumeOf(size: number, random: Random): number {
  return Math.round(1_000 + size * 20_000 * random());
}

function pick(from: readonly Category[], index: number): Category {
  const found = from[index % from.length];
  if (!found) throw new RangeError('nothing to pick from');
  return found;
}

/** A favourite and the others, one in all. */
function groupPrices(size: number, random: Random): readonly number[] {
  const favourite = FINE * between(random, 340, 450);
  const weights = Array.from({ length: size - 1 }, () => 0.6 + 0.8 * random());
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const others = weights.map((weight) => Math.floor(((WHOLE - favourite) * weight) / sum / FINE) * FINE);
  return [WHOLE - others.reduce((total, price) => total + price, 0), ...others];
}
