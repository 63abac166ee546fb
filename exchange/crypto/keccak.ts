/**
 * keccak-256 through the typed-data library that checks the signatures: EIP-712 encodes a `bytes` member as the
 * keccak-256 of its content, so the second word of the encoded struct is the wanted hash. That spares a second hashing
 * package.
 */
import { SignTypedDataVersion, TypedDataUtils } from '@metamask/eth-sig-util';

const types = { Content: [{ name: 'content', type: 'bytes' }] };

/** @param hex bytes as "0x" and an even number of hex digits. */
export function keccak256(hex: string): string {
  const encoded = TypedDataUtils.encodeData('Content', { content: hex }, types, SignTypedDataVersion.V4);
  return `0x${Buffer.from(encoded).subarray(32, 64).toString('hex')}`;
}

/** EIP-55 checksum of an address. */
export function checksumAddress(address: string): string {
  const plain = address.slice(2).toLowerCase();
  const hash = keccak256(`0x${Buffer.from(plain, 'utf8').toString('hex')}`).slice(2);
  const raised = (index: number): boolean => Number.parseInt(hash[index] ?? '0', 16) >= 8;
  return `0x${[...plain].map((char, index) => (raised(index) ? char.toUpperCase() : char)).join('')}`;
}
