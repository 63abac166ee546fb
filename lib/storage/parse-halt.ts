/** The user's stop as stored: the reason, or nothing. What cannot be read counts as a stop. */
import { parseFailure } from '../domain/parse-failure';
import type { Failure } from '../domain/result';
import { failureOf } from '../domain/result';

const MAX_CHARS = 300;
export const UNREADABLE_HALT = failureOf('halt-unreadable', {});

/** null: not stopped. A reason in words is what earlier versions wrote; it is kept as it was said. */
export function parseHalt(stored: unknown): Failure | null {
  if (stored === undefined || stored === null) return null;
  if (typeof stored !== 'string') return parseFailure(stored) ?? UNREADABLE_HALT;
  if (stored.length === 0 || stored.length > MAX_CHARS) return UNREADABLE_HALT;
  // It was said after a colon.
  return failureOf('recorded', { code: 'halted', text: `${stored.charAt(0).toUpperCase()}${stored.slice(1)}` });
}
