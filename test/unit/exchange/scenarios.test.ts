import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createClock, type ControlledClock } from '../../../exchange/core/clock';
import { Core } from '../../../exchange/core/core';
import type { EventSpec, ExchangeCore, FlowView, MarketSpec, ScenarioOptions } from '../../../exchange/model';
import { loadRecordedEvent, scenarios } from '../../../exchange/scenarios/index';
import { seeded } from '../../../lib/domain/random';

const START_MS = Date.UTC(2026, 10, 21, 12);
const clocks: ControlledClock[] = [];

function begin(name: string, options: ScenarioOptions & { readonly seed?: number } = {}) {
  const clock = createClock({ startMs: START_MS, speed: 0 });
  clocks.push(clock);
  const core = new Core({ clock });
  const scenario = scenarios[name];
  if (!scenario) throw new Error(`no scenario ${name}`);
  let flow: FlowView | null = null;
  const stop = scenario.start(core, seeded(options.seed ?? 7), { ...options, observe: (view) => (flow = view) });
  const running = (): FlowView => {
    if (!flow) throw new Error('the scenario did not show its flow');
    return flow;
  };
  return { core, clock, scenario, stop, flow: running() };
}

afterEach(() => {
  for (const clock of clocks.splice(0)) clock.close();
});

const open = (event: EventSpec): MarketSpec[] => event.markets.filter((market) => market.acceptingOrders);
const bySlug = (core: ExchangeCore, slug: string): EventSpec => {
  const event = core.events().find((candidate) => candidate.slug === slug);
  if (!event) throw new Error(`no event ${slug}`);
  return event;
};
const byTitle = (event: EventSpec, title: string): MarketSpec => {
  const market = event.markets.find((candidate) => candidate.groupItemTitle === title);
  if (!market) throw new Error(`no market ${title}`);
  return market;
};
const ask = (core: ExchangeCore, market: MarketSpec, outcome: 0 | 1) => core.depth(market.tokens[outcome]).asks[0];
/** Share price and taker fee in units of 1e-12 dollars, exact for exponent 1: p + rate p (1 - p). */
function unitCost(market: MarketSpec, priceMicros: number): bigint {
  const price = BigInt(priceMicros);
  const rateHundredths = BigInt(Math.round(Number(market.fee?.rate ?? '0') * 100));
  return price * 1_000_000n + (rateHundredths * price * (1_000_000n - price)) / 100n;
}
const setCost = (core: ExchangeCore, legs: readonly (readonly [MarketSpec, 0 | 1])[]): bigint =>
  legs.reduce(
    (sum, [market, outcome]) => sum + unitCost(market, ask(core, market, outcome)?.priceMicros ?? 1_000_000),
    0n,
  );
const DOLLAR = 1_000_000_000_000n;

