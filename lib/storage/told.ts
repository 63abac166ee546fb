/** What was told lately: over the deaths of the worker, and no longer than the browser session. */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

const KEY = 'told';
const shape = z.object({ sentAtMs: z.array(z.number()), seenAtMs: z.record(z.string(), z.number()) });

export type StoredTold = z.output<typeof shape>;

export const toldStore = {
  async load(): Promise<StoredTold> {
    const stored = shape.safeParse((await browser.storage.session.get(KEY))[KEY]);
    return stored.success ? stored.data : { sentAtMs: [], seenAtMs: {} };
  },
  async save(told: {
    readonly sentAtMs: readonly number[];
    readonly seenAtMs: Readonly<Record<string, number>>;
  }): Promise<void> {
    // A notification too many is no reason to fail.
    await browser.storage.session.set({ [KEY]: told }).catch(() => undefined);
  },
};
