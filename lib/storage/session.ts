/**
 * What must not outlive the browser session: venue credentials and the chosen account. Memory only, our own pages only.
 */
import { browser } from 'wxt/browser';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import { parseSession, type StoredSession } from './parse-session';

const KEY = 'session';

export const sessionStore = {
  async load(): Promise<StoredSession | null> {
    const stored: unknown = (await browser.storage.session.get(KEY))[KEY];
    return parseSession(stored);
  },
  async save(session: StoredSession | null): Promise<Result<void>> {
    try {
      if (session === null) await browser.storage.session.remove(KEY);
      else await browser.storage.session.set({ [KEY]: session });
      return ok(undefined);
    } catch {
      return fail('session-unsaved', {}, 'later');
    }
  },
};
