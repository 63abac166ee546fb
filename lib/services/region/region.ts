/**
 * Owns what the venue says of this browser's region. Asked, never guessed; no answer counts as blocked for live orders.
 */
import type { Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Geoblock, MarketData } from '../../ports/market-data';
import { createEmitter } from '../emitter';
import type { Slice } from '../slice';

const REFRESH_MS = 600_000;
const RETRY_MS = 15_000;

export interface RegionService extends Slice {
  /** null until the first answer. */
  current(): Result<Geoblock> | null;
  start(): void;
  subscribe(listener: () => void): () => void;
  close(): void;
}

export function createRegion(options: { readonly market: MarketData; readonly clock: Clock }): RegionService {
  const lifetime = new AbortController();
  const changed = createEmitter<void>();
  let current: Result<Geoblock> | null = null;

  async function refresh(): Promise<void> {
    current = await options.market.fetchGeoblock(lifetime.signal);
    if (lifetime.signal.aborted) return;
    changed.emit();
    options.clock.after(current.ok ? REFRESH_MS : RETRY_MS, () => void refresh(), lifetime.signal);
  }

  return {
    name: 'region',
    current: () => current,
    start: () => void refresh(),
    subscribe: (listener) => changed.subscribe(listener),
    wakes: (wake) => changed.subscribe(() => wake(['now', 'page', 'account', 'health'])),
    close: () => lifetime.abort(),
  };
}
