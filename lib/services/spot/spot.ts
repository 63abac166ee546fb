/**
 * Owns the spot prices from other exchanges: off until the user says yes to each of them and the browser lets Facet
 * reach it, since a third party then learns the user's address. Input of signals alone; no basket rests on it.
 */
import type { Log } from '../../ports/log';
import type { Clock } from '../../ports/clock';
import type { SpotEvent, SpotFeed, SpotFeedHandlers } from '../../ports/spot-feed';
import type { Settings } from '../../protocol/settings';
import type { SpotView } from '../../protocol/views';
import { createEmitter } from '../emitter';
import type { Slice } from '../slice';
import type { SpotState, SpotSwitch } from './state';
import { spotView } from './views';

/** The pairs that the venue's short crypto markets are about. */
export const PAIRS: readonly string[] = ['BTC/USD', 'ETH/USD'];

export interface SpotSource {
  readonly key: SpotSwitch;
  /** Host that the user is asked about. */
  readonly address: string;
  readonly create: (handlers: SpotFeedHandlers) => SpotFeed;
}

export interface SpotService extends Slice<'spot'> {
  /** Every event of every feed, as it came. */
  subscribe(listener: (event: { readonly venue: string; readonly events: readonly SpotEvent[] }) => void): () => void;
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
  const heard = createEmitter<{ readonly venue: string; readonly events: readonly SpotEvent[] }>();
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
          if (event.kind === 'quote') state.quotes.set(event.pair, event);
          else if (event.kind === 'gap') {
            state.gaps += 1;
            for (const pair of event.pairs) state.quotes.delete(pair);
          }
        heard.emit({ venue: feed.venue, events });
        changed.emit();
      },
      onStatus(status) {
        state.status = status;
        changed.emit();
      },
    });
    return { source, feed, state: Object.assign(state, { venue: feed.venue }) };
  });

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
    subscribe: (listener) => heard.subscribe(listener),
    start: () => void follow(),
    topics: { spot: view },
    wakes(wake) {
      settings.subscribe(() => void follow());
      changed.subscribe(() => wake(['spot']));
    },
    close: () => running.forEach(({ feed }) => feed.close()),
  };
}
