import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Book } from '../../../../lib/domain/book';
import type { TokenId } from '../../../../lib/domain/ids';
import { ok } from '../../../../lib/domain/result';
import { priceMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import type { BookEvent, MarketFeed } from '../../../../lib/ports/feed';
import { createBooks } from '../../../../lib/services/books/books';
import { applyLevel } from '../../../../lib/services/books/levels';
import { hashOfBook } from '../../../../lib/venues/polymarket/clob/book-hash';
import { condition, createFakeClock, createMemoryLog } from '../../../kit/venue';

const SEED = Number(process.env['FACET_SEED'] ?? Date.now() % 1_000_000_007);

/** A venue's book in the plainest form: two maps. */
interface Reference {
  readonly bids: Map<number, number>;
  readonly asks: Map<number, number>;
}

const change = fc.record({
  side: fc.constantFrom('bid', 'ask'),
  cents: fc.integer({ min: 1, max: 99 }),
  size: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000 })),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Applies a change if the book stays uncrossed, as a matching venue would. */
function applyTo(reference: Reference, { side, cents, size }: Change): boolean {
  const price = cents * 10_000;
  const bestAsk = Math.min(1_000_000, ...reference.asks.keys());
  const bestBid = Math.max(0, ...reference.bids.keys());
  if (size > 0 && (side === 'bid' ? price >= bestAsk : price <= bestBid)) return false;
  const levels = side === 'bid' ? reference.bids : reference.asks;
  if (size === 0) return levels.delete(price);
  levels.set(price, size * 10_000);
  return true;
}

const sorted = (levels: Map<number, number>, direction: 1 | -1) =>
  [...levels]
    .sort((a, b) => direction * (a[0] - b[0]))
    .map(([price, size]) => ({ priceMicros: priceMicros(price), sizeMicros: sizeMicros(size) }));
const plain = (book: Pick<Book, 'bids' | 'asks'>): string => JSON.stringify([book.bids, book.asks]);

const A = condition(1);
const TOKEN: TokenId = A.tokens[0];

function bookOf(reference: Reference, at: number, asked: number): Book {
  return {
    tokenId: TOKEN,
    conditionId: A.id,
    bids: sorted(reference.bids, -1),
    asks: sorted(reference.asks, 1),
    tickMicros: priceMicros(10_000),
    hash: '',
    venueTimeMs: timeMs(at),
    receivedAtMs: timeMs(asked),
    verifiedAtMs: timeMs(asked),
    hashed: { tickSize: '0.01', minOrderSize: '5', negRisk: false, lastTradePrice: '0.5', version: null },
  };
}

