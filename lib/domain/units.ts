/**
 * Branded integers. Every price, size and amount of money in Facet is an integer number of micros (1e-6), held in a
 * JavaScript number that is asserted to be a safe integer; products go through BigInt. The rounding direction is in the
 * function's name.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = number & { readonly [brand]: Name };

/** Price of one share in millionths of a dollar; a tradable price lies strictly between 0 and 1_000_000. */
export type PriceMicros = Branded<'PriceMicros'>;
/** A number of shares in millionths of a share, never negative. */
export type SizeMicros = Branded<'SizeMicros'>;
/** Money in millionths of a dollar (pUSD has six decimals); may be negative. */
export type MoneyMicros = Branded<'MoneyMicros'>;
/** Wall-clock time in milliseconds since 1970. */
export type TimeMs = Branded<'TimeMs'>;

export const MICROS = 1_000_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

function assertSafe(value: number, name: string): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${name} must be a safe integer, was ${value}`);
  return value;
}

/** @throws RangeError unless 0 <= value <= 1_000_000 (the ends are payoffs, not tradable prices). */
export function priceMicros(value: number): PriceMicros {
  assertSafe(value, 'priceMicros');
  if (value < 0 || value > MICROS) throw new RangeError(`priceMicros must lie in [0, 1000000], was ${value}`);
  return value as PriceMicros;
}

/** @throws RangeError when negative or not a safe integer. */
export function sizeMicros(value: number): SizeMicros {
  assertSafe(value, 'sizeMicros');
  if (value < 0) throw new RangeError(`sizeMicros must not be negative, was ${value}`);
  return value as SizeMicros;
}

/** @throws RangeError when not a safe integer. */
export function moneyMicros(value: number): MoneyMicros {
  return assertSafe(value, 'moneyMicros') as MoneyMicros;
}

/** @throws RangeError when not a safe integer. */
export function timeMs(value: number): TimeMs {
  return assertSafe(value, 'timeMs') as TimeMs;
}

const DECIMAL = /^(\d{1,12})(?:\.(\d{1,18}))?$/;

/**
 * Parses an unsigned decimal string ("0.48", "1234.5") to micros without passing through a float.
 * Returns null when the text is not a plain decimal or carries more than six significant decimals.
 */
export function parseDecimalMicros(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const whole = match[1] ?? '0';
  const fraction = match[2] ?? '';
  if (fraction.length > 6 && /[^0]/.test(fraction.slice(6))) return null;
  const value = Number(whole) * MICROS + Number(fraction.slice(0, 6).padEnd(6, '0'));
  return Number.isSafeInteger(value) ? value : null;
}

/** Exact decimal text of an integer number of micros, without trailing zeros: 480000 -> "0.48", -1500000 -> "-1.5". */
export function formatDecimalMicros(value: number): string {
  assertSafe(value, 'value');
  const sign = value < 0 ? '-' : '';
  const digits = Math.abs(value).toString().padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -6)}${fraction ? `.${fraction}` : ''}`;
}

function toSafeNumber(value: bigint, name: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${name} overflows a safe integer: ${value}`);
  return number;
}

function product(price: number, size: number): bigint {
  return BigInt(price) * BigInt(size);
}

const MICROS_BIG = BigInt(MICROS);

/** price x size in money micros, rounded up: what a buyer pays at most. */
export function costRoundedUp(price: PriceMicros, size: SizeMicros): MoneyMicros {
  const exact = price * size;
  // Remainders are exact on safe integers; a float quotient is not (9e15 / 1e6 loses the last micro).
  if (exact <= Number.MAX_SAFE_INTEGER)
    return ((exact - (exact % MICROS)) / MICROS + (exact % MICROS > 0 ? 1 : 0)) as MoneyMicros;
  return toSafeNumber((product(price, size) + MICROS_BIG - 1n) / MICROS_BIG, 'cost') as MoneyMicros;
}

/** price x size in money micros, rounded down: what a seller gets at least. */
export function proceedsRoundedDown(price: PriceMicros, size: SizeMicros): MoneyMicros {
  const exact = price * size;
  if (exact <= Number.MAX_SAFE_INTEGER) return ((exact - (exact % MICROS)) / MICROS) as MoneyMicros;
  return toSafeNumber(product(price, size) / MICROS_BIG, 'proceeds') as MoneyMicros;
}

/** Largest multiple of the lot that is not above the size. */
export function floorToLot(size: number, lot: SizeMicros): SizeMicros {
  return sizeMicros(Math.floor(size / lot) * lot);
}

/** One minus the price: the mirrored price on the other token of a condition. */
export function complementPrice(price: PriceMicros): PriceMicros {
  return priceMicros(MICROS - price);
}
