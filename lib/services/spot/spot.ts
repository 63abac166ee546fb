/**
 * Owns the spot prices from other exchanges: off until the user says yes to each of them and the browser lets Facet
 * reach it, since a third party then learns the user's address. Input of signals alone; no basket rests on it.
 */
import type { Log } from '../../ports/log';
import type { Clock } from '../../ports/clock';
import type { SpotFeed, SpotFeedHandlers } from '../../ports/spot-feed';
import type { Settings } from '../../protocol/settings';
import type { SpotView } from '../../protocol/views';
import { createEmitter } from '../emitter';
import type { Slice } from '../slice';
import type { SpotState, SpotSwitch } from './state';
import { reference, spotView } from './views';

/** The pairs that the venue's short crypto markets are about. */
export const PAIRS: readonly string[] = ['BTC/USD', 'ETH/USD'];

export interface SpotSource {
  readonly key: SpotSwitch;
  /** Host that the user is asked about. */
  readonly address: string;
  readonly create: (handlers: SpotFeedHandlers) => SpotFeed;
}

/** The reference price of a pair after a change of it; null where no exchange has one any more. */
export interface SpotPrice {
  readonly pair: string;
  readonly price: number | null;
  readonly venues: readonly string[];
  /** Of the change, by the exchange's clock and by ours. */
  readonly venueTimeMs: number;
  readonly receivedAtMs: number;
}

export interface SpotService extends Slice<'spot'> {
  subscribePrice(listener: (price: SpotPrice) => void): () => void;
  view(): SpotView;
  close(): void;
}

export interface SpotOptions {
  readonly sources: readonly SpotSource[];
  readonly settings: {
    current(): Pick<Settings, SpotSwitch>;
    subscribe(listener: () => void): () => void;
  };
  /** Whether the browser lets Facet reach an address. */
  readonly mayReach: (address: string) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createSpot({ sources, settings, mayReach, clock, log }: SpotOptions): SpotService {
  const changed = createEmitter<void>();
  const priced = createEmitter<SpotPrice>();
  const running = sources.map((source) => {
    const state: SpotState = {
      key: source.key,
      venue: '',
      address: source.address,
      status: { kind: 'idle' },
      isRefused: false,
      gaps: 0,
      quotes: new Map(),
    };
    const feed = source.create({
      onEvents(events) {
        for (const event of events)
          if (event.kind === 'quote') {
            state.quotes.set(event.pair, event);
            price(event.pair, event.venueTimeMs);
          } else if (event.kind === 'gap') {
            state.gaps += 1;
            for (const pair of event.pairs) {
              state.quotes.delete(pair);
              price(pair, event.receivedAtMs);
            }
          }
        changed.emit();
      },
      onStatus(status) {
        state.status = status;
        changed.emit();
      },
    });
    return { source, feed, state: Object.assign(state, { venue: feed.venue }) };
  });

  function price(pair: string, venueTimeMs: number): void {
    const receivedAtMs = clock.nowMs();
    const quotes = running.flatMap(({ state }) => state.quotes.get(pair) ?? []);
    const venues = running.flatMap(({ state }) => (state.quotes.has(pair) ? [state.venue] : []));
    priced.emit({ pair, price: reference(quotes, receivedAtMs).price, venues, venueTimeMs, receivedAtMs });
  }

  /** The newest wish wins: an answer about the host that comes late changes nothing. */
  let asked = 0;
  async function follow(): Promise<void> {
    asked += 1;
    const mine = asked;
    for (const { source, feed, state } of running) {
      const isOn = settings.current()[source.key];
      if (!isOn) feed.watch(new Set());
      const may = isOn && (await mayReach(source.address));
      if (mine !== asked) return;
      state.isRefused = isOn && !may;
      if (state.isRefused) log.warn('spot-not-allowed', { venue: feed.venue });
      feed.watch(new Set(may ? PAIRS : []));
    }
    changed.emit();
  }

  const view = (): SpotView =>
    spotView(
      running.map(({ state, source }) => ({ ...state, isOn: settings.current()[source.key] })),
      clock.nowMs(),
    );

  return {
    name: 'spot',
    view,
    subscribePrice: (listener) => priced.subscribe(listener),
    start: () => void follow(),
    topics: { spot: view },
    wakes(wake) {
      settings.subscribe(() => void follow());
      changed.subscribe(() => wake(['spot']));
    },
    close: () => running.forEach(({ feed }) => feed.close()),
  };
}
