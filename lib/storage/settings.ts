import { browser } from 'wxt/browser';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';

const KEY = 'settings';
/**
 * Set with every save: when it is there and the settings are not, storage was lost, not new (docs/reliability.md 2.8).
 */
const SENTINEL = 'settings-saved';

/**
 * Settings in storage.local as they were written, which content scripts may not read (see `lockStorage`); the settings
 * service reads them by its table.
 */
export const settingsStore = {
  async load(): Promise<
    { readonly kind: 'none' } | { readonly kind: 'damaged' } | { readonly kind: 'stored'; readonly value: unknown }
  > {
    try {
      const [stored, session] = await Promise.all([
        browser.storage.local.get([KEY, SENTINEL]),
        browser.storage.session.get(SENTINEL),
      ]);
      const value: unknown = stored[KEY];
      if (value !== undefined) return { kind: 'stored', value };
      return { kind: stored[SENTINEL] === true || session[SENTINEL] === true ? 'damaged' : 'none' };
    } catch {
      return { kind: 'damaged' };
    }
  },
  async save(value: Readonly<Record<string, unknown>>): Promise<Result<void>> {
    try {
      await browser.storage.local.set({ [KEY]: value, [SENTINEL]: true });
      await browser.storage.session.set({ [SENTINEL]: true });
      return ok(undefined);
    } catch {
      return fail('settings-unsaved', {}, 'later');
    }
  },
};

/** Content scripts read storage.local by default; keep every area to our own pages (docs/reliability.md 2.9). */
export async function lockStorage(): Promise<void> {
  await browser.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
  await browser.storage.session.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
}
