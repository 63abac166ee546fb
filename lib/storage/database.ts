/**
 * IndexedDB. The schema type is the documentation; writes that guard money use strict durability, so that a resolved
 * `put` survives a killed browser (reliability, finding 6). Records are checked on the way out: a corrupted store is a
 * failure, not an empty one.
 */
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Certificate } from '../domain/basket';
import type { Execution } from '../domain/execution';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import type { Store } from '../ports/store';
import { parseStoredExecution } from './parse-execution';

const NAME = 'facet';
const VERSION = 1;

export interface StoredCertificate {
  readonly hash: string;
  readonly certificate: Certificate;
  readonly eventTitle: string;
  readonly storedAtMs: number;
}

interface FacetSchema extends DBSchema {
  /** Journal: never evicted. Key: execution id. */
  executions: { key: string; value: Execution };
  /** Certificates that were acted upon or exported. Key: hash. */
  certificates: { key: string; value: StoredCertificate };
}

export interface Database {
  readonly executions: Store<Execution>;
  readonly certificates: Store<StoredCertificate>;
  close(): void;
}

/** Opens lazily and again after the browser closed the connection; pages with an older version are told to let go. */
export function createDatabase(): Database {
  let opening: Promise<IDBPDatabase<FacetSchema>> | null = null;

  function open(): Promise<IDBPDatabase<FacetSchema>> {
    opening ??= openDB<FacetSchema>(NAME, VERSION, {
      upgrade(db, oldVersion) {
        if (oldVersion < 1) {
          db.createObjectStore('executions');
          db.createObjectStore('certificates');
        }
      },
      blocking(_current, _blocked, event) {
        if (event.target instanceof IDBDatabase) event.target.close();
        opening = null;
      },
      terminated() {
        opening = null;
      },
    });
    return opening;
  }

  async function attempt<T>(what: string, work: (db: IDBPDatabase<FacetSchema>) => Promise<T>): Promise<Result<T>> {
    try {
      return ok(await work(await open()));
    } catch (error) {
      opening = null;
      return fail(
        'storage-failed',
        `The browser's storage refused to ${what}: ${error instanceof Error ? error.name : 'unknown error'}.`,
        'later',
      );
    }
  }

  function storeOf<N extends 'executions' | 'certificates'>(
    name: N,
    accept: (value: FacetSchema[N]['value']) => FacetSchema[N]['value'] | null,
  ): Store<FacetSchema[N]['value']> {
    return {
      get: (key) =>
        attempt('read', async (db) => {
          const value = await db.get(name, key);
          return value === undefined ? null : checked(accept, value);
        }),
      put: (key, value) =>
        attempt('write', async (db) => {
          const transaction = db.transaction(name, 'readwrite', { durability: 'strict' });
          await Promise.all([transaction.store.put(value, key), transaction.done]);
        }),
      delete: (key) => attempt('delete', (db) => db.delete(name, key)),
      all: () => attempt('read', async (db) => (await db.getAll(name)).map((value) => checked(accept, value))),
    };
  }

  return {
    executions: storeOf('executions', parseStoredExecution),
    certificates: storeOf('certificates', (value) =>
      typeof value.hash === 'string' && value.certificate.format === 'facet-certificate/1' ? value : null,
    ),
    close() {
      void opening?.then((db) => db.close());
      opening = null;
    },
  };
}

function checked<T>(accept: (value: T) => T | null, value: T): T {
  const accepted = accept(value);
  if (accepted === null) throw new DOMException('a stored record has not the expected shape', 'DataError');
  return accepted;
}
