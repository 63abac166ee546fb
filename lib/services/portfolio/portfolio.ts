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
import type { AskBecause, ShownWallet } from './choose-wallet';
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

export type LoginStep =
  | { readonly kind: 'young-key' }
  | { readonly kind: 'choose'; readonly because: AskBecause; readonly wallets: readonly ShownWallet[] };

export interface SessionStore {
  load(): Promise<Session | null>;
  save(session: Session | null): Promise<Result<void>>;
}

export interface PortfolioService {
  session(): Session | null;
  balance(): Balance | null;
  load(): Promise<void>;
  listWallets(): Promise<Result<readonly WalletProvider[]>>;
  /** What the login waits for; null when none is under way or it is at the user's wallet. */
  step(): LoginStep | null;
  /**
   * Asks the wallet for its account and one signature that yields the API credentials. null: the user has to choose
   * among the owner's wallets first (`step`).
   */
  connect(
    choice: {
      readonly uuid: string;
      /** Only this owner may connect now: its orders are open, or about to be. Asked anew at every turn. */
      readonly mustBe: () => Address | null;
    },
    signal: AbortSignal,
  ): Promise<Result<Session | null>>;
  /** The user's word on which of the wallets to choose among is traded from. */
  choose(funder: string): Promise<Result<Session>>;
  /** The venue took this key or not, whoever asked. */
  keyAnswered(key: string, isTaken: boolean): void;
  /** The venue takes the session's key no more: nothing of the account can be asked or cancelled until `renew`. */
  isKeyOver(): boolean;
  /** One signature for the same account, because the venue lets keys end; nobody has to connect again. */
  renew(signal: AbortSignal): Promise<Result<Session>>;
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
  let step: LoginStep | null = null;
  let isKeyOver = false;
  /** What is left of a login while the user chooses. */
  let open: Omit<Session, 'account' | 'undeployed'> | null = null;
  const changed = createEmitter<void>();

  async function adopt(next: Session | null): Promise<Result<void>> {
    const saved = await store.save(next);
    if (!saved.ok) return saved;
    session = next;
    balance = null;
    isKeyOver = false;
    changed.emit();
    return ok(undefined);
  }

  function become(next: LoginStep | null, left: typeof open = null): void {
    step = next;
    open = left;
    changed.emit();
  }

  async function take(next: Session): Promise<Result<Session>> {
    const saved = await adopt(next);
    if (!saved.ok) return saved;
    log.info('wallet-connected', { signatureType: next.account.signatureType });
    return ok(next);
  }

  async function findProvider(): Promise<Result<WalletProvider>> {
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
  }

  return {
    session: () => session,
    step: () => step,
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
      const barred = refusalOf(owner.value, mustBe());
      if (barred !== null) return barred;
      become(null);
      const credentials = await authenticate(options, provider, owner.value, signal);
      if (!credentials.ok) return credentials;
      const left = {
        credentials: credentials.value,
        wallet: { name: provider.name, claimedRdns: provider.claimedRdns },
      };
      const onWait = (): void => become({ kind: 'young-key' });
      const chosen = await chooseAccount(
        options,
        { owner: owner.value, credentials: credentials.value, onWait },
        signal,
      );
      become(null);
      if (!chosen.ok) return chosen;
      // The wallet's prompts take minutes: meanwhile orders of another may have left.
      const barredNow = refusalOf(owner.value, mustBe());
      if (barredNow !== null) return barredNow;
      if (chosen.value.kind === 'one') {
        const { account, undeployed } = chosen.value;
        return take({ ...left, account, undeployed });
      }
      const { because, wallets } = chosen.value;
      become({ kind: 'choose', because, wallets }, left);
      return ok(null);
    },
    async choose(funder) {
      const picked =
        step?.kind === 'choose' ? step.wallets.find(({ account }) => account.funder === funder)?.account : undefined;
      if (picked === undefined || open === null) return fail('no-choice', {});
      const taken = await take({ ...open, account: picked, undeployed: null });
      become(null);
      return taken;
    },
    keyAnswered(key, isTaken) {
      if (key !== session?.credentials.key || isKeyOver === !isTaken) return;
      isKeyOver = !isTaken;
      log.info(isTaken ? 'key-taken' : 'key-over', {});
      changed.emit();
    },
    isKeyOver: () => isKeyOver,
    async renew(signal) {
      if (session === null) return fail('no-account', {});
      const before = session;
      const provider = await findProvider();
      if (!provider.ok) return provider;
      const credentials = await authenticate(options, provider.value, before.account.owner, signal);
      if (!credentials.ok) return credentials;
      // Another account may have been connected while the wallet asked.
      if (session !== before) return fail('account-changed', {});
      log.info('key-renewed', {});
      const next = { ...before, credentials: credentials.value };
      const saved = await adopt(next);
      return saved.ok ? ok(next) : saved;
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
    findProvider,
    subscribe: (listener) => changed.subscribe(listener),
  };
}

function refusalOf(owner: Address, mustBe: Address | null): ReturnType<typeof fail> | null {
  return mustBe === null || owner.toLowerCase() === mustBe.toLowerCase()
    ? null
    : fail('orders-open-elsewhere', { account: mustBe });
}
