import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeMs } from '../../../lib/domain/units';
import { bookHash } from '../../../lib/venues/polymarket/clob/book-hash';
import { createPolymarketData } from '../../../lib/venues/polymarket/market-data';
import { parseBook } from '../../../lib/venues/polymarket/clob/parse-book';
import { confirmDetails, parseServerTime } from '../../../lib/venues/polymarket/clob/parse-clob';
import { parseMarketFrame } from '../../../lib/venues/polymarket/ws/parse-frames';
import { parseEvent } from '../../../lib/venues/polymarket/gamma/parse-gamma';
import { LIVE, parseMarket } from '../../../lib/venues/polymarket/gamma/parse-market';
import { parseLooseMicros } from '../../../lib/venues/polymarket/common/parse';
import { parseUserFrame } from '../../../lib/venues/polymarket/ws/parse-user';
import {
  cannedHttp,
  condition,
  conditionId,
  createFakeClock,
  createMemoryLog,
  json,
  rawBook,
  token,
} from '../../kit/venue';

const SEED = Number(process.env['FACET_SEED'] ?? Date.now() % 1_000_000_007);
const NOW = timeMs(1_795_000_000_000);
const signal = new AbortController().signal;
const good = rawBook(1, token(2), {
  bids: [
    ['0.40', '10'],
    ['0.44', '2.5'],
  ],
  asks: [
    ['0.60', '7'],
    ['0.46', '5'],
  ],
  timestamp: NOW,
});
const codeOf = (raw: unknown): string => {
  const parsed = parseBook(raw, NOW);
  return parsed.ok ? 'ok' : parsed.error.code;
};

const rawMarket = {
  id: '5',
  question: 'Will it?',
  conditionId: conditionId(1),
  slug: 'will-it',
  outcomes: '["Yes","No"]',
  clobTokenIds: '["11","12"]',
  positionIds: ['21', '22'],
  version: 'v1',
  active: true,
  closed: false,
  acceptingOrders: true,
  enableOrderBook: true,
  orderPriceMinTickSize: 0.01,
  orderMinSize: 5,
  negRisk: false,
  feesEnabled: true,
  feeSchedule: { rate: 0.04, exponent: 1, takerOnly: true, rebateRate: 0.25 },
};
const rawEvent = (markets: readonly unknown[]) => ({
  id: '7',
  slug: 'it',
  title: 'It',
  active: true,
  closed: false,
  negRisk: true,
  enableNegRisk: true,
  negRiskAugmented: false,
  markets,
});
const eventId = (() => {
  const parsed = parseEvent(rawEvent([]), LIVE);
  if (!parsed.ok) throw new Error('fixture');
  return parsed.value.event.id;
})();
const market = (over: object) => parseMarket({ ...rawMarket, ...over }, { id: eventId, negRisk: false }, LIVE);

