/**
 * IndexedDB. The schema type is the documentation; writes that guard money use strict durability, so that a resolved
 * `put` survives a killed browser (docs/reliability.md 2.8). Executions go out as they are: the memory counts
 * and reads them.
 */
import type { DBSchema } from 'idb';
import type { Store } from '../ports/store';
import type { JournalPlace } from './memory/memory';
import { createTrail } from './memory/trail';
import { checked, createOpener, orThrow } from './opener';
import { parseStoredCertificate, type StoredCertificate } from './parse-certificate';

const NAME = 'facet';
const VERSION = 2;
const NOW = 'now';
const MARK = 'trail';
const slotKey = (slot: number): string => `trail-${slot}`;

interface FacetSchema extends DBSchema {
  /** Journal: never evicted. Key: execution id. */
  executions: { key: string; value: unknown };
  /** Certificates that were acted upon or exported. Key: hash. */
  certificates: { key: string; value: StoredCertificate };
  /** This database's copy of what must not be forgotten (memory/copy.ts) under "now", and its trail. */
  memory: { key: string; value: unknown };
}

export interface Database {
  /** The journal as the memory writes it: each record in one transaction with the copy that counts it. */
  readonly journal: JournalPlace;
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
      if (oldVersion < 2) db.createObjectStore('memory');
    },
  });

  const trail = createTrail();

  return {
    journal: {
      async read() {
        const stored = await orThrow(
          attempt('read', async (db) => {
            const { store } = db.transaction('memory');
            const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
            return new Map(keys.map((key, index) => [key, values[index]] as const));
          }),
        );
        const whole = trail.check(stored.get(MARK), (slot) => stored.get(slotKey(slot)));
        if (!stored.has(NOW) && !stored.has(MARK)) return undefined;
        return whole && stored.has(MARK) ? (stored.get(NOW) ?? null) : null;
      },
      records: () =>
        orThrow(
          attempt('read', async (db) => {
            const transaction = db.transaction('executions');
            const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
            return keys.map((key, index): readonly [string, unknown] => [key, values[index]]);
          }),
        ),
      async write(copy, put) {
        const { mark, slot } = trail.next();
        await orThrow(
          attempt('write', async (db) => {
            const transaction = db.transaction(['memory', 'executions'], 'readwrite', { durability: 'strict' });
            const memory = transaction.objectStore('memory');
            await Promise.all([
              memory.put(copy, NOW),
              memory.put(mark, MARK),
              memory.put(mark.last, slotKey(slot)),
              ...put.map(([key, record]) => transaction.objectStore('executions').put(record, key)),
              transaction.done,
            ]);
          }),
        );
        trail.took(mark);
      },
    },
    certificates: {
      get: (key) =>
        attempt('read', async (db) => {
          const value = await db.get('certificates', key);
          return value === undefined ? null : checked(parseStoredCertificate, value);
        }),
      put: (key, value) =>
        attempt('write', async (db) => {
          const transaction = db.transaction('certificates', 'readwrite', { durability: 'strict' });
          await Promise.all([transaction.store.put(value, key), transaction.done]);
        }),
      delete: (key) => attempt('delete', (db) => db.delete('certificates', key)),
      all: () =>
        attempt('read', async (db) =>
          (await db.getAll('certificates')).map((value) => checked(parseStoredCertificate, value)),
        ),
    },
    close,
  };
}
