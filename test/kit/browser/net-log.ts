/** Chromium's own record of its network use (--log-net-log), service worker and blocked attempts included. */
import { readFileSync } from 'node:fs';

export interface LoggedRequest {
  readonly method: string;
  readonly url: string;
  /** Origin that asked: an extension's or a page's; "not an origin" is the browser itself. */
  readonly initiator: string;
}

interface NetLogFile {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly {
    readonly type: number;
    readonly params?: { readonly method?: string; readonly url?: string; readonly initiator?: string };
  }[];
}

/**
 * Every request that the browser started, in order. The browser must have been closed. @throws Error when the log names
 * none.
 */
export function readNetLog(path: string): readonly LoggedRequest[] {
  const log: NetLogFile = JSON.parse(readFileSync(path, 'utf8'));
  const started = log.constants.logEventTypes['URL_REQUEST_START_JOB'];
  const requests = log.events.flatMap(({ type, params }) =>
    type === started && params?.url !== undefined
      ? [{ method: params.method ?? 'GET', url: params.url, initiator: params.initiator ?? '' }]
      : [],
  );
  if (requests.length === 0) throw new Error(`${path} names no request`);
  return requests;
}
