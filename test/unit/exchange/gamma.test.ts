import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../../exchange/core/clock';
import { Core } from '../../../exchange/core/core';
import { createFaults } from '../../../exchange/faults';
import { createGammaHandler } from '../../../exchange/gamma/handler';
import { loadRecordedEvent, scenarios } from '../../../exchange/scenarios/index';
import { serveHost, steadyRandom, type HostServer } from '../../kit/host-server';

const dataDir = process.env.FACET_DATA ?? join(import.meta.dirname, '../../../../shared/data');
const hasData = existsSync(dataDir);
type Row = Record<string, unknown>;

const clock = createClock({ startMs: Date.UTC(2026, 10, 21, 12), speed: 0 });
const core = new Core({ clock });
const faults = createFaults();
let server: HostServer;
let base = '';

beforeAll(async () => {
  const random = steadyRandom();
  scenarios['coherent']?.start(core, random);
  clock.advance(20_000);
  if (hasData) loadRecordedEvent(join(dataDir, 'books/fed-june-2026')).start(core, random);
  server = await serveHost(createGammaHandler({ core, faults }), 'http://gamma');
  base = server.url;
});

afterEach(() => faults.reset());
afterAll(() => {
  clock.close();
  server.close();
});

async function get(path: string): Promise<{ readonly status: number; readonly body: never }> {
  const response = await fetch(`${base}${path}`);
  return { status: response.status, body: (await response.json()) as never };
}
async function event(slug: string): Promise<Row & { readonly markets: readonly Row[] }> {
  const { status, body } = await get(`/events/slug/${slug}`);
  expect(status).toBe(200);
  return body;
}

