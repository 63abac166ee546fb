/** Sets of bets that are signed and wait for their price: why one is not armed, or not any more. */
export const ARMED_FAILURES = {
  disarmed: { because: 'failure' },
  'disarmed-by-you': {},
  'armed-over': { minutes: 'number' },
  'armed-unasked': {},
  'armed-thresholds': {},
  'armed-beside': { event: 'text' },
  'arm-live-only': {},
} as const;
