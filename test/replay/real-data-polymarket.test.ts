import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { VenueEvent } from '../../lib/domain/condition';
import { timeMs } from '../../lib/domain/units';
import { bookHash, hashOfBook, hashOfParsed } from '../../lib/venues/polymarket/clob/book-hash';
import { parseBook } from '../../lib/venues/polymarket/clob/parse-book';
import { confirmDetails } from '../../lib/venues/polymarket/clob/parse-clob';
import { parseMarketFrame } from '../../lib/venues/polymarket/ws/parse-frames';
import { parseEvent } from '../../lib/venues/polymarket/gamma/parse-gamma';
import { LIVE, parseMarket } from '../../lib/venues/polymarket/gamma/parse-market';
import { isJsonObject } from '../../lib/venues/socket/json';
import { parseCancelled, parsePostAnswer, parseVenueOrder } from '../../lib/venues/polymarket/orders/parse-orders';
import { parsePage } from '../../lib/venues/polymarket/common/parse-page';
import { parseBalance, parseTrade } from '../../lib/venues/polymarket/settlement/parse-settlement';
import { parseUserFrame } from '../../lib/venues/polymarket/ws/parse-user';
import * as en from '../../lib/words/en';
import type { Failure } from '../../lib/domain/result';

const DATA = resolve(process.env['FACET_DATA'] ?? '../shared/data');
const hasData = existsSync(DATA);
const HISTORY = { missingVersion: 'v1' } as const;
const NOW = timeMs(1_700_000_000_000);
const read = (path: string): unknown => JSON.parse(readFileSync(join(DATA, path), 'utf8'));
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function eventsOf(path: string): {
  readonly events: readonly VenueEvent[];
  readonly problems: readonly Failure[];
  readonly refused: number;
} {
  const events: VenueEvent[] = [];
  const problems: Failure[] = [];
  let refused = 0;
  for (const raw of list(read(path))) {
    const parsed = parseEvent(raw, HISTORY);
    if (!parsed.ok) refused += 1;
    else {
      events.push(parsed.value.event);
      problems.push(...parsed.value.problems);
    }
  }
  return { events, problems, refused };
}

const count = (events: readonly VenueEvent[]): number =>
  events.reduce((sum, event) => sum + event.conditions.length, 0);

