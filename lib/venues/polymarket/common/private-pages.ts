/** A whole list of the CLOB's private side, page after page (docs/venue.md 4). */
import type { VenueThing } from '../../../domain/failures';
import { followPages } from '../../../domain/pages';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { TradingSession } from '../../../ports/order-entry';
import { parsePage } from './parse-page';
import type { PrivateDeps } from './private-call';
import { ask } from './private-call';

/** A page has some hundred rows; no list of one account came near this. */
const MAX_PAGES = 50;

export async function fetchPages(
  deps: PrivateDeps,
  session: TradingSession,
  list: { readonly path: string; readonly query: Readonly<Record<string, string>>; readonly what: VenueThing },
  signal: AbortSignal,
): Promise<Result<readonly unknown[]>> {
  const { path, query, what } = list;
  const rows = await followPages<unknown>({
    first: 'MA==',
    wanted: Infinity,
    mostPages: MAX_PAGES,
    keyOf: (row) => JSON.stringify(row),
    async fetch(cursor) {
      const call = { method: 'GET', path, query: { ...query, next_cursor: cursor ?? '' }, what } as const;
      const answer = await ask(deps, session, call, signal);
      const page = answer.ok ? parsePage(answer.value, what) : answer;
      return page.ok ? ok({ items: page.value.rows, next: page.value.next }) : page;
    },
  });
  if (!rows.ok) return rows;
  const { ended, pages, items } = rows.value;
  if (ended === 'end') return ok(items);
  // A part of a list would say that what stands in the rest is not there.
  deps.log.warn('list-stuck', { list: what, ended, pages });
  return fail('too-many-rows', { what }, 'later');
}
