/** A machine that cannot follow lets go of the least needed, says so, and takes it on again once it is calm. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenId } from '../../../../lib/domain/ids';
import { ok } from '../../../../lib/domain/result';
import { timeMs } from '../../../../lib/domain/units';
import type { BooksService } from '../../../../lib/services/books/books';
import { createBooks } from '../../../../lib/services/books/books';
import { FEWEST } from '../../../../lib/services/books/load';
import type { FakeClock } from '../../../kit/venue';
import { condition, createFakeClock, createMemoryLog } from '../../../kit/venue';

const T0 = 1_795_000_000_000;
const ALL = Array.from({ length: 400 }, (_, index) => condition(index + 1));

let clock: FakeClock;
let books: BooksService;
let watched: ReadonlySet<TokenId>;
/** Every timer comes so much too late. */
let lateMs: number;

beforeEach(() => {
  lateMs = 0;
  clock = createFakeClock(T0);
  books = createBooks({
    clock: {
      nowMs: clock.nowMs,
      after: (delayMs, callback, signal) => clock.after(delayMs + lateMs, callback, signal),
    },
    log: createMemoryLog(),
    fetchBooks: () => Promise.resolve(ok([])),
    feed: () => ({
      watch: (tokens) => (watched = tokens),
      status: () => ({ kind: 'live', sinceMs: timeMs(T0) }),
      restart: () => undefined,
      retryNow: () => undefined,
      close: () => undefined,
    }),
    staleAfterMs: () => 5_000,
  });
});

afterEach(() => books.close());

describe('a machine that is too busy', () => {
  it('lets go of the least needed, never of an open page, and says how many', async () => {
    const last = ALL[399] ?? condition(400);
    books.watch(ALL, { focus: new Set([last.id]) });
    await clock.run(11_000, 1_000);
    expect(books.status()).toMatchObject({ watched: 800, shed: 0 });
    lateMs = 150;
    await clock.run(40_000, 1_000);
    const { shed } = books.status();
    expect(shed).toBeGreaterThan(0);
    expect(watched.size).toBe(2 * (400 - shed));
    for (const token of [...(ALL[0]?.tokens ?? []), ...last.tokens]) expect(watched.has(token)).toBe(true);
    expect(books.stateOf(ALL[398]?.tokens[0] ?? last.tokens[0])).toMatchObject({ fault: 'missing' });
    await clock.run(600_000, 5_000);
    expect(books.status().shed).toBe(400 - FEWEST - 1);
  });

  it('takes them on again after it has been calm', async () => {
    books.watch(ALL);
    lateMs = 150;
    await clock.run(40_000, 1_000);
    const { shed } = books.status();
    lateMs = 0;
    await clock.run(30_000, 1_000);
    // Others may be asked for meanwhile; what the machine can follow stays what it is.
    books.watch(ALL.slice());
    expect(books.status().shed).toBeGreaterThanOrEqual(shed);
    await clock.run(200_000, 5_000);
    expect(books.status()).toMatchObject({ watched: 800, shed: 0 });
  });

  it('keeps all where there are few', async () => {
    books.watch(ALL.slice(0, FEWEST));
    lateMs = 500;
    await clock.run(60_000, 1_000);
    expect(books.status()).toMatchObject({ watched: 2 * FEWEST, shed: 0 });
  });
});
