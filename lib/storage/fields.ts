/** Fields that several stored records have, each with the one check that a brand stands for. */
import * as z from 'zod/mini';

export const address = z.string().check(z.regex(/^0x[0-9a-fA-F]{40}$/));
/** 32 bytes: a condition's id or an order's hash. */
export const hash = z.string().check(z.regex(/^0x[0-9a-f]{64}$/));
export const digits = z.string().check(z.regex(/^\d+$/));
export const tokenSide = z.enum(['yes', 'no']);
export const signatureType = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

/** Of a trading account; an object with these, strict or not, is each record's own choice. */
export const accountFields = { owner: address, funder: address, signatureType };
/** What an order was signed for (`OrderTerms`). */
export const orderTermFields = {
  conditionId: hash,
  tokenId: digits,
  token: tokenSide,
  label: z.string(),
  side: z.enum(['buy', 'sell']),
  sizeMicros: z.int(),
  limitPriceMicros: z.int(),
  fee: z.object({ ratePpm: z.int(), exponent: z.number(), takerOnly: z.boolean() }),
};

/** A name of this table. */
export const keyOf = (table: object) => z.string().check(z.refine((name) => Object.hasOwn(table, name)));
