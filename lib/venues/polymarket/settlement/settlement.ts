/** Polymarket's trades and balances behind the `Settlement` port (docs/venue.md 4). */
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
  // Pages may shift between two requests and repeat a row: one trade of one order counts once.
  const trades = new Map<string, VenueTrade>();
  let cursor = 'MA==';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await ask(
      deps,
      options,
      {
        method: 'GET',
        path: '/data/trades',
        query: { market: options.conditionId, next_cursor: cursor },
        what: 'trades',
      },
      signal,
    );
    if (!answer.ok) return answer;
    const rows = parsePage(answer.value, 'trades');
    if (!rows.ok) return rows;
    for (const row of rows.value.rows) {
      const text = JSON.stringify(row).toLowerCase();
      if (!options.hashes.some((hash) => text.includes(hash))) continue;
      const own = parseTrade(row, options.credentials.key);
      if (!own.ok) return own;
      for (const trade of own.value) trades.set(`${trade.id} ${trade.orderHash}`, trade);
    }
    if (rows.value.next === null || rows.value.next === cursor) return ok([...trades.values()]);
    cursor = rows.value.next;
  }
  return fail('too-many-trades', {}, 'later');
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
