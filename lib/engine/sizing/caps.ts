/**
 * How much may be put into a basket: the least of every cap, each with its name so that the user sees which one binds
 * (docs/maths.md 5).
 */
import type { MoneyMicros } from '../../domain/units';

export interface StakeCap {
  /**
   * The growth-optimal share of the capital, as it is or made smaller by losses or by sets that brought less than they
   * promised; the shares that the books hold; the user's limit for a basket.
   */
  readonly name: 'growth' | 'drawdown' | 'performance' | 'depth' | 'limit';
  readonly stakeMicros: MoneyMicros;
}

/** The cap that binds. */
export function bindingCap(caps: readonly [StakeCap, ...StakeCap[]]): StakeCap {
  return caps.reduce((least, cap) => (cap.stakeMicros < least.stakeMicros ? cap : least));
}
