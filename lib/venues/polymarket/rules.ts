/** Polymarket's rules for orders behind the `VenueRules` port. */
import { moneyMicros, sizeMicros } from '../../domain/units';
import type { VenueRules } from '../../ports/venue-rules';
import { MIN_LIFE_SECONDS, ORDERS_PER_REQUEST, SIZE_STEP_MICROS } from './common/constants';

export const POLYMARKET_RULES: VenueRules = {
  // A marketable buy below one dollar is refused (docs/venue.md 2.4); one refused leg makes a basket a bet.
  minBuyMicros: moneyMicros(1_000_000),
  lotMicros: sizeMicros(SIZE_STEP_MICROS),
  ordersPerRequest: ORDERS_PER_REQUEST,
  // A few seconds more than the least life, so that the order is not refused in transit.
  orderLifeSeconds: MIN_LIFE_SECONDS + 10,
  leastLifeSeconds: MIN_LIFE_SECONDS,
  // An order is to be seen at once; half a minute covers clocks and queues.
  lostOrderMarginMs: 30_000,
  // Times are compared with ages of books and lives of orders, both of some seconds (docs/reliability.md 2.6).
  maxClockSkewMs: 2_000,
};