describe('gamma events', () => {
  it('answers an event by slug and by id with all its markets', async () => {
    const fed = await event('fed-decision-in-june');
    expect(fed).toMatchObject({
      title: 'Fed decision in June?',
      negRisk: true,
      enableNegRisk: true,
      negRiskAugmented: false,
      cumulativeMarkets: false,
      closed: false,
      active: true,
    });
    expect(fed.markets).toHaveLength(5);
    const byId: Row = (await get(`/events/${String(fed['id'])}`)).body;
    expect(byId['slug']).toBe('fed-decision-in-june');
    expect((await event('fed-decision-in-june'))['negRiskMarketID']).toMatch(/^0x[0-9a-f]{62}00$/);
  });

  it('gives strings of JSON for outcomes, prices and v1 tokens, and the book for bid and ask', async () => {
    const fed = await event('fed-decision-in-june');
    for (const market of fed.markets) {
      expect(market['outcomes']).toBe('["Yes", "No"]');
      const [yes, no] = JSON.parse(String(market['outcomePrices'])) as [string, string];
      expect(Number(yes) + Number(no)).toBeCloseTo(1, 9);
      const tokens = JSON.parse(String(market['clobTokenIds'])) as string[];
      const depth = core.depth(tokens[0] ?? '');
      expect(market['bestBid'] ?? 0).toBe((depth.bids[0]?.priceMicros ?? 0) / 1e6);
      expect(market['bestAsk']).toBe((depth.asks[0]?.priceMicros ?? 1e6) / 1e6);
      expect(market).toMatchObject({
        version: 'v1',
        enableOrderBook: true,
        acceptingOrders: true,
        orderPriceMinTickSize: 0.001,
        orderMinSize: 5,
        negRisk: true,
        negRiskMarketID: fed['negRiskMarketID'],
      });
      expect(market).toMatchObject({
        feesEnabled: true,
        feeSchedule: { exponent: 1, rate: 0.04, takerOnly: true, rebateRate: 0.25 },
      });
      expect(market).not.toHaveProperty('positionIds');
    }
  });

  it('gives a real array of position ids, no clob tokens and 31-byte condition ids for v2', async () => {
    for (const market of (await event('bitcoin-above-on-june-30')).markets) {
      expect(market['version']).toBe('v2');
      expect(market['clobTokenIds']).toBeNull();
      expect(market['conditionId']).toMatch(/^0x[0-9a-f]{62}$/);
      const ids = market['positionIds'] as string[];
      expect(Array.isArray(ids)).toBe(true);
      expect(core.depth(ids[0] ?? '').bids.length).toBeGreaterThan(0);
    }
  });

  it('lists placeholders of an augmented event as not open', async () => {
    const largest = await event('largest-company-end-of-june');
    expect(largest).toMatchObject({ negRisk: true, negRiskAugmented: true });
    const shut = largest.markets.filter((market) => market['active'] === false);
    expect(shut.map((market) => [market['groupItemTitle'], market['acceptingOrders']])).toEqual([
      ['Company A', false],
      ['Company B', false],
      ['Other', false],
    ]);
    expect(shut.find((market) => market['groupItemTitle'] === 'Other')).toMatchObject({ negRiskOther: true });
  });

  it('says feesEnabled false where there are no fees', async () => {
    const [market] = (await event('magnitude-8-earthquake')).markets;
    expect(market).toMatchObject({ feesEnabled: false });
    expect(market).not.toHaveProperty('feeSchedule');
  });

  it('pages through all events by cursor, the most traded first, each exactly once', async () => {
    const slugs: string[] = [];
    const volumes: number[] = [];
    let cursor: string | undefined = '';
    for (let pages = 0; cursor !== undefined && pages < 20; pages += 1) {
      const body: { events: Row[]; next_cursor?: string } = (
        await get(
          `/events/keyset?closed=false&order=volume&ascending=false&limit=3${cursor ? `&after_cursor=${cursor}` : ''}`,
        )
      ).body;
      expect(body.events.length).toBeLessThanOrEqual(3);
      slugs.push(...body.events.map((row) => String(row['slug'])));
      volumes.push(...body.events.map((row) => Number(row['volume'])));
      cursor = body.next_cursor;
    }
    expect([...slugs].sort()).toEqual(
      core
        .events()
        .map(({ slug }) => slug)
        .sort(),
    );
    expect(volumes).toEqual([...volumes].sort((a, b) => b - a));
  });

  it('clamps the limit at 100', async () => {
    const body: { markets: Row[] } = (await get('/markets/keyset?limit=100000')).body;
    expect(body.markets.length).toBeLessThanOrEqual(100);
    expect(body.markets.length).toBeGreaterThan(20);
  });

  it('keeps the older list as a bare array and can leave markets out', async () => {
    const list: Row[] = (await get('/events?slug=spacex-ipo-by')).body;
    expect(list.map((row) => row['slug'])).toEqual(['spacex-ipo-by']);
    const bare: { events: Row[] } = (await get('/events/keyset?include_markets=false')).body;
    for (const row of bare.events) expect(row).not.toHaveProperty('markets');
  });

  it("refuses what it does not know in the venue's shapes", async () => {
    expect(await get('/events/slug/no-such-event')).toEqual({
      status: 404,
      body: { type: 'not found error', error: 'slug not found' },
    });
    expect(await get('/events/999999999')).toEqual({
      status: 404,
      body: { type: 'not found error', error: 'id not found' },
    });
    expect(await get('/events/0xabc')).toEqual({
      status: 422,
      body: { type: 'validation error', error: 'id is invalid' },
    });
    expect((await get('/events/keyset?after_cursor=@@')).status).toBe(422);
    expect((await get('/events/keyset?order=nonsense')).status).toBe(422);
    expect((await get('/elsewhere')).status).toBe(404);
    expect((await get('/events/slug/%E0%A4%A')).status).toBe(404);
  });
});

