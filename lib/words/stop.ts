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
  done: (answer: Result<{ readonly cancelled: number }>): string =>
    answer.ok
      ? `Stopped. Back to paper; ${count(answer.value.cancelled, 'resting order')} cancelled.`
      : failure(answer.error),
} as const;
