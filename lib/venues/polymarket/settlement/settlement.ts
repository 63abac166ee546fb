/** Polymarket's trades and balances behind the `Settlement` port (docs/venue.md 4). */
import type { OrderHash } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { ok } from '../../../domain/result';
import type {
  Balance,
  BalanceLookup,
  Settlement,
  TradesAnswer,
  TradesLookup,
  VenueTrade,
} from '../../../ports/settlement';
import type { PrivateDeps } from '../common/private-call';
import { READ_TIMEOUT_MS } from '../common/constants';
import { request, statusFailure } from '../common/http';
import { ask, signed } from '../common/private-call';
import { fetchPages } from '../common/private-pages';
import { parseBalance, parseTrade } from './parse-settlement';

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
): Promise<Result<TradesAnswer>> {
  const list = { path: '/data/trades', query: { market: options.conditionId }, what: 'trades' } as const;
  const rows = await fetchPages(deps, options, list, signal);
  if (!rows.ok) return rows;
  const ours = new Set<string>(options.hashes);
  const isOurs = (hash: string): boolean => ours.has(hash.toLowerCase());
  // One trade of one order counts once, whatever else of its row changed between two pages.
  const trades = new Map<string, VenueTrade>();
  const unread = new Set<OrderHash>();
  for (const row of rows.value) {
    const text = JSON.stringify(row).toLowerCase();
    const named = options.hashes.filter((hash) => text.includes(hash));
    if (named.length === 0) continue;
    const own = parseTrade(row, isOurs);
    if (own.ok) for (const trade of own.value) trades.set(`${trade.id} ${trade.orderHash}`, trade);
    else for (const hash of named) unread.add(hash);
  }
  if (unread.size > 0) deps.log.warn('trades-unread', { orders: unread.size });
  return ok({ trades: [...trades.values()], unread: [...unread] });
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
  const path = '/balance-allowance';
  if (options.fresh === true) {
    const call = await signed(deps, options, {
      method: 'GET',
      path: `${path}/update`,
      query,
      timeoutMs: READ_TIMEOUT_MS,
    });
    if (!call.ok) return call;
    // Its answer has no body.
    const told = await request(deps.http, call.value, 'balance', signal);
    if (!told.ok) return told;
    if (told.value.status !== 200) return { ok: false, error: statusFailure(told.value, 'balance') };
  }
  const answer = await ask(deps, options, { method: 'GET', path, query, what: 'balance' }, signal);
  return answer.ok ? parseBalance(answer.value) : answer;
}
