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

export interface Login {
  /** What the owner signs; the signature yields the credentials. */
  buildLogin(owner: Address, timestampSeconds: number): TypedData;
  deriveCredentials(proof: LoginProof, signal: AbortSignal): Promise<Result<ApiCredentials>>;
  /** Accounts of this owner that exist, the plain one first. */
  fetchAccounts(owner: Address, signal: AbortSignal): Promise<Result<readonly TradingAccount[]>>;
  /**
   * The wallet that the venue will hold this owner's money in once it exists, of which there is none among the accounts
   * yet; null when there is one.
   */
  walletToCome(owner: Address, accounts: readonly TradingAccount[]): Address | null;
  /** The account may only close positions. */
  fetchClosedOnly(session: TradingSession, signal: AbortSignal): Promise<Result<boolean>>;
}
