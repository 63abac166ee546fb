/** What anybody may ask: clock, place, version, catalogue, books (docs/venue.md 4 and 6). */
import type { Condition } from '../../../domain/condition';
import type { BookFacts, CatalogueFacts, Finding, ProbeId } from '../../../domain/finding';
import type { TokenId } from '../../../domain/ids';
import type { VenueThing } from '../../../domain/failures';
import type { Failure, Result } from '../../../domain/result';
import { ok } from '../../../domain/result';
import type { Probe } from '../../../ports/examination';
import type { Http } from '../../../ports/net';
import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import { isJsonObject } from '../../socket/json';
import { hashOfParsed } from '../clob/book-hash';
import { confirmCondition, fetchGeoblock, fetchServerTime } from '../clob/clob';
import { parseBook } from '../clob/parse-book';
import { CLOB, GAMMA, READ_TIMEOUT_MS } from '../common/constants';
import { request, requestJson, statusFailure } from '../common/http';
import { parseEvent, parseEventPage } from '../gamma/parse-gamma';
import { LIVE } from '../gamma/parse-market';
import { POLYMARKET_RULES } from '../rules';

export interface ProbeDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
}

/** Conditions that the catalogue probe saw, for those after it. */
export interface Seen {
  conditions: readonly Condition[];
}

/** The time is told in whole seconds: on average half a one has passed since. */
const HALF_A_SECOND_MS = 500;
const EVENTS_READ = 25;
const TOKENS_READ = 100;
/** Order versions that can be signed (docs/venue.md 1.1). */
const VERSIONS: ReadonlySet<number> = new Set([2, 3]);

export const inVain = (probe: ProbeId, cause: Failure): Finding => ({
  probe,
  code: 'asked-in-vain',
  params: { probe, cause },
});

export function publicProbes(deps: ProbeDeps, seen: Seen): readonly Probe[] {
  const probe = (id: ProbeId, run: (signal: AbortSignal) => Promise<Finding>): Probe => ({
    id,
    needsSession: false,
    run: (_session, signal) => run(signal),
  });
  return [
    probe('clock', (signal) => clockProbe(deps, signal)),
    probe('place', (signal) => placeProbe(deps, signal)),
    probe('version', (signal) => versionProbe(deps, signal)),
    probe('catalogue', (signal) => catalogueProbe(deps, seen, signal)),
    probe('books', (signal) => booksProbe(deps, seen, signal)),
  ];
}

async function clockProbe(deps: ProbeDeps, signal: AbortSignal): Promise<Finding> {
  const before = deps.clock.nowMs();
  const told = await fetchServerTime(deps, signal);
  const roundTripMs = deps.clock.nowMs() - before;
  if (!told.ok) return inVain('clock', told.error);
  const skewMs = told.value + HALF_A_SECOND_MS - (before + roundTripMs / 2);
  const limitMs = POLYMARKET_RULES.maxClockSkewMs;
  return Math.abs(skewMs) > limitMs
    ? { probe: 'clock', code: 'clock-off', params: { skewMs, limitMs } }
    : { probe: 'clock', code: 'clock-right', params: { skewMs, roundTripMs } };
}

async function placeProbe(deps: ProbeDeps, signal: AbortSignal): Promise<Finding> {
  const place = await fetchGeoblock(deps, signal);
  if (!place.ok) return inVain('place', place.error);
  const { blocked, country, region } = place.value;
  return blocked
    ? { probe: 'place', code: 'place-blocked', params: { country, region } }
    : { probe: 'place', code: 'place-open', params: { country } };
}

async function versionProbe(deps: ProbeDeps, signal: AbortSignal): Promise<Finding> {
  const answer = await get(deps, `${CLOB}/version`, 'version', signal);
  if (!answer.ok) return inVain('version', answer.error);
  const version: unknown = isJsonObject(answer.value) ? answer.value['version'] : answer.value;
  return typeof version === 'number' && VERSIONS.has(version)
    ? { probe: 'version', code: 'version-known', params: { version } }
    : { probe: 'version', code: 'version-unknown', params: { version: String(version).slice(0, 40) } };
}

function get(deps: ProbeDeps, url: string, what: VenueThing, signal: AbortSignal): Promise<Result<unknown>> {
  return requestJson(deps.http, { method: 'GET', url, timeoutMs: READ_TIMEOUT_MS }, what, signal);
}

