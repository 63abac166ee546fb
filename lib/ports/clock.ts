import type { TimeMs } from '../domain/units';

/** Wall clock and timers; the only way pure code learns the time. */
export interface Clock {
  nowMs(): TimeMs;
  /** Calls back once after delayMs unless the signal is aborted first. */
  after(delayMs: number, callback: () => void, signal: AbortSignal): void;
}
