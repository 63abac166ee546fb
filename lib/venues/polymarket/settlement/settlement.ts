/** Polymarket's trades and balances behind the `Settlement` port (docs/venue.md 4). */
import { followPages } from '../../../domain/pages';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { Balance, BalanceLookup, Settlement, TradesLookup, VenueTrade } from '../../../ports/settlement';
import type { PrivateDeps } from '../common/private-call';
import { ask } from '../common/private-call';
import { parseBalance, parsePage, parseTrade } from './parse-settlement';

/** A page has some hundred trades; one condition of one account never came near this. */
const MAX_PAGES = 50;

export function createSettlement(deps: PrivateDeps): Settlement {
  return {
    fetchTrades: (lookup, signal) => fetchTrades(deps, lookup, signal),
    fetchBalance: (lookup, signal) => fetchBalance(deps, lookup, signal),
  };
}

async function fetchTrades(
  deps: PrivateDeps,
  options: TradesLookup,
  signal: AbortSignal,
): Promise<Result<readonly VenueTrade[]>> {
  const rows = await followPages<unknown>({
    first: 'MA==',
    wanted: Infinity,
    mostPages: MAX_PAGES,
    keyOf: (row) => JSON.stringify(row),
    async fetch(cursor) {
      const answer = await ask(
        deps,
        options,
        {
          method: 'GET',
          path: '/data/trades',
          query: { market: options.conditionId, next_cursor: cursor ?? '' },
          what: 'trades',
        },
        signal,
      );
      const page = answer.ok ? parsePage(answer.value, 'trades') : answer;
      return page.ok ? ok({ items: page.value.rows, next: page.value.next }) : page;
    },
  });
  if (!rows.ok) return rows;
  const { ended, pages } = rows.value;
  if (ended === 'too-many-pages') return fail('too-many-trades', {}, 'later');
  if (ended !== 'end') deps.log.warn('list-stuck', { list: 'trades', ended, pages });
  // One trade of one order counts once, whatever else of its row changed between two pages.
  const trades = new Map<string, VenueTrade>();
  for (const row of rows.value.items) {
    const text = JSON.stringify(row).toLowerCase();
    if (!options.hashes.some((hash) => text.includes(hash))) continue;
    const own = parseTrade(row, options.credentials.key);
    if (!own.ok) return own;
    for (const trade of own.value) trades.set(`${trade.id} ${trade.orderHash}`, trade);
  }
  return ok([...trades.values()]);
}

async function fetchBalance(deps: PrivateDeps, options: BalanceLookup, signal: AbortSignal): Promise<Result<Balance>> {
  const { asset, account } = options;
  const query =
    asset === 'collateral'
      ? { asset_type: 'COLLATERAL', signature_type: String(account.signatureType) }
      : {
          asset_type: asset.contract.protocol === 'v2' ? 'CONDITIONAL-V2' : 'CONDITIONAL',
          token_id: asset.tokenId,
          signature_type: String(account.signatureType),
        };
  const answer = await ask(
    deps,
    options,
    { method: 'GET', path: '/balance-allowance', query, what: 'balance' },
    signal,
  );
  return answer.ok ? parseBalance(answer.value) : answer;
}
