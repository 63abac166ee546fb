/** What was told lately: over the deaths of the worker, and no longer than the browser session. */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

const KEY = 'told';
const shape = z.object({
  sentAtMs: z.array(z.number()),
  seenAtMs: z.record(z.string(), z.number()),
  // A record of before has none.
  waiting: z._default(z.array(z.string()), []),
});

export type StoredTold = z.output<typeof shape>;

export const toldStore = {
  async load(): Promise<StoredTold> {
    const stored = shape.safeParse((await browser.storage.session.get(KEY))[KEY]);
    return stored.success ? stored.data : { sentAtMs: [], seenAtMs: {}, waiting: [] };
  },
  async save(told: {
    readonly sentAtMs: readonly number[];
    readonly seenAtMs: Readonly<Record<string, number>>;
    readonly waiting: readonly string[];
  }): Promise<void> {
    // A notification too many is no reason to fail.
    await browser.storage.session.set({ [KEY]: told }).catch(() => undefined);
  },
};
