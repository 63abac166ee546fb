/**
 * Polymarket's order entry behind the `OrderEntry` port. Building and checking are pure; sending goes through the given
 * HTTP.
 */
import type { OrderEntry } from '../../../ports/order-entry';
import { cancelOrders, fetchBalance, fetchClosedOnly, fetchOrder, fetchTrades } from './account';
import { fetchAccounts } from './accounts';
import { deriveCredentials } from './credentials';
import { buildOrder } from './order-struct';
import type { PrivateDeps } from './private-call';
import { attachSignature, buildClobAuth } from './signing';
import { submitOrders } from './submit';

export function createOrderEntry(deps: PrivateDeps): OrderEntry {
  return {
    buildOrder,
    attachSignature,
    buildClobAuth,
    deriveCredentials: (options, signal) => deriveCredentials(deps, options, signal),
    submitOrders: (options, signal) => submitOrders(deps, options, signal),
    cancelOrders: (options, signal) => cancelOrders(deps, options, signal),
    fetchOrder: (options, signal) => fetchOrder(deps, options, signal),
    fetchTrades: (options, signal) => fetchTrades(deps, options, signal),
    fetchBalance: (options, signal) => fetchBalance(deps, options, signal),
    fetchClosedOnly: (options, signal) => fetchClosedOnly(deps, options, signal),
    fetchAccounts: (owner, signal) => fetchAccounts(deps.http, owner, signal),
  };
}
