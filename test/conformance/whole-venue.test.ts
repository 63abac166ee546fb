/**
 * A contradiction in an event that no page shows, from the venue's list to the moment at which the user is told: found
 * in books that are only looked at, then its legs, its event and its fees are read, then it is told. Many markets of a
 * made-up venue over the real adapter; FACET_MARKETS is their number.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScaleFlow, type ScaleFlow } from '../../bench/scale/flow';
import { makeEvents, type ScaleEvent } from '../../bench/scale/markets';
import { startExchange, type RunningExchange } from '../../exchange/start';
import { createRuleAdvisors } from '../../lib/advisors/rules';
import { createLexicalIndex } from '../../lib/language/look-alikes';
import { DEFAULT_SETTINGS } from '../../lib/protocol/settings';
import { createBooks } from '../../lib/services/books/books';
import { createWatchlist } from '../../lib/services/catalogue/catalogue';
import { createFacts } from '../../lib/services/catalogue/facts';
import { createConfirming } from '../../lib/services/opportunities/confirming';
import { createOpportunities } from '../../lib/services/opportunities/opportunities';
import { createRelations } from '../../lib/services/relations/relations';
import { createScan } from '../../lib/services/scan/scan';
import { hashOfBook } from '../../lib/venues/polymarket/clob/book-hash';
import { createPolymarketData } from '../../lib/venues/polymarket/market-data';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';
import { createMarketFeed } from '../../lib/venues/polymarket/ws/market-feed';
import { isProven } from '../../lib/verifier/verify';
import { createEngine } from '../../lib/workers/create-engine';
import { clock } from '../kit/adapter-exchange';
import { localHttp, localSocket } from '../kit/local-transport';
import { createMemoryRelationStore } from '../kit/relation-store';
import { createMemoryLog, until } from '../kit/venue';

const MARKETS = Number(process.env.FACET_MARKETS ?? 150);
const CHANGES_PER_SECOND = 50;
const VIOLATIONS = Number(process.env.FACET_VIOLATIONS ?? 2);

let exchange: RunningExchange;
let events: readonly ScaleEvent[] = [];
let flow: ScaleFlow;

beforeAll(async () => {
  exchange = await startExchange({
    seed: 5,
    scenario: {
      name: 'whole-venue',
      summary: 'Many coherent markets.',
      focusSlug: '',
      start(core, random) {
        events = makeEvents(MARKETS, random, core.clock.nowMs());
        flow = startScaleFlow(core, { events, random, changesPerSecond: CHANGES_PER_SECOND });
        return flow.stop;
      },
    },
  });
}, 60_000);
afterAll(() => exchange.close());

/** The parts of the background between the venue and the user, as the container joins them. */
async function open() {
  const log = createMemoryLog();
  const http = localHttp(() => exchange);
  const asked: string[] = [];
  const market = createPolymarketData({
    http: (request, signal) => {
      asked.push(request.url);
      return http(request, signal);
    },
    clock,
    log,
  });
  const settings = () => ({ ...DEFAULT_SETTINGS, watchMarkets: MARKETS });
  const facts = createFacts({ clock, log });
  const relations = createRelations({
    market,
    advisors: createRuleAdvisors(),
    questions: createLexicalIndex([]),
    store: createMemoryRelationStore(),
    clock,
    log,
    facts,
  });
  const openSocket = localSocket(() => exchange);
  const books = createBooks({
    clock,
    log,
    facts,
    staleAfterMs: () => DEFAULT_SETTINGS.staleAfterMs,
    farStaleAfterMs: 300_000,
    hashOf: hashOfBook,
    fetchBooks: (tokens, abort) => market.fetchBooks(tokens, abort),
    feed: (handlers) => createMarketFeed({ openSocket, clock, log, random: () => 0.1, handlers }),
  });
  const scan = createScan({
    relations,
    books: { stateOf: books.screenedStateOf, subscribeDirty: books.subscribeDirty, forMs: 300_000 },
    engine: createEngine({ nowMs: () => performance.now(), accepts: isProven }),
    settings,
    rules: POLYMARKET_RULES,
    clock,
    log,
  });
  const opportunities = createOpportunities({ scan, settings, clock });
  const watchlist = createWatchlist({
    market,
    relations,
    watchBooks: (conditions, { focus }) => books.watch(conditions, { focus }),
    settings,
    clock,
    log,
  });
  const confirming = createConfirming({
    opportunities,
    relations,
    books,
    readEvents: (slugs) => watchlist.setOffered(slugs),
    clock,
  });
  /** What was asked until each was told. */
  const told = new Map<string, { readonly atMs: number; readonly asked: readonly string[] }>();
  confirming.subscribeNews(({ component }) => told.set(component.event.slug, { atMs: Date.now(), asked: [...asked] }));
  // Until what was decided is read only the venue's own groups are in force.
  await relations.load();
  watchlist.start();
  return {
    books,
    relations,
    asked,
    told,
    close() {
      watchlist.close();
      confirming.close();
      opportunities.close();
      scan.close();
      books.close();
      relations.close();
    },
  };
}

describe('the whole venue', () => {
  it('tells of what is found outside the open pages, after its legs, event and fees were read', async () => {
    const desk = await open();
    await until(() => desk.books.status().live === 2 * MARKETS, 'all books');
    const groups = events.filter(({ family }) => family === 'group').slice(-VIOLATIONS);
    for (const { event } of groups) {
      desk.asked.length = 0;
      const { slug, mend, atMs } = flow.violate(event.slug);
      await until(() => desk.told.has(slug), `the news of ${slug}`);
      const news = desk.told.get(slug);
      const of = (part: string): readonly string[] => (news?.asked ?? []).filter((url) => url.includes(part));
      expect(of(`/events/slug/${slug}`)).not.toHaveLength(0);
      expect(of('/books')).not.toHaveLength(0);
      expect(of('/clob-markets/').length).toBeGreaterThanOrEqual(event.markets.length);
      if (process.env.FACET_VIOLATIONS) console.log(slug, event.markets.length, Math.round((news?.atMs ?? 0) - atMs));
      mend();
    }
    expect([...desk.told.keys()].sort()).toEqual(groups.map(({ event }) => event.slug).sort());
    desk.close();
  }, 60_000);
});
