/** The newest ticks of a series, in a ring that grows as it is needed. Changed in place, O(1) a tick. */
import type { Ticks } from './hayashi-yoshida';

const MOST = 12_000;
const FIRST = 256;

export interface TickRing {
  /** One that is older than the newest is dropped; of one moment the last value counts. */
  add(atMs: number, value: number): void;
  clear(): void;
  /** Ticks that are kept. */
  count(): number;
  /** From this moment on, oldest first; a copy. */
  since(fromMs: number): Ticks;
  oldestMs(): number | null;
}

export function createTickRing(): TickRing {
  let times = new Float64Array(FIRST);
  let values = new Float64Array(FIRST);
  let first = 0;
  let length = 0;

  const at = (index: number): number => (first + index) % times.length;

  function grow(): void {
    const more = new Float64Array(Math.min(MOST, times.length * 2));
    const moreValues = new Float64Array(more.length);
    for (let i = 0; i < length; i += 1) {
      more[i] = times[at(i)] ?? 0;
      moreValues[i] = values[at(i)] ?? 0;
    }
    [times, values, first] = [more, moreValues, 0];
  }

  return {
    add(atMs, value) {
      const newest = length === 0 ? -Infinity : (times[at(length - 1)] ?? 0);
      if (!(atMs >= newest) || !Number.isFinite(value)) return;
      if (atMs === newest) {
        values[at(length - 1)] = value;
        return;
      }
      // Of a run of equal values the two ends are kept: until when it did not move is known.
      if (length > 1 && values[at(length - 1)] === value && values[at(length - 2)] === value) {
        times[at(length - 1)] = atMs;
        return;
      }
      if (length === times.length && length < MOST) grow();
      if (length === times.length) first = at(1);
      else length += 1;
      times[at(length - 1)] = atMs;
      values[at(length - 1)] = value;
    },
    clear() {
      length = 0;
    },
    count: () => length,
    since(fromMs) {
      let start = length;
      while (start > 0 && (times[at(start - 1)] ?? 0) >= fromMs) start -= 1;
      const kept = length - start;
      const pick = (from: Float64Array): Float64Array =>
        Float64Array.from({ length: kept }, (_, i) => from[at(start + i)] ?? 0);
      return { times: pick(times), values: pick(values) };
    },
    oldestMs: () => (length === 0 ? null : (times[at(0)] ?? null)),
  };
}
