/**
 * Live Ports: who is looking, at what, and the frames they get. At most ten a second for each client, by a token
 * bucket: a single change goes out at once even right after a frame that only carried ages, and a storm is coalesced.
 */
import { browser } from 'wxt/browser';
import type { Log } from '../ports/log';
import { LIVE_PORT } from '../protocol/live';
import type { DashboardView, LiveFrame, LiveSubscribe, PageView } from '../protocol/live';
import { tierOf } from './commands-server';

const REFILL_MS = 100;
const BURST = 5;
const MAX_PATH_CHARS = 500;
/** More tabs than this are not watched; a page could otherwise grow the list without end. */
const MAX_CLIENTS = 40;

type Port = Parameters<Parameters<typeof browser.runtime.onConnect.addListener>[0]>[0];

interface Client {
  readonly port: Port;
  subscription: LiveSubscribe | null;
  seq: number;
  tokens: number;
  refilledAt: number;
  timer: ReturnType<typeof setTimeout> | null;
  /** A frame is due at the end of this turn. */
  queued: boolean;
}

export interface LiveSources {
  pageView(path: string): PageView;
  dashboardView(): DashboardView;
  /** Paths of all open pages, whenever they change. */
  onPages(paths: readonly string[]): void;
}

export interface LiveScope {
  readonly pages: (path: string) => boolean;
  readonly dashboard: boolean;
}

export interface LiveHub {
  /**
   * Something shown changed: for these pages, and for the popup. Changes of one turn of the event loop become one
   * frame.
   */
  changed(scope: LiveScope): void;
  clients(): number;
}

export function serveLive(options: {
  readonly bootId: string;
  readonly ready: Promise<LiveSources>;
  readonly log: Log;
}): LiveHub {
  const { bootId, log } = options;
  const clients = new Set<Client>();
  let sources: LiveSources | null = null;

  function paths(): readonly string[] {
    return [
      ...new Set(
        [...clients].flatMap(({ subscription }) => (subscription?.topic === 'page' ? [subscription.path] : [])),
      ),
    ];
  }

  function send(client: Client): void {
    const { subscription } = client;
    if (sources === null || subscription === null) return;
    client.tokens -= 1;
    client.seq += 1;
    const base = { bootId, seq: client.seq };
    const frame: LiveFrame =
      subscription.topic === 'page'
        ? { ...base, topic: 'page', view: sources.pageView(subscription.path) }
        : { ...base, topic: 'dashboard', view: sources.dashboardView() };
    try {
      client.port.postMessage(frame);
    } catch {
      // The page went into the back/forward cache or away between two frames; its disconnect event follows.
      drop(client);
    }
  }

  function schedule(client: Client): void {
    if (client.timer !== null || client.subscription === null || !clients.has(client)) return;
    const now = performance.now();
    const gained = Math.floor((now - client.refilledAt) / REFILL_MS);
    if (gained > 0) {
      client.tokens = Math.min(BURST, client.tokens + gained);
      client.refilledAt += gained * REFILL_MS;
    }
    if (client.tokens > 0) send(client);
    else
      client.timer = setTimeout(
        () => {
          client.timer = null;
          schedule(client);
        },
        client.refilledAt + REFILL_MS - now,
      );
  }

  function drop(client: Client): void {
    if (client.timer !== null) clearTimeout(client.timer);
    if (clients.delete(client)) sources?.onPages(paths());
  }

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== LIVE_PORT) return;
    const tier = port.sender ? tierOf(port.sender) : null;
    if (tier === null || clients.size >= MAX_CLIENTS) {
      log.warn('live-refused', { tier: tier ?? 'none', clients: clients.size });
      port.disconnect();
      return;
    }
    const client: Client = {
      port,
      subscription: null,
      seq: 0,
      tokens: BURST,
      refilledAt: performance.now(),
      timer: null,
      queued: false,
    };
    clients.add(client);
    port.onDisconnect.addListener(() => drop(client));
    port.onMessage.addListener((message: unknown) => {
      const subscription = parseSubscribe(message);
      if (subscription === null || (subscription.topic === 'dashboard' && tier !== 'extension')) return;
      client.subscription = subscription;
      sources?.onPages(paths());
      schedule(client);
    });
  });

  void options.ready.then((ready) => {
    sources = ready;
    ready.onPages(paths());
    for (const client of clients) schedule(client);
  });

  return {
    changed(scope) {
      for (const client of clients) {
        const { subscription } = client;
        if (subscription === null || client.queued) continue;
        if (subscription.topic === 'page' ? !scope.pages(subscription.path) : !scope.dashboard) continue;
        client.queued = true;
        queueMicrotask(() => {
          client.queued = false;
          schedule(client);
        });
      }
    },
    clients: () => clients.size,
  };
}

function parseSubscribe(message: unknown): LiveSubscribe | null {
  if (typeof message !== 'object' || message === null || !('topic' in message)) return null;
  if (message.topic === 'dashboard') return { topic: 'dashboard' };
  if (
    message.topic === 'page' &&
    'path' in message &&
    typeof message.path === 'string' &&
    message.path.length <= MAX_PATH_CHARS
  )
    return { topic: 'page', path: message.path };
  return null;
}
