/**
 * The adapter's ports joined to a local exchange, which shares no code with them: it recovers signatures, hashes,
 * matches and keeps a ledger by itself. Only the transport is mapped: production URLs in, loopback out.
 */
import { tellTrueTime } from './exchange-time';
import { Wallet, keccak256, toUtf8Bytes } from 'ethers';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { contractOf, type Condition } from '../../lib/domain/condition';
import type { Address } from '../../lib/domain/ids';
import { parseAddress } from '../../lib/domain/ids';
import { priceMicros, sizeMicros, timeMs } from '../../lib/domain/units';
import type { Clock } from '../../lib/ports/clock';
import type { TradingAccount } from '../../lib/domain/account';
import type { ApiCredentials, OrderTerms, PostedOrder, SignedOrder } from '../../lib/ports/order-entry';
import { createPolymarketData } from '../../lib/venues/polymarket/market-data';
import { ethersTypes } from '../../lib/venues/polymarket/orders/order-struct';
import { createPolymarketTrading } from '../../lib/venues/polymarket/trading';
import type { RunningExchange } from '../../exchange/start';
import { unkind } from '../../exchange/faults';
import { startExchange } from '../../exchange/start';
import { WHOLE, scenario } from './adapter-scenario';
import { localHttp, localSocket } from './local-transport';
import { createMemoryLog } from './venue';
import * as en from '../../lib/words/en';

export const signal = new AbortController().signal;
/** The computer's own time. */
export const clock: Clock = {
  nowMs: () => timeMs(Date.now()),
  after(delayMs, callback, abort) {
    const cancel = (): void => clearTimeout(timer);
    const timer = setTimeout(() => {
      abort.removeEventListener('abort', cancel);
      callback();
    }, delayMs);
    abort.addEventListener('abort', cancel, { once: true });
  },
};

const KINDS = { 1: 'PROXY', 2: 'SAFE', 3: 'WALLET' } as const;

export interface Trader {
  readonly wallet: Wallet;
  readonly account: TradingAccount;
  readonly credentials: ApiCredentials;
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error('fixture');
  return parsed;
}

/** @throws Error where nothing came. */
export async function only<T>(list: Promise<readonly T[]>): Promise<T> {
  const [first] = await list;
  if (first === undefined) throw new Error('nothing came');
  return first;
}

/** Hooks for the file, one exchange for all its tests, and what they need to trade on it. */
export function createAdapterBench() {
  let started: RunningExchange | null = null;
  const running = (): RunningExchange => {
    if (started === null) throw new Error('the exchange runs inside a test only');
    return started;
  };
  beforeAll(async () => {
    started = await startExchange({ scenario, seed: 7, settlementTimes: { minedMs: 20, confirmedMs: 40 } });
  });
  afterAll(() => running().close());
  beforeEach(() => running().faults.reset());

  const data = () => createPolymarketData({ http: localHttp(running), clock, log: createMemoryLog() });
  const entry = () => createPolymarketTrading({ http: localHttp(running), clock, log: createMemoryLog() });

  async function conditionsOf(slug: string): Promise<readonly Condition[]> {
    const event = await data().fetchEventBySlug(slug, signal);
    if (!event.ok) throw new Error(en.failure(event.error));
    expect(event.value.incomplete).toBe(false);
    const confirmed = await Promise.all(event.value.conditions.map((one) => data().confirmCondition(one, signal)));
    return confirmed.map((one) => {
      if (!one.ok) throw new Error(en.failure(one.error));
      return one.value;
    });
  }

  /** The exchange as the venue is on an ordinary day, and these on top; the time that it tells is the true one. */
  function unkindly(more: object = {}): void {
    expect(running().faults.patch({ ...unkind, keyReadyAfterMs: 0, ...more })).toBeNull();
    tellTrueTime(running());
  }

  let traders = 0;
  async function trader(signatureType: 0 | 1 | 2 | 3): Promise<Trader> {
    traders += 1;
    const wallet = new Wallet(keccak256(toUtf8Bytes(`trader ${traders}`)));
    const owner = address(wallet.address);
    if (signatureType === 0) running().wallets.rememberPlain(owner);
    else running().wallets.register(owner, KINDS[signatureType]);
    const accounts = await entry().fetchAccounts(owner, signal);
    if (!accounts.ok) throw new Error(en.failure(accounts.error));
    const account = accounts.value.find((one) => one.signatureType === signatureType);
    if (!account) throw new Error('wallet not found');
    const seconds = Math.floor(Date.now() / 1_000);
    const auth = entry().buildLogin(owner, seconds);
    const signature = await wallet.signTypedData({ ...auth.domain }, ethersTypes(auth.types), { ...auth.message });
    const credentials = await entry().deriveCredentials({ owner, signature, timestampSeconds: seconds }, signal);
    if (!credentials.ok) throw new Error(en.failure(credentials.error));
    // The key is in force from here on.
    running().clock.advance(running().faults.current.keyReadyAfterMs);
    tellTrueTime(running());
    running().core.deposit(account.funder, { cashMicros: 10_000 * WHOLE });
    // As at every login: until it is told to look the venue knows nothing of money that came in.
    await entry().fetchBalance({ account, credentials: credentials.value, asset: 'collateral', fresh: true }, signal);
    return { wallet, account, credentials: credentials.value };
  }

  let salts = 1_000;
  async function signedOrder(who: Trader, condition: Condition, over: Partial<OrderTerms> = {}): Promise<SignedOrder> {
    salts += 1;
    const now = Date.now();
    const built = entry().buildOrder(who.account, {
      conditionId: condition.id,
      tokenId: condition.tokens[0],
      contract: contractOf(condition),
      side: 'buy',
      sizeMicros: sizeMicros(20 * WHOLE),
      limitPriceMicros: priceMicros(440_000),
      tickMicros: condition.tickMicros,
      // Of the exchange, which is ahead by what each trader's key took to come into force.
      expirationSeconds: Math.floor(running().clock.nowMs() / 1_000) + 200,
      salt: salts,
      timestampMs: timeMs(now),
      ...over,
    });
    if (!built.ok) throw new Error(en.failure(built.error));
    const { typedData } = built.value;
    const signature = await who.wallet.signTypedData({ ...typedData.domain }, ethersTypes(typedData.types), {
      ...typedData.message,
    });
    const signed = entry().attachSignature({
      account: who.account,
      order: built.value,
      signature,
      credentials: who.credentials,
    });
    if (!signed.ok) throw new Error(en.failure(signed.error));
    return signed.value;
  }

  const submit = (who: Trader, ...orders: readonly SignedOrder[]): Promise<readonly PostedOrder[]> =>
    entry().submitOrders({ account: who.account, credentials: who.credentials, orders }, signal);
  async function cashOf(who: Trader): Promise<number> {
    const balance = await entry().fetchBalance(
      { account: who.account, credentials: who.credentials, asset: 'collateral' },
      signal,
    );
    if (!balance.ok) throw new Error(en.failure(balance.error));
    return balance.value.balanceMicros;
  }

  return {
    get exchange() {
      return running();
    },
    openSocket: localSocket(running),
    data,
    entry,
    unkindly,
    conditionsOf,
    trader,
    signedOrder,
    submit,
    cashOf,
  };
}
