/** Who signs and who holds the money at the venue. */
import type { Address } from './ids';

/**
 * EIP-712 signature types of the venue: 0 plain account, 1 proxy wallet (accounts of the e-mail login), 2 Safe, 3
 * deposit wallet (ERC-1271).
 */
export type SignatureType = 0 | 1 | 2 | 3;

export interface TradingAccount {
  /** The key that signs. */
  readonly owner: Address;
  /** The wallet that holds the money; equals owner for type 0. */
  readonly funder: Address;
  readonly signatureType: SignatureType;
}

/** Addresses differ in letter case between sources; the account is the same. */
export function isSameAccount(a: TradingAccount, b: TradingAccount): boolean {
  return (
    a.owner.toLowerCase() === b.owner.toLowerCase() &&
    a.funder.toLowerCase() === b.funder.toLowerCase() &&
    a.signatureType === b.signatureType
  );
}
