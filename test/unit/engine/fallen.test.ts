/** Bids that fall while half a basket is sold back. */
import { describe, expect, it } from 'vitest';
import { priceMicros, sizeMicros } from '../../../lib/domain/units';
import { movedAway } from '../../../lib/engine/sizing/fallen';

const levels = (...prices: readonly number[]) =>
  prices.map((price) => ({ priceMicros: priceMicros(price * 10_000), sizeMicros: sizeMicros(1_000_000) }));
const cents = (moved: ReturnType<typeof movedAway>) => moved.map((level) => level.priceMicros / 10_000);

describe('books moved away', () => {
  it('by two ticks, or to the second level behind where that is further', () => {
    expect(cents(movedAway(levels(50, 49, 48, 47), 10_000, 'down'))).toEqual([48, 47, 46, 45]);
    expect(cents(movedAway(levels(50, 40, 30), 10_000, 'down'))).toEqual([30, 38, 28]);
    expect(cents(movedAway(levels(50, 51, 60), 10_000, 'up'))).toEqual([60, 53, 62]);
  });

  it('never beyond nothing or a dollar', () => {
    expect(cents(movedAway(levels(2, 1), 10_000, 'down'))).toEqual([0, 0]);
    expect(cents(movedAway(levels(99), 10_000, 'up'))).toEqual([100]);
  });
});
