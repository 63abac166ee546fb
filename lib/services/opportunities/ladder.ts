/**
 * Rungs of one ladder as their labels write them ("June 30", "3 or more", "$110k"), and the stretch of the ladder in
 * which an outcome lies. Read from labels only and believed only where every outcome that the relations leave possible
 * comes out as one stretch of its own; else there is no ladder and the outcomes keep their names.
 */
import type { Condition } from '../../domain/condition';
import type { AtomPayoffs } from '../../engine/explain/atoms';
import { dayOfIso, spanOf, withYear, type CalendarDate } from '../../language/calendar';
import type { Item } from '../../language/windows';
import type { Stretch } from '../../protocol/views';
import { amounts } from './ladder-amounts';
import { rungOf, type Rung } from './ladder-rung';
import { DAY_MS } from '../../domain/units';

/** By position in `payoffs.atoms`; null where the labels are no ladder. */
export function stretchesOf(payoffs: AtomPayoffs, legs: readonly Condition[]): readonly Stretch[] | null {
  const rungs = legs.flatMap((condition) => rungOf(condition) ?? []);
  const [first] = legs;
  const nested = payoffs.chain !== null || payoffs.atoms.some(({ all, happened }) => all.length > happened.length);
  const isOne =
    nested &&
    rungs.length === legs.length &&
    new Set(rungs.map(({ subject }) => subject)).size === 1 &&
    new Set(legs.map(({ eventId }) => eventId)).size === 1;
  if (!isOne || first === undefined || legs.length < 2) return null;
  return days(payoffs, rungs, first.endDate) ?? amounts(payoffs, rungs);
}

/** A deadline earlier on is met only if the later ones are. */
function days(payoffs: AtomPayoffs, rungs: readonly Rung[], endDate: string): readonly Stretch[] | null {
  const year = dayOfIso(endDate) === null ? null : Number(endDate.slice(0, 4));
  const lastDays = new Map<string, number>();
  for (const { id, slot } of rungs) {
    const day =
      slot.kind === 'date' ? lastDayOf(slot.date, year) : slot.kind === 'window' ? windowEnd(slot, year) : null;
    if (day === null) return null;
    lastDays.set(id, day);
  }
  const order = [...lastDays].sort((a, b) => a[1] - b[1]).map(([id]) => id);
  if (new Set(lastDays.values()).size < rungs.length || payoffs.chain?.join() !== order.join()) return null;
  const iso = (id: string | undefined): string | null =>
    id === undefined ? null : new Date((lastDays.get(id) ?? 0) * DAY_MS).toISOString().slice(0, 10);
  const years = new Set([...lastDays.values()].map((day) => new Date(day * DAY_MS).getUTCFullYear())).size > 1;
  return payoffs.atoms.map(({ all }) => {
    const at = order.findIndex((id) => all.includes(id));
    const from = at === -1 ? order.length : at;
    return { of: 'days', after: iso(order[from - 1]), by: iso(order[from]), years };
  });
}

function windowEnd(slot: Extract<Item, { readonly kind: 'window' }>, year: number | null): number | null {
  if (slot.from !== null || slot.throughout) return null;
  const span = spanOf(dated(slot.to, year));
  return span === null ? null : (slot.exclusive ? span.start : span.end) - 1;
}

function lastDayOf(date: CalendarDate, year: number | null): number | null {
  const span = spanOf(dated(date, year));
  return span === null ? null : span.end - 1;
}

/** Where no year is known any will do: what the relations say of the order decides whether it was right. */
function dated(date: CalendarDate, year: number | null): CalendarDate {
  return date.year === null ? withYear(date, year ?? 2001) : date;
}
