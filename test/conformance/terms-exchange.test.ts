/**
 * A tick that changes at the exchange, through catalogue, socket, books, engine and the offer: one grid everywhere, at
 * once.
 */
import { describe, expect, it } from 'vitest';
import { createRuleAdvisors } from '../../lib/advisors/rules';
import type { Certificate } from '../../lib/domain/basket';
import { createLexicalIndex } from '../../lib/language/look-alikes';
import { DEFAULT_SETTINGS } from '../../lib/protocol/settings';
import { createBooks } from '../../lib/services/books/books';
import { createFacts } from '../../lib/services/catalogue/facts';
import { createOpportunities } from '../../lib/services/opportunities/opportunities';
import { createRelations } from '../../lib/services/relations/relations';
import { createScan } from '../../lib/services/scan/scan';
import { hashOfBook } from '../../lib/venues/polymarket/clob/book-hash';
import { POLYMARKET_RULES } from '../../lib/venues/polymarket/rules';
import { createMarketFeed } from '../../lib/venues/polymarket/ws/market-feed';
import { isProven } from '../../lib/verifier/verify';
import { createEngine } from '../../lib/workers/create-engine';
import { MAKER, WHOLE } from '../kit/adapter-scenario';
import { clock, createAdapterBench } from '../kit/adapter-exchange';
import { createMemoryRelationStore } from '../kit/relation-store';
import { createMemoryLog, until } from '../kit/venue';

const bench = createAdapterBench();
const target = { kind: 'event', slug: 'risky-one', marketSlug: null } as const;

function open() {
  const log = createMemoryLog();
  const market = bench.data();
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
  const books = createBooks({
    clock,
    log,
    facts,
    staleAfterMs: () => 5_000,
    hashOf: hashOfBook,
    fetchBooks: (tokens, abort) => market.fetchBooks(tokens, abort),
    feed: (handlers) => createMarketFeed({ openSocket: bench.openSocket, clock, log, random: () => 0.1, handlers }),
  });
  relations.subscribe(() => books.watch(relations.events().flatMap(({ conditions }) => conditions)));
  const engine = createEngine({ nowMs: () => performance.now(), accepts: isProven });
  const settings = () => DEFAULT_SETTINGS;
  const scan = createScan({ relations, books, engine, settings, rules: POLYMARKET_RULES, clock, log });
  const opportunities = createOpportunities({ scan, settings, clock });
  relations.watch([target]);
  const failures: string[] = [];
  scan.subscribe(({ failure }) => (failure ? failures.push(failure.code) : undefined));
  return {
    relations,
    failures,
    offered: (): Certificate | null => opportunities.all()[0]?.certified.certificate ?? null,
    tickOf: (id: string) => relations.conditionOf(id)?.tickMicros,
    close() {
      opportunities.close();
      scan.close();
      books.close();
      relations.close();
    },
  };
}

function offer(tokenId: string, priceMicros: number, shares: number): void {
  bench.exchange.core.place({
    account: MAKER,
    tokenId,
    side: 'SELL',
    priceMicros,
    sizeMicros: shares * WHOLE,
    type: 'GTC',
    postOnly: false,
    expiration: 0,
  });
}

describe('a tick that changes', () => {
  it('finer: the basket is offered at once on the new grid; coarser: at no price that would be refused', async () => {
    const [first] = await bench.conditionsOf('risky-one');
    if (!first) throw new Error('no condition');
    const desk = open();
    await until(() => desk.offered() !== null, 'the first offer');
    expect(desk.offered()?.legs.map((leg) => leg.limitPriceMicros)).toEqual([600_000, 600_000, 600_000]);
    bench.exchange.core.setTick(first.id, 100);
    offer(first.tokens[1], 599_900, 500);
    const startedAtMs = performance.now();
    const limitOf = () => desk.offered()?.legs.find((leg) => leg.condition === first.id)?.limitPriceMicros;
    await until(() => limitOf() === 599_900, 'the offer at the new price');
    // The catalogue is read again after thirty seconds only.
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
    expect(desk.tickOf(first.id)).toBe(100);
    expect(desk.failures).toEqual([]);
    bench.exchange.core.setTick(first.id, 1_000);
    await until(() => desk.tickOf(first.id) === 1_000, 'the old grid');
    const legs = desk.offered()?.legs ?? [];
    expect(legs.filter((leg) => leg.limitPriceMicros % 1_000 !== 0)).toEqual([]);
    expect(desk.failures).toEqual([]);
    desk.close();
  });
});
