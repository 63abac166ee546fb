/** Export and import of relations (`facet-relations-book/1`). An import is hostile data: it can propose, reject, and nothing else. */
import type { Relation, RelationBody } from '../../domain/relation';
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import { relationId } from '../make';
import { quoteText } from '../text/clean';
import type { Entry, RelationBook } from './book';

const FORMAT = 'facet-relations-book/1';
const MAX_ENTRIES = 20_000;
const MAX_MEMBERS = 1_000;
const MAX_LINES = 60;

export function exportBook(book: RelationBook): string {
  return JSON.stringify({ format: FORMAT, relations: [...book.values()].map(({ relation, history }) => ({ ...relation, history })) });
}

/**
 * Reads a book written by exportBook. The user's own acceptances are kept only when `trustAcceptances` is set (the same person moving
 * to another browser, asked in so many words); "proven" is never believed: the rules run again and say it themselves.
 */
export function importBook(text: string, options: { readonly trustAcceptances: boolean; readonly atMs: number }): Result<RelationBook> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return fail('bad-import', 'This file is not JSON. No relation was changed.');
  }
  if (!isObject(raw) || raw['format'] !== FORMAT || !Array.isArray(raw['relations'])) return fail('bad-import', `This file is no list of relations (${FORMAT}). No relation was changed.`);
  const list = raw['relations'] as readonly unknown[];
  if (list.length > MAX_ENTRIES) return fail('bad-import', `The file holds more than ${MAX_ENTRIES} relations. No relation was changed.`);
  const book = new Map<string, Entry>();
  for (const [index, item] of list.entries()) {
    const entry = readEntry(item, options);
    if (entry === null) return fail('bad-import', `Entry ${index + 1} of the file cannot be read. No relation was changed.`);
    book.set(entry.relation.id, entry);
  }
  return ok(book);
}

function readEntry(raw: unknown, options: { readonly trustAcceptances: boolean; readonly atMs: number }): Entry | null {
  if (!isObject(raw)) return null;
  const body = readBody(raw['body']);
  const source = raw['source'];
  const why = raw['why'];
  if (body === null || (source !== 'structure' && source !== 'rule' && source !== 'user' && source !== 'llm') || typeof why !== 'string') return null;
  const evidence = readLines(raw['evidence']);
  const version = raw['version'];
  if (evidence === null || typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return null;
  const was = raw['status'];
  const status = was === 'rejected' ? 'rejected' : was === 'retired' ? 'retired' : was === 'accepted' && options.trustAcceptances ? 'accepted' : was === 'proposed' || was === 'proven' || was === 'accepted' ? 'proposed' : null;
  if (status === null) return null;
  // The id is made here: a file cannot put one body under the id of another.
  const relation: Relation = { id: relationId(body, source), version, body, source, status, why: quoteText(why, 1_000), evidence };
  return { relation, history: [{ atMs: options.atMs, status, because: 'imported' }] };
}

function readLines(raw: unknown): readonly string[] | null {
  if (!Array.isArray(raw) || raw.length > MAX_LINES || !raw.every((line) => typeof line === 'string')) return null;
  return (raw as readonly string[]).map((line) => quoteText(line, 2_000));
}

export function readBody(raw: unknown): RelationBody | null {
  if (!isObject(raw)) return null;
  const { type } = raw;
  const of = readKeys(raw['of']);
  const result = typeof raw['result'] === 'string' && raw['result'] !== '' ? raw['result'] : null;
  switch (type) {
    case 'implies':
      return typeof raw['if'] === 'string' && typeof raw['then'] === 'string' && raw['if'] !== raw['then'] && raw['if'] !== '' && raw['then'] !== '' ? { type, if: raw['if'], then: raw['then'] } : null;
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
      return of !== null && of.length === 2 && result !== null ? { type, result, of: [of[0] ?? '', of[1] ?? ''] } : null;
    case 'count': {
      const exactly = readRecord(raw['exactly'], (value) => (typeof value === 'string' && value !== '' ? value : null));
      return of !== null && exactly !== null && Object.keys(exactly).every((key) => /^\d{1,4}$/.test(key)) ? { type, of, exactly } : null;
    }
    case 'majority': {
      const weights = readRecord(raw['weights'], (value) => (Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : null));
      const atLeast = raw['atLeast'];
      return weights !== null && result !== null && Number.isSafeInteger(atLeast) ? { type, result, weights, atLeast: atLeast as number } : null;
    }
    case 'linear': {
      const terms = raw['terms'];
      if (!Array.isArray(terms) || terms.length === 0 || terms.length > MAX_MEMBERS || !Number.isSafeInteger(raw['atLeast'])) return null;
      const read = (terms as readonly unknown[]).map((term) => (Array.isArray(term) && term.length === 2 && typeof term[0] === 'string' && Number.isSafeInteger(term[1]) ? ([term[0], term[1] as number] as const) : null));
      return read.every((term) => term !== null) ? { type, terms: read.filter((term) => term !== null), atLeast: raw['atLeast'] as number } : null;
    }
    case 'settled':
      return typeof raw['of'] === 'string' && raw['of'] !== '' && typeof raw['value'] === 'boolean' ? { type, of: raw['of'], value: raw['value'] } : null;
    default:
      return null;
  }
}

function readKeys(raw: unknown): readonly string[] | null {
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > MAX_MEMBERS || !raw.every((key) => typeof key === 'string' && key !== '' && key.length <= 200)) return null;
  return new Set(raw).size === raw.length ? (raw as readonly string[]) : null;
}

function readRecord<T>(raw: unknown, read: (value: unknown) => T | null): Readonly<Record<string, T>> | null {
  if (!isObject(raw)) return null;
  const entries = Object.entries(raw);
  if (entries.length === 0 || entries.length > MAX_MEMBERS) return null;
  const result: [string, T][] = [];
  for (const [key, value] of entries) {
    const own = read(value);
    if (own === null || key === '__proto__') return null;
    result.push([key, own]);
  }
  return Object.fromEntries(result);
}

function isObject(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