describe('scenarios', () => {
  it('are listed by name', () => {
    expect(Object.keys(scenarios)).toEqual([
      'coherent',
      'neg-risk-gap',
      'date-ladder',
      'threshold-ladder',
      'cross-event',
      'count-ladder',
      'stale-feed',
    ]);
  });

  it('focus on an event that they list', () => {
    for (const name of Object.keys(scenarios)) {
      const { core, scenario, stop } = begin(name);
      expect(core.events().map((event) => event.slug)).toContain(scenario.focusSlug);
      stop();
    }
  });

  it('list every kind of market', () => {
    const { core, stop } = begin('coherent');
    stop();
    const markets = core.events().flatMap((event) => event.markets);
    expect(new Set(markets.map((market) => market.version))).toEqual(new Set(['v1', 'v2']));
    expect(new Set(markets.map((market) => market.tickMicros))).toEqual(new Set([1_000, 10_000]));
    expect(new Set(markets.map((market) => market.fee?.rate ?? 'none'))).toEqual(
      new Set(['0.04', '0.05', '0.07', 'none']),
    );
    expect(core.events().some((event) => event.negRisk && !event.negRiskAugmented && event.markets.length === 5)).toBe(
      true,
    );
    expect(new Set(markets.flatMap((market) => market.tokens)).size).toBe(markets.length * 2);
    expect(new Set(markets.map((market) => market.id)).size).toBe(markets.length);
    for (const market of markets) {
      expect(market.conditionId).toMatch(/^0x[0-9a-f]{64}$/);
      // The venue's SDK tells protocol versions apart by the reserved bits of the asset id.
      for (const token of market.tokens)
        expect(((BigInt(token) >> 40n) & (2n ** 64n - 1n)) === 0n).toBe(market.version === 'v2');
      if (market.version === 'v2') expect(BigInt(market.conditionId)).toBe((BigInt(market.tokens[0]) >> 8n) << 8n);
    }
  });

  it('make the same books from the same seed however time passes, and other books from another seed', () => {
    const books = (core: Core) =>
      core.events().flatMap((event) => event.markets.map((market) => core.depth(market.tokens[0])));
    const [even, uneven, other] = [begin('neg-risk-gap'), begin('neg-risk-gap'), begin('neg-risk-gap', { seed: 8 })];
    even.clock.advance(40_000);
    for (const part of [1, 9_000, 250, 749, 30_000]) uneven.clock.advance(part);
    other.clock.advance(40_000);
    expect(even.flow.changes).toBeGreaterThan(900);
    expect(books(uneven.core)).toEqual(books(even.core));
    expect(books(other.core)).not.toEqual(books(even.core));
  });

  it('change books at about the rate asked for', () => {
    const { clock, flow } = begin('coherent', { changesPerSecond: 50 });
    const before = flow.changes;
    clock.advance(120_000);
    const rate = (flow.changes - before) / 120;
    expect(rate).toBeGreaterThan(40);
    expect(rate).toBeLessThan(60);
  });
});

