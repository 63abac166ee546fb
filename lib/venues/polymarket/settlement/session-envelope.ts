/**
 * The signature of a session signer of a deposit wallet (docs/venue.md 2.2): which signer, and the wallet's wrapped
 * signature, closed by the magic bytes of ERC-6492. Facet makes no session signers.
 */
import { AbiCoder, concat, getAddress, zeroPadValue, ZeroHash } from 'ethers';

const MAGIC = `0x${'6492'.repeat(16)}`;
const FORM = ['bytes32', 'bytes32', 'bytes'];

/** @throws Error where the signer is no address or the wrapped signature no bytes. */
export function sessionEnvelope(sessionSigner: string, wrapped: string): string {
  const signer = zeroPadValue(getAddress(sessionSigner), 32);
  return concat([AbiCoder.defaultAbiCoder().encode(FORM, [signer, ZeroHash, wrapped]), MAGIC]);
}
