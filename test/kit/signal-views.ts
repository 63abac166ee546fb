/** Signals and lists of events as the background would push them. */
import type { SignalsView } from '../../lib/protocol/signals';
import type { HomeView, PageView } from '../../lib/protocol/views';
import { NOW_MS } from './basket-views';

/** A reading for each outcome; the second has one side of its book only. */
export function signalsOf(page: PageView | null): SignalsView {
  const markets = (page?.outcomes ?? []).map(({ marketId, fairMicros, asOfMs }, index) => [
    marketId,
    {
      microprice:
        index === 1
          ? ({ kind: 'not-enough', have: 1, need: 2 } as const)
          : ({
              kind: 'value',
              value: Math.max(400, (fairMicros ?? 500_000) - 2_000),
              n: 2,
              asOfMs: asOfMs ?? NOW_MS,
            } as const),
    },
  ]);
  return { path: page?.path ?? '', markets: Object.fromEntries(markets), fair: {} };
}

export const home: HomeView = {
  events: [
    { eventSlug: 'rate-decision-in-june', edgeMicros: 2_419_000, asOfMs: NOW_MS - 300, passesThresholds: true },
    { eventSlug: 'old-books', edgeMicros: 910_000, asOfMs: NOW_MS - 14_200, passesThresholds: true },
  ],
};
