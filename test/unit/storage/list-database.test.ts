/** The stored list: whole as it was written, or none. */
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { timeMs } from '../../../lib/domain/units';
import { createListDatabase } from '../../../lib/storage/list-database';
import { makeNegRiskEvent } from '../../kit/advisor-events';

const list = {
  readAtMs: timeMs(1_795_000_000_000),
  events: Array.from({ length: 120 }, (_, index) => makeNegRiskEvent(['A', 'B', 'C'], { slug: `event-${index}` })),
};

let database = createListDatabase();
afterEach(async () => {
  database.close();
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('facet-catalogue').onsuccess = resolve;
  });
  database = createListDatabase();
});

/** Changes one part behind the store's back. */
async function harm(change: (part: Record<string, unknown>) => Record<string, unknown> | null): Promise<void> {
  await database.save(list);
  const raw = await openDB('facet-catalogue', 1);
  const changed = change((await raw.get('parts', 1)) as Record<string, unknown>);
  if (changed === null) await raw.delete('parts', 1);
  else await raw.put('parts', changed, 1);
  raw.close();
}

describe('the stored list', () => {
  it('is there again as it was written', async () => {
    expect(await database.load()).toEqual({ ok: true, value: null });
    expect((await database.save(list)).ok).toBe(true);
    expect(await database.load()).toEqual({ ok: true, value: list });
  });

  it('is replaced as a whole', async () => {
    await database.save(list);
    const shorter = { ...list, events: list.events.slice(0, 3) };
    await database.save(shorter);
    expect(await database.load()).toEqual({ ok: true, value: shorter });
  });

  it.each<[string, (part: Record<string, unknown>) => Record<string, unknown> | null]>([
    ['a part is missing', () => null],
    ['a letter is another', (part) => ({ ...part, json: String(part['json']).replace('event-60', 'event-61') })],
    ['a part is of another reading', (part) => ({ ...part, readAtMs: 5 })],
    ['a part is no part', () => ({ text: 'x' })],
  ])('is dropped, and says so, where %s', async (_what, change) => {
    await harm(change);
    expect(await database.load()).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
    expect(await database.load()).toEqual({ ok: true, value: null });
  });

  it('of another format is none', async () => {
    await database.save({ ...list, events: list.events.slice(0, 1) });
    const raw = await openDB('facet-catalogue', 1);
    await raw.put('parts', { ...((await raw.get('parts', 0)) as object), format: 0 }, 0);
    raw.close();
    expect(await database.load()).toEqual({ ok: true, value: null });
  });
});
