/** One JSON call to the venue with its failures as sentences. */
import type { HttpRequest, Http, HttpResponse } from '../../../ports/net';
import type { Failure, Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import { parseJson } from './parse';
import { isJsonObject } from '../../socket/json';

/** Largest answer read: a page of 100 events with all their markets is about 4 MB. */
const MAX_ANSWER_CHARS = 32_000_000;

/** The venue's `{"error": "..."}` text, or "" (docs/venue.md 4.2). Never longer than 300 characters. */
export function venueErrorText(text: string): string {
  const json = parseJson(text.slice(0, 4_000), 'an error');
  if (!json.ok || !isJsonObject(json.value)) return '';
  const error = json.value['error'] ?? json.value['errorMsg'] ?? json.value['error_msg'];
  return typeof error === 'string' ? error.slice(0, 300) : '';
}

/** Failure for an answer that is not 2xx, given what was asked for in words. */
export function statusFailure(response: HttpResponse, what: string): Failure {
  const said = venueErrorText(response.text);
  const quote = said ? ` It said: "${said}".` : '';
  const { status } = response;
  if (status === 404)
    return { code: 'not-found', message: `Polymarket does not know ${what}.${quote}`, retry: 'never' };
  if (status === 401)
    return {
      code: 'unauthorized',
      message: `Polymarket refused the credentials for ${what}.${quote} Connect the wallet again.`,
      retry: 'never',
    };
  if (status === 403) return { code: 'forbidden', message: `Polymarket refused ${what}.${quote}`, retry: 'never' };
  if (status === 429)
    return {
      code: 'rate-limited',
      message: `Polymarket asks Facet to slow down (${what}).${quote} It will be asked again.`,
      retry: 'later',
    };
  if (status === 425 || status >= 500)
    return {
      code: 'venue-unavailable',
      message: `Polymarket could not give ${what} just now (HTTP ${status}).${quote} Facet asks again by itself.`,
      retry: 'later',
    };
  return { code: 'refused', message: `Polymarket refused ${what} (HTTP ${status}).${quote}`, retry: 'never' };
}

/** Sends a request without effects; any missing answer is safe to ask for again. */
export async function request(
  http: Http,
  call: HttpRequest,
  what: string,
  signal: AbortSignal,
): Promise<Result<HttpResponse>> {
  try {
    return ok(await http(call, signal));
  } catch {
    if (signal.aborted) return fail('aborted', `Facet stopped asking for ${what}.`, 'later');
    return fail(
      'network',
      `Polymarket could not be reached for ${what}. Check the connection; Facet asks again by itself.`,
      'later',
    );
  }
}

/** Sends a request without effects and parses a 2xx answer as JSON. */
export async function requestJson(
  http: Http,
  call: HttpRequest,
  what: string,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const response = await request(http, call, what, signal);
  if (!response.ok) return response;
  if (response.value.status < 200 || response.value.status > 299)
    return { ok: false, error: statusFailure(response.value, what) };
  if (response.value.text.length > MAX_ANSWER_CHARS)
    return fail('bad-answer', `Polymarket's answer for ${what} is too large. It was ignored.`, 'later');
  return parseJson(response.value.text, what);
}
