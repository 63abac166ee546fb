/**
 * One authenticated CLOB call (docs/venue.md 3.2): the official header maker signs time, method, path and the
 * very bytes.
 */
import type { VenueThing } from '../../../domain/failures';
import { createL2Headers } from '@polymarket/clob-client-v2';
import { getAddress } from 'ethers';
import type { Address } from '../../../domain/ids';
import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import type { Http, HttpRequest } from '../../../ports/net';
import type { TradingSession } from '../../../ports/order-entry';
import type { Failure, Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import { CLOB, READ_TIMEOUT_MS } from './constants';
import { requestJson } from './http';
import { nameClock } from './server-clock';

export interface PrivateDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  /** Told after each private answer whether the venue took this API key; not where the clock was to blame. */
  readonly onKey?: (key: string, isTaken: boolean) => void;
}

/** The client asks its signer only for the address here. Signing through it would be a defect, so it cannot. */
export function addressOnly(owner: Address) {
  const address = getAddress(owner.toLowerCase());
  return {
    getAddress: () => Promise.resolve(address),
    _signTypedData: (): Promise<string> => Promise.reject(new Error('this signer never signs')),
  };
}

export interface PrivateCall {
  readonly method: HttpRequest['method'];
  /** Without host and query: only that is signed. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
}

/**
 * @throws when the secret is not base64 (headers cannot be made).
 */
export async function privateRequest(
  deps: PrivateDeps,
  session: TradingSession,
  call: PrivateCall,
): Promise<HttpRequest> {
  const seconds = Math.floor(deps.clock.nowMs() / 1_000);
  const args = { method: call.method, requestPath: call.path, ...(call.body === undefined ? {} : { body: call.body }) };
  const headers = await createL2Headers(addressOnly(session.account.owner), { ...session.credentials }, args, seconds);
  const query = call.query ? `?${new URLSearchParams(call.query).toString()}` : '';
  return {
    method: call.method,
    url: `${CLOB}${call.path}${query}`,
    headers: { ...headers, ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    timeoutMs: call.timeoutMs,
    ...(call.body === undefined ? {} : { body: call.body }),
  };
}

export async function signed(
  deps: PrivateDeps,
  session: TradingSession,
  call: PrivateCall,
): Promise<Result<HttpRequest>> {
  try {
    return ok(await privateRequest(deps, session, call));
  } catch {
    return fail('bad-credentials', {});
  }
}

export async function ask(
  deps: PrivateDeps,
  session: TradingSession,
  call: Omit<PrivateCall, 'timeoutMs'> & { readonly what: VenueThing },
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const { what, ...rest } = call;
  const built = await signed(deps, session, { ...rest, timeoutMs: READ_TIMEOUT_MS });
  if (!built.ok) return built;
  const answer = await requestJson(deps.http, built.value, what, signal);
  return answer.ok ? took(deps, session, answer) : refused(deps, session, { failure: answer.error, what }, signal);
}

export function took<T>({ onKey }: PrivateDeps, { credentials }: TradingSession, answer: T): T {
  onKey?.(credentials.key, true);
  return answer;
}

/** A refused private call with its true reason. */
export async function refused(
  deps: PrivateDeps,
  { credentials }: TradingSession,
  { failure, what }: { readonly failure: Failure; readonly what: VenueThing },
  signal: AbortSignal,
): Promise<Result<never>> {
  const error = await nameClock(deps, failure, what, signal);
  if (error.code === 'unauthorized') deps.onKey?.(credentials.key, false);
  return { ok: false, error };
}
