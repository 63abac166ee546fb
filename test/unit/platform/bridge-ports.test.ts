import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serveBridge } from '../../../lib/platform/bridge-ports';
import { createSiteTabs } from '../../../lib/platform/site-tabs';
import { createMemoryLog } from '../../kit/venue';

type Listener = (...args: readonly never[]) => void;

/** A browser with some tabs of the site; each has a live script of ours, none, or one that sleeps. */
const world = vi.hoisted(() => ({
  connect: null as Listener | null,
  tabs: new Map<number, { readonly status: string; readonly hears: 'yes' | 'no' | 'asleep'; called: number }>(),
  onHello: (_id: number): void => undefined,
}));

vi.mock('wxt/browser', () => ({
  browser: {
    runtime: { id: 'facet', onConnect: { addListener: (listener: Listener) => (world.connect = listener) } },
    tabs: {
      query: async () => [...world.tabs].map(([id, { status }]) => ({ id, status })),
      get: async (id: number) => ({ id, status: world.tabs.get(id)?.status, active: true, discarded: false }),
      sendMessage: (id: number) => {
        const tab = world.tabs.get(id);
        if (tab) tab.called += 1;
        if (tab?.hears === 'asleep') return new Promise(() => undefined);
        if (tab?.hears !== 'yes') return Promise.reject(new Error('Receiving end does not exist.'));
        world.onHello(id);
        return Promise.resolve(true);
      },
    },
  },
}));

const tick = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** Opens the port of a tab's content script, which answers every list with one wallet. */
function openPort(tabId: number): { readonly die: () => void } {
  let onMessage: (message: unknown) => void = () => undefined;
  let onClose = (): void => undefined;
  const port = {
    name: 'bridge',
    sender: { id: 'facet', origin: 'https://polymarket.com', frameId: 0, tab: { id: tabId } },
    onMessage: { addListener: (listener: typeof onMessage) => (onMessage = listener) },
    onDisconnect: { addListener: (listener: typeof onClose) => (onClose = listener) },
    disconnect: () => undefined,
    postMessage: ({ nonce }: { readonly nonce: string }) => onMessage({ nonce, kind: 'providers', providers: [] }),
  };
  Reflect.apply(world.connect ?? (() => undefined), null, [port]);
  return { die: () => onClose() };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { origin: 'chrome-extension://facet' });
  world.tabs.clear();
  world.onHello = () => undefined;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function start() {
  const log = createMemoryLog();
  const tabs = createSiteTabs(log);
  const ask = serveBridge({ log, tabs });
  return { tabs, list: () => ask({ kind: 'list' }, 3_000).then((got) => (got.ok ? got.value.kind : got.error.code)) };
}

describe('a request to the wallet', () => {
  it('without a tab is told to open one, at once', async () => {
    expect(await start().list()).toBe('no-page');
  });

  it('after the worker died calls the open tab and waits for it', async () => {
    const { list } = start();
    world.tabs.set(1, { status: 'complete', hears: 'yes', called: 0 });
    world.onHello = (id) => void setTimeout(() => openPort(id), 900);
    const answer = list();
    await tick(1_000);
    expect(await answer).toBe('providers');
    expect(world.tabs.get(1)?.called).toBe(1);
  });

  it('finds a tab whose port comes before the call is even answered', async () => {
    const { list } = start();
    world.tabs.set(1, { status: 'complete', hears: 'yes', called: 0 });
    world.onHello = (id) => void openPort(id);
    const answer = list();
    await tick();
    expect(await answer).toBe('providers');
  });

  it('tells an old tab from one that sleeps', async () => {
    const { tabs, list } = start();
    world.tabs.set(1, { status: 'complete', hears: 'asleep', called: 0 });
    const asleep = list();
    await tick(2_000);
    expect(await asleep).toBe('page-asleep');
    expect(tabs.deaf()).toBe(0);
    world.tabs.set(2, { status: 'complete', hears: 'no', called: 0 });
    const old = list();
    await tick(2_000);
    expect(await old).toBe('page-old');
    expect(tabs.deaf()).toBe(1);
  });
});

describe('tabs that were open before Facet', () => {
  it('are counted until they are reloaded or closed; a page that still loads is not one', async () => {
    const { tabs } = start();
    const changes = vi.fn();
    tabs.subscribe(changes);
    world.tabs.set(1, { status: 'complete', hears: 'no', called: 0 });
    world.tabs.set(2, { status: 'complete', hears: 'no', called: 0 });
    world.tabs.set(3, { status: 'complete', hears: 'yes', called: 0 });
    world.tabs.set(4, { status: 'loading', hears: 'no', called: 0 });
    expect(await tabs.greet()).toBe(4);
    await tick();
    expect(tabs.deaf()).toBe(2);
    openPort(1);
    expect(tabs.deaf()).toBe(1);
    world.tabs.delete(2);
    await tabs.greet();
    await tick();
    expect(tabs.deaf()).toBe(1);
    world.tabs.set(1, { status: 'complete', hears: 'yes', called: 0 });
    await tabs.greet();
    await tick();
    expect(tabs.deaf()).toBe(0);
    expect(changes).toHaveBeenCalled();
  });
});
