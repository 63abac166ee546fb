import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Book } from '../../../../lib/domain/book';
import type { ConditionId, TokenId } from '../../../../lib/domain/ids';
import type { Result } from '../../../../lib/domain/result';
import { fail, ok } from '../../../../lib/domain/result';
import { moneyMicros, priceMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import type { BookDelta, BookEvent, MarketFeed } from '../../../../lib/ports/feed';
import type { BooksService } from '../../../../lib/services/books/books';
import { createBooks } from '../../../../lib/services/books/books';
import { hashOfBook } from '../../../../lib/venues/polymarket/clob/book-hash';
import { parseBook } from '../../../../lib/venues/polymarket/clob/parse-book';
import type { FakeClock } from '../../../kit/venue';
import {
  condition,
  conditionId,
  createFakeClock,
  createMemoryLog,
  rawBook,
  settled,
  token,
  until,
} from '../../../kit/venue';

type Levels = readonly (readonly [string, string])[];

let clock: FakeClock;
let books: BooksService;
/** What REST answers: token -> [condition number, bids, asks, venue time]. */
let truth: Map<
  TokenId,
  { readonly n: number; readonly bids: Levels; readonly asks: Levels; readonly timestamp: number }
>;
let restFails: boolean;
let asked: { readonly atMs: number; readonly tokens: readonly TokenId[] }[];
let dirty: ConditionId[];
let restarts: string[];
let retries: number;
let watched: ReadonlySet<TokenId>;

const T0 = 1_795_000_000_000;
const A = condition(1);
const YES = A.tokens[0];
const NO = A.tokens[1];
const BIDS: Levels = [
  ['0.40', '10'],
  ['0.44', '20'],
];
const ASKS: Levels = [
  ['0.60', '7'],
  ['0.46', '5'],
];
const MIRROR_BIDS: Levels = [
  ['0.40', '7'],
  ['0.54', '5'],
];
const MIRROR_ASKS: Levels = [
  ['0.60', '10'],
  ['0.56', '20'],
];

function bookOf(tokenId: TokenId): Book {
  const held = truth.get(tokenId);
  if (!held) throw new Error('fixture');
  const parsed = parseBook(rawBook(held.n, tokenId, held), clock.nowMs());
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value.book;
}

async function fetchBooks(tokens: readonly TokenId[]): Promise<Result<readonly Book[]>> {
  asked.push({ atMs: clock.nowMs(), tokens });
  if (restFails) return fail('network', 'no network', 'later');
  return ok(tokens.filter((tokenId) => truth.has(tokenId)).map(bookOf));
}

const send = (...events: readonly BookEvent[]): void => books.onEvents(events, clock.nowMs());
const snapshot = (tokenId: TokenId): BookEvent => ({ kind: 'snapshot', book: bookOf(tokenId) });
function delta(over: Partial<Omit<BookDelta, 'kind'>> & { readonly tokenId: TokenId }): BookDelta {
  return {
    kind: 'delta',
    conditionId: A.id,
    side: 'bid',
    priceMicros: priceMicros(430_000),
    sizeMicros: sizeMicros(1_000_000),
    bestBidMicros: null,
    bestAskMicros: null,
    hash: '',
    venueTimeMs: timeMs(clock.nowMs()),
    ...over,
  };
}
const fault = (tokenId: TokenId): string => {
  const state = books.stateOf(tokenId);
  return state.kind === 'live' ? 'live' : state.fault;
};

function create(hashOf?: (book: Book) => Promise<string | null>): void {
  const feed: MarketFeed = {
    watch: (tokens) => {
      watched = tokens;
    },
    status: () => ({ kind: 'live', sinceMs: timeMs(T0) }),
    restart: (_tokens, reason) => {
      restarts.push(reason);
    },
    retryNow: () => {
      retries += 1;
    },
    close: () => {
      watched = new Set();
    },
  };
  books = createBooks({
    clock,
    log: createMemoryLog(),
    fetchBooks,
    feed: () => feed,
    staleAfterMs: () => 5_000,
    ...(hashOf ? { hashOf } : {}),
  });
  books.subscribeDirty((ids) => dirty.push(...ids));
}

beforeEach(() => {
  clock = createFakeClock(T0);
  truth = new Map([
    [YES, { n: 1, bids: BIDS, asks: ASKS, timestamp: T0 - 1_000 }],
    [NO, { n: 1, bids: MIRROR_BIDS, asks: MIRROR_ASKS, timestamp: T0 - 1_000 }],
  ]);
  restFails = false;
  asked = [];
  dirty = [];
  restarts = [];
  retries = 0;
  create();
});
afterEach(() => books.close());

describe('freshness', () => {
  it('asks REST for new books at once and tells that the condition became usable', async () => {
    books.watch([A]);
    expect([...watched]).toEqual([YES, NO]);
    expect(fault(YES)).toBe('missing');
    await clock.run(100);
    expect(fault(YES)).toBe('live');
    expect(dirty).toContain(A.id);
    expect(asked[0]?.tokens).toEqual([YES, NO]);
    expect(books.snapshotFor([A]).books.size).toBe(2);
  });

  it('keeps quiet books live for a minute by REST alone, each verified within the limit at every moment', async () => {
    books.watch([A]);
    await clock.run(200);
    for (let i = 0; i < 600; i += 1) {
      await clock.run(100);
      expect(fault(YES)).toBe('live');
    }
    // Every 2 s, not in a loop.
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.length).toBeLessThan(45);
  });

  it('goes stale no later than the limit when the feed is frozen (pings answered or not) and REST is gone', async () => {
    books.watch([A]);
    await clock.run(200);
    const lastGood = books.snapshotFor([A]).oldestVerifiedAtMs ?? 0;
    restFails = true;
    dirty.length = 0;
    await clock.run(lastGood + 5_000 - clock.nowMs());
    await clock.run(100);
    expect(fault(YES)).toBe('stale');
    await clock.run(500);
    expect(dirty).toContain(A.id);
    expect(books.status().bad.stale).toBe(2);
    expect(books.status().rest?.code).toBe('network');
    restFails = false;
    expect(retries).toBe(0);
    await clock.run(5_000);
    expect(fault(YES)).toBe('live');
    // The network is back: the feed need not wait out its own pause.
    expect(retries).toBe(1);
  });

  it('follows REST when the feed is frozen while the market moves, and has the feed restarted', async () => {
    books.watch([A]);
    await clock.run(200);
    send(snapshot(YES), snapshot(NO));
    truth.set(YES, { n: 1, bids: [['0.44', '20']], asks: [['0.50', '3']], timestamp: clock.nowMs() + 1 });
    await clock.run(3_000);
    const state = books.stateOf(YES);
    expect(state.kind === 'live' && state.book.asks[0]?.priceMicros).toBe(500_000);
    await clock.run(4_000);
    expect(restarts).toEqual(['the venue has changes that the feed did not bring']);
  });

  it('does not restart the feed when the change comes after its REST answer', async () => {
    books.watch([A]);
    await clock.run(200);
    send(snapshot(YES), snapshot(NO));
    const at = clock.nowMs() + 1;
    truth.set(YES, {
      n: 1,
      bids: [
        ['0.40', '10'],
        ['0.43', '1'],
        ['0.44', '20'],
      ],
      asks: ASKS,
      timestamp: at,
    });
    await clock.run(2_500);
    send(delta({ tokenId: YES, venueTimeMs: timeMs(at) }));
    await clock.run(6_000);
    expect(restarts).toEqual([]);
    expect(fault(YES)).toBe('live');
  });

  it('takes a change that was on its way for 20 s as old news', async () => {
    books.watch([A]);
    await clock.run(200);
    send(snapshot(YES), snapshot(NO), delta({ tokenId: YES }));
    restFails = true;
    await clock.run(20_000);
    send(delta({ tokenId: YES, venueTimeMs: timeMs(clock.nowMs() - 19_000), sizeMicros: sizeMicros(2_000_000) }));
    expect(fault(YES)).toBe('stale');
    send(delta({ tokenId: YES, venueTimeMs: clock.nowMs(), sizeMicros: sizeMicros(3_000_000) }));
    expect(fault(YES)).toBe('live');
  });

  it('trusts nothing after the clock went back, until asked again', async () => {
    books.watch([A]);
    await clock.run(200);
    clock.set(clock.nowMs() - 3_600_000);
    expect(fault(YES)).toBe('stale');
  });

  it('stays within its rate for 2,000 quiet books and keeps the open page within the limit', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => condition(i + 10));
    for (const { id, tokens } of many) {
      const n = Number(BigInt(id));
      truth.set(tokens[0], { n, bids: BIDS, asks: ASKS, timestamp: T0 - 1_000 });
      truth.set(tokens[1], { n, bids: MIRROR_BIDS, asks: MIRROR_ASKS, timestamp: T0 - 1_000 });
    }
    const open = many.slice(500, 520);
    books.watch(many, { focus: new Set(open.map(({ id }) => id)) });
    await clock.run(10_000, 100);
    asked.length = 0;
    for (let i = 0; i < 60; i += 1) {
      await clock.run(500, 100);
      for (const { tokens } of open) for (const tokenId of tokens) expect(fault(tokenId)).toBe('live');
    }
    expect(asked.reduce((sum, { tokens }) => sum + tokens.length, 0)).toBeLessThanOrEqual(150 * 30 + 600);
    expect(Math.max(...asked.map(({ tokens }) => tokens.length))).toBeLessThanOrEqual(100);
  });

  it('asks ever more rarely for a token that the venue has no book of', async () => {
    truth.delete(NO);
    books.watch([A]);
    await clock.run(60_000, 100);
    const times = asked.filter(({ tokens }) => tokens.includes(NO)).length;
    expect(times).toBeGreaterThan(2);
    expect(times).toBeLessThan(6);
    expect(fault(NO)).toBe('missing');
  });
});

