/** Branded identifiers; made only by their parse functions. */
declare const brand: unique symbol;
type BrandedText<Name extends string> = string & { readonly [brand]: Name };

/** Condition id of a venue market, "0x" and 64 hex digits, lower case (bytes31 ids are padded right with "00"). */
export type ConditionId = BrandedText<'ConditionId'>;
/** Outcome share (ERC-1155) id as a decimal string. */
export type TokenId = BrandedText<'TokenId'>;
/** Gamma event id, decimal. */
export type EventId = BrandedText<'EventId'>;
/** Gamma market id, decimal; also in the page's `data-scroll-anchor`. */
export type MarketId = BrandedText<'MarketId'>;
/** EIP-712 hash of an order, "0x" and 64 hex digits; the venue's order id. */
export type OrderHash = BrandedText<'OrderHash'>;
/** Checksummed or lower-case EVM address. */
export type Address = BrandedText<'Address'>;
/** Hex sha-256 of a certificate's canonical JSON. */
export type CertificateHash = BrandedText<'CertificateHash'>;

/** Accepts 64 hex digits, or 62 (protocol v2, bytes31) which are padded with "00" (docs/venue.md 6.4). */
export function parseConditionId(text: unknown): ConditionId | null {
  if (typeof text !== 'string' || !/^0x(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{62})$/.test(text)) return null;
  const lower = text.toLowerCase();
  return (lower.length === 64 ? `${lower}00` : lower) as ConditionId;
}

/** Decimal digits of a positive uint256, no sign, no leading zero. */
export function parseTokenId(text: unknown): TokenId | null {
  return typeof text === 'string' && /^[1-9]\d{0,77}$/.test(text) ? (text as TokenId) : null;
}

export function parseEventId(text: unknown): EventId | null {
  return typeof text === 'string' && /^\d{1,20}$/.test(text) ? (text as EventId) : null;
}

export function parseMarketId(text: unknown): MarketId | null {
  return typeof text === 'string' && /^\d{1,20}$/.test(text) ? (text as MarketId) : null;
}

export function parseOrderHash(text: unknown): OrderHash | null {
  return typeof text === 'string' && /^0x[0-9a-fA-F]{64}$/.test(text) ? (text.toLowerCase() as OrderHash) : null;
}

export function parseAddress(text: unknown): Address | null {
  return typeof text === 'string' && /^0x[0-9a-fA-F]{40}$/.test(text) ? (text as Address) : null;
}

export function parseCertificateHash(text: unknown): CertificateHash | null {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text) ? (text as CertificateHash) : null;
}
