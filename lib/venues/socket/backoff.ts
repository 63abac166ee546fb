/** Waiting before the next connection: full jitter, so that many clients do not come back in step after an outage. */
const BASE_MS = 500;
/** The SDK's own cap (polymarket-protocol 5.1). */
const CAP_MS = 30_000;

/** @param attempt 0 for the first retry. @param random in [0, 1). @returns milliseconds, 500 to 30,000. */
export function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 10));
  return Math.max(BASE_MS, Math.floor(random() * ceiling));
}
