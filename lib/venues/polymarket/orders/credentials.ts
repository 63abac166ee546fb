/**
 * API credentials from one signature of the owner (docs/venue.md 3.1). The same signature always yields the same
 * ones.
 */
import { createL1Headers } from '@polymarket/clob-client-v2';
import { getAddress } from 'ethers';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { LoginProof } from '../../../ports/login';
import type { ApiCredentials } from '../../../ports/order-entry';
import { CHAIN_ID, CLOB, READ_TIMEOUT_MS } from '../common/constants';
import { isEdgeRefusal, request, statusFailure } from '../common/http';
import { nameClock } from '../common/server-clock';
import { badAnswer, parseJson } from '../common/parse';
import { parseCredentials } from './parse-login';
import type { PrivateDeps } from '../common/private-call';
import { checkClobAuth } from './signing';

const WHAT = 'account-key';

type Headers = Readonly<Record<string, string>>;

/** `POST` makes the key, `GET` tells the one that exists and brings it back to life. null: there is none yet. */
async function askForKey(
  deps: PrivateDeps,
  headers: Headers,
  method: 'GET' | 'POST',
  signal: AbortSignal,
): Promise<Result<ApiCredentials | null>> {
  const url = method === 'GET' ? `${CLOB}/auth/derive-api-key` : `${CLOB}/auth/api-key`;
  const answer = await request(deps.http, { method, url, headers, timeoutMs: READ_TIMEOUT_MS }, WHAT, signal);
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  if (method === 'GET' && (status === 400 || status === 404) && !isEdgeRefusal(answer.value)) return ok(null);
  if (status < 200 || status > 299) return { ok: false, error: statusFailure(answer.value, WHAT) };
  const json = parseJson(text, WHAT);
  if (!json.ok) return json;
  const credentials = parseCredentials(json.value);
  return credentials === null ? badAnswer(WHAT, 'fields') : ok(credentials);
}

/**
 * Derived first, made second: most owners have a key, and making one is what the network edge stops. The first failure
 * is the one that is told: the second is often only its consequence.
 */
export async function deriveCredentials(
  deps: PrivateDeps,
  options: LoginProof,
  signal: AbortSignal,
): Promise<Result<ApiCredentials>> {
  const canonical = checkClobAuth(options.owner, options.timestampSeconds, options.signature);
  if (canonical === null) return fail('bad-login-signature', {});
  const address = getAddress(options.owner.toLowerCase());
  // The official header maker "signs" through this; the signature is the one the wallet has already given.
  const signer = { getAddress: () => Promise.resolve(address), _signTypedData: () => Promise.resolve(canonical) };
  const { POLY_ADDRESS, POLY_SIGNATURE, POLY_TIMESTAMP, POLY_NONCE } = await createL1Headers(
    signer,
    CHAIN_ID,
    0,
    options.timestampSeconds,
  );
  const headers = { POLY_ADDRESS, POLY_SIGNATURE, POLY_TIMESTAMP, POLY_NONCE };
  const derived = await askForKey(deps, headers, 'GET', signal);
  if (derived.ok && derived.value !== null) return ok(derived.value);
  if (signal.aborted) return fail('login-stopped', {}, 'later');
  if (!derived.ok && derived.error.code === 'unauthorized')
    return { ok: false, error: await nameClock(deps, derived.error, WHAT, signal) };
  const made = await askForKey(deps, headers, 'POST', signal);
  if (made.ok && made.value !== null) return ok(made.value);
  if (signal.aborted) return fail('login-stopped', {}, 'later');
  if (!derived.ok) return derived;
  if (made.ok) return badAnswer(WHAT, 'fields');
  return { ok: false, error: await nameClock(deps, made.error, WHAT, signal) };
}
