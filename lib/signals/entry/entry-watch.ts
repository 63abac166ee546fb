/**
 * Moments of one market and what came of them: whether its middle moved a tick up before a tick down, within half a
 * minute. Moments after which it did neither are let go. Changed in place, O(1) an event but for the moments that one
 * change decides.
 */

export const ENTRY_COLUMNS = [
  'imbalance1',
  'imbalance3',
  'weightedMiddle',
  'orderFlow',
  'fairGap',
  'spreadRank',
  'oneSided',
  'depth',
] as const;

/** A moment of which it is known what came of it. */
export interface EntryMoment {
  /** The venue's time. */
  readonly atMs: number;
  /** By ENTRY_COLUMNS; NaN: not known. */
  readonly features: readonly number[];
  readonly rose: 0 | 1;
}

const WITHIN_MS = 30_000;
const EVERY_MS = 1_000;
/** A tick, but for what floating point makes of it. */
const ONE_TICK = 1 - 1e-9;

export interface EntryWatch {
  /**
   * The middle after a change, in ticks. `features` is asked for where a new moment begins; null: nothing is known.
   * @returns moments that it decided.
   */
  take(atMs: number, middleTicks: number, features: () => readonly number[] | null): readonly EntryMoment[];
  /** What comes is not continuous: what is open is let go. */
  gap(): void;
}

export function createEntryWatch(): EntryWatch {
  let open: { readonly atMs: number; readonly middle: number; readonly features: readonly number[] }[] = [];
  let askedAtMs = -Infinity;
  return {
    take(atMs, middleTicks, features) {
      const decided: EntryMoment[] = [];
      open = open.filter((moment) => {
        if (atMs - moment.atMs > WITHIN_MS) return false;
        const moved = middleTicks - moment.middle;
        if (Math.abs(moved) < ONE_TICK) return true;
        decided.push({ atMs: moment.atMs, features: moment.features, rose: moved > 0 ? 1 : 0 });
        return false;
      });
      if (atMs - askedAtMs >= EVERY_MS) {
        const known = features();
        if (known !== null) {
          open.push({ atMs, middle: middleTicks, features: known });
          askedAtMs = atMs;
        }
      }
      return decided;
    },
    gap() {
      open = [];
    },
  };
}