describe('gamma markets', () => {
  it('finds a market by slug, id, condition of either width, v1 token and v2 position, with its event', async () => {
    const bitcoin = await event('bitcoin-above-on-june-30');
    const [v2] = bitcoin.markets;
    const [v1] = (await event('fed-decision-in-june')).markets;
    const token = (JSON.parse(String(v1?.['clobTokenIds'])) as string[])[1];
    const position = (v2?.['positionIds'] as string[])[0];
    const one = (await get(`/markets/slug/${String(v2?.['slug'])}`)).body as Row & { events: Row[] };
    expect(one.events).toHaveLength(1);
    expect(one.events[0]).toMatchObject({ slug: 'bitcoin-above-on-june-30' });
    expect(one.events[0]).not.toHaveProperty('markets');
    const ids = async (path: string) => ((await get(path)).body as Row[]).map((row) => row['id']);
    expect(((await get(`/markets/${String(v2?.['id'])}`)).body as Row)['id']).toBe(v2?.['id']);
    expect(await ids(`/markets?condition_ids=${String(v2?.['conditionId'])}`)).toEqual([v2?.['id']]);
    expect(await ids(`/markets?condition_ids=${String(v2?.['conditionId'])}00`)).toEqual([v2?.['id']]);
    expect(await ids(`/markets?clob_token_ids=${token ?? ''}`)).toEqual([v1?.['id']]);
    expect(await ids(`/markets?position_ids=${position ?? ''}`)).toEqual([v2?.['id']]);
    expect(await ids(`/markets?clob_token_ids=${position ?? ''}`)).toEqual([]);
    expect(
      (
        await ids(`/markets?condition_ids=${String(v1?.['conditionId'])}&condition_ids=${String(v2?.['conditionId'])}`)
      ).sort(),
    ).toEqual([v1?.['id'], v2?.['id']].sort());
    expect(await get('/markets/slug/no-such-market')).toMatchObject({ status: 404 });
  });

  it('searches titles and questions', async () => {
    const body: { events: Row[]; pagination: Row } = (await get('/public-search?q=rate%20cuts&limit_per_type=5')).body;
    expect(body.events.map((row) => row['slug'])).toEqual(['how-many-fed-rate-cuts']);
    expect(body.pagination).toEqual({ hasMore: false, totalResults: 1 });
  });

  it('follows a resolution', async () => {
    const own = new Core({ clock });
    const spec = core.events().find(({ slug }) => slug === 'magnitude-8-earthquake');
    if (!spec) throw new Error('no event');
    own.addEvent({
      ...spec,
      markets: spec.markets.map((market) => ({ ...market, closed: true, acceptingOrders: false, resolvedYes: true })),
    });
    const shown = await serveHost(createGammaHandler({ core: own, faults }), 'http://gamma');
    const { url } = shown;
    const one = (await (await fetch(`${url}/events/slug/magnitude-8-earthquake`)).json()) as {
      closed: boolean;
      markets: Row[];
    };
    expect(one.closed).toBe(true);
    expect(one.markets[0]).toMatchObject({
      closed: true,
      outcomePrices: '["1", "0"]',
      umaResolutionStatus: 'resolved',
    });
    expect(((await (await fetch(`${url}/events/keyset`)).json()) as { events: Row[] }).events).toEqual([]);
    expect((await (await fetch(`${url}/markets`)).json()) as Row[]).toEqual([]);
    expect((await (await fetch(`${url}/markets?closed=true`)).json()) as Row[]).toHaveLength(1);
    shown.close();
  });
});

describe('gamma faults', () => {
  it('can claim an unknown market version', async () => {
    faults.patch({ marketVersion: 'v9' });
    for (const market of (await event('fed-decision-in-june')).markets) expect(market['version']).toBe('v9');
  });

  it('can hide the fee schedule', async () => {
    faults.patch({ hideFeeSchedule: true });
    for (const market of (await event('fed-decision-in-june')).markets) {
      expect(market['feesEnabled']).toBe(true);
      expect(market).not.toHaveProperty('feeSchedule');
    }
    expect((await event('magnitude-8-earthquake')).markets[0]).toMatchObject({ feesEnabled: false });
  });
});

