/**
 * One way to an IndexedDB: opened lazily and again after the browser closed the connection; pages with an older version
 * are told to let go. Every failure is a value. Records are checked on the way out: a corrupted store is a failure, not
 * an empty one.
 */
import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';

export interface Opener<S extends DBSchema> {
  attempt<T>(doing: 'read' | 'write' | 'delete', work: (db: IDBPDatabase<S>) => Promise<T>): Promise<Result<T>>;
  close(): void;
}

export function createOpener<S extends DBSchema>(options: {
  readonly name: string;
  readonly version: number;
  readonly upgrade: NonNullable<OpenDBCallbacks<S>['upgrade']>;
}): Opener<S> {
  let opening: Promise<IDBPDatabase<S>> | null = null;

  function open(): Promise<IDBPDatabase<S>> {
    opening ??= openDB<S>(options.name, options.version, {
      upgrade: options.upgrade,
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

  return {
    async attempt(doing, work) {
      try {
        return ok(await work(await open()));
      } catch (error) {
        opening = null;
        const name = error instanceof Error ? error.name : 'unknown';
        return fail('storage-failed', { doing, error: name }, 'later');
      }
    },
    close() {
      void opening?.then((db) => db.close());
      opening = null;
    },
  };
}

/** @throws DOMException when the record is not of the expected shape. */
export function checked<T>(accept: (value: unknown) => T | null, value: unknown): T {
  const accepted = accept(value);
  if (accepted === null) throw new DOMException('a stored record has not the expected shape', 'DataError');
  return accepted;
}

/** The value alone. @throws Error with the failure's code. */
export async function orThrow<T>(work: Promise<Result<T>>): Promise<T> {
  const done = await work;
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}
