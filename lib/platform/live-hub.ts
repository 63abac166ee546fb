/**
 * Live Ports: who is looking, at what, and the frames they get. Generic over the table of topics. At most ten a second
 * for each subscription, by a token bucket: a single change goes out at once even right after a frame that only carried
 * ages, and a storm is coalesced. What is calm comes at once after a second without a frame, else with the next second.
 */
import { browser } from 'wxt/browser';
import type { Log } from '../ports/log';
import { mayUse } from '../protocol/tier';
import { LIVE_PORT, parseSubscription, subscriptionId, topics, type Pace, type Subscription } from '../protocol/topics';
import { tierOf } from './commands-server';

const REFILL_MS = 100;
const BURST = 5;
/** A page that redraws its numbers more often is not read any better, and costs its tab ten times as much. */
const CALM_MS = 1_000;
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
  /** When the timer ends, by performance.now(). */
  dueAt: number;
  sentAt: number;
  /** A frame is due at the end of this turn, or calmly after it. */
  queued: Pace | null;
}

export interface LiveSources {
  /** The view of a subscription that was checked against the table. */
  view(subscription: Subscription): object;
  /** All that is looked at, whenever it changes. */
  onWatched(subscriptions: readonly Subscription[]): void;
}

export interface LiveHub {
  /** These views show something new. Changes of one turn of the event loop become one frame. */
  changed(concerns: (subscription: Subscription) => boolean, pace?: Pace): void;
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
    watch.sentAt = performance.now();
    const { topic, key } = watch.subscription;
    try {
      watch.port.postMessage({ topic, key, bootId, seq: watch.seq, view: sources.view(watch.subscription) });
    } catch {
      // The page went into the back/forward cache or away between two frames; its disconnect event follows.
      drop(watch.port);
    }
  }

  function schedule(watch: Watch, pace: Pace): void {
    if (!clients.has(watch.port)) return;
    const nowMs = performance.now();
    const calmMs = pace === 'calm' ? Math.max(0, watch.sentAt + CALM_MS - nowMs) : 0;
    const waitMs = Math.max(refill(watch), calmMs);
    if (watch.timer !== null) {
      // The frame that is due carries it, unless that one comes too late.
      if (watch.dueAt <= nowMs + waitMs) return;
      clearTimeout(watch.timer);
      watch.timer = null;
    }
    if (waitMs === 0) return send(watch);
    watch.dueAt = nowMs + waitMs;
    watch.timer = setTimeout(() => {
      watch.timer = null;
      schedule(watch, 'now');
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
      dueAt: 0,
      sentAt: -Infinity,
      queued: null,
    };
    own.set(id, watch);
    tellWatched();
    schedule(watch, 'now');
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
    for (const watch of watches()) schedule(watch, 'now');
  });

  return {
    changed(concerns, pace = 'now') {
      for (const watch of watches()) {
        if (watch.queued === 'now' || watch.queued === pace || !concerns(watch.subscription)) continue;
        const isNew = watch.queued === null;
        watch.queued = pace;
        if (!isNew) continue;
        queueMicrotask(() => {
          const due = watch.queued ?? 'now';
          watch.queued = null;
          schedule(watch, due);
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
