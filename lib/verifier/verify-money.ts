/**
 * The verifier's own arithmetic for legs: cost, fees and limits again from the fills, exact, sharing nothing with the
 * code that priced them. Plain numbers where every product is a safe integer, BigInt elsewhere. Fee per fill: shares x
 * rate x (p(1-p))^exponent dollars, rounded up at 1e-5 (docs/venue.md 7).
 */
import type { Leg } from '../domain/basket';
import type { FeeSchedule } from '../domain/condition';

const MICROS = 1_000_000;
const ONE = 1_000_000n;
/** Powers of ten that a double holds exactly and that leave room for a quotient. */
const TENS = Array.from({ length: 16 }, (_, power) => 10 ** power);

function divideUp(numerator: bigint, divisor: bigint): bigint {
  return (numerator + divisor - 1n) / divisor;
}

function fillFee(fee: FeeSchedule, price: number, size: number): number {
  if (fee.ratePpm === 0) return 0;
  const quick = fee.exponent === 1 ? exactFee(fee.ratePpm, price * (MICROS - price), size) : null;
  if (quick !== null) return quick;
  let numerator = BigInt(size) * BigInt(fee.ratePpm);
  let divisor = ONE;
  for (let power = 0; power < Math.floor(fee.exponent); power += 1) {
    numerator *= BigInt(price) * (ONE - BigInt(price));
    divisor *= ONE * ONE;
  }
  return Number(divideUp(numerator, divisor * 10n) * 10n);
}

/**
 * ceil(size x rate x variance / 10^19) x 10 without leaving the safe integers: factors of ten are taken out of the
 * three numbers first (lots, ticks and rates are full of them). Null where the product is still too large.
 */
function exactFee(rate: number, variance: number, size: number): number | null {
  let tens = 19;
  let product = 1;
  for (let factor of [rate, variance, size]) {
    while (tens >= 4 && factor % 10_000 === 0 && factor > 0) {
      factor /= 10_000;
      tens -= 4;
    }
    while (tens > 0 && factor % 10 === 0 && factor > 0) {
      factor /= 10;
      tens -= 1;
    }
    product *= factor;
    if (product > Number.MAX_SAFE_INTEGER) return null;
  }
  const divisor = TENS[tens];
  if (divisor === undefined) return null;
  const left = product % divisor;
  return ((product - left) / divisor + (left > 0 ? 1 : 0)) * 10;
}

function fillMoney(side: Leg['side'], price: number, size: number): number {
  const product = price * size;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const left = product % MICROS;
    return (product - left) / MICROS + (side === 'buy' && left > 0 ? 1 : 0);
  }
  const exact = BigInt(price) * BigInt(size);
  return Number(side === 'buy' ? divideUp(exact, ONE) : exact / ONE);
}

/** What is wrong with the leg's own numbers, or null. */
export function legProblem(leg: Leg, fee: FeeSchedule): string | null {
  let size = 0;
  let cost = 0;
  let fees = 0;
  let previous: number | null = null;
  for (const { priceMicros, sizeMicros } of leg.fills) {
    if (priceMicros <= 0 || priceMicros >= MICROS || sizeMicros <= 0) return 'a fill has no tradable price or no size';
    if (previous !== null && (leg.side === 'buy' ? priceMicros <= previous : priceMicros >= previous))
      return 'its fills are not in the order of the book';
    previous = priceMicros;
    size += sizeMicros;
    cost += fillMoney(leg.side, priceMicros, sizeMicros);
    fees += fillFee(fee, priceMicros, sizeMicros);
  }
  if (previous === null) return 'it has no fills';
  if (size !== leg.sizeMicros) return 'its fills do not add up to its size';
  if (leg.limitPriceMicros !== previous) return 'its limit is not the price of the last level it walks';
  if (cost !== leg.costMicros) return `its cost is ${cost}, not ${leg.costMicros} micros`;
  if (fees !== leg.feeMicros) return `its fee is ${fees}, not ${leg.feeMicros} micros`;
  // One fill is the whole leg at its limit already.
  if (leg.fills.length === 1)
    return leg.costAtLimitMicros === cost && leg.feeAtLimitMicros === fees
      ? null
      : 'its cost or fee at the limit is wrong';
  const costAtLimit = fillMoney(leg.side, previous, size);
  if (costAtLimit !== leg.costAtLimitMicros) return 'its cost at the limit is wrong';
  // Levels round one by one: what they come to is owed at the limit as well.
  const walked = fees + (leg.side === 'buy' ? cost - costAtLimit : costAtLimit - cost);
  if (Math.max(fillFee(fee, previous, size), walked) !== leg.feeAtLimitMicros) return 'its fee at the limit is wrong';
  return null;
}
