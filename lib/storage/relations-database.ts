/**
 * IndexedDB for the logic between markets, apart from the journal so that a fault of one is not a fault of the other.
 * Records are checked on the way out: decisions that cannot be read are a failure, not an empty register.
 */
import type { DBSchema } from 'idb';
import type { RelationEntry, RelationQuote } from '../domain/relation';
import { ok } from '../domain/result';
import type { QuoteStore, RelationStore } from '../ports/relation-store';
import type { Store } from '../ports/store';
import type { TiePlace } from './memory/memory';
import type { TieMark } from './memory/restore';
import { createTally, type Tally } from './memory/tally';
import { checked, createOpener, orThrow } from './opener';
import {
  parseAnswer,
  parseEntry,
  parseQuotes,
  parseUsage,
  type StoredAnswer,
  type StoredUsage,
} from './parse-relations';

const NAME = 'facet-relations';
const VERSION = 2;
const MARK = 'mark';

interface RelationsSchema extends DBSchema {
  /** The register. Key: relation id. */
  relations: { key: string; value: RelationEntry };
  /** Answers of language models. Key: model, prompt and texts (recordKey). */
  answers: { key: string; value: StoredAnswer };
  /** What was asked of a model on one day. Key: the day. */
  usage: { key: string; value: StoredUsage };
  /** Past best asks. Key: condition id. */
  quotes: { key: string; value: readonly RelationQuote[] };
  /** What tells that no decision was lost (memory/restore.ts). One record. */
  memory: { key: string; value: TieMark };
}

export interface RelationsDatabase {
  readonly relations: RelationStore;
  readonly quotes: QuoteStore;
  readonly answers: Store<StoredAnswer>;
  readonly usage: Store<StoredUsage>;
  readonly ties: TiePlace;
  close(): void;
}

export function createRelationsDatabase(): RelationsDatabase {
  const { attempt, close } = createOpener<RelationsSchema>({
    name: NAME,
    version: VERSION,
    upgrade(db, oldVersion) {
      if (oldVersion < 1)
        for (const name of ['relations', 'answers', 'usage', 'quotes'] as const) db.createObjectStore(name);
      if (oldVersion < 2) db.createObjectStore('memory');
    },
  });
  const marked = createTieMark();

  function storeOf<N extends 'answers' | 'usage'>(
    name: N,
    accept: (value: unknown) => RelationsSchema[N]['value'] | null,
  ): Store<RelationsSchema[N]['value']> {
    return {
      get: (key) =>
        attempt('read', async (db) => {
          const value: unknown = await db.get(name, key);
          return value === undefined ? null : checked(accept, value);
        }),
      put: (key, value) =>
        attempt('write', (db) => db.put(name, value, key)).then((done) => (done.ok ? ok(undefined) : done)),
      delete: (key) => attempt('delete', (db) => db.delete(name, key)),
      // One that cannot be read is asked for again; the others still count.
      all: () => attempt('read', async (db) => (await db.getAll(name)).flatMap((value) => accept(value) ?? [])),
    };
  }

  return {
    relations: {
      load: () =>
        attempt('read', async (db) => {
          const transaction = db.transaction('relations');
          const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
          const read = keys.map((key, index) => ({ key, entry: parseEntry(values[index]) }));
          return {
            entries: read.flatMap(({ entry }) => entry ?? []),
            unreadable: read.flatMap(({ key, entry }) => (entry === null ? [key] : [])),
          };
        }),
      write: ({ put, remove }) =>
        attempt('write', async (db) => {
          // What could not be read back would make every decision unreadable at the next start.
          const readable = put.filter((entry) => parseEntry(entry) !== null);
          if (readable.filter(isDecision).length < put.filter(isDecision).length)
            throw new DOMException('a decision has not the expected shape', 'DataError');
          if (readable.length === 0 && remove.length === 0) return;
          const mark = await marked.after({ put: readable, remove });
          const transaction = db.transaction(['relations', 'memory'], 'readwrite', { durability: 'strict' });
          const relations = transaction.objectStore('relations');
          await Promise.all([
            ...readable.map((entry) => relations.put(entry, entry.relation.id)),
            ...remove.map((id) => relations.delete(id)),
            ...(mark === null ? [] : [transaction.objectStore('memory').put(mark.next, MARK)]),
            transaction.done,
          ]);
          mark?.take();
        }),
    },
    quotes: {
      load: () =>
        attempt('read', async (db) => {
          const [keys, values] = await Promise.all([db.getAllKeys('quotes'), db.getAll('quotes')]);
          return new Map(
            keys.flatMap((key, index) => {
              const quotes = parseQuotes(values[index]);
              return quotes === null ? [] : [[key, quotes] as const];
            }),
          );
        }),
      write: (quotes) =>
        attempt('write', async (db) => {
          const transaction = db.transaction('quotes', 'readwrite');
          await Promise.all([
            ...[...quotes].map(([key, list]) =>
              list.length === 0 ? transaction.store.delete(key) : transaction.store.put(list, key),
            ),
            transaction.done,
          ]);
        }),
    },
    answers: storeOf('answers', parseAnswer),
    usage: storeOf('usage', parseUsage),
    ties: {
      read: () =>
        orThrow(
          attempt('read', async (db) => {
            const transaction = db.transaction(['relations', 'memory']);
            const relations = transaction.objectStore('relations');
            const [mark, keys, values] = await Promise.all([
              transaction.objectStore('memory').get(MARK),
              relations.getAllKeys(),
              relations.getAll(),
            ]);
            const sum = await marked.count(keys.map((key, index): readonly [string, unknown] => [key, values[index]]));
            return { mark: mark ?? null, sum };
          }),
        ),
      async stamp(mark, onWrite) {
        await orThrow(attempt('write', (db) => db.put('memory', mark, MARK)));
        marked.begin(mark, onWrite);
      },
    },
    close,
  };
}

