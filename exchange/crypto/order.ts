/**
 * Order hashes and signatures, checked with @metamask/eth-sig-util, which the extension does not sign with.
 * Types 0, 1 and 2 are a plain EIP-712 signature of the owner over the Order. Type 3 (deposit wallet, ERC-1271) is the
 * ERC-7739 wrap
 *   inner signature (65) || exchange domain separator (32) || order struct hash (32) || order type string ||
 *   its length (uint16)
 * where the inner signature is over TypedDataSign(order, deposit wallet's domain) under the exchange's domain.
 */
import { recoverTypedSignature, SignTypedDataVersion, TypedDataUtils } from '@metamask/eth-sig-util';
import { CHAIN_ID } from './contracts';
import type { Venue } from './contracts';

export interface SignedOrder {
  readonly salt: string;
  readonly maker: string;
  readonly signer: string;
  readonly tokenId: string;
  readonly makerAmount: string;
  readonly takerAmount: string;
  readonly side: 'BUY' | 'SELL';
  readonly signatureType: number;
  readonly timestamp: string;
  readonly expiration: string;
  readonly metadata: string;
  readonly builder: string;
  readonly signature: string;
}

const ORDER_FIELDS = [
  { name: 'salt', type: 'uint256' },
  { name: 'maker', type: 'address' },
  { name: 'signer', type: 'address' },
  { name: 'tokenId', type: 'uint256' },
  { name: 'makerAmount', type: 'uint256' },
  { name: 'takerAmount', type: 'uint256' },
  { name: 'side', type: 'uint8' },
  { name: 'signatureType', type: 'uint8' },
  { name: 'timestamp', type: 'uint256' },
  { name: 'metadata', type: 'bytes32' },
  { name: 'builder', type: 'bytes32' },
];
const ORDER_TYPE = `Order(${ORDER_FIELDS.map(({ name, type }) => `${type} ${name}`).join(',')})`;
const DOMAIN_FIELDS = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
];
const WRAP_FIELDS = [{ name: 'contents', type: 'Order' }, ...DOMAIN_FIELDS, { name: 'salt', type: 'bytes32' }];
const ZERO_WORD = `0x${'00'.repeat(32)}`;
const V4 = SignTypedDataVersion.V4;
/** Half of the order of secp256k1: a signature with s above it is the malleable twin of another. */
const HALF_CURVE_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** A plain signature is 65 bytes with v 27 or 28 and a low s. */
export function isPlainSignature(signature: string): boolean {
  return (
    /^0x[0-9a-fA-F]{128}(1b|1c|1B|1C)$/.test(signature) && BigInt(`0x${signature.slice(66, 130)}`) <= HALF_CURVE_ORDER
  );
}

function message(order: SignedOrder) {
  const { salt, maker, signer, tokenId, makerAmount, takerAmount, signatureType, timestamp, metadata, builder } = order;
  return {
    salt,
    maker,
    signer,
    tokenId,
    makerAmount,
    takerAmount,
    side: order.side === 'BUY' ? 0 : 1,
    signatureType,
    timestamp,
    metadata,
    builder,
  };
}

function domain(venue: Venue) {
  return {
    name: 'Polymarket CTF Exchange',
    version: venue.domainVersion,
    chainId: venue.chainId ?? CHAIN_ID,
    verifyingContract: venue.verifyingContract,
  };
}

function typedOrder(order: SignedOrder, venue: Venue) {
  return {
    types: { EIP712Domain: DOMAIN_FIELDS, Order: ORDER_FIELDS },
    primaryType: 'Order' as const,
    domain: domain(venue),
    message: message(order),
  };
}

function typedWrap(order: SignedOrder, venue: Venue) {
  const wrap = {
    contents: message(order),
    name: 'DepositWallet',
    version: '1',
    chainId: venue.chainId ?? CHAIN_ID,
    verifyingContract: order.signer,
    salt: ZERO_WORD,
  };
  return {
    types: { EIP712Domain: DOMAIN_FIELDS, TypedDataSign: WRAP_FIELDS, Order: ORDER_FIELDS },
    primaryType: 'TypedDataSign' as const,
    domain: domain(venue),
    message: wrap,
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The order's id at the venue. */
export function orderHash(order: SignedOrder, venue: Venue): string {
  return `0x${hex(TypedDataUtils.eip712Hash(typedOrder(order, venue), V4))}`;
}

/** What must follow the inner signature of a type-3 order, hex without prefix. */
export function wrapTail(order: SignedOrder, venue: Venue): string {
  const data = typedOrder(order, venue);
  const separator = hex(TypedDataUtils.eip712DomainHash(data, V4));
  const contents = hex(TypedDataUtils.hashStruct('Order', data.message, data.types, V4));
  const type = Buffer.from(ORDER_TYPE, 'utf8').toString('hex');
  const length = ORDER_TYPE.length.toString(16).padStart(4, '0');
  return `${separator}${contents}${type}${length}`;
}

/** Address whose key signed the order for this exchange, lower case; null when the signature has no valid form. */
export function recoverOrderSigner(order: SignedOrder, venue: Venue): string | null {
  const wrapped = order.signatureType === 3;
  const inner = wrapped ? order.signature.slice(0, 132) : order.signature;
  if (!isPlainSignature(inner)) return null;
  if (wrapped && order.signature.slice(132).toLowerCase() !== wrapTail(order, venue)) return null;
  try {
    return (
      wrapped
        ? recoverTypedSignature({ data: typedWrap(order, venue), signature: inner, version: V4 })
        : recoverTypedSignature({ data: typedOrder(order, venue), signature: inner, version: V4 })
    ).toLowerCase();
  } catch {
    return null;
  }
}
