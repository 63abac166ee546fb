/**
 * Owns the trading account: which wallet signs, which venue wallet holds the money, the venue's API credentials and the
 * balance. Credentials live in session memory only and are derived again with one signature; no key is ever asked for
 * or seen.
 */
import type { Address } from '../../domain/ids';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Login } from '../../ports/login';
import type { TradingSession } from '../../ports/order-entry';
import type { Balance, Settlement } from '../../ports/settlement';
import type { Wallet, WalletProvider } from '../../ports/signer';
import { createEmitter } from '../emitter';
import { authenticate, chooseAccount } from './log-in';

/**
 * A provider's uuid lives as long as its page; the wallet is found again by what it claims to be, and never guessed
 * when two claim it.
 */
export interface WalletChoice {
  readonly name: string;
  readonly claimedRdns: string;
}

export interface Session extends TradingSession {
  readonly wallet: WalletChoice;
  /** The owner's deposit wallet while it does not exist: nothing can be held or traded there. */
  readonly undeployed: Address | null;
}

export interface SessionStore {
  load(): Promise<Session | null>;
  save(session: Session | null): Promise<Result<void>>;
}

export interface PortfolioService {
  session(): Session | null;
  balance(): Balance | null;
  load(): Promise<void>;
  listWallets(): Promise<Result<readonly WalletProvider[]>>;
  /** Asks the wallet for its account and one signature that yields the API credentials. */
  connect(
    choice: {
      readonly uuid: string;
      /** Only this owner may connect now: its orders are open. */ readonly mustBe: Address | null;
    },
    signal: AbortSignal,
  ): Promise<Result<Session>>;
  disconnect(): Promise<Result<void>>;
  /** Reads the balance again; the last one is forgotten when that fails. */
  refreshBalance(signal: AbortSignal): Promise<Result<Balance>>;
  /** The chosen wallet among those announced by the page in front. */
  findProvider(): Promise<Result<WalletProvider>>;
  subscribe(listener: () => void): () => void;
}

export function createPortfolio(options: {
  readonly wallet: Wallet;
  readonly login: Login;
  readonly settlement: Pick<Settlement, 'fetchBalance'>;
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly log: Log;
}): PortfolioService {
  const { wallet, settlement, store, log } = options;
  let session: Session | null = null;
  let balance: Balance | null = null;
  const changed = createEmitter<void>();

  async function adopt(next: Session | null): Promise<Result<void>> {
    const saved = await store.save(next);
    if (!saved.ok) return saved;
    session = next;
    balance = null;
    changed.emit();
    return ok(undefined);
  }

  return {
    session: () => session,
    balance: () => balance,
    async load() {
      session = await store.load();
      changed.emit();
    },
    listWallets: () => wallet.listProviders(),
    async connect({ uuid, mustBe }, signal) {
      const providers = await wallet.listProviders();
      if (!providers.ok) return providers;
      const provider = providers.value.find((candidate) => candidate.uuid === uuid);
      if (!provider) return fail('wallet-gone', {}, 'later');
      const owner = await wallet.connect(uuid);
      if (!owner.ok) return owner;
      if (mustBe !== null && owner.value.toLowerCase() !== mustBe.toLowerCase())
        return fail('orders-open-elsewhere', { account: mustBe });
      const credentials = await authenticate(options, provider, owner.value, signal);
      if (!credentials.ok) return credentials;
      const chosen = await chooseAccount(options, owner.value, credentials.value, signal);
      if (!chosen.ok) return chosen;
      const { account, undeployed } = chosen.value;
      const next: Session = {
        account,
        undeployed,
        credentials: credentials.value,
        wallet: { name: provider.name, claimedRdns: provider.claimedRdns },
      };
      const saved = await adopt(next);
      if (!saved.ok) return saved;
      log.info('wallet-connected', { signatureType: account.signatureType });
      return ok(next);
    },
    disconnect: () => adopt(null),
    async refreshBalance(signal) {
      if (session === null) return fail('no-account', {});
      const read = await settlement.fetchBalance(
        { account: session.account, credentials: session.credentials, asset: 'collateral' },
        signal,
      );
      balance = read.ok ? read.value : null;
      changed.emit();
      return read;
    },
    async findProvider() {
      if (session === null) return fail('no-account', {});
      const { wallet: choice } = session;
      const providers = await wallet.listProviders();
      if (!providers.ok) return providers;
      const matching = providers.value.filter(
        (provider) => provider.claimedRdns === choice.claimedRdns && provider.name === choice.name,
      );
      const [only, second] = matching;
      if (!only) return fail('wallet-missing', { wallet: choice.name }, 'later');
      if (second) return fail('wallet-ambiguous', { wallet: choice.name, rdns: choice.claimedRdns });
      return ok(only);
    },
    subscribe: (listener) => changed.subscribe(listener),
  };
}
