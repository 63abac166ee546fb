/** Stored executions, checked: a journal that cannot be read must halt trading, not look empty. */
import * as z from 'zod/mini';
import type { Execution } from '../domain/execution';

const failure = z.nullable(
  z.object({ code: z.string(), message: z.string(), retry: z.enum(['never', 'later', 'unknown']) }),
);
const address = z.string().check(z.regex(/^0x[0-9a-fA-F]{40}$/));
const legSchema = z.object({
  conditionId: z.string().check(z.regex(/^0x[0-9a-f]{64}$/)),
  tokenId: z.string().check(z.regex(/^\d+$/)),
  token: z.enum(['yes', 'no']),
  label: z.string(),
  side: z.enum(['buy', 'sell']),
  sizeMicros: z.int(),
  limitPriceMicros: z.int(),
  fee: z.object({ ratePpm: z.int(), exponent: z.number(), takerOnly: z.boolean() }),
  state: z.enum([
    'pending',
    'signed',
    'sent',
    'matched',
    'mined',
    'confirmed',
    'partial',
    'unfilled',
    'rejected',
    'unknown',
    'failed',
  ]),
  orderHash: z.nullable(z.string().check(z.regex(/^0x[0-9a-f]{64}$/))),
  signedOrder: z.nullable(z.string()),
  filledSizeMicros: z.int(),
  paidMicros: z.int(),
  feeMicros: z.int(),
  tradeIds: z.array(z.string()),
  expiresAtMs: z.nullable(z.int()),
  settled: z.boolean(),
  failure,
});
const executionSchema = z.object({
  id: z.string(),
  mode: z.enum(['paper', 'live']),
  account: z.nullable(
    z.object({
      owner: address,
      funder: address,
      signatureType: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
    }),
  ),
  state: z.enum([
    'drafted',
    'approved',
    'signing',
    'signed',
    'sending',
    'matched',
    'partial',
    'unknown',
    'failed',
    'abandoned',
    'refused',
    'settled',
  ]),
  certificateHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  eventTitle: z.string(),
  eventSlug: z.string(),
  legs: z.array(legSchema),
  floorMicros: z.int(),
  maxCostMicros: z.int(),
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
  failure,
});

export function parseStoredExecution(value: unknown): Execution | null {
  const parsed = executionSchema.safeParse(value);
  // The schema has just checked every field that the brands stand for.
  return parsed.success ? (value as Execution) : null;
}
