/**
 * Rungs of one ladder as their labels write them ("June 30", "3 or more", "$110k"), and the stretch of the ladder in
 * which an outcome lies. Read from labels only and believed only where every outcome that the relations leave possible
 * comes out as one stretch of its own; else there is no ladder and the outcomes keep their names.
 */
import type { Condition } from '../../domain/condition';
import { dayOfIso, spanOf, withYear, type CalendarDate } from '../../language/calendar';
import { readText } from '../../language/templates';
import type { Item } from '../../language/windows';
import type { Amount, Stretch } from '../../protocol/views';
import type { AtomPayoffs } from '../../engine/explain/atoms';

const UP = /^(?:above|over|more|greater|higher|least|reach|reaches|hit|hits|\u2191|>=?|\u2265)$/;
const DOWN = /^(?:below|under|less|fewer|lower|most|dip|dips|drop|drops|fall|falls|\u2193|<=?|\u2264)$/;
/** Say that the amount itself counts. */
const INCLUDED = /^(?:or|least|most|>=|<=|\u2264|\u2265)$/;
/** Say that it does not. */
const STRICT = /^(?:above|over|than|below|under|[<>])$/;
const QUIET = /^(?:or|and|by|before|at|to|in|than|exactly|only|between|on|the|will|reach|\$)$/;
/** Whole things are counted up to here; larger numbers without a unit are mostly prices. */
const MOST_COUNTED = 1_000n;
const UNIT = 1_000_000_000n;
const DAY_MS = 86_400_000;

interface Rung {
  readonly id: string;
  /** Its label without the slot and the words of comparison. */
  readonly subject: string;
  readonly slot: Exclude<Item, { readonly kind: 'word' }>;
  readonly label: string;
  readonly words: readonly string[];
}

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