describe('coherent', () => {
  /** Relations of every event written down anew, so that a mistake in the agents' own model shows. */
  function relationProblems(core: ExchangeCore, fair: (market: MarketSpec) => number): string[] {
    const problems: string[] = [];
    for (const event of core.events()) {
      const sum = open(event).reduce((total, market) => total + fair(market), 0);
      if (event.negRisk && !event.negRiskAugmented && sum !== 1_000_000) problems.push(`${event.slug} sums to ${sum}`);
      if (event.negRiskAugmented && sum >= 1_000_000)
        problems.push(`${event.slug} leaves nothing for unnamed outcomes`);
    }
    const implies = (a: MarketSpec, b: MarketSpec) => {
      if (fair(a) > fair(b)) problems.push(`${a.slug} above ${b.slug}`);
    };
    const ipo = bySlug(core, 'spacex-ipo-by');
    implies(byTitle(ipo, 'March 31'), byTitle(ipo, 'June 30'));
    implies(byTitle(ipo, 'June 30'), byTitle(ipo, 'December 31'));
    const bitcoin = bySlug(core, 'bitcoin-above-on-june-30').markets;
    bitcoin.slice(1).forEach((market, index) => {
      const lower = bitcoin[index];
      if (lower) implies(market, lower);
    });
    const people = bySlug(core, 'presidential-election-winner');
    const nominees = bySlug(core, 'republican-presidential-nominee');
    const parties = bySlug(core, 'which-party-wins-the-presidential-election');
    const republicans = ['Elena Marsh', 'Tomas Reyl'];
    for (const name of republicans) implies(byTitle(people, name), byTitle(nominees, name));
    const elected = (names: readonly string[]) => names.reduce((sum, name) => sum + fair(byTitle(people, name)), 0);
    if (elected(republicans) > fair(byTitle(parties, 'Republicans'))) problems.push('Republicans above their party');
    if (elected(['Ada Kovic', 'Jon Hale']) > fair(byTitle(parties, 'Democrats')))
      problems.push('Democrats above their party');
    return problems;
  }

  /**
   * Null when bid < fair < ask, which proves for coherent fair prices that no set of orders on the books can be bought
   * below its payoff.
   */
  function bandProblem(core: ExchangeCore, market: MarketSpec, fair: number): string | null {
    const { bids, asks } = core.depth(market.tokens[0]);
    const bid = bids[0]?.priceMicros ?? 0;
    const best = asks[0]?.priceMicros ?? 1_000_000;
    return bid < fair && fair < best ? null : `${market.slug}: ${bid} < ${fair} < ${best} is false`;
  }

  it('keeps a coherent vector strictly inside every band after each of 20,000 changes', { timeout: 120_000 }, () => {
    const { core, clock, flow } = begin('coherent', { changesPerSecond: 1_000 });
    const markets = core.events().flatMap(open);
    const fairAt = new Map<string, number>();
    const fair = (market: MarketSpec) => fairAt.get(market.conditionId) ?? Number.NaN;
    const problems: string[] = [];
    let seen = 0;
    const observeAll = () => {
      for (const market of markets) fairAt.set(market.conditionId, flow.fairMicros(market.conditionId) ?? Number.NaN);
      problems.push(...relationProblems(core, fair));
      for (const market of markets)
        problems.push(...[bandProblem(core, market, fair(market))].filter((problem) => problem !== null));
    };
    observeAll();
    core.subscribe((event) => {
      if (event.kind !== 'book') return;
      seen += 1;
      const moved = markets.some((market) => flow.fairMicros(market.conditionId) !== fairAt.get(market.conditionId));
      // Beliefs moved: all bands against the new vector. Else only this book can have changed.
      if (moved) observeAll();
      else
        problems.push(...[bandProblem(core, event.market, fair(event.market))].filter((problem) => problem !== null));
    });
    while (seen < 20_000 && problems.length === 0) clock.advance(1_000);
    expect(problems).toEqual([]);
    expect(seen).toBeGreaterThanOrEqual(20_000);
    expect(flow.rejections).toBe(0);
    expect(new Set(markets.map(fair)).size).toBeGreaterThan(20);
  });

  it('notices a quote that breaks the rule', () => {
    const { core, flow, stop } = begin('coherent');
    stop();
    const market = byTitle(bySlug(core, 'fed-decision-in-june'), '25 bps decrease');
    const fair = flow.fairMicros(market.conditionId) ?? 0;
    expect(bandProblem(core, market, fair)).toBeNull();
    core.deposit('stranger', { cashMicros: 1_000_000_000_000_000 });
    core.place({
      account: 'stranger',
      tokenId: market.tokens[0],
      side: 'BUY',
      priceMicros: Math.ceil(fair / 1_000) * 1_000 + 1_000,
      sizeMicros: 400_000_000_000_000,
      type: 'GTC',
      postOnly: false,
      expiration: 0,
    });
    expect(bandProblem(core, market, fair)).not.toBeNull();
  });

  it('shows books of ordinary depth on both sides, mirrored', () => {
    const { core, clock } = begin('coherent');
    clock.advance(60_000);
    for (const market of core.events().flatMap(open)) {
      const yes = core.depth(market.tokens[0]);
      const no = core.depth(market.tokens[1]);
      expect(no.bids).toEqual(yes.asks.map((level) => ({ ...level, priceMicros: 1_000_000 - level.priceMicros })));
      expect(yes.bids.length + yes.asks.length, market.slug).toBeGreaterThan(8);
    }
  });

  it('has an augmented event whose visible asks sum to less than a dollar', () => {
    const { core } = begin('coherent');
    const event = bySlug(core, 'largest-company-end-of-june');
    expect(event.negRiskAugmented).toBe(true);
    expect(open(event).reduce((sum, market) => sum + (ask(core, market, 0)?.priceMicros ?? 0), 0)).toBeLessThan(
      1_000_000,
    );
    expect(event.markets.filter((market) => !market.active).length).toBeGreaterThan(1);
  });
});

