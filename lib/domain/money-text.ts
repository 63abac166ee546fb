/**
 * Money and shares in words: integer micros to text. The rounding direction is in the function's name and never favours
 * the reader's hopes: what comes in is rounded down, what goes out is rounded up, a loss is rounded away from zero
 * (which is the same as down). One format: cents, thousands apart, the minus sign before the dollar. Nothing here
 * computes a price, it only writes one.
 */
export const MINUS = '\u2212';
const MICROS_PER_CENT = 10_000;

export function floorDiv(value: number, unit: number): number {
  const rest = value % unit;
  const whole = (value - rest) / unit;
  return rest < 0 ? whole - 1 : whole;
}

export function ceilDiv(value: number, unit: number): number {
  return -floorDiv(-value, unit) + 0;
}

/** Half away from zero; only for numbers that are neither paid nor received ("fair"). */
export function nearestDiv(value: number, unit: number): number {
  return value < 0 ? -nearestDiv(-value, unit) : floorDiv(value + unit / 2, unit);
}

/** Absolute value of a number of units with so many decimals, thousands apart: (123456, 2) -> "1,234.56". */
export function fixed(units: number, decimals: number): string {
  const digits = Math.abs(units)
    .toString()
    .padStart(decimals + 1, '0');
  if (decimals === 0) return group(digits);
  return `${group(digits.slice(0, -decimals))}.${digits.slice(-decimals)}`;
}

function group(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

interface MoneyStyle {
  /** Before an amount above zero; default: nothing. */
  readonly plus?: string;
}

/** What comes back: 2419999 -> "$2.41", -823001 -> "−$0.83", 1234567890 -> "$1,234.56". */
export function dollarsDown(micros: number, style: MoneyStyle = {}): string {
  return dollars(micros, floorDiv, style);
}

/** What goes out: 161580001 -> "$161.59". */
export function dollarsUp(micros: number, style: MoneyStyle = {}): string {
  return dollars(micros, ceilDiv, style);
}

function dollars(micros: number, divide: (value: number, unit: number) => number, { plus = '' }: MoneyStyle): string {
  const cents = divide(micros, MICROS_PER_CENT);
  return `${cents < 0 ? MINUS : cents > 0 ? plus : ''}$${fixed(cents, 2)}`;
}

/**
 * Shares without their unit, to the hundredth, trailing zeros dropped: 41000000 -> "41", 1234567000000 ->
 * "1,234,567"; more than nothing and less than a hundredth is "<0.01".
 */
export function sharesDown(micros: number): string {
  const hundredths = floorDiv(micros, MICROS_PER_CENT);
  if (hundredths === 0 && micros > 0) return '<0.01';
  return `${hundredths < 0 ? MINUS : ''}${fixed(hundredths, 2).replace(/\.?0+$/, '')}`;
}

/** 1 leg, 5 legs. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
