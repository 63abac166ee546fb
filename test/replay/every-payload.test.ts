/**
 * Every recorded payload of the venue, file by file: each part of it is read, refused for a reason that is named here,
 * or belongs to a part of the venue that Facet does not use. A file that no row names fails.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEventId } from '../../lib/domain/ids';
import { timeMs } from '../../lib/domain/units';
import { parseBook } from '../../lib/venues/polymarket/clob/parse-book';
import { confirmDetails } from '../../lib/venues/polymarket/clob/parse-clob';
import { parseEvent } from '../../lib/venues/polymarket/gamma/parse-gamma';
import { parseMarket } from '../../lib/venues/polymarket/gamma/parse-market';
import { parseCancelled, parsePostAnswer, parseVenueOrder } from '../../lib/venues/polymarket/orders/parse-orders';
import { parsePage } from '../../lib/venues/polymarket/common/parse-page';
import { parseBalance, parseTrade } from '../../lib/venues/polymarket/settlement/parse-settlement';
import { parseMarketFrame } from '../../lib/venues/polymarket/ws/parse-frames';
import { parseUserFrame } from '../../lib/venues/polymarket/ws/parse-user';
import { isJsonObject } from '../../lib/venues/socket/json';

const DATA = resolve(process.env['FACET_DATA'] ?? '../shared/data');
const hasData = existsSync(DATA);
/** Records from before October 2026 do not name their protocol. */
const HISTORY = { missingVersion: 'v1' } as const;
const NOW = timeMs(1_700_000_000_000);
const OWNER_KEY = '00000000-0000-0000-0000-000000000001';
const EVENT = parseEventId('1');

/** How often each thing became of the parts of a file: "read", "nothing to read", or why not. */
type Tally = Readonly<Record<string, number>>;
type Reader = (text: string, path: string) => readonly string[];

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const partOf = (value: unknown, key: string): readonly unknown[] => (isJsonObject(value) ? list(value[key] ?? []) : []);

function became(parsed: { readonly ok: true } | { readonly ok: false; readonly error: unknown }): string {
  if (parsed.ok) return 'read';
  const { error } = parsed;
  if (!isJsonObject(error)) return 'refused';
  const params = isJsonObject(error['params']) ? error['params'] : {};
  return [error['code'], params['where'] ?? params['problem']].filter((word) => word !== undefined).join(' ');
}

const market = (raw: unknown): string =>
  EVENT === null ? 'fixture' : became(parseMarket(raw, { id: EVENT, negRisk: false }, HISTORY));

/** The event, and each of its markets that could not be used. */
function event(raw: unknown): readonly string[] {
  const parsed = parseEvent(raw, HISTORY);
  if (!parsed.ok) return [became(parsed)];
  const { conditions } = parsed.value.event;
  const problems = parsed.value.problems.map((error) => became({ ok: false, error }));
  return ['read', ...conditions.map(() => 'market read'), ...problems];
}

const json =
  (read: (raw: unknown) => readonly string[]): Reader =>
  (text) =>
    read(JSON.parse(text));
const each = (read: (raw: unknown) => string): Reader => json((raw) => list(raw).map(read));
/** Some collectors kept the kind of a frame in the name of its file alone. */
const KINDS_BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/book_snapshot/, 'book'],
  [/last_trade/, 'last_trade_price'],
  [/quotes/, 'price_change'],
  [/tick_size_change/, 'tick_size_change'],
];
const marketFrame: Reader = (text, path) => {
  const raw: unknown = JSON.parse(text);
  const [, event_type] = KINDS_BY_NAME.find(([pattern]) => pattern.test(path)) ?? [];
  const frame = isJsonObject(raw) && raw['event_type'] === undefined ? { event_type, ...raw } : raw;
  const events = parseMarketFrame(JSON.stringify(frame), NOW);
  return events.length === 0
    ? ['nothing to read']
    : events.map((one) => (one.kind === 'malformed' ? one.reason : one.kind));
};
/** Hashes of orders were blanked before they were published; any will do. */
function withHashes(raw: unknown): unknown {
  if (Array.isArray(raw)) return raw.map(withHashes);
  if (!isJsonObject(raw)) return raw;
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => {
      const isBlanked =
        /^(?:id|order_id|taker_order_id)$/.test(key) && typeof value === 'string' && value.startsWith('0x');
      return [key, isBlanked ? `0x${'ab'.repeat(32)}` : withHashes(value)];
    }),
  );
}
const userFrame: Reader = (text) => {
  const events = parseUserFrame(JSON.stringify(withHashes(JSON.parse(text))), OWNER_KEY);
  return events.length === 0 ? ['nothing to read'] : events.map(({ kind }) => kind);
};
const trade = (raw: unknown): string => became(parseTrade(withHashes(raw), () => true));
const rowsOf = (read: (raw: unknown) => string): Reader =>
  json((raw) => {
    const page = parsePage(raw, 'list');
    return page.ok ? page.value.rows.map(read) : [became(page)];
  });
