/** The wallet's answer is untrusted: it becomes an order only if it is the owner's signature over exactly our bytes. */
import { OrderType, orderToJsonV2 } from '@polymarket/clob-client-v2';
import { Signature, TypedDataEncoder, concat, dataLength, id, toBeHex, toUtf8Bytes, verifyTypedData } from 'ethers';
import type { Address } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { TradingAccount } from '../../../domain/account';
import type { SignatureRequest, SignedOrder, UnsignedOrder } from '../../../ports/order-entry';
import type { TypedData } from '../../../ports/signer';
import { CHAIN_ID } from '../common/constants';
import type { OrderDomain, OrderStruct } from './order-struct';
import {
  DOMAIN_FIELDS,
  ORDER_FIELDS,
  buildOrder,
  domainOf,
  ethersTypes,
  officialOrder,
  structOf,
} from './order-struct';

/** Half the order of secp256k1: the exchange's ECDSA library refuses larger s (EIP-2). */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;
const ORDER_TYPE = `Order(${ORDER_FIELDS.map(({ name, type }) => `${type} ${name}`).join(',')})`;

/** docs/venue.md 2.1, from the contract's source. */
const ORDER_TYPE_HASH = '0xbb86318a2138f5fa8ae32fbe8e659f8fcf13cc6ae4014a707893055433818589';

/** The top bit of the second word of a 64-byte signature is its parity (EIP-2098). */
const PARITY_BIT = 1n << 255n;

/**
 * The one form that is compared and sent: 65 bytes, r and s in range, s low, v 27 or 28, lower-case hex after "0x".
 * Wallets also give v as 0 or 1, 64 bytes (EIP-2098), upper case, or no prefix; each stands for exactly one signature,
 * and who gave it is recovered from it afterwards. null for everything else.
 */
export function canonicalSignature(signature: string): string | null {
  const [, digits] = /^\s*(?:0x)?([0-9a-f]{128}(?:[0-9a-f]{2})?)\s*$/i.exec(signature) ?? [];
  if (digits === undefined) return null;
  const isCompact = digits.length === 128;
  const second = BigInt(`0x${digits.slice(64, 128)}`);
  const s = isCompact ? second & ~PARITY_BIT : second;
  const v = isCompact ? Number(second >> 255n) : Number(`0x${digits.slice(128)}`);
  const r = BigInt(`0x${digits.slice(0, 64)}`);
  if (r === 0n || s === 0n || s > HALF_ORDER || ![0, 1, 27, 28].includes(v)) return null;
  try {
    return Signature.from({ r: toBeHex(r, 32), s: toBeHex(s, 32), v: v < 27 ? v + 27 : v }).serialized;
  } catch {
    return null;
  }
}

/** Whether this is the owner's own signature of the typed data. */
export function isSignedBy(owner: Address, typedData: TypedData, canonical: string): boolean {
  try {
    return (
      verifyTypedData(
        { ...typedData.domain },
        ethersTypes(typedData.types),
        { ...typedData.message },
        canonical,
      ).toLowerCase() === owner.toLowerCase()
    );
  } catch {
    // A signature on no curve point recovers to nobody.
    return false;
  }
}

/**
 * ERC-7739 composite that the deposit wallet unpacks: inner signature, exchange domain separator, order struct hash,
 * the order's type string and its length (docs/venue.md 2.2).
 */
function composite(inner: string, struct: OrderStruct, domain: OrderDomain): string {
  const separator = TypedDataEncoder.hashDomain({ ...domain });
  const contents = TypedDataEncoder.hashStruct('Order', ethersTypes({ Order: ORDER_FIELDS }), struct);
  const type = toUtf8Bytes(ORDER_TYPE);
  const composed = concat([inner, separator, contents, type, toBeHex(type.length, 2)]);
  // 65 + 32 + 32 + 186 + 2 bytes, and the type hash that the contract compares: a change in the struct must not pass
  // silently.
  if (type.length !== 186 || dataLength(composed) !== 317 || id(ORDER_TYPE) !== ORDER_TYPE_HASH)
    throw new Error('the order type string changed');
  return composed;
}

/**
 * Everything is rebuilt from the terms; typed data or hash that differ in any way mean that something between us
 * changed them.
 */
function rebuilt(
  account: TradingAccount,
  order: UnsignedOrder,
): Result<{ readonly struct: OrderStruct; readonly domain: OrderDomain; readonly typedData: TypedData }> {
  const again = buildOrder(account, order.terms);
  if (!again.ok) return again;
  const struct = structOf(account, order.terms);
  if (!struct.ok) return struct;
  if (again.value.hash !== order.hash || JSON.stringify(again.value.typedData) !== JSON.stringify(order.typedData)) {
    return fail('order-changed', {});
  }
  return ok({ struct: struct.value, domain: domainOf(order.terms.contract), typedData: again.value.typedData });
}

export function attachSignature({
  account,
  order,
  credentials,
  signature: given,
}: SignatureRequest): Result<SignedOrder> {
  const own = rebuilt(account, order);
  if (!own.ok) return own;
  const { struct, domain, typedData } = own.value;
  const canonical = given === null ? null : canonicalSignature(given);
  if (canonical === null || !isSignedBy(account.owner, typedData, canonical)) return fail('bad-signature', {});
  const signature = account.signatureType === 3 ? composite(canonical, struct, domain) : canonical;
  const official = officialOrder(struct, order.terms.expirationSeconds, signature);
  return ok({
    hash: order.hash,
    body: JSON.stringify(orderToJsonV2(official, credentials.key, OrderType.GTD, false, false)),
  });
}

/**
 * L1 login (docs/venue.md 3.1). A nonce of its own would give Facet its own key; 0 is what the site uses, so both
 * share one.
 */
export function buildClobAuth(owner: Address, timestampSeconds: number): TypedData {
  return {
    domain: { name: 'ClobAuthDomain', version: '1', chainId: CHAIN_ID },
    primaryType: 'ClobAuth',
    types: {
      EIP712Domain: DOMAIN_FIELDS.slice(0, 3),
      ClobAuth: [
        { name: 'address', type: 'address' },
        { name: 'timestamp', type: 'string' },
        { name: 'nonce', type: 'uint256' },
        { name: 'message', type: 'string' },
      ],
    },
    message: {
      address: owner,
      timestamp: String(timestampSeconds),
      nonce: 0,
      message: 'This message attests that I control the given wallet',
    },
  };
}

/** @returns the canonical signature when the owner signed this login. */
export function checkClobAuth(owner: Address, timestampSeconds: number, signature: string): string | null {
  const canonical = canonicalSignature(signature);
  return canonical !== null && isSignedBy(owner, buildClobAuth(owner, timestampSeconds), canonical) ? canonical : null;
}
