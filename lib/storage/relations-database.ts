/**
 * IndexedDB for the logic between markets, apart from the journal so that a fault of one is not a fault of the other.
 * Records are checked on the way out: decisions that cannot be read are a failure, not an empty register.
 */
import type { DBSchema } from 'idb';
import { ok } from '../domain/result';
import type { RelationEntry, RelationQuote } from '../domain/relation';
import type { QuoteStore, RelationStore } from '../ports/relation-store';
import type { Store } from '../ports/store';
import { checked, createOpener } from './opener';
import {
  parseAnswer,
  parseEntry,
  parseQuotes,
  parseUsage,
  type StoredAnswer,
  type StoredUsage,
} from './parse-relations';

const NAME = 'facet-relations';
const VERSION = 1;

interface RelationsSchema extends DBSchema {
  /** The register. Key: relation id. */
  relations: { key: string; value: RelationEntry };
  /** Answers of language models. Key: model, prompt and texts (recordKey). */
  answers: { key: string; value: StoredAnswer };
  /** What was asked of a model on one day. Key: the day. */
  usage: { key: string; value: StoredUsage };
  /** Past best asks. Key: condition id. */
  quotes: { key: string; value: readonly RelationQuote[] };
}

export interface RelationsDatabase {
  readonly relations: RelationStore;
  readonly quotes: QuoteStore;
  readonly answers: Store<StoredAnswer>;
  readonly usage: Store<StoredUsage>;
  close(): void;
}

export function createRelationsDatabase(): RelationsDatabase {
  const { attempt, close } = createOpener<RelationsSchema>({
    name: NAME,
    version: VERSION,
    upgrade(db) {
      for (const name of ['relations', 'answers', 'usage', 'quotes'] as const) db.createObjectStore(name);
    },
  });

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
      all: () => attempt('read', async (db) => (await db.getAll(name)).map((value) => checked(accept, value))),
    };
  }

  return {
    relations: {
      load: () =>
        attempt('read', async (db) => (await db.getAll('relations')).map((value) => checked(parseEntry, value))),
      write: ({ put, remove }) =>
        attempt('write', async (db) => {
          // What could not be read back would make every decision unreadable at the next start.
          const readable = put.filter((entry) => parseEntry(entry) !== null);
          if (readable.filter(isDecision).length < put.filter(isDecision).length)
            throw new DOMException('a decision has not the expected shape', 'DataError');
          if (readable.length === 0 && remove.length === 0) return;
          const transaction = db.transaction('relations', 'readwrite', { durability: 'strict' });
          await Promise.all([
            ...readable.map((entry) => transaction.store.put(entry, entry.relation.id)),
            ...remove.map((id) => transaction.store.delete(id)),
            transaction.done,
          ]);
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
    close,
  };
}

/** What nobody decided about is found again; the user's word is not. */
function isDecision({ relation }: RelationEntry): boolean {
  return relation.status === 'accepted' || relation.status === 'rejected';
}
