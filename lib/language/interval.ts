/**
 * Intervals of one quantity, and what two of them are to each other. An end of which nobody knows whether it counts
 * makes an answer "unknown", never "yes".
 */
import { printQuantity, type Quantity } from './quantities';

/** null: there is no such end. */
export type End = {
  readonly nanos: bigint;
  readonly text: string;
  /** null: the texts do not say. */ readonly included: boolean | null;
} | null;

export interface Interval {
  readonly low: End;
  readonly high: End;
}

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

const UNIT = 1_000_000_000n;

/**
 * The whole numbers of an interval as [low, high): "more than 2" and "at least 3" are one interval, and "exactly 3"
 * meets "4 or more". Null when no whole number lies in it. An end at a whole number of which nobody knows whether it
 * counts stays unknown.
 */
export function integerInterval({ low, high }: Interval): Interval | null {
  const from = low === null ? null : firstFrom(low);
  const to = high === null ? null : firstBeyond(high);
  return from !== null && to !== null && from.nanos >= to.nanos ? null : { low: from, high: to };
}

/** The least whole number inside. */
function firstFrom(end: Exclude<End, null>): End {
  const whole = ceiling(end.nanos);
  if (whole !== end.nanos) return included(whole, true);
  return end.included === false ? included(whole + UNIT, true) : included(whole, end.included);
}

/** The least whole number beyond. */
function firstBeyond(end: Exclude<End, null>): End {
  const whole = ceiling(end.nanos);
  if (whole !== end.nanos) return included(whole, false);
  return end.included === true ? included(whole + UNIT, false) : included(whole, end.included);
}

function included(nanos: bigint, counts: boolean | null): End {
  const quantity: Quantity = { nanos, unit: '', orMore: false };
  return { nanos, text: printQuantity(quantity), included: counts };
}

function ceiling(nanos: bigint): bigint {
  const rest = ((nanos % UNIT) + UNIT) % UNIT;
  return rest === 0n ? nanos : nanos - rest + UNIT;
}
