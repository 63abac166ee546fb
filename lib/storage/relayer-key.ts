/** The user's own relayer key, in storage.session as the venue's secret: our own pages only, gone with the browser. */
import { browser } from 'wxt/browser';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';

const SECRET = 'relayer-key';

export const relayerKeyStore = {
  async load(): Promise<string> {
    const stored: unknown = (await browser.storage.session.get(SECRET))[SECRET];
    return typeof stored === 'string' ? stored : '';
  },
  async save(key: string): Promise<Result<void>> {
    try {
      if (key === '') await browser.storage.session.remove(SECRET);
      else await browser.storage.session.set({ [SECRET]: key });
      return ok(undefined);
    } catch {
      return fail('cash-key-unsaved', {}, 'later');
    }
  },
};
