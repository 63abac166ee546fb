/** What the CLOB handlers share, and the check of private calls. */
import type { ToldBalances } from './told-balances';
import type { IncomingMessage } from 'node:http';
import type { Core } from '../core/core';
import { hmacSignature, sameText } from '../crypto/auth';
import type { ApiKey, KeyRing } from '../crypto/auth';
import type { WalletRegistry } from '../crypto/wallets';
import type { Faults } from '../faults';
import { header } from '../http';
import type { BookPublisher } from './books';
import type { Heartbeats } from './heartbeats';
import type { PriceHistory } from './history';

export interface ClobContext {
  readonly core: Core;
  readonly faults: Faults;
  readonly books: BookPublisher;
  readonly keys: KeyRing;
  readonly wallets: WalletRegistry;
  readonly heartbeats: Heartbeats;
  readonly history: PriceHistory;
  /** What is told of balances where the fault `cachedBalances` is on. */
  readonly balances: ToldBalances;
  /** How often an unknown order was asked for. */
  readonly unknownAsked: { count: number };
}

export interface Call {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Raw body: the L2 signature covers these very bytes. */
  readonly body: string;
}

/** The API key behind a private call, or null when any of its five headers is wrong. */
export function authenticate(context: ClobContext, call: Call): ApiKey | null {
  const key = context.keys.get(header(call.request, 'poly_api_key'));
  const timestamp = header(call.request, 'poly_timestamp');
  if (!key || !/^\d{9,11}$/.test(timestamp) || !isTimely(context, Number(timestamp))) return null;
  if (!isAlive(context, key)) return null;
  if (key.address !== header(call.request, 'poly_address').toLowerCase()) return null;
  if (!sameText(key.passphrase, header(call.request, 'poly_passphrase'))) return null;
  const expected = hmacSignature(key.secret, { timestamp, method: call.method, path: call.path, body: call.body });
  return sameText(expected, header(call.request, 'poly_signature')) ? key : null;
}

/** Whether a signed time, seconds, is near the venue's own. */
export function isTimely(context: Pick<ClobContext, 'core' | 'faults'>, seconds: number): boolean {
  const { callWindowSeconds, clockOffsetMs } = context.faults.current;
  const toldSeconds = (context.core.clock.nowMs() + clockOffsetMs) / 1000;
  return callWindowSeconds === null || Math.abs(toldSeconds - seconds) <= callWindowSeconds;
}

function isAlive(context: ClobContext, { createdAtMs, aliveSinceMs }: ApiKey): boolean {
  const { keyReadyAfterMs, keyLifeMs } = context.faults.current;
  const nowMs = context.core.clock.nowMs();
  return nowMs - createdAtMs >= keyReadyAfterMs && (keyLifeMs === null || nowMs - aliveSinceMs < keyLifeMs);
}
