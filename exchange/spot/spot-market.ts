/** Books of currency pairs that move by themselves: what both spot venues show, each in its own words. */
import type { Random } from '../../lib/domain/random';

/** In steps of the price, and in units of 1e-8. */
export interface SpotChange {
  readonly side: 'bid' | 'ask';
  readonly tick: number;
  readonly size: number;
}

export interface SpotTrade {
  readonly tick: number;
  readonly size: number;
  readonly takerSide: 'buy' | 'sell';
}

/** Levels that are always there on each side, and how far from the middle the last of them may lie. */
const LEVELS = 30;
const FURTHEST = 120;
const TOUCHED = 3;
const LARGEST = 500_000_000;

export class SpotMarket {
  readonly bids = new Map<number, number>();
  readonly asks = new Map<number, number>();
  readonly #random: Random;
  #middle: number;

  constructor(middle: number, random: Random) {
    this.#middle = middle;
    this.#random = random;
    this.#refill([]);
  }

  /** Best first. */
  side(side: 'bid' | 'ask'): readonly (readonly [tick: number, size: number])[] {
    const sign = side === 'bid' ? -1 : 1;
    return [...(side === 'bid' ? this.bids : this.asks)].sort((a, b) => sign * (a[0] - b[0]));
  }

  /** One moment: the middle may move, some levels change, and there may be a trade. */
  step(): { readonly changes: readonly SpotChange[]; readonly trade: SpotTrade | null } {
    const changes: SpotChange[] = [];
    const before = this.#middle;
    this.#middle += Math.floor(this.#random() * 5) - 2;
    for (const [side, levels] of [
      ['bid', this.bids],
      ['ask', this.asks],
    ] as const)
      for (const tick of levels.keys())
        if ((side === 'bid' ? tick >= this.#middle : tick <= this.#middle) || Math.abs(tick - this.#middle) > FURTHEST)
          this.#set({ side, tick, size: 0 }, changes);
    for (let count = 0; count < TOUCHED; count += 1) {
      const away = 1 + Math.floor(this.#random() * LEVELS);
      const side = this.#random() < 0.5 ? 'bid' : 'ask';
      this.#set({ side, tick: this.#middle + (side === 'bid' ? -away : away), size: this.#size() }, changes);
    }
    this.#refill(changes);
    const moved = this.#middle - before;
    const takerSide = moved > 0 ? 'buy' : 'sell';
    return { changes, trade: moved === 0 ? null : { tick: before + Math.sign(moved), size: this.#size(), takerSide } };
  }

  #size(): number {
    return 1 + Math.floor(this.#random() * LARGEST);
  }

  #refill(changes: SpotChange[]): void {
    for (let away = 1; away <= LEVELS; away += 1) {
      if (!this.bids.has(this.#middle - away))
        this.#set({ side: 'bid', tick: this.#middle - away, size: this.#size() }, changes);
      if (!this.asks.has(this.#middle + away))
        this.#set({ side: 'ask', tick: this.#middle + away, size: this.#size() }, changes);
    }
  }

  #set(change: SpotChange, changes: SpotChange[]): void {
    const levels = change.side === 'bid' ? this.bids : this.asks;
    if (change.size === 0) levels.delete(change.tick);
    else levels.set(change.tick, change.size);
    changes.push(change);
  }
}

/** A tick is a tenth of a dollar. */
export function priceText(tick: number): string {
  return `${Math.floor(tick / 10)}.${tick % 10}`;
}

export function sizeText(size: number): string {
  return `${Math.floor(size / 1e8)}.${String(size % 1e8).padStart(8, '0')}`;
}
