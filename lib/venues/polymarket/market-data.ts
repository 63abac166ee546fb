/** Polymarket's public data behind the `MarketData` port. */
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Http } from '../../ports/net';
import type { MarketData } from '../../ports/market-data';
import { confirmCondition, fetchBooks, fetchGeoblock, fetchServerTime } from './clob/clob';
import { fetchActiveEvents, fetchEventByMarketSlug, fetchEventBySlug } from './gamma/gamma';
import type { GammaOptions } from './gamma/parse-market';
import { LIVE } from './gamma/parse-market';

export function createPolymarketData(options: {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly gamma?: GammaOptions;
}): MarketData {
  const { http, clock, log } = options;
  const gamma = { http, log, options: options.gamma ?? LIVE };
  const clob = { http, clock, log };
  return {
    fetchEventBySlug: (slug, signal) => fetchEventBySlug(gamma, slug, signal),
    fetchEventByMarketSlug: (slug, signal) => fetchEventByMarketSlug(gamma, slug, signal),
    fetchActiveEvents: (cursor, signal) => fetchActiveEvents(gamma, cursor, signal),
    confirmCondition: (condition, signal) => confirmCondition(clob, condition, signal),
    fetchBooks: (tokens, signal) => fetchBooks(clob, tokens, signal),
    fetchServerTime: (signal) => fetchServerTime(clob, signal),
    fetchGeoblock: (signal) => fetchGeoblock(clob, signal),
  };
}
