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
import { request, statusFailure } from '../common/http';
import { badAnswer, parseJson } from '../common/parse';
import { parseCredentials } from './parse-login';
import type { PrivateDeps } from '../common/private-call';
import { checkClobAuth } from './signing';

const WHAT = 'account-key';

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
  const created = await request(
    deps.http,
    { method: 'POST', url: `${CLOB}/auth/api-key`, headers, timeoutMs: READ_TIMEOUT_MS },
    WHAT,
    signal,
  );
  if (created.ok && created.value.status >= 200 && created.value.status <= 299) {
    const json = parseJson(created.value.text, WHAT);
    const credentials = json.ok ? parseCredentials(json.value) : null;
    if (credentials !== null) return ok(credentials);
  }
  if (signal.aborted) return fail('login-stopped', {}, 'later');
  // "Could not create api key": it exists. Deriving is right after a lost answer as well.
  const derived = await request(
    deps.http,
    { method: 'GET', url: `${CLOB}/auth/derive-api-key`, headers, timeoutMs: READ_TIMEOUT_MS },
    WHAT,
    signal,
  );
  if (!derived.ok) return derived;
  if (derived.value.status !== 200) return { ok: false, error: statusFailure(derived.value, WHAT) };
  const json = parseJson(derived.value.text, WHAT);
  if (!json.ok) return json;
  const credentials = parseCredentials(json.value);
  return credentials === null ? badAnswer(WHAT, 'fields') : ok(credentials);
}
