/** Events of which only the terms of trade changed: grid, least order, fee, a stop. No rule reads those. */
import type { Condition, VenueEvent } from '../../domain/condition';
import { deepEqual } from '../../domain/deep-equal';

/** Whether both say the same to whoever reads texts, groups and results. */
export function saysTheSame(a: VenueEvent, b: VenueEvent): boolean {
  if (a === b) return true;
  return (
    a.conditions.length === b.conditions.length &&
    a.conditions.every((condition, index) => readsTheSame(condition, b.conditions[index])) &&
    deepEqual({ ...a, conditions: [], problems: [] }, { ...b, conditions: [], problems: [] })
  );
}

function readsTheSame(a: Condition, b: Condition | undefined): boolean {
  return a === b || (b !== undefined && deepEqual(withoutTerms(a), withoutTerms(b)));
}

function withoutTerms(condition: Condition): unknown {
  const { tickMicros: _tick, minSizeMicros: _least, fee: _fee, stopped: _stopped, ...rest } = condition;
  return rest;
}

/**
 * The events that changed, where nothing but terms did; null where anything else differs too: an event more or less,
 * another order, a text, an outcome.
 */
export function changedTerms(before: readonly VenueEvent[], next: readonly VenueEvent[]): readonly VenueEvent[] | null {
  if (before.length !== next.length) return null;
  const changed: VenueEvent[] = [];
  for (const [index, event] of next.entries()) {
    const old = before[index];
    if (old === event) continue;
    if (old === undefined || !saysTheSame(old, event)) return null;
    changed.push(event);
  }
  return changed;
}
