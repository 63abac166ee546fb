/**
 * What the venue says of the account that is connected: wallets, key, standing, orders (docs/venue.md 2.2, 3 and 4).
 */
import type { Finding } from '../../../domain/finding';
import { failureOf } from '../../../domain/result';
import type { Probe } from '../../../ports/examination';
import type { TradingSession } from '../../../ports/order-entry';
import { ask, type PrivateDeps } from '../common/private-call';
import { isJsonObject } from '../../socket/json';
import { fetchAccounts } from '../orders/accounts';
import { createLogin } from '../orders/login';
import { createSettlement } from '../settlement/settlement';
import { inVain } from './public-probes';
import { userSocketProbe, type SocketDeps } from './socket-probes';

/** A hash that no order has: how the venue says that it knows none. */
const NOBODY_ORDER = `0x${'0'.repeat(63)}1`;

export function accountProbes(deps: PrivateDeps, sockets: SocketDeps): readonly Probe[] {
  const withSession = (
    id: Probe['id'],
    run: (session: TradingSession, signal: AbortSignal) => Promise<Finding>,
  ): Probe => ({
    id,
    needsSession: true,
    run: (session, signal) =>
      session === null
        ? Promise.resolve({ probe: 'wallet', code: 'wallet-missing', params: {} } as const)
        : run(session, signal),
  });
  return [
    withSession('accounts', (session, signal) => accountsProbe(deps, session, signal)),
    withSession('standing', (session, signal) => standingProbe(deps, session, signal)),
    withSession('orders', (session, signal) => ordersProbe(deps, session, signal)),
    withSession('user-socket', ({ credentials }, signal) => userSocketProbe(sockets, credentials, signal)),
  ];
}

async function accountsProbe(deps: PrivateDeps, { account }: TradingSession, signal: AbortSignal): Promise<Finding> {
  const found = await fetchAccounts(deps.http, account.owner, signal);
  if (!found.ok) return inVain('accounts', found.error);
  if (account.signatureType === 0)
    return { probe: 'accounts', code: 'accounts-plain', params: { owner: account.owner } };
  const { funder, signatureType } = account;
  if (!found.value.some((each) => each.funder === funder))
    return inVain('accounts', failureOf('wallet-undeployed', {}, 'later'));
  return {
    probe: 'accounts',
    code: 'accounts-found',
    params: { funder, signatureType, deployed: found.value.length - 1 },
  };
}

async function standingProbe(deps: PrivateDeps, session: TradingSession, signal: AbortSignal): Promise<Finding> {
  const closedOnly = await createLogin(deps).fetchClosedOnly(session, signal);
  if (!closedOnly.ok) return inVain('standing', closedOnly.error);
  if (closedOnly.value) return { probe: 'standing', code: 'standing-closed-only', params: {} };
  const balance = await createSettlement(deps).fetchBalance({ ...session, asset: 'collateral' }, signal);
  if (!balance.ok) return inVain('standing', balance.error);
  const { balanceMicros, allowances } = balance.value;
  return Math.min(...Object.values(allowances)) < balanceMicros
    ? { probe: 'standing', code: 'standing-short', params: { balanceMicros, blocked: [] } }
    : { probe: 'standing', code: 'standing-good', params: { balanceMicros } };
}

async function ordersProbe(deps: PrivateDeps, session: TradingSession, signal: AbortSignal): Promise<Finding> {
  const orders = await ask(deps, session, { method: 'GET', path: '/data/orders', what: 'order' }, signal);
  if (!orders.ok) return inVain('orders', orders.error);
  const trades = await ask(deps, session, { method: 'GET', path: '/data/trades', what: 'trades' }, signal);
  if (!trades.ok) return inVain('orders', trades.error);
  const nobody = { method: 'GET', path: `/data/order/${NOBODY_ORDER}`, what: 'order' } as const;
  const unknown = await ask(deps, session, nobody, signal);
  const rows: unknown = isJsonObject(orders.value) ? orders.value['data'] : orders.value;
  const form = unknown.ok ? JSON.stringify(unknown.value).slice(0, 40) : unknown.error.code;
  return {
    probe: 'orders',
    code: 'orders-read',
    params: { open: Array.isArray(rows) ? rows.length : 0, unknownForm: form },
  };
}
