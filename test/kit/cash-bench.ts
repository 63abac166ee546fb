/**
 * The cash service on the adapter's own parts, joined to a local exchange: what it does is seen in the exchange's
 * ledger. A life can be ended at any of its awaits; the next one begins with what was on disk.
 */
import { Wallet, keccak256, toUtf8Bytes } from 'ethers';
import type { TradingAccount } from '../../lib/domain/account';
import type { CashOut } from '../../lib/domain/cash-out';
import { parseAddress, type Address } from '../../lib/domain/ids';
import { fail, ok, type Result } from '../../lib/domain/result';
import { timeMs } from '../../lib/domain/units';
import type { Clock } from '../../lib/ports/clock';
import type { TradingSession } from '../../lib/ports/order-entry';
import type { Store } from '../../lib/ports/store';
import type { ChainTransaction, ChainWallet, Wallet as WalletPort } from '../../lib/ports/signer';
import { createCash, type CashService } from '../../lib/services/cash/cash';
import { createJournal } from '../../lib/services/execution/journal';
import { parseStoredCashOut } from '../../lib/storage/parse-cash-out';
import { createPolymarketData } from '../../lib/venues/polymarket/market-data';
import { ethersTypes } from '../../lib/venues/polymarket/orders/order-struct';
import { createCashDesk } from '../../lib/venues/polymarket/settlement/cash-desk';
import { createPolymarketTrading } from '../../lib/venues/polymarket/trading';
import { startExchange, type RunningExchange } from '../../exchange/start';
import { WHOLE, scenario } from './adapter-scenario';
import { localHttp } from './local-transport';
import { createMemoryLog } from './venue';

const KINDS = { 1: 'PROXY', 2: 'SAFE', 3: 'WALLET' } as const;
const PROVIDER = { uuid: 'u', name: 'Test', claimedRdns: 'test', icon: '' };

export interface Holder {
  readonly wallet: Wallet;
  readonly session: TradingSession;
}

/** Ended: none of its awaits comes back. */
export interface Life {
  /** Told before each await that leaves the worker; a promise that never ends kills it there. */
  readonly pass: (name: string) => Promise<void>;
}

export const ALIVE: Life = { pass: () => Promise.resolve() };

export interface CashBench {
  readonly exchange: RunningExchange;
  /** Time goes on by this, here and at the venue. */
  skip(ms: number): void;
  holder(signatureType: 0 | 1 | 2 | 3): Promise<Holder>;
  /** Shares by market slug. */
  give(holder: Holder, shares: Readonly<Record<string, { readonly yes?: number; readonly no?: number }>>): void;
  cash(holder: Holder): number;
  shares(holder: Holder, slug: string): { readonly yes: number; readonly no: number };
  /** A worker's life: the service with what earlier ones left in `disk`. */
  service(holder: Holder, disk: Map<string, unknown>, life?: Life, overrides?: Overrides): Promise<CashService>;
  close(): Promise<void>;
}

interface Overrides {
  readonly signature?: (signature: string) => Result<string>;
  readonly sendTransaction?: (transaction: ChainTransaction) => Promise<Result<string>>;
}