const book = (raw: unknown): string => became(parseBook(raw, NOW));
/** A collector kept the levels of its books, and price, size and side of its trades; whose they are is a folder. */
const asBook = (raw: unknown): unknown =>
  isJsonObject(raw)
    ? {
        market: `0x${'1'.repeat(64)}`,
        asset_id: '11',
        timestamp: '1765450800000',
        bids: raw['bids'],
        asks: raw['asks'],
      }
    : raw;
const asTrade = (raw: unknown): readonly string[] =>
  isJsonObject(raw)
    ? parseMarketFrame(JSON.stringify({ ...raw, event_type: 'last_trade_price', asset_id: '11' }), NOW).map(
        ({ kind }) => kind,
      )
    : ['refused'];
/** What a collector made of the venue's messages, or a part of the venue that Facet never asks. */
const notRead =
  (why: string): Reader =>
  () => [`not used: ${why}`];
const COLLECTED = 'a collector wrote it, in its own form';

const ROWS: readonly (readonly [RegExp, Reader])[] = [
  [/^gamma\/events-2026-02-slim\.json$/, json((raw) => partOf(raw, 'events').flatMap(event))],
  [/^gamma\/(?:events|fed-chair-event).*\.json$/, json((raw) => list(raw).flatMap(event))],
  [/^gamma\/(?:markets|fed-chair-markets).*\.json$/, each(market)],
  [
    /^gamma\/btc-5m.*\.jsonl$/,
    (text) =>
      text
        .trim()
        .split('\n')
        .map((line) => market(partOf(JSON.parse(line), 'raw')[0])),
  ],
  [/^gamma\/clob-sampling-markets.*\.json$/, notRead('the long market record; /clob-markets is asked instead')],
  [/^books\/fed-june-2026\/clob-books\.json$/, each(book)],
  [/^books\/fed-june-2026\/clob-markets\.json$/, each((raw) => (confirmable(raw) ? 'read' : 'refused'))],
  [/^books\/fed-june-2026\/gamma-event\.json$/, json(event)],
  [/^books\/fed-june-2026\/gamma-search\.json$/, json((raw) => partOf(raw, 'events').flatMap(event))],
  [/^books\/crypto-2025-12-11\/.*\/orderbooks\//, each((raw) => book(asBook(raw)))],
  [/^books\/crypto-2025-12-11\/.*\/trades\//, json((raw) => list(raw).flatMap(asTrade))],
  [/^messages\/[^/]*\.csv$/, notRead(COLLECTED)],
  [
    /^messages\/one-book-2026-08-09\/cost-conformance\.json$/,
    notRead('fee cases of other venues; the fee test has them'),
  ],
  [/^messages\/one-book-.*\/(?:polymarket-)?book\.json$/, each(book)],
  [/^messages\/one-book-.*\/(?:market_detail|market_search|polymarket-market)\.json$/, each(market)],
  [/^messages\/one-book-.*\/public_search\.json$/, json((raw) => partOf(raw, 'events').flatMap(event))],
  [
    /^messages\/one-book-.*\/(?:midpoint|last_trade_price|price_history)\.json$/,
    notRead('prices come from books alone'),
  ],
  [/\/clob_book_response\.json$/, each(book)],
  [/\/clob_fee_rate_response/, notRead('a cap, not the charge')],
  [/\/clob_market_closed/, notRead('the long market record; /clob-markets is asked instead')],
  [/\/data_api_positions/, notRead('holdings are read from the CLOB')],
  [/\/gamma_event\.json$/, json((raw) => list(raw).flatMap(event))],
  [/\/gamma_market.*\.json$/, each(market)],
  [/\/gamma_tags\.json$/, notRead('tags choose nothing')],
  [/\/search_response\.json$/, json((raw) => partOf(raw, 'events').flatMap(event))],
  [/\/http_balance_allowance/, each((raw) => became(parseBalance(raw)))],
  [/\/http_(?:batch_)?cancel_response/, each((raw) => became(parseCancelled(raw)))],
  [/\/http_open_order(?:_sell_fok)?\.json$/, each((raw) => became(parseVenueOrder(withHashes(raw))))],
  [/\/http_open_orders_page\.json$/, rowsOf((raw) => became(parseVenueOrder(withHashes(raw))))],
  [/\/http_order_response/, each((raw) => (parsePostAnswer(raw) === null ? 'refused' : 'read'))],
  [/\/http_signed_order\.json$/, notRead('what a client sent, not an answer')],
  [/\/http_trade_report\.json$/, each(trade)],
  [/\/http_trades_page\.json$/, rowsOf(trade)],
  [/\/rtds_/, notRead('the legacy price feed')],
  [/\/ws_user_/, userFrame],
  [/\/ws_/, marketFrame],
];

/** The condition that Gamma recorded on the same day agrees with it. */
function confirmable(raw: unknown): boolean {
  const parsed = parseEvent(
    JSON.parse(readFileSync(join(DATA, 'books/fed-june-2026/gamma-event.json'), 'utf8')),
    HISTORY,
  );
  const conditions = parsed.ok ? parsed.value.event.conditions : [];
  return conditions.some((condition) => confirmDetails(condition, raw).ok);
}

const files = ['messages', 'books', 'gamma'].flatMap((folder) =>
  hasData
    ? readdirSync(join(DATA, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(DATA.length + 1))
    : [],
);

function tallyOf(path: string): Tally {
  const row = ROWS.find(([pattern]) => pattern.test(path));
  if (row === undefined) throw new Error(`no row reads ${path}`);
  const tally: Record<string, number> = {};
  for (const what of row[1](readFileSync(join(DATA, path), 'utf8'), path)) tally[what] = (tally[what] ?? 0) + 1;
  return tally;
}

const GOOD = new Set(['read', 'market read', 'snapshot', 'delta', 'trade', 'tick', 'resolved', 'opened', 'order']);

/** What is not read, how often, and why. */
const REASONS: Readonly<Record<string, Tally>> = {
  // Another venue's events under this venue's name.
  'gamma/events-2026-02-slim.json': { 'bad-answer id: invalid_union': 100 },
  // Announced, and not on the chain yet: its event is incomplete, and says so.
  'gamma/events-2026-07-25.json': { 'market-not-open': 1 },
  // One repeats what a change of the book says, the other is about a market that nobody watches yet.
  'messages/market-and-user-channel/ws_market_best_bid_ask_msg.json': { 'nothing to read': 1 },
};

describe('every recorded payload', () => {
  it.skipIf(!hasData)('real data: there are files of all three folders (needs ../shared/data)', () => {
    expect(files.length).toBeGreaterThan(90);
  });

  it.skipIf(!hasData).each(files.sort())('real data %s is read, or not for a reason (needs ../shared/data)', (path) => {
    const tally = Object.entries(tallyOf(path));
    expect(tally.length).toBeGreaterThan(0);
    const unread = tally.filter(([what]) => !GOOD.has(what) && !what.startsWith('not used: '));
    expect(Object.fromEntries(unread)).toEqual(REASONS[path] ?? {});
  });
});
