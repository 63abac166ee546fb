/** Taker fee of one fill, exact (polymarket-protocol 7): shares x rate x (p(1-p))^exponent dollars, rounded up at 1e-5 dollars. */
import type { FeeSchedule } from '../../domain/condition';
import type { MoneyMicros, PriceMicros, SizeMicros } from '../../domain/units';
import { MICROS, moneyMicros } from '../../domain/units';

/** The venue rounds to five decimals; so do we, upwards, because a fee is a cost. */
const STEP_MICROS = 10n;
const ONE = BigInt(MICROS);

/** @returns micros, a multiple of 10, never less than what the venue charges. */
export function takerFeeRoundedUp(fee: FeeSchedule, sizeMicros: SizeMicros, priceMicros: PriceMicros): MoneyMicros {
  if (fee.ratePpm === 0) return moneyMicros(0);
  const exponent = BigInt(fee.exponent);
  const spread = BigInt(priceMicros) * (ONE - BigInt(priceMicros));
  // size [micro-shares] x rate [ppm] x (p [micros] x (1-p) [micros])^e: in micro-dollars after 1e6 for the rate and 1e12 per power.
  const numerator = BigInt(sizeMicros) * BigInt(fee.ratePpm) * spread ** exponent;
  const denominator = ONE * (ONE * ONE) ** exponent * STEP_MICROS;
  return moneyMicros(Number((numerator + denominator - 1n) / denominator) * Number(STEP_MICROS));
}
