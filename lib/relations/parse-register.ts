/** Export and import of the register. An import is hostile data: it can propose, reject, and nothing else. */
import { coded, readCoded } from '../domain/reasons';
import type { Relation, RelationEntry } from '../domain/relation';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import { relationId } from './identity';
import { flatText } from '../domain/clean-text';
import type { RelationRegister } from './lifecycle';
import { isObject, readBody } from './parse-body';
import { IMPORTED } from './accepted-templates';

/** The name in files that were written before the register had its name, which must stay readable. */
const FORMAT = 'facet-relations-book/1';
const MAX_ENTRIES = 20_000;
const MAX_LINES = 60;

export function exportRegister(register: RelationRegister): string {
  return JSON.stringify({
    format: FORMAT,
    relations: [...register.values()].map(({ relation, history }) => ({ ...relation, history })),
  });
}

/**
 * Reads a register written by exportRegister. The user's own acceptances are kept only when `trustAcceptances` is set
 * (the same person moving to another browser, asked in so many words); "proven" is never believed: the rules run again
 * and say it themselves.
 */
export function importRegister(
  text: string,
  options: { readonly trustAcceptances: boolean; readonly atMs: number },
): Result<RelationRegister> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return fail('import-not-json', {});
  }
  if (!isObject(raw) || raw['format'] !== FORMAT || !Array.isArray(raw['relations']))
    return fail('import-no-list', { format: FORMAT });
  const list = raw['relations'] as readonly unknown[];
  if (list.length > MAX_ENTRIES) return fail('import-too-long', { most: MAX_ENTRIES });
  const register = new Map<string, RelationEntry>();
  for (const [index, item] of list.entries()) {
    const entry = readEntry(item, options);
    if (entry === null) return fail('import-bad-entry', { entry: index + 1 });
    register.set(entry.relation.id, entry);
  }
  return ok(register);
}

function readEntry(
  raw: unknown,
  options: { readonly trustAcceptances: boolean; readonly atMs: number },
): RelationEntry | null {
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
  return { relation, history: [{ atMs: options.atMs, status, because: IMPORTED }] };
}

/** A file's reason is never to be taken for one of ours, wherever it is shown. */
function inTheFilesWords(why: string): string {
  const flat = flatText(why, 2_000);
  const read = readCoded(flat);
  return read?.code === 'from-file' ? flat : coded('from-file', { said: flat });
}

function readLines(raw: unknown): readonly string[] | null {
  if (!Array.isArray(raw) || raw.length > MAX_LINES || !raw.every((line) => typeof line === 'string')) return null;
  return (raw as readonly string[]).map((line) => flatText(line, 2_000));
}
