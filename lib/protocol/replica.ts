/**
 * Read-only copies of views, each a zustand store. The background dies and comes back as it likes: the connection opens
 * its port again, and a frame is a whole view, so that a missed one costs nothing.
 *
 *   connecting --frame--> live --port closed--> lost --back-off, or reopen()--> (open again) --frame--> live
 *        |                 any --rest()--> resting --reopen()--> resting, since now --frame--> live
 *        \__________________ extension gone (reloaded, removed) ______________________/--> gone, for good
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TimeMs } from '../domain/units';
import {
  isTopicName,
  subscriptionId,
  type Frame,
  type KeyOf,
  type Subscription,
  type TopicName,
  type ViewOf,
} from './topics';

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

/** `resting`: the page was put aside (back/forward cache, frozen), and what it shows is of before that. */
export type Link = 'connecting' | 'live' | 'lost' | 'resting' | 'gone';

export interface ReplicaState<N extends TopicName> {
  readonly link: Link;
  /** When the link came into this state. */
  readonly linkSinceMs: TimeMs;
  /** Last view, kept while the link is lost; its numbers carry their own age. */
  readonly view: ViewOf<N> | null;
}

export type Replica<N extends TopicName> = Pick<
  StoreApi<ReplicaState<N>>,
  'getState' | 'getInitialState' | 'subscribe'
>;

export interface ConnectionOptions {
  readonly open: OpenPipe;
  /** The platform's clock, as far as it is needed here. */
  readonly clock: {
    nowMs(): TimeMs;
    after(delayMs: number, callback: () => void, signal: AbortSignal): void;
  };
  readonly signal: AbortSignal;
}

/** Replicas that share one port. */
export interface Connection {
  /** The same store for the same topic and key. */
  replica<N extends TopicName>(topic: N, key: KeyOf<N>): Replica<N>;
}

/** A connection whose page can be put aside and taken up again. */
export interface PageConnection extends Connection {
  /** The page is put aside: the port is closed, and whatever is shown is old until the next frame. */
  rest(): void;
  /** The page, or the background, is there again: opens at once unless it is open. */
  reopen(): void;
}

/** A killed worker answers again within 30 ms (docs/reliability.md 4.1); one that keeps dying must not be hammered. */
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 8_000;

/** What the connection knows of one replica. */
interface Wanted {
  readonly subscription: Subscription;
  /** Takes a frame if it is newer than the last one of this port. */
  take(frame: Frame): void;
  link(link: Link): void;
}

export function connectToBackground({ open, clock, signal }: ConnectionOptions): PageConnection {
  const wanted = new Map<string, Wanted & { readonly store: unknown }>();
  let pipe: Pipe | null = null;
  let gone = false;
  let resting = false;
  let retryMs = FIRST_RETRY_MS;
  /** Ends the back-off under way. */
  let waiting = new AbortController();

  const linkAll = (link: Link): void => {
    for (const each of wanted.values()) each.link(link);
  };
  const later = (): void => {
    waiting.abort();
    waiting = new AbortController();
    clock.after(retryMs, connect, AbortSignal.any([waiting.signal, signal]));
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  };
  const connect = (): void => {
    if (signal.aborted) return;
    const opened = open();
    pipe = opened;
    if (opened === null) {
      gone = true;
      linkAll('gone');
      return;
    }
    const stop = (): void => opened.close();
    signal.addEventListener('abort', stop, { once: true });
    opened.onMessage((message) => {
      if (signal.aborted || pipe !== opened || !isFrame(message)) return;
      const target = wanted.get(subscriptionId(message));
      if (target === undefined) return;
      retryMs = FIRST_RETRY_MS;
      target.take(message);
    });
    opened.onClose(() => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted || pipe !== opened) return;
      pipe = null;
      linkAll('lost');
      later();
    });
    for (const { subscription } of wanted.values()) opened.post(subscription);
  };

  connect();
  return {
    replica(topic, key) {
      const subscription: Subscription = { topic, key };
      const id = subscriptionId(subscription);
      const known = wanted.get(id);
      if (known !== undefined && isReplica<typeof topic>(known.store)) return known.store;
      const made = createWanted<typeof topic>(subscription, { clock, gone });
      wanted.set(id, made);
      pipe?.post(subscription);
      return made.store;
    },
    rest() {
      if (gone || signal.aborted) return;
      resting = true;
      waiting.abort();
      const left = pipe;
      pipe = null;
      left?.close();
      linkAll('resting');
    },
    reopen() {
      if (gone || signal.aborted || pipe !== null) return;
      waiting.abort();
      retryMs = FIRST_RETRY_MS;
      if (resting) linkAll('resting');
      resting = false;
      connect();
    },
  };
}

function createWanted<N extends TopicName>(
  subscription: Subscription,
  { clock, gone }: { readonly clock: ConnectionOptions['clock']; readonly gone: boolean },
): Wanted & { readonly store: StoreApi<ReplicaState<N>> } {
  const store = createStore<ReplicaState<N>>(() => ({
    link: gone ? 'gone' : 'connecting',
    linkSinceMs: clock.nowMs(),
    view: null,
  }));
  let last: { readonly bootId: string; readonly seq: number } | null = null;
  const become = (link: Link): Pick<ReplicaState<N>, 'link' | 'linkSinceMs'> => {
    const before = store.getState();
    // Said twice, at leaving and at coming back: the silence counts from the second.
    const isNew = before.link !== link || link === 'resting';
    return { link, linkSinceMs: isNew ? clock.nowMs() : before.linkSinceMs };
  };
  return {
    subscription,
    store,
    take(frame) {
      if (last !== null && frame.bootId === last.bootId && frame.seq <= last.seq) return;
      if (!carries<N>(frame)) return;
      last = { bootId: frame.bootId, seq: frame.seq };
      store.setState({ ...become('live'), view: frame.view });
    },
    link(link) {
      // A new port counts its frames anew.
      last = null;
      store.setState(become(link));
    },
  };
}

/** Frames come from our own background: shape is checked, not content. */
function isFrame(message: unknown): message is Frame {
  return (
    typeof message === 'object' &&
    message !== null &&
    'topic' in message &&
    isTopicName(message.topic) &&
    'key' in message &&
    (message.key === null || typeof message.key === 'string') &&
    'bootId' in message &&
    typeof message.bootId === 'string' &&
    'seq' in message &&
    Number.isSafeInteger(message.seq) &&
    'view' in message &&
    typeof message.view === 'object' &&
    message.view !== null
  );
}

/** A frame was matched by its topic and key; the compiler cannot carry that pairing through the map. */
function carries<N extends TopicName>(frame: Frame): frame is Frame & Frame<N> {
  return isTopicName(frame.topic);
}

function isReplica<N extends TopicName>(store: unknown): store is StoreApi<ReplicaState<N>> {
  return typeof store === 'object' && store !== null && 'getState' in store;
}
