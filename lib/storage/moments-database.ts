/**
 * Moments for the fill model, in a database of their own: they are many, may be lost, and must not be in the way of the
 * journal.
 */
import type { DBSchema } from 'idb';
import type { MomentStore } from '../ports/moments';
import { createOpener } from './opener';

interface MomentsSchema extends DBSchema {
  /** Batches in the order in which they came. */
  moments: { key: number; value: unknown };
}

export function createMomentsDatabase(): MomentStore {
  const { attempt } = createOpener<MomentsSchema>({
    name: 'facet-signals',
    version: 1,
    upgrade(db) {
      db.createObjectStore('moments', { autoIncrement: true });
    },
  });
  return {
    all: () => attempt('read', (db) => db.getAll('moments')),
    add: (batch, most) =>
      attempt('write', async (db) => {
        // Relaxed: the browser may write it later; the newest minute may be lost.
        const { store, done } = db.transaction('moments', 'readwrite', { durability: 'relaxed' });
        await store.add(batch);
        const keys = await store.getAllKeys();
        await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => store.delete(key)));
        await done;
      }),
  };
}
