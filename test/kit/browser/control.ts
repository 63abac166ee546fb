/**
 * Client of the local exchange's control endpoint: its ledger, its faults and its scenario
 * (docs/how-to/exchange-control.md).
 */
import type { FaultState } from '../../../exchange/faults';
import type { LedgerView, OrderRow } from '../../../exchange/control/ledger-view';
import type { DepthView, EventSpec, NewOrder, PlaceResult } from '../../../exchange/model';
import type { RunningExchange } from './exchange';

export interface Stats {
  readonly sockets: { readonly market: number; readonly user: number };
  readonly frames: { readonly sent: number; readonly withheld: number };
  /** By condition id. */
  readonly bookChanges: Readonly<Record<string, number>>;
  readonly nowMs: number;
  readonly speed: number;
}

export interface Control {
  ledger(): Promise<LedgerView>;
  ordersOf(account: string): Promise<readonly OrderRow[]>;
  deposit(account: string, cashMicros: number): Promise<void>;
  /** Makes the owner's wallet of that kind, or names it. */
  registerWallet(owner: string, type: 'SAFE' | 'PROXY' | 'WALLET' | 'PLAIN'): Promise<string>;
  /** Relayer key that the owner made on the site. */
  relayerKey(owner: string): Promise<string>;
  faults(
    patch: Partial<{
      -readonly [K in keyof FaultState]: K extends 'rest'
        ? readonly Partial<FaultState['rest'][number]>[]
        : FaultState[K];
    }>,
  ): Promise<void>;
  healFaults(): Promise<void>;
  stats(): Promise<Stats>;
  events(): Promise<readonly EventSpec[]>;
  event(slug: string): Promise<EventSpec>;
  depth(tokenId: string): Promise<DepthView>;
  place(order: NewOrder): Promise<PlaceResult>;
  cancel(account: string, id: string): Promise<void>;
  setTick(conditionId: string, tickMicros: number): Promise<void>;
  setSpeed(speed: number): Promise<void>;
  advance(ms: number): Promise<void>;
  closeSockets(channel: 'market' | 'user' | 'all', code: number): Promise<void>;
  sendRaw(
    channel: 'market' | 'user',
    kind: 'text' | 'binary' | 'invalid-utf8' | 'huge' | 'old-book',
    text?: string,
  ): Promise<void>;
  /** Book changes on all books so far. */
  changes(): Promise<number>;
}

export function controlOf(exchange: Pick<RunningExchange, 'control'>): Control {
  async function ask<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${exchange.control}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok)
      throw new Error(`the exchange's control endpoint refused ${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
  const ledger = (): Promise<LedgerView> => ask('GET', '/ledger');
  const stats = (): Promise<Stats> => ask('GET', '/stats');
  const events = (): Promise<readonly EventSpec[]> => ask('GET', '/events');
  return {
    ledger,
    ordersOf: async (account) => (await ledger()).orders.filter((order) => order.account === account.toLowerCase()),
    deposit: async (account, cashMicros) => void (await ask('POST', '/deposit', { account, cashMicros })),
    registerWallet: async (owner, type) =>
      (await ask<{ readonly address: string }>('POST', '/wallets', { owner, type })).address,
    relayerKey: async (owner) => (await ask<{ readonly key: string }>('POST', '/relayer-keys', { owner })).key,
    faults: async (patch) => void (await ask('POST', '/faults', patch)),
    healFaults: async () => void (await ask('DELETE', '/faults')),
    stats,
    events,
    event: async (slug) => {
      const found = (await events()).find((event) => event.slug === slug);
      if (!found) throw new Error(`the exchange lists no event ${slug}`);
      return found;
    },
    depth: (tokenId) => ask('GET', `/depth/${tokenId}`),
    place: (order) => ask('POST', '/order', order),
    cancel: async (account, id) => void (await ask('POST', '/cancel', { account, id })),
    setTick: async (conditionId, tickMicros) => void (await ask('POST', '/tick', { conditionId, tickMicros })),
    setSpeed: async (speed) => void (await ask('POST', '/clock', { speed })),
    advance: async (advanceMs) => void (await ask('POST', '/clock', { advanceMs })),
    closeSockets: async (channel, code) => void (await ask('POST', '/sockets', { channel, close: code })),
    sendRaw: async (channel, kind, text = '') => void (await ask('POST', '/sockets', { channel, send: kind, text })),
    changes: async () => Object.values((await stats()).bookChanges).reduce((sum, count) => sum + count, 0),
  };
}
