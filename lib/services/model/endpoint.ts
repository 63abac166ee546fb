/**
 * Where a model may be asked: https anywhere, http only on this machine. Keys must never cross a network in the clear.
 */
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The endpoint without a trailing slash, or why it is refused. */
export function checkEndpoint(text: string): Result<string> {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return fail('bad-endpoint', {});
  }
  if (url.username !== '' || url.password !== '') return fail('endpoint-user', {});
  if (url.search !== '' || url.hash !== '') return fail('endpoint-query', {});
  const loopback = LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) return fail('endpoint-insecure', {});
  return ok(url.href.replace(/\/+$/, ''));
}
