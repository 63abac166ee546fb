/**
 * Memory over damaged disks: everything that is wrong is said and halts, nothing becomes looser, no stop is forgotten,
 * no end is made up, and a browser that died between two writes is not taken for damage.
 */
import { failureOf } from '../../../lib/domain/result';
import { describe, expect, it } from 'vitest';
import type { Execution } from '../../../lib/domain/execution';
import { createHaltStore } from '../../../lib/storage/halt';
import type { StoredMemory } from '../../../lib/storage/memory/memory';
import { UNREADABLE_HALT } from '../../../lib/storage/parse-halt';
import { executionOf, legOf, orderOf } from '../../kit/executions';
import { copyOf, emptyDisk, startMemory, type MemoryDisk } from '../../kit/memory';

const LOOSE = { version: 1, mode: 'live', maxPositionMicros: 250_000_000 };
const TIGHT = { ...LOOSE, maxPositionMicros: 20_000_000 };
const STOP = failureOf('stop-pressed', {});
/** As an earlier version wrote it. */
const SAID = 'you pressed stop.';

const sent = (over: Partial<Execution> = {}): Execution =>
  executionOf({
    state: 'unknown',
    legs: [legOf(0, { state: 'unknown', orders: [orderOf(0)] }), legOf(1, { state: 'unknown', orders: [orderOf(1)] })],
    ...over,
  });

/** A first start, loose limits and a basket that is being signed; then tight limits, the basket sent, and a stop. */
async function twoLives(): Promise<{ readonly older: MemoryDisk; readonly now: MemoryDisk }> {
  const disk = emptyDisk();
  const first = await startMemory(disk);
  await first.memory.keep('settings', LOOSE);
  await first.memory.executions.put('basket', executionOf({ state: 'signing' }));
  await first.settled();
  const older = copyOf(disk);
  await first.memory.keep('settings', TIGHT);
  await first.memory.executions.put('basket', { ...sent(), updatedAtMs: sent().updatedAtMs });
  await first.memory.keep('halt', STOP);
  await first.settled();
  return { older, now: copyOf(disk) };
}

async function stateOf(memory: StoredMemory) {
  const executions = await memory.executions.all();
  return {
    limits: memory.record('settings'),
    halt: await createHaltStore(memory).load(),
    states: executions.ok ? executions.value.map(({ id, state }) => `${id} ${state}`) : executions.error.code,
    faults: memory.damage()?.faults.map(({ place, fault }) => `${place} ${fault}`) ?? null,
  };
}

const clearLocal = (disk: MemoryDisk): void => void (disk.local = {});
const clearJournal = (disk: MemoryDisk): void => void (disk.journal = { memory: undefined, executions: {} });

