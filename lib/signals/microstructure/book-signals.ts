/**
 * What the sizes of one book say, at once and from nothing before: (bids - asks) / (bids + asks) over 1, 3 and 5
 * levels, and how fast size grows with distance from the touch on either side, shares a dollar.
 */
import type { Level } from '../../domain/book';
import { MICROS } from '../../domain/units';
import type { MarketEvent } from '../events';
import type { Signal } from '../signal';
import { imbalance, pressureGradient, type ShapeLevel } from './shape';
import { BOTH, sidesOf, takeSides, type Sides } from './sides';

const DEPTH = 5;

interface Best {
  readonly bids: readonly ShapeLevel[];
  readonly asks: readonly ShapeLevel[];
}

const shapeOf = (levels: readonly Level[]): readonly ShapeLevel[] =>
  levels.slice(0, DEPTH).map(({ priceMicros, sizeMicros }) => [priceMicros / MICROS, sizeMicros / MICROS] as const);

function bookSignal(id: string, valueOf: (best: Best) => number | null): Signal<Sides, MarketEvent, number> {
  return {
    id,
    needs: ['book', 'confirmed', 'gap'],
    minimum: BOTH,
    update: takeSides,
    read(state) {
      const have = sidesOf(state);
      if (state === null || have < BOTH) return { kind: 'not-enough', have, need: BOTH };
      const value = valueOf({ bids: shapeOf(state.bids), asks: shapeOf(state.asks) });
      if (value === null) return { kind: 'not-enough', have: 1, need: BOTH };
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
