/**
 * Expected failures are values; a broken invariant throws. Failures cross contexts and outlive the worker as a code
 * with its parameters, never as a sentence.
 */
import type { Failure, FailureCode, FailureParams, Retry } from './failures';

export type { Failure, FailureCode, Retry } from './failures';

export type Result<T, E = Failure> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function failureOf<C extends FailureCode>(
  code: C,
  params: FailureParams[C],
  retry: Retry = 'never',
): Failure<C> {
  return { code, params, retry };
}

export function fail<C extends FailureCode>(code: C, params: FailureParams[C], retry: Retry = 'never'): Result<never> {
  return { ok: false, error: failureOf(code, params, retry) };
}

/** For the default branch of a switch over a union. @throws always */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
