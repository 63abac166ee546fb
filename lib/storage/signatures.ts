/** Signatures whose orders Facet has not sent, in every copy of what must not be forgotten. */
import * as z from 'zod/mini';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import type { KeptSignature } from '../domain/signature';
import type { StoredMemory } from './memory/memory';

const address = z.string().check(z.regex(/^0x[0-9a-fA-F]{40}$/));
const hash = z.string().check(z.regex(/^0x[0-9a-f]{64}$/));
const signature = z.object({
  hash,
  executionId: z.string(),
  eventTitle: z.string(),
  eventSlug: z.string(),
  account: z.object({
    owner: address,
    funder: address,
    signatureType: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  }),
  conditionId: hash,
  tokenId: z.string().check(z.regex(/^\d+$/)),
  token: z.enum(['yes', 'no']),
  label: z.string(),
  side: z.enum(['buy', 'sell']),
  sizeMicros: z.int(),
  limitPriceMicros: z.int(),
  fee: z.object({ ratePpm: z.int(), exponent: z.number(), takerOnly: z.boolean() }),
  askedAtMs: z.int(),
  answer: z.enum(['asked', 'signed', 'refused']),
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

/** One that cannot be read could be posted and nobody would know it: then none is read. */
export function createSignatureStore(memory: Pick<StoredMemory, 'record' | 'keep'>) {
  return {
    load(): Promise<Result<readonly KeptSignature[]>> {
      const { value } = memory.record('signatures');
      if (value === undefined) return Promise.resolve(ok([]));
      const parsed = z.object({ kept: z.array(signature) }).safeParse(value);
      // The schema has just checked every field that the brands stand for.
      return Promise.resolve(
        parsed.success ? ok(parsed.data.kept as unknown as readonly KeptSignature[]) : fail('signatures-unread', {}),
      );
    },
    save: (kept: readonly KeptSignature[]): Promise<Result<void>> => memory.keep('signatures', { kept }),
  };
}
