/** Stopping everything and going on. */
import type { Result } from '../domain/result';
import { failure } from './failures';
import { count } from './format';

export const stop = {
  button: 'Stop all trading',
  resume: 'Resume',
  stopping: 'Stopping…',
  means: 'Cancels what rests, sends nothing more.',
  stopped: 'Stopped. Nothing is taken until you say so.',

  /** What came of it, beside the button or, by keyboard, as a notification. */
  done: (answer: Result<{ readonly cancelled: number; readonly left: number }>): string =>
    answer.ok
      ? `Stopped. Back to paper; ${count(answer.value.cancelled, 'resting order')} cancelled.${left(answer.value.left)}`
      : failure(answer.error),
} as const;

function left(orders: number): string {
  return orders === 0
    ? ''
    : ` The venue did not answer for ${count(orders, 'order')}: Facet goes on cancelling, and what rests ends by ` +
        'itself within minutes.';
}
