/**
 * The middle of the book, weighted by the sizes at its touch:
 * (ask x bid size + bid x ask size) / (bid size + ask size).
 * It lies nearer to the side with fewer shares, where the price gives way first. It suggests; it forecasts nothing.
 */
import { priceMicros, type PriceMicros } from '../../domain/units';
import type { MarketEvent } from '../events';
import type { Signal } from '../signal';
import { BOTH, sidesOf, takeSides, type Sides } from './sides';

export const microprice: Signal<Sides, MarketEvent, PriceMicros> = {
  id: 'microprice',
  needs: ['book', 'confirmed', 'gap'],
  minimum: BOTH,
  update: takeSides,
  read(state) {
    const [bid, ask] = [state?.bids[0], state?.asks[0]];
    const have = sidesOf(state);
    if (state === null || bid === undefined || ask === undefined || have < BOTH)
      return { kind: 'not-enough', have, need: BOTH };
    const shares = bid.sizeMicros + ask.sizeMicros;
    const value = (ask.priceMicros * bid.sizeMicros + bid.priceMicros * ask.sizeMicros) / shares;
    return { kind: 'value', value: priceMicros(Math.round(value)), n: BOTH, asOfMs: state.asOfMs };
  },
};
