/** Signatures that Facet has not sent, over damaged disks: what any intact copy knows of is watched. */
import { describe, expect, it } from 'vitest';
import { moneyMicros, priceMicros, sizeMicros, timeMs } from '../../../lib/domain/units';
import type { KeptSignature } from '../../../lib/domain/signature';
import { createSignatureStore } from '../../../lib/storage/signatures';
import { ACCOUNT, hashOf, legOf } from '../../kit/executions';
import { copyOf, emptyDisk, startMemory } from '../../kit/memory';

const { conditionId, tokenId, token, label, side, fee } = legOf(0);
const kept = (index: number, over: Partial<KeptSignature> = {}): KeptSignature => ({
  ...{ hash: hashOf(index), executionId: 'basket', eventTitle: 'Fed', eventSlug: 'fed', account: ACCOUNT },
  ...{ conditionId, tokenId, token, label, side, fee, askedAtMs: timeMs(5), answer: 'asked' },
  ...{ sizeMicros: sizeMicros(1_000_000), limitPriceMicros: priceMicros(500_000), found: null, acknowledged: false },
  ...over,
});
const FOUND = {
  ...{ resting: true, filledSizeMicros: sizeMicros(1), paidMicros: moneyMicros(1), feeMicros: moneyMicros(0) },
  ...{ settled: false, foundAtMs: timeMs(9) },
};

/** A disk that knows of one signature, and of two later on. */
async function twoLives() {
  const disk = emptyDisk();
  const { memory, settled } = await startMemory(disk);
  await createSignatureStore(memory).save([kept(0, { acknowledged: true })]);
  await settled();
  const older = copyOf(disk);
  await createSignatureStore(memory).save([kept(0, { answer: 'signed', found: FOUND }), kept(1)]);
  await settled();
  return { disk, older };
}

const hashesIn = async (disk: ReturnType<typeof emptyDisk>) => {
  const { memory } = await startMemory(disk);
  expect(memory.damage()).not.toBeNull();
  const loaded = await createSignatureStore(memory).load();
  return loaded.ok ? loaded.value : loaded.error.code;
};

describe('signatures after damage', () => {
  it('are those of every intact copy, where the copies are of two epochs', async () => {
    const { disk, older } = await twoLives();
    const strange = emptyDisk();
    const other = await startMemory(strange);
    await createSignatureStore(other.memory).save([kept(2)]);
    await other.settled();
    disk.copy = strange.copy;
    disk.local = older.local;
    expect(await hashesIn(disk)).toMatchObject([{ hash: hashOf(0) }, { hash: hashOf(1) }, { hash: hashOf(2) }]);
  });

  it('are not forgotten where no copy can be preferred', async () => {
    const { disk } = await twoLives();
    const strange = emptyDisk();
    const other = await startMemory(strange);
    await createSignatureStore(other.memory).save([kept(2)]);
    await other.settled();
    disk.copy = strange.copy;
    disk.local = {};
    expect(await hashesIn(disk)).toMatchObject([{ hash: hashOf(0) }, { hash: hashOf(1) }, { hash: hashOf(2) }]);
  });

  it('keep what any copy says is worse', async () => {
    const { disk, older } = await twoLives();
    disk.local = older.local;
    expect(await hashesIn(disk)).toEqual([kept(0, { answer: 'signed', found: FOUND }), kept(1)]);
  });

  it('stay unread where a copy holds what cannot be read', async () => {
    const disk = emptyDisk();
    const { memory, settled } = await startMemory(disk);
    await memory.keep('signatures', { kept: [{ hash: 'none' }] });
    await settled();
    disk.local = {};
    expect(await hashesIn(disk)).toBe('signatures-unread');
  });
});
