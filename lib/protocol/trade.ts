/** What the side panel shows of one set of bets: the proof, and the depth that each bet walks. */
import type { BookFault } from '../domain/book';
import type { OpportunityView, SizeView } from './views';

export interface DepthLevel {
  readonly priceMicros: number;
  readonly sizeMicros: number;
}

/** One bet against its book: the side that it takes, best first. */
export interface DepthView {
  /** As many as there is room for; at least those that are walked, where the book still has them. */
  readonly levels: readonly DepthLevel[];
  /** Levels behind those. */
  readonly more: number;
  readonly asOfMs: number | null;
  /** Why there is nothing to show. */
  readonly fault: BookFault | null;
}

export interface TradeView {
  /** All that there are, the largest edge first. */
  readonly open: readonly { readonly id: string; readonly eventTitle: string; readonly edgeMicros: number }[];
  /** The one that was asked for, the best where none was; null where it is not there any more. */
  readonly opportunity: OpportunityView | null;
  readonly size: SizeView | null;
  /** Of each of its legs, in their order. */
  readonly depth: readonly DepthView[];
}