describe('a start after which nothing is wrong', () => {
  it('of a new profile, of the same again, and of one that only changed', async () => {
    const disk = emptyDisk();
    for (const value of [LOOSE, TIGHT, LOOSE]) {
      const { memory, settled } = await startMemory(disk);
      expect([memory.isRead(), memory.damage()]).toEqual([true, null]);
      await memory.keep('settings', value);
      await settled();
    }
    const { memory } = await startMemory(disk);
    expect(memory.record('settings')).toEqual({ value: LOOSE, known: true });
    expect(memory.damage()).toBeNull();
  });

  it('of a profile from before there were copies: all that it has is kept, without a word', async () => {
    const disk = emptyDisk();
    disk.local = { settings: TIGHT, 'settings-saved': true, halt: SAID };
    disk.journal.executions = { basket: sent() };
    const { memory, settled } = await startMemory(disk);
    expect(await stateOf(memory)).toEqual({
      limits: { value: TIGHT, known: true },
      halt: failureOf('recorded', { code: 'halted', text: 'You pressed stop.' }),
      states: ['basket unknown'],
      faults: null,
    });
    await settled();
    clearLocal(disk);
    const next = await startMemory(disk);
    expect(await stateOf(next.memory)).toMatchObject({
      halt: failureOf('recorded', { code: 'halted', text: 'You pressed stop.' }),
      faults: ['local lost'],
    });
  });

  it('whichever write the browser died after', async () => {
    const places = ['journal', 'local', 'copy'] as const;
    for (const [index] of places.entries()) {
      const disk = emptyDisk();
      const { memory, settled } = await startMemory(disk);
      await memory.keep('settings', LOOSE);
      await settled();
      const dead = new Set(places.slice(index + 1));
      disk.refuses = dead;
      await memory.keep('settings', TIGHT);
      await memory.executions.put('basket', sent());
      await settled();
      disk.refuses = new Set();
      const next = await startMemory(disk);
      expect(await stateOf(next.memory)).toMatchObject({
        limits: { value: TIGHT },
        states: ['basket unknown'],
        faults: null,
      });
      await next.settled();
      expect((await startMemory(disk)).memory.damage()).toBeNull();
    }
  });

  it('in a browser that has no third place, as long as the two others agree', async () => {
    const disk = emptyDisk();
    disk.refuses.add('copy');
    disk.unreadable.add('copy');
    const { memory, settled } = await startMemory(disk);
    await memory.keep('settings', TIGHT);
    await settled();
    const next = await startMemory(disk);
    expect(await stateOf(next.memory)).toMatchObject({ limits: { value: TIGHT }, faults: null });
    clearJournal(disk);
    expect((await stateOf((await startMemory(disk)).memory)).faults).toEqual(['journal lost']);
  });
});

describe('damage between two starts', () => {
  const cases: readonly (readonly [string, (disk: MemoryDisk, older: MemoryDisk) => void, readonly string[]])[] = [
    ['local is gone', clearLocal, ['local lost']],
    ['the limits alone are gone', ({ local }) => void delete local['settings'], ['local changed']],
    ['the limits were replaced', ({ local }) => void (local['settings'] = LOOSE), ['local changed']],
    ['the stop alone is gone', ({ local }) => void delete local['halt'], ['local changed']],
    ['the seal alone is gone', ({ local }) => void delete local['memory'], ['local lost']],
    ['the seal is text', ({ local }) => void (local['memory'] = 'x'), ['local changed']],
    ['the journal is gone', clearJournal, ['journal lost']],
    ['a record of the journal is gone', ({ journal }) => void (journal.executions = {}), ['journal changed']],
    ['older local', (disk, older) => void (disk.local = older.local), ['local older']],
    ['older journal', (disk, older) => void (disk.journal = older.journal), ['journal older']],
    [
      'older both',
      (disk, older) => Object.assign(disk, { local: older.local, journal: older.journal }),
      ['journal older', 'local older'],
    ],
    [
      'both gone',
      (disk) => {
        clearLocal(disk);
        clearJournal(disk);
      },
      ['journal lost', 'local lost'],
    ],
    ['the third copy is gone', (disk) => void (disk.copy = undefined), ['copy lost']],
    ['the third copy is older', (disk, older) => void (disk.copy = older.copy), ['copy older']],
    ['ties gone', (disk) => void (disk.ties = null), ['ties lost']],
    ['local cannot be read', (disk) => void disk.unreadable.add('local'), ['local unreadable']],
  ];

  it.each(cases)(
    '%s: said, halted until acknowledged, nothing looser, nothing forgotten',
    async (_what, harm, faults) => {
      const { older, now } = await twoLives();
      harm(now, older);
      const { memory, settled } = await startMemory(now);
      const expected = {
        limits: { value: { ...TIGHT, mode: 'paper' }, known: true },
        halt: STOP,
        states: ['basket unknown'],
        faults,
      };
      expect(await stateOf(memory)).toEqual(expected);
      await settled();
      now.unreadable = new Set();
      // The next start finds every copy in order again, and still says it.
      const again = await startMemory(now);
      expect(await stateOf(again.memory)).toEqual(expected);
      expect(await again.memory.acknowledge()).toMatchObject({ ok: true });
      await again.settled();
      expect(await stateOf((await startMemory(now)).memory)).toEqual({ ...expected, faults: null });
    },
  );

  it('an older copy that is one write old is told from a browser that died in between', async () => {
    for (const place of ['local', 'journal'] as const) {
      const disk = emptyDisk();
      const { memory, settled } = await startMemory(disk);
      await memory.keep('settings', LOOSE);
      await settled();
      const before = copyOf(disk);
      await memory.keep('settings', TIGHT);
      await settled();
      Object.assign(disk, { [place]: before[place] });
      expect(await stateOf((await startMemory(disk)).memory)).toMatchObject({
        limits: { value: { maxPositionMicros: 20_000_000 } },
        faults: [`${place} older`],
      });
    }
  });

  it('no copy left that can be believed: limits unknown, stopped', async () => {
    const { now } = await twoLives();
    now.local['settings'] = { ...LOOSE, maxPositionMicros: 9e9 };
    clearJournal(now);
    now.copy = 'x';
    const { memory } = await startMemory(now);
    expect(await stateOf(memory)).toMatchObject({ limits: { value: undefined, known: false }, halt: STOP });
    expect(memory.damage()).toMatchObject({ limits: 'strictest', stop: 'unknown' });
    clearLocal(now);
    now.copy = 'x';
    clearJournal(now);
    expect(await createHaltStore((await startMemory(now)).memory).load()).toEqual(UNREADABLE_HALT);
  });

  it('only the mark of the ties is left: not a first start', async () => {
    const { now } = await twoLives();
    clearLocal(now);
    clearJournal(now);
    now.copy = undefined;
    const { memory } = await startMemory(now);
    expect(memory.damage()).toMatchObject({ limits: 'strictest', stop: 'unknown' });
  });

  it('settings that were saved by a Facet without copies and are gone are lost, not new', async () => {
    const disk = emptyDisk();
    disk.local = { 'settings-saved': true };
    const { memory } = await startMemory(disk);
    expect(memory.record('settings')).toEqual({ value: undefined, known: false });
    expect(memory.damage()).toMatchObject({ limits: 'strictest' });
  });
});

