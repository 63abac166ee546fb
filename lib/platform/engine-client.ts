/**
 * The engine Worker as the background reaches it: an offscreen page starts the Worker and forwards ports; comlink runs over a
 * MessagePort. Old ports die silently with the service worker, so each boot opens a new one (mv3-facts). A Worker that passes its
 * time limit is ended and another is started: a solver that hangs costs one solve.
 */
import { wrap } from 'comlink';
import type { Remote } from 'comlink';
import { browser } from 'wxt/browser';
import type { Engine, EngineAnswer, EngineHealth } from '../ports/engine';
import type { Log } from '../ports/log';

const OFFSCREEN_PATH = '/offscreen.html';
/** Added to a job's own limit: starting a Worker and loading both solvers takes 150 to 400 ms on two slow cores. */
const GRACE_MS = 3_000;
/** Doubled after each late answer, so that a machine too busy to start the engine in time is not kept busy starting it. */
const GRACE_AT_MOST_MS = 24_000;

function isServiceWorker(scope: unknown): scope is ServiceWorkerGlobalScope {
  return typeof scope === 'object' && scope !== null && 'clients' in scope && 'registration' in scope;
}

async function offscreenClient(): Promise<Client> {
  const scope: unknown = globalThis;
  if (!isServiceWorker(scope)) throw new Error('the engine client runs in the service worker only');
  const find = async () => (await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })).find((client) => new URL(client.url).pathname === OFFSCREEN_PATH);
  const create = () => browser.offscreen.createDocument({ url: OFFSCREEN_PATH, reasons: ['WORKERS'], justification: 'Runs the optimiser (WASM) in a Worker, which a service worker cannot start.' });
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

export function createEngineClient(log: Log): Engine {
  let connecting: Promise<Remote<Engine>> | null = null;
  let graceMs = GRACE_MS;
  let opening: Promise<Client> | null = null;

  /** One at a time: two that make the page at once would take it from each other. */
  function reachPage(): Promise<Client> {
    opening ??= offscreenClient().finally(() => {
      opening = null;
    });
    return opening;
  }

  function connect(): Promise<Remote<Engine>> {
    connecting ??= (async () => {
      const client = await reachPage();
      const { port1, port2 } = new MessageChannel();
      client.postMessage({ type: 'connect' }, [port2]);
      return wrap<Engine>(port1);
    })();
    connecting.catch(() => {
      connecting = null;
    });
    return connecting;
  }

  async function restart(): Promise<void> {
    connecting = null;
    const client = await reachPage();
    client.postMessage({ type: 'restart' });
  }

  async function within<T>(limitMs: number, ask: (engine: Remote<Engine>) => Promise<T>): Promise<T | 'late'> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), limitMs);
    });
    try {
      return await Promise.race([connect().then(ask), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async solve(job) {
      const failed = (code: string, message: string): EngineAnswer => ({ kind: 'failed', id: job.id, failure: { code, message, retry: 'later' } });
      try {
        const answer = await within<EngineAnswer>(job.timeLimitMs + graceMs, async (engine) => await engine.solve(job));
        if (answer !== 'late') {
          graceMs = GRACE_MS;
          return answer;
        }
        graceMs = Math.min(GRACE_AT_MOST_MS, 2 * graceMs);
        log.error('engine-late', { job: job.id, conditions: job.instance.conditions.length });
        await restart();
        return failed('engine-late', 'The engine did not answer in time and was started again. No basket is shown until it has.');
      } catch (error) {
        connecting = null;
        log.error('engine-unreachable', { reason: error instanceof Error ? error.message : 'unknown' });
        return failed('engine-unreachable', 'The engine could not be reached. Reload the extension if this stays.');
      }
    },
    async cancel(id) {
      await within(GRACE_MS, (engine) => engine.cancel(id));
    },
    async health(): Promise<EngineHealth> {
      const health = await within(GRACE_MS, (engine) => engine.health());
      return health === 'late' ? { ready: false, highs: '', glpk: '', wasmBytes: 0 } : health;
    },
  };
}
