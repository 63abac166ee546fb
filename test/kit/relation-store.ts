/** A relation store in memory that can be told to fail. */
import { fail, ok } from '../../lib/domain/result';
import type { RelationEntry } from '../../lib/domain/relation';
import type { RelationStore } from '../../lib/ports/relation-store';

export interface MemoryRelationStore extends RelationStore {
  readonly entries: Map<string, RelationEntry>;
  /** Number of writes that held something. */
  writes: number;
  failing: boolean;
  /** Ids of entries that stand in the store and cannot be read. */
  unreadable: readonly string[];
}

export function createMemoryRelationStore(entries: readonly RelationEntry[] = []): MemoryRelationStore {
  const store: MemoryRelationStore = {
    entries: new Map(entries.map((entry) => [entry.relation.id, entry])),
    writes: 0,
    failing: false,
    unreadable: [],
    load: () =>
      Promise.resolve(
        store.failing
          ? fail('storage-failed', { doing: 'read', error: 'DataError' }, 'later')
          : ok({ entries: [...store.entries.values()], unreadable: store.unreadable }),
      ),
    write: ({ put, remove }) => {
      if (store.failing)
        return Promise.resolve(fail('storage-failed', { doing: 'write', error: 'QuotaExceededError' }, 'later'));
      if (put.length + remove.length > 0) store.writes += 1;
      for (const entry of put) store.entries.set(entry.relation.id, structuredClone(entry));
      for (const id of remove) store.entries.delete(id);
      return Promise.resolve(ok(undefined));
    },
  };
  return store;
}
