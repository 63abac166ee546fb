/**
 * What the spot feeds share: one connection for all pairs, books that are read anew where a proof failed, and a status.
 * How a venue subscribes and what its frames mean is its own file (`SpotReader`).
 *
 *   connecting --open, subscribe--> live --proof failed--> resync --snapshot whose proof fits--> live
 *        ^                            |                      |
 *        +------- wait (jitter) ------+-- gap of the chain --+-- no snapshot, or three times in a minute
 */
import { failureOf } from '../../domain/result';
import { timeMs, type TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { OpenSocket } from '../../ports/net';
import type { SpotEvent, SpotFeed, SpotFeedHandlers, SpotStatus } from '../../ports/spot-feed';
import { createConnection, type Connection, type ConnectionState } from './connection';
import type { KeepAlive } from './keep-alive';

export type SpotReaction =
  | { readonly kind: 'events'; readonly events: readonly SpotEvent[] }
  /** A book cannot be trusted: it is read anew, and nothing of it is told before that. */
  | { readonly kind: 'resync'; readonly pair: string; readonly reason: string }
  /** No book of the connection can be trusted. */
  | { readonly kind: 'reconnect'; readonly reason: string }
  | { readonly kind: 'maintenance'; readonly isOn: boolean }
  /** A snapshot came whose proof fits. */
  | { readonly kind: 'fresh'; readonly pair: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The state of one connection: made anew with each, so that nothing is carried over. */
export interface SpotReader {
  read(text: string, receivedAtMs: TimeMs): readonly SpotReaction[];
}

export interface SpotVenue {
  readonly name: string;
  readonly url: string;
  keepAlive(): KeepAlive;
  reader(pairs: ReadonlySet<string>): SpotReader;
  subscribe(pairs: readonly string[]): readonly string[];
  /** Unsubscribes and subscribes the book of one pair. */
  again(pair: string): readonly string[];
}

export interface SpotFeedOptions {
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly handlers: SpotFeedHandlers;
}

/** Coinbase and Kraken both count connections: at most one attempt in five seconds, jittered to a minute. */
const WAITS = { leastMs: 1_000, mostMs: 60_000, retryEveryMs: 5_000 } as const;
/** A subscription owes a snapshot; one that does not come is asked for over a new connection. */
const SNAPSHOT_WITHIN_MS = 3_000;
const FIRST_DATA_WITHIN_MS = 10_000;
/** So many failed proofs in this time are no accident of one frame. */
const MOST_RESYNCS = 3;
const RESYNC_WINDOW_MS = 60_000;

export function createSpotFeed(venue: SpotVenue, options: SpotFeedOptions): SpotFeed {
  const { clock, log, handlers } = options;
  let pairs: ReadonlySet<string> = new Set();
  let connection: Connection | null = null;
  let reader: SpotReader = venue.reader(pairs);
  let status: SpotStatus = { kind: 'idle' };
  let inMaintenance = false;
  let resyncs: readonly number[] = [];
  /** Ends what waits for a snapshot. */
  const waiting = new Map<string, AbortController>();

  function become(next: SpotStatus): void {
    status = next;
    handlers.onStatus(next);
  }

  function gap(gone: readonly string[]): void {
    if (gone.length > 0) handlers.onEvents([{ kind: 'gap', pairs: gone, receivedAtMs: timeMs(clock.nowMs()) }]);
  }

  function stopWaiting(): void {
    for (const each of waiting.values()) each.abort();
    waiting.clear();
  }

  function resync(pair: string, reason: string): void {
    const nowMs = clock.nowMs();
    resyncs = [...resyncs.filter((at) => nowMs - at < RESYNC_WINDOW_MS), nowMs];
    log.warn('spot-resync', { venue: venue.name, pair, reason });
    if (resyncs.length >= MOST_RESYNCS) {
      resyncs = [];
      connection?.restart('many-resyncs');
      return;
    }
    gap([pair]);
    for (const text of venue.again(pair)) connection?.send(text);
    waiting.get(pair)?.abort();
    const patience = new AbortController();
    waiting.set(pair, patience);
    clock.after(SNAPSHOT_WITHIN_MS, () => connection?.restart('no-snapshot'), patience.signal);
  }

  /** Whether the frame was data. The rest of a frame is not read once it ended the connection. */
  function react(text: string): boolean {
    const by = reader;
    let isData = false;
    for (const reaction of by.read(text, timeMs(clock.nowMs()))) {
      if (reader !== by || connection === null) return isData;
      switch (reaction.kind) {
        case 'events':
          isData = true;
          if (reaction.events.length > 0) handlers.onEvents(reaction.events);
          break;
        case 'fresh':
          waiting.get(reaction.pair)?.abort();
          waiting.delete(reaction.pair);
          isData = true;
          break;
        case 'resync':
          resync(reaction.pair, reaction.reason);
          break;
        case 'reconnect':
          log.warn('spot-reconnect', { venue: venue.name, reason: reaction.reason });
          connection.restart(reaction.reason);
          break;
        case 'maintenance':
          inMaintenance = reaction.isOn;
          show('live');
          break;
        case 'unreadable':
          log.warn('spot-unreadable', { venue: venue.name, reason: reaction.reason });
          break;
      }
    }
    return isData;
  }

  function show(state: ConnectionState): void {
    const sinceMs = timeMs(clock.nowMs());
    switch (state) {
      case 'connecting':
      case 'open':
        return become({ kind: 'connecting', attempt: connection?.attempts() ?? 0 });
      case 'live':
        return become(inMaintenance ? { kind: 'maintenance', sinceMs } : { kind: 'live', sinceMs });
      case 'silent':
        return become({ kind: 'silent', sinceMs });
      case 'waiting':
      case 'closed':
        return become({ kind: 'down', sinceMs, failure: failureOf('feed-down', {}, 'later') });
    }
  }

  function open(): Connection {
    return createConnection({
      ...options,
      url: venue.url,
      keepAlive: venue.keepAlive(),
      firstDataWithinMs: FIRST_DATA_WITHIN_MS,
      waits: WAITS,
      onOpen(send) {
        reader = venue.reader(pairs);
        inMaintenance = false;
        for (const text of venue.subscribe([...pairs])) send(text);
      },
      onText: react,
      onLost(reason) {
        log.warn('spot-feed-lost', { venue: venue.name, reason: reason.slice(0, 120) });
        stopWaiting();
        gap([...pairs]);
      },
      onState: show,
    });
  }

  function close(): void {
    stopWaiting();
    const old = connection;
    connection = null;
    old?.close();
  }

  return {
    venue: venue.name,
    watch(next) {
      if (next.size === pairs.size && [...next].every((pair) => pairs.has(pair))) return;
      const gone = [...pairs];
      close();
      pairs = new Set(next);
      gap(gone);
      if (pairs.size === 0) become({ kind: 'idle' });
      else connection = open();
    },
    status: () => status,
    retryNow: () => connection?.retryNow(),
    close,
  };
}
