/**
 * Polymarket's order entry behind the `OrderEntry` port. Building and checking are pure; sending goes through the given
 * HTTP.
 */
import type { TradingAccount } from '../../../domain/account';
import type { Result } from '../../../domain/result';
import type { OrderEntry, OrderTerms } from '../../../ports/order-entry';
import { cancelOrders, fetchOpenOrders, fetchOrder } from './sent-orders';
import { fetchMode, type Standing } from './mode';
import { fetchOrderVersion } from './order-version';
import type { SignableOrder } from './order-struct';
import { buildOrder } from './order-struct';
import type { PrivateDeps } from '../common/private-call';
import { attachSignature } from './signing';
import { submitOrders } from './submit';

export interface SigningOrderEntry extends OrderEntry {
  buildOrder(account: TradingAccount, terms: OrderTerms): Result<SignableOrder>;
}

export function createOrderEntry(deps: PrivateDeps, standing: Standing): SigningOrderEntry {
  return {
    needsSignature: true,
    buildOrder,
    attachSignature,
    submitOrders: (request, signal) => submitOrders(deps, request, signal),
    cancelOrders: (request, signal) => cancelOrders(deps, request, signal),
    fetchOrder: (lookup, signal) => fetchOrder(deps, lookup, signal),
    fetchOrderVersion: (signal) => fetchOrderVersion(deps, signal),
    fetchMode: (session, orders, signal) => fetchMode(deps, standing, { session, orders }, signal),
    fetchOpenOrders: (session, signal) => fetchOpenOrders(deps, session, signal),
  };
}
