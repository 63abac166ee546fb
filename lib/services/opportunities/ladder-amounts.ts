/** Amounts of a ladder as half-lines and ranges, and what each outcome leaves of them. */
import type { AtomPayoffs } from '../../engine/explain/atoms';
import type { Amount, Stretch } from '../../protocol/views';
import { DOWN, UP, type Rung } from './ladder-rung';

/** Say that the amount itself counts. */
const INCLUDED = /^(?:or|least|most|>=|<=|\u2264|\u2265)$/;
/** Say that it does not. */
const STRICT = /^(?:above|over|than|below|under|[<>])$/;
/** Whole things are counted up to here; larger numbers without a unit are mostly prices. */
const MOST_COUNTED = 1_000n;
const UNIT = 1_000_000_000n;

interface Ray {
  readonly low: bigint | null;
  readonly high: bigint | null;
  /** null: the labels do not say whether the end itself counts. */
  readonly lowIn: boolean | null;
  readonly highIn: boolean | null;
}

/** By position in `payoffs.atoms`; null where the outcomes are not each one stretch of its own. */
export function amounts(payoffs: AtomPayoffs, rungs: readonly Rung[]): readonly Stretch[] | null {
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