it(`applyLevel equals a map (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
      let bids: Book['bids'] = [];
      let asks: Book['asks'] = [];
      const reference = { bids: new Map<number, number>(), asks: new Map<number, number>() };
      for (const { side, cents, size } of changes) {
        const price = priceMicros(cents * 10_000);
        if (side === 'bid') bids = applyLevel(bids, 'bid', price, sizeMicros(size * 10_000));
        else asks = applyLevel(asks, 'ask', price, sizeMicros(size * 10_000));
        const levels = side === 'bid' ? reference.bids : reference.asks;
        if (size === 0) levels.delete(price);
        else levels.set(price, size * 10_000);
      }
      expect(plain({ bids, asks })).toBe(JSON.stringify([sorted(reference.bids, -1), sorted(reference.asks, 1)]));
    }),
    { seed: SEED, numRuns: 300 },
  );
});

interface Scenario {
  readonly changes: readonly Change[];
  /** Per change: what the network does to its frame. */
  readonly fates: readonly ('deliver' | 'drop' | 'twice' | 'swap')[];
}

/** Plays a scenario; `check` is called after every delivery. */
async function play(
  scenario: Scenario,
  check: (books: ReturnType<typeof createBooks>, reference: Reference) => void,
): Promise<void> {
  const clock = createFakeClock();
  const reference: Reference = { bids: new Map([[400_000, 1_000_000]]), asks: new Map([[600_000, 1_000_000]]) };
  let changedAt: number = clock.nowMs();
  const feed: MarketFeed = {
    watch: () => undefined,
    status: () => ({ kind: 'live', sinceMs: clock.nowMs() }),
    // A new connection begins with a gap and a snapshot.
    restart: () =>
      books.onEvents(
        [
          { kind: 'gap', tokens: [TOKEN] },
          { kind: 'snapshot', book: bookOf(reference, changedAt, clock.nowMs()) },
        ],
        clock.nowMs(),
      ),
    retryNow: () => undefined,
    close: () => undefined,
  };
  const books = createBooks({
    clock,
    log: createMemoryLog(),
    fetchBooks: async (tokens) => ok(tokens.includes(TOKEN) ? [bookOf(reference, changedAt, clock.nowMs())] : []),
    feed: () => feed,
    staleAfterMs: () => 5_000,
    hashOf: hashOfBook,
  });
  books.watch([A]);
  await clock.run(100);
  books.onEvents([{ kind: 'snapshot', book: bookOf(reference, changedAt, clock.nowMs()) }], clock.nowMs());
  let held: BookEvent | null = null;
  for (const [i, one] of scenario.changes.entries()) {
    clock.advance(7);
    if (!applyTo(reference, one)) continue;
    changedAt = clock.nowMs();
    const now = bookOf(reference, changedAt, changedAt);
    const event: BookEvent = {
      kind: 'delta',
      tokenId: TOKEN,
      conditionId: A.id,
      side: one.side === 'bid' ? 'bid' : 'ask',
      priceMicros: priceMicros(one.cents * 10_000),
      sizeMicros: sizeMicros(one.size * 10_000),
      bestBidMicros: now.bids[0]?.priceMicros ?? priceMicros(0),
      bestAskMicros: now.asks[0]?.priceMicros ?? priceMicros(1_000_000),
      hash: (await hashOfBook(now)) ?? '',
      venueTimeMs: timeMs(changedAt),
    };
    switch (scenario.fates[i % scenario.fates.length] ?? 'deliver') {
      case 'drop':
        break;
      case 'twice':
        books.onEvents([event], clock.nowMs());
        books.onEvents([event], clock.nowMs());
        break;
      case 'swap':
        if (held) books.onEvents([held], clock.nowMs());
        held = event;
        continue;
      case 'deliver':
        books.onEvents([event], clock.nowMs());
        if (held) books.onEvents([held], clock.nowMs());
        held = null;
    }
    check(books, reference);
  }
  // A compared-as-a-whole round for a book without an open page comes at least every 30 s.
  await clock.run(31_000, 100);
  check(books, reference);
  const state = books.stateOf(TOKEN);
  expect(state.kind).toBe('live');
  expect(state.kind === 'live' && plain(state.book)).toBe(
    JSON.stringify([sorted(reference.bids, -1), sorted(reference.asks, 1)]),
  );
  books.close();
}

it(`a faithful feed gives the venue's book after every change (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 60 }), async (changes) => {
      await play({ changes, fates: ['deliver'] }, (books, reference) => {
        const state = books.stateOf(TOKEN);
        expect(state.kind === 'live' && plain(state.book)).toBe(
          JSON.stringify([sorted(reference.bids, -1), sorted(reference.asks, 1)]),
        );
      });
    }),
    { seed: SEED, numRuns: 25 },
  );
});

it(`after lost, doubled and swapped frames no live book shows a top that was denied (seed ${SEED})`, async () => {
  let badSeen = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 20, maxLength: 80 }),
      fc.array(
        fc.constantFrom(
          'deliver' as const,
          'deliver' as const,
          'deliver' as const,
          'drop' as const,
          'twice' as const,
          'swap' as const,
        ),
        { minLength: 3, maxLength: 12 },
      ),
      async (changes, fates) => {
        await play({ changes, fates }, (books) => {
          const state = books.stateOf(TOKEN);
          if (state.kind === 'bad') badSeen += 1;
          else
            expect((state.book.bids[0]?.priceMicros ?? 0) < (state.book.asks[0]?.priceMicros ?? 1_000_000)).toBe(true);
        });
      },
    ),
    { seed: SEED, numRuns: 40 },
  );
  // Otherwise the scenarios were too tame to show anything.
  expect(badSeen).toBeGreaterThan(0);
});
