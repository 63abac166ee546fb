/** Orders that were sent: cancels and lookups (docs/venue.md 4). */
import type { OrderHash } from '../../../domain/ids';
import type { Result } from '../../../domain/result';
import { ok } from '../../../domain/result';
import type { CancelRequest, OpenOrder, OrderLookup, TradingSession, VenueOrder } from '../../../ports/order-entry';
import { READ_TIMEOUT_MS } from '../common/constants';
import { request, statusFailure } from '../common/http';
import { badAnswer, parseJson } from '../common/parse';
import type { PrivateDeps } from '../common/private-call';
import { ask, signed, refused, took } from '../common/private-call';
import { fetchPages } from '../common/private-pages';
import { parseCancelled, parseOpenOrder, parseVenueOrder } from './parse-orders';

/** Far below what a signer may cancel at once (120): a request above that would never pass (docs/venue.md 4.3). */
const CANCELS_PER_REQUEST = 60;

/**
 * Cancelling twice is harmless, so a lost answer may be asked for again. @returns the orders that are certainly
 * cancelled.
 */
export async function cancelOrders(
  deps: PrivateDeps,
  options: CancelRequest,
  signal: AbortSignal,
): Promise<Result<readonly OrderHash[]>> {
  const done: OrderHash[] = [];
  for (let start = 0; start < options.hashes.length; start += CANCELS_PER_REQUEST) {
    const body = JSON.stringify(options.hashes.slice(start, start + CANCELS_PER_REQUEST));
    const answer = await ask(deps, options, { method: 'DELETE', path: '/orders', body, what: 'cancel' }, signal);
    if (!answer.ok) return answer;
    const cancelled = parseCancelled(answer.value);
    if (!cancelled.ok) return cancelled;
    done.push(...cancelled.value.filter((hash) => options.hashes.includes(hash)));
  }
  return ok(done);
}

export async function fetchOrder(
  deps: PrivateDeps,
  options: OrderLookup,
  signal: AbortSignal,
): Promise<Result<VenueOrder | null>> {
  const what = 'own-order';
  const built = await signed(deps, options, {
    method: 'GET',
    path: `/data/order/${options.hash}`,
    timeoutMs: READ_TIMEOUT_MS,
  });
  if (!built.ok) return built;
  const response = await request(deps.http, built.value, what, signal);
  if (!response.ok) return response;
  if (response.value.status === 404) return took(deps, options, ok(null));
  if (response.value.status !== 200)
    return refused(deps, options, { failure: statusFailure(response.value, what), what }, signal);
  took(deps, options, null);
  // Orders that the venue does not know, or does not keep, are answered with nothing at all or with a bare null.
  if (response.value.text.trim() === '') return ok(null);
  const json = parseJson(response.value.text, what);
  if (!json.ok) return json;
  if (json.value === null) return ok(null);
  const order = parseVenueOrder(json.value);
  if (!order.ok) return order;
  return order.value.hash === options.hash ? order : badAnswer(what, 'id');
}

export async function fetchOpenOrders(
  deps: PrivateDeps,
  session: TradingSession,
  signal: AbortSignal,
): Promise<Result<readonly OpenOrder[]>> {
  const rows = await fetchPages(deps, session, { path: '/data/orders', query: {}, what: 'own-orders' }, signal);
  if (!rows.ok) return rows;
  const orders = new Map<OrderHash, OpenOrder>();
  for (const row of rows.value) {
    const order = parseOpenOrder(row);
    if (!order.ok) return order;
    orders.set(order.value.hash, order.value);
  }
  return ok([...orders.values()]);
}
