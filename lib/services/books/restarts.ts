/** New connections for a feed that answers pings but brings nothing: when one is worth it, and not too often. */
import type { TokenId } from '../../domain/ids';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Entry } from './entry';

/** A change that REST has and the feed does not bring within this time means that the feed is stuck. */
const AHEAD_MS = 3_000;
/** A new connection needs its first dump; do not tear it down again before. */
const RESTART_EVERY_MS = 15_000;
/** If new connections do not help, more of them will not. */
const RESTART_AT_MOST_EVERY_MS = 300_000;

export interface RestartsOptions {
  readonly clock: Clock;
  readonly log: Log;
  restart(tokens: ReadonlySet<TokenId>, reason: string): void;
}

/** To be called twice a second with those that may be stuck; it lets go of those that are not. */
export function createRestarts(options: RestartsOptions): (suspects: Set<Entry>) => void {
  let lastAtMs = 0;
  let everyMs = RESTART_EVERY_MS;
  return (suspects) => {
    const nowMs = options.clock.nowMs();
    for (const entry of suspects) if (!entry.feed.stuck && entry.feed.ahead === null) suspects.delete(entry);
    const stuck = [...suspects].filter(
      ({ feed }) => feed.stuck || (feed.ahead !== null && nowMs - feed.ahead.sinceMs >= AHEAD_MS),
    );
    if (Math.abs(nowMs - lastAtMs) > 4 * everyMs) everyMs = RESTART_EVERY_MS;
    if (stuck.length === 0 || Math.abs(nowMs - lastAtMs) < everyMs) return;
    if (lastAtMs > 0) everyMs = Math.min(RESTART_AT_MOST_EVERY_MS, 2 * everyMs);
    lastAtMs = nowMs;
    for (const entry of stuck) entry.feed.stuck = false;
    options.log.warn('feed-stuck', { books: stuck.length });
    options.restart(new Set(stuck.map((entry) => entry.tokenId)), 'the venue has changes that the feed did not bring');
  };
}
