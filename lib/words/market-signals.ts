/** What signals say of one market. They suggest; none of it is a forecast or a promise. */
import type { EntryView, FairValueView, LeadView, SignalReading } from '../protocol/signals';
import { fairCents } from './format';

type Fair = Extract<FairValueView, { kind: 'value' }>;
type Lead = Extract<LeadView, { kind: 'value' }>;

const micros = (dollars: number): number => Math.min(1_000_000, Math.max(0, Math.round(dollars * 1_000_000)));
const and = (names: readonly string[]): string => names.join(' and ');

/** A market on a price, valued from that price alone. */
export const fairValue = {
  name: 'spot',
  /** "47.2¢ (45.1¢-49.4¢)" */
  short({ value, low, high }: Fair, tickMicros: number): string {
    const cents = (dollars: number): string => fairCents(micros(dollars), tickMicros);
    return `${cents(value)} (${cents(low)}-${cents(high)})`;
  },
  /** Beside it: on what it rests. */
  rests: ({ asset, sigma, venues, source }: Fair): string =>
    `if ${asset} keeps moving at ${Math.round(sigma * 100)} % a year; spot from ${and(venues)}, ` +
    `settled on ${source}, ` +
    'whose own price is not read. Uncalibrated estimate.',
} as const;

/** The same in the side panel, or why there is nothing. */
export const fairInPanel = {
  line: (view: Fair, tickMicros: number): string =>
    `Fair ${fairValue.short(view, tickMicros)} ${fairValue.rests(view)}`,
  /** Why nothing is said. */
  none(view: Exclude<FairValueView, Fair>): string {
    if (view.kind === 'not-enough')
      return `Not enough data: ${view.have} of ${view.need} ${view.of === 'prices' ? 'prices of 5 s' : view.of}.`;
    switch (view.reason) {
      case 'no-spot':
        return 'No spot price: switch an exchange on below.';
      case 'unknown-source':
        return 'No value: the rules name no source and price that Facet knows.';
      case 'unknown-window':
        return 'No value: when it begins and ends is not said in words that Facet knows.';
      case 'not-started':
        return 'No value before it begins.';
      case 'start-not-seen':
        return 'No value: the price at its beginning was not seen.';
      case 'over':
        return 'Its time is over.';
    }
  },
} as const;

/** Whether spot or the share moves first. */
export const lead = {
  title: 'Who moves first',
  line(view: LeadView): string {
    if (view.kind === 'not-enough') return `Who moves first: not enough data, ${view.have} of ${view.need} ${view.of}.`;
    const within = `In the last ${Math.round(view.seconds / 60)} min`;
    if (view.first === null) return `${within}, nothing suggests that ${view.asset} spot or this price moves first.`;
    const range = `(${Math.abs(view.lowMs)}-${Math.abs(view.highMs)})`;
    const ordered = view.first === 'spot' ? range : `(${Math.abs(view.highMs)}-${Math.abs(view.lowMs)})`;
    const by = `by about ${Math.abs(view.leadMs)} ms ${ordered}, by the exchanges' own clocks.`;
    return view.first === 'spot'
      ? `${within} ${view.asset} spot moved before this price ${by}`
      : `${within} this price moved before ${view.asset} spot ${by}`;
  },
  curve: {
    about: 'How much both move together when the share is moved back by so much; the band is a 95 % range.',
    head: ['Share moved back', 'Together', 'Range'],
    axis: { left: 'share first', right: 'spot first' },
    show: 'As a table',
  },
  rests: ({ changes }: Lead): string => `${changes} changes.`,
} as const;

/** Which way the price moved first after moments like this one. */
export const entry = {
  line(view: EntryView): string {
    switch (view.kind) {
      case 'not-enough':
        return `Which way it moves first: not enough data, ${view.have} of ${view.need} ${view.of}.`;
      case 'no-better':
        return `Which way it moves first: ${view.n} moments suggest nothing.`;
      case 'value': {
        const up = view.rises >= 0.5;
        const of = (value: number): number => Math.round((up ? value : 1 - value) * 100);
        const [low, high] = up ? [view.low, view.high] : [view.high, view.low];
        const way = up ? 'up' : 'down';
        return (
          `Of ${view.n} similar moments after which Yes moved within 30 s, ${of(view.rises)} % ` +
          `(${of(low)}-${of(high)}) moved ${way} a tick first.`
        );
      }
    }
  },
} as const;

