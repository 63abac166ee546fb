/**
 * Hashes, the question before money moves, and resolutions.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { moneyMicros, sizeMicros } from '../../../../lib/domain/units';
import { hashOfBook } from '../../../../lib/venues/polymarket/clob/book-hash';
import { parseBook } from '../../../../lib/venues/polymarket/clob/parse-book';
import { conditionId, rawBook, settled, token, until } from '../../../kit/venue';
import { A, NO, T0, YES, createBooksDesk } from '../../../kit/books-desk';
import * as en from '../../../../lib/words/en';

const desk = createBooksDesk();
const { send, snapshot, delta } = desk;

describe('hash checks', () => {
  it('proves a changed book by its claimed hash, and asks REST when a trusted hash differs', async () => {
    desk.books.close();
    let checks = 0;
    desk.books = desk.open(async (book) => {
      const hash = await hashOfBook(book);
      checks += 1;
      return hash;
    });
    desk.books.watch([A]);
    await desk.clock.run(100);
    send(snapshot(YES), snapshot(NO));
    const at = desk.clock.nowMs();
    const parsed = parseBook(
      rawBook(1, YES, {
        bids: [
          ['0.4', '10'],
          ['0.43', '1'],
          ['0.44', '20'],
        ],
        asks: [
          ['0.6', '7'],
          ['0.46', '5'],
        ],
        timestamp: at,
      }),
      at,
    );
    if (!parsed.ok) throw new Error('fixture');
    const hash = await hashOfBook(parsed.value.book);
    if (hash === null) throw new Error('fixture');
    send(delta({ tokenId: YES, hash, venueTimeMs: at }));
    desk.truth.set(YES, {
      n: 1,
      bids: [
        ['0.4', '10'],
        ['0.43', '1'],
        ['0.44', '20'],
      ],
      asks: [
        ['0.6', '7'],
        ['0.46', '5'],
      ],
      timestamp: at,
    });
    desk.clock.advance(600);
    // Hashing runs outside the event loop, so its end is awaited, not timed.
    const hashNow = (): string | false => {
      const state = desk.books.stateOf(YES);
      return state.kind === 'live' && state.book.hash;
    };
    await until(() => hashNow() === hash, 'checked hash');
    desk.asked.length = 0;
    send(delta({ tokenId: YES, hash: 'f'.repeat(40), sizeMicros: sizeMicros(2_000_000) }));
    const done = checks;
    desk.clock.advance(600);
    await until(() => checks > done, 'second check');
    await settled();
    desk.clock.advance(500);
    expect(desk.asked[0]?.tokens).toContain(YES);
  });
});

describe('refresh', () => {
  beforeEach(async () => {
    desk.books.watch([A]);
    await desk.clock.run(100);
    send(snapshot(YES), snapshot(NO));
  });

  it('answers books that are right since the question', async () => {
    await desk.clock.run(1_000);
    const now = desk.clock.nowMs();
    const answer = await desk.books.refresh([YES, NO]);
    expect(answer.ok && answer.value.map((book) => [book.tokenId, book.verifiedAtMs >= now])).toEqual([
      [YES, true],
      [NO, true],
    ]);
  });

  it('refuses when the venue is out of reach, a book is not followed, or REST contradicts the feed', async () => {
    desk.restFails = true;
    expect((await desk.books.refresh([YES])).ok).toBe(false);
    desk.restFails = false;
    const unknown = await desk.books.refresh([token(999)]);
    expect(unknown.ok ? '' : en.failure(unknown.error)).toMatch(/Nothing was sent/);
    await desk.clock.run(1_000);
    send(delta({ tokenId: YES }));
    await desk.clock.run(200);
    expect((await desk.books.refresh([YES])).ok).toBe(true);
    desk.truth.set(YES, { n: 1, bids: [['0.01', '1']], asks: [['0.99', '1']], timestamp: T0 - 60_000 });
    await desk.clock.run(10);
    const ghost = await desk.books.refresh([YES]);
    expect(ghost.ok ? '' : ghost.error.code).toBe('book-unconfirmed');
  });
});

it('reports resolutions of watched conditions', () => {
  const seen: string[] = [];
  desk.books.subscribeResolved(({ conditionId: id }) => seen.push(id));
  send({ kind: 'resolved', conditionId: conditionId(1), tokens: [YES] });
  expect(seen).toEqual([A.id]);
  expect(moneyMicros(0)).toBe(0);
});
