/** A book at Coinbase. It has no proof of its own: the numbers of the connection's messages are the proof. */
import { TextSide } from '../socket/text-side';
import type { CoinbaseChange } from './parse-coinbase';

/**
 * Levels further from the first middle are not kept; nearer to that rim than the second share, the book is read anew.
 */
const KEPT = 0.05;
const NEAR_RIM = 0.01;

export class CoinbaseBook {
  readonly bids = new TextSide('highest');
  readonly asks = new TextSide('lowest');
  /** Middle of the snapshot; null where one side of it was empty. */
  #middle: number | null = null;

  constructor(snapshot: readonly CoinbaseChange[]) {
    const best = (side: 'bid' | 'ask', pick: (...values: number[]) => number): number =>
      snapshot.reduce(
        (found, { side: at, level: [price, size] }) =>
          at === side && Number(size) > 0 ? pick(found, Number(price)) : found,
        side === 'bid' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
      );
    const middle = (best('bid', Math.max) + best('ask', Math.min)) / 2;
    this.#middle = Number.isFinite(middle) ? middle : null;
    this.apply(snapshot);
  }

  apply(changes: readonly CoinbaseChange[]): void {
    for (const { side, level } of changes)
      if (this.#isKept(Number(level[0]))) this[side === 'bid' ? 'bids' : 'asks'].set(level);
  }

  /** So far from where it was read that levels may be missing. */
  isNearRim(): boolean {
    const [bid, ask] = [this.bids.best(), this.asks.best()];
    if (this.#middle === null) return false;
    if (bid === null || ask === null) return true;
    return Math.abs((bid.price + ask.price) / 2 / this.#middle - 1) > KEPT - NEAR_RIM;
  }

  #isKept(price: number): boolean {
    return this.#middle === null || Math.abs(price / this.#middle - 1) <= KEPT;
  }
}
