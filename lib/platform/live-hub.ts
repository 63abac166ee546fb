/**
 * Live Ports: who is looking, at what, and the frames they get. Generic over the table of topics. At most ten a second
 * for each subscription, by a token bucket: a single change goes out at once even right after a frame that only carried
 * ages, and a storm is coalesced.
 */
import { browser } from 'wxt/browser';
import type { Log } from '../ports/log';
import { mayUse } from '../protocol/tier';
import { LIVE_PORT, parseSubscription, subscriptionId, topics, type Subscription } from '../protocol/topics';
import { tierOf } from './commands-server';

const REFILL_MS = 100;
const BURST = 5;
/** More tabs than this are not watched; a page could otherwise grow the list without end. */
const MAX_CLIENTS = 40;
/** A page of ours shows a dozen topics at most. */
const MAX_SUBSCRIPTIONS = 24;

type Port = Parameters<Parameters<typeof browser.runtime.onConnect.addListener>[0]>[0];

/** One view that one client wants. */
interface Watch {
  readonly port: Port;
  readonly subscription: Subscription;
  seq: number;
  tokens: number;
  refilledAt: number;
  timer: ReturnType<typeof setTimeout> | null;
  /** A frame is due at the end of this turn. */
  queued: boolean;
}

export interface LiveSources {
  /** The view of a subscription that was checked against the table. */
  view(subscription: Subscription): object;
  /** All that is looked at, whenever it changes. */
  onWatched(subscriptions: readonly Subscription[]): void;
}

export interface LiveHub {
  /** These views show something new. Changes of one turn of the event loop become one frame. */
  changed(concerns: (subscription: Subscription) => boolean): void;
  clients(): number;
}

export function serveLive(options: {
  readonly bootId: string;
  readonly ready: Promise<LiveSources>;
  readonly log: Log;
}): LiveHub {
  const { bootId, log } = options;
  const clients = new Map<Port, Map<string, Watch>>();
  let sources: LiveSources | null = null;

  const watches = (): readonly Watch[] => [...clients.values()].flatMap((each) => [...each.values()]);
  const tellWatched = (): void => {
    const wanted = new Map(watches().map(({ subscription }) => [subscriptionId(subscription), subscription] as const));
    sources?.onWatched([...wanted.values()]);
  };

  function send(watch: Watch): void {
    if (sources === null) return;
    watch.tokens -= 1;
    watch.seq += 1;
    const { topic, key } = watch.subscription;
    try {
      watch.port.postMessage({ topic, key, bootId, seq: watch.seq, view: sources.view(watch.subscription) });
    } catch {
      // The page went into the back/forward cache or away between two frames; its disconnect event follows.
      drop(watch.port);
    }
  }

  function schedule(watch: Watch): void {
    if (watch.timer !== null || !clients.has(watch.port)) return;
    const waitMs = refill(watch);
    if (waitMs === 0) return send(watch);
    watch.timer = setTimeout(() => {
      watch.timer = null;
      schedule(watch);
    }, waitMs);
  }

  function drop(port: Port): void {
    for (const { timer } of clients.get(port)?.values() ?? []) if (timer !== null) clearTimeout(timer);
    if (clients.delete(port)) tellWatched();
  }

  function subscribe(port: Port, subscription: Subscription): void {
    const own = clients.get(port);
    const id = subscriptionId(subscription);
    if (own === undefined || own.has(id) || own.size >= MAX_SUBSCRIPTIONS) return;
    const watch: Watch = {
      port,
      subscription,
      seq: 0,
      tokens: BURST,
      refilledAt: performance.now(),
      timer: null,
      queued: false,
    };
    own.set(id, watch);
    tellWatched();
    schedule(watch);
  }

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== LIVE_PORT) return;
    const tier = port.sender ? tierOf(port.sender) : null;
    if (tier === null || clients.size >= MAX_CLIENTS) {
      log.warn('live-refused', { tier: tier ?? 'none', clients: clients.size });
      port.disconnect();
      return;
    }
    clients.set(port, new Map());
    port.onDisconnect.addListener(() => drop(port));
    port.onMessage.addListener((message: unknown) => {
      const subscription = parseSubscription(message);
      if (subscription !== null && mayUse(tier, topics[subscription.topic].tier)) subscribe(port, subscription);
    });
  });

  void options.ready.then((ready) => {
    sources = ready;
    tellWatched();
    for (const watch of watches()) schedule(watch);
  });

  return {
    changed(concerns) {
      for (const watch of watches()) {
        if (watch.queued || !concerns(watch.subscription)) continue;
        watch.queued = true;
        queueMicrotask(() => {
          watch.queued = false;
          schedule(watch);
        });
      }
    },
    clients: () => clients.size,
  };
}

/** Milliseconds until the next frame may go; 0: now. */
function refill(watch: Watch): number {
  const now = performance.now();
  const gained = Math.floor((now - watch.refilledAt) / REFILL_MS);
  if (gained > 0) {
    watch.tokens = Math.min(BURST, watch.tokens + gained);
    watch.refilledAt += gained * REFILL_MS;
  }
  return watch.tokens > 0 ? 0 : watch.refilledAt + REFILL_MS - now;
}
