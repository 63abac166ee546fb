/** Expected failures are values; a broken invariant throws. Failures cross contexts in this shape. */

/**
 * Whether trying the same thing again can help: `unknown` means that the effect may have happened and must be looked up
 * first.
 */
export type Retry = 'never' | 'later' | 'unknown';

export interface Failure {
  /** Stable machine code, kebab-case. */
  readonly code: string;
  /** A sentence for the user: what happened, what it means for the money, what to do. */
  readonly message: string;
  readonly retry: Retry;
}

export type Result<T, E = Failure> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function fail(code: string, message: string, retry: Retry = 'never'): Result<never> {
  return { ok: false, error: { code, message, retry } };
}

/** For the default branch of a switch over a union. @throws always */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
