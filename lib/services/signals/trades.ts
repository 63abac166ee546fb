/** Trades of a frame as the signals are told of them: as the YES token sees them. */
import type { Book } from '../../domain/book';
import type { ConditionId } from '../../domain/ids';
import { MICROS } from '../../domain/units';
import type { MarketTrade } from '../../signals/events';
import type { BooksFrame } from '../books/books';

/** @param bookOf the YES book before the frame; null: not followed, or not known. */
export function tradesOf(
  { events, conditionOf }: BooksFrame,
  bookOf: (id: ConditionId) => Book | null,
): readonly { readonly id: ConditionId; readonly trade: MarketTrade }[] {
  return events.flatMap((event) => {
    if (event.kind !== 'trade' || event.priceMicros === null || !((event.sizeMicros ?? 0) > 0)) return [];
    const condition = conditionOf(event.tokenId);
    const book = condition === null ? null : bookOf(condition.id);
    if (condition === null || book === null) return [];
    const isYes = event.tokenId === condition.tokens[0];
    const price = (isYes ? event.priceMicros : MICROS - event.priceMicros) / MICROS;
    const bought = event.takerSide === null ? 0 : event.takerSide === 'buy' ? 1 : -1;
    const told = isYes || bought === 0 ? bought : bought === 1 ? -1 : 1;
    const side = told === 0 ? byQuote(price * MICROS, book) : told;
    const shares = (event.sizeMicros ?? 0) / MICROS;
    return [{ id: condition.id, trade: { kind: 'trade', atMs: event.venueTimeMs, shares, price, side } as const }];
  });
}

/** Where the venue does not say who took: at the ask or above it was bought, at the bid or below it was sold. */
function byQuote(priceMicros: number, { bids, asks }: Book): 1 | -1 | 0 {
  const [bid, ask] = [bids[0]?.priceMicros, asks[0]?.priceMicros];
  if (ask !== undefined && priceMicros >= ask) return 1;
  return bid !== undefined && priceMicros <= bid ? -1 : 0;
}
