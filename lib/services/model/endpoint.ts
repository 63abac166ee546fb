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
    return fail(
      'bad-endpoint',
      'This is not an address of a model. It must look like https://host/v1 or http://127.0.0.1:11434.',
    );
  }
  if (url.username !== '' || url.password !== '')
    return fail('bad-endpoint', 'The address must not hold a user name or a password.');
  if (url.search !== '' || url.hash !== '')
    return fail('bad-endpoint', 'The address must not hold a query or a fragment.');
  const loopback = LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))
    return fail('bad-endpoint', 'The address must use https, or http on this machine only.');
  return ok(url.href.replace(/\/+$/, ''));
}
