/** The book as it was told: the one state of all signals that read a book and nothing before it. */
import type { Level } from '../../domain/book';
import type { MarketEvent } from '../events';
import { confirmedUntil } from '../signal';

export interface Sides {
  bids: readonly Level[];
  asks: readonly Level[];
  asOfMs: number;
}

/** Sides of a book that must hold shares before it says anything. */
export const BOTH = 2;

export function takeSides(state: Sides | null, event: MarketEvent): Sides | null {
  if (event.kind === 'gap') return null;
  if (event.kind === 'confirmed') return confirmedUntil(state, event.atMs);
  if (event.kind !== 'book') return state;
  const { bids, asks, verifiedAtMs } = event.book;
  if (state === null) return { bids, asks, asOfMs: verifiedAtMs };
  state.bids = bids;
  state.asks = asks;
  state.asOfMs = verifiedAtMs;
  return state;
}

/** How many sides hold shares, 0 where the book is crossed: it says nothing then. */
export function sidesOf(state: Sides | null): 0 | 1 | 2 {
  const [bid, ask] = [state?.bids[0], state?.asks[0]];
  if (bid !== undefined && ask !== undefined) return bid.priceMicros < ask.priceMicros ? 2 : 0;
  return bid === undefined && ask === undefined ? 0 : 1;
}
