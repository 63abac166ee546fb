/** Polymarket's login behind the `Login` port: the owner's signature, keys, wallets and the standing of an account. */
import type { Result } from '../../../domain/result';
import type { Login } from '../../../ports/login';
import type { TradingSession } from '../../../ports/order-entry';
import type { PrivateDeps } from '../common/private-call';
import { ask } from '../common/private-call';
import { fetchAccounts, surveyWallets } from './accounts';
import { deriveCredentials } from './credentials';
import { parseClosedOnly } from './parse-login';
import { buildClobAuth } from './signing';

export function createLogin(deps: PrivateDeps): Login {
  return {
    buildLogin: buildClobAuth,
    deriveCredentials: (proof, signal) => deriveCredentials(deps, proof, signal),
    fetchAccounts: (owner, signal) => fetchAccounts(deps.http, owner, signal),
    surveyWallets: (owner, signal) => surveyWallets(deps.http, owner, signal),
    fetchClosedOnly: (session, signal) => fetchClosedOnly(deps, session, signal),
  };
}

async function fetchClosedOnly(
  deps: PrivateDeps,
  session: TradingSession,
  signal: AbortSignal,
): Promise<Result<boolean>> {
  const answer = await ask(
    deps,
    session,
    { method: 'GET', path: '/auth/ban-status/closed-only', what: 'account-state' },
    signal,
  );
  return answer.ok ? parseClosedOnly(answer.value) : answer;
}
