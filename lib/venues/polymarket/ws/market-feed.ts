/**
 * The market channel as a `MarketFeed`: tokens spread over connections of at most 250, frames parsed, watched tokens
 * let through.
 */
import type { TokenId } from '../../../domain/ids';
import type { TimeMs } from '../../../domain/units';
import type { Clock } from '../../../ports/clock';
import type { BookEvent, FeedStatus, MarketFeed, MarketFeedHandlers } from '../../../ports/feed';
import type { Log } from '../../../ports/log';
import type { OpenSocket } from '../../../ports/net';
import type { Connection, ConnectionState } from '../../socket/connection';
import { createConnection } from '../../socket/connection';
import { ASSETS_PER_SOCKET, MARKET_SOCKET } from '../common/constants';
import { parseMarketFrame } from './parse-frames';

interface Shard {
  readonly id: number;
  readonly tokens: Set<TokenId>;
  /** Told to the venue on this connection. */
  readonly subscribed: Set<TokenId>;
  connection: Connection | null;
  state: ConnectionState;
  sinceMs: TimeMs;
  reason: string;
}

export interface MarketFeedOptions {
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1), for the waits between connections. */
  readonly random: () => number;
  readonly handlers: MarketFeedHandlers;
  readonly assetsPerSocket?: number;
}

