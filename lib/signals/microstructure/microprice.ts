/**
 * The middle of the book, weighted by the sizes at its touch:
 * (ask x bid size + bid x ask size) / (bid size + ask size).
 * It lies nearer to the side with fewer shares, where the price gives way first. It suggests; it forecasts nothing.
 */
import type { Level } from '../../domain/book';
import { priceMicros, type PriceMicros } from '../../domain/units';
import type { MarketEvent } from '../events';
import { confirmedUntil, type Signal } from '../signal';

interface Touch {
  readonly bid: Level | null;
  readonly ask: Level | null;
  readonly asOfMs: number;
}

/** Sides of the book that hold shares. */
const BOTH = 2;

export const microprice: Signal<Touch, MarketEvent, PriceMicros> = {
  id: 'microprice',
  needs: ['book', 'confirmed', 'gap'],
  minimum: BOTH,
  update(state, event) {
    switch (event.kind) {
      case 'book': {
        const { bids, asks, verifiedAtMs } = event.book;
        return { bid: bids[0] ?? null, ask: asks[0] ?? null, asOfMs: verifiedAtMs };
      }
      case 'confirmed':
        return confirmedUntil(state, event.atMs);
      case 'trade':
        return state;
      case 'gap':
        return null;
    }
  },
  read(state) {
    const { bid = null, ask = null, asOfMs = 0 } = state ?? {};
    const have = Number(bid !== null) + Number(ask !== null);
    if (bid === null || ask === null) return { kind: 'not-enough', have, need: BOTH };
    // A crossed book has no middle.
    if (bid.priceMicros >= ask.priceMicros) return { kind: 'not-enough', have: 0, need: BOTH };
    const shares = bid.sizeMicros + ask.sizeMicros;
    const value = (ask.priceMicros * bid.sizeMicros + bid.priceMicros * ask.sizeMicros) / shares;
    return { kind: 'value', value: priceMicros(Math.round(value)), n: BOTH, asOfMs };
  },
};
