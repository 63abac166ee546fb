/**
 * Moments with their outcomes as they are sent to the signals Worker and stored: numbers in one list, a row each.
 * Single precision is finer than any of them is known.
 */
import { MOMENT_COLUMNS, SIZES, TASKS, type FillMoment } from './columns';
import type { LabelledMoment } from './labels';

export interface MomentBatch {
  /** The venue's time of each, milliseconds. */
  readonly times: Float64Array;
  /** By row: size, what was asked, columns, outcomes. */
  readonly values: Float32Array;
}

export interface TimedMoment extends FillMoment {
  readonly atMs: number;
}

const FEATURES_FROM = 1 + SIZES.length;
const OUTCOMES_FROM = FEATURES_FROM + MOMENT_COLUMNS.length;
const WIDTH = OUTCOMES_FROM + TASKS;

export function packed(moments: readonly LabelledMoment[]): MomentBatch {
  const values = new Float32Array(moments.length * WIDTH);
  for (const [row, { size, asked, features, outcomes }] of moments.entries())
    values.set([size, ...asked, ...Array.from(features), ...outcomes], row * WIDTH);
  return { times: Float64Array.from(moments, ({ atMs }) => atMs), values };
}

export function unpacked({ times, values }: MomentBatch): readonly TimedMoment[] {
  return Array.from(times, (atMs, row) => {
    const own = values.subarray(row * WIDTH, (row + 1) * WIDTH);
    return {
      atMs,
      size: own[0] ?? NaN,
      asked: [...own.subarray(1, FEATURES_FROM)],
      features: own.subarray(FEATURES_FROM, OUTCOMES_FROM),
      outcomes: own.subarray(OUTCOMES_FROM),
    };
  });
}

/** What was stored or sent, if it is a whole batch of numbers. */
export function parseMoments(raw: unknown): MomentBatch | null {
  if (typeof raw !== 'object' || raw === null || !('times' in raw) || !('values' in raw)) return null;
  const { times, values } = raw;
  if (!(times instanceof Float64Array) || !(values instanceof Float32Array)) return null;
  if (values.length !== times.length * WIDTH || !times.every((atMs) => Number.isFinite(atMs))) return null;
  for (let row = 0; row < times.length; row += 1) {
    if (!((values[row * WIDTH] ?? 0) > 0)) return null;
    for (let i = OUTCOMES_FROM; i < WIDTH; i += 1) {
      const outcome = values[row * WIDTH + i];
      if (outcome !== 0 && outcome !== 1) return null;
    }
  }
  return { times, values };
}