describe('gamma against real captures', () => {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(dataDir, path), 'utf8'));
  const kind = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);
  /** Every field that we answer has the real type wherever the capture has the field. */
  function typeProblems(ours: Row, real: Row, where: string): string[] {
    return Object.entries(ours).flatMap(([key, value]) =>
      key in real && kind(real[key]) !== kind(value)
        ? [`${where}.${key}: ${kind(value)}, real ${kind(real[key])}`]
        : [],
    );
  }
  const MUST = [
    'id',
    'question',
    'conditionId',
    'slug',
    'endDate',
    'description',
    'outcomes',
    'outcomePrices',
    'volume',
    'volumeNum',
    'liquidity',
    'liquidityNum',
    'active',
    'closed',
    'archived',
    'restricted',
    'groupItemTitle',
    'groupItemThreshold',
    'questionID',
    'enableOrderBook',
    'orderPriceMinTickSize',
    'orderMinSize',
    'clobTokenIds',
    'makerBaseFee',
    'takerBaseFee',
    'acceptingOrders',
    'negRisk',
    'negRiskMarketID',
    'negRiskRequestID',
    'negRiskOther',
    'spread',
    'lastTradePrice',
    'bestBid',
    'bestAsk',
    'umaResolutionStatuses',
    'feesEnabled',
    'feeType',
    'feeSchedule',
    'rfqEnabled',
    'startDate',
    'createdAt',
    'updatedAt',
  ];

  it.skipIf(!hasData)('real data has the same field names and types (needs ../shared/data)', async () => {
    const real = read('books/fed-june-2026/gamma-event.json') as Row & { markets: Row[] };
    const ours = await event('fed-decision-in-june');
    expect(typeProblems(ours, real, 'event')).toEqual([]);
    const [realMarket] = real.markets;
    if (!realMarket) throw new Error('no market in the capture');
    for (const market of ours.markets) {
      expect(typeProblems(market, realMarket, 'market')).toEqual([]);
      expect(MUST.filter((key) => key in realMarket && !(key in market) && key !== 'lastTradePrice')).toEqual([]);
      expect(Object.keys(market['feeSchedule'] as Row).sort()).toEqual(
        Object.keys(realMarket['feeSchedule'] as Row).sort(),
      );
    }
    const eventKeys = [
      'id',
      'ticker',
      'slug',
      'title',
      'description',
      'endDate',
      'negRisk',
      'negRiskMarketID',
      'enableNegRisk',
      'negRiskAugmented',
      'cumulativeMarkets',
      'enableOrderBook',
      'volume',
      'liquidity',
      'tags',
      'markets',
    ];
    expect(eventKeys.filter((key) => !(key in real) || !(key in ours))).toEqual([]);
  });

  it.skipIf(!hasData)(
    'real data loaded as an event comes back with its recorded ids, prices and fees (needs ../shared/data)',
    async () => {
      const real = read('books/fed-june-2026/gamma-event.json') as Row & { markets: Row[] };
      const ours = await event(String(real['slug']));
      const keys = [
        'id',
        'conditionId',
        'questionID',
        'slug',
        'question',
        'groupItemTitle',
        'groupItemThreshold',
        'clobTokenIds',
        'outcomes',
        'outcomePrices',
        'bestBid',
        'bestAsk',
        'spread',
        'negRisk',
        'negRiskMarketID',
        'negRiskOther',
        'orderPriceMinTickSize',
        'orderMinSize',
        'feesEnabled',
        'feeType',
        'feeSchedule',
        'active',
        'closed',
        'acceptingOrders',
        'endDate',
        'description',
      ];
      const pick = (row: Row) => Object.fromEntries(keys.map((key) => [key, row[key]]));
      expect(ours.markets.map(pick)).toEqual(real.markets.map(pick));
      for (const key of ['id', 'title', 'description', 'endDate', 'negRiskMarketID', 'volume'])
        expect(ours[key]).toEqual(real[key]);
    },
  );

  it.skipIf(!hasData)('real data of the newest schema agrees on types (needs ../shared/data)', async () => {
    const [real] = read('gamma/events-2026-07-25.json') as (Row & { markets: Row[] })[];
    const realMarket = real?.markets.find((market) => market['closed'] === false);
    if (!real || !realMarket) throw new Error('no open market in the capture');
    const ours = await event('spacex-ipo-by');
    expect(typeProblems(ours, real, 'event')).toEqual([]);
    for (const market of ours.markets) expect(typeProblems(market, realMarket, 'market')).toEqual([]);
  });
});
