/** The trail of a store's writes: any of the last that is missing tells of damage, however whole the newest is. */
import { describe, expect, it } from 'vitest';
import { createTrail, TRAIL } from '../../../lib/storage/memory/trail';

function written(count: number) {
  const trail = createTrail();
  const slots = new Map<number, number>();
  let mark: unknown;
  const write = (): void => {
    const next = trail.next();
    slots.set(next.slot, next.mark.last);
    mark = next.mark;
    trail.took(next.mark);
  };
  for (let index = 0; index < count; index += 1) write();
  return { trail, slots, write, mark: () => mark };
}

describe('the trail', () => {
  it.each([0, 1, 2, TRAIL - 1, TRAIL, TRAIL + 1, 3 * TRAIL])('of %i writes is whole', (count) => {
    const { slots, mark } = written(count);
    expect(createTrail().check(mark(), (slot) => slots.get(slot))).toBe(true);
  });

  it('that lost one of the last is broken, is begun anew, and is whole after the next write', () => {
    const { slots, mark } = written(300);
    slots.delete(100);
    const next = createTrail();
    expect(next.check(mark(), (slot) => slots.get(slot))).toBe(false);
    const { mark: anew, slot } = next.next();
    slots.set(slot, anew.last);
    expect(createTrail().check(anew, (at) => slots.get(at))).toBe(true);
  });

  it('of which the mark is damaged is broken', () => {
    expect(createTrail().check('x', () => undefined)).toBe(false);
  });
});
