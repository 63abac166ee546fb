/**
 * One authenticated CLOB call (polymarket-protocol 3.2): the official header maker signs time, method, path and the
 * very bytes.
 */
import { createL2Headers } from '@polymarket/clob-client-v2';
import { getAddress } from 'ethers';
import type { Address } from '../../../domain/ids';
import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import type { Http, HttpRequest } from '../../../ports/net';
import type { TradingAccount } from '../../../domain/account';
import type { ApiCredentials } from '../../../ports/order-entry';
import { CLOB } from '../common/constants';

export interface PrivateDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Access {
  readonly account: TradingAccount;
  readonly credentials: ApiCredentials;
}

/** The client asks its signer only for the address here. Signing through it would be a defect, so it cannot. */
export function addressOnly(owner: Address) {
  const address = getAddress(owner.toLowerCase());
  return {
    getAddress: () => Promise.resolve(address),
    _signTypedData: (): Promise<string> => Promise.reject(new Error('this signer never signs')),
  };
}

/**
 * @param path without host and query: only that is signed.
 * @throws when the secret is not base64 (headers cannot be made).
 */
export async function privateRequest(
  deps: PrivateDeps,
  access: Access,
  call: {
    readonly method: HttpRequest['method'];
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly timeoutMs: number;
  },
): Promise<HttpRequest> {
  const seconds = Math.floor(deps.clock.nowMs() / 1_000);
  const args = { method: call.method, requestPath: call.path, ...(call.body === undefined ? {} : { body: call.body }) };
  const headers = await createL2Headers(addressOnly(access.account.owner), { ...access.credentials }, args, seconds);
  const query = call.query ? `?${new URLSearchParams(call.query).toString()}` : '';
  return {
    method: call.method,
    url: `${CLOB}${call.path}${query}`,
    headers: { ...headers, ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    timeoutMs: call.timeoutMs,
    ...(call.body === undefined ? {} : { body: call.body }),
  };
}
