/** A failure in words: what happened, what it means for the money, what to do. The one place that says it. */
import type { Failure } from '../domain/result';

export function failureSentence(failure: Failure): string {
  return failure.message;
}
