/** What the venue knows of our account: orders, trades, balances, standing; and cancels (polymarket-protocol 4). */
import type { ConditionId, OrderHash, TokenId } from '../../../domain/ids';
import type { Protocol } from '../../../domain/condition';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { HttpRequest } from '../../../ports/net';
import type { Balance, VenueOrder, VenueTrade } from '../../../ports/order-entry';
import { READ_TIMEOUT_MS } from '../common/constants';
import { request, requestJson, statusFailure } from '../common/http';
import { badAnswer, parseJson } from '../common/parse';
import { parseBalance, parseCancelled, parseClosedOnly, parsePage, parseTrade, parseVenueOrder } from './parse-account';
import type { Access, PrivateDeps } from './private-call';
import { privateRequest } from './private-call';

/** `DELETE /orders` maximum since 2026-06-15. */
const CANCELS_PER_REQUEST = 1_000;
/** A page has some hundred trades; one condition of one account never came near this. */
const MAX_PAGES = 50;

type Call = Parameters<typeof privateRequest>[2];

async function signed(deps: PrivateDeps, access: Access, call: Call): Promise<Result<HttpRequest>> {
  try {
    return ok(await privateRequest(deps, access, call));
  } catch {
    return fail('bad-credentials', 'The credentials for Polymarket could not be used. Connect the wallet again.');
  }
}

async function ask(
  deps: PrivateDeps,
  access: Access,
  call: Omit<Call, 'timeoutMs'> & { readonly what: string },
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const { what, ...rest } = call;
  const built = await signed(deps, access, { ...rest, timeoutMs: READ_TIMEOUT_MS });
  return built.ok ? requestJson(deps.http, built.value, what, signal) : built;
}

/**
 * Cancelling twice is harmless, so a lost answer may be asked for again. @returns the orders that are certainly
 * cancelled.
 */
export async function cancelOrders(
  deps: PrivateDeps,
  options: Access & { readonly hashes: readonly OrderHash[] },
  signal: AbortSignal,
): Promise<Result<readonly OrderHash[]>> {
  const done: OrderHash[] = [];
  for (let start = 0; start < options.hashes.length; start += CANCELS_PER_REQUEST) {
    const body = JSON.stringify(options.hashes.slice(start, start + CANCELS_PER_REQUEST));
    const answer = await ask(
      deps,
      options,
      { method: 'DELETE', path: '/orders', body, what: 'to cancel orders' },
      signal,
    );
    if (!answer.ok) return answer;
    const cancelled = parseCancelled(answer.value);
    if (!cancelled.ok) return cancelled;
    done.push(...cancelled.value.filter((hash) => options.hashes.includes(hash)));
  }
  return ok(done);
}

export async function fetchOrder(
  deps: PrivateDeps,
  options: Access & { readonly hash: OrderHash },
  signal: AbortSignal,
): Promise<Result<VenueOrder | null>> {
  const what = 'one of your orders';
  const built = await signed(deps, options, {
    method: 'GET',
    path: `/data/order/${options.hash}`,
    timeoutMs: READ_TIMEOUT_MS,
  });
  if (!built.ok) return built;
  const response = await request(deps.http, built.value, what, signal);
  if (!response.ok) return response;
  if (response.value.status === 404) return ok(null);
  if (response.value.status !== 200) return { ok: false, error: statusFailure(response.value, what) };
  const json = parseJson(response.value.text, what);
  if (!json.ok) return json;
  // Orders that the venue does not keep are answered with a bare null.
  if (json.value === null) return ok(null);
  const order = parseVenueOrder(json.value);
  if (!order.ok) return order;
  return order.value.hash === options.hash ? order : badAnswer(what, 'another order');
}

export async function fetchTrades(
  deps: PrivateDeps,
  options: Access & { readonly conditionId: ConditionId; readonly hashes: readonly OrderHash[] },
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
        what: 'your trades',
      },
      signal,
    );
    if (!answer.ok) return answer;
    const rows = parsePage(answer.value, 'your trades');
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
  return fail(
    'too-many-trades',
    'Polymarket listed more trades than Facet reads. Look at your history on polymarket.com.',
    'later',
  );
}

export async function fetchBalance(
  deps: PrivateDeps,
  options: Access & { readonly asset: 'collateral' | { readonly tokenId: TokenId; readonly protocol: Protocol } },
  signal: AbortSignal,
): Promise<Result<Balance>> {
  const { asset, account } = options;
  const query =
    asset === 'collateral'
      ? { asset_type: 'COLLATERAL', signature_type: String(account.signatureType) }
      : {
          asset_type: asset.protocol === 'v2' ? 'CONDITIONAL-V2' : 'CONDITIONAL',
          token_id: asset.tokenId,
          signature_type: String(account.signatureType),
        };
  const answer = await ask(
    deps,
    options,
    { method: 'GET', path: '/balance-allowance', query, what: 'your balance' },
    signal,
  );
  return answer.ok ? parseBalance(answer.value) : answer;
}

export async function fetchClosedOnly(
  deps: PrivateDeps,
  options: Access,
  signal: AbortSignal,
): Promise<Result<boolean>> {
  const answer = await ask(
    deps,
    options,
    { method: 'GET', path: '/auth/ban-status/closed-only', what: 'the state of your account' },
    signal,
  );
  return answer.ok ? parseClosedOnly(answer.value) : answer;
}
