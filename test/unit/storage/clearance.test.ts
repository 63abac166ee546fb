/** Which accounts may send real baskets: kept in the sealed copies, and nothing that cannot be read clears anybody. */
import { describe, expect, it } from 'vitest';
import type { Clearance } from '../../../lib/domain/clearance';
import { createClearanceStore } from '../../../lib/storage/clearance';
import { parseClearances } from '../../../lib/storage/parse-clearance';
import { ACCOUNT } from '../../kit/executions';
import { copyOf, emptyDisk, startMemory } from '../../kit/memory';

const CLEARED: Clearance = { account: ACCOUNT, greenAtMs: 5, trials: [{ protocol: 'v1', atMs: 7 }] };

describe('the clearances', () => {
  it('outlive the worker, in every copy', async () => {
    const disk = emptyDisk();
    const first = await startMemory(disk);
    expect(await createClearanceStore(first.memory).load()).toEqual([]);
    expect((await createClearanceStore(first.memory).save([CLEARED])).ok).toBe(true);
    await first.settled();
    const second = await startMemory(disk);
    expect(second.memory.damage()).toBeNull();
    expect(await createClearanceStore(second.memory).load()).toEqual([CLEARED]);
  });

  it('are gone after damage: the copy that is left may be older than what locked', async () => {
    const disk = emptyDisk();
    const first = await startMemory(disk);
    await createClearanceStore(first.memory).save([CLEARED]);
    await first.settled();
    const older = copyOf(disk);
    await createClearanceStore(first.memory).save([{ ...CLEARED, greenAtMs: null }]);
    await first.settled();
    disk.local = {};
    disk.journal.memory = older.journal.memory;
    disk.copy = older.copy;
    const second = await startMemory(disk);
    expect(second.memory.damage()).not.toBeNull();
    expect(await createClearanceStore(second.memory).load()).toEqual([]);
  });

  it('written by another under their key break the seal', async () => {
    const disk = emptyDisk();
    const first = await startMemory(disk);
    await first.settled();
    disk.local = { ...disk.local, clearance: [CLEARED] };
    const second = await startMemory(disk);
    expect(second.memory.damage()?.faults).toContainEqual({ place: 'local', fault: 'changed' });
    expect(await createClearanceStore(second.memory).load()).toEqual([]);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'all'],
    ['another owner', [{ ...CLEARED, account: { ...ACCOUNT, owner: 'me' } }]],
    ['a strange protocol', [{ ...CLEARED, trials: [{ protocol: 'v3', atMs: 7 }] }]],
    ['a time in words', [{ ...CLEARED, greenAtMs: 'yesterday' }]],
    ['more than is known', [{ ...CLEARED, forever: true }]],
  ])('of %s clear nobody', (_name, stored) => {
    expect(parseClearances(stored)).toEqual([]);
  });
});
