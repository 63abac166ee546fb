/**
 * Middle prices and display weights from an instance's books. Mids are not tradable: they feed the meter and the
 * overlay only (docs/maths.md 2.6).
 */
import type { Instance, InstanceBook } from '../../domain/instance';
import { MICROS } from '../../domain/units';
import { own } from '../../domain/arrays';

export interface Quote {
  /** In (0, 1). */
  readonly price: number;
  /** How firmly the book holds it: p(1-p) over the spread, so that tight books move little. */
  readonly weight: number;
}

/** Null when neither token has any level. */
export function quoteOf(book: InstanceBook, tickMicros: number): Quote | null {
  const highest = (...prices: readonly (number | undefined)[]): number | null => best(prices, Math.max);
  const lowest = (...prices: readonly (number | undefined)[]): number | null => best(prices, Math.min);
  const flip = (price: number | undefined): number | undefined => (price === undefined ? undefined : MICROS - price);
  const bid = highest(book.yes.bids[0]?.priceMicros, flip(book.no.asks[0]?.priceMicros));
  const ask = lowest(book.yes.asks[0]?.priceMicros, flip(book.no.bids[0]?.priceMicros));
  if (bid === null && ask === null) return null;
  const middle = ((bid ?? ask ?? 0) + (ask ?? bid ?? 0)) / 2 / MICROS;
  const tick = tickMicros / MICROS;
  // One-sided books say little: as if the spread were the whole way to the end.
  const spread = bid !== null && ask !== null ? Math.abs(ask - bid) / MICROS : Math.max(middle, 1 - middle);
  const price = Math.min(1 - tick / 2, Math.max(tick / 2, middle));
  return { price, weight: (price * (1 - price)) / Math.max(spread, tick) };
}

function best(prices: readonly (number | undefined)[], pick: (...values: readonly number[]) => number): number | null {
  const known = prices.filter((price) => price !== undefined);
  return known.length === 0 ? null : pick(...known);
}

export function quotesOf(instance: Instance): ReadonlyMap<string, Quote> {
  const quotes = new Map<string, Quote>();
  for (const { key, tickMicros } of instance.conditions) {
    const book = own(instance.books, key);
    const quote = book ? quoteOf(book, tickMicros) : null;
    if (quote) quotes.set(key, quote);
  }
  return quotes;
}
