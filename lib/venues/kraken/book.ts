/** A book at Kraken with its proof: every snapshot and every change carries a checksum of the best ten of each side. */
import { TextSide } from '../socket/text-side';
import { checksumOf } from './checksum';
import type { KrakenBookMessage } from './parse-kraken';

const PROVEN_LEVELS = 10;

export class KrakenBook {
  readonly bids = new TextSide('highest');
  readonly asks = new TextSide('lowest');
  readonly #depth: number;

  /** @param depth as subscribed: what falls out of it gets no removal. */
  constructor(depth: number) {
    this.#depth = depth;
  }

  /** Applies the whole message, cuts to the depth, and says whether the venue's checksum fits. */
  apply({ bids, asks, checksum }: KrakenBookMessage): boolean {
    for (const level of bids) this.bids.set(level);
    for (const level of asks) this.asks.set(level);
    this.bids.cut(this.#depth);
    this.asks.cut(this.#depth);
    return checksumOf(this.asks.top(PROVEN_LEVELS), this.bids.top(PROVEN_LEVELS)) === checksum;
  }
}
