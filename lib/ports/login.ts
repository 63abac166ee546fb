/** How a wallet becomes a trading session, and whether its account may trade. */
import type { TradingAccount } from '../domain/account';
import type { Address } from '../domain/ids';
import type { Result } from '../domain/result';
import type { ApiCredentials, TradingSession } from './order-entry';
import type { TypedData } from './signer';

export interface LoginProof {
  readonly owner: Address;
  /** As the wallet gave it. */
  readonly signature: string;
  readonly timestampSeconds: number;
}

/** One of the wallets that an owner may have. */
export interface OwnWallet {
  readonly account: TradingAccount;
  /** null: the venue did not say. */
  readonly deployed: boolean | null;
}

export interface WalletSurvey {
  /** By the venue's formulas: the one that new accounts get first, the plain account last. */
  readonly wallets: readonly OwnWallet[];
  /** The wallet that the site shows for this owner; null where it knows none. */
  readonly profile: Address | null;
}

export interface Login {
  /** What the owner signs; the signature yields the credentials. */
  buildLogin(owner: Address, timestampSeconds: number): TypedData;
  deriveCredentials(proof: LoginProof, signal: AbortSignal): Promise<Result<ApiCredentials>>;
  /** Accounts of this owner that exist, the plain one first. */
  fetchAccounts(owner: Address, signal: AbortSignal): Promise<Result<readonly TradingAccount[]>>;
  /** Which wallets this owner may have, and which of them the venue's site uses. */
  surveyWallets(owner: Address, signal: AbortSignal): Promise<Result<WalletSurvey>>;
  /** The account may only close positions. */
  fetchClosedOnly(session: TradingSession, signal: AbortSignal): Promise<Result<boolean>>;
}
