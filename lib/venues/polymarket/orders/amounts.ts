/**
 * Exact amounts of a limit order (docs/venue.md 2.4, docs/venue.md 2.5). Two-decimal sizes times four-decimal prices
 * fit in six decimals, so nothing is ever rounded: terms that would need rounding are refused.
 */
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { PriceMicros, SizeMicros } from '../../../domain/units';
import { MICROS } from '../../../domain/units';
import { SIZE_STEP_MICROS, TICKS_MICROS } from '../common/constants';

export interface LimitAmounts {
  /** Base units given: pUSD for a buy, shares for a sell. */
  readonly makerAmount: string;
  /** Base units wanted at least: shares for a buy, pUSD for a sell. */
  readonly takerAmount: string;
}

export function limitAmounts(terms: {
  readonly side: 'buy' | 'sell';
  readonly sizeMicros: SizeMicros;
  readonly limitPriceMicros: PriceMicros;
  readonly tickMicros: PriceMicros;
}): Result<LimitAmounts> {
  const { sizeMicros, limitPriceMicros, tickMicros } = terms;
  if (!TICKS_MICROS.has(tickMicros)) return fail('unknown-tick', {});
  if (limitPriceMicros < tickMicros || limitPriceMicros > MICROS - tickMicros || limitPriceMicros % tickMicros !== 0) {
    return fail('price-off-tick', {});
  }
  if (sizeMicros <= 0 || sizeMicros % SIZE_STEP_MICROS !== 0) return fail('size-off-step', {});
  const shares = BigInt(sizeMicros);
  const scaled = shares * BigInt(limitPriceMicros);
  // Holds for every tick and step above; a violation would be a defect in this file.
  if (scaled % BigInt(MICROS) !== 0n) throw new Error('limit amounts must be exact');
  const cash = scaled / BigInt(MICROS);
  return ok(
    terms.side === 'buy'
      ? { makerAmount: String(cash), takerAmount: String(shares) }
      : { makerAmount: String(shares), takerAmount: String(cash) },
  );
}
