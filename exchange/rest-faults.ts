/** HTTP faults in front of every host: the first rule that fits a request decides, and rules with `times` wear out. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults, RestFault } from './faults';
import { send } from './http';

export type HostName = Exclude<RestFault['host'], 'any'>;

export interface Place {
  readonly host: HostName;
  readonly method: string;
  readonly path: string;
}

/** The rule that fits, used up by one; `modes` limits which kinds are looked at. */
export function takeRule(faults: Faults, place: Place, fits: (rule: RestFault) => boolean): RestFault | null {
  const { rest } = faults.current;
  const rule = rest.find(
    (one) =>
      (one.host === 'any' || one.host === place.host) &&
      (one.method === 'ANY' || one.method === place.method) &&
      place.path.startsWith(one.path) &&
      fits(one),
  );
  if (!rule) return null;
  if (rule.times !== null)
    faults.patch({
      rest: rest.flatMap((one) =>
        one !== rule ? [one] : rule.times === null || rule.times <= 1 ? [] : [{ ...one, times: rule.times - 1 }],
      ),
    });
  return rule;
}

const HTML =
  '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>';

/** Does what the rule says; true when the request still has to be answered. */
export async function applyRule(rule: RestFault, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  switch (rule.mode) {
    case 'status':
      send(response, {
        status: rule.status,
        body: { error: rule.error },
        headers: rule.retryAfterSeconds === null ? {} : { 'retry-after': String(rule.retryAfterSeconds) },
      });
      return false;
    case 'slow':
      await new Promise<void>((resolve) => setTimeout(resolve, rule.delayMs));
      return true;
    case 'hang':
      return false;
    case 'reset':
      request.socket.destroy();
      return false;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(HTML);
      return false;
    case 'edge':
      // The network edge in front of the venue: the request never reached it.
      response.writeHead(403, { 'content-type': 'text/html', 'cf-ray': '8f0000000000abcd-FRA', server: 'cloudflare' });
      response.end(HTML);
      return false;
    case 'truncated':
      // The length promises more than comes before the connection is cut.
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' });
      response.write('[{"market":"0x', () => request.socket.destroy());
      return false;
    case 'empty':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '0' });
      response.end();
      return false;
    case 'redirect':
      response.writeHead(302, { location: rule.location });
      response.end();
      return false;
    case 'malformed-book':
      return true;
    default:
      throw new Error(`unknown mode ${String(rule.mode)}`);
  }
}