describe('parseBook', () => {
  it('reads a book best first, whatever the order of the levels', () => {
    const parsed = parseBook(good, NOW);
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(parsed.value.book.bids.map((level) => [level.priceMicros, level.sizeMicros])).toEqual([
      [440_000, 2_500_000],
      [400_000, 10_000_000],
    ]);
    expect(parsed.value.book.asks.map((level) => level.priceMicros)).toEqual([460_000, 600_000]);
    const reversed = parseBook(
      { ...good, bids: [...(good['bids'] as unknown[])].reverse(), asks: [...(good['asks'] as unknown[])].reverse() },
      NOW,
    );
    expect(reversed.ok && reversed.value.book.bids).toEqual(parsed.value.book.bids);
  });

  it('refuses every kind of impossible book with its own code', () => {
    const levels = (price: string, size: string) => ({ ...good, bids: [{ price, size }] });
    const cases: readonly (readonly [unknown, string])[] = [
      [null, 'book-malformed'],
      [[], 'book-malformed'],
      [{ ...good, asset_id: 'x' }, 'book-malformed'],
      [{ ...good, market: '0x1' }, 'book-malformed'],
      [{ ...good, timestamp: 'now' }, 'book-malformed'],
      [{ ...good, tick_size: '0.03' }, 'book-malformed'],
      [{ ...good, bids: null }, 'book-malformed'],
      [{ ...good, bids: [null] }, 'book-malformed'],
      [{ ...good, hash: 5 }, 'book-malformed'],
      [levels('0', '1'), 'book-malformed'],
      [levels('1', '1'), 'book-malformed'],
      [levels('1.5', '1'), 'book-malformed'],
      [levels('-0.1', '1'), 'book-malformed'],
      [levels('NaN', '1'), 'book-malformed'],
      [levels('1e-1', '1'), 'book-malformed'],
      [levels('0.1', '0'), 'book-malformed'],
      [levels('0.1', '-5'), 'book-malformed'],
      [levels('0.1', '1e400'), 'book-malformed'],
      [levels('0.1', '99999999999999'), 'book-malformed'],
      [levels('0.1', '0.0000001'), 'book-malformed'],
      [levels(0.1 as unknown as string, '1'), 'book-malformed'],
      [levels('0.415', '1'), 'book-off-tick'],
      [levels('0.46', '1'), 'book-crossed'],
      [levels('0.50', '1'), 'book-crossed'],
      [
        {
          ...good,
          bids: [
            { price: '0.4', size: '1' },
            { price: '0.40', size: '2' },
          ],
        },
        'book-duplicate-level',
      ],
      [
        {
          ...good,
          bids: [
            { price: '0.40', size: '1' },
            { price: '0.3', size: '2' },
            { price: '0.4', size: '2' },
          ],
        },
        'book-duplicate-level',
      ],
      [{ ...good, bids: Array.from({ length: 1_001 }, () => ({ price: '0.1', size: '1' })) }, 'book-too-deep'],
    ];
    for (const [raw, code] of cases) expect(codeOf(raw), JSON.stringify(raw)?.slice(0, 200)).toBe(code);
  });

  it(`never throws and never lets a number through that is not a safe integer (20,000 hostile books, seed ${SEED})`, () => {
    const scalar = fc.oneof(
      fc.constantFrom(
        '0.4',
        '0.44',
        '0.99',
        '1',
        '0',
        '-1',
        'NaN',
        'Infinity',
        '1e-400',
        '0x10',
        '',
        ' 0.4',
        '0.4 ',
        '٠.٤',
        '0.123456',
        '123456789012345678',
        '__proto__',
      ),
      fc.string({ maxLength: 8 }),
      fc.double(),
      fc.constant(null),
      fc.boolean(),
    );
    const level = fc.oneof(fc.record({ price: scalar, size: scalar }), fc.record({ price: scalar }), scalar);
    const hostile = fc.record(
      {
        market: fc.oneof(fc.constant(conditionId(1)), scalar),
        asset_id: fc.oneof(fc.constant('2'), scalar),
        timestamp: fc.oneof(fc.constant('1795000000000'), scalar),
        hash: scalar,
        bids: fc.oneof(fc.array(level, { maxLength: 4 }), scalar),
        asks: fc.oneof(fc.array(level, { maxLength: 4 }), scalar),
        tick_size: fc.oneof(fc.constant('0.01'), scalar),
      },
      { requiredKeys: [] },
    );
    let taken = 0;
    fc.assert(
      fc.property(hostile, (raw) => {
        const parsed = parseBook(raw, NOW);
        if (!parsed.ok) return;
        taken += 1;
        for (const side of [parsed.value.book.bids, parsed.value.book.asks]) {
          for (const { priceMicros, sizeMicros } of side) {
            expect(Number.isSafeInteger(priceMicros) && priceMicros > 0 && priceMicros < 1_000_000).toBe(true);
            expect(Number.isSafeInteger(sizeMicros) && sizeMicros > 0).toBe(true);
          }
        }
      }),
      { seed: SEED, numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(0);
  }, 180_000);
});

describe('parseMarketFrame', () => {
  it(`never throws on any text (6,000, seed ${SEED})`, () => {
    const event = fc.record(
      {
        event_type: fc.constantFrom(
          'book',
          'price_change',
          'last_trade_price',
          'tick_size_change',
          'market_resolved',
          'x',
        ),
        market: fc.oneof(fc.constant(conditionId(1)), fc.anything()),
        asset_id: fc.oneof(fc.constant('2'), fc.anything()),
        price_changes: fc.anything(),
        timestamp: fc.oneof(fc.constant('1795000000000'), fc.anything()),
        price: fc.anything(),
        size: fc.anything(),
      },
      { requiredKeys: ['event_type'] },
    );
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      event.map(
        (value) =>
          JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item)) ?? '',
      ),
      fc
        .array(event)
        .map((value) =>
          JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item)),
        ),
    );
    fc.assert(
      fc.property(text, (frame) => {
        expect(Array.isArray(parseMarketFrame(frame, NOW))).toBe(true);
        expect(Array.isArray(parseUserFrame(frame, 'key'))).toBe(true);
      }),
      { seed: SEED, numRuns: 6_000 },
    );
  }, 180_000);

  it('reads best prices of an empty side, and marks what it cannot read by its token', () => {
    const change = (over: object) =>
      JSON.stringify({
        event_type: 'price_change',
        market: conditionId(1),
        timestamp: '1795000000000',
        price_changes: [
          { asset_id: '2', price: '0.4', size: '0', side: 'BUY', hash: 'h', best_bid: '0', best_ask: '0', ...over },
        ],
      });
    expect(parseMarketFrame(change({}), NOW)[0]).toMatchObject({
      kind: 'delta',
      sizeMicros: 0,
      bestBidMicros: 0,
      bestAskMicros: 1_000_000,
    });
    expect(parseMarketFrame(change({ best_bid: '', best_ask: undefined }), NOW)[0]).toMatchObject({
      kind: 'delta',
      bestBidMicros: null,
      bestAskMicros: null,
    });
    for (const over of [{ price: '1' }, { size: '-1' }, { side: 'buy' }, { best_bid: '2' }, { price: 0.4 }])
      expect(parseMarketFrame(change(over), NOW)[0], JSON.stringify(over)).toMatchObject({
        kind: 'malformed',
        tokenId: '2',
      });
  });
});

