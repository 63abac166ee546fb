/** Reads what a relation says from hostile data. */
import type { RelationBody } from '../domain/relation';

const MAX_MEMBERS = 1_000;
/**
 * As the store reads it back (storage/parse-relations.ts): a key that it would refuse must not be written, or no
 * decision could be read again.
 */
const MAX_KEY = 200;
/** No rule weighs a market by more; sums of a thousand such weights are exact. */
const MAX_WEIGHT = 1_000_000;

export function readBody(raw: unknown): RelationBody | null {
  if (!isObject(raw)) return null;
  const { type } = raw;
  const of = readKeys(raw['of']);
  const result = readKey(raw['result']);
  switch (type) {
    case 'implies':
      return readImplies(readKey(raw['if']), readKey(raw['then']));
    case 'excludes':
    case 'exactly-one':
    case 'at-least-one':
    case 'equivalent':
      return of !== null && of.length > 1 ? { type, of } : null;
    case 'not':
      return of !== null && of.length === 2 ? { type, of: [of[0] ?? '', of[1] ?? ''] } : null;
    case 'and':
    case 'or':
      return of !== null && result !== null && !of.includes(result) ? { type, result, of } : null;
    case 'difference':
      return of !== null && of.length === 2 && result !== null && !of.includes(result)
        ? { type, result, of: [of[0] ?? '', of[1] ?? ''] }
        : null;
    case 'count': {
      const exactly = readRecord(raw['exactly'], readKey);
      return of !== null && exactly !== null && Object.keys(exactly).every((key) => /^\d{1,4}$/.test(key))
        ? { type, of, exactly }
        : null;
    }
    case 'majority': {
      const weights = readRecord(raw['weights'], (value) => {
        const weight = readWeight(value);
        return weight !== null && weight > 0 ? weight : null;
      });
      const atLeast = readSum(raw['atLeast']);
      return weights !== null && result !== null && atLeast !== null && !Object.hasOwn(weights, result)
        ? { type, result, weights, atLeast }
        : null;
    }
    case 'linear': {
      const { terms } = raw;
      const atLeast = readSum(raw['atLeast']);
      if (!Array.isArray(terms) || terms.length === 0 || terms.length > MAX_MEMBERS || atLeast === null) return null;
      const read = (terms as readonly unknown[]).flatMap((term): readonly (readonly [string, number])[] => {
        const [key, weight] =
          Array.isArray(term) && term.length === 2 ? [readKey(term[0]), readWeight(term[1])] : [null, null];
        return key === null || weight === null || weight === 0 ? [] : [[key, weight]];
      });
      // Twice the same market would be one body under many ids.
      return read.length === terms.length && new Set(read.map(([key]) => key)).size === read.length
        ? { type, terms: read, atLeast }
        : null;
    }
    case 'settled': {
      const settled = readKey(raw['of']);
      return settled !== null && typeof raw['value'] === 'boolean' ? { type, of: settled, value: raw['value'] } : null;
    }
    default:
      return null;
  }
}

function readImplies(premise: string | null, conclusion: string | null): RelationBody | null {
  return premise !== null && conclusion !== null && premise !== conclusion
    ? { type: 'implies', if: premise, then: conclusion }
    : null;
}

function readKey(raw: unknown): string | null {
  return typeof raw === 'string' && raw !== '' && raw.length <= MAX_KEY ? raw : null;
}

function readWeight(raw: unknown): number | null {
  return typeof raw === 'number' && Number.isSafeInteger(raw) && Math.abs(raw) <= MAX_WEIGHT ? raw : null;
}

function readSum(raw: unknown): number | null {
  return typeof raw === 'number' && Number.isSafeInteger(raw) && Math.abs(raw) <= MAX_WEIGHT * MAX_MEMBERS ? raw : null;
}

function readKeys(raw: unknown): readonly string[] | null {
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > MAX_MEMBERS || !raw.every((key) => readKey(key) !== null))
    return null;
  return new Set(raw).size === raw.length ? (raw as readonly string[]) : null;
}

function readRecord<T>(raw: unknown, read: (value: unknown) => T | null): Readonly<Record<string, T>> | null {
  if (!isObject(raw)) return null;
  const entries = Object.entries(raw);
  if (entries.length === 0 || entries.length > MAX_MEMBERS) return null;
  const result: [string, T][] = [];
  for (const [key, value] of entries) {
    const own = read(value);
    if (own === null || readKey(key) === null || key === '__proto__') return null;
    result.push([key, own]);
  }
  return Object.fromEntries(result);
}

export function isObject(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
