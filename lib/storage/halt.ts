import { browser } from 'wxt/browser';
import type { Failure, Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import { parseHalt, UNREADABLE_HALT } from './parse-halt';

const KEY = 'halt';

/** The user's stop, in storage.local: it outlives the worker and the browser, and only `save(null)` takes it away. */
export const haltStore = {
  /** Why nothing may be sent, or null. Never throws: what cannot be read counts as a stop. */
  async load(): Promise<Failure | null> {
    try {
      return parseHalt((await browser.storage.local.get(KEY))[KEY]);
    } catch {
      return UNREADABLE_HALT;
    }
  },
  async save(reason: Failure | null): Promise<Result<void>> {
    try {
      if (reason === null) await browser.storage.local.remove(KEY);
      else await browser.storage.local.set({ [KEY]: reason });
      return ok(undefined);
    } catch {
      return fail('halt-unsaved', {}, 'later');
    }
  },
};
