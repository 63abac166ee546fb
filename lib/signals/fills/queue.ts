/**
 * What a resting order would have got, by its place in the queue of its price level. What stood in front is known only
 * when it joins; how cancellations later spread over the queue is a guess, so the result is a range of three rules.
 *
 *   front of the queue | ahead | mine | behind | back
 *
 * A trade eats from the front. When the level shrinks by more than its trades, the cautious rule takes it all from
 * behind, the proportional one from both alike, the hopeful one all from ahead.
 */
export type QueueRule = 'conservative' | 'pro-rata' | 'optimistic';

export const QUEUE_RULES: readonly QueueRule[] = ['conservative', 'pro-rata', 'optimistic'];

export type QueueEvent =
  /** Shares that traded at the price of the order. */
  | { readonly kind: 'trade'; readonly size: number }
  /** Shares of others at the price, after its trades were subtracted: a trade counts once. */
  | { readonly kind: 'level'; readonly size: number }
  /** A trade at a worse price for others: everything at this price is gone. */
  | { readonly kind: 'through' };

export class RestingOrder {
  #ahead: number;
  #behind = 0;
  #filled = 0;
  readonly #mine: number;
  readonly #rule: QueueRule;

  /** @param shownAtJoin shares of others at the price when the order joins. */
  constructor({
    shownAtJoin,
    mine,
    rule,
  }: {
    readonly shownAtJoin: number;
    readonly mine: number;
    readonly rule: QueueRule;
  }) {
    this.#ahead = shownAtJoin;
    this.#mine = mine;
    this.#rule = rule;
  }

  /** Shares filled so far, after the event. */
  after(event: QueueEvent): number {
    if (event.kind === 'through') this.#filled = this.#mine;
    else if (event.kind === 'trade') this.#trade(event.size);
    else this.#resize(event.size);
    return this.#filled;
  }

  #trade(size: number): void {
    const fromAhead = Math.min(this.#ahead, size);
    const fromMine = Math.min(this.#mine - this.#filled, size - fromAhead);
    this.#ahead -= fromAhead;
    this.#filled += fromMine;
    this.#behind = Math.max(0, this.#behind - (size - fromAhead - fromMine));
  }

  #resize(size: number): void {
    const before = this.#ahead + this.#behind;
    const gone = before - size;
    if (gone > 0) this.#ahead = Math.min(size, this.#aheadLess(gone, before));
    this.#behind = size - this.#ahead;
  }

  #aheadLess(gone: number, before: number): number {
    if (this.#rule === 'conservative') return this.#ahead;
    if (this.#rule === 'optimistic') return Math.max(0, this.#ahead - gone);
    return this.#ahead - (gone * this.#ahead) / before;
  }
}
