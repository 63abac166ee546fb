/** Stored cash-outs, checked: nothing is ever assumed of what was signed, sent or is owed. */
import * as z from 'zod/mini';
import { CASH_KINDS, CASH_STATES, type CashOut } from '../domain/cash-out';
import { parseFailure } from '../domain/parse-failure';
import { accountFields, address, digits, hash, keyOf, tokenSide } from './fields';

const bytes = z.string().check(z.regex(/^0x[0-9a-fA-F]*$/));

const request = z.nullable(
  z.discriminatedUnion('way', [
    z.object({
      way: z.literal('relayer'),
      nonce: digits,
      deadlineSeconds: z.int(),
      body: z.nullable(z.string()),
      id: z.nullable(z.string()),
    }),
    z.object({
      way: z.literal('own'),
      count: z.int(),
      hashes: z.array(bytes),
      asked: z.int(),
      total: z.int(),
    }),
  ]),
);
const schema = z.object({
  id: z.string(),
  account: z.object(accountFields),
  kind: z.enum(CASH_KINDS),
  state: keyOf(CASH_STATES),
  eventTitle: z.string(),
  eventSlug: z.string(),
  sizeMicros: z.int(),
  cashMicros: z.int(),
  changes: z.array(
    z.object({
      conditionId: hash,
      tokenId: digits,
      token: tokenSide,
      label: z.string(),
      contract: z.object({ protocol: z.enum(['v1', 'v2']), negRisk: z.boolean() }),
      changeMicros: z.int(),
      heldMicros: z.nullable(z.int()),
    }),
  ),
  calls: z.array(z.object({ to: address, value: z.literal('0'), data: bytes })),
  request,
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
});

export function parseStoredCashOut(value: unknown): CashOut | null {
  const parsed = schema.safeParse(value);
  if (!parsed.success || typeof value !== 'object' || value === null) return null;
  const failure = 'failure' in value ? parseFailure(value.failure) : null;
  // The schema has just checked every field that the brands stand for.
  return { ...value, failure } as unknown as CashOut;
}
