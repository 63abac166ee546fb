/** First looks at what came from outside: text to JSON, JSON to fields. Nothing here trusts its argument. */
import * as z from 'zod/mini';
import type { VenueThing } from '../../../domain/failures';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { PriceMicros, SizeMicros, TimeMs } from '../../../domain/units';
import { MICROS, parseDecimalMicros } from '../../../domain/units';

// An extension page has no `eval`; zod would try to compile its checks with `new Function` and log a policy violation.
z.config({ jitless: true });

/** `what` was asked for or sent. */
export function parseJson(text: string, what: VenueThing): Result<unknown> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return fail('bad-json', { what }, 'later');
  }
}

/** A price strictly between 0 and 1, from decimal text; null otherwise. */
export function parsePrice(text: unknown): PriceMicros | null {
  const micros = parseDecimalMicros(text);
  return micros !== null && micros > 0 && micros < MICROS ? (micros as PriceMicros) : null;
}

/** A size of at least `least` micros, from decimal text; null otherwise. */
export function parseSize(text: unknown, least: 0 | 1): SizeMicros | null {
  const micros = parseDecimalMicros(text);
  return micros !== null && micros >= least ? (micros as SizeMicros) : null;
}

/**
 * Micros from a JSON number or decimal text. A double prints as the shortest text that reads back to it, so 0.04 in the
 * payload is exactly "0.04" here; numbers that need an exponent or more than six decimals are refused.
 */
export function parseLooseMicros(value: unknown): number | null {
  return parseDecimalMicros(typeof value === 'number' ? String(value) : value);
}

/** Micros of a decimal text, however many places it has: what is finer is rounded as told. null when it is none. */
export function parseFineMicros(text: string, round: 'up' | 'down'): number | null {
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:\.(\d{1,60}))?$/.exec(text) ?? [];
  if (whole === '') return null;
  const micros = Number(whole) * MICROS + Number(fraction.slice(0, 6).padEnd(6, '0'));
  return round === 'up' && /[1-9]/.test(fraction.slice(6)) ? micros + 1 : micros;
}

/** A decimal with more places than anything that is traded has: prices and sizes end at the sixth. */
export function isLongDecimal(value: unknown): boolean {
  return /^\d{1,12}\.\d{7,}$/.test(String(value)) && parseLooseMicros(value) === null;
}

/** The venue's own text of a value that only its hash needs; null where there is none, or none that is likely. */
export function parseWord(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.length <= 40 ? text : null;
}

/** Milliseconds since 1970 as the venue writes them: decimal digits, in text or as a number; null otherwise. */
export function parseTimeMs(value: unknown): TimeMs | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text)) return null;
  return Number(text) as TimeMs;
}

/**
 * "ORDER_STATUS_LIVE", "live", "LIVE" are one status. Texts that follow a status ("CANCELED_order ...") are dropped.
 */
export function plainStatus(text: string): string {
  return /^(?:(?:ORDER|TRADE)_STATUS_)?([A-Z]+)/.exec(text.toUpperCase())?.[1] ?? '';
}

/** One failure for a payload that is not what the venue documents; `where`: the field, as the venue calls it. */
export function badAnswer(what: VenueThing, where: string): Result<never> {
  return fail('bad-answer', { what, where }, 'later');
}

/** Where zod stopped, short. */
export function whereInvalid(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.map(String).join('.') || 'value'}: ${issue.code}`.slice(0, 120) : 'unknown';
}
