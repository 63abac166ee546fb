/** What an account holds, from the Data API (docs/venue.md 8.4): public, by the wallet that holds the shares. */
import * as z from 'zod/mini';
import type { TradingAccount } from '../../../domain/account';
import { parseConditionId, parseTokenId } from '../../../domain/ids';
import { followPages, parseCursor } from '../../../domain/pages';
import type { Result } from '../../../domain/result';
import { ok } from '../../../domain/result';
import { MICROS, moneyMicros, sizeMicros } from '../../../domain/units';
import type { ListedShares } from '../../../ports/cash-desk';
import { isJsonObject } from '../../socket/json';
import { DATA, READ_TIMEOUT_MS } from '../common/constants';
import { requestJson } from '../common/http';
import { badAnswer, whereInvalid } from '../common/parse';
import type { PrivateDeps } from '../common/private-call';

/** A hundred rows a page: more outcomes than anyone holds by hand. */
const MAX_PAGES = 20;
/** Decided markets whose shares still wait stand in a list of their own. */
const STATUSES = ['OPEN', 'REDEEMABLE'] as const;

const rowShape = z.object({
  token_id: z.string(),
  condition_id: z.string(),
  current_size: z.number(),
  total_cost_usdc: z.nullish(z.number()),
  outcome_index: z.union([z.literal(0), z.literal(1)]),
  title: z.nullish(z.string()),
  event_slug: z.nullish(z.string()),
});

export async function fetchShares(
  deps: Pick<PrivateDeps, 'http'>,
  account: TradingAccount,
  signal: AbortSignal,
): Promise<Result<readonly ListedShares[]>> {
  const all = new Map<string, ListedShares>();
  for (const status of STATUSES) {
    const rows = await rowsOf(deps, { user: account.funder, status }, signal);
    if (!rows.ok) return rows;
    for (const row of rows.value) {
      const parsed = parseShares(row);
      if (!parsed.ok) return parsed;
      if (parsed.value.sizeMicros > 0) all.set(parsed.value.tokenId, parsed.value);
    }
  }
  return ok([...all.values()]);
}

async function rowsOf(
  { http }: Pick<PrivateDeps, 'http'>,
  query: { readonly user: string; readonly status: string },
  signal: AbortSignal,
): Promise<Result<readonly unknown[]>> {
  const read = await followPages<unknown>({
    first: '',
    wanted: Infinity,
    mostPages: MAX_PAGES,
    keyOf: (row) => JSON.stringify(row),
    async fetch(cursor) {
      const asked = new URLSearchParams({ ...query, ...(cursor ? { cursor } : {}) });
      const url = `${DATA}/v2/positions?${asked.toString()}`;
      const answer = await requestJson(http, { method: 'GET', url, timeoutMs: READ_TIMEOUT_MS }, 'positions', signal);
      if (!answer.ok) return answer;
      const body = answer.value;
      const rows: unknown = isJsonObject(body) ? body['data'] : null;
      if (!isJsonObject(body) || !Array.isArray(rows)) return badAnswer('positions', 'data');
      const items: readonly unknown[] = rows;
      const paging = isJsonObject(body['pagination']) ? body['pagination'] : {};
      return ok({ items, next: parseCursor(paging['next_cursor']) });
    },
  });
  if (!read.ok) return read;
  // Part of a list would be told as if it were all that is held.
  return read.value.ended === 'end' ? ok(read.value.items) : badAnswer('positions', 'pagination');
}

/** Sizes are doubles of the venue, so they are cut, never raised; the exact amount is asked for before a click acts. */
function parseShares(raw: unknown): Result<ListedShares> {
  const shape = rowShape.safeParse(raw);
  if (!shape.success) return badAnswer('positions', whereInvalid(shape.error));
  const row = shape.data;
  const conditionId = parseConditionId(row.condition_id);
  const tokenId = parseTokenId(row.token_id);
  const size = cutMicros(row.current_size);
  if (conditionId === null || tokenId === null) return badAnswer('positions', 'token_id');
  if (size === null) return badAnswer('positions', 'current_size');
  const cost = typeof row.total_cost_usdc === 'number' ? Math.ceil(row.total_cost_usdc * MICROS - 1e-3) : null;
  return ok({
    conditionId,
    tokenId,
    token: row.outcome_index === 0 ? 'yes' : 'no',
    eventSlug: (row.event_slug ?? '').slice(0, 300),
    title: (row.title ?? '').slice(0, 300),
    sizeMicros: sizeMicros(size),
    costMicros: cost !== null && Number.isSafeInteger(cost) && cost >= 0 ? moneyMicros(cost) : null,
  });
}

/** null: no plain decimal. */
function cutMicros(value: number): number | null {
  const [, whole, places = ''] = /^(\d{1,9})(?:\.(\d+))?$/.exec(String(value)) ?? [];
  return whole === undefined ? null : Number(whole) * MICROS + Number(places.slice(0, 6).padEnd(6, '0'));
}
