/** The user's wallet, reached through the page; it holds the keys and shows its own prompts. */
import type { Address } from '../domain/ids';
import type { Result } from '../domain/result';
import type { TypedData } from './venue';

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
  /** Asks the wallet for an account and checks that it is on Polygon (137). */
  connect(uuid: string): Promise<Result<Address>>;
  /** One `eth_signTypedData_v4`. The signature is unchecked data until verified by the caller. */
  signTypedData(request: { readonly uuid: string; readonly owner: Address; readonly typedData: TypedData }): Promise<Result<string>>;
}