export async function startCashBench(seed = 7): Promise<CashBench> {
  const exchange = await startExchange({ scenario, seed, settlementTimes: { minedMs: 10, confirmedMs: 20 } });
  let offsetMs = 0;
  const clock: Clock = {
    nowMs: () => timeMs(Date.now() + offsetMs),
    after(delayMs, callback, abort) {
      // Looked at again at once: what is awaited here is the exchange, which answers in milliseconds.
      const timer = setTimeout(callback, Math.min(delayMs, 15));
      abort.addEventListener('abort', () => clearTimeout(timer), { once: true });
    },
  };
  const skip = (ms: number): void => {
    exchange.clock.advance(ms);
    offsetMs += ms;
  };
  const deps = { http: localHttp(() => exchange), clock, log: createMemoryLog() };
  const trading = createPolymarketTrading(deps);
  const signal = new AbortController().signal;
  const marketOf = (slug: string) => {
    const market = exchange.core
      .events()
      .flatMap(({ markets }) => markets)
      .find((each) => each.slug === slug);
    if (!market) throw new Error(`no market ${slug}`);
    return market;
  };
  const heldOf = (holder: Holder, tokenId: string): number =>
    exchange.core.ledger.holding(holder.session.account.funder, { tokenId }).balanceMicros;
  let holders = 0;

  return {
    exchange,
    skip,
    async holder(signatureType) {
      holders += 1;
      const wallet = new Wallet(keccak256(toUtf8Bytes(`holder ${seed} ${holders}`)));
      const owner = addressOf(wallet.address);
      if (signatureType === 0) exchange.wallets.rememberPlain(owner);
      else exchange.wallets.register(owner, KINDS[signatureType]);
      const accounts = got(await trading.fetchAccounts(owner, signal));
      const account = accounts.find((each) => each.signatureType === signatureType);
      if (!account) throw new Error('no such account');
      const timestampSeconds = Math.floor(clock.nowMs() / 1_000);
      const auth = trading.buildLogin(owner, timestampSeconds);
      const signature = await wallet.signTypedData({ ...auth.domain }, ethersTypes(auth.types), { ...auth.message });
      const credentials = got(await trading.deriveCredentials({ owner, signature, timestampSeconds }, signal));
      // The key is in force from here on.
      skip(exchange.faults.current.keyReadyAfterMs);
      return { wallet, session: { account, credentials } };
    },
    give(holder, shares) {
      for (const [slug, { yes = 0, no = 0 }] of Object.entries(shares)) {
        const { tokens } = marketOf(slug);
        exchange.core.deposit(holder.session.account.funder, {
          tokens: { ...(yes ? { [tokens[0]]: yes * WHOLE } : {}), ...(no ? { [tokens[1]]: no * WHOLE } : {}) },
        });
      }
    },
    cash: ({ session }) => exchange.core.ledger.holding(session.account.funder, 'cash').balanceMicros / WHOLE,
    shares(holder, slug) {
      const { tokens } = marketOf(slug);
      return { yes: heldOf(holder, tokens[0]) / WHOLE, no: heldOf(holder, tokens[1]) / WHOLE };
    },
    async service(holder, disk, life = ALIVE, overrides = {}) {
      const { account } = holder.session;
      const cash = createCash({
        desk: mortal(createCashDesk(deps), life),
        wallet: mortal(walletOf(exchange, holder, overrides), life),
        findProvider: () => Promise.resolve(ok(PROVIDER)),
        journal: createJournal(mortal(storeOn(disk), life), clock),
        keys: keysFor(exchange, account),
        market: createPolymarketData(deps),
        executions: () => [],
        session: () => holder.session,
        refreshBalance: () => Promise.resolve(),
        haltedBecause: () => null,
        clock,
        log: createMemoryLog(),
        newId: () => crypto.randomUUID(),
      });
      got(await cash.load());
      return cash;
    },
    close: () => exchange.close(),
  };
}

function addressOf(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error('fixture');
  return parsed;
}

export function got<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`);
  return result.value;
}

function keysFor(exchange: RunningExchange, account: TradingAccount) {
  return {
    load: () => Promise.resolve(exchange.relayer.keyOf(account.owner)),
    save: () => Promise.resolve(ok(undefined)),
  };
}

/** As IndexedDB: a copy goes in, a copy comes out, and it is checked on the way. */
function storeOn(disk: Map<string, unknown>): Pick<Store<CashOut>, 'all' | 'put'> {
  return {
    put(key, value) {
      disk.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve(ok(undefined));
    },
    all() {
      const read = [...disk.values()].map(parseStoredCashOut);
      const whole = read.filter((each) => each !== null);
      return Promise.resolve(
        whole.length === read.length ? ok(whole) : fail('storage-failed', { doing: 'read', error: 'DataError' }),
      );
    },
  };
}

function walletOf(
  exchange: RunningExchange,
  { wallet }: Holder,
  { signature: altered, sendTransaction }: Overrides,
): Pick<WalletPort, 'signTypedData'> & ChainWallet {
  return {
    async signTypedData({ typedData }) {
      const { domain, types, message } = typedData;
      const signature = await wallet.signTypedData({ ...domain }, ethersTypes(types), { ...message });
      return altered ? altered(signature) : ok(signature);
    },
    sendTransaction: ({ transaction }) =>
      sendTransaction ? sendTransaction(transaction) : Promise.resolve(ok(exchange.rpc.send(transaction).hash)),
    simulate({ transaction }) {
      const answer = exchange.rpc.call(transaction);
      return Promise.resolve('value' in answer ? ok(answer.value) : fail('cash-would-fail', {}, 'later'));
    },
    fetchReceipt({ hash }) {
      const receipt = exchange.rpc.receiptOf(hash);
      return Promise.resolve(ok(receipt === null ? null : receipt.status === '0x1' ? 'done' : 'reverted'));
    },
    countTransactions: ({ owner }) => Promise.resolve(ok(exchange.rpc.countOf(owner))),
  };
}

/** The same port, each of whose promises passes the life first, and once more when it is done. */
function mortal<T extends object>(port: T, { pass }: Life): T {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]): unknown => {
        const isAsync = /^(?:fetch|find|submit|sign|send|simulate|count|put|all)/.test(String(name));
        const call = (): unknown => Reflect.apply(value, target, args);
        if (!isAsync) return call();
        return pass(`before ${String(name)}`)
          .then(call)
          .then(async (answer) => {
            await pass(`after ${String(name)}`);
            return answer;
          });
      };
    },
  });
}

/** Resolves when no cash-out of the service is under way any more. */
export function settled(cash: CashService): Promise<CashOut> {
  return new Promise((resolve) => {
    const look = (): void => {
      const [newest] = cash.all();
      if (!newest || !['done', 'failed', 'abandoned'].includes(newest.state)) return;
      stop();
      resolve(newest);
    };
    const stop = cash.subscribe(look);
    look();
  });
}
