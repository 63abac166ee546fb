/**
 * What markets on BTC and ETH are worth at the spot prices of other exchanges: keeps how each price moved, reads each
 * market's words once, and puts both together when it is asked.
 */
import type { Condition } from '../../domain/condition';
import type { FairValueView } from '../../protocol/signals';
import { readCryptoMarket, type CryptoMarket, type CryptoReading } from '../../signals/fairvalue/crypto-market';
import { fairValue } from '../../signals/fairvalue/fair-value';
import { createSpotHistory, type SpotHistory } from '../../signals/fairvalue/spot-history';
import type { SpotPrice } from '../spot/spot';
import { HOUR_MS } from '../../domain/units';

/** A price that is older says nothing. */
const STALE_AFTER_MS = 3_000;

export interface FairValues {
  take(price: SpotPrice): void;
  /** null: it is not about such a price. */
  viewOf(condition: Condition, nowMs: number): FairValueView | null;
  /** Of the first answer, dollars a share; null where nothing is said. */
  valueOf(condition: Condition, nowMs: number): number | null;
  /** What the market's words say, read once. */
  marketOf(condition: Condition): CryptoMarket | null;
}

interface Followed {
  readonly history: SpotHistory;
  newest: SpotPrice | null;
}

export function createFairValues(): FairValues {
  const pairs = new Map<string, Followed>();
  const readings = new WeakMap<Condition, { readonly reading: CryptoReading | null }>();

  function readingOf(condition: Condition): CryptoReading | null {
    const known = readings.get(condition) ?? { reading: readCryptoMarket(condition) };
    readings.set(condition, known);
    return known.reading;
  }

  function said(condition: Condition, nowMs: number): FairValueView | null {
    const reading = readingOf(condition);
    if (reading?.kind !== 'market') return reading;
    return viewOf(reading.market, pairs.get(reading.market.pair), nowMs);
  }

  return {
    take(price) {
      const followed = pairs.get(price.pair) ?? { history: createSpotHistory(), newest: null };
      pairs.set(price.pair, followed);
      followed.newest = price;
      if (price.price === null) followed.history.gap();
      else followed.history.take(price.receivedAtMs, price.price);
    },
    marketOf(condition) {
      const reading = readingOf(condition);
      return reading?.kind === 'market' ? reading.market : null;
    },
    viewOf: said,
    valueOf(condition, nowMs) {
      const view = said(condition, nowMs);
      return view?.kind === 'value' ? view.value : null;
    },
  };
}

function viewOf(market: CryptoMarket, followed: Followed | undefined, nowMs: number): FairValueView {
  const { newest = null, history } = followed ?? {};
  if (history === undefined || newest?.price == null || nowMs - newest.receivedAtMs > STALE_AFTER_MS)
    return { kind: 'off', reason: 'no-spot' };
  const { payoff, endMs, asset, source } = market;
  const tauMs = endMs - nowMs;
  const moves = history.sigma(tauMs);
  if (moves.kind === 'not-enough') return { ...moves, of: tauMs < HOUR_MS ? 'prices' : 'minutes' };
  const { sigma, error } = moves;
  const start = payoff.kind === 'up' ? history.priceAt(payoff.startMs) : null;
  const extremes = payoff.kind === 'touch' ? history.extremes(payoff.sinceMs) : null;
  const said = fairValue(market, { spot: newest.price, sigma, error, start, extremes }, nowMs);
  if (said.kind === 'off') return said;
  const { venues, receivedAtMs: asOfMs } = newest;
  return { ...said, asset, sigma, venues, source, asOfMs };
}
