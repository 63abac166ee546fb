/**
 * Filters, order and paging of Gamma's lists. Cursors hold the last row's sort value and id, so a page is unmoved by
 * rows before it.
 */
import { z } from 'zod';
import type { EventSpec, MarketSpec } from '../model';

/** The server clamps pages at 100 (changelog, 2026-05-14). */
const LONGEST_PAGE = 100;
const DEFAULT_PAGE = 20;

export interface Row {
  readonly event: EventSpec;
  /** Null in lists of events. */
  readonly market: MarketSpec | null;
}

export interface Page {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

export type QueryProblem = { readonly problem: string };

const cursorShape = z.tuple([z.number(), z.string()]);

export function texts(query: URLSearchParams, name: string): readonly string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .filter((value) => value !== '');
}

export function flag(query: URLSearchParams, name: string): boolean | null {
  const value = query.get(name);
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** "0x", 62 or 64 hex digits in any case to the 64-digit form. */
export function normalConditionId(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === 64 ? `${lower}00` : lower;
}

function whole(query: URLSearchParams, name: string, fallback: number): number | null {
  const text = query.get(name);
  if (text === null) return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function sortValue(row: Row, order: string | null): number | null {
  const { volume, id } = row.market ?? row.event;
  switch (order) {
    case null:
    case 'id':
      return Number(id);
    case 'volume':
    case 'volumeNum':
    case 'volume_num':
    case 'volume24hr':
    case 'volume_24hr':
    case 'volume1wk':
    case 'volume1mo':
    case 'liquidity':
    case 'liquidityNum':
      return volume;
    case 'endDate':
    case 'end_date':
      return Date.parse((row.market ?? row.event).endDate);
    case 'startDate':
    case 'createdAt':
      return Number(row.event.id);
    default:
      return null;
  }
}

function readCursor(text: string): readonly [number, string] | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const parsed = cursorShape.safeParse(json);
    return parsed.success ? parsed.data : null;
  } catch {
    // Not base64 of JSON: a cursor of another list or a made-up one.
    return null;
  }
}

export function pageOf(rows: readonly Row[], query: URLSearchParams): Page | QueryProblem {
  const limit = whole(query, 'limit', DEFAULT_PAGE);
  const offset = whole(query, 'offset', 0);
  if (limit === null) return { problem: 'limit is invalid' };
  if (offset === null) return { problem: 'offset is invalid' };
  const order = query.get('order');
  const direction = (flag(query, 'ascending') ?? order === null) ? 1 : -1;
  const keyed: { readonly row: Row; readonly key: readonly [number, string] }[] = [];
  for (const row of rows) {
    const value = sortValue(row, order);
    if (value === null) return { problem: 'order fields are not valid' };
    keyed.push({ row, key: [value, (row.market ?? row.event).id] });
  }
  const compare = (a: readonly [number, string], b: readonly [number, string]): number =>
    (a[0] - b[0] || Number(a[1]) - Number(b[1])) * direction;
  keyed.sort((a, b) => compare(a.key, b.key));
  const cursor = query.get('after_cursor');
  const after = cursor === null || cursor === '' ? null : readCursor(cursor);
  if (cursor && !after) return { problem: 'after_cursor is invalid' };
  const rest = after ? keyed.filter(({ key }) => compare(key, after) > 0) : keyed.slice(offset);
  const shown = rest.slice(0, Math.min(limit, LONGEST_PAGE));
  const last = shown.at(-1);
  return {
    rows: shown.map(({ row }) => row),
    nextCursor: last && rest.length > shown.length ? Buffer.from(JSON.stringify(last.key)).toString('base64url') : null,
  };
}

export function filterEvents(
  events: readonly EventSpec[],
  query: URLSearchParams,
  isClosed: (event: EventSpec) => boolean,
): readonly Row[] {
  const slugs = texts(query, 'slug');
  const ids = texts(query, 'id');
  const tagIds = texts(query, 'tag_id');
  const tagSlugs = texts(query, 'tag_slug');
  const closed = flag(query, 'closed');
  const active = flag(query, 'active');
  const named = slugs.length > 0 || ids.length > 0;
  return (
    events
      .filter((event) => slugs.length === 0 || slugs.includes(event.slug))
      .filter((event) => ids.length === 0 || ids.includes(event.id))
      .filter((event) => tagIds.length === 0 || (event.tags ?? []).some((tag) => tagIds.includes(tag.id)))
      .filter((event) => tagSlugs.length === 0 || (event.tags ?? []).some((tag) => tagSlugs.includes(tag.slug)))
      // A list shows open events unless told otherwise; who asks by name gets closed ones as well.
      .filter((event) => isClosed(event) === (closed ?? (named ? isClosed(event) : false)))
      .filter(() => active !== false && flag(query, 'archived') !== true)
      .map((event) => ({ event, market: null }))
  );
}

export function filterMarkets(events: readonly EventSpec[], query: URLSearchParams): readonly Row[] {
  const slugs = texts(query, 'slug');
  const ids = texts(query, 'id');
  const conditions = texts(query, 'condition_ids').map(normalConditionId);
  const clobTokens = texts(query, 'clob_token_ids');
  const positions = texts(query, 'position_ids');
  const closed = flag(query, 'closed') ?? false;
  const active = flag(query, 'active');
  return events
    .flatMap((event) => event.markets.map((market) => ({ event, market })))
    .filter(({ market }) => slugs.length === 0 || slugs.includes(market.slug))
    .filter(({ market }) => ids.length === 0 || ids.includes(market.id))
    .filter(({ market }) => conditions.length === 0 || conditions.includes(market.conditionId))
    .filter(
      ({ market }) =>
        clobTokens.length === 0 ||
        (market.version === 'v1' && market.tokens.some((token) => clobTokens.includes(token))),
    )
    .filter(
      ({ market }) =>
        positions.length === 0 || (market.version === 'v2' && market.tokens.some((token) => positions.includes(token))),
    )
    .filter(({ market }) => market.closed === closed && (active === null || market.active === active));
}
