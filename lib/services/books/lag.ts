/**
 * How late the feed is. The two clocks differ by an unknown constant, so the least (arrival - venue time) seen is the
 * zero, and what exceeds it is lag: a connection that delivers twenty-second-old changes at full speed must not make
 * books look fresh.
 */

/**
 * The zero is allowed to rise by this much per second, so that a clock that was set does not look like lag for ever.
 */
const DRIFT_PER_SECOND = 20;
/** A lag says nothing about frames much later. */
const RECENT_MS = 10_000;
/** Below this it is the usual jitter of a network. */
const JITTER_MS = 1_000;
/** Faster than the fastest by this much: one of the clocks was set, or the frame's time is wrong. */
const STEP_MS = 5_000;
/** One frame may carry several changes of the same wrong time. */
const SETTLED_MS = 1_000;
/** How far in the future a venue's time may lie: clocks are off by a time zone, and less once both are known. */
const UNKNOWN_CLOCKS_MS = 86_400_000;
const KNOWN_CLOCKS_MS = 3_600_000;

export interface Lag {
  /** Milliseconds by which this frame is later than the fastest one; 0 within jitter. */
  of(venueTimeMs: number, receivedAtMs: number): number;
  /** Lag of the last dated frame, for frames that do not tell when they left the venue; 0 when that was long ago. */
  recent(receivedAtMs: number): number;
  /** Our clock when a frame with this venue time left the venue, by what the fastest one tells; never in the future. */
  asOf(venueTimeMs: number, receivedAtMs: number): number;
  /** False for a time that no venue can mean: believed once, it would make all that follows look old. */
  isPossible(venueTimeMs: number, receivedAtMs: number): boolean;
  /** A new connection starts without a backlog. */
  forget(): void;
}

export function createLag(): Lag {
  let zero: number | null = null;
  /** The first of those that came too early to be true; others like it a second later mean that a clock was set. */
  let step: { readonly delayMs: number; readonly atMs: number } | null = null;
  let atMs = 0;
  let last = 0;
  return {
    of(venueTimeMs, receivedAtMs) {
      const delay = receivedAtMs - venueTimeMs;
      const risen = zero === null ? delay : zero + (Math.max(0, receivedAtMs - atMs) / 1_000) * DRIFT_PER_SECOND;
      if (zero === null && delay < -UNKNOWN_CLOCKS_MS) return 0;
      if (delay < risen - STEP_MS) {
        if (step === null || Math.abs(delay - step.delayMs) > STEP_MS) step = { delayMs: delay, atMs: receivedAtMs };
        if (Math.abs(receivedAtMs - step.atMs) < SETTLED_MS) return 0;
      }
      step = null;
      zero = Math.min(risen, delay);
      atMs = receivedAtMs;
      const lag = delay - zero;
      last = lag > JITTER_MS ? Math.floor(lag) : 0;
      return last;
    },
    recent: (receivedAtMs) => (Math.abs(receivedAtMs - atMs) <= RECENT_MS ? last : 0),
    asOf: (venueTimeMs, receivedAtMs) => Math.min(receivedAtMs, venueTimeMs + (zero ?? 0)),
    isPossible: (venueTimeMs, receivedAtMs) =>
      receivedAtMs - venueTimeMs >= (zero === null ? -UNKNOWN_CLOCKS_MS : zero - KNOWN_CLOCKS_MS),
    forget() {
      last = 0;
    },
  };
}
