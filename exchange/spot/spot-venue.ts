/** The local spot venues by host, over the same markets. */
import type { Random } from '../../lib/domain/random';
import type { Faults } from '../faults';
import { CoinbaseSpot } from './coinbase';
import { KrakenSpot } from './kraken';
import { SpotMarket } from './spot-market';
import type { SpotVenue } from './spot-socket';

export interface SpotVenues {
  /** By the host at which the product looks for it. */
  readonly byHost: Readonly<Record<string, SpotVenue>>;
  readonly markets: ReadonlyMap<string, SpotMarket>;
  /** Moves every market once. */
  step(): void;
  second(): void;
}

export const SPOT_HOSTS = { kraken: 'ws.kraken.com', coinbase: 'advanced-trade-ws.coinbase.com' } as const;

/** First middles, in tenths of a dollar. */
const MARKETS = { 'BTC/USD': 950_000, 'ETH/USD': 33_000 } as const;

export function createSpotVenues(options: {
  readonly faults: Faults;
  readonly random: Random;
  readonly nowMs: () => number;
}): SpotVenues {
  const markets = new Map(
    Object.entries(MARKETS).map(([symbol, middle]) => [symbol, new SpotMarket(middle, options.random)] as const),
  );
  const venues = [new KrakenSpot({ ...options, markets }), new CoinbaseSpot({ ...options, markets })] as const;
  return {
    byHost: { [SPOT_HOSTS.kraken]: venues[0], [SPOT_HOSTS.coinbase]: venues[1] },
    markets,
    step() {
      for (const [symbol, market] of markets) {
        const { changes, trade } = market.step();
        for (const venue of venues) venue.tick(symbol, trade, changes);
      }
    },
    second: () => venues.forEach((venue) => venue.second()),
  };
}
