/**
 * Numbers with units as they stand in texts. Values are exact: integers of billionths, so 0.25 % and 1.25t compare
 * without rounding.
 */

export interface Quantity {
  /** Value times 1e9, suffix (k, m, bn, ...) applied. */
  readonly nanos: bigint;
  /** Currency sign or code, "%", "bps", or "". */
  readonly unit: string;
  /** The text ends with "+": this much or more. */
  readonly orMore: boolean;
}

export interface QuantityRange {
  readonly low: Quantity;
  readonly high: Quantity;
}

const NANOS = 1_000_000_000n;
const SCALES: Readonly<Record<string, bigint>> = {
  k: 1_000n,
  thousand: 1_000n,
  m: 1_000_000n,
  mm: 1_000_000n,
  mn: 1_000_000n,
  mil: 1_000_000n,
  million: 1_000_000n,
  b: 1_000_000_000n,
  bn: 1_000_000_000n,
  billion: 1_000_000_000n,
  t: 1_000_000_000_000n,
  tn: 1_000_000_000_000n,
  trillion: 1_000_000_000_000n,
};
const CURRENCY = '(?:us\\$|[$\u20AC\u00A3\u00A5\u20B9\u20BF])';
const NUMBER = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,9})?|\\d{1,15}(?:\\.\\d{1,9})?';
const SCALE = '\\s?(?:thousand|million|billion|trillion|mil|mm|mn|bn|tn|k|m|b|t)(?![a-z0-9])';
const UNIT =
  '\\s?(?:%|percent(?:age points?)?(?![a-z])|per cent(?![a-z])|pct(?![a-z])|bps(?![a-z])|basis ' +
  'points?(?![a-z])|dollars?(?![a-z])|usd[tc]?(?![a-z]))';
const ONE = `(?:(${CURRENCY})?\\s?(${NUMBER})(${SCALE})?(${UNIT})?)`;
/** Nothing may be glued to a number's end: "5-year", "1O0", "3rd", "3:1" and "1/100" are words. */
const END = '(?![\\p{L}\\p{N}]|[-.,]\\p{L}|[,.:/]\\d)';
/** An amount below zero is written with a minus that nothing precedes. */
export const QUANTITY = new RegExp(`(-)?${ONE}(\\+)?${END}`, 'uy');
/** Two dashes in a row ("5--7") join nothing: the second one may be a minus. */
export const RANGE = new RegExp(`${ONE}(?:\\s?-\\s?|-?\\s?to\\s?)${ONE}(?:-(?=\\s))?${END}`, 'uy');

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:%|percent|per cent|pct)$/, '%'],
  [/^percentage points?$/, 'pp'],
  [/^(?:bps|basis points?)$/, 'bps'],
  [/^(?:dollars?|usd|us\$|\$)$/, '$'],
];

function parseUnit(text: string): string {
  const plain = text.trim();
  return UNITS.find(([pattern]) => pattern.test(plain))?.[1] ?? plain;
}

interface Parts {
  readonly currency: string;
  readonly digits: string;
  readonly scale: string;
  readonly unit: string;
}

function quantityOf(parts: Parts, options: { readonly negative: boolean; readonly orMore: boolean }): Quantity | null {
  const [whole = '', fraction = ''] = parts.digits.replace(/,/g, '').split('.');
  const scale = parts.scale === '' ? 1n : SCALES[parts.scale.trim()];
  if (scale === undefined) return null;
  if (
    parts.currency === '' &&
    /^(?:\s.*|mm|mil|mn)$/.test(parts.scale) &&
    /^\s?(?:mm|mil|mn|m|t|b|k)$/.test(parts.scale)
  )
    return null;
  const currency = parseUnit(parts.currency);
  const unit = parseUnit(parts.unit);
  // "$5 %" is not an amount that a rule may reason about.
  if (currency !== '' && unit !== '' && currency !== unit && !(currency === '$' && /^usd[tc]?$/.test(unit)))
    return null;
  const nanos = (BigInt(whole) * NANOS + BigInt(fraction.padEnd(9, '0'))) * scale;
  return { nanos: options.negative ? -nanos : nanos, unit: currency || unit, orMore: options.orMore };
}

/** From a match of QUANTITY on lower-case text. */
export function quantityOfMatch(match: RegExpExecArray): Quantity | null {
  const [, minus, currency = '', digits = '', scale = '', unit = '', plus] = match;
  return quantityOf({ currency, digits, scale, unit }, { negative: minus !== undefined, orMore: plus !== undefined });
}

/** From a match of RANGE on lower-case text: "25-50k" means 25k to 50k; null when the ends are not in order. */
export function rangeOfMatch(match: RegExpExecArray): QuantityRange | null {
  const [, c1 = '', d1 = '', s1 = '', u1 = '', c2 = '', d2 = '', s2 = '', u2 = ''] = match;
  const currency = c1 || c2;
  const unit = u1 || u2;
  if ((c2 !== '' && c2 !== currency) || (u2 !== '' && u2 !== unit)) return null;
  const plain = { negative: false, orMore: false };
  const low = quantityOf({ currency, digits: d1, scale: s1 || s2, unit }, plain);
  const high = quantityOf({ currency, digits: d2, scale: s2, unit }, plain);
  return low && high && low.nanos < high.nanos ? { low, high } : null;
}

/** "$110,000", "0.25%": exact, shortest decimal form with thousands separated. */
export function printQuantity(quantity: Quantity): string {
  const negative = quantity.nanos < 0n;
  const size = negative ? -quantity.nanos : quantity.nanos;
  const whole = (size / NANOS).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = (size % NANOS).toString().padStart(9, '0').replace(/0+$/, '');
  const number = `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
  const { unit } = quantity;
  const body =
    unit === '%'
      ? `${number}%`
      : /^[$\u20AC\u00A3\u00A5\u20B9\u20BF]$/.test(unit)
        ? `${negative ? '-' : ''}${unit}${number.replace('-', '')}`
        : unit === ''
          ? number
          : `${number} ${unit}`;
  return quantity.orMore ? `${body}+` : body;
}

/**
 * Whether rules that count an amount itself ("5.1 percent or more", "$99,999.99 or lower") write it for a title that
 * does not ("more than 5 %", "below $100k"): they differ by one in the last place that the rules write.
 *
 * @param text the amount as the rules write it
 */
export function isNextPlace(
  ruled: { readonly quantity: Quantity; readonly text: string },
  titleNanos: bigint,
  direction: 'up' | 'down',
): boolean {
  const places = /\d\.(\d{1,9})(?!\d)/.exec(ruled.text)?.[1]?.length ?? 0;
  if (places === 0 || /[kmbt]|thousand|million|billion|trillion/.test(ruled.text.replace(/percent.*|bps.*/, '')))
    return false;
  const step = 10n ** BigInt(9 - places);
  return ruled.quantity.nanos - titleNanos === (direction === 'up' ? step : -step);
}
