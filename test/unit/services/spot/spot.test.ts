/** Spot prices are off until the user and the browser both say yes, and a price that is old is no price. */
import { describe, expect, it } from 'vitest';
import { timeMs } from '../../../../lib/domain/units';
import type { SpotFeed, SpotFeedHandlers, SpotQuote } from '../../../../lib/ports/spot-feed';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import { createSpot, PAIRS } from '../../../../lib/services/spot/spot';
import type { SpotSwitch } from '../../../../lib/services/spot/state';
import { createFakeClock, createMemoryLog, settled } from '../../../kit/venue';

function start(allowed: boolean | Promise<boolean> = true) {
  const clock = createFakeClock();
  let switches: Record<SpotSwitch, boolean> = {
    spotKraken: DEFAULT_SETTINGS.spotKraken,
    spotCoinbase: DEFAULT_SETTINGS.spotCoinbase,
  };
  const listeners = new Set<() => void>();
  const feeds = new Map<string, { watched: readonly string[]; handlers: SpotFeedHandlers }>();
  const source = (key: SpotSwitch, venue: string) => ({
    key,
    address: `https://${venue}.test`,
    create(handlers: SpotFeedHandlers): SpotFeed {
      const feed = { watched: [] as readonly string[], handlers };
      feeds.set(venue, feed);
      return {
        venue,
        watch: (pairs) => (feed.watched = [...pairs]),
        status: () => ({ kind: 'idle' }),
        retryNow: () => undefined,
        close: () => undefined,
      };
    },
  });
  const service = createSpot({
    sources: [source('spotKraken', 'Kraken'), source('spotCoinbase', 'Coinbase')],
    settings: {
      current: () => switches,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    mayReach: async () => allowed,
    clock,
    log: createMemoryLog(),
  });
  service.wakes?.(() => undefined);
  service.start?.();
  const feed = (venue: string) => {
    const found = feeds.get(venue);
    if (found === undefined) throw new Error(`no feed ${venue}`);
    return found;
  };
  const quote = (venue: string, bid: number, ask: number, pair = 'BTC/USD'): void => {
    const now = clock.nowMs();
    const event: SpotQuote = {
      kind: 'quote',
      pair,
      bid,
      ask,
      bidSize: 1,
      askSize: 1,
      venueTimeMs: now,
      receivedAtMs: now,
    };
    feed(venue).handlers.onStatus({ kind: 'live', sinceMs: now });
    feed(venue).handlers.onEvents([event]);
  };
  return {
    clock,
    service,
    feed,
    quote,
    set: async (patch: Partial<Record<SpotSwitch, boolean>>) => {
      switches = { ...switches, ...patch };
      for (const listener of listeners) listener();
      await settled();
    },
    btc: () => service.view().pairs.find(({ pair }) => pair === 'BTC/USD'),
  };
}

describe('spot prices', () => {
  it('ask nobody until they are switched on, each by itself', async () => {
    const { feed, set, service } = start();
    await settled();
    expect([feed('Kraken').watched, feed('Coinbase').watched]).toEqual([[], []]);
    await set({ spotKraken: true });
    expect([feed('Kraken').watched, feed('Coinbase').watched]).toEqual([PAIRS, []]);
    expect(service.view().venues.map(({ isOn }) => isOn)).toEqual([true, false]);
    await set({ spotKraken: false });
    expect(feed('Kraken').watched).toEqual([]);
  });

  it('ask nobody whom the browser does not allow, and say so', async () => {
    const { feed, set, service } = start(false);
    await set({ spotKraken: true });
    expect(feed('Kraken').watched).toEqual([]);
    expect(service.view().venues[0]).toMatchObject({ isOn: true, isRefused: true });
  });

  it('stay off where they are switched off while the browser is still being asked', async () => {
    let answer: (may: boolean) => void = () => undefined;
    const { feed, set } = start(new Promise<boolean>((resolve) => (answer = resolve)));
    await set({ spotKraken: true });
    await set({ spotKraken: false });
    answer(true);
    await settled();
    expect(feed('Kraken').watched).toEqual([]);
  });

  it('are the median of the live middles, none when older than three seconds, and none across a gap', async () => {
    const { clock, quote, btc, feed } = start();
    quote('Kraken', 99, 101);
    expect(btc()).toMatchObject({ price: 100, venues: ['Kraken'] });
    clock.advance(2_000);
    quote('Coinbase', 103, 105);
    expect(btc()).toMatchObject({ price: 102, venues: ['Kraken', 'Coinbase'] });
    clock.advance(1_001);
    expect(btc()).toMatchObject({ price: 104 });
    clock.advance(2_000);
    expect(btc()).toMatchObject({ price: null });
    const now = timeMs(clock.nowMs());
    feed('Coinbase').handlers.onEvents([{ kind: 'gap', pairs: ['BTC/USD'], receivedAtMs: now }]);
    expect(btc()?.venues).toEqual(['Kraken']);
    feed('Kraken').handlers.onStatus({ kind: 'maintenance', sinceMs: now });
    expect(btc()).toBeUndefined();
  });
});
