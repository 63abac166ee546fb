/** Strict reading of JSON from anywhere: every refusal is one line that names the path. */
import { parseDecimalMicros } from '../../lib/domain/units';

export class PathError extends Error {}

export type JsonObject = Readonly<Record<string, unknown>>;

const LONGEST_LINE = 240;

/**
 * Names in a path come from the file: what could end the line, steer a terminal or turn the text round is shown as a
 * question mark.
 */
export function bad(path: string, problem: string): never {
  const line = `${path}: ${problem}`.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '?');
  throw new PathError(line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 3)}...` : line);
}

/** Plain text of what was given, short enough for one line. */
export function shown(value: unknown): string {
  const text =
    typeof value === 'object' && value !== null
      ? Array.isArray(value)
        ? 'a list'
        : 'an object'
      : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function asObject(value: unknown, path: string, known: readonly string[] | null): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return bad(path, `must be an object, was ${shown(value)}`);
  const unknown = known === null ? undefined : Object.keys(value).find((key) => !known.includes(key));
  return unknown === undefined
    ? (value as JsonObject)
    : bad(path === '' ? unknown : `${path}.${unknown}`, 'unknown key');
}

export function asList(value: unknown, path: string): readonly unknown[] {
  return Array.isArray(value) ? value : bad(path, `must be a list, was ${shown(value)}`);
}

export function asText(value: unknown, path: string): string {
  return typeof value === 'string' && value !== ''
    ? value
    : bad(path, `must be a non-empty string, was ${shown(value)}`);
}

export function asBoolean(value: unknown, path: string): boolean {
  return typeof value === 'boolean' ? value : bad(path, `must be true or false, was ${shown(value)}`);
}

/** A decimal string to micros. */
export function asDecimal(value: unknown, path: string): number {
  return (
    parseDecimalMicros(value) ?? bad(path, `must be a decimal string of at most six decimals, was ${shown(value)}`)
  );
}

/** A whole number given as a decimal string, possibly negative. */
export function asWholeText(value: unknown, path: string): number {
  if (typeof value === 'string' && /^-?\d{1,9}$/.test(value)) return Number(value);
  return bad(path, `must be a whole number as a string, was ${shown(value)}`);
}
