/**
 * One kept-alive WebSocket: dead without a sign of life, silent when it lives but brings no data after a subscription
 * that obliges the venue to (a known fault of Polymarket), reconnected with jittered waits. How long is long comes from
 * the venue.
 *
 *   connecting --open--> open --first data--> live
 *        ^                 |  no data: silent    |
 *        +---- wait -------+-- close, no life ---+
 */
import type { Clock } from '../../ports/clock';
import type { OpenSocket, Socket } from '../../ports/net';
import type { Waits } from './backoff';
import { USUAL_WAITS, createRetry } from './backoff';
import type { KeepAlive, Life } from './keep-alive';
import { watchLife } from './keep-alive';

/** TCP, TLS and upgrade take under a second; a black hole must not count as connecting for minutes. */
const OPEN_WITHIN_MS = 10_000;

export type ConnectionState = 'connecting' | 'open' | 'live' | 'silent' | 'waiting' | 'closed';

export interface ConnectionOptions {
  readonly url: string;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: () => number;
  readonly keepAlive: KeepAlive;
  /** A subscription obliges the venue to send something within this time; null when it does not. */
  readonly firstDataWithinMs: number | null;
  readonly waits?: Waits;
  /** Has each attempt wait for its turn; absent: at once. */
  readonly inTurn?: (open: () => void, signal: AbortSignal) => void;
  /** First frames of a new connection. */
  onOpen(send: (text: string) => void): void;
  /** Any text but a pong. @returns false where it is not what the subscription obliges the venue to send. */
  onText(text: string): boolean;
  /** The connection is gone; what was sent meanwhile is lost. Not called after `close()`. */
  onLost(reason: string): void;
  onState(state: ConnectionState): void;
}

export interface Connection {
  /** Failed attempts since the last data. */
  attempts(): number;
  /** False when there is no open connection: then `onOpen` will say it all again. */
  send(text: string): boolean;
  /** Ends a wait early, but never with a second attempt too soon. */
  retryNow(): void;
  /** Drops the connection and opens another after the usual wait. */
  restart(reason: string): void;
  close(): void;
}

export function createConnection(options: ConnectionOptions): Connection {
  const { clock, keepAlive, waits = USUAL_WAITS } = options;
  const lifetime = new AbortController();
  const retry = createRetry({ clock, random: options.random, waits, lifetime: lifetime.signal, connect: queue });
  /** Waits for its turn to connect. */
  let isQueued = false;
  let hasBegun = false;
  let state: ConnectionState = 'connecting';
  let socket: Socket | null = null;
  let wasSilent = false;
  /** Ends with the socket: its timers stop, and what it still says is not heard. */
  let current = new AbortController();
  let life: Life | null = null;

  function become(next: ConnectionState): void {
    state = next;
    options.onState(next);
  }

  function drop(reason: string): void {
    if (state === 'closed' || state === 'waiting') return;
    current.abort();
    const old = socket;
    socket = null;
    old?.close();
    become(wasSilent ? 'silent' : 'waiting');
    state = 'waiting';
    options.onLost(reason);
    retry.later();
  }

  function opened(): void {
    const send = (text: string): void => socket?.send(text);
    become('open');
    life = watchLife({
      keepAlive,
      firstDataWithinMs: options.firstDataWithinMs,
      clock,
      signal: current.signal,
      send,
      onDead: drop,
      onSilent(reason) {
        wasSilent = true;
        drop(reason);
      },
    });
    options.onOpen(send);
  }

  function received(text: string): void {
    const by = life;
    const { signal } = current;
    if (by?.heard(text) !== true || options.onText(text) === false) return;
    by.gotData();
    // What was told may have ended this connection.
    if (state === 'live' || signal.aborted) return;
    retry.succeeded();
    wasSilent = false;
    become('live');
  }

  function queue(): void {
    if (isQueued || (hasBegun && state !== 'waiting')) return;
    isQueued = true;
    const begin = (): void => {
      isQueued = false;
      connect();
    };
    if (options.inTurn) options.inTurn(begin, lifetime.signal);
    else begin();
  }

  function connect(): void {
    hasBegun = true;
    current = new AbortController();
    const { signal } = current;
    retry.note();
    become('connecting');
    const onTimeout = (): void => {
      if (state === 'connecting') drop(`no connection within ${OPEN_WITHIN_MS / 1_000} seconds`);
    };
    clock.after(OPEN_WITHIN_MS, onTimeout, signal);
    const handed = options.openSocket(options.url, {
      onOpen: () => (signal.aborted ? undefined : opened()),
      onText: (text) => (signal.aborted ? undefined : received(text)),
      onClose: (reason) => (signal.aborted ? undefined : drop(reason || 'the connection was closed')),
    });
    // It may have closed before it was handed over.
    if (signal.aborted) handed.close();
    else socket = handed;
  }

  queue();

  return {
    attempts: retry.attempts,
    send(text) {
      if (socket === null || (state !== 'open' && state !== 'live')) return false;
      socket.send(text);
      return true;
    },
    retryNow() {
      if (state === 'waiting') retry.now();
    },
    restart: drop,
    close() {
      if (state === 'closed') return;
      state = 'closed';
      current.abort();
      lifetime.abort();
      socket?.close();
      socket = null;
    },
  };
}