interface SignalWords {
  readonly name: string;
  readonly means: string;
  readonly value: (value: number) => string;
}

const share = (value: number): string => `${Math.round(value * 100)} %`;
const signed = (value: number, digits = 2): string =>
  `${value > 0 ? '+' : value < 0 ? '\u2212' : ''}${Math.abs(value).toFixed(digits)}`;
const shares = (value: number): string => `${signed(value, 0)} shares`;
const leaning = (levels: string): SignalWords => ({
  name: `Size, ${levels}`,
  means: 'Offers to buy Yes less offers to sell it, over both: +1 only buyers, \u22121 only sellers.',
  value: signed,
});

/** By the signal's id, in the order shown. */
export const marketSignals: Readonly<Record<string, SignalWords>> = {
  microprice: {
    name: 'Weighted middle',
    means: 'The middle of the book, nearer to the side with fewer shares.',
    value: (value) => fairCents(value, 100),
  },
  imbalance1: leaning('best price'),
  imbalance3: leaning('3 prices'),
  imbalance5: leaning('5 prices'),
  bidGradient: {
    name: 'Buyers further away',
    means: 'Shares that are added for each dollar away from the best bid.',
    value: (value) => `${Math.round(value)} a dollar`,
  },
  askGradient: {
    name: 'Sellers further away',
    means: 'Shares that are added for each dollar away from the best ask.',
    value: (value) => `${Math.round(value)} a dollar`,
  },
  orderFlow: {
    name: 'Orders coming and leaving',
    means: 'What came to the best bid less what left it, less the same of the best ask, fading over ten seconds.',
    value: shares,
  },
  spreadRank: {
    name: 'Spread among its last changes',
    means: 'Share of its last 50 widths that were narrower than now.',
    value: share,
  },
  spreadRegime: {
    name: 'Spread',
    means: 'Against its last half hour: a lasting change, not one tick.',
    value: (value) => (value > 0 ? 'wide' : value < 0 ? 'tight' : 'usual'),
  },
  oneSided: {
    name: 'One-sided trading',
    means: 'How far trades of equal volume went one way, whoever traded: 0 % both ways alike, 100 % one way.',
    value: share,
  },
  quoteToTrade: {
    name: 'Quotes for each trade',
    means: 'Changes of the book for each trade in ten seconds; far above its range fills are less sure.',
    value: (value) => value.toFixed(1),
  },
  makerPressure: {
    name: 'Makers hold',
    means: 'What takers left makers with, in deviations of its own day: above 0 they hold more than usual.',
    value: signed,
  },
};

/** What stands in the table for one reading. */
export function readingWords(
  words: SignalWords,
  reading: SignalReading,
): { readonly value: string; readonly range: string } {
  if (reading.kind === 'not-enough') {
    const { have, need } = reading;
    return { value: `not enough data: ${Math.floor(have)} of ${need}`, range: '' };
  }
  const { low, high } = reading;
  const range = low === undefined || high === undefined ? '' : `${words.value(low)} to ${words.value(high)}`;
  return { value: words.value(reading.value), range };
}

export const markets = {
  title: 'Markets on open pages',
  about: 'Estimates from the books, trades and spot prices. They suggest; no set of bets rests on them.',
  use: 'Read signals of the markets on open pages',
  broken: 'They failed and say nothing until Facet starts again. Nothing else rests on them.',
  off: 'Off.',
  none: 'No page of a market is open.',
  more: (count: number): string => (count === 0 ? '' : `${count} more on these pages.`),
  head: ['Signal', 'Now', 'Range', 'From', 'Age'],
} as const;
