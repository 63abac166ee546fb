/**
 * What the venue says of the account that is connected: wallets, key, standing, orders (docs/venue.md 2.2, 3 and 4).
 */
import { isSameAccount } from '../../../domain/account';
import { CONTRACT_NAMES } from '../../../domain/condition';
import type { Finding, FindingParams } from '../../../domain/finding';
import type { Probe } from '../../../ports/examination';
import type { TradingSession } from '../../../ports/order-entry';
import type { HttpResponse } from '../../../ports/net';
import { READ_TIMEOUT_MS } from '../common/constants';
import { request } from '../common/http';
import { ask, signed, type PrivateDeps } from '../common/private-call';
import { isJsonObject } from '../../socket/json';
import { surveyWallets } from '../orders/accounts';
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
  const { owner, funder, signatureType } = account;
  const survey = await surveyWallets(deps.http, owner, signal);
  if (!survey.ok) return inVain('accounts', survey.error);
  const { wallets, profile } = survey.value;
  const own = wallets.find((each) => isSameAccount(each.account, account));
  if (own === undefined || own.deployed === false)
    return { probe: 'accounts', code: 'accounts-undeployed', params: { funder } };
  if (profile !== null && profile.toLowerCase() !== funder.toLowerCase())
    return { probe: 'accounts', code: 'accounts-differ', params: { funder, profile } };
  if (own.deployed === null)
    return { probe: 'accounts', code: 'accounts-unconfirmed', params: { funder, isProfile: profile !== null } };
  if (signatureType === 0) return { probe: 'accounts', code: 'accounts-plain', params: { owner } };
  const deployed = wallets.filter((each) => each.deployed === true && each.account.signatureType !== 0).length;
  const params = { funder, signatureType, deployed, isProfile: profile !== null };
  return { probe: 'accounts', code: 'accounts-found', params };
}

async function standingProbe(deps: PrivateDeps, session: TradingSession, signal: AbortSignal): Promise<Finding> {
  const closedOnly = await createLogin(deps).fetchClosedOnly(session, signal);
  if (!closedOnly.ok) return inVain('standing', closedOnly.error);
  if (closedOnly.value) return { probe: 'standing', code: 'standing-closed-only', params: {} };
  const balance = await createSettlement(deps).fetchBalance({ ...session, asset: 'collateral', fresh: true }, signal);
  if (!balance.ok) return inVain('standing', balance.error);
  const { balanceMicros, allowances } = balance.value;
  // Without money the least amount still tells whether a contract was approved at all.
  const blocked = CONTRACT_NAMES.filter((name) => allowances[name] < Math.max(balanceMicros, 1));
  if (blocked.length === 0) return { probe: 'standing', code: 'standing-good', params: { balanceMicros } };
  const params = { balanceMicros, blocked };
  return blocked.length === CONTRACT_NAMES.length
    ? { probe: 'standing', code: 'standing-short', params }
    : { probe: 'standing', code: 'standing-partly', params };
}

async function ordersProbe(deps: PrivateDeps, session: TradingSession, signal: AbortSignal): Promise<Finding> {
  const orders = await ask(deps, session, { method: 'GET', path: '/data/orders', what: 'order' }, signal);
  if (!orders.ok) return inVain('orders', orders.error);
  const trades = await ask(deps, session, { method: 'GET', path: '/data/trades', what: 'trades' }, signal);
  if (!trades.ok) return inVain('orders', trades.error);
  const call = { method: 'GET', path: `/data/order/${NOBODY_ORDER}`, timeoutMs: READ_TIMEOUT_MS } as const;
  const built = await signed(deps, session, call);
  if (!built.ok) return inVain('orders', built.error);
  const unknown = await request(deps.http, built.value, 'own-order', signal);
  if (!unknown.ok) return inVain('orders', unknown.error);
  const unknownForm = formOf(unknown.value);
  if (unknownForm === null) {
    const { status, text } = unknown.value;
    return { probe: 'orders', code: 'orders-odd', params: { said: `HTTP ${status} ${text.slice(0, 60)}` } };
  }
  const params = { open: rowsOf(orders.value).length, trades: rowsOf(trades.value).length, unknownForm };
  return { probe: 'orders', code: 'orders-read', params };
}

/** The three ways in which the venue was seen to say that it does not know an order (docs/venue.md 4). */
function formOf({ status, text }: HttpResponse): FindingParams['orders-read']['unknownForm'] | null {
  if (status === 404) return 'not-found';
  if (status !== 200) return null;
  if (text.trim() === '') return 'empty';
  return text.trim() === 'null' ? 'null' : null;
}

function rowsOf(answer: unknown): readonly unknown[] {
  const rows: unknown = isJsonObject(answer) ? answer['data'] : answer;
  return Array.isArray(rows) ? rows : [];
}
