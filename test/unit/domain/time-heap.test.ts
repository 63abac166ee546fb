import { describe, expect, it } from 'vitest';
import { seeded } from '../../../lib/domain/random';
import { TimeHeap } from '../../../lib/domain/time-heap';

describe('things by their time', () => {
  it('come earliest first, whatever is set, moved and deleted', () => {
    const random = seeded(7);
    const heap = new TimeHeap<number>();
    const plain = new Map<number, number>();
    const first = (): number | null => (plain.size === 0 ? null : Math.min(...plain.values()));
    for (let step = 0; step < 5_000; step += 1) {
      const item = Math.floor(random() * 60);
      const kind = random();
      if (kind < 0.6) {
        // Most times move on, some go back.
        const atMs = Math.floor(random() < 0.8 ? step + random() * 50 : random() * step);
        heap.set(item, atMs);
        plain.set(item, atMs);
      } else if (kind < 0.8) {
        heap.delete(item);
        plain.delete(item);
      } else {
        const before = Math.floor(random() * step);
        const taken = heap.takeBefore(before);
        const earliest = first();
        if (earliest === null || earliest >= before) expect(taken).toBeNull();
        else {
          expect(plain.get(taken ?? -1)).toBe(earliest);
          plain.delete(taken ?? -1);
        }
      }
      expect([heap.size, heap.firstMs()]).toEqual([plain.size, first()]);
    }
  });
});