describe('the journal that came back', () => {
  it('names a basket that may have been sent since, and gives it no end, ever', async () => {
    const { older, now } = await twoLives();
    now.journal = older.journal;
    now.copy = undefined;
    clearLocal(now);
    // Only the old journal is left: it says "signing", which a start would call "nothing was sent".
    const { memory, settled } = await startMemory(now);
    expect(memory.damage()?.faults.map(({ place }) => place)).toEqual(['local', 'copy']);
    await settled();

    const lives = await twoLives();
    lives.now.journal = lives.older.journal;
    const copy = lives.now.copy as { content: { open: unknown[] } };
    expect(copy.content.open).toHaveLength(1);
    const { memory: third } = await startMemory(lives.now);
    expect(third.damage()).toMatchObject({ broughtBack: 1, unclear: [], gone: 0 });
    expect((await stateOf(third)).states).toEqual(['basket unknown']);
  });

  it('names a basket of an older journal that was finished since', async () => {
    const disk = emptyDisk();
    const { memory, settled } = await startMemory(disk);
    await memory.executions.put('basket', executionOf({ state: 'signing' }));
    await settled();
    const older = copyOf(disk);
    await memory.executions.put('basket', sent({ state: 'settled' }));
    await settled();
    disk.journal = older.journal;
    const next = await startMemory(disk);
    expect(next.memory.damage()).toMatchObject({ unclear: [{ id: 'basket', title: 'Fed decision in June?' }] });
    expect((await stateOf(next.memory)).states).toEqual([]);
    await next.memory.acknowledge();
    await next.settled();
    // It is not "abandoned, nothing was bought" afterwards either, and the record is still there.
    expect((await stateOf((await startMemory(disk)).memory)).states).toEqual([]);
    expect(disk.journal.executions['basket']).toMatchObject({ state: 'signing' });
  });

  it('that cannot be read keeps its copies for the day when it can', async () => {
    const { now } = await twoLives();
    now.unreadable.add('journal');
    now.refuses.add('journal');
    const { memory, settled } = await startMemory(now);
    expect(await stateOf(memory)).toMatchObject({
      halt: STOP,
      states: 'storage-failed',
      faults: ['journal unreadable'],
    });
    expect(await memory.executions.put('other', sent({ id: 'other' }))).toMatchObject({ ok: false });
    await settled();
    now.refuses.clear();
    now.unreadable.clear();
    clearJournal(now);
    const next = await startMemory(now);
    expect((await stateOf(next.memory)).states).toEqual(['basket unknown']);
  });

  it('is copied without the bytes of its orders', async () => {
    const { now } = await twoLives();
    expect(JSON.stringify(now.journal.executions)).toContain('"body":"{');
    expect(JSON.stringify([now.copy, now.local])).not.toContain('"body":"{');
  });

  it('counts what is gone for good', async () => {
    const disk = emptyDisk();
    const { memory, settled } = await startMemory(disk);
    for (const id of ['a', 'b']) await memory.executions.put(id, sent({ id, state: 'settled' }));
    await settled();
    clearJournal(disk);
    expect((await startMemory(disk)).memory.damage()).toMatchObject({ gone: 2 });
  });

  it('keeps a record that cannot be read as it is, names it and halts', async () => {
    const disk = emptyDisk();
    const { memory, settled } = await startMemory(disk);
    await memory.executions.put('fine', sent({ id: 'fine' }));
    await settled();
    const odd = { ...sent({ id: 'odd' }), legs: [{ ...legOf(0), paidMicros: 'much' }] };
    disk.journal.executions['odd'] = odd;
    const next = await startMemory(disk);
    expect(next.memory.damage()).toMatchObject({ unclear: [{ id: 'odd', title: 'Fed decision in June?' }] });
    expect((await stateOf(next.memory)).states).toEqual(['fine unknown']);
    await next.settled();
    expect(disk.journal.executions['odd']).toEqual(JSON.parse(JSON.stringify(odd)));
  });
});