describe('real Gamma files', () => {
  const files = [
    { path: 'gamma/events-2025-06-11.json', events: 100, markets: 343 },
    { path: 'gamma/events-2025-06-24.json', events: 100, markets: 291 },
    { path: 'gamma/events-2026-01-17.json', events: 5, markets: 20 },
    { path: 'gamma/fed-chair-event_39markets_zeromill33.json', events: 1, markets: 39 },
    { path: 'books/fed-june-2026/gamma-event.json', events: 1, markets: 5 },
  ];
  for (const file of files) {
    it.skipIf(!hasData)(`real data ${file.path}: every event and market is understood (needs ../shared/data)`, () => {
      const { events, problems, refused } = eventsOf(file.path);
      expect(refused).toBe(0);
      expect(problems).toEqual([]);
      expect(events.length).toBe(file.events);
      expect(count(events)).toBe(file.markets);
      expect(events.every((event) => event.incomplete === false)).toBe(true);
    });
  }

  it.skipIf(!hasData)(
    'real data events-2026-07-25: the market that is not open yet makes it incomplete (needs ../shared/data)',
    () => {
      const { events, problems, refused } = eventsOf('gamma/events-2026-07-25.json');
      expect(refused).toBe(0);
      expect(count(events)).toBe(7);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({ code: 'market-not-open' });
      expect(events.map((event) => event.incomplete).filter(Boolean)).toHaveLength(1);
      expect(events[0]?.conditions[0]?.fee).toEqual({ ratePpm: 40_000, exponent: 1, takerOnly: true });
    },
  );

  it.skipIf(!hasData)(
    'real data: live rules refuse the same records because they do not name a protocol (needs ../shared/data)',
    () => {
      const [raw] = list(read('gamma/events-2026-01-17.json'));
      const parsed = parseEvent(raw, LIVE);
      expect(parsed.ok && parsed.value.event.conditions).toEqual([]);
      expect(parsed.ok && parsed.value.event.incomplete).toBe(true);
      expect(parsed.ok && parsed.value.problems.every(({ code }) => code === 'protocol-unsaid')).toBe(true);
    },
  );

  it.skipIf(!hasData)('real data markets-2026-02-07: 500 of 500 markets (needs ../shared/data)', () => {
    const markets = list(read('gamma/markets-2026-02-07.json')).map((raw) =>
      parseMarket(raw, { id: event.id, negRisk: false }, HISTORY),
    );
    expect(markets.filter((market) => !market.ok)).toEqual([]);
    expect(markets).toHaveLength(500);
  });

  it.skipIf(!hasData)(
    'real data btc-5m: every market parses and the recorded winner is the settled side (needs ../shared/data)',
    () => {
      const rows = readFileSync(join(DATA, 'gamma/btc-5m-resolved-2026-07-24.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map(
          (line) =>
            JSON.parse(line) as {
              readonly raw: unknown;
              readonly token_ids: readonly string[];
              readonly outcome_prices: readonly string[];
            },
        );
      expect(rows).toHaveLength(292);
      let settled = 0;
      for (const row of rows) {
        const parsed = parseMarket(row.raw, { id: event.id, negRisk: false }, HISTORY);
        if (!parsed.ok) throw new Error(en.failure(parsed.error));
        expect(parsed.value.tokens).toEqual(row.token_ids);
        expect(parsed.value.fee?.ratePpm).toBe(70_000);
        if (parsed.value.settled !== null) {
          settled += 1;
          expect(parsed.value.settled).toBe(row.outcome_prices[0] === '1');
        }
      }
      expect(settled).toBeGreaterThan(0);
    },
  );

  it.skipIf(!hasData)(
    "real data events-2026-02-slim: another venue's file is refused, not misread (needs ../shared/data)",
    () => {
      const raw = read('gamma/events-2026-02-slim.json');
      const events = isJsonObject(raw) ? list(raw['events']) : [];
      expect(events).toHaveLength(100);
      for (const item of events) expect(parseEvent(item, HISTORY).ok).toBe(false);
    },
  );

  const parsedEvent = parseEvent({ id: '1', slug: 's', title: 't', markets: [] }, HISTORY);
  if (!parsedEvent.ok) throw new Error('fixture');
  const { event } = parsedEvent.value;
});

describe('real books', () => {
  it.skipIf(!hasData)(
    'real data fed-june-2026: ten books, ten hashes, five conditions confirmed by the CLOB (needs ../shared/data)',
    async () => {
      const raws = list(read('books/fed-june-2026/clob-books.json'));
      expect(raws).toHaveLength(10);
      for (const raw of raws) {
        const parsed = parseBook(raw, NOW);
        if (!parsed.ok) throw new Error(en.failure(parsed.error));
        expect(await hashOfParsed(parsed.value)).toBe(parsed.value.claimedHash);
        // The canonical numbers of our own levels hash to the same: the venue writes no trailing zeros.
        expect(await hashOfBook(parsed.value.book)).toBe(parsed.value.claimedHash);
      }
      const details = list(read('books/fed-june-2026/clob-markets.json'));
      const { events } = eventsOf('books/fed-june-2026/gamma-event.json');
      const conditions = events[0]?.conditions ?? [];
      expect(conditions).toHaveLength(5);
      for (const condition of conditions) {
        const detail = details.find((item) => isJsonObject(item) && item['c'] === condition.id);
        const confirmed = confirmDetails(condition, detail);
        if (!confirmed.ok) throw new Error(en.failure(confirmed.error));
        expect(confirmed.value.fee).toEqual({ ratePpm: 50_000, exponent: 1, takerOnly: true });
      }
    },
  );

  for (const path of ['messages/one-book-2026-08-09/polymarket-book.json', 'messages/one-book-2026-03-22/book.json']) {
    it.skipIf(!hasData)(`real data ${path}: parsed and its hash reproduced (needs ../shared/data)`, async () => {
      const parsed = parseBook(read(path), NOW);
      if (!parsed.ok) throw new Error(en.failure(parsed.error));
      expect(await hashOfParsed(parsed.value)).toBe(parsed.value.claimedHash);
    });
  }

  it.skipIf(!hasData)('real data vectors: recorded server-order hashes (needs ../shared/data)', async () => {
    const vectors = read('vectors/vectors.json');
    const cases = isJsonObject(vectors)
      ? (list(vectors['book_hash_server_order']) as readonly {
          readonly book: Readonly<Record<string, never>>;
          readonly sha1: string;
        }[])
      : [];
    expect(cases.length).toBeGreaterThan(0);
    for (const { book, sha1 } of cases) {
      const hash = await bookHash({
        market: book['market'] ?? '',
        assetId: book['asset_id'] ?? '',
        timestamp: book['timestamp'] ?? '',
        bids: book['bids'] ?? [],
        asks: book['asks'] ?? [],
        minOrderSize: book['min_order_size'] ?? '',
        tickSize: book['tick_size'] ?? '',
        negRisk: book['neg_risk'] ?? false,
        lastTradePrice: book['last_trade_price'] ?? '',
        version: book['version'] ?? null,
      });
      expect(hash).toBe(sha1);
    }
  });

  it.skipIf(!hasData)(
    'real data crypto-2025-12-11: every snapshot pair parses and is an exact mirror (needs ../shared/data)',
    () => {
      let pairs = 0;
      let mirrored = 0;
      for (const folder of ['15m/sol', '1h/btc']) {
        const base = `books/crypto-2025-12-11/${folder}/orderbooks`;
        const up = list(read(`${base}/1765450800up.json`));
        const down = list(read(`${base}/1765450800down.json`));
        const complete = (raw: unknown, assetId: string): unknown =>
          isJsonObject(raw)
            ? {
                market: `0x${'1'.repeat(64)}`,
                asset_id: assetId,
                timestamp: '1765450800000',
                bids: raw['bids'],
                asks: raw['asks'],
              }
            : raw;
        for (let i = 0; i < Math.min(up.length, down.length); i += 1) {
          const a = parseBook(complete(up[i], '11'), NOW);
          const b = parseBook(complete(down[i], '12'), NOW);
          if (!a.ok || !b.ok)
            throw new Error(`${folder} ${i}: ${a.ok ? '' : en.failure(a.error)} ${b.ok ? '' : en.failure(b.error)}`);
          pairs += 1;
          if (
            JSON.stringify(a.value.book.bids.map((level) => [1_000_000 - level.priceMicros, level.sizeMicros])) ===
            JSON.stringify(b.value.book.asks.map((level) => [level.priceMicros, level.sizeMicros]))
          )
            mirrored += 1;
        }
      }
      expect(pairs).toBeGreaterThan(200);
      expect(mirrored).toBe(pairs);
    },
  );
});

/** What every contract may take of an account that says so without naming a spender. */
const allowing = (micros: number) => ({ v1: micros, 'v1-neg-risk': micros, v2: micros });

describe('real messages', () => {
  it.skipIf(!hasData)(
    'real data messages: every market-channel frame becomes the event it is (needs ../shared/data)',
    () => {
      const folder = 'messages/market-and-user-channel';
      const expected: Readonly<Record<string, readonly string[]>> = {
        'ws_market_book_msg.json': ['snapshot'],
        'ws_market_price_change_msg.json': ['delta'],
        'ws_market_last_trade_msg.json': ['trade'],
        'ws_market_tick_size_msg.json': ['tick'],
        'ws_market_resolved_msg.json': ['resolved'],
        'ws_market_best_bid_ask_msg.json': [],
        'ws_market_new_market_msg.json': ['opened'],
      };
      const files = readdirSync(join(DATA, folder)).filter((name) => name.startsWith('ws_market_'));
      expect(files.sort()).toEqual(Object.keys(expected).sort());
      for (const name of files) {
        const text = readFileSync(join(DATA, folder, name), 'utf8');
        expect(
          parseMarketFrame(text, NOW).map((event) => event.kind),
          name,
        ).toEqual(expected[name]);
        expect(
          parseMarketFrame(`[${text}]`, NOW).map((event) => event.kind),
          name,
        ).toEqual(expected[name]);
      }
    },
  );

  it.skipIf(!hasData)('real data messages: Gamma events and markets of 2026 (needs ../shared/data)', () => {
    const { events, refused } = eventsOf('messages/market-and-user-channel/gamma_event.json');
    expect(refused).toBe(0);
    expect(events[0]?.conditions.length).toBeGreaterThan(0);
    const market = (name: string) =>
      parseMarket(
        read(`messages/market-and-user-channel/${name}.json`),
        {
          id:
            events[0]?.id ??
            (() => {
              throw new Error('fixture');
            })(),
          negRisk: false,
        },
        HISTORY,
      );
    // Fees without a schedule: the market is known, but nothing may be built on it.
    const noSchedule = market('gamma_market');
    expect(noSchedule.ok && noSchedule.value.fee).toBe(null);
    for (const name of [
      'gamma_market_closed_binary_accepting_false',
      'gamma_market_closed_binary_accepting_true',
      'gamma_market_sports_market_map_handicap',
      'gamma_market_sports_market_money_line',
    ])
      expect(market(name).ok, name).toBe(true);
    for (const name of ['gamma_market_closed_nonbinary_legacy', 'gamma_market_closed_zero_zero_legacy']) {
      const legacy = market(name);
      // No tick in the catalogue: listed, and the CLOB would have to say it.
      expect(legacy.ok && legacy.value.tickMicros, name).toBe(0);
    }
  });

  const MESSAGES = 'messages/market-and-user-channel';
  const KEY = '00000000-0000-0000-0000-000000000001';

  it.skipIf(!hasData)('real data messages: every user-channel frame (needs ../shared/data)', () => {
    const kinds = Object.fromEntries(
      readdirSync(join(DATA, MESSAGES))
        .filter((name) => name.startsWith('ws_user_'))
        .map((name) => [name, parseUserFrame(readFileSync(join(DATA, MESSAGES, name), 'utf8'), KEY)]),
    );
    const hash = '0x1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdef12';
    // Recorded with a 66-digit hash: not an order id of this venue, so these frames say nothing to us.
    expect(hash).toHaveLength(68);
    expect(Object.keys(kinds)).toHaveLength(9);
    for (const [name, events] of Object.entries(kinds)) expect(events, name).toEqual([]);
    const mended = (name: string): readonly unknown[] =>
      parseUserFrame(readFileSync(join(DATA, MESSAGES, name), 'utf8').replaceAll(hash, hash.slice(0, 66)), KEY);
    expect(mended('ws_user_order_placement.json')).toEqual([
      { kind: 'order', hash: hash.slice(0, 66), type: 'PLACEMENT', matchedMicros: 0 },
    ]);
    expect(mended('ws_user_order_update.json')).toMatchObject([{ type: 'UPDATE', matchedMicros: 25_000_000 }]);
    expect(mended('ws_user_order_matched.json')).toMatchObject([{ type: 'UPDATE', matchedMicros: 100_000_000 }]);
    expect(mended('ws_user_order_cancellation.json')).toMatchObject([{ type: 'CANCELLATION' }]);
    for (const name of ['ws_user_trade.json', 'ws_user_trade_msg.json'])
      expect(mended(name)).toMatchObject([
        { kind: 'trade', trade: { status: 'CONFIRMED', side: 'buy', sizeMicros: 25_000_000, priceMicros: 500_000 } },
      ]);
  });

  it.skipIf(!hasData)(
    'real data messages: every HTTP answer about orders, trades and balances (needs ../shared/data)',
    () => {
      const file = (name: string): unknown =>
        JSON.parse(readFileSync(join(DATA, MESSAGES, name), 'utf8').replaceAll('cdef12"', 'cdef"'));
      const order = parseVenueOrder(file('http_open_order.json'));
      expect(order.ok && order.value).toMatchObject({
        status: 'LIVE',
        sizeMicros: 100_000_000,
        matchedMicros: 25_000_000,
        tradeIds: ['0xabc001'],
      });
      const sold = parseVenueOrder(file('http_open_order_sell_fok.json'));
      expect(sold.ok && sold.value).toMatchObject({ status: 'MATCHED', matchedMicros: 50_000_000, tradeIds: [] });
      const page = parsePage(file('http_open_orders_page.json'), 'own-order');
      expect(page.ok && [page.value.rows.map((row) => parseVenueOrder(row).ok), page.value.next]).toEqual([
        [true, true],
        null,
      ]);
      const trades = parsePage(file('http_trades_page.json'), 'trades');
      expect(trades.ok && trades.value.rows.map((row) => parseTrade(row, () => true))).toMatchObject([
        { ok: true, value: [{ status: 'MINED', sizeMicros: 10_000_000 }] },
      ]);
      // Its makers' orders bear invented numbers, which are nobody's.
      expect(parseTrade(file('http_trade_report.json'), (hash) => !hash.startsWith('0xmaker'))).toMatchObject({
        ok: true,
        value: [{ status: 'CONFIRMED', sizeMicros: 25_000_000 }],
      });
      expect(parsePostAnswer(file('http_order_response_ok.json'))).toMatchObject({ success: true, error: '' });
      expect(parsePostAnswer(file('http_order_response_failed.json'))).toMatchObject({
        success: false,
        error: 'Insufficient balance',
        hash: null,
      });
      expect(parsePostAnswer(file('http_order_response_error_500.json'))).toMatchObject({
        success: false,
        error: 'Internal server error',
      });
      expect(parseCancelled(file('http_batch_cancel_response.json'))).toEqual({
        ok: true,
        value: [`0x${'1'.repeat(64)}`, `0x${'2'.repeat(64)}`],
      });
      expect(parseCancelled(file('http_cancel_response_failed.json'))).toEqual({ ok: true, value: [] });
      expect(parseBalance(file('http_balance_allowance_collateral.json'))).toEqual({
        ok: true,
        value: { balanceMicros: 1_000_000_000, allowances: allowing(999_999_999_000_000) },
      });
      expect(parseBalance(file('http_balance_allowance_no_allowance.json'))).toEqual({
        ok: true,
        value: { balanceMicros: 250_500_000, allowances: allowing(0) },
      });
      expect(parseBook(file('clob_book_response.json'), NOW).ok).toBe(true);
      expect(parseBook(file('ws_book_snapshot.json'), NOW).ok).toBe(true);
    },
  );

  it.skipIf(!hasData)(
    'real data messages: the market of 2026-08-09 names its protocol already (needs ../shared/data)',
    () => {
      const [raw] = list(read('messages/one-book-2026-08-09/polymarket-market.json'));
      const parsed = parseMarket(
        raw,
        {
          id: (() => {
            const event = parseEvent({ id: '1', slug: 's', title: 't', markets: [] }, LIVE);
            if (!event.ok) throw new Error('fixture');
            return event.value.event.id;
          })(),
          negRisk: false,
        },
        LIVE,
      );
      expect(parsed.ok && [parsed.value.protocol, parsed.value.fee?.ratePpm]).toEqual(['v1', 0]);
    },
  );
});
