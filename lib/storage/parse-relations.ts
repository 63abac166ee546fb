/**
 * Stored relations, quotes and answers of models, checked on the way out. Keys of a newer version are kept. What only
 * explains falls to nothing where it cannot be read; what a relation says and what the user decided is never guessed,
 * and a relation without its evidence is not in force, because nobody knows which texts it was accepted for.
 */
import * as z from 'zod/mini';
import { coded } from '../domain/reasons';
import type { RelationEntry, RelationQuote } from '../domain/relation';

/** Steps that rules still ask for, as they were kept before they were codes. */
const OLD_STEPS = new Map([
  ['accepted by you', coded('accepted-by-you')],
  ['rejected by you', coded('rejected-by-you')],
  ['your decision was taken back', coded('taken-back')],
  ['accepted with its template', coded('accepted-with-template')],
]);
const stepOf = (because: string): string => OLD_STEPS.get(because) ?? because;

const text = z.string().check(z.maxLength(20_000));
const key = z.string().check(z.minLength(1), z.maxLength(200));
const keys = z.array(key).check(z.maxLength(1_000));
const status = z.enum(['proposed', 'proven', 'accepted', 'rejected', 'retired']);
const body = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('implies'), if: key, then: key }),
  z.strictObject({ type: z.literal('excludes'), of: keys }),
  z.strictObject({ type: z.literal('exactly-one'), of: keys }),
  z.strictObject({ type: z.literal('at-least-one'), of: keys }),
  z.strictObject({ type: z.literal('equivalent'), of: keys }),
  z.strictObject({ type: z.literal('not'), of: z.tuple([key, key]) }),
  z.strictObject({ type: z.literal('and'), result: key, of: keys }),
  z.strictObject({ type: z.literal('or'), result: key, of: keys }),
  z.strictObject({ type: z.literal('difference'), result: key, of: z.tuple([key, key]) }),
  z.strictObject({ type: z.literal('count'), of: keys, exactly: z.record(z.string(), key) }),
  z.strictObject({
    type: z.literal('majority'),
    result: key,
    weights: z.record(z.string(), z.int()),
    atLeast: z.int(),
  }),
  z.strictObject({ type: z.literal('linear'), terms: z.array(z.tuple([key, z.int()])), atLeast: z.int() }),
  z.strictObject({ type: z.literal('settled'), of: key, value: z.boolean() }),
]);
const entry = z.looseObject({
  relation: z.looseObject({
    id: key,
    version: z.int().check(z.gte(1)),
    body,
    source: z.enum(['structure', 'rule', 'user', 'llm']),
    status,
    why: z.catch(text, ''),
    evidence: z.catch(z.array(text), []),
  }),
  history: z
    .array(z.looseObject({ atMs: z.number(), status, because: z.pipe(z.catch(text, ''), z.transform(stepOf)) }))
    .check(z.minLength(1)),
});
const ask = z.nullable(z.int().check(z.gte(0), z.lte(1_000_000)));
const quotes = z.array(z.looseObject({ atMs: z.number(), yesAskMicros: ask, noAskMicros: ask }));
const label = z.enum(['first-implies-second', 'second-implies-first', 'equivalent', 'complement', 'excludes', 'none']);
const answer = z.looseObject({
  key,
  model: text,
  promptHash: key,
  first: key,
  second: key,
  firstTexts: key,
  secondTexts: key,
  label,
  quotes: z.array(text),
  reason: text,
  dropped: z.nullable(text),
  answers: z.array(text),
  tokens: z.int().check(z.gte(0)),
  ms: z.number(),
  atMs: z.number(),
});
const usage = z.looseObject({ day: key, calls: z.int().check(z.gte(0)), tokens: z.int().check(z.gte(0)) });

export type StoredAnswer = z.infer<typeof answer>;
export type StoredUsage = z.infer<typeof usage>;

export function parseEntry(value: unknown): RelationEntry | null {
  const parsed = entry.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** Quotes only rank: a damaged list is no list. */
export function parseQuotes(value: unknown): readonly RelationQuote[] | null {
  const parsed = quotes.safeParse(value);
  return parsed.success ? parsed.data : null;
}

export function parseAnswer(value: unknown): StoredAnswer | null {
  const parsed = answer.safeParse(value);
  return parsed.success ? parsed.data : null;
}

export function parseUsage(value: unknown): StoredUsage | null {
  const parsed = usage.safeParse(value);
  return parsed.success ? parsed.data : null;
}