function rungOf({ id, label }: Condition): Rung | null {
  const { items } = readText(label);
  const slots = items.flatMap((item) => (item.kind === 'word' ? [] : [item]));
  const [slot, more] = slots;
  if (slot === undefined || more !== undefined) return null;
  const words = items.flatMap((item) => (item.kind === 'word' ? [item.text] : []));
  const subject = words.filter((word) => !UP.test(word) && !DOWN.test(word) && !QUIET.test(word)).join(' ');
  return { id, subject, slot, label, words };
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

interface Ray {
  readonly low: bigint | null;
  readonly high: bigint | null;
  /** null: the labels do not say whether the end itself counts. */
  readonly lowIn: boolean | null;
  readonly highIn: boolean | null;
}

function amounts(payoffs: AtomPayoffs, rungs: readonly Rung[]): readonly Stretch[] | null {
  const texts = new Map<bigint, string>();
  const values = rungs.flatMap((rung) => valuesOf(rung, texts));
  if (values.length === 0 || new Set(values.map(({ unit }) => unit)).size > 1) return null;
  const rays = new Map<string, Ray>();
  for (const rung of rungs) {
    const ray = rayOf(rung, payoffs.chain, rungs);
    if (ray === null) return null;
    rays.set(rung.id, ray);
  }
  const whole =
    values.every(
      ({ nanos, unit }) => unit === '' && nanos % UNIT === 0n && nanos >= 0n && nanos < MOST_COUNTED * UNIT,
    ) && [...rays.values()].every(({ lowIn, highIn }) => lowIn !== null && highIn !== null);
  if (whole) for (const [id, ray] of rays) rays.set(id, closed(ray));
  const stretches = payoffs.atoms.map(({ all }) => leftOf(rays, all, whole));
  const found = stretches.flatMap((ray) => ray ?? []);
  const apart = new Set(found.map(({ low, high }) => `${low} ${high}`)).size === stretches.length;
  if (found.length < stretches.length || !apart) return null;
  const end = (nanos: bigint | null, included: boolean | null): Amount | null =>
    nanos === null
      ? null
      : { text: texts.get(nanos) ?? (nanos / UNIT).toString(), nanos: nanos.toString(), included: included === true };
  return found.map(({ low, high, lowIn, highIn }) => ({
    of: 'amounts',
    from: end(low, lowIn),
    to: end(high, highIn),
    whole,
  }));
}

function valuesOf({ slot, label }: Rung, texts: Map<bigint, string>): readonly { nanos: bigint; unit: string }[] {
  if (slot.kind === 'quantity') {
    const at = label.toLowerCase().indexOf(slot.text);
    const written = at === -1 ? slot.text : label.slice(at, at + slot.text.length);
    texts.set(slot.quantity.nanos, written.replace(/\+$/, ''));
    return [slot.quantity];
  }
  return slot.kind === 'range' ? [slot.range.low, slot.range.high] : [];
}

/** Which amounts make it come true; where its label does not say which side, what follows from what does. */
function rayOf(rung: Rung, chain: readonly string[] | null, rungs: readonly Rung[]): Ray | null {
  const { slot, words } = rung;
  if (slot.kind === 'range')
    return { low: slot.range.low.nanos, high: slot.range.high.nanos, lowIn: true, highIn: true };
  if (slot.kind !== 'quantity') return null;
  const { nanos, orMore } = slot.quantity;
  if (words.includes('exactly')) return { low: nanos, high: nanos, lowIn: true, highIn: true };
  const up = orMore || words.some((word) => UP.test(word));
  const down = words.some((word) => DOWN.test(word));
  if (up && down) return null;
  const side = up ? 'up' : down ? 'down' : sideByChain(chain, rungs);
  const included =
    orMore || words.some((word) => INCLUDED.test(word)) ? true : words.some((word) => STRICT.test(word)) ? false : null;
  if (side === 'up') return { low: nanos, high: null, lowIn: included, highIn: false };
  return side === 'down' ? { low: null, high: nanos, lowIn: false, highIn: included } : null;
}

/** The rung from which all others follow is the highest: the amounts are reached from below. */
function sideByChain(chain: readonly string[] | null, rungs: readonly Rung[]): 'up' | 'down' | null {
  const values = chain?.map((id) => {
    const slot = rungs.find((rung) => rung.id === id)?.slot;
    return slot?.kind === 'quantity' ? slot.quantity.nanos : null;
  });
  if (values === undefined || values.includes(null)) return null;
  const steps = values.slice(1).map((value, index) => (value ?? 0n) < (values[index] ?? 0n));
  if (steps.every((falls) => falls)) return 'up';
  return steps.some((falls) => falls) ? null : 'down';
}

/** Of whole things both ends count. */
function closed({ low, high, lowIn, highIn }: Ray): Ray {
  return {
    low: low === null || lowIn ? low : low + UNIT,
    high: high === null || highIn ? high : high - UNIT,
    lowIn: true,
    highIn: true,
  };
}

/** What lies in all that came true and in none that did not; null where that is nothing, or in pieces. */
function leftOf(rays: ReadonlyMap<string, Ray>, happened: readonly string[], whole: boolean): Ray | null {
  let left: Ray = { low: null, high: null, lowIn: whole, highIn: whole };
  for (const id of happened) left = within(left, rays.get(id) ?? left);
  // Half-lines first: a range inside what is left would cut it in two.
  const failed = [...rays].filter(([id]) => !happened.includes(id)).sort((a, b) => ends(a[1]) - ends(b[1]));
  for (const [, ray] of failed) {
    const cut = without(left, ray, whole);
    if (cut === null) return null;
    left = cut;
  }
  const { low, high } = left;
  if (
    low !== null &&
    high !== null &&
    (whole ? low > high : low >= high && !(low === high && left.lowIn === true && left.highIn === true))
  )
    return null;
  return low === null && high === null ? null : left;
}

function ends({ low, high }: Ray): number {
  return (low === null ? 0 : 1) + (high === null ? 0 : 1);
}

/** Whether the end counts for what is left when it was cut off. */
function other(included: boolean | null): boolean | null {
  return included === null ? null : !included;
}

function within(a: Ray, b: Ray): Ray {
  const lower = a.low === null || (b.low !== null && b.low > a.low) ? b : a;
  const upper = a.high === null || (b.high !== null && b.high < a.high) ? b : a;
  return { low: lower.low, lowIn: lower.lowIn, high: upper.high, highIn: upper.highIn };
}

/** A cut that reaches over one end of what is left; null where it would leave two pieces or nothing. */
function without(a: Ray, b: Ray, whole: boolean): Ray | null {
  const step = whole ? UNIT : 0n;
  const coversLow = b.low === null || (a.low !== null && b.low <= a.low);
  const coversHigh = b.high === null || (a.high !== null && b.high >= a.high);
  if (coversLow && coversHigh) return null;
  if (b.low !== null && a.high !== null && b.low > a.high) return a;
  if (b.high !== null && a.low !== null && b.high < a.low) return a;
  if (coversHigh && b.low !== null) return { ...a, high: b.low - step, highIn: whole || other(b.lowIn) };
  if (coversLow && b.high !== null) return { ...a, low: b.high + step, lowIn: whole || other(b.highIn) };
  return null;
}
