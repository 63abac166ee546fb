/**
 * Orders as EIP-712 data (docs/venue.md 2.1, docs/venue.md 2.2). The market's protocol alone decides domain and
 * contract; nothing is asked of a server. The struct is written out here because the official builder draws its own
 * salt and time: with ours, building the same terms again gives the same hash, and the venue recognises the order. A
 * conformance test holds the two equal byte for byte.
 */
import { Side, SignatureTypeV2, getContractConfig } from '@polymarket/clob-client-v2';
import { TypedDataEncoder, ZeroHash, getAddress } from 'ethers';
import type { Contract } from '../../../domain/condition';
import { parseOrderHash } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { SignatureType, TradingAccount } from '../../../domain/account';
import type { OrderTerms, UnsignedOrder } from '../../../ports/order-entry';
import type { TypedData } from '../../../ports/signer';
import { limitAmounts } from './amounts';
import { CHAIN_ID, MIN_LIFE_SECONDS } from '../common/constants';

export const DOMAIN_FIELDS = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
] as const;

export const ORDER_FIELDS = [
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
] as const;

/** ERC-7739 wrapper that a deposit wallet checks. */
export const TYPED_DATA_SIGN_FIELDS = [
  { name: 'contents', type: 'Order' },
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
] as const;

/** Every order of this venue needs a signature. */
export interface SignableOrder extends UnsignedOrder {
  readonly typedData: TypedData;
}

export interface OrderDomain {
  readonly name: string;
  readonly version: string;
  readonly chainId: number;
  readonly verifyingContract: string;
}

export interface OrderStruct {
  readonly salt: string;
  readonly maker: string;
  readonly signer: string;
  readonly tokenId: string;
  readonly makerAmount: string;
  readonly takerAmount: string;
  readonly side: 0 | 1;
  readonly signatureType: SignatureType;
  readonly timestamp: string;
  readonly metadata: string;
  readonly builder: string;
}

export function domainOf({ protocol, negRisk }: Contract): OrderDomain {
  const contracts = getContractConfig(CHAIN_ID);
  const verifyingContract =
    protocol === 'v2' ? contracts.exchangeV3 : negRisk ? contracts.negRiskExchangeV2 : contracts.exchangeV2;
  return {
    name: 'Polymarket CTF Exchange',
    version: protocol === 'v2' ? '3' : '2',
    chainId: CHAIN_ID,
    verifyingContract,
  };
}

function officialType(type: SignatureType): SignatureTypeV2 {
  switch (type) {
    case 0:
      return SignatureTypeV2.EOA;
    case 1:
      return SignatureTypeV2.POLY_PROXY;
    case 2:
      return SignatureTypeV2.POLY_GNOSIS_SAFE;
    case 3:
      return SignatureTypeV2.POLY_1271;
  }
}

/** The order for this account, or why it cannot be one. */
export function structOf(account: TradingAccount, terms: OrderTerms): Result<OrderStruct> {
  const amounts = limitAmounts(terms);
  if (!amounts.ok) return amounts;
  const owner = getAddress(account.owner.toLowerCase());
  const maker = getAddress(account.funder.toLowerCase());
  if (account.signatureType === 0 && owner !== maker) return fail('account-not-own', {});
  if (account.signatureType !== 0 && owner === maker) return fail('account-no-contract', {});
  if (!Number.isSafeInteger(terms.salt) || terms.salt <= 0) return fail('bad-salt', {});
  if (terms.timestampMs <= 0) return fail('bad-time', {});
  if (
    !Number.isSafeInteger(terms.expirationSeconds) ||
    terms.expirationSeconds < Math.floor(terms.timestampMs / 1_000) + MIN_LIFE_SECONDS
  ) {
    return fail('bad-expiration', { seconds: MIN_LIFE_SECONDS });
  }
  return ok({
    salt: String(terms.salt),
    maker,
    signer: account.signatureType === 3 ? maker : owner,
    tokenId: terms.tokenId,
    makerAmount: amounts.value.makerAmount,
    takerAmount: amounts.value.takerAmount,
    side: terms.side === 'buy' ? 0 : 1,
    signatureType: account.signatureType,
    timestamp: String(terms.timestampMs),
    metadata: ZeroHash,
    builder: ZeroHash,
  });
}

/** What the wallet signs. Explicit `EIP712Domain`: some wallets refuse data without it (docs/venue.md 3.3). */
export function typedDataOf(struct: OrderStruct, domain: OrderDomain): TypedData {
  const plain = { ...domain };
  const order = { ...struct };
  if (struct.signatureType !== 3) {
    return {
      domain: plain,
      primaryType: 'Order',
      types: { EIP712Domain: DOMAIN_FIELDS, Order: ORDER_FIELDS },
      message: order,
    };
  }
  return {
    domain: plain,
    primaryType: 'TypedDataSign',
    types: { EIP712Domain: DOMAIN_FIELDS, TypedDataSign: TYPED_DATA_SIGN_FIELDS, Order: ORDER_FIELDS },
    message: {
      contents: order,
      name: 'DepositWallet',
      version: '1',
      chainId: CHAIN_ID,
      verifyingContract: struct.maker,
      salt: ZeroHash,
    },
  };
}

/** ethers wants mutable arrays and no `EIP712Domain`. */
export function ethersTypes(types: TypedData['types']): Record<string, { name: string; type: string }[]> {
  return Object.fromEntries(
    Object.entries(types)
      .filter(([name]) => name !== 'EIP712Domain')
      .map(([name, fields]) => [name, fields.map((field) => ({ ...field }))]),
  );
}

/** The venue's order id: the hash of the bare order, whatever wraps it for signing. */
export function hashOf(struct: OrderStruct, domain: OrderDomain): Result<UnsignedOrder['hash']> {
  const hash = parseOrderHash(TypedDataEncoder.hash(domain, ethersTypes({ Order: ORDER_FIELDS }), struct));
  return hash === null ? fail('bad-hash', {}) : ok(hash);
}

export function buildOrder(account: TradingAccount, terms: OrderTerms): Result<SignableOrder> {
  const struct = structOf(account, terms);
  if (!struct.ok) return struct;
  const domain = domainOf(terms.contract);
  const hash = hashOf(struct.value, domain);
  if (!hash.ok) return hash;
  return ok({ terms, hash: hash.value, typedData: typedDataOf(struct.value, domain) });
}

/** The order in the official client's own shape. */
export function officialOrder(struct: OrderStruct, expirationSeconds: number, signature: string) {
  return {
    salt: struct.salt,
    maker: struct.maker,
    signer: struct.signer,
    tokenId: struct.tokenId,
    makerAmount: struct.makerAmount,
    takerAmount: struct.takerAmount,
    side: struct.side === 0 ? Side.BUY : Side.SELL,
    signatureType: officialType(struct.signatureType),
    timestamp: struct.timestamp,
    expiration: String(expirationSeconds),
    metadata: struct.metadata,
    builder: struct.builder,
    signature,
  };
}
