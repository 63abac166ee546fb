/** The user's wallet, reached through the page; it holds the keys and shows its own prompts. */
import type { Address } from '../domain/ids';
import type { Result } from '../domain/result';

/** EIP-712 payload for `eth_signTypedData_v4`, numbers as decimal strings: JSON-safe. */
export interface TypedData {
  readonly domain: Readonly<Record<string, string | number>>;
  readonly primaryType: string;
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
  readonly message: Readonly<Record<string, unknown>>;
}

export interface WalletProvider {
  /** EIP-6963 session uuid. */
  readonly uuid: string;
  readonly name: string;
  /** Reverse-DNS name that the provider claims; anyone can claim any. */
  readonly claimedRdns: string;
  readonly icon: string;
}

export interface Wallet {
  listProviders(): Promise<Result<readonly WalletProvider[]>>;
  /** Asks the wallet for an account and checks that it is on the venue's chain. */
  connect(uuid: string): Promise<Result<Address>>;
  /**
   * What the wallet says without asking its user: the account that this page may use (null: none, as while it is
   * locked), and whether it is on the venue's chain (null: it does not say).
   */
  look(uuid: string): Promise<Result<{ readonly owner: Address | null; readonly onChain: boolean | null }>>;
  /** One `eth_signTypedData_v4`. The signature is unchecked data until verified by the caller. */
  signTypedData(request: {
    readonly uuid: string;
    readonly owner: Address;
    readonly typedData: TypedData;
  }): Promise<Result<string>>;
}

/** A transaction of the owner's own account, without gas: the wallet sees to that. */
export interface ChainTransaction {
  readonly from: string;
  readonly to: string;
  readonly value: '0';
  readonly data: string;
}

/** `reverted`: mined, and nothing of it happened. */
export type Receipt = 'done' | 'reverted';

/** What a wallet can do with the chain besides signing. */
export interface ChainWallet {
  /** The wallet shows it and sends it. @returns its hash; that it was mined is not known then. */
  sendTransaction(request: {
    readonly uuid: string;
    readonly owner: Address;
    readonly transaction: ChainTransaction;
  }): Promise<Result<string>>;
  /** What the chain would answer now; a failure where it would do nothing. Asks nobody for anything. */
  simulate(request: { readonly uuid: string; readonly transaction: ChainTransaction }): Promise<Result<string>>;
  /** Transactions of this account: those that were mined, or these and those that wait to be. */
  countTransactions(request: {
    readonly uuid: string;
    readonly owner: Address;
    readonly of: 'mined' | 'queued';
  }): Promise<Result<number>>;
  /** What the chain did with a transaction of this hash; null: it has not mined it. */
  fetchReceipt(request: { readonly uuid: string; readonly hash: string }): Promise<Result<Receipt | null>>;
}
