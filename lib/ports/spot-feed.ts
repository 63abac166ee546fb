/**
 * Spot prices of a currency pair at another exchange: input of signals, never of money, so prices and sizes are plain
 * numbers. Both times are kept: who moved first is read from the venue's, what could still be acted on from ours.
 */
import type { TimeMs } from '../domain/units';
import type { FeedStatus } from './feed';

interface SpotMoment {
  /** "BTC/USD". */
  readonly pair: string;
  readonly venueTimeMs: TimeMs;
  readonly receivedAtMs: TimeMs;
}

/** Best prices after a change; not crossed. */
export interface SpotQuote extends SpotMoment {
  readonly kind: 'quote';
  readonly bid: number;
  readonly ask: number;
  readonly bidSize: number;
  readonly askSize: number;
}

export interface SpotTrade extends SpotMoment {
  readonly kind: 'trade';
  readonly price: number;
  readonly size: number;
  readonly takerSide: 'buy' | 'sell';
}

/** The connection was lost, or a book had to be read anew: no difference may be taken across this moment. */
export interface SpotGap {
  readonly kind: 'gap';
  readonly pairs: readonly string[];
  readonly receivedAtMs: TimeMs;
}

export type SpotEvent = SpotQuote | SpotTrade | SpotGap;

export type SpotStatus =
  | FeedStatus
  /** Connected, but the venue says that it does not trade now. */
  | { readonly kind: 'maintenance'; readonly sinceMs: TimeMs };

export interface SpotFeed {
  /** Where these prices come from, for sentences and for medians over venues. */
  readonly venue: string;
  /** Replaces the set of watched pairs. */
  watch(pairs: ReadonlySet<string>): void;
  status(): SpotStatus;
  /** The network is known to be back: waiting connections are tried at once. */
  retryNow(): void;
  /** Ends all sockets and timers. */
  close(): void;
}

export interface SpotFeedHandlers {
  onEvents(events: readonly SpotEvent[]): void;
  onStatus(status: SpotStatus): void;
}
