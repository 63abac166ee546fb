/** How much a book's age counts when it is decided what REST is asked next: open pages, moving events, all others. */
import type { Condition } from '../../domain/condition';
import type { ConditionId } from '../../domain/ids';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Entry } from './entry';

/** An event counts as moving this long after a change in any of its books. */
const MOVING_MS = 10_000;

export interface Weights {
  of(entry: Entry): number;
  moved(eventId: string, atMs: TimeMs): void;
  /** These are on open pages; the events of `watched` are the only ones remembered. */
  focusOn(focus: ReadonlySet<ConditionId>, watched: readonly Condition[]): void;
}

export function createWeights(clock: Clock): Weights {
  const movedAt = new Map<string, number>();
  let focus: ReadonlySet<ConditionId> = new Set();
  return {
    of({ condition }) {
      if (focus.has(condition.id)) return 8;
      return clock.nowMs() - (movedAt.get(condition.eventId) ?? 0) < MOVING_MS ? 3 : 1;
    },
    moved: (eventId, atMs) => void movedAt.set(eventId, atMs),
    focusOn(next, watched) {
      focus = next;
      const events = new Set<string>(watched.map(({ eventId }) => eventId));
      for (const eventId of [...movedAt.keys()]) if (!events.has(eventId)) movedAt.delete(eventId);
    },
  };
}