describe('gaps', () => {
  const fed = (core: ExchangeCore) => bySlug(core, 'fed-decision-in-june').markets;
  const cases = [
    {
      name: 'neg-risk-gap',
      options: {},
      sets: 41,
      floor: 4n,
      legs: (core: ExchangeCore) => fed(core).map((market) => [market, 1] as const),
    },
    {
      name: 'neg-risk-gap',
      options: { gapSide: 'YES' },
      sets: 200,
      floor: 1n,
      legs: (core: ExchangeCore) => fed(core).map((market) => [market, 0] as const),
    },
    {
      name: 'date-ladder',
      options: {},
      sets: 41,
      floor: 1n,
      legs: (core: ExchangeCore) => [
        [byTitle(bySlug(core, 'spacex-ipo-by'), 'June 30'), 1] as const,
        [byTitle(bySlug(core, 'spacex-ipo-by'), 'December 31'), 0] as const,
      ],
    },
    {
      name: 'threshold-ladder',
      options: {},
      sets: 41,
      floor: 1n,
      legs: (core: ExchangeCore) => [
        [byTitle(bySlug(core, 'bitcoin-above-on-june-30'), '112,000'), 1] as const,
        [byTitle(bySlug(core, 'bitcoin-above-on-june-30'), '110,000'), 0] as const,
      ],
    },
    {
      name: 'cross-event',
      options: {},
      sets: 41,
      floor: 1n,
      legs: (core: ExchangeCore) => [
        [byTitle(bySlug(core, 'presidential-election-winner'), 'Elena Marsh'), 1] as const,
        [byTitle(bySlug(core, 'republican-presidential-nominee'), 'Elena Marsh'), 0] as const,
      ],
    },
    {
      name: 'count-ladder',
      options: {},
      sets: 41,
      floor: 1n,
      legs: (core: ExchangeCore) => [
        [byTitle(bySlug(core, 'starship-launches-or-more'), '3 or more'), 1] as const,
        [byTitle(bySlug(core, 'how-many-starship-launches'), 'Exactly 3'), 0] as const,
        [byTitle(bySlug(core, 'starship-launches-or-more'), '4 or more'), 0] as const,
      ],
    },
  ] as const;

  for (const { name, options, sets, floor, legs } of cases) {
    it(`${name} ${'gapSide' in options ? options.gapSide : ''} opens after the delay, until it is taken`, () => {
      const { core, clock, flow } = begin(name, { ...options, gapDelayMs: 9_000 });
      clock.advance(8_900);
      expect(flow.gap).toBe('quiet');
      expect(setCost(core, legs(core))).toBeGreaterThan(floor * DOLLAR);
      clock.advance(200);
      expect(flow.gap).toBe('open');
      const edge = floor * DOLLAR - setCost(core, legs(core));
      // 2.41 dollars over all sets, and at most one tick a set more.
      expect(Number(edge) * sets * 1e-12).toBeGreaterThanOrEqual(2.41);
      expect(Number(edge) * sets * 1e-12).toBeLessThan(2.41 + sets * 0.011);
      expect(Math.min(...legs(core).map(([market, outcome]) => ask(core, market, outcome)?.sizeMicros ?? 0))).toBe(
        sets * 1_000_000,
      );
      for (const [market] of legs(core)) {
        const { bids, asks } = core.depth(market.tokens[0]);
        expect(bids[0]?.priceMicros ?? 0).toBeLessThan(asks[0]?.priceMicros ?? 1_000_000);
      }
      const open = setCost(core, legs(core));
      clock.advance(120_000);
      expect(setCost(core, legs(core))).toBe(open);

      core.deposit('buyer', { cashMicros: 1_000_000_000 });
      for (const [market, outcome] of legs(core)) {
        const best = ask(core, market, outcome);
        if (!best) throw new Error('nothing offered');
        const cashMicros = Math.floor((sets * 1_000_000 * best.priceMicros) / 1_000_000);
        expect(
          core.place({
            account: 'buyer',
            tokenId: market.tokens[outcome],
            side: 'BUY',
            priceMicros: best.priceMicros,
            sizeMicros: 0,
            cashMicros,
            type: 'FOK',
            postOnly: false,
            expiration: 0,
          }).ok,
        ).toBe(true);
      }
      expect(setCost(core, legs(core))).toBeGreaterThan(floor * DOLLAR);
      clock.advance(60_000);
      expect(setCost(core, legs(core))).toBeGreaterThan(floor * DOLLAR);
      expect(flow.rejections).toBe(0);
    });
  }

  it('opens from many seeds and after long delays', { timeout: 120_000 }, () => {
    for (const name of ['neg-risk-gap', 'date-ladder', 'threshold-ladder', 'cross-event', 'count-ladder']) {
      for (let seed = 1; seed <= 6; seed += 1) {
        const { clock, flow, stop } = begin(name, { seed, gapDelayMs: 60_000, changesPerSecond: 60 });
        clock.advance(61_000);
        expect(flow.gap, `${name} ${seed}`).toBe('open');
        stop();
      }
    }
  });

  it('stale-feed freezes the feed while the gap is seen, and then closes it on the true books', () => {
    const patches: unknown[] = [];
    const faults = { patch: (patch: unknown) => (patches.push(patch), null) };
    const { core, clock, flow } = begin('stale-feed', { gapDelayMs: 2_000, faults });
    const legs = () => fed(core).map((market) => [market, 1] as const);
    clock.advance(2_100);
    expect(setCost(core, legs())).toBeLessThan(4n * DOLLAR);
    expect(patches).toEqual([]);
    clock.advance(5_000);
    expect(patches).toEqual([{ wsFreeze: 'market' }]);
    expect(setCost(core, legs())).toBeLessThan(4n * DOLLAR);
    clock.advance(1_100);
    expect(flow.gap).toBe('closed');
    expect(setCost(core, legs())).toBeGreaterThan(4n * DOLLAR);
  });
});

