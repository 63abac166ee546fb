/** The venue's clock, and refusals that come from ours (docs/venue.md 3.2). */
import type { VenueThing } from '../../../domain/failures';
import type { Failure, Result } from '../../../domain/result';
import { failureOf, ok } from '../../../domain/result';
import type { TimeMs } from '../../../domain/units';
import { timeMs } from '../../../domain/units';
import type { Clock } from '../../../ports/clock';
import type { Http } from '../../../ports/net';
import { CLOB, READ_TIMEOUT_MS } from './constants';
import { request, statusFailure } from './http';
import { badAnswer } from './parse';

/** The venue takes signed times within about a minute; half of it leaves room for the way. */
const SKEW_LIMIT_MS = 30_000;

export async function fetchServerTime({ http }: { readonly http: Http }, signal: AbortSignal): Promise<Result<TimeMs>> {
  const answer = await request(
    http,
    { method: 'GET', url: `${CLOB}/time`, timeoutMs: READ_TIMEOUT_MS },
    'clock',
    signal,
  );
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) return { ok: false, error: statusFailure(answer.value, 'clock') };
  return parseServerTime(answer.value.text);
}

/** `/time`: unix seconds, bare. */
export function parseServerTime(text: string): Result<TimeMs> {
  const match = /^"?(\d{9,11})"?$/.exec(text.trim());
  return match ? ok(timeMs(Number(match[1]) * 1_000)) : badAnswer('clock', 'seconds');
}

/** A refused signature whose time was wrong is told as that, not as bad credentials; any other failure as it is. */
export async function nameClock(
  deps: { readonly http: Http; readonly clock: Clock },
  failure: Failure,
  what: VenueThing,
  signal: AbortSignal,
): Promise<Failure> {
  if (failure.code !== 'unauthorized') return failure;
  const time = await fetchServerTime(deps, signal);
  if (!time.ok) return failure;
  const skewMs = time.value - deps.clock.nowMs();
  return Math.abs(skewMs) > SKEW_LIMIT_MS ? failureOf('clock-refused', { what, skewMs }) : failure;
}
