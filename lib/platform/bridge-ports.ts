/**
 * The background's end of the wallet bridge: the ports of the tabs that have one, and the requests that wait for an
 * answer. After a death of the worker the tabs open their ports again within moments; a request that comes before them
 * calls them and waits.
 */
import { browser } from 'wxt/browser';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import type { Log } from '../ports/log';
import { BRIDGE_PORT, bridgeAnswer } from '../protocol/bridge';
import type { BridgeAnswer, BridgeRequest } from '../protocol/bridge';
import { tierOf } from './commands-server';
import type { SiteTabs } from './site-tabs';

/** A called tab answers in tens of milliseconds, a throttled or starting one within a second. */
const COME_BACK_MS = 2_000;

type Port = Parameters<Parameters<typeof browser.runtime.onConnect.addListener>[0]>[0];
type Without<T> = T extends BridgeRequest ? Omit<T, 'nonce'> : never;

interface Pending {
  readonly port: Port;
  settle(answer: Result<BridgeAnswer>): void;
}

/** Asks the page in front, and gives back what it said; nothing that it was not asked. */
export type Ask = (request: Without<BridgeRequest>, timeoutMs: number) => Promise<Result<BridgeAnswer>>;

export function serveBridge({ log, tabs }: { readonly log: Log; readonly tabs: SiteTabs }): Ask {
  const ports = new Set<Port>();
  const pending = new Map<string, Pending>();
  const waiting = new Set<() => void>();

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== BRIDGE_PORT) return;
    if (!port.sender || tierOf(port.sender) !== 'content') {
      port.disconnect();
      return;
    }
    ports.add(port);
    tabs.heard(port.sender.tab?.id);
    for (const come of waiting) come();
    port.onDisconnect.addListener(() => {
      ports.delete(port);
      for (const [nonce, request] of pending) {
        if (request.port !== port) continue;
        pending.delete(nonce);
        request.settle(fail('page-gone', {}, 'later'));
      }
    });
    port.onMessage.addListener((message: unknown) => {
      const parsed = bridgeAnswer.safeParse(message);
      if (!parsed.success) {
        log.warn('bridge-malformed');
        return;
      }
      const request = pending.get(parsed.data.nonce);
      // Unknown nonces are late, repeated or forged; only the port that was asked may answer.
      if (!request || request.port !== port) {
        log.warn('bridge-unasked');
        return;
      }
      pending.delete(parsed.data.nonce);
      request.settle(ok(parsed.data));
    });
  });

  /** Resolves when a port opened, or after the time limit. */
  function portComes(): Promise<void> {
    return new Promise((resolve) => {
      const come = (): void => {
        clearTimeout(timer);
        waiting.delete(come);
        resolve();
      };
      const timer = setTimeout(come, COME_BACK_MS);
      waiting.add(come);
    });
  }

  /** The tab in front among those with a bridge, else the one opened last; called for when there is none. */
  async function pagePort(): Promise<Result<Port>> {
    if (ports.size === 0) {
      const comes = portComes();
      if ((await tabs.greet()) === 0) return fail('no-page', {}, 'later');
      await comes;
    }
    const all = [...ports];
    const states = await Promise.all(all.map(isInFront));
    const port = all.filter((_, index) => states[index] === true).at(-1) ?? all.at(-1);
    if (port !== undefined) return ok(port);
    return tabs.deaf() > 0 ? fail('page-old', {}, 'later') : fail('page-asleep', {}, 'later');
  }

  return async (request, timeoutMs) => {
    const chosen = await pagePort();
    if (!chosen.ok) return chosen;
    const port = chosen.value;
    const nonce = crypto.randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        if (pending.delete(nonce)) resolve(fail('wallet-silent', { seconds: timeoutMs / 1_000 }, 'later'));
      }, timeoutMs);
      pending.set(nonce, {
        port,
        settle(answer) {
          clearTimeout(timer);
          resolve(answer);
        },
      });
      try {
        port.postMessage({ ...request, nonce });
      } catch {
        // The tab went away between choosing it and asking it.
        pending.get(nonce)?.settle(fail('page-gone', {}, 'later'));
        pending.delete(nonce);
      }
    });
  };
}

async function isInFront(port: Port): Promise<boolean> {
  const id = port.sender?.tab?.id;
  if (id === undefined) return false;
  try {
    return (await browser.tabs.get(id)).active;
  } catch {
    // The tab is closing; its port's disconnect event follows.
    return false;
  }
}
