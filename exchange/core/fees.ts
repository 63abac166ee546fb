/**
 * Taker fee of one fill: shares x rate x (p (1 - p))^exponent, rounded to five decimals of a dollar, half up
 * (docs.polymarket.com/trading/fees; the rounding reproduces the recorded fee table of 2026-08-09).
 */
import type { FeeSpec } from '../model';

const MICROS = 1_000_000n;
/** Micros in the smallest fee, 0.00001 dollars. */
const FEE_STEP_MICROS = 10n;
const DECIMAL = /^(\d{1,6})(?:\.(\d{1,12}))?$/;
const RATE_SCALE = 10n ** 12n;

function parseRate(text: string): bigint {
  const match = DECIMAL.exec(text);
  if (!match) throw new RangeError(`fee rate must be a plain decimal, was "${text}"`);
  return BigInt(match[1] ?? '0') * RATE_SCALE + BigInt((match[2] ?? '').padEnd(12, '0'));
}

/** @throws RangeError when the exponent is not a whole number or the rate is not a decimal; see `checkFee`. */
export function feeMicros(fee: FeeSpec | null, sizeMicros: number, priceMicros: number): number {
  if (!fee || sizeMicros === 0) return 0;
  if (!Number.isInteger(fee.exponent) || fee.exponent < 0 || fee.exponent > 8)
    throw new RangeError(`fee exponent must be a whole number, was ${fee.exponent}`);
  const price = BigInt(priceMicros);
  const variance = price * (MICROS - price);
  const exponent = BigInt(fee.exponent);
  // Dollars = size/1e6 x rate/1e12 x (variance/1e12)^e; in steps of 1e-5 dollars.
  const numerator = BigInt(sizeMicros) * parseRate(fee.rate) * variance ** exponent * 100_000n;
  const denominator = MICROS * RATE_SCALE * (MICROS * MICROS) ** exponent;
  return Number(((2n * numerator + denominator) / (2n * denominator)) * FEE_STEP_MICROS);
}

/** A sentence when the engine cannot charge this schedule, else null. */
export function checkFee(fee: FeeSpec | null): string | null {
  if (!fee) return null;
  if (!fee.takerOnly) return 'fee schedules that charge makers are not supported';
  try {
    feeMicros(fee, 1_000_000, 500_000);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