/** Counts the user's decisions as they are written; nothing before the memory has begun it. */
function createTieMark() {
  let tally: Tally | null = null;
  let current: { readonly mark: TieMark; readonly onWrite: (writes: number) => void } | null = null;
  const decided = new Set<string>();
  return {
    async count(entries: readonly (readonly [string, unknown])[]) {
      const decisions = entries.filter(([, value]) => isDecided(value));
      for (const [key] of decisions) decided.add(key);
      tally = await createTally(decisions);
      return tally.sum();
    },
    begin(mark: TieMark, onWrite: (writes: number) => void): void {
      current = { mark, onWrite };
    },
    /** The mark after these changes; null when no decision is among them. */
    async after({ put, remove }: { readonly put: readonly RelationEntry[]; readonly remove: readonly string[] }) {
      const decisions = put.filter(isDecision);
      const withdrawn = [...put.filter((entry) => !isDecision(entry)).map(({ relation }) => relation.id), ...remove];
      const gone = withdrawn.filter((id) => decided.has(id));
      if (current === null || tally === null || decisions.length + gone.length === 0) return null;
      const { mark, onWrite } = current;
      const counted = await tally.after({
        put: decisions.map((entry) => [entry.relation.id, entry] as const),
        remove: gone,
      });
      const next: TieMark = { ...mark, writes: mark.writes + 1, sum: counted.sum };
      return {
        next,
        take(): void {
          counted.take();
          for (const id of gone) decided.delete(id);
          for (const { relation } of decisions) decided.add(relation.id);
          current = { mark: next, onWrite };
          onWrite(next.writes);
        },
      };
    },
  };
}

/** As stored, readable or not. */
function isDecided(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('relation' in value)) return false;
  const { relation } = value;
  if (typeof relation !== 'object' || relation === null || !('status' in relation)) return false;
  return relation.status === 'accepted' || relation.status === 'rejected';
}

/** What nobody decided about is found again; the user's word is not. */
function isDecision({ relation }: RelationEntry): boolean {
  return relation.status === 'accepted' || relation.status === 'rejected';
}
