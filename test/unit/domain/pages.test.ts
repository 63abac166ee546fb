import { describe, expect, it } from 'vitest';
import type { Page } from '../../../lib/domain/pages';
import { followPages, parseCursor } from '../../../lib/domain/pages';
import { fail, ok } from '../../../lib/domain/result';

type Venue = (cursor: string | null, count: number) => Page<number>;

async function follow(venue: Venue, over: { readonly wanted?: number; readonly mostPages?: number } = {}) {
  let count = 0;
  const pages = await followPages<number>({
    first: null,
    wanted: 60,
    mostPages: 100,
    ...over,
    keyOf: String,
    fetch(cursor) {
      count += 1;
      return Promise.resolve(ok(venue(cursor, count)));
    },
  });
  if (!pages.ok) throw new Error(pages.error.code);
  return { ...pages.value, count };
}

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

/** A list of 80 whose pages are as long as the venue likes. */
const listOf80 =
  (lengthOf: (page: number) => number): Venue =>
  (cursor, count) => {
    const from = Number(cursor ?? 0);
    const to = Math.min(80, from + lengthOf(count));
    return { items: numbers(from, to), next: to < 80 ? String(to) : null };
  };

describe('pages', () => {
  it('are followed to the length that is wanted, however short the venue makes them', async () => {
    const by25 = await follow(listOf80(() => 25));
    expect([by25.items.length, by25.ended, by25.count]).toEqual([75, 'wanted', 3]);
    expect(by25.items).toEqual(numbers(0, 75));
    const shrinking = await follow(listOf80((page) => Math.max(1, 30 - 8 * page)));
    expect([shrinking.items.length, shrinking.ended]).toEqual([60, 'wanted']);
    const all = await follow(
      listOf80(() => 25),
      { wanted: Infinity },
    );
    expect([all.items.length, all.ended, all.count]).toEqual([80, 'end', 4]);
  });

  it('give an entry once that moved to the next page meanwhile', async () => {
    const moved = await follow((cursor) => {
      const from = Number(cursor ?? 0);
      return { items: numbers(Math.max(0, from - 2), from + 10), next: from + 10 < 80 ? String(from + 10) : null };
    });
    expect(moved.items).toEqual(numbers(0, 60));
  });

  it('stop at a cursor, at entries, or at nothing that comes again', async () => {
    const same = await follow((_cursor, count) => ({ items: numbers(count * 5, count * 5 + 5), next: 'x' }));
    expect([same.items.length, same.ended, same.count]).toEqual([10, 'cursor-repeats', 2]);
    const circle = await follow((cursor, count) => ({
      items: numbers(count, count + 1),
      next: cursor === 'a' ? 'b' : 'a',
    }));
    expect([circle.ended, circle.count]).toEqual(['cursor-repeats', 3]);
    const repeated = await follow((_cursor, count) => ({ items: numbers(0, 25), next: String(count) }));
    expect([repeated.items.length, repeated.ended, repeated.count]).toEqual([25, 'items-repeat', 2]);
    const empty = await follow((_cursor, count) => ({ items: count < 3 ? [count] : [], next: String(count) }));
    expect([empty.items.length, empty.ended, empty.count]).toEqual([2, 'empty-page', 3]);
    const endless = await follow((_cursor, count) => ({ items: [count], next: String(count) }), { mostPages: 7 });
    expect([endless.items.length, endless.ended]).toEqual([7, 'too-many-pages']);
  });

  it('go on past a page of which nothing could be read', async () => {
    const gap = await follow((cursor, count) =>
      count === 2
        ? { items: [], listed: 25, next: '50' }
        : { items: numbers(Number(cursor ?? 0), Number(cursor ?? 0) + 25), next: count < 3 ? '25' : null },
    );
    expect([gap.items.length, gap.ended]).toEqual([50, 'end']);
  });

  it('fail when one of them does', async () => {
    const failed = await followPages<number>({
      first: null,
      wanted: 60,
      mostPages: 100,
      keyOf: String,
      fetch: (cursor) =>
        Promise.resolve(cursor === null ? ok({ items: [1], next: 'a' }) : fail('network', { what: 'list' }, 'later')),
    });
    expect(failed.ok).toBe(false);
  });

  it('end where the venue says so in any of its ways', () => {
    expect(['LTE=', '', null, undefined, 5, 'x'.repeat(3_000), 'MjU='].map(parseCursor)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      'MjU=',
    ]);
  });
});