describe('parseMarket', () => {
  it('takes the id field that the version names, and only that', () => {
    const v1 = market({});
    expect(v1.ok && [v1.value.protocol, v1.value.tokens]).toEqual(['v1', ['11', '12']]);
    const v2 = market({ version: 'v2', clobTokenIds: null, conditionId: `0x${'ab'.repeat(31)}` });
    expect(v2.ok && [v2.value.protocol, v2.value.tokens, v2.value.id]).toEqual([
      'v2',
      ['21', '22'],
      `0x${'ab'.repeat(31)}00`,
    ]);
    expect(market({ version: 'v2', positionIds: null }).ok).toBe(false);
    expect(market({ clobTokenIds: null }).ok).toBe(false);
    expect(market({ conditionId: `0x${'ab'.repeat(31)}` }).ok).toBe(false);
  });

  it('refuses an unknown or missing version with a sentence for the user', () => {
    for (const version of ['v3', '', undefined, null]) {
      const parsed = market({ version });
      expect(parsed.ok ? '' : parsed.error.code).toBe('unknown-protocol');
      expect(parsed.ok ? '' : parsed.error.message).toMatch(/Facet will not trade it/);
    }
  });

  it('has no fee at all where fees are on without a schedule, and none to pay where they are off', () => {
    const fee = (over: object): unknown => {
      const parsed = market(over);
      return parsed.ok ? parsed.value.fee : 'refused';
    };
    expect(fee({})).toEqual({ ratePpm: 40_000, exponent: 1, takerOnly: true });
    expect(fee({ feesEnabled: false })).toEqual({ ratePpm: 0, exponent: 1, takerOnly: true });
    for (const over of [
      { feeSchedule: null },
      { feeSchedule: {} },
      { feeSchedule: { rate: 0.04, exponent: 1.5 } },
      { feeSchedule: { rate: '1e-3', exponent: 1 } },
      { feeSchedule: { rate: -0.1, exponent: 1 } },
      { feeSchedule: { rate: 2, exponent: 1 } },
      { feesEnabled: undefined },
    ])
      expect(fee(over), JSON.stringify(over)).toBe(null);
  });

  it('reads JSON numbers exactly', () => {
    expect([0.04, 0.07, 0.001, 0.0001, 0.0025, 0.1, 5, '0.05'].map(parseLooseMicros)).toEqual([
      40_000, 70_000, 1_000, 100, 2_500, 100_000, 5_000_000, 50_000,
    ]);
    expect([1e-7, Number.NaN, Infinity, -1, 0.1 + 0.2, null, {}].map(parseLooseMicros)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('names a bad market, keeps the others and says that the list is not whole', () => {
    const other = { ...rawMarket, id: '6', conditionId: conditionId(2), clobTokenIds: '["13","14"]' };
    const parsed = parseEvent(
      rawEvent([rawMarket, { ...other, outcomes: '["A","B","C"]' }, other, rawMarket, 'x']),
      LIVE,
    );
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(parsed.value.event.conditions.map((one) => one.marketId)).toEqual(['5', '6']);
    expect(parsed.value.problems).toHaveLength(3);
    expect(parsed.value.event.incomplete).toBe(true);
    const whole = parseEvent(rawEvent([rawMarket, other]), LIVE);
    expect(whole.ok && whole.value.event.incomplete).toBe(false);
  });

  it('believes a resolution only when it is final', () => {
    const settled = (over: object): unknown => {
      const parsed = market({ closed: true, umaResolutionStatus: 'resolved', outcomePrices: '["1", "0"]', ...over });
      return parsed.ok ? parsed.value.settled : 'refused';
    };
    expect([
      settled({}),
      settled({ outcomePrices: '["0","1"]' }),
      settled({ umaResolutionStatus: undefined, resolutionStatus: 'resolved' }),
    ]).toEqual([true, false, true]);
    for (const over of [
      { closed: false },
      { umaResolutionStatus: 'proposed' },
      { outcomePrices: '["0.5","0.5"]' },
      { outcomePrices: '["0.999","0.001"]' },
    ])
      expect(settled(over), JSON.stringify(over)).toBe(null);
  });
});

describe('confirmCondition', () => {
  const A = condition(1);
  const details = {
    c: A.id,
    t: [
      { t: '2', o: 'Yes' },
      { t: '3', o: 'No' },
    ],
    mts: 0.01,
    mos: 5,
    fd: { r: 0.04, e: 1, to: true },
    ao: true,
  };

  it('takes tick, minimum and openness from the CLOB', () => {
    const confirmed = confirmDetails(A, { ...details, mts: 0.001, mos: 15, ao: false });
    expect(
      confirmed.ok && [confirmed.value.tickMicros, confirmed.value.minSizeMicros, confirmed.value.acceptingOrders],
    ).toEqual([1_000, 15_000_000, false]);
  });

  it('fails closed on every contradiction', () => {
    const bad: readonly object[] = [
      { c: conditionId(9) },
      { t: [{ t: '3' }, { t: '2' }] },
      { t: [{ t: '2' }] },
      { v: 'v2' },
      { nr: true },
      { fd: { r: 0.07, e: 1, to: true } },
      { fd: undefined },
      { fd: { r: 0.04, e: 2, to: true } },
      { fd: 'free' },
    ];
    for (const over of bad) {
      const confirmed = confirmDetails(A, { ...details, ...over });
      expect(confirmed.ok ? 'taken' : confirmed.error.code, JSON.stringify(over)).toBe('contradiction');
    }
    expect(confirmDetails({ ...A, protocol: 'v2' }, details).ok).toBe(false);
    expect(confirmDetails(A, { ...details, mts: 0.03 }).ok).toBe(false);
    expect(confirmDetails(A, null).ok).toBe(false);
  });

  it('fills in the fee that Gamma did not give, and leaves it unknown when nobody does', () => {
    const noFee = { ...A, fee: null };
    const filled = confirmDetails(noFee, details);
    expect(filled.ok && filled.value.fee).toEqual({ ratePpm: 40_000, exponent: 1, takerOnly: true });
    const { fd: _fd, ...without } = details;
    const still = confirmDetails(noFee, without);
    expect(still.ok && still.value.fee).toBe(null);
    const free = confirmDetails({ ...A, fee: { ratePpm: 0, exponent: 1, takerOnly: true } }, without);
    expect(free.ok && free.value.fee?.ratePpm).toBe(0);
  });
});

describe('market data over HTTP', () => {
  const create = (answer: Parameters<typeof cannedHttp>[0]) => {
    const canned = cannedHttp(answer);
    const clock = createFakeClock(NOW);
    return { ...canned, clock, data: createPolymarketData({ http: canned.http, clock, log: createMemoryLog() }) };
  };

  it('asks for books in batches of 100, keeps a reproduced hash and drops another', async () => {
    const tokens = Array.from({ length: 230 }, (_, i) => token(i + 1));
    const hash = await bookHash({
      market: conditionId(1),
      assetId: '2',
      timestamp: String(NOW),
      bids: good['bids'] as [],
      asks: good['asks'] as [],
      minOrderSize: '5',
      tickSize: '0.01',
      negRisk: false,
      lastTradePrice: '0.5',
      version: null,
    });
    const { data, requests } = create((request) =>
      json(
        (JSON.parse(request.body ?? '[]') as { token_id: string }[]).map(({ token_id }) => ({
          ...good,
          asset_id: token_id,
          hash,
        })),
      ),
    );
    const books = await data.fetchBooks(tokens, signal);
    expect(requests.map((request) => (JSON.parse(request.body ?? '[]') as unknown[]).length)).toEqual([100, 100, 30]);
    expect(books.ok && books.value.length).toBe(230);
    expect(books.ok && books.value.filter((book) => book.hash !== '').map((book) => book.tokenId)).toEqual(['2']);
  });

  it('leaves out books that cannot be right, that nobody asked for and that come twice', async () => {
    const { data } = create(() =>
      json([
        good,
        { ...good, asset_id: '3', bids: [{ price: '2', size: '1' }] },
        { ...good, asset_id: '99' },
        { ...good, asset_id: '4' },
        { ...good, asset_id: '4' },
      ]),
    );
    const books = await data.fetchBooks([token(2), token(3), token(4)], signal);
    expect(books.ok && books.value.map((book) => book.tokenId)).toEqual(['2']);
  });

  it('turns every failure into a sentence with the right retry', async () => {
    const fetchWith = async (answer: Parameters<typeof cannedHttp>[0]) => {
      const result = await create(answer).data.fetchEventBySlug('it', signal);
      return result.ok ? 'ok' : `${result.error.code} ${result.error.retry}`;
    };
    expect(await fetchWith(() => 'network-error')).toBe('network later');
    expect(await fetchWith(() => json({ error: 'x' }, 500))).toBe('venue-unavailable later');
    expect(await fetchWith(() => json({}, 429))).toBe('rate-limited later');
    expect(await fetchWith(() => json({}, 404))).toBe('not-found never');
    expect(await fetchWith(() => ({ status: 200, text: '<html>' }))).toBe('bad-json later');
    expect(await fetchWith(() => json({ id: 1 }))).toBe('bad-answer later');
    expect(await fetchWith(() => json({ ...rawEvent([]), slug: 'another' }))).toBe('contradiction later');
    expect(await fetchWith(() => json(rawEvent([rawMarket])))).toBe('ok');
    const odd = await create(() => json({})).data.fetchEventBySlug('../x', signal);
    expect(odd.ok ? '' : odd.error.code).toBe('bad-slug');
  });

  it('finds the event of a market and pages through active events', async () => {
    const { data, requests } = create((request) => {
      if (request.url.includes('/markets/slug/')) return json({ slug: 'will-it', events: [{ slug: 'it' }] });
      if (request.url.includes('/events/slug/')) return json(rawEvent([rawMarket]));
      return json({ events: [rawEvent([rawMarket]), 'junk'], next_cursor: 'abc=' });
    });
    const event = await data.fetchEventByMarketSlug('will-it', signal);
    expect(event.ok && event.value.slug).toBe('it');
    const page = await data.fetchActiveEvents(null, signal);
    expect(page.ok && [page.value.events.length, page.value.nextCursor]).toEqual([1, 'abc=']);
    await data.fetchActiveEvents('abc=', signal);
    expect(requests.at(-1)?.url).toMatch(/after_cursor=abc%3D/);
  });

  it('reads time and place strictly', async () => {
    expect(parseServerTime('1795000000')).toEqual({ ok: true, value: 1_795_000_000_000 });
    expect(parseServerTime('soon').ok).toBe(false);
    expect(
      await create(() => json({ blocked: true, country: 'US', region: 'NY', ip: '203.0.113.42' })).data.fetchGeoblock(
        signal,
      ),
    ).toEqual({ ok: true, value: { blocked: true, country: 'US', region: 'NY' } });
    expect((await create(() => json({ country: 'US' })).data.fetchGeoblock(signal)).ok).toBe(false);
  });
});
