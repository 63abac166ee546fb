/** How much a book's age counts when it is decided what REST is asked next: open pages, moving events, all others. */
import type { Condition } from '../../domain/condition';
import type { ConditionId } from '../../domain/ids';
import type { TimeMs } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Entry } from './entry';

/** Of books on open pages and of those that are offered: before all others. */
export const NEAR_WEIGHT = 8;
/** An event counts as moving this long after a change in any of its books. */
const MOVING_MS = 10_000;

export interface Weights {
  of(entry: Entry): number;
  moved(eventId: string, atMs: TimeMs): void;
  /** On an open page. */
  isNear(entry: Entry): boolean;
  /** Offered or about to be: asked for as often as those on open pages. */
  attend(conditionIds: ReadonlySet<ConditionId>): void;
  /**
   * These are on open pages; the events of `watched` are the only ones remembered. @returns those that came or went.
   */
  focusOn(focus: ReadonlySet<ConditionId>, watched: readonly Condition[]): ReadonlySet<ConditionId>;
}

export function createWeights(clock: Clock): Weights {
  const movedAt = new Map<string, number>();
  let focus: ReadonlySet<ConditionId> = new Set();
  let attended: ReadonlySet<ConditionId> = new Set();
  return {
    of({ condition }) {
      if (focus.has(condition.id) || attended.has(condition.id)) return NEAR_WEIGHT;
      return clock.nowMs() - (movedAt.get(condition.eventId) ?? 0) < MOVING_MS ? 3 : 1;
    },
    isNear: ({ condition }) => focus.has(condition.id),
    attend: (next) => void (attended = next),
    moved: (eventId, atMs) => void movedAt.set(eventId, atMs),
    focusOn(next, watched) {
      const before = focus;
      const moved = new Set([
        ...[...next].filter((id) => !before.has(id)),
        ...[...before].filter((id) => !next.has(id)),
      ]);
      focus = next;
      const events = new Set<string>(watched.map(({ eventId }) => eventId));
      for (const eventId of [...movedAt.keys()]) if (!events.has(eventId)) movedAt.delete(eventId);
      return moved;
    },
  };
}
