/**
 * The market channel as a `MarketFeed`: tokens spread over connections in the order of their need, the first ones of
 * few tokens, opened some a second; frames parsed, watched tokens let through. What is beyond the number of sockets
 * that a browser gives is not carried.
 */
import type { TokenId } from '../../../domain/ids';
import type { Clock } from '../../../ports/clock';
import type { MarketFeed, MarketFeedHandlers } from '../../../ports/feed';
import type { Log } from '../../../ports/log';
import type { OpenSocket } from '../../../ports/net';
import { UNTIMED, type Timings } from '../../../ports/timings';
import { createPace } from '../../socket/pace';
import { ASSETS_PER_SOCKET, FIRST_SOCKETS, MOST_MARKET_SOCKETS, SOCKETS_PER_SECOND } from '../common/constants';
import { statusOf } from './feed-status';
import type { Shard, ShardOptions } from './shard';
import { createShard, openShard, syncShard } from './shard';
import { createStrayLog } from './stray-log';

export interface MarketFeedOptions {
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1), for the waits between connections. */
  readonly random: () => number;
  readonly handlers: MarketFeedHandlers;
  /** For all connections alike. */
  readonly assetsPerSocket?: number;
  readonly mostSockets?: number;
  readonly timings?: Timings;
}

export function createMarketFeed(options: MarketFeedOptions): MarketFeed {
  const { clock, log, handlers } = options;
  const { assetsPerSocket, mostSockets = MOST_MARKET_SOCKETS } = options;
  const lifetime = new AbortController();
  const shards: Shard[] = [];
  const shardOf = new Map<TokenId, Shard>();
  let nextId = 1;
  let closed = false;
  let lastStatus = '';
  const noteStray = createStrayLog(log);
  const shardOptions: ShardOptions = {
    openSocket: options.openSocket,
    clock,
    log,
    random: options.random,
    timings: options.timings ?? UNTIMED,
    pace: createPace({ clock, perSecond: SOCKETS_PER_SECOND, lifetime: lifetime.signal }),
    isWatched: (tokenId) => shardOf.has(tokenId),
    onEvents: (events, receivedAtMs) => handlers.onEvents(events, receivedAtMs),
    onStray(shard, kind, reason) {
      noteStray(kind, { shard: shard.id, reason });
      handlers.onStray(kind);
    },
    onState: report,
  };

  function report(): void {
    if (closed) return;
    const status = statusOf(shards);
    const key = JSON.stringify(status);
    if (key === lastStatus) return;
    lastStatus = key;
    handlers.onStatus(status);
  }

  /** One more connection, unless there are as many as may be. */
  function another(): Shard | undefined {
    if (shards.length >= mostSockets) return undefined;
    const { first, later } = ASSETS_PER_SOCKET;
    const usual = shards.length < FIRST_SOCKETS ? first : later;
    const shard = createShard(nextId, assetsPerSocket ?? usual, clock.nowMs());
    nextId += 1;
    shards.push(shard);
    return shard;
  }

  return {
    watch(tokens) {
      if (closed) return;
      const touched = new Set<Shard>();
      for (const [token, shard] of shardOf) {
        if (tokens.has(token)) continue;
        shardOf.delete(token);
        shard.tokens.delete(token);
        touched.add(shard);
      }
      let room: Shard | undefined;
      for (const token of tokens) {
        if (shardOf.has(token)) continue;
        if (room === undefined || room.tokens.size >= room.capacity)
          room = shards.find((candidate) => candidate.tokens.size < candidate.capacity) ?? another();
        const shard = room;
        if (shard === undefined) break;
        shard.tokens.add(token);
        shardOf.set(token, shard);
        touched.add(shard);
      }
      for (const shard of touched) {
        if (shard.tokens.size === 0) {
          shard.connection?.close();
          shards.splice(shards.indexOf(shard), 1);
        } else if (shard.connection === null) {
          openShard(shard, shardOptions);
        } else {
          syncShard(shard);
        }
      }
      report();
    },
    status: () => statusOf(shards),
    restart(tokens, reason) {
      const stuck = new Set([...tokens].flatMap((token) => shardOf.get(token) ?? []));
      for (const shard of stuck) {
        log.warn('feed-restart', { shard: shard.id, reason: reason.slice(0, 120) });
        shard.connection?.restart(reason);
      }
    },
    retryNow() {
      for (const shard of shards) shard.connection?.retryNow();
    },
    close() {
      closed = true;
      lifetime.abort();
      for (const shard of shards) shard.connection?.close();
      shards.length = 0;
      shardOf.clear();
    },
  };
}