describe('a recorded event', () => {
  const dir = join(
    process.env.FACET_DATA ?? join(import.meta.dirname, '../../../../shared/data'),
    'books/fed-june-2026',
  );
  const hasData = existsSync(dir);

  it.skipIf(!hasData)('real data rests on the books level by level, and nothing moves (needs ../shared/data)', () => {
    const clock = createClock({ startMs: START_MS, speed: 0 });
    clocks.push(clock);
    const core = new Core({ clock });
    const scenario = loadRecordedEvent(dir);
    scenario.start(core, seeded(1));
    const rows = (levels: readonly { readonly price: string; readonly size: string }[]) =>
      levels
        .map((level) => [Math.round(Number(level.price) * 1e6), Math.round(Number(level.size) * 1e6)])
        .sort(([a], [b]) => (a ?? 0) - (b ?? 0));
    const compare = () => {
      const books: {
        asset_id: string;
        bids: { price: string; size: string }[];
        asks: { price: string; size: string }[];
      }[] = JSON.parse(readFileSync(join(dir, 'clob-books.json'), 'utf8'));
      expect(books).toHaveLength(10);
      for (const book of books) {
        const depth = core.depth(book.asset_id);
        expect(depth.bids.map((level) => [level.priceMicros, level.sizeMicros]).reverse()).toEqual(rows(book.bids));
        expect(depth.asks.map((level) => [level.priceMicros, level.sizeMicros])).toEqual(rows(book.asks));
      }
    };
    compare();
    clock.advance(60_000);
    compare();
    const event = bySlug(core, scenario.focusSlug);
    expect(event.markets).toHaveLength(5);
    expect(
      event.markets.every((market) => market.fee?.rate === '0.05' && market.negRisk && market.tickMicros === 1_000),
    ).toBe(true);
  });

  it('refuses a folder without a recording', () => {
    expect(() => loadRecordedEvent('/nowhere')).toThrow();
  });
});