async function catalogueProbe(deps: ProbeDeps, seen: Seen, signal: AbortSignal): Promise<Finding> {
  const url = `${GAMMA}/events/keyset?active=true&closed=false&order=volume24hr&ascending=false&limit=${EVENTS_READ}`;
  const answer = await get(deps, url, 'events', signal);
  if (!answer.ok) return inVain('catalogue', answer.error);
  const page = parseEventPage(answer.value);
  if (!page.ok) return inVain('catalogue', page.error);
  const events = page.value.events.map((raw) => parseEvent(raw, LIVE));
  const read = events.flatMap((event) => (event.ok ? [event.value] : []));
  const problems = read.flatMap((each) => each.problems);
  const unreadable = events.length - read.length + problems.length;
  seen.conditions = read.flatMap(({ event }) => event.conditions).filter(({ acceptingOrders }) => acceptingOrders);
  if (seen.conditions.length === 0) return { probe: 'catalogue', code: 'catalogue-empty', params: {} };
  const facts: CatalogueFacts = {
    events: read.length,
    markets: seen.conditions.length,
    v1: seen.conditions.filter(({ protocol }) => protocol === 'v1').length,
    v2: seen.conditions.filter(({ protocol }) => protocol === 'v2').length,
    positionIds: formOfPositionIds(page.value.events),
  };
  const [first] = problems;
  const unread = events.find((event) => !event.ok);
  const cause = first ?? (unread?.ok === false ? unread.error : null);
  return cause !== null
    ? { probe: 'catalogue', code: 'catalogue-partly', params: { ...facts, unreadable, cause } }
    : { probe: 'catalogue', code: 'catalogue-read', params: facts };
}

function formOfPositionIds(events: readonly unknown[]): CatalogueFacts['positionIds'] {
  const ids = events
    .flatMap((event) => listAt(event, 'markets'))
    .map((market): unknown => (isJsonObject(market) ? market['positionIds'] : undefined));
  if (ids.some(Array.isArray)) return 'list';
  return ids.some((each) => typeof each === 'string') ? 'text' : 'none';
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list: unknown = isJsonObject(value) ? value[key] : null;
  return Array.isArray(list) ? list : [];
}

/** Keys of a book that the documents name (docs/venue.md 4). */
const BOOK_KEYS: ReadonlySet<string> = new Set(
  ['market', 'asset_id', 'timestamp', 'hash', 'bids', 'asks', 'min_order_size', 'tick_size', 'neg_risk'].concat([
    'last_trade_price',
    'version',
  ]),
);

async function booksProbe(deps: ProbeDeps, seen: Seen, signal: AbortSignal): Promise<Finding> {
  const [first] = seen.conditions;
  if (first === undefined) return { probe: 'books', code: 'books-missing', params: { asked: 0, got: 0 } };
  for (const condition of [first, ...seen.conditions.slice(-1)]) {
    const confirmed = await confirmCondition(deps, condition, signal);
    if (!confirmed.ok) {
      if (confirmed.error.code !== 'contradiction') return inVain('books', confirmed.error);
      const params = { market: condition.question.slice(0, 120), cause: confirmed.error };
      return { probe: 'books', code: 'details-contradict', params };
    }
  }
  const tokens = seen.conditions.flatMap((condition) => condition.tokens).slice(0, TOKENS_READ);
  const two = await rawBooks(deps, tokens.slice(0, 2), signal);
  if (!two.ok) return inVain('books', two.error);
  const all = await rawBooks(deps, tokens, signal);
  if (!all.ok) return inVain('books', all.error);
  const parsed = all.value.rows.map((row) => parseBook(row, deps.clock.nowMs()));
  const books = parsed.flatMap((book) => (book.ok ? [book.value] : []));
  if (books.length < tokens.length)
    return { probe: 'books', code: 'books-missing', params: { asked: tokens.length, got: books.length } };
  const hashes = await Promise.all(books.map(async (book) => (await hashOfParsed(book)) === book.claimedHash));
  const reproduced = hashes.filter(Boolean).length;
  const facts: BookFacts = {
    books: books.length,
    reproduced,
    bytesOfTwo: two.value.bytes,
    bytesOfAll: all.value.bytes,
    unknownKeys: unknownKeys(all.value.rows),
  };
  return { probe: 'books', code: reproduced === books.length ? 'books-right' : 'books-unproven', params: facts };
}

function unknownKeys(rows: readonly unknown[]): readonly string[] {
  const keys = new Set(rows.flatMap((row) => (isJsonObject(row) ? Object.keys(row) : [])));
  return [...keys].filter((key) => !BOOK_KEYS.has(key)).slice(0, 10);
}

async function rawBooks(
  deps: ProbeDeps,
  tokens: readonly TokenId[],
  signal: AbortSignal,
): Promise<Result<{ readonly rows: readonly unknown[]; readonly bytes: number }>> {
  const answer = await request(
    deps.http,
    {
      method: 'POST',
      url: `${CLOB}/books`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(tokens.map((token_id) => ({ token_id }))),
      timeoutMs: READ_TIMEOUT_MS,
    },
    'books',
    signal,
  );
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  if (status !== 200) return { ok: false, error: statusFailure(answer.value, 'books') };
  const rows = parseRows(text);
  return ok({ rows, bytes: text.length });
}

function parseRows(text: string): readonly unknown[] {
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) ? rows : [];
  } catch {
    return [];
  }
}
