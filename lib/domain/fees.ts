/**
 * Taker fees in exact integers: shares x rate x (p(1-p))^exponent dollars, rounded up at 1e-5 dollars
 * (docs/venue.md 7).
 *
 * The venue rounds each fill by itself, to the nearest 1e-5; how many resting orders make up one level of a book it
 * does not say. Facet rounds each level up, so a level that is one order is never charged more than is shown here. Each
 * further order in it can add at most half a step, $0.000005, and only where its own fee is at least that much: the fee
 * cannot more than double, and a hundred orders more than levels come to $0.0005. That is not in a certificate, which
 * speaks of levels; the least edge of the settings ($0.02 unless the user says otherwise) covers some 4,000 such
 * orders.
 */
import type { FeeSchedule } from './condition';
import { MICROS, moneyMicros, priceMicros, type MoneyMicros, type PriceMicros, type SizeMicros } from './units';

const MICROS_BIG = BigInt(MICROS);
/** The venue keeps five decimals of a dollar. */
const FEE_STEP_MICROS = 10;

/**
 * Every schedule the venue has published has a whole exponent. A fractional one is taken at its floor: p(1-p) is below
 * one, so the fee can only come out too high, never too low.
 */
export function wholeExponent(exponent: number): number {
  return Math.max(0, Math.floor(exponent));
}

/**
 * Fee of one fill in money micros, a multiple of 10, never below the exact value nor below the venue's rounding of it.
 */
export function feeRoundedUp(fee: FeeSchedule, priceMicros: PriceMicros, sizeMicros: SizeMicros): MoneyMicros {
  if (fee.ratePpm === 0 || sizeMicros === 0) return moneyMicros(0);
  const quick = fee.exponent === 1 ? smallFee(fee.ratePpm, priceMicros, sizeMicros) : null;
  if (quick !== null) return moneyMicros(quick);
  const exponent = BigInt(wholeExponent(fee.exponent));
  const variance = BigInt(priceMicros * (MICROS - priceMicros)) ** exponent;
  const numerator = BigInt(sizeMicros) * BigInt(fee.ratePpm) * variance;
  const step = MICROS_BIG * (MICROS_BIG * MICROS_BIG) ** exponent * BigInt(FEE_STEP_MICROS);
  return moneyMicros(Number((numerator + step - 1n) / step) * FEE_STEP_MICROS);
}

/**
 * The same in plain numbers, exact: with prices in thousandths, rates in thousandths and lots of 0.01 the product stays
 * far inside the safe integers. Null where it would not, or where the parts do not divide evenly.
 */
function smallFee(ratePpm: number, price: number, size: number): number | null {
  const variance = price * (MICROS - price);
  if (variance % MICROS !== 0 || ratePpm % 1000 !== 0 || size % 10_000 !== 0) return null;
  const product = (variance / MICROS) * (ratePpm / 1000) * (size / 10_000);
  if (product > Number.MAX_SAFE_INTEGER) return null;
  // size x rate x variance / 1e19 in steps of 10 micros, after 1e6, 1e3 and 1e4 were divided out.
  const left = product % MICROS;
  return ((product - left) / MICROS + (left > 0 ? 1 : 0)) * FEE_STEP_MICROS;
}

const EVEN = MICROS / 2;

/**
 * Highest fee of so many shares at any price between these two: it grows towards even odds, so it is at the nearer end
 * or at one half.
 */
export function highestFee(fee: FeeSchedule, [one, other]: readonly [number, number], shares: SizeMicros): MoneyMicros {
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  const worst = low <= EVEN && EVEN <= high ? EVEN : Math.abs(low - EVEN) < Math.abs(high - EVEN) ? low : high;
  return feeRoundedUp(fee, priceMicros(worst), shares);
}

/** Fee per share in dollars as a float: an objective coefficient, never money. */
export function unitFee(fee: FeeSchedule, priceMicros: number): number {
  const price = priceMicros / MICROS;
  return (fee.ratePpm / MICROS) * (price * (1 - price)) ** wholeExponent(fee.exponent);
}
