import { describe, expect, it } from 'vitest';
import { priceMicros } from '../../../lib/domain/units';
import { bookHash } from '../../../lib/venues/polymarket/clob/book-hash';
import { createPolymarketData } from '../../../lib/venues/polymarket/market-data';
import { confirmDetails, parseServerTime } from '../../../lib/venues/polymarket/clob/parse-clob';
import { cannedHttp, condition, conditionId, createFakeClock, createMemoryLog, json, token } from '../../kit/venue';
import { GOOD_BOOK, NOW, rawEvent, rawMarket } from '../../kit/raw-answers';

const signal = new AbortController().signal;

describe('confirmCondition', () => {
  const A = condition(1, { outcomes: ['Yes', 'No'] });
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

  it('believes the CLOB where it takes orders and the catalogue does not say so yet', () => {
    const confirmed = confirmDetails({ ...A, acceptingOrders: false, tickMicros: priceMicros(0) }, details);
    expect(confirmed.ok && [confirmed.value.acceptingOrders, confirmed.value.tickMicros]).toEqual([true, 10_000]);
    const { ao: _ao, ...silent } = details;
    const unsaid = confirmDetails({ ...A, acceptingOrders: false }, silent);
    expect(unsaid.ok && unsaid.value.acceptingOrders).toBe(false);
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
      {
        t: [
          { t: '2', o: 'No' },
          { t: '3', o: 'Yes' },
        ],
      },
    ];
    for (const over of bad) {
      const confirmed = confirmDetails(A, { ...details, ...over });
      expect(confirmed.ok ? 'taken' : confirmed.error.code, JSON.stringify(over)).toBe('contradiction');
    }
    // What it does not say contradicts nothing.
    expect(confirmDetails(A, { ...details, t: [{ t: '2' }, { t: '3', o: 'no' }] }).ok).toBe(true);
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
      bids: GOOD_BOOK['bids'] as [],
      asks: GOOD_BOOK['asks'] as [],
      minOrderSize: '5',
      tickSize: '0.01',
      negRisk: false,
      lastTradePrice: '0.5',
      version: null,
    });
    const { data, requests } = create((request) =>
      json(
        (JSON.parse(request.body ?? '[]') as { token_id: string }[]).map(({ token_id }) => ({
          ...GOOD_BOOK,
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
        GOOD_BOOK,
        { ...GOOD_BOOK, asset_id: '3', bids: [{ price: '2', size: '1' }] },
        { ...GOOD_BOOK, asset_id: '99' },
        { ...GOOD_BOOK, asset_id: '4' },
        { ...GOOD_BOOK, asset_id: '4' },
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
    expect(await fetchWith(() => json({ ...rawEvent([]), slug: 'another' }))).toBe('wrong-event later');
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
