/**
 * The verifier's own arithmetic for legs: cost, fees and limits again from the fills, in BigInt, sharing nothing with the code that
 * priced them. Fee per fill: shares x rate x (p(1-p))^exponent dollars, rounded up at 1e-5 (polymarket-protocol 7).
 */
import type { Leg } from '../../domain/basket';
import type { FeeSchedule } from '../../domain/condition';

const ONE = 1_000_000n;

function divideUp(numerator: bigint, divisor: bigint): bigint {
  return (numerator + divisor - 1n) / divisor;
}

function fillFee(fee: FeeSchedule, price: number, size: number): number {
  if (fee.ratePpm === 0) return 0;
  let numerator = BigInt(size) * BigInt(fee.ratePpm);
  let divisor = ONE;
  for (let power = 0; power < Math.floor(fee.exponent); power += 1) {
    numerator *= BigInt(price) * (ONE - BigInt(price));
    divisor *= ONE * ONE;
  }
  return Number(divideUp(numerator, divisor * 10n) * 10n);
}

function fillMoney(side: Leg['side'], price: number, size: number): number {
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
    if (priceMicros <= 0 || priceMicros >= 1_000_000 || sizeMicros <= 0) return 'a fill has no tradable price or no size';
    if (previous !== null && (leg.side === 'buy' ? priceMicros <= previous : priceMicros >= previous)) return 'its fills are not in the order of the book';
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
  if (fillMoney(leg.side, previous, size) !== leg.costAtLimitMicros) return 'its cost at the limit is wrong';
  if (fillFee(fee, previous, size) !== leg.feeAtLimitMicros) return 'its fee at the limit is wrong';
  return null;
}
