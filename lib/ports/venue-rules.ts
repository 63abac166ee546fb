/**
 * What a venue asks of every order, whatever the market. What differs by market (tick, least size,
 * fee) is in its `Condition`.
 */
import type { MoneyMicros, SizeMicros } from '../domain/units';

export interface VenueRules {
  /** A marketable buy below this is refused. */
  readonly minBuyMicros: MoneyMicros;
  /** Sizes are whole multiples of this. */
  readonly lotMicros: SizeMicros;
  /** Most orders in one request, so most legs of a basket. */
  readonly ordersPerRequest: number;
  /** Orders end by themselves after this long: the least that the venue takes, and a little for the way. */
  readonly orderLifeSeconds: number;
  /** An order that would end sooner than this is refused: one that never arrived cannot arrive any more after that. */
  readonly leastLifeSeconds: number;
  /** This long after it was last taken, or after its end, the venue shows what there is of an order. */
  readonly lostOrderMarginMs: number;
  /** Beyond this the venue's clock and ours tell different stories about age and expiry. */
  readonly maxClockSkewMs: number;
}
