/**
 * Network for a language model that the user named: no cookies, no redirects (a redirect could lead into the local
 * network), a deadline for the whole answer, and never more than 64 kB of it (docs/reliability.md 2.5).
 */
import type { Http } from '../ports/net';

const MAX_BYTES = 65_536;

export const modelHttp: Http = async (request, signal) => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]);
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers ?? {},
    ...(request.body === undefined ? {} : { body: request.body }),
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal: limit,
  });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder('utf-8');
  let text = '';
  let bytes = 0;
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > MAX_BYTES) {
      await reader?.cancel();
      throw new Error('the answer is too large');
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return { status: response.status, text: text + decoder.decode() };
};
