/** Keeps the newest moments and fits anew when enough is new. */
import { AGAIN, fitEntry, LEAST_MOMENTS, MOST_KEPT } from './entry-fit';
import type { EntryServing } from './entry-model';
import type { EntryMoment } from './entry-watch';

export interface EntryLearner {
  /** What serves after these. */
  take(moments: readonly EntryMoment[]): EntryServing;
}

export function createEntryLearner(): EntryLearner {
  let kept: EntryMoment[] = [];
  let fresh = 0;
  let serving: EntryServing = fitEntry([]);
  return {
    take(moments) {
      kept = [...kept, ...moments].sort((a, b) => a.atMs - b.atMs).slice(-MOST_KEPT);
      fresh += moments.length;
      if (kept.length < LEAST_MOMENTS || serving.kind === 'not-enough' || fresh >= AGAIN) {
        serving = fitEntry(kept);
        fresh = 0;
      }
      return serving;
    },
  };
}
