/** The small helpers that every room shares. */
import { describe, expect, it } from 'vitest';
import { deepEqual } from '../../../lib/domain/deep-equal';
import { createPool, forEachPooled } from '../../../lib/domain/pool';
import { seeded } from '../../../lib/domain/random';
import { UnionFind } from '../../../lib/domain/union-find';

describe('deepEqual', () => {
  it('takes the order of keys and an absent value for nothing, as JSON text means it', () => {
    expect(deepEqual({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
    expect(deepEqual({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(deepEqual({ a: 1 }, { a: 1, b: undefined })).toBe(true);
    expect(deepEqual(Number.NaN, Number.NaN)).toBe(true);
    expect(deepEqual([2n, 'x'], [2n, 'x'])).toBe(true);
  });

  it('tells kinds, lengths, orders of items and inherited names apart', () => {
    const unequal: readonly (readonly [unknown, unknown])[] = [
      [1, '1'],
      [0, null],
      [null, undefined],
      [[], {}],
      [
        [1, 2],
        [2, 1],
      ],
      [[1], [1, undefined]],
      [{ a: 1 }, { a: 2 }],
      [{ a: 1 }, { b: 1 }],
      [{ constructor: Object }, {}],
      [{}, { constructor: Object }],
      [{ a: { b: 1 } }, { a: { b: 1, c: 0 } }],
    ];
    for (const [a, b] of unequal) expect(deepEqual(a, b), JSON.stringify([a, b])).toBe(false);
  });
});

describe('UnionFind', () => {
  it('names a set after the key of it that was given first, in whatever order the sets were joined', () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const pairs = [
      ['d', 'e'],
      ['c', 'e'],
      ['b', 'd'],
    ];
    for (const order of [pairs, pairs.toReversed()]) {
      const sets = new UnionFind(keys);
      for (const pair of order) sets.join(pair);
      expect(keys.map((key) => sets.rootOf(key))).toEqual(['a', 'b', 'b', 'b', 'b']);
    }
  });

  it('passes over keys that it was not given', () => {
    const sets = new UnionFind(['a', 'b', 'c']);
    sets.join(['x', 'c', 'y', 'a']);
    expect([sets.rootOf('c'), sets.rootOf('b'), sets.rootOf('x')]).toEqual(['a', 'b', undefined]);
  });
});

describe('pool', () => {
  it('runs so many at a time, in the order in which they came', async () => {
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const all = forEachPooled([0, 1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      most = Math.max(most, (running += 1));
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    });
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    while (ends.length > 0) {
      ends.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
    }
    await all;
    expect([begun, most]).toEqual([[0, 1, 2, 3, 4], 2]);
  });

  it('gives a place back when a task fails, and has at least one', async () => {
    const pool = createPool(0);
    await expect(pool(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(pool(() => Promise.resolve(7))).resolves.toBe(7);
  });
});

describe('seeded', () => {
  it('gives the numbers of mulberry32, the same for the same seed', () => {
    const random = seeded(1);
    const first = [random(), random(), random()];
    expect(first.map((value) => Math.floor(value * 2 ** 32))).toEqual([2_693_262_067, 11_749_833, 2_265_367_787]);
    const again = seeded(1);
    expect([again(), again(), again()]).toEqual(first);
  });
});
