/**
 * Two-sided tabular CUSUM (Page 1954; Montgomery, Introduction to Statistical Quality Control, chapter 9): sums what
 * lies further than `k` deviations from the mean, and alarms above `h` deviations. After an alarm a side begins anew.
 */

export interface CusumState {
  readonly up: number;
  readonly down: number;
}

export const CUSUM_START: CusumState = { up: 0, down: 0 };

export interface CusumStep {
  readonly state: CusumState;
  readonly alarm: 'up' | 'down' | null;
}

/** @param z the observation in standard deviations from its usual mean. */
export function cusum(
  { up, down }: CusumState,
  z: number,
  { k, h }: { readonly k: number; readonly h: number },
): CusumStep {
  const high = Math.max(0, up + z - k);
  const low = Math.max(0, down - z - k);
  const alarm = high > h ? 'up' : low > h ? 'down' : null;
  return { state: { up: high > h ? 0 : high, down: low > h ? 0 : low }, alarm };
}
