/**
 * Secrets of the user's own, in storage.session: our own pages only, never a content script, and gone with the browser.
 */
import { browser } from 'wxt/browser';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';

export interface SecretStore {
  /** "" where there is none. */
  load(): Promise<string>;
  /** "" forgets it. */
  save(secret: string): Promise<Result<void>>;
}

function secretStore(name: string, unsaved: 'model-key-unsaved' | 'cash-key-unsaved'): SecretStore {
  return {
    async load() {
      const stored: unknown = (await browser.storage.session.get(name))[name];
      return typeof stored === 'string' ? stored : '';
    },
    async save(secret) {
      try {
        if (secret === '') await browser.storage.session.remove(name);
        else await browser.storage.session.set({ [name]: secret });
        return ok(undefined);
      } catch {
        return fail(unsaved, {}, 'later');
      }
    },
  };
}

/** Of the language model. */
export const modelKeyStore = secretStore('model-key', 'model-key-unsaved');
/** Of the venue's relayer. */
export const relayerKeyStore = secretStore('relayer-key', 'cash-key-unsaved');
