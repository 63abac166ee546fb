import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../../lib/ui/charts/depth';

const levels = [
  { priceMicros: 10, sizeMicros: 5 },
  { priceMicros: 12, sizeMicros: 7 },
];

describe('the steps of a book', () => {
  it('rise by what rests at each price', () => {
    expect(stepsOf(levels, Infinity)).toEqual([
      [10, 0],
      [10, 5],
      [12, 5],
      [12, 12],
    ]);
  });

  it('end at what a bet takes, in the middle of a level as well', () => {
    expect(stepsOf(levels, 5)).toEqual([
      [10, 0],
      [10, 5],
    ]);
    expect(stepsOf(levels, 6).at(-1)).toEqual([12, 6]);
    expect(stepsOf(levels, 0)).toEqual([]);
  });
});
