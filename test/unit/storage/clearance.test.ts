/** Which accounts may send real baskets: kept in the sealed copies, and nothing that cannot be read clears anybody. */
import { describe, expect, it } from 'vitest';
import type { Clearance } from '../../../lib/domain/clearance';
import { createClearanceStore } from '../../../lib/storage/clearance';
import { parseClearances } from '../../../lib/storage/parse-clearance';
import { ACCOUNT } from '../../kit/executions';
import { emptyDisk, startMemory } from '../../kit/memory';

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
    // The store of the settings is lost: the others still know.
    await second.settled();
    disk.local = {};
    const third = await startMemory(disk);
    expect(await createClearanceStore(third.memory).load()).toEqual([CLEARED]);
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
