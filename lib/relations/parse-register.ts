/**
 * Export and import of relations (`facet-relations-book/1`). An import is hostile data: it can propose, reject, and
 * nothing else.
 */
import type { Relation, RelationBody } from '../domain/relation';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import { relationId } from './identity';
import { flatText } from '../domain/clean-text';
import type { Entry, RelationBook } from './lifecycle';

const FORMAT = 'facet-relations-book/1';
const MAX_ENTRIES = 20_000;
const MAX_MEMBERS = 1_000;
const MAX_LINES = 60;
/**
 * As the store reads it back (storage/parse-relations.ts): a key that it would refuse must not be written, or no
 * decision could be read again.
 */
const MAX_KEY = 200;
/** No rule weighs a market by more; sums of a thousand such weights are exact. */
const MAX_WEIGHT = 1_000_000;

export function exportBook(book: RelationBook): string {
  return JSON.stringify({
    format: FORMAT,
    relations: [...book.values()].map(({ relation, history }) => ({ ...relation, history })),
  });
}

/**
 * Reads a book written by exportBook. The user's own acceptances are kept only when `trustAcceptances` is set (the same
 * person moving to another browser, asked in so many words); "proven" is never believed: the rules run again and say it
 * themselves.
 */
export function importBook(
  text: string,
  options: { readonly trustAcceptances: boolean; readonly atMs: number },
): Result<RelationBook> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return fail('bad-import', 'This file is not JSON. No relation was changed.');
  }
  if (!isObject(raw) || raw['format'] !== FORMAT || !Array.isArray(raw['relations']))
    return fail('bad-import', `This file is no list of relations (${FORMAT}). No relation was changed.`);
  const list = raw['relations'] as readonly unknown[];
  if (list.length > MAX_ENTRIES)
    return fail('bad-import', `The file holds more than ${MAX_ENTRIES} relations. No relation was changed.`);
  const book = new Map<string, Entry>();
  for (const [index, item] of list.entries()) {
    const entry = readEntry(item, options);
    if (entry === null)
      return fail('bad-import', `Entry ${index + 1} of the file cannot be read. No relation was changed.`);
    book.set(entry.relation.id, entry);
  }
  return ok(book);
}

function readEntry(raw: unknown, options: { readonly trustAcceptances: boolean; readonly atMs: number }): Entry | null {
  if (!isObject(raw)) return null;
  const body = readBody(raw['body']);
  const source = raw['source'];
  const why = raw['why'];
  if (
    body === null ||
    (source !== 'structure' && source !== 'rule' && source !== 'user' && source !== 'llm') ||
    typeof why !== 'string'
  )
    return null;
  const evidence = readLines(raw['evidence']);
  const version = raw['version'];
  if (evidence === null || typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return null;
  const was = raw['status'];
  const status =
    was === 'rejected'
      ? 'rejected'
      : was === 'retired'
        ? 'retired'
        : was === 'accepted' && options.trustAcceptances
          ? 'accepted'
          : was === 'proposed' || was === 'proven' || was === 'accepted'
            ? 'proposed'
            : null;
  if (status === null) return null;
  // The id is made here: a file cannot put one body under the id of another.
  const relation: Relation = {
    id: relationId(body, source),
    version,
    body,
    source,
    status,
    why: inTheFilesWords(why),
    evidence,
  };
  return { relation, history: [{ atMs: options.atMs, status, because: 'imported' }] };
}

/** A file's reason is never to be taken for one of ours, wherever it is shown. */
const FROM_FILE = 'A file says: "';

function inTheFilesWords(why: string): string {
  const flat = flatText(why, 1_000);
  const said = flat.startsWith(FROM_FILE) && flat.endsWith('"') ? flat.slice(FROM_FILE.length, -1) : flat;
  return `${FROM_FILE}${said.replaceAll('"', "'")}"`;
}

function readLines(raw: unknown): readonly string[] | null {
  if (!Array.isArray(raw) || raw.length > MAX_LINES || !raw.every((line) => typeof line === 'string')) return null;
  return (raw as readonly string[]).map((line) => flatText(line, 2_000));
}

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

function isObject(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
