/**
 * Where copies are kept; each in files of its own in the profile (docs/reliability.md 2.8). A place that cannot be read
 * throws; one that holds nothing answers undefined.
 */
import { browser } from 'wxt/browser';
import { LOCAL_KEYS, type Copy } from './copy';
import { createTrail, TRAIL } from './trail';

export interface Place {
  read(): Promise<unknown>;
  write(copy: Copy): Promise<void>;
}

const KEY = 'memory';
const MARK = 'memory-trail';
const slotKey = (slot: number): string => `memory-trail-${slot}`;
const SLOT_KEYS = Array.from({ length: TRAIL }, (_, slot) => slotKey(slot));

/**
 * storage.local, where the records stand under their own keys and count among the sealed: what is replaced under one of
 * them breaks the seal.
 */
export function createLocalPlace(): Place & { records(): Promise<Readonly<Record<string, unknown>>> } {
  const trail = createTrail();
  return {
    /** Everything there, with or without a copy. */
    records: () => browser.storage.local.get([...LOCAL_KEYS, 'settings-saved']),
    async read() {
      const stored: Readonly<Record<string, unknown>> = await browser.storage.local.get([
        KEY,
        MARK,
        ...LOCAL_KEYS,
        ...SLOT_KEYS,
      ]);
      const copy = stored[KEY];
      const whole = trail.check(stored[MARK], (slot) => stored[slotKey(slot)]);
      if (copy === undefined && stored[MARK] === undefined) return undefined;
      if (!whole || stored[MARK] === undefined) return null;
      if (typeof copy !== 'object' || copy === null || !('content' in copy)) return null;
      const { content } = copy;
      if (typeof content !== 'object' || content === null) return null;
      const local = Object.fromEntries(
        LOCAL_KEYS.flatMap((key) => (stored[key] === undefined || stored[key] === null ? [] : [[key, stored[key]]])),
      );
      return { ...copy, content: { ...content, local } };
    },
    async write(copy) {
      const { local, ...content } = copy.content;
      // Null where there is nothing: set and removed in two steps, a browser that dies between them breaks the seal.
      const records = Object.fromEntries(LOCAL_KEYS.map((key) => [key, local[key] ?? null]));
      const { mark, slot } = trail.next();
      await browser.storage.local.set({
        ...records,
        [KEY]: { ...copy, content },
        [MARK]: mark,
        [slotKey(slot)]: mark.last,
      });
      trail.took(mark);
    },
  };
}

const CACHE = 'facet-memory';
/** Two in turn: whatever the browser does with the one that it was writing when it died, the other is whole. */
const SLOTS = ['https://facet.invalid/memory/0', 'https://facet.invalid/memory/1'];

/** The Cache API: it is the one store that both a service worker has and neither of the others shares files with. */
export const cachePlace: Place = {
  async read() {
    const cache = await caches.open(CACHE);
    const found = await Promise.all(
      SLOTS.map(async (slot) => {
        const response = await cache.match(slot);
        if (response === undefined) return undefined;
        try {
          const copy: unknown = await response.json();
          return copy;
        } catch {
          return null;
        }
      }),
    );
    const newest = found.filter((copy) => seqOf(copy) !== null).sort((a, b) => (seqOf(b) ?? 0) - (seqOf(a) ?? 0))[0];
    return newest ?? found.find((copy) => copy !== undefined);
  },
  async write(copy) {
    const cache = await caches.open(CACHE);
    await cache.put(SLOTS[copy.seq % 2] ?? '', new Response(JSON.stringify(copy)));
  },
};

function seqOf(copy: unknown): number | null {
  if (typeof copy !== 'object' || copy === null || !('seq' in copy)) return null;
  return typeof copy.seq === 'number' ? copy.seq : null;
}
