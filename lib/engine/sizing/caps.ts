/**
 * How many sets may be taken: the least of every cap, each with its name so that the user sees which one binds
 * (docs/maths.md 5).
 */
import { sizeMicros, type MoneyMicros, type SizeMicros } from '../../domain/units';

/** A quarter of the growth-optimal stake: estimates of the tails are never that good. */
export const KELLY_SHARE = 0.25;

export interface SizeCap {
  readonly name: 'kelly' | 'depth' | 'event' | 'rule' | 'oracle' | 'daily-loss' | 'balance' | 'allowance' | 'order';
  readonly sizeMicros: SizeMicros;
}

/** The binding cap; null when there are none. */
export function bindingCap(caps: readonly SizeCap[]): SizeCap | null {
  return caps.reduce<SizeCap | null>(
    (least, cap) => (least === null || cap.sizeMicros < least.sizeMicros ? cap : least),
    null,
  );
}

/** Shares that an amount of money buys at a cost per share (micros), rounded down. */
export function sharesFor(money: MoneyMicros, unitCostMicros: number): SizeMicros {
  if (money <= 0 || unitCostMicros <= 0) return sizeMicros(0);
  return sizeMicros(Number((BigInt(money) * 1_000_000n) / BigInt(Math.ceil(unitCostMicros))));
}
