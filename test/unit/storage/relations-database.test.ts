/** The stored register: one entry that cannot be read costs itself alone, and no decision is lost without a word. */
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import type { RelationEntry, RelationStatus } from '../../../lib/domain/relation';
import { createRelationsDatabase } from '../../../lib/storage/relations-database';

const entryOf = (id: string, status: RelationStatus = 'proposed'): RelationEntry => ({
  relation: {
    id,
    version: 1,
    body: { type: 'implies', if: 'a', then: 'b' },
    source: 'rule',
    status,
    why: 'because',
    evidence: ['text'],
  },
  history: [{ atMs: 1, status, because: 'it was said' }],
});

let database = createRelationsDatabase();
afterEach(async () => {
  database.close();
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('facet-relations').onsuccess = resolve;
  });
  database = createRelationsDatabase();
});

async function putRaw(value: unknown, key: string): Promise<void> {
  await database.relations.load();
  const raw = await openDB('facet-relations', 2);
  await raw.put('relations', value, key);
  raw.close();
}

describe('the register as stored', () => {
  it('of the version before is opened with all that is in it', async () => {
    const old = await openDB('facet-relations', 1, {
      upgrade(db) {
        for (const name of ['relations', 'answers', 'usage', 'quotes']) db.createObjectStore(name);
      },
    });
    await old.put('relations', entryOf('a', 'rejected'), 'a');
    old.close();
    expect(await database.relations.load()).toEqual({
      ok: true,
      value: { entries: [entryOf('a', 'rejected')], unreadable: [] },
    });
  });

  it.each([
    ['a status of its own', { relation: { ...entryOf('b').relation, status: 'sold' } }],
    [
      'a body that says more',
      { relation: { ...entryOf('b').relation, body: { type: 'implies', if: 'a', then: 'b', unless: 'c' } } },
    ],
    ['no history', { history: [] }],
  ])('%s costs that entry alone and names it', async (_what, damage) => {
    await putRaw(entryOf('a', 'accepted'), 'a');
    await putRaw({ ...entryOf('b', 'rejected'), ...damage }, 'b');
    expect(await database.relations.load()).toEqual({
      ok: true,
      value: { entries: [entryOf('a', 'accepted')], unreadable: ['b'] },
    });
  });

  it('what only explains is not worth an entry, and a newer key is kept', async () => {
    const { relation, history } = entryOf('a', 'accepted');
    await putRaw({ relation: { ...relation, why: 7, evidence: null, weight: 3 }, history }, 'a');
    expect(await database.relations.load()).toEqual({
      ok: true,
      value: {
        entries: [{ relation: { ...relation, why: '', evidence: [], weight: 3 }, history }],
        unreadable: [],
      },
    });
  });

  it.each([
    ['accepted by you', 'accepted-by-you'],
    ['rejected by you', 'rejected-by-you'],
    ['your decision was taken back', 'taken-back'],
    ['accepted with its template', 'accepted-with-template'],
    ['named by rule', 'named by rule'],
  ])('a step that was kept as "%s" is read as %s', async (before, now) => {
    const { relation } = entryOf('a', 'accepted');
    await putRaw({ relation, history: [{ atMs: 1, status: 'accepted', because: before }] }, 'a');
    const loaded = await database.relations.load();
    expect(loaded.ok && loaded.value.entries.map(({ history }) => history[0]?.because)).toEqual([now]);
  });

  it('counts each decision in its mark, and nothing else', async () => {
    const writes: number[] = [];
    const { sum } = await database.ties.read();
    await database.ties.stamp({ id: 'epoch', writes: 1, sum }, (count) => writes.push(count));
    await database.relations.write({ put: [entryOf('a')], remove: [] });
    expect(writes).toEqual([]);
    await database.relations.write({ put: [entryOf('a', 'rejected')], remove: [] });
    await database.relations.write({ put: [entryOf('a')], remove: [] });
    await database.relations.write({ put: [entryOf('b', 'accepted')], remove: [] });
    expect(writes).toEqual([2, 3, 4]);
    const { mark, sum: now } = await database.ties.read();
    expect([mark?.writes, mark?.sum]).toEqual([4, now]);
  });

  it('no longer adds up when a decision is gone or another', async () => {
    const { sum } = await database.ties.read();
    await database.ties.stamp({ id: 'epoch', writes: 1, sum }, () => undefined);
    await database.relations.write({ put: [entryOf('a', 'rejected')], remove: [] });
    await putRaw(entryOf('a', 'accepted'), 'a');
    const { mark, sum: now } = await database.ties.read();
    expect(mark?.sum).not.toEqual(now);
  });
});
