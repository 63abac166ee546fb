/** A line for what came and was about nothing of ours, without letting a chatty venue fill the log. */
import type { StrayKind } from '../../../ports/feed';
import type { Log } from '../../../ports/log';

export interface StrayDetails {
  /** Connection that brought it. */
  readonly shard?: number;
  readonly reason: string;
}

/** The function returned counts by kind and reason, and logs the 1st, 2nd, 4th, 8th ... of each with its count. */
export function createStrayLog(log: Log): (kind: StrayKind, details: StrayDetails) => void {
  const counts = new Map<string, number>();
  return (kind, details) => {
    const key = `${kind} ${details.reason}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (Number.isInteger(Math.log2(count))) log.warn('frame-ignored', { ...details, kind, count });
  };
}