describe('writing', () => {
  it('an order is not allowed when the journal refuses, and nothing is counted', async () => {
    const disk = emptyDisk();
    const { memory, settled } = await startMemory(disk);
    disk.refuses.add('journal');
    expect(await memory.executions.put('basket', sent())).toMatchObject({ ok: false });
    await settled();
    disk.refuses.clear();
    expect(await stateOf((await startMemory(disk)).memory)).toMatchObject({ states: [], faults: null });
  });

  it('a stop is kept where the journal refuses, and every place that refuses is one too many', async () => {
    const disk = emptyDisk();
    const { memory, settled } = await startMemory(disk);
    disk.refuses.add('journal');
    expect(await memory.keep('halt', STOP)).toMatchObject({ ok: true });
    await settled();
    disk.refuses.clear();
    expect(await stateOf((await startMemory(disk)).memory)).toMatchObject({ halt: STOP, faults: null });
    disk.refuses = new Set(['journal', 'local']);
    expect(await memory.keep('halt', null)).toMatchObject({ ok: false });
  });

  it('records written at the same time are both counted', async () => {
    const disk = emptyDisk();
    const { memory, settled } = await startMemory(disk);
    await Promise.all(['a', 'b', 'c'].map((id) => memory.executions.put(id, sent({ id }))));
    await settled();
    const next = await startMemory(disk);
    expect(await stateOf(next.memory)).toMatchObject({ states: ['a unknown', 'b unknown', 'c unknown'], faults: null });
  });
});
