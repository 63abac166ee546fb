/**
 * The offscreen page as the service worker reaches it: found, or made once. It starts the Workers, which a service
 * worker cannot.
 */
import { browser } from 'wxt/browser';

const OFFSCREEN_PATH = '/offscreen.html';

function isServiceWorker(scope: unknown): scope is ServiceWorkerGlobalScope {
  return typeof scope === 'object' && scope !== null && 'clients' in scope && 'registration' in scope;
}

async function offscreenClient(): Promise<Client> {
  const scope: unknown = globalThis;
  if (!isServiceWorker(scope)) throw new Error('the offscreen page is reached from the service worker only');
  const find = async () =>
    (await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })).find(
      (client) => new URL(client.url).pathname === OFFSCREEN_PATH,
    );
  const create = () =>
    browser.offscreen.createDocument({
      url: OFFSCREEN_PATH,
      reasons: ['WORKERS'],
      justification: 'Runs the optimiser (WASM) in a Worker, which a service worker cannot start.',
    });
  const existing = await find();
  if (existing) return existing;
  try {
    await create();
  } catch {
    // The browser counts a page that nobody can reach, left by an earlier life: it makes room for one that works.
    await browser.offscreen.closeDocument();
    await create();
  }
  const created = await find();
  if (!created) throw new Error('the offscreen page did not appear');
  return created;
}

let opening: Promise<Client> | null = null;

/** One at a time: two that make the page at once would take it from each other. */
export function reachPage(): Promise<Client> {
  opening ??= offscreenClient().finally(() => {
    opening = null;
  });
  return opening;
}
