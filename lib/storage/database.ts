/**
 * IndexedDB. The schema type is the documentation; writes that guard money use strict durability, so that a resolved
 * `put` survives a killed browser (docs/reliability.md 2.8). Records are checked on the way out: a corrupted store is a
 * failure, not an empty one.
 */
import type { DBSchema } from 'idb';
import type { Execution } from '../domain/execution';
import type { Store } from '../ports/store';
import { checked, createOpener } from './opener';
import { parseStoredCertificate, type StoredCertificate } from './parse-certificate';
import { parseStoredExecution } from './parse-execution';

const NAME = 'facet';
const VERSION = 1;

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

export function createDatabase(): Database {
  const { attempt, close } = createOpener<FacetSchema>({
    name: NAME,
    version: VERSION,
    upgrade(db, oldVersion) {
      if (oldVersion < 1) {
        db.createObjectStore('executions');
        db.createObjectStore('certificates');
      }
    },
  });

  function storeOf<N extends 'executions' | 'certificates'>(
    name: N,
    accept: (value: unknown) => FacetSchema[N]['value'] | null,
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
    certificates: storeOf('certificates', parseStoredCertificate),
    close,
  };
}
