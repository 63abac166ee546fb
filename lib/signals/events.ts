/** What happens in one market, as signals are told. */
import type { Book } from '../domain/book';
import type { TimeMs } from '../domain/units';

export type MarketEvent =
  /** The book of its YES token changed; NO is the same book seen from the other side. */
  | { readonly kind: 'book'; readonly book: Book }
  | MarketTrade
  /** The book did not change and was known to be right at this time. */
  | { readonly kind: 'confirmed'; readonly atMs: TimeMs }
  /** The book cannot be trusted: what comes after it is not continuous with what came before. */
  | { readonly kind: 'gap' };

/** A trade as the YES token sees it: who takes NO at q sells YES at 1 - q. */
export interface MarketTrade {
  readonly kind: 'trade';
  readonly atMs: TimeMs;
  readonly shares: number;
  /** Dollars. */
  readonly price: number;
  /** 1: the taker bought; 0: not known. */
  readonly side: 1 | -1 | 0;
}
