/** Which orders the venue takes now for markets of its first protocol (docs/venue.md 1.1). */
import type { Result } from '../../../domain/result';
import { ok } from '../../../domain/result';
import { CLOB, READ_TIMEOUT_MS } from '../common/constants';
import { requestJson } from '../common/http';
import { badAnswer } from '../common/parse';
import type { PrivateDeps } from '../common/private-call';
import { isJsonObject } from '../../socket/json';

/** The answer is `{"version": 2}` or the bare number. */
export async function fetchOrderVersion(
  { http }: Pick<PrivateDeps, 'http'>,
  signal: AbortSignal,
): Promise<Result<number>> {
  const call = { method: 'GET', url: `${CLOB}/version`, timeoutMs: READ_TIMEOUT_MS } as const;
  const answer = await requestJson(http, call, 'version', signal);
  if (!answer.ok) return answer;
  const version: unknown = isJsonObject(answer.value) ? answer.value['version'] : answer.value;
  return typeof version === 'number' && Number.isSafeInteger(version) && version > 0
    ? ok(version)
    : badAnswer('version', 'version');
}
