/**
 * Foreign and broken frames through the real feed, its parser and the books, with REST out of reach so that nothing
 * heals unseen. 25,000 in `npm test`, 100,000 with FACET_NIGHTLY=1, any number with FACET_FRAMES; FACET_SEED replays.
 */
import { expect, it } from 'vitest';
import { parseConditionId, parseTokenId } from '../../../../lib/domain/ids';
import type { TokenId } from '../../../../lib/domain/ids';
import { seeded } from '../../../../lib/domain/random';
import { fail } from '../../../../lib/domain/result';
import type { SocketHandlers } from '../../../../lib/ports/net';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import { createAssess } from '../../../../lib/services/assess/assess';
import { createBooks } from '../../../../lib/services/books/books';
import { healthView } from '../../../../lib/services/overview/views';
import { buildOutcomeView } from '../../../../lib/services/page/outcomes';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { createMarketFeed } from '../../../../lib/venues/polymarket/ws/market-feed';
import type { FuzzedMarket } from '../../../kit/frame-fuzzer';
import { createFrameFuzzer } from '../../../kit/frame-fuzzer';
import { FUZZ_SEED } from '../../../kit/raw-answers';
import { condition, createFakeClock, rawBook } from '../../../kit/venue';

const FRAMES = Number(process.env['FACET_FRAMES'] ?? (process.env['FACET_NIGHTLY'] === '1' ? 100_000 : 25_000));
const NEVER_STALE_MS = 1e12;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Ids as long as the venue's, so that none stands in a text by chance. */
function market(n: number): FuzzedMarket {
  const id = parseConditionId(`0x${String(n).repeat(64)}`);
  const tokens = ['1', '2'].map((end) => parseTokenId(`${String(n).repeat(76)}${end}`));
  if (id === null || !tokens[0] || !tokens[1]) throw new Error('fixture');
  return { market: id, tokens: [tokens[0], tokens[1]] };
}

const watched = [1, 2, 3].map(market);
const foreign = [4, 5, 6].map(market);
const conditions = watched.map(({ market: id, tokens }, index) =>
  condition(index + 1, { id: parseConditionId(id) ?? condition(1).id, tokens }),
);

function open() {
  const clock = createFakeClock();
  let socket: SocketHandlers | null = null;
  const books = createBooks({
    clock,
    log: quiet,
    fetchBooks: () => Promise.resolve(fail('network', { what: 'books' }, 'later')),
    staleAfterMs: () => NEVER_STALE_MS,
    feed: (handlers) =>
      createMarketFeed({
        clock,
        log: quiet,
        random: () => 0.5,
        handlers,
        openSocket(_url, given) {
          socket = given;
          return { send: () => undefined, close: () => undefined };
        },
      }),
  });
  books.watch(conditions);
  const connected = (): SocketHandlers => {
    if (socket === null) throw new Error('no socket');
    return socket;
  };
  connected().onOpen();
  return { clock, books, say: (text: string) => connected().onText(text) };
}

type Opened = ReturnType<typeof open>;

/** Good books of one condition, newer than all before. */
function heal({ clock, say }: Opened, { market: id, tokens }: FuzzedMarket): void {
  say('PONG');
  clock.advance(2_000);
  say(
    JSON.stringify(
      tokens.map((tokenId, index) => ({
        event_type: 'book',
        ...rawBook(1, tokenId, {
          bids: [['0.40', '10'] as const, [index === 0 ? '0.44' : '0.54', '20'] as const],
          asks: [['0.60', '7'] as const, [index === 0 ? '0.46' : '0.56', '5'] as const],
          timestamp: clock.nowMs(),
        }),
        market: id,
      })),
    ),
  );
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

const assess = createAssess({ rules: POLYMARKET_RULES });

/** Every number that the rows and the health of these books show. */
function shownNumbers({ books, clock }: Opened): readonly number[] {
  const now = { books, nowMs: clock.nowMs(), staleAfterMs: NEVER_STALE_MS };
  const rows = conditions.map((each) =>
    buildOutcomeView({
      condition: each,
      fair: { price: 0.4, within: 0 },
      stake: null,
      settings: DEFAULT_SETTINGS,
      assess,
      now,
    }),
  );
  const health = healthView({
    books: books.status(),
    engineFailure: null,
    region: null,
    regionProblem: null,
    haltedBecause: null,
    reducingBecause: null,
    settingsUnread: null,
    executions: [],
    isShown: () => false,
    passing: 0,
    below: 0,
    events: 0,
    waiting: 0,
    oldTabs: 0,
    delays: [],
  });
  return numbersIn([rows, health]);
}

it(`${FRAMES} foreign and broken frames condemn no book that they do not name (seed ${FUZZ_SEED})`, () => {
  const opened = open();
  const { books, clock, say } = opened;
  for (const each of watched) heal(opened, each);
  const fuzzer = createFrameFuzzer(seeded(FUZZ_SEED), watched, foreign);
  const stateOf = (tokenId: TokenId) => books.stateOf(tokenId);
  const held = new Map(watched.flatMap(({ tokens }) => tokens).map((tokenId) => [tokenId, stateOf(tokenId)] as const));
  const seen = { named: 0, condemned: 0 };
  let changes = 0;
  for (let i = 0; i < FRAMES; i += 1) {
    const text = fuzzer.next(clock.nowMs());
    say(text);
    let changed = false;
    for (const each of watched) {
      const named = each.tokens.filter((tokenId) => text.includes(tokenId));
      for (const tokenId of each.tokens) {
        const [before, after] = [held.get(tokenId), stateOf(tokenId)];
        if (before?.kind === 'live' && after.kind === 'live' && before.book === after.book) continue;
        // The other token may say that the two are crossed; nothing else reaches a book that is not named.
        const allowed =
          named.includes(tokenId) || (named.length > 0 && after.kind === 'bad' && after.fault === 'crossed');
        // The book itself must be the same object whatever the other token says.
        if (!allowed) expect({ text, before, after }).toBe('a book that the frame names');
        changed = true;
      }
      seen.named += named.length;
      if (each.tokens.some((tokenId) => stateOf(tokenId).kind === 'bad')) {
        seen.condemned += 1;
        heal(opened, each);
        for (const tokenId of each.tokens) {
          const state = stateOf(tokenId);
          // Whatever times the frames before it told, a new book is new: the lag of a connection is two seconds here.
          const isFresh = state.kind === 'live' && clock.nowMs() - state.book.verifiedAtMs <= 2_000;
          if (!isFresh) expect({ text, state, nowMs: clock.nowMs() }).toBe('a fresh book');
        }
      }
      for (const tokenId of each.tokens) held.set(tokenId, stateOf(tokenId));
    }
    // Reckoning what is shown takes longer than all the rest: every fourth frame that changed something.
    changes += changed ? 1 : 0;
    if (!changed || changes % 4 !== 0) continue;
    const odd = shownNumbers(opened).filter((number) => !Number.isFinite(number) || number < 0);
    if (odd.length > 0) expect({ text, odd }).toBe('numbers that can be shown');
  }
  // Too tame a run shows nothing.
  const { strays } = books.status();
  expect(Math.min(seen.named, seen.condemned, strays.unreadable, strays.foreign)).toBeGreaterThan(FRAMES / 50);
  books.close();
}, 120_000);
