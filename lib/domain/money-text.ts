/**
 * Money and shares in words: integer micros to text. The rounding direction is in the function's name and never favours
 * the reader's hopes: what comes in is rounded down, what goes out is rounded up, a loss is rounded away from zero
 * (which is the same as down). Nothing here computes a price, it only writes one.
 */
export const MINUS = '\u2212';
const MICROS_PER_CENT = 10_000;
const MICROS_PER_THOUSANDTH = 1_000;

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
  /** `thousandths`: a third decimal where it is not zero. Default: cents. */
  readonly to?: 'cents' | 'thousandths';
  /** Default: the minus sign; sentences and commands say a hyphen. */
  readonly minus?: string;
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

function dollars(
  micros: number,
  divide: (value: number, unit: number) => number,
  { to = 'cents', minus = MINUS, plus = '' }: MoneyStyle,
): string {
  const units = divide(micros, to === 'cents' ? MICROS_PER_CENT : MICROS_PER_THOUSANDTH);
  const text = to === 'cents' ? fixed(units, 2) : fixed(units, 3).replace(/0$/, '');
  return `${units < 0 ? minus : units > 0 ? plus : ''}$${text}`;
}

interface SharesStyle {
  /** Thousands apart. Default: not. */
  readonly grouped?: boolean;
  /** What stands for more than nothing and less than a hundredth. Default: "0". */
  readonly tiny?: string;
  /** Default: a hyphen. */
  readonly minus?: string;
}

/** Shares without their unit, to the hundredth, trailing zeros dropped: 41000000 -> "41", 12345678 -> "12.34". */
export function sharesDown(micros: number, { grouped = false, tiny = '0', minus = '-' }: SharesStyle = {}): string {
  const hundredths = floorDiv(micros, MICROS_PER_CENT);
  if (hundredths === 0 && micros > 0) return tiny;
  const text = fixed(hundredths, 2).replace(/\.?0+$/, '');
  return `${hundredths < 0 ? minus : ''}${grouped ? text : text.replaceAll(',', '')}`;
}

/** 1 leg, 5 legs. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