export function createMarketFeed(options: MarketFeedOptions): MarketFeed {
  const { clock, log, handlers } = options;
  const capacity = options.assetsPerSocket ?? ASSETS_PER_SOCKET;
  const shards: Shard[] = [];
  const shardOf = new Map<TokenId, Shard>();
  let nextId = 1;
  let closed = false;
  let lastStatus = '';

  /** Tokens that an event is about; null for the whole connection. */
  function aboutWatched(event: BookEvent, shard: Shard): boolean {
    switch (event.kind) {
      case 'snapshot':
        return shard.tokens.has(event.book.tokenId);
      case 'delta':
      case 'tick':
      case 'trade':
        return shard.tokens.has(event.tokenId);
      case 'resolved':
        return shard.tokens.has(event.winningTokenId) || shardOf.has(event.winningTokenId);
      case 'malformed':
        return event.tokenId === null || shard.tokens.has(event.tokenId);
      case 'gap':
        return true;
    }
  }

  function deliver(shard: Shard, text: string): void {
    const nowMs = clock.nowMs();
    const events: BookEvent[] = [];
    for (const event of parseMarketFrame(text, nowMs)) {
      if (!aboutWatched(event, shard)) continue;
      if (event.kind === 'malformed') {
        log.warn('frame-malformed', { shard: shard.id, reason: event.reason });
        // Nothing says which books an unreadable frame would have changed: all on this connection are suspect.
        if (event.tokenId === null) events.push(...[...shard.tokens].map((tokenId) => ({ ...event, tokenId })));
        else events.push(event);
      } else {
        events.push(event);
      }
    }
    if (events.length > 0) handlers.onEvents(events, nowMs);
  }

  function subscribeFrame(tokens: readonly TokenId[]): string {
    return JSON.stringify({ type: 'market', assets_ids: tokens, custom_feature_enabled: true, initial_dump: true });
  }

  function updateFrame(operation: 'subscribe' | 'unsubscribe', tokens: readonly TokenId[]): string {
    return JSON.stringify({ operation, assets_ids: tokens, custom_feature_enabled: true });
  }

  function report(): void {
    if (closed) return;
    const status = statusOf();
    const key = JSON.stringify(status);
    if (key === lastStatus) return;
    lastStatus = key;
    handlers.onStatus(status);
  }

  function open(shard: Shard): void {
    shard.connection = createConnection({
      url: MARKET_SOCKET,
      openSocket: options.openSocket,
      clock,
      random: options.random,
      expectsData: true,
      onOpen(send) {
        shard.subscribed.clear();
        for (const token of shard.tokens) shard.subscribed.add(token);
        send(subscribeFrame([...shard.tokens]));
      },
      onText: (text) => deliver(shard, text),
      onLost(reason) {
        log.warn('feed-lost', { shard: shard.id, reason: reason.slice(0, 120) });
        shard.subscribed.clear();
        handlers.onEvents([{ kind: 'gap', tokens: [...shard.tokens] }], clock.nowMs());
      },
      onState(state, reason) {
        // While it tries again, why it failed says more than that it tries.
        const worse =
          state === 'connecting' && (shard.state === 'silent' || shard.state === 'waiting') ? shard.state : state;
        if (worse !== shard.state) shard.sinceMs = clock.nowMs();
        shard.state = worse;
        if (reason) shard.reason = reason;
        report();
      },
    });
  }

  function statusOf(): FeedStatus {
    const [first] = shards;
    if (!first) return { kind: 'idle' };
    const earliest = (among: readonly Shard[]): TimeMs =>
      among.reduce(
        (least, shard) => (shard.sinceMs < least ? shard.sinceMs : least),
        among[0]?.sinceMs ?? first.sinceMs,
      );
    const latest = (among: readonly Shard[]): TimeMs =>
      among.reduce((most, shard) => (shard.sinceMs > most ? shard.sinceMs : most), among[0]?.sinceMs ?? first.sinceMs);
    const down = shards.filter((shard) => shard.state === 'waiting' || shard.state === 'closed');
    if (down[0]) {
      return {
        kind: 'down',
        sinceMs: earliest(down),
        failure: {
          code: 'feed-down',
          message: `The live price connection to Polymarket is down (${down[0].reason.slice(0, 120)}). Prices grow old until it is back; Facet reconnects by itself.`,
          retry: 'later',
        },
      };
    }
    const silent = shards.filter((shard) => shard.state === 'silent');
    if (silent.length > 0) return { kind: 'silent', sinceMs: earliest(silent) };
    const connecting = shards.filter((shard) => shard.state !== 'live');
    if (connecting.length > 0)
      return { kind: 'connecting', attempt: Math.max(...connecting.map((shard) => shard.connection?.attempts() ?? 0)) };
    return { kind: 'live', sinceMs: latest(shards) };
  }

  function sync(shard: Shard): void {
    const added = [...shard.tokens].filter((token) => !shard.subscribed.has(token));
    const removed = [...shard.subscribed].filter((token) => !shard.tokens.has(token));
    if (!shard.connection) return;
    if (added.length > 0 && shard.connection.send(updateFrame('subscribe', added)))
      for (const token of added) shard.subscribed.add(token);
    if (removed.length > 0 && shard.connection.send(updateFrame('unsubscribe', removed)))
      for (const token of removed) shard.subscribed.delete(token);
  }

  return {
    watch(tokens) {
      if (closed) return;
      const touched = new Set<Shard>();
      for (const [token, shard] of [...shardOf]) {
        if (tokens.has(token)) continue;
        shardOf.delete(token);
        shard.tokens.delete(token);
        touched.add(shard);
      }
      for (const token of tokens) {
        if (shardOf.has(token)) continue;
        let shard = shards.find((candidate) => candidate.tokens.size < capacity);
        if (!shard) {
          shard = {
            id: nextId,
            tokens: new Set(),
            subscribed: new Set(),
            connection: null,
            state: 'connecting',
            sinceMs: clock.nowMs(),
            reason: '',
          };
          nextId += 1;
          shards.push(shard);
        }
        shard.tokens.add(token);
        shardOf.set(token, shard);
        touched.add(shard);
      }
      for (const shard of touched) {
        if (shard.tokens.size === 0) {
          shard.connection?.close();
          shards.splice(shards.indexOf(shard), 1);
        } else if (shard.connection === null) {
          open(shard);
        } else {
          sync(shard);
        }
      }
      report();
    },
    status: statusOf,
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
      for (const shard of shards) shard.connection?.close();
      shards.length = 0;
      shardOf.clear();
    },
  };
}
