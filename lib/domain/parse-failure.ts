/** Failures that come from another context, another version or a disk: checked against the table, never believed. */
import { cleanText } from './clean-text';
import { FAILURES, isFailureCode, type Failure, type ParamKind, type Retry } from './failures';
import { failureOf } from './result';

/** Of text as a whole; what a venue says is cut shorter where it is read. */
const MAX_CHARS = 2_000;
const MAX_CODE = 60;
/** A failure names its cause, which may name its own; nothing of ours goes deeper than three. */
const MAX_DEPTH = 6;
const RETRIES: ReadonlySet<unknown> = new Set<Retry>(['never', 'later', 'unknown']);

/**
 * null: this is no failure at all. A code that this version does not know, or parameters that do not fit their code,
 * become `unknown-failure`; `{code, message, retry}`, as failures were written before they had parameters, becomes
 * `recorded`, so that what the user was told is kept.
 */
export function parseFailure(raw: unknown, depth = 0): Failure | null {
  if (typeof raw !== 'object' || raw === null || !('code' in raw) || typeof raw.code !== 'string') return null;
  const retry = 'retry' in raw ? parseRetry(raw.retry) : null;
  if (retry === null || depth > MAX_DEPTH) return null;
  const { code } = raw;
  if ('message' in raw && !('params' in raw)) {
    if (typeof raw.message !== 'string') return null;
    const text = cleanText(raw.message.slice(0, MAX_CHARS)).replace(/\s+/g, ' ').trim();
    return failureOf('recorded', { code: code.slice(0, MAX_CODE), text }, retry);
  }
  const params = 'params' in raw && isFailureCode(code) ? parseParams(FAILURES[code], raw.params, depth) : null;
  if (params === null) return failureOf('unknown-failure', { code: code.slice(0, MAX_CODE) }, retry);
  // Each parameter has just been checked against the table that the type is made of.
  return { code, params, retry } as Failure;
}

function parseRetry(raw: unknown): Retry | null {
  return RETRIES.has(raw) ? (raw as Retry) : null;
}

/** What the code needs and nothing else. */
function parseParams(
  kinds: Readonly<Record<string, ParamKind>>,
  raw: unknown,
  depth: number,
): Readonly<Record<string, unknown>> | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const params: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const value = Object.hasOwn(raw, name)
      ? parseParam(kind, (raw as Record<string, unknown>)[name], depth)
      : undefined;
    if (value === undefined) return null;
    params[name] = value;
  }
  return params;
}

/** undefined: not of this kind. */
function parseParam(kind: ParamKind, raw: unknown, depth: number): unknown {
  if (typeof kind !== 'string') return typeof raw === 'string' && kind.includes(raw) ? raw : undefined;
  switch (kind) {
    case 'text':
    case 'words':
      return typeof raw === 'string' ? raw.slice(0, MAX_CHARS) : undefined;
    case 'number':
      return typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined;
    case 'flag':
      return typeof raw === 'boolean' ? raw : undefined;
    case 'failure':
      return parseFailure(raw, depth + 1) ?? undefined;
  }
}