describe('faults', () => {
  beforeEach(async () => {
    books.watch([A]);
    await clock.run(100);
    send(snapshot(YES), snapshot(NO));
    asked.length = 0;
  });

  it('applies changes, removes levels at size 0 and reports the condition dirty', () => {
    dirty.length = 0;
    send(
      delta({
        tokenId: YES,
        priceMicros: priceMicros(450_000),
        sizeMicros: sizeMicros(3_000_000),
        bestBidMicros: priceMicros(450_000),
        bestAskMicros: priceMicros(460_000),
      }),
    );
    send(
      delta({
        tokenId: YES,
        side: 'ask',
        priceMicros: priceMicros(460_000),
        sizeMicros: sizeMicros(0),
        bestBidMicros: priceMicros(450_000),
        bestAskMicros: priceMicros(600_000),
      }),
    );
    const state = books.stateOf(YES);
    if (state.kind !== 'live') throw new Error(state.fault);
    expect(state.book.bids.map((level) => level.priceMicros)).toEqual([450_000, 440_000, 400_000]);
    expect(state.book.asks.map((level) => level.priceMicros)).toEqual([600_000]);
    expect(state.book.hash).toBe('');
    expect(dirty).toContain(A.id);
  });

  it("quarantines a book whose top differs from the venue's, and heals it by REST within a round trip", async () => {
    send(delta({ tokenId: YES, bestBidMicros: priceMicros(450_000), bestAskMicros: priceMicros(460_000) }));
    expect(fault(YES)).toBe('mismatch');
    truth.set(YES, {
      n: 1,
      bids: [
        ['0.43', '1'],
        ['0.44', '20'],
        ['0.45', '2'],
      ],
      asks: ASKS,
      timestamp: clock.nowMs(),
    });
    await clock.run(500);
    const state = books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids[0]?.priceMicros).toBe(450_000);
  });

  it('puts the changes that came during a fault on top of the REST answer', async () => {
    const at = clock.nowMs();
    send(delta({ tokenId: YES, bestBidMicros: priceMicros(450_000), bestAskMicros: priceMicros(460_000) }));
    truth.set(YES, {
      n: 1,
      bids: [
        ['0.43', '1'],
        ['0.44', '20'],
        ['0.45', '2'],
      ],
      asks: ASKS,
      timestamp: at,
    });
    send(
      delta({
        tokenId: YES,
        venueTimeMs: timeMs(at + 5),
        priceMicros: priceMicros(420_000),
        sizeMicros: sizeMicros(9_000_000),
        bestBidMicros: priceMicros(450_000),
        bestAskMicros: priceMicros(460_000),
      }),
    );
    expect(fault(YES)).toBe('mismatch');
    await clock.run(500);
    const state = books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids.map((level) => level.priceMicros)).toEqual([
      450_000, 440_000, 430_000, 420_000,
    ]);
  });

  it('never takes a REST book that is older than the change which showed the fault', async () => {
    truth.set(YES, { n: 1, bids: [['0.01', '1']], asks: [['0.99', '1']], timestamp: T0 - 60_000 });
    send(delta({ tokenId: YES, bestBidMicros: priceMicros(450_000), bestAskMicros: priceMicros(460_000) }));
    await clock.run(4_000);
    expect(fault(YES)).toBe('mismatch');
    expect(restarts).toHaveLength(1);
    // The new connection's first snapshot decides.
    truth.set(YES, { n: 1, bids: [['0.45', '2']], asks: ASKS, timestamp: clock.nowMs() });
    send({ kind: 'gap', tokens: [YES, NO] }, snapshot(YES));
    expect(fault(YES)).toBe('live');
  });

  it('sees a change that comes twice as the same, and one out of order as a fault', () => {
    const change = delta({ tokenId: YES, sizeMicros: sizeMicros(8_000_000) });
    send(change);
    const first = books.stateOf(YES);
    send(change);
    const second = books.stateOf(YES);
    expect(
      second.kind === 'live' &&
        first.kind === 'live' &&
        JSON.stringify(second.book.bids) === JSON.stringify(first.book.bids),
    ).toBe(true);
    send(delta({ tokenId: YES, venueTimeMs: timeMs(clock.nowMs() - 1) }));
    expect(fault(YES)).toBe('mismatch');
  });

  it('quarantines a crossed or locked book', () => {
    send(delta({ tokenId: YES, priceMicros: priceMicros(460_000) }));
    expect(fault(YES)).toBe('crossed');
  });

  it('judges a frame as a whole: a cross that its next change removes is none', () => {
    send(
      delta({ tokenId: YES, priceMicros: priceMicros(460_000) }),
      delta({
        tokenId: YES,
        side: 'ask',
        priceMicros: priceMicros(460_000),
        sizeMicros: sizeMicros(0),
        bestBidMicros: priceMicros(460_000),
        bestAskMicros: priceMicros(600_000),
      }),
    );
    expect(fault(YES)).toBe('live');
  });

  it('calls YES and NO asks below a dollar a stale feed until REST says the same of both', async () => {
    send(delta({ tokenId: NO, side: 'ask', priceMicros: priceMicros(550_000), sizeMicros: sizeMicros(4_000_000) }));
    expect(fault(YES)).toBe('live');
    send(delta({ tokenId: NO, side: 'ask', priceMicros: priceMicros(550_000), sizeMicros: sizeMicros(0) }));
    send(
      delta({ tokenId: YES, side: 'ask', priceMicros: priceMicros(450_000), sizeMicros: sizeMicros(4_000_000) }),
      delta({ tokenId: NO, side: 'ask', priceMicros: priceMicros(541_000), sizeMicros: sizeMicros(0) }),
    );
    // 0.45 + 0.56 is fine; 0.45 + 0.54 is not.
    expect(fault(YES)).toBe('live');
    truth.set(YES, {
      n: 1,
      bids: BIDS,
      asks: [
        ['0.60', '7'],
        ['0.46', '5'],
        ['0.45', '4'],
      ],
      timestamp: clock.nowMs(),
    });
    truth.set(NO, {
      n: 1,
      bids: [
        ['0.40', '7'],
        ['0.53', '5'],
      ],
      asks: [
        ['0.60', '10'],
        ['0.54', '9'],
      ],
      timestamp: clock.nowMs(),
    });
    send(snapshot(YES), snapshot(NO));
    expect(fault(YES)).toBe('crossed');
    expect(fault(NO)).toBe('crossed');
    await clock.run(1_500);
    expect(fault(YES)).toBe('live');
  });

  it('drops a book after a malformed frame and takes the next good one', async () => {
    send({ kind: 'malformed', tokenId: YES, reason: 'x' });
    expect(fault(YES)).toBe('malformed');
    expect(fault(NO)).toBe('live');
    await clock.run(500);
    expect(fault(YES)).toBe('live');
    send({ kind: 'malformed', tokenId: null, reason: 'x' });
    expect([fault(YES), fault(NO)]).toEqual(['malformed', 'malformed']);
  });

  it('ignores changes after a gap until a snapshot of the new connection, and asks REST meanwhile', async () => {
    send({ kind: 'gap', tokens: [YES, NO] });
    send(delta({ tokenId: YES, priceMicros: priceMicros(450_000) }));
    const state = books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids[0]?.priceMicros).toBe(440_000);
    await clock.run(500);
    expect(asked.flatMap(({ tokens }) => tokens)).toContain(YES);
    send(snapshot(YES), delta({ tokenId: YES, priceMicros: priceMicros(450_000) }));
    const after = books.stateOf(YES);
    expect(after.kind === 'live' && after.book.bids[0]?.priceMicros).toBe(450_000);
  });

  it('ignores a snapshot that is older than what is held', () => {
    truth.set(YES, { n: 1, bids: [['0.30', '1']], asks: ASKS, timestamp: T0 - 5_000 });
    send(snapshot(YES));
    const state = books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids[0]?.priceMicros).toBe(440_000);
  });

  it('follows a tick change and refuses prices off the tick', () => {
    send(delta({ tokenId: YES, priceMicros: priceMicros(441_000) }));
    expect(fault(YES)).toBe('malformed');
    send({ kind: 'tick', tokenId: NO, tickMicros: priceMicros(1_000), venueTimeMs: clock.nowMs() });
    send(delta({ tokenId: NO, priceMicros: priceMicros(541_000) }));
    const state = books.stateOf(NO);
    expect(state.kind === 'live' && [state.book.bids[0]?.priceMicros, state.book.tickMicros]).toEqual([541_000, 1_000]);
  });

  it('finds a lost change deep in a busy book by comparing with REST at its own moment', async () => {
    // The venue lost nothing; our feed lost a level at 0.35.
    const levels = (size: number): Levels => [
      ['0.35', '50'],
      ['0.40', '10'],
      ['0.43', String(size)],
      ['0.44', '20'],
    ];
    for (let i = 1; i <= 400; i += 1) {
      await clock.run(100, 100);
      const at = clock.nowMs();
      truth.set(YES, { n: 1, bids: levels(i), asks: ASKS, timestamp: at });
      send(
        delta({
          tokenId: YES,
          sizeMicros: sizeMicros(i * 1_000_000),
          bestBidMicros: priceMicros(440_000),
          bestAskMicros: priceMicros(460_000),
          venueTimeMs: at,
        }),
      );
    }
    const state = books.stateOf(YES);
    expect(state.kind === 'live' && state.book.bids.map((level) => level.priceMicros)).toEqual([
      440_000, 430_000, 400_000, 350_000,
    ]);
  });
});

