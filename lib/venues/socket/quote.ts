/** Best prices of a spot book, told only when they change. */
import type { SpotQuote } from '../../ports/spot-feed';
import type { TimeMs } from '../../domain/units';
import type { TextSide } from './text-side';

export type Quoted = SpotQuote;

export interface Moment {
  readonly pair: string;
  readonly venueTimeMs: TimeMs;
  readonly receivedAtMs: TimeMs;
}

/** null where a side is empty or nothing changed. */
export function quoteOf(
  { bids, asks }: { readonly bids: TextSide; readonly asks: TextSide },
  moment: Moment,
  last: Quoted | null,
): SpotQuote | 'crossed' | null {
  const [bid, ask] = [bids.best(), asks.best()];
  if (bid === null || ask === null) return null;
  if (bid.price >= ask.price) return 'crossed';
  const same =
    last !== null &&
    last.bid === bid.price &&
    last.ask === ask.price &&
    last.bidSize === bid.size &&
    last.askSize === ask.size;
  if (same) return null;
  return { ...moment, kind: 'quote', bid: bid.price, ask: ask.price, bidSize: bid.size, askSize: ask.size };
}
