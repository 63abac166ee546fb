/** One connection of the market channel and the tokens that it carries. */
import type { TokenId } from '../../../domain/ids';
import type { TimeMs } from '../../../domain/units';
import type { Clock } from '../../../ports/clock';
import type { BookEvent, StrayKind } from '../../../ports/feed';
import type { Log } from '../../../ports/log';
import type { OpenSocket } from '../../../ports/net';
import type { Timings } from '../../../ports/timings';
import type { Connection, ConnectionState } from '../../socket/connection';
import { createConnection } from '../../socket/connection';
import type { Pace } from '../../socket/pace';
import { ASSETS_PER_FRAME, MARKET_SOCKET } from '../common/constants';
import { FIRST_DATA_WITHIN_MS, KEEP_ALIVE } from './channel';
import type { Dumps } from './dumps';
import { createDumps } from './dumps';
import { parseMarketFrame } from './parse-frames';

export interface Shard {
  readonly id: number;
  /** Tokens that it takes. */
  readonly capacity: number;
  readonly tokens: Set<TokenId>;
  /** Told to the venue on this connection. */
  readonly subscribed: Set<TokenId>;
  connection: Connection | null;
  /** First books that are still to come; null without a connection. */
  dumps: Dumps | null;
  state: ConnectionState;
  sinceMs: TimeMs;
}

export interface ShardOptions {
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly pace: Pace;
  readonly timings: Timings;
  /** Whether any connection of the feed carries this token. */
  isWatched(tokenId: TokenId): boolean;
  onEvents(events: readonly BookEvent[], receivedAtMs: TimeMs): void;
  /** Something came that was about no watched book. */
  onStray(shard: Shard, kind: StrayKind, reason: string): void;
  /** The state of this connection may have changed. */
  onState(): void;
}

export function createShard(id: number, capacity: number, nowMs: TimeMs): Shard {
  return {
    id,
    capacity,
    tokens: new Set(),
    subscribed: new Set(),
    connection: null,
    dumps: null,
    state: 'connecting',
    sinceMs: nowMs,
  };
}

export function openShard(shard: Shard, options: ShardOptions): void {
  const { clock, log } = options;
  let connected = new AbortController();
  shard.connection = createConnection({
    url: MARKET_SOCKET,
    openSocket: options.openSocket,
    clock,
    random: options.random,
    keepAlive: KEEP_ALIVE,
    inTurn: (open, signal) => options.pace.inTurn(shard.id, open, signal),
    firstDataWithinMs: FIRST_DATA_WITHIN_MS,
    onOpen(send) {
      shard.subscribed.clear();
      for (const token of shard.tokens) shard.subscribed.add(token);
      connected = new AbortController();
      shard.dumps = createDumps({
        clock,
        signal: connected.signal,
        askAgain(tokens) {
          log.warn('dump-missing', { shard: shard.id, books: tokens.length });
          // Subscribing to what is subscribed is answered with words only.
          for (const operation of ['unsubscribe', 'subscribe'] as const)
            for (const part of partsOf(tokens)) shard.connection?.send(updateFrame(operation, part));
        },
      });
      shard.dumps.owe([...shard.tokens]);
      const [first = [], ...rest] = partsOf([...shard.tokens]);
      send(subscribeFrame(first));
      for (const part of rest) send(updateFrame('subscribe', part));
    },
    onText(text) {
      const nowMs = clock.nowMs();
      const events = options.timings.time('parse', () => parseMarketFrame(text, nowMs));
      const watched = watchedEvents(shard, events, options);
      for (const event of watched) if (event.kind === 'snapshot') shard.dumps?.came(event.book.tokenId);
      if (watched.length > 0) options.onEvents(watched, nowMs);
      return EMPTY_DUMP.test(text) || watched.some(isBookNews);
    },
    onLost(reason) {
      log.warn('feed-lost', { shard: shard.id, reason: reason.slice(0, 120) });
      connected.abort();
      shard.dumps = null;
      shard.subscribed.clear();
      options.onEvents([{ kind: 'gap', tokens: [...shard.tokens] }], clock.nowMs());
    },
    onState(state) {
      // While it tries again, that it failed says more than that it tries.
      const worse =
        state === 'connecting' && (shard.state === 'silent' || shard.state === 'waiting') ? shard.state : state;
      if (worse !== shard.state) shard.sinceMs = clock.nowMs();
      shard.state = worse;
      options.onState();
    },
  });
}

/** Tells the venue what is new among the shard's tokens and what is gone. */
export function syncShard(shard: Shard): void {
  const added = [...shard.tokens].filter((token) => !shard.subscribed.has(token));
  const removed = [...shard.subscribed].filter((token) => !shard.tokens.has(token));
  for (const part of partsOf(added)) {
    if (shard.connection?.send(updateFrame('subscribe', part)) !== true) continue;
    for (const token of part) shard.subscribed.add(token);
    shard.dumps?.owe(part);
  }
  for (const part of partsOf(removed)) {
    if (shard.connection?.send(updateFrame('unsubscribe', part)) !== true) continue;
    for (const token of part) shard.subscribed.delete(token);
    shard.dumps?.drop(part);
  }
}

function partsOf(tokens: readonly TokenId[]): readonly (readonly TokenId[])[] {
  const count = Math.ceil(tokens.length / ASSETS_PER_FRAME);
  return Array.from({ length: count }, (_, i) => tokens.slice(i * ASSETS_PER_FRAME, (i + 1) * ASSETS_PER_FRAME));
}

/** What the venue sends where none of the tokens has a book. */
const EMPTY_DUMP = /^\s*\[\s*\]\s*$/;

/** What a subscription owes: our own books, their changes and trades. News of the whole venue prove nothing of it. */
function isBookNews({ kind }: BookEvent): boolean {
  return kind === 'snapshot' || kind === 'delta' || kind === 'trade';
}

function watchedEvents(shard: Shard, events: readonly BookEvent[], options: ShardOptions): readonly BookEvent[] {
  return events.filter((event) => {
    const isOurs = isAboutWatched(event, shard, options.isWatched);
    if (event.kind === 'malformed' && isOurs)
      options.log.warn('frame-malformed', { shard: shard.id, reason: event.reason });
    else if (event.kind === 'malformed') options.onStray(shard, 'unreadable', event.reason);
    else if (!isOurs && event.kind !== 'resolved') options.onStray(shard, 'foreign', event.kind);
    return isOurs;
  });
}

function isAboutWatched(event: BookEvent, shard: Shard, isWatched: ShardOptions['isWatched']): boolean {
  switch (event.kind) {
    case 'snapshot':
      return shard.tokens.has(event.book.tokenId);
    case 'delta':
    case 'tick':
    case 'trade':
      return shard.tokens.has(event.tokenId);
    case 'resolved':
      // Told to every connection; where it names no token the catalogue knows whether it is ours.
      return event.tokens.length === 0 || event.tokens.some(isWatched);
    case 'malformed':
      return event.tokenId !== null && shard.tokens.has(event.tokenId);
    case 'gap':
    case 'opened':
      return true;
  }
}

function subscribeFrame(tokens: readonly TokenId[]): string {
  return JSON.stringify({ type: 'market', assets_ids: tokens, custom_feature_enabled: true, initial_dump: true });
}

function updateFrame(operation: 'subscribe' | 'unsubscribe', tokens: readonly TokenId[]): string {
  return JSON.stringify({ operation, assets_ids: tokens, custom_feature_enabled: true });
}
