/**
 * One kept-alive WebSocket of the CLOB (polymarket-protocol 5.1): `PING` every 10 s, dead after 30 s without `PONG`,
 * silent when it answers pings but brings no data for 30 s after a subscription (a known fault of the venue),
 * reconnected with jittered waits.
 *
 *   connecting --open--> open --first data--> live
 *        ^                 |  no data 30 s: silent   |
 *        +---- wait -------+---- close, no PONG -----+
 */
import type { Clock } from '../../ports/clock';
import type { OpenSocket, Socket } from '../../ports/net';
import { backoffMs } from './backoff';

const PING_EVERY_MS = 10_000;
const PONG_WITHIN_MS = 30_000;
const FIRST_DATA_WITHIN_MS = 30_000;
/** Never more than one connection a second, whatever asks for it. */
const RETRY_EVERY_MS = 1_000;
/** TCP, TLS and upgrade take under a second; a black hole must not count as connecting for minutes. */
const OPEN_WITHIN_MS = 10_000;

export type ConnectionState = 'connecting' | 'open' | 'live' | 'silent' | 'waiting' | 'closed';

export interface ConnectionOptions {
  readonly url: string;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: () => number;
  /**
   * Whether a subscription obliges the venue to send something (the market channel's first dump; not the user channel).
   */
  readonly expectsData: boolean;
  /** First frames of a new connection. */
  onOpen(send: (text: string) => void): void;
  /** Any text but PONG. */
  onText(text: string): void;
  /** The connection is gone; what was sent meanwhile is lost. Not called after `close()`. */
  onLost(reason: string): void;
  onState(state: ConnectionState, reason: string): void;
}

export interface Connection {
  state(): ConnectionState;
  /** Failed attempts since the last data. */
  attempts(): number;
  /** False when there is no open connection: then `onOpen` will say it all again. */
  send(text: string): boolean;
  /** Ends a wait early, but never with a second attempt within a second. */
  retryNow(): void;
  /** Drops the connection and opens another after the usual wait. */
  restart(reason: string): void;
  close(): void;
}

export function createConnection(options: ConnectionOptions): Connection {
  const { clock } = options;
  let state: ConnectionState = 'connecting';
  let attempt = 0;
  let generation = 0;
  let socket: Socket | null = null;
  let lastPongMs = 0;
  let wasSilent = false;
  let timers = new AbortController();
  let waiting = new AbortController();
  let triedAtMs = 0;
  const lifetime = new AbortController();

  function become(next: ConnectionState, reason: string): void {
    state = next;
    options.onState(next, reason);
  }

  function drop(reason: string): void {
    if (state === 'closed' || state === 'waiting') return;
    generation += 1;
    timers.abort();
    timers = new AbortController();
    const old = socket;
    socket = null;
    old?.close();
    become(wasSilent ? 'silent' : 'waiting', reason);
    state = 'waiting';
    options.onLost(reason);
    const waitMs = backoffMs(attempt, options.random);
    attempt += 1;
    waiting = new AbortController();
    clock.after(waitMs, connect, AbortSignal.any([waiting.signal, lifetime.signal]));
  }

  function keepAlive(own: number): void {
    clock.after(
      PING_EVERY_MS,
      () => {
        if (own !== generation || socket === null) return;
        if (clock.nowMs() - lastPongMs >= PONG_WITHIN_MS) {
          drop('no PONG for 30 seconds');
          return;
        }
        socket.send('PING');
        keepAlive(own);
      },
      timers.signal,
    );
  }

  function expectData(own: number): void {
    if (!options.expectsData) return;
    clock.after(
      FIRST_DATA_WITHIN_MS,
      () => {
        if (own !== generation || state === 'live') return;
        wasSilent = true;
        drop('no data for 30 seconds after subscribing');
      },
      timers.signal,
    );
  }

  function connect(): void {
    generation += 1;
    const own = generation;
    triedAtMs = clock.nowMs();
    become('connecting', '');
    clock.after(
      OPEN_WITHIN_MS,
      () => {
        if (own === generation && state === 'connecting') drop('no connection within 10 seconds');
      },
      timers.signal,
    );
    const opened = options.openSocket(options.url, {
      onOpen() {
        if (own !== generation) return;
        lastPongMs = clock.nowMs();
        become('open', '');
        options.onOpen((text) => socket?.send(text));
        keepAlive(own);
        expectData(own);
      },
      onText(text) {
        if (own !== generation) return;
        if (text === 'PONG') {
          lastPongMs = clock.nowMs();
          return;
        }
        if (state !== 'live') {
          attempt = 0;
          wasSilent = false;
          become('live', '');
        }
        options.onText(text);
      },
      onClose(reason) {
        if (own === generation) drop(reason || 'the connection was closed');
      },
    });
    // It may have closed before it was handed over.
    if (own === generation) socket = opened;
    else opened.close();
  }

  connect();

  return {
    state: () => state,
    attempts: () => attempt,
    send(text) {
      if (socket === null || (state !== 'open' && state !== 'live')) return false;
      socket.send(text);
      return true;
    },
    retryNow() {
      if (state !== 'waiting') return;
      waiting.abort();
      const sinceMs = Math.abs(clock.nowMs() - triedAtMs);
      waiting = new AbortController();
      clock.after(Math.max(0, RETRY_EVERY_MS - sinceMs), connect, AbortSignal.any([waiting.signal, lifetime.signal]));
    },
    restart: drop,
    close() {
      if (state === 'closed') return;
      generation += 1;
      state = 'closed';
      timers.abort();
      lifetime.abort();
      socket?.close();
      socket = null;
    },
  };
}