describe('hash checks', () => {
  it('proves a changed book by its claimed hash, and asks REST when a trusted hash differs', async () => {
    books.close();
    let checks = 0;
    create(async (book) => {
      const hash = await hashOfBook(book);
      checks += 1;
      return hash;
    });
    books.watch([A]);
    await clock.run(100);
    send(snapshot(YES), snapshot(NO));
    const at = clock.nowMs();
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
    truth.set(YES, {
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
    clock.advance(600);
    // Hashing runs outside the event loop, so its end is awaited, not timed.
    const hashNow = (): string | false => {
      const state = books.stateOf(YES);
      return state.kind === 'live' && state.book.hash;
    };
    await until(() => hashNow() === hash, 'checked hash');
    asked.length = 0;
    send(delta({ tokenId: YES, hash: 'f'.repeat(40), sizeMicros: sizeMicros(2_000_000) }));
    const done = checks;
    clock.advance(600);
    await until(() => checks > done, 'second check');
    await settled();
    clock.advance(500);
    expect(asked[0]?.tokens).toContain(YES);
  });
});

describe('refresh', () => {
  beforeEach(async () => {
    books.watch([A]);
    await clock.run(100);
    send(snapshot(YES), snapshot(NO));
  });

  it('answers books that are right since the question', async () => {
    await clock.run(1_000);
    const now = clock.nowMs();
    const answer = await books.refresh([YES, NO]);
    expect(answer.ok && answer.value.map((book) => [book.tokenId, book.verifiedAtMs >= now])).toEqual([
      [YES, true],
      [NO, true],
    ]);
  });

  it('refuses in a sentence when the venue cannot be reached, a book is not followed, or REST contradicts the feed', async () => {
    restFails = true;
    expect((await books.refresh([YES])).ok).toBe(false);
    restFails = false;
    const unknown = await books.refresh([token(999)]);
    expect(unknown.ok ? '' : unknown.error.message).toMatch(/Nothing was sent/);
    await clock.run(1_000);
    send(delta({ tokenId: YES }));
    await clock.run(200);
    expect((await books.refresh([YES])).ok).toBe(true);
    truth.set(YES, { n: 1, bids: [['0.01', '1']], asks: [['0.99', '1']], timestamp: T0 - 60_000 });
    await clock.run(10);
    const ghost = await books.refresh([YES]);
    expect(ghost.ok ? '' : ghost.error.code).toBe('book-stale');
  });
});

it('reports resolutions of watched conditions', () => {
  const seen: string[] = [];
  books.subscribeResolved(({ conditionId: id }) => seen.push(id));
  send({ kind: 'resolved', conditionId: conditionId(1), winningTokenId: YES });
  expect(seen).toEqual([A.id]);
  expect(moneyMicros(0)).toBe(0);
});
