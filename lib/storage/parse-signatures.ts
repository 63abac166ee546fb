/** Stored signatures, checked. One that cannot be read could be posted and nobody would know it: then none is read. */
import * as z from 'zod/mini';
import type { KeptSignature } from '../domain/signature';
import { accountFields, hash, orderTermFields } from './fields';

const signature = z.object({
  hash,
  executionId: z.string(),
  eventTitle: z.string(),
  eventSlug: z.string(),
  account: z.object(accountFields),
  ...orderTermFields,
  askedAtMs: z.int(),
  answer: z.enum(['asked', 'signed', 'refused', 'turned-down']),
  found: z.nullable(
    z.object({
      resting: z.boolean(),
      filledSizeMicros: z.int(),
      paidMicros: z.int(),
      feeMicros: z.int(),
      settled: z.boolean(),
      foundAtMs: z.int(),
    }),
  ),
  acknowledged: z.boolean(),
});

const stored = z.object({ kept: z.array(signature) });

/** null: not even one of them is believed. */
export function parseStoredSignatures(value: unknown): readonly KeptSignature[] | null {
  const parsed = stored.safeParse(value);
  // The schema has just checked every field that the brands stand for.
  return parsed.success ? (parsed.data.kept as unknown as readonly KeptSignature[]) : null;
}
