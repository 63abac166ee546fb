/**
 * From a wallet to an account at the venue: one signature for the credentials, then the wallet that holds the money.
 */
import type { TradingAccount } from '../../domain/account';
import type { Address } from '../../domain/ids';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Login } from '../../ports/login';
import type { ApiCredentials } from '../../ports/order-entry';
import type { Settlement } from '../../ports/settlement';
import type { Wallet, WalletProvider } from '../../ports/signer';

export interface LogInPorts {
  readonly wallet: Wallet;
  readonly login: Login;
  readonly settlement: Pick<Settlement, 'fetchBalance'>;
  readonly clock: Clock;
}

/** One signature that yields the venue's API credentials. */
export async function authenticate(
  { wallet, login, clock }: LogInPorts,
  provider: WalletProvider,
  owner: Address,
  signal: AbortSignal,
): Promise<Result<ApiCredentials>> {
  const timestampSeconds = Math.floor(clock.nowMs() / 1000);
  const signature = await wallet.signTypedData({
    uuid: provider.uuid,
    owner,
    typedData: login.buildLogin(owner, timestampSeconds),
  });
  if (!signature.ok) return signature;
  return login.deriveCredentials({ owner, signature: signature.value, timestampSeconds }, signal);
}

export interface ChosenAccount {
  readonly account: TradingAccount;
  /** The wallet that new accounts use, when this owner's does not exist yet. */
  readonly undeployed: Address | null;
}

/** Of the owner's wallets at the venue the one with the most money; the first of equals. */
export async function chooseAccount(
  { login, settlement }: LogInPorts,
  owner: Address,
  credentials: ApiCredentials,
  signal: AbortSignal,
): Promise<Result<ChosenAccount>> {
  const accounts = await login.fetchAccounts(owner, signal);
  if (!accounts.ok) return accounts;
  let best: { readonly account: TradingAccount; readonly balance: number } | null = null;
  for (const account of accounts.value) {
    const read = await settlement.fetchBalance({ account, credentials, asset: 'collateral' }, signal);
    if (!read.ok) return read;
    if (best === null || read.value.balanceMicros > best.balance) best = { account, balance: read.value.balanceMicros };
  }
  return best
    ? ok({ account: best.account, undeployed: login.walletToCome(owner, accounts.value) })
    : fail('venue-no-account', {});
}
