/**
 * What two intervals are to each other. An end of which nobody knows whether it counts makes an answer "unknown", never
 * "yes".
 */
import type { End, Interval } from './condition-interval';

export type Answer = 'yes' | 'no' | 'unknown';

interface Holder {
  readonly interval: Interval;
}

export function compareEnds(a: End, b: End): number {
  if (a === null || b === null) return 0;
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
}

export function sameEnd(a: End, b: End): boolean {
  return a !== null && b !== null && a.nanos === b.nanos;
}

export function and(a: Answer, b: Answer): Answer {
  return a === 'no' || b === 'no' ? 'no' : a === 'unknown' || b === 'unknown' ? 'unknown' : 'yes';
}

/** The end that a range shares with the rung from which it is cut must count in both or in neither. */
export function sameInclusion(rung: Holder, range: Holder): Answer {
  const [a, b] =
    rung.interval.high === null ? [rung.interval.low, range.interval.low] : [rung.interval.high, range.interval.high];
  if (a === null || b === null || a.included === null || b.included === null) return 'unknown';
  return a.included === b.included ? 'yes' : 'no';
}

/** Whether every value of `narrow` lies in `wide`. */
export function contains(wide: Holder, narrow: Holder): Answer {
  return and(lowHolds(wide.interval.low, narrow.interval.low), highHolds(wide.interval.high, narrow.interval.high));
}

function lowHolds(wide: End, narrow: End): Answer {
  if (wide === null) return 'yes';
  if (narrow === null) return 'no';
  if (wide.nanos !== narrow.nanos) return wide.nanos < narrow.nanos ? 'yes' : 'no';
  return endHolds(wide.included, narrow.included);
}

function highHolds(wide: End, narrow: End): Answer {
  if (wide === null) return 'yes';
  if (narrow === null) return 'no';
  if (wide.nanos !== narrow.nanos) return wide.nanos > narrow.nanos ? 'yes' : 'no';
  return endHolds(wide.included, narrow.included);
}

function endHolds(wide: boolean | null, narrow: boolean | null): Answer {
  if (wide === true || narrow === false) return 'yes';
  return wide === null || narrow === null ? 'unknown' : 'no';
}

/** Whether no value lies in both. */
export function disjoint(a: Holder, b: Holder): Answer {
  const answers = [before(a.interval.high, b.interval.low), before(b.interval.high, a.interval.low)];
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
}

function before(high: End, low: End): Answer {
  if (high === null || low === null || high.nanos > low.nanos) return 'no';
  if (high.nanos < low.nanos || high.included === false || low.included === false) return 'yes';
  return high.included === null || low.included === null ? 'unknown' : 'no';
}

/** Whether no value lies between the two: neither ends before the other begins. */
export function covers(a: Holder, b: Holder): Answer {
  return and(meets(a.interval.high, b.interval.low), meets(b.interval.high, a.interval.low));
}

/** What has no end, or no beginning, leaves no gap there. */
function meets(high: End, low: End): Answer {
  if (high === null || low === null || high.nanos > low.nanos) return 'yes';
  if (high.nanos < low.nanos) return 'no';
  if (high.included === true || low.included === true) return 'yes';
  return high.included === null || low.included === null ? 'unknown' : 'no';
}
