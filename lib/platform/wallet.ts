/**
 * The wallet, reached through a page: background -> Port "bridge" of a content script -> MAIN world -> provider. Each
 * request carries one random nonce, is answered once, and its answer is data: signatures are verified by the venue
 * adapter before anything is sent.
 */
import { browser } from 'wxt/browser';
import { parseAddress } from '../domain/ids';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import type { Log } from '../ports/log';
import type { Wallet } from '../ports/signer';
import { BRIDGE_PORT, BRIDGE_TIMEOUT_MS, bridgeAnswer } from '../protocol/bridge';
import type { BridgeAnswer, BridgeMethod, BridgeRequest } from '../protocol/bridge';
import { tierOf } from './commands-server';

const POLYGON_CHAIN_ID = '0x89';
/** Listing wallets needs no person: the page answers at once or not at all. */
const LIST_TIMEOUT_MS = 3_000;

type Port = Parameters<Parameters<typeof browser.runtime.onConnect.addListener>[0]>[0];
type Without<T> = T extends BridgeRequest ? Omit<T, 'nonce'> : never;

interface Pending {
  readonly port: Port;
  settle(answer: Result<BridgeAnswer>): void;
}

/** Asks the page in front, and gives back what it said; nothing that it was not asked. */
type Ask = (request: Without<BridgeRequest>, timeoutMs: number) => Promise<Result<BridgeAnswer>>;

function servePages(log: Log): Ask {
  const ports = new Set<Port>();
  const pending = new Map<string, Pending>();

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== BRIDGE_PORT) return;
    if (!port.sender || tierOf(port.sender) !== 'content') {
      port.disconnect();
      return;
    }
    ports.add(port);
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

  /** The tab in front among those with a bridge, else the one opened last. */
  async function pagePort(): Promise<Port | null> {
    const all = [...ports];
    const states = await Promise.all(all.map(isInFront));
    return all.filter((_, index) => states[index] === true).at(-1) ?? all.at(-1) ?? null;
  }

  return async (request, timeoutMs) => {
    const port = await pagePort();
    if (port === null) return fail('no-page', {}, 'later');
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
        pending.get(nonce)?.settle(fail('page-gone-unasked', {}, 'later'));
        pending.delete(nonce);
      }
    });
  };
}

export function serveWallet(log: Log): Wallet {
  const ask = servePages(log);

  async function call(uuid: string, method: BridgeMethod, params: readonly unknown[]): Promise<Result<unknown>> {
    const answer = await ask({ kind: 'call', uuid, method, params }, BRIDGE_TIMEOUT_MS);
    if (!answer.ok) return answer;
    if (answer.value.kind === 'error') return walletError(answer.value.code, answer.value.message);
    return answer.value.kind === 'value' ? ok(answer.value.value) : fail('wallet-answer', {});
  }

  async function onPolygon(uuid: string): Promise<Result<void>> {
    const chain = await call(uuid, 'eth_chainId', []);
    if (!chain.ok) return chain;
    if (chain.value === POLYGON_CHAIN_ID) return ok(undefined);
    const switched = await call(uuid, 'wallet_switchEthereumChain', [{ chainId: POLYGON_CHAIN_ID }]);
    const again = switched.ok ? await call(uuid, 'eth_chainId', []) : switched;
    if (again.ok && again.value === POLYGON_CHAIN_ID) return ok(undefined);
    return fail('wrong-chain', {}, 'later');
  }

  return {
    async listProviders() {
      const answer = await ask({ kind: 'list' }, LIST_TIMEOUT_MS);
      if (!answer.ok) return answer;
      return answer.value.kind === 'providers' ? ok(answer.value.providers) : fail('page-answer', {});
    },
    async connect(uuid) {
      const accounts = await call(uuid, 'eth_requestAccounts', []);
      if (!accounts.ok) return accounts;
      const chain = await onPolygon(uuid);
      if (!chain.ok) return chain;
      const owner = parseAddress(Array.isArray(accounts.value) ? accounts.value[0] : null);
      return owner === null ? fail('wallet-no-account', {}) : ok(owner);
    },
    async signTypedData({ uuid, owner, typedData }) {
      const chain = await onPolygon(uuid);
      if (!chain.ok) return chain;
      const signature = await call(uuid, 'eth_signTypedData_v4', [owner, JSON.stringify(typedData)]);
      if (!signature.ok) return signature;
      return typeof signature.value === 'string' ? ok(signature.value) : fail('wallet-unsigned', {});
    },
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

/** Codes of EIP-1193 and of JSON-RPC in words; the wallet's own text is untrusted and is not repeated. */
function walletError(code: number, _message: string): Result<never> {
  switch (code) {
    case 4001:
      return fail('wallet-refused', {});
    case 4100:
      return fail('wallet-unauthorised', {});
    case 4900:
    case 4901:
      return fail('wallet-offline', {}, 'later');
    case -32002:
      return fail('wallet-busy', {}, 'later');
    default:
      return fail('wallet-failed', { error: code });
  }
}
