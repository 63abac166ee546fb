/**
 * One batch of feed events on the books they are about. A batch is judged as a whole: what its last change says is what
 * counts.
 */
import type { ConditionId, TokenId } from '../../domain/ids';
import { unreachable } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import { timeMs } from '../../domain/units';
import type { BookDelta, BookEvent } from '../../ports/feed';
import type { Entry, Received } from './entry';
import { sayOfBook, setFault } from './entry';
import { settle, takeDelta, takeGap, takeSnapshot, takeTick, takeWords } from './from-feed';
import type { Lag } from './lag';

export interface Applied {
  /** Books that the batch was about. */
  readonly touched: ReadonlySet<Entry>;
  /** Those whose content or fault may have changed. */
  readonly changed: ReadonlySet<Entry>;
  readonly resolved: readonly { readonly conditionId: ConditionId }[];
  /** Slugs of events in which the venue opened a market. */
  readonly opened: ReadonlySet<string>;
}

interface Batch {
  readonly entries: ReadonlyMap<TokenId, Entry>;
  readonly lag: Lag;
  readonly events: readonly BookEvent[];
  readonly receivedAtMs: TimeMs;
}

function arrived(receivedAtMs: TimeMs, lagMs: number): Received {
  return { receivedAtMs, verifiedAtMs: timeMs(receivedAtMs - lagMs) };
}

export function applyEvents({ entries, lag, events, receivedAtMs }: Batch): Applied {
  const touched = new Set<Entry>();
  const changed = new Set<Entry>();
  const resolved: Applied['resolved'][number][] = [];
  const opened = new Set<string>();
  const lastDelta = new Map<Entry, BookDelta>();
  const touch = (entry: Entry, really: boolean): void => {
    touched.add(entry);
    if (really) changed.add(entry);
  };
  const about = (tokenId: TokenId | null): readonly Entry[] => {
    const entry = tokenId === null ? undefined : entries.get(tokenId);
    return entry ? [entry] : [];
  };
  const isRefused = (entry: Entry, venueTimeMs: number): boolean => {
    if (lag.isPossible(venueTimeMs, receivedAtMs)) return false;
    setFault(entry, 'malformed', receivedAtMs);
    touch(entry, true);
    return true;
  };
  for (const event of events) {
    switch (event.kind) {
      case 'snapshot':
        for (const entry of about(event.book.tokenId)) {
          if (isRefused(entry, event.book.venueTimeMs)) continue;
          const stampedMs = lag.asOf(event.book.venueTimeMs, receivedAtMs);
          sayOfBook(entry, event.book, { source: 'feed', stampedMs, readMs: null });
          touch(entry, takeSnapshot(entry, event.book, arrived(receivedAtMs, lag.recent(receivedAtMs))));
        }
        break;
      case 'delta':
        for (const entry of about(event.tokenId)) {
          // A frame out of order is a fault of its book, and says nothing of the connection.
          const isInOrder = event.venueTimeMs >= entry.feed.lastDeltaMs;
          const lagMs = isInOrder ? lag.of(event.venueTimeMs, receivedAtMs) : lag.recent(receivedAtMs);
          if (isRefused(entry, event.venueTimeMs)) continue;
          touch(entry, takeDelta(entry, event, arrived(receivedAtMs, lagMs)));
          lastDelta.set(entry, event);
        }
        break;
      case 'tick':
        for (const entry of about(event.tokenId))
          touch(entry, takeTick(entry, event, lag.asOf(event.venueTimeMs, receivedAtMs)));
        break;
      case 'trade':
        for (const entry of about(event.tokenId)) {
          takeWords(entry, event.hashed);
          touch(entry, false);
        }
        break;
      case 'resolved':
        resolved.push({ conditionId: event.conditionId });
        break;
      case 'opened':
        opened.add(event.eventSlug);
        break;
      case 'malformed':
        for (const entry of about(event.tokenId)) {
          setFault(entry, 'malformed', receivedAtMs);
          touch(entry, true);
        }
        break;
      case 'gap':
        lag.forget();
        for (const tokenId of event.tokens) {
          for (const entry of about(tokenId)) {
            takeGap(entry, receivedAtMs);
            touch(entry, false);
          }
        }
        break;
      default:
        unreachable(event);
    }
  }
  for (const [entry, delta] of lastDelta) settle(entry, delta, receivedAtMs);
  return { touched, changed, resolved, opened };
}
