import { browser } from 'wxt/browser';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import type { StoredMemory } from './memory/memory';

/** What was stored of one record of settings; `damaged`: there should be something, and nobody knows what. */
export type StoredRecord =
  { readonly kind: 'none' } | { readonly kind: 'damaged' } | { readonly kind: 'stored'; readonly value: unknown };

export interface RecordStore {
  load(): Promise<StoredRecord>;
  save(value: Readonly<Record<string, unknown>>): Promise<Result<void>>;
}

/** A record of settings as it was written; the service reads it by its table. */
export function createRecordStore(
  memory: Pick<StoredMemory, 'record' | 'keep'>,
  key: 'settings' | 'model',
): RecordStore {
  return {
    load() {
      const { value, known } = memory.record(key);
      if (value !== undefined) return Promise.resolve({ kind: 'stored', value });
      return Promise.resolve({ kind: known ? 'none' : 'damaged' });
    },
    async save(value) {
      const kept = await memory.keep(key, value);
      return kept.ok ? ok(undefined) : fail(UNSAVED[key], {}, 'later');
    },
  };
}

const UNSAVED = { settings: 'settings-unsaved', model: 'model-unsaved' } as const;

/** Content scripts read storage.local by default; keep every area to our own pages (docs/reliability.md 2.9). */
export async function lockStorage(): Promise<void> {
  await browser.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
  await browser.storage.session.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
}
