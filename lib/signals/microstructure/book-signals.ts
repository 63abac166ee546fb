/**
 * What the sizes of one book say, at once and from nothing before: (bids - asks) / (bids + asks) over 1, 3 and 5
 * levels, and how fast size grows with distance from the touch on either side, shares a dollar.
 */
import type { Level } from '../../domain/book';
import { MICROS } from '../../domain/units';
import type { MarketEvent } from '../events';
import { confirmedUntil, type Signal } from '../signal';
import { imbalance, pressureGradient, type ShapeLevel } from './shape';

const DEPTH = 5;
/** Sides of the book that hold shares. */
const BOTH = 2;

interface Best {
  readonly bids: readonly ShapeLevel[];
  readonly asks: readonly ShapeLevel[];
  readonly asOfMs: number;
}

const shapeOf = (levels: readonly Level[]): readonly ShapeLevel[] =>
  levels.slice(0, DEPTH).map(({ priceMicros, sizeMicros }) => [priceMicros / MICROS, sizeMicros / MICROS] as const);

function bookSignal(id: string, valueOf: (best: Best) => number | null): Signal<Best, MarketEvent, number> {
  return {
    id,
    needs: ['book', 'confirmed', 'gap'],
    minimum: BOTH,
    update(state, event) {
      if (event.kind === 'gap') return null;
      if (event.kind === 'confirmed') return confirmedUntil(state, event.atMs);
      if (event.kind !== 'book') return state;
      const { bids, asks, verifiedAtMs } = event.book;
      return { bids: shapeOf(bids), asks: shapeOf(asks), asOfMs: verifiedAtMs };
    },
    read(state) {
      const have = Number((state?.bids.length ?? 0) > 0) + Number((state?.asks.length ?? 0) > 0);
      const isCrossed = have === BOTH && (state?.bids[0]?.[0] ?? 0) >= (state?.asks[0]?.[0] ?? 1);
      const value = state === null || isCrossed || have < BOTH ? null : valueOf(state);
      if (value === null || state === null)
        return { kind: 'not-enough', have: isCrossed ? 0 : Math.min(have, 1), need: BOTH };
      return { kind: 'value', value, n: BOTH, asOfMs: state.asOfMs };
    },
  };
}

export const bookSignals = [
  bookSignal('imbalance1', ({ bids, asks }) => imbalance(bids, asks, 1)),
  bookSignal('imbalance3', ({ bids, asks }) => imbalance(bids, asks, 3)),
  bookSignal('imbalance5', ({ bids, asks }) => imbalance(bids, asks, 5)),
  bookSignal('bidGradient', ({ bids }) => pressureGradient(bids)),
  bookSignal('askGradient', ({ asks }) => pressureGradient(asks)),
] as const;
