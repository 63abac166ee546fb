/** Spot prices as the interface sees them. */
import type { SpotQuote } from '../../ports/spot-feed';
import type { SpotView } from '../../protocol/views';
import type { SpotState } from './state';

/** A price that did not change for longer counts as known only while its feed lives. */
const STALE_AFTER_MS = 3_000;

export function spotView(states: readonly (SpotState & { readonly isOn: boolean })[], nowMs: number): SpotView {
  const live = states.filter(({ status }) => status.kind === 'live');
  const pairs = [...new Set(live.flatMap(({ quotes }) => [...quotes.keys()]))].sort();
  return {
    venues: states.map(({ key, venue, address, status, isOn, isRefused, gaps }) => ({
      key,
      venue,
      address,
      isOn,
      isRefused,
      gaps,
      status: status.kind,
    })),
    pairs: pairs.flatMap((pair) => {
      const quotes = live.flatMap(({ venue, quotes: own }) => {
        const quote = own.get(pair);
        return quote === undefined ? [] : [{ venue, quote }];
      });
      return [
        {
          pair,
          ...reference(
            quotes.map(({ quote }) => quote),
            nowMs,
          ),
          venues: quotes.map(({ venue }) => venue),
        },
      ];
    }),
  };
}

/** Median of the live venues' middles, from prices that are not stale; null where all are. */
export function reference(quotes: readonly SpotQuote[], nowMs: number) {
  const fresh = quotes.filter(({ receivedAtMs }) => nowMs - receivedAtMs <= STALE_AFTER_MS);
  const middles = fresh.map(({ bid, ask }) => (bid + ask) / 2).sort((a, b) => a - b);
  const half = middles.length >> 1;
  const middle = middles.length % 2 === 1 ? middles[half] : ((middles[half - 1] ?? NaN) + (middles[half] ?? NaN)) / 2;
  return {
    price: middle === undefined || Number.isNaN(middle) ? null : middle,
    asOfMs: Math.max(...quotes.map(({ receivedAtMs }) => receivedAtMs)),
  };
}
