/** One JSON call to the venue. */
import type { HttpRequest, Http, HttpResponse } from '../../../ports/net';
import type { VenueThing } from '../../../domain/failures';
import type { Failure, Result } from '../../../domain/result';
import { fail, failureOf, ok } from '../../../domain/result';
import { parseJson } from './parse';
import { isJsonObject } from '../../socket/json';

/** Largest answer read: a page of 100 events with all their markets is about 4 MB. */
const MAX_ANSWER_CHARS = 32_000_000;

/** The venue's `{"error": "..."}` text, or "" (docs/venue.md 4.2). Never longer than 300 characters. */
export function venueErrorText(text: string): string {
  const json = parseJson(text.slice(0, 4_000), 'error');
  if (!json.ok || !isJsonObject(json.value)) return '';
  const error = json.value['error'] ?? json.value['errorMsg'] ?? json.value['error_msg'];
  return typeof error === 'string' ? error.slice(0, 300) : '';
}

/**
 * A page for a browser in place of an answer: the network edge in front of the venue stopped the request, which never
 * reached it (docs/venue.md 4.2).
 */
export function isEdgeRefusal({ status, text }: HttpResponse): boolean {
  return status === 403 && /^\s*</.test(text);
}

/** Failure for an answer that is not 2xx. */
export function statusFailure(response: HttpResponse, what: VenueThing): Failure {
  if (isEdgeRefusal(response)) return failureOf('edge-refused', { what }, 'later');
  const said = venueErrorText(response.text);
  const { status } = response;
  if (status === 404) return failureOf('not-found', { what, said });
  if (status === 401) return failureOf('unauthorized', { what, said });
  if (status === 403) return failureOf('forbidden', { what, said });
  if (status === 429) return failureOf('rate-limited', { what, said }, 'later');
  if (status === 425 || status >= 500) return failureOf('venue-unavailable', { what, said, status }, 'later');
  return failureOf('refused', { what, said, status });
}

/** Sends a request without effects; any missing answer is safe to ask for again. */
export async function request(
  http: Http,
  call: HttpRequest,
  what: VenueThing,
  signal: AbortSignal,
): Promise<Result<HttpResponse>> {
  try {
    return ok(await http(call, signal));
  } catch {
    if (signal.aborted) return fail('aborted', { what }, 'later');
    return fail('network', { what }, 'later');
  }
}

/** Sends a request without effects and parses a 2xx answer as JSON. */
export async function requestJson(
  http: Http,
  call: HttpRequest,
  what: VenueThing,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const response = await request(http, call, what, signal);
  if (!response.ok) return response;
  if (response.value.status < 200 || response.value.status > 299)
    return { ok: false, error: statusFailure(response.value, what) };
  if (response.value.text.length > MAX_ANSWER_CHARS) return fail('answer-too-large', { what }, 'later');
  return parseJson(response.value.text, what);
}
