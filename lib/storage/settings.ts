import { browser } from 'wxt/browser';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import type { Settings } from '../domain/settings';
import { parseSettings } from './parse-settings';

const KEY = 'settings';
/**
 * Set with every save: when it is there and the settings are not, storage was lost, not new (reliability, finding 6).
 */
const SENTINEL = 'settings-saved';

/** Versioned settings in storage.local, which content scripts may not read (see `lockStorage`). */
export const settingsStore = {
  async load(): Promise<{ readonly settings: Settings; readonly problem: string | null }> {
    try {
      const [stored, session] = await Promise.all([
        browser.storage.local.get([KEY, SENTINEL]),
        browser.storage.session.get(SENTINEL),
      ]);
      if (stored[KEY] === undefined && (stored[SENTINEL] === true || session[SENTINEL] === true))
        return parseSettings('lost');
      return parseSettings(stored[KEY]);
    } catch {
      return parseSettings('unreadable');
    }
  },
  async save(settings: Settings): Promise<Result<void>> {
    try {
      await browser.storage.local.set({ [KEY]: settings, [SENTINEL]: true });
      await browser.storage.session.set({ [SENTINEL]: true });
      return ok(undefined);
    } catch {
      return fail('settings-unsaved', 'The browser did not save your settings; the old ones still hold.', 'later');
    }
  },
};

/** Content scripts read storage.local by default; keep every area to our own pages (reliability, finding 8). */
export async function lockStorage(): Promise<void> {
  await browser.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
  await browser.storage.session.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
}
