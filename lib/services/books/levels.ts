/** Sides of a book as sorted, immutable lists, best first. */
import type { Level } from '../../domain/book';
import type { PriceMicros, SizeMicros } from '../../domain/units';
import { MICROS, sizeMicros as toSizeMicros } from '../../domain/units';

export type BookSide = 'bid' | 'ask';

/**
 * The side with `sizeMicros` as the new total at that price; 0 removes the level. The same change twice gives the same
 * side.
 */
export function applyLevel(
  levels: readonly Level[],
  side: BookSide,
  priceMicros: PriceMicros,
  sizeMicros: SizeMicros,
): readonly Level[] {
  const low = placeOf(levels, side, priceMicros);
  const found = levels[low]?.priceMicros === priceMicros;
  if (!found && sizeMicros === 0) return levels;
  const next = levels.slice();
  if (sizeMicros === 0) next.splice(low, 1);
  else next.splice(low, found ? 1 : 0, { priceMicros, sizeMicros });
  return next;
}

/** Shares resting at a price; 0 when there are none. */
export function sizeAt(levels: readonly Level[], side: BookSide, priceMicros: PriceMicros): SizeMicros {
  const level = levels[placeOf(levels, side, priceMicros)];
  return level?.priceMicros === priceMicros ? level.sizeMicros : toSizeMicros(0);
}

/** Where a price stands, or would stand. */
function placeOf(levels: readonly Level[], side: BookSide, priceMicros: PriceMicros): number {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const price = levels[middle]?.priceMicros ?? 0;
    if (side === 'bid' ? price > priceMicros : price < priceMicros) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function sameLevels(a: readonly Level[], b: readonly Level[]): boolean {
  return (
    a.length === b.length &&
    a.every((level, i) => level.priceMicros === b[i]?.priceMicros && level.sizeMicros === b[i]?.sizeMicros)
  );
}

/** Best bid, or 0 when nobody bids. */
export function bestBid(book: { readonly bids: readonly Level[] }): number {
  return book.bids[0]?.priceMicros ?? 0;
}

/** Best ask, or 1_000_000 when nobody offers. */
export function bestAsk(book: { readonly asks: readonly Level[] }): number {
  return book.asks[0]?.priceMicros ?? MICROS;
}

/** Crossed or locked: the venue would have matched those orders. */
export function isCrossed(book: { readonly bids: readonly Level[]; readonly asks: readonly Level[] }): boolean {
  return book.bids.length > 0 && book.asks.length > 0 && bestBid(book) >= bestAsk(book);
}

interface Sides {
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

/**
 * Both tokens of a condition together: two asks below one dollar would have been matched by minting, two bids above it
 * by merging (docs/venue.md 2.4). Seen in the books it means that one of them is old, unless the venue's own
 * answer shows it too.
 */
export function isPairCrossed(yes: Sides, no: Sides): boolean {
  const asks = yes.asks.length > 0 && no.asks.length > 0 && bestAsk(yes) + bestAsk(no) < MICROS;
  const bids = yes.bids.length > 0 && no.bids.length > 0 && bestBid(yes) + bestBid(no) > MICROS;
  return asks || bids;
}

/** One cent or less is bid, and next to a dollar asked: what the venue has shown of books that were somewhere else. */
const GHOST_MICROS = 10_000;

/** Nearly the whole dollar lies between its best prices, on both sides a price that nobody trades at. */
export function isGhostly(book: Sides): boolean {
  if (book.bids.length === 0 || book.asks.length === 0) return false;
  return bestBid(book) <= GHOST_MICROS && bestAsk(book) >= MICROS - GHOST_MICROS;
}

/** The best prices of the two tokens are the same orders, seen from both sides (docs/venue.md 2.4). */
export function isMirror(yes: Sides, no: Sides): boolean {
  if ([yes.bids, yes.asks, no.bids, no.asks].some(({ length }) => length === 0)) return false;
  return bestBid(yes) + bestAsk(no) === MICROS && bestAsk(yes) + bestBid(no) === MICROS;
}
