/**
 * Where a model may be asked: https anywhere, http only on this machine. Keys must never cross a network in the clear.
 */
import type { Result } from './result';
import { fail, ok } from './result';

/** What a permission names is a pattern, in which `*` would stand for every host. */
const HOST = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])$/;
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
  if (!HOST.test(url.hostname)) return fail('endpoint-host', {});
  const loopback = LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) return fail('endpoint-insecure', {});
  return ok(url.href.replace(/\/+$/, ''));
}
