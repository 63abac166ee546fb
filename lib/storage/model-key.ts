/** The language model's key, in storage.session: content scripts cannot read it and it ends with the browser. */
import { browser } from 'wxt/browser';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';

const SECRET = 'model-key';

export const modelKeyStore = {
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
      return fail('model-key-unsaved', {}, 'later');
    }
  },
};
