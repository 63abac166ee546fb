/**
 * Books kept from the local exchange's sockets and REST, through trades, lost frames and outages.
 */
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../lib/domain/condition';
import { createBooks } from '../../lib/services/books/books';
import type { BooksService } from '../../lib/services/books/books';
import { hashOfBook } from '../../lib/venues/polymarket/clob/book-hash';
import { createMarketFeed } from '../../lib/venues/polymarket/ws/market-feed';
import { createMemoryLog, until } from '../kit/venue';
import { clock, createAdapterBench } from '../kit/adapter-exchange';
import { MAKER, WHOLE } from '../kit/adapter-scenario';

const bench = createAdapterBench();
const { data, conditionsOf } = bench;

describe('books on the exchange', () => {
  function open(staleAfterMs = 5_000): BooksService {
    return createBooks({
      clock,
      log: createMemoryLog(),
      staleAfterMs: () => staleAfterMs,
      hashOf: hashOfBook,
      fetchBooks: (tokens, abort) => data().fetchBooks(tokens, abort),
      feed: (handlers) =>
        createMarketFeed({ openSocket: bench.openSocket, clock, log: createMemoryLog(), random: () => 0.1, handlers }),
    });
  }
  const place = (condition: Condition, cents: number, shares: number): void => {
    bench.exchange.core.place({
      account: MAKER,
      tokenId: condition.tokens[0],
      side: 'BUY',
      priceMicros: cents * 10_000,
      sizeMicros: shares * WHOLE,
      type: 'GTC',
      postOnly: false,
      expiration: 0,
    });
  };
  const equal = (books: BooksService, conditions: readonly Condition[]): boolean =>
    conditions.every((condition) =>
      condition.tokens.every((tokenId) => {
        const state = books.stateOf(tokenId);
        const depth = bench.exchange.core.depth(tokenId);
        return (
          state.kind === 'live' &&
          JSON.stringify([state.book.bids, state.book.asks]) === JSON.stringify([depth.bids, depth.asks])
        );
      }),
    );

  it('follows the exchange through changes and trades, both tokens of every condition', async () => {
    const conditions = await conditionsOf('risky-one');
    const books = open();
    books.watch(conditions);
    await until(() => books.status().feed.kind === 'live' && equal(books, conditions), 'first books');
    for (let i = 0; i < 30; i += 1) {
      const condition = conditions[i % conditions.length];
      if (condition) place(condition, 20 + (i % 15), 5 + i);
    }
    const [first] = conditions;
    if (!first) throw new Error('no condition');
    bench.exchange.core.place({
      account: MAKER,
      tokenId: first.tokens[1],
      side: 'BUY',
      priceMicros: 600_000,
      sizeMicros: 50 * WHOLE,
      type: 'GTC',
      postOnly: false,
      expiration: 0,
    });
    await until(() => equal(books, conditions), 'books after changes');
    const refreshed = await books.refresh(conditions.flatMap((one) => one.tokens));
    expect(refreshed.ok && refreshed.value.length).toBe(6);
    books.close();
  });

  it('heals from dropped, doubled, swapped and corrupted frames, and follows REST past a frozen socket', async () => {
    const conditions = await conditionsOf('plain-one');
    const [condition] = conditions;
    if (!condition) throw new Error('no condition');
    const books = open(2_000);
    books.watch(conditions, { focus: new Set([condition.id]) });
    await until(() => books.status().feed.kind === 'live' && equal(books, conditions), 'first books');
    for (const fault of [
      { wsDropPercent: 50 },
      { wsDuplicatePercent: 100 },
      { wsReorderPercent: 50 },
      { wsCorruptPercent: 50 },
      { wsWrongHash: true },
      { wsFreeze: 'market' },
    ]) {
      expect(bench.exchange.faults.patch(fault)).toBe(null);
      for (let i = 0; i < 20; i += 1) place(condition, 10 + i, 3 + i);
      bench.exchange.faults.patch({ wsFreeze: fault.wsFreeze ?? 'off' });
      await until(() => equal(books, conditions), `books under ${JSON.stringify(fault)}`);
      bench.exchange.faults.reset();
    }
    books.close();
  });

  it('works on REST alone where the socket is refused, and says that it is down', async () => {
    bench.exchange.faults.patch({ wsRefuse: true });
    const conditions = await conditionsOf('plain-one');
    const [condition] = conditions;
    if (!condition) throw new Error('no condition');
    const books = open(1_000);
    books.watch(conditions, { focus: new Set([condition.id]) });
    await until(() => equal(books, conditions) && books.status().feed.kind === 'down', 'first books without a socket');
    const seen = new Set<string>();
    const startMs = Date.now();
    for (let i = 0; i < 8; i += 1) {
      place(condition, 12 + i, 4 + i);
      await until(() => {
        seen.add(books.stateOf(condition.tokens[0]).kind);
        return equal(books, conditions);
      }, 'the change, without a socket');
    }
    // Three times as long as a book may go unconfirmed.
    await until(() => {
      seen.add(books.stateOf(condition.tokens[0]).kind);
      return Date.now() - startMs > 3_000;
    }, 'a while without a socket');
    expect([...seen]).toEqual(['live']);
    expect(books.status()).toMatchObject({ feed: { kind: 'down' }, live: 2 });
    books.close();
  });

  it('marks books stale within the limit when both sources are gone, and is back when they are', async () => {
    const conditions = await conditionsOf('plain-one');
    const [condition] = conditions;
    if (!condition) throw new Error('no condition');
    const books = open(1_000);
    books.watch(conditions);
    await until(() => equal(books, conditions), 'first books');
    bench.exchange.faults.patch({
      wsFreeze: 'market',
      rest: [{ host: 'clob', path: '/books', mode: 'status', status: 503 }],
    });
    await until(() => books.stateOf(condition.tokens[0]).kind === 'bad', 'stale');
    const state = books.stateOf(condition.tokens[0]);
    expect(state.kind === 'bad' && state.fault).toBe('stale');
    expect((await books.refresh(condition.tokens)).ok).toBe(false);
    bench.exchange.faults.reset();
    await until(() => equal(books, conditions), 'live again');
    books.close();
  });
});
