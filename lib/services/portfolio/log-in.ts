/**
 * From a wallet to an account at the venue: one signature for the credentials, then the wallet that holds the money.
 */
import type { SignatureType } from '../../domain/account';
import type { Address } from '../../domain/ids';
import type { Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Login } from '../../ports/login';
import type { ApiCredentials } from '../../ports/order-entry';
import type { Settlement } from '../../ports/settlement';
import type { Wallet, WalletProvider } from '../../ports/signer';
import type { Chosen } from './choose-wallet';
import { chooseWallet } from './choose-wallet';

export interface LogInPorts {
  readonly wallet: Wallet;
  readonly login: Login;
  readonly settlement: Pick<Settlement, 'fetchBalance'>;
  readonly clock: Clock;
}

/** One signature that yields the venue's API credentials. */
export async function authenticate(
  {
    wallet,
    login,
    clock,
  }: {
    readonly wallet: Pick<Wallet, 'signTypedData'>;
    readonly login: Pick<Login, 'buildLogin' | 'deriveCredentials'>;
    readonly clock: Clock;
  },
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

/** A key that was just made may be refused for two or three minutes (docs/venue.md 3.1). */
const YOUNG_KEY_MS = 180_000;
/** Most are taken within seconds, so the first wait is short; each is twice the one before, up to this. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;

/** Asks again while a young key is refused. @param onWait told once, when the wait begins. */
async function whileYoung<T>(
  clock: Clock,
  read: () => Promise<Result<T>>,
  onWait: () => void,
  signal: AbortSignal,
): Promise<Result<T>> {
  const sinceMs = clock.nowMs();
  let answer = await read();
  if (!answer.ok && answer.error.code === 'unauthorized') onWait();
  let waitMs = FIRST_WAIT_MS;
  while (
    !answer.ok &&
    answer.error.code === 'unauthorized' &&
    !signal.aborted &&
    clock.nowMs() - sinceMs < YOUNG_KEY_MS
  ) {
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      clock.after(waitMs, resolve, signal);
    });
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
    answer = await read();
  }
  return answer;
}

/** Which of the owner's wallets at the venue is traded from, or which the user is to choose among. */
export async function chooseAccount(
  { login, settlement, clock }: LogInPorts,
  {
    owner,
    credentials,
    onWait,
  }: {
    readonly owner: Address;
    readonly credentials: ApiCredentials;
    /** Told once, when the venue does not take the key yet. */
    readonly onWait: () => void;
  },
  signal: AbortSignal,
): Promise<Result<Chosen>> {
  const survey = await login.surveyWallets(owner, signal);
  if (!survey.ok) return survey;
  const rich = new Set<SignatureType>();
  // A balance belongs to the kind of wallet: the venue works out which one by itself.
  const asked = new Map(survey.value.wallets.map(({ account }) => [account.signatureType, account] as const));
  for (const account of asked.values()) {
    const lookup = { account, credentials, asset: 'collateral' } as const;
    const told = await whileYoung(clock, () => settlement.fetchBalance(lookup, signal), onWait, signal);
    // The venue tells what it read last, which for a wallet that it never looked at is nothing.
    const isNothing = told.ok && told.value.balanceMicros === 0;
    const looked = isNothing ? await settlement.fetchBalance({ ...lookup, fresh: true }, signal) : told;
    const read = looked.ok ? looked : told;
    if (!read.ok) return read;
    if (read.value.balanceMicros > 0) rich.add(account.signatureType);
  }
  return chooseWallet(survey.value, ({ signatureType }) => rich.has(signatureType));
}
