/** Waiting before the next connection: full jitter, so that many clients do not come back in step after an outage. */
import type { Clock } from '../../ports/clock';

export interface Waits {
  readonly leastMs: number;
  readonly mostMs: number;
  /** Never more than one connection in this time, whatever asks for it. */
  readonly retryEveryMs: number;
}

/** The cap is that of the Polymarket SDK (docs/venue.md 5.1); a venue with stricter rules gives its own. */
export const USUAL_WAITS: Waits = { leastMs: 500, mostMs: 30_000, retryEveryMs: 1_000 };

/** @param attempt 0 for the first retry. @param random in [0, 1). @returns milliseconds between least and most. */
export function backoffMs(attempt: number, random: () => number, waits: Waits = USUAL_WAITS): number {
  const ceiling = Math.min(waits.mostMs, waits.leastMs * 2 ** Math.min(attempt, 10));
  return Math.max(waits.leastMs, Math.floor(random() * ceiling));
}

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly waits: Waits;
  readonly lifetime: AbortSignal;
  connect(): void;
}

export interface Retry {
  /** Failed attempts since the last success. */
  attempts(): number;
  /** A connection is tried now. */
  note(): void;
  /** It worked: the next wait is a short one again. */
  succeeded(): void;
  /** It failed: another after a jittered wait. */
  later(): void;
  /** Ends the wait early, but never with a second attempt too soon. */
  now(): void;
}

export function createRetry({ clock, random, waits, lifetime, connect }: RetryOptions): Retry {
  let failed = 0;
  let triedAtMs = 0;
  let waiting = new AbortController();
  function after(delayMs: number): void {
    waiting.abort();
    waiting = new AbortController();
    clock.after(delayMs, connect, AbortSignal.any([waiting.signal, lifetime]));
  }
  return {
    attempts: () => failed,
    note() {
      triedAtMs = clock.nowMs();
    },
    succeeded() {
      failed = 0;
    },
    later() {
      failed += 1;
      after(backoffMs(failed - 1, random, waits));
    },
    now: () => after(Math.max(0, waits.retryEveryMs - Math.abs(clock.nowMs() - triedAtMs))),
  };
}
