/** Why the venue takes no orders that match at once just now: asked before anything is signed. */
import type { MODE_FAILURES } from '../../domain/limit-failures';
import { plural } from '../../domain/money-text';
import type { Sentences } from './sentence';

const wait = (seconds: number): string => `try again in ${plural(seconds, 'second')}.`;

export const modeFailures: Sentences<typeof MODE_FAILURES> = {
  'venue-restarting': ({ seconds }) =>
    `Polymarket is restarting and takes no orders. Nothing was sent; what rests stays as it is; ${wait(seconds)}`,
  'venue-post-only': ({ seconds }) =>
    'Polymarket takes only orders that wait in the book just now, and these must be filled at once. Nothing was ' +
    `sent; ${wait(seconds)}`,
  'venue-cancel-only': ({ seconds }) =>
    'Polymarket takes only cancels just now. Nothing was sent; "Stop all trading" still cancels what rests; ' +
    wait(seconds),
  'venue-disabled': ({ seconds }) => `Polymarket has switched trading off just now. Nothing was sent; ${wait(seconds)}`,
  'venue-slow-down': ({ seconds }) =>
    `Polymarket asks for fewer requests or orders. Nothing was sent; ${wait(seconds)}`,
};
