/**
 * A read-only copy of one live view. The background dies and comes back as it likes: the replica opens its port again,
 * and a frame is a whole view, so that a missed one costs nothing.
 *
 *   connecting --frame--> live --port closed--> lost --back-off--> (open again) --frame--> live
 *        \__________________ extension gone (reloaded, removed) ______________________/--> gone, for good
 */
import type { TimeMs } from '../domain/units';
import type { Clock } from '../ports/clock';
import type { DashboardView, LiveSubscribe, PageView } from './live';

/** One end of a port to the background. */
export interface Pipe {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the other side is gone; never after `close`. */
  onClose(listener: () => void): void;
  close(): void;
}

/** Opens a pipe; null when this script has outlived its extension and never will reach it again. */
export type OpenPipe = () => Pipe | null;

interface Frame<T extends Topic> {
  readonly bootId: string;
  readonly seq: number;
  readonly view: ViewOf<T>;
}

export type Link = 'connecting' | 'live' | 'lost' | 'gone';
interface Views {
  readonly page: PageView;
  readonly dashboard: DashboardView;
}
export type Topic = keyof Views;
export type ViewOf<T extends Topic> = Views[T];

export interface ReplicaState<T extends Topic> {
  readonly link: Link;
  /** When the link came into this state. */
  readonly linkSinceMs: TimeMs;
  /** Last view, kept while the link is lost; its numbers carry their own age. */
  readonly view: ViewOf<T> | null;
}

export interface Replica<T extends Topic> {
  readonly state: () => ReplicaState<T>;
  /** @returns a function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface ReplicaOptions<T extends Topic> {
  readonly subscribe: LiveSubscribe & { readonly topic: T };
  readonly open: OpenPipe;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A killed worker answers again within 30 ms (mv3-facts); one that keeps dying must not be hammered. */
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 8_000;

export function createReplica<T extends Topic>(options: ReplicaOptions<T>): Replica<T> {
  const { clock, signal } = options;
  const listeners = new Set<() => void>();
  let state: ReplicaState<T> = { link: 'connecting', linkSinceMs: clock.nowMs(), view: null };
  let retryMs = FIRST_RETRY_MS;

  const update = (link: Link, view: ViewOf<T> | null): void => {
    state = { link, linkSinceMs: state.link === link ? state.linkSinceMs : clock.nowMs(), view };
    for (const listener of listeners) listener();
  };

  const connect = (): void => {
    if (signal.aborted) return;
    const pipe = options.open();
    if (!pipe) return update('gone', state.view);
    let last: { readonly bootId: string; readonly seq: number } | null = null;
    const stop = (): void => pipe.close();
    signal.addEventListener('abort', stop, { once: true });
    pipe.onMessage((message) => {
      if (signal.aborted || !isFrame(message, options.subscribe.topic)) return;
      if (last && message.bootId === last.bootId && message.seq <= last.seq) return;
      last = { bootId: message.bootId, seq: message.seq };
      retryMs = FIRST_RETRY_MS;
      update('live', message.view);
    });
    pipe.onClose(() => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) return;
      update('lost', state.view);
      clock.after(retryMs, connect, signal);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    });
    pipe.post(options.subscribe);
  };

  connect();
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Frames come from our own background: shape is checked, not content. */
function isFrame<T extends Topic>(message: unknown, topic: T): message is Frame<T> {
  return (
    typeof message === 'object' &&
    message !== null &&
    'topic' in message &&
    message.topic === topic &&
    'bootId' in message &&
    typeof message.bootId === 'string' &&
    'seq' in message &&
    Number.isSafeInteger(message.seq) &&
    'view' in message &&
    typeof message.view === 'object' &&
    message.view !== null
  );
}
