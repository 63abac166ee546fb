/** What can go wrong with a basket: only some legs fill and are sold back at the bids, or a condition is voided. */
import type { Leg } from '../../domain/basket';
import type { Level } from '../../domain/book';
import type { FeeSchedule, TokenSide } from '../../domain/condition';
import { inventoryKey, type InstanceBook } from '../../domain/instance';
import { moneyMicros, type MoneyMicros } from '../../domain/units';
import { own, sumOf } from '../../domain/arrays';
import { walkBook } from '../../domain/walk';

export interface PartialRequest {
  readonly legs: readonly Leg[];
  /** By condition key. */
  readonly books: Readonly<Record<string, InstanceBook>>;
  readonly fees: ReadonlyMap<string, FeeSchedule>;
}

export interface PartialWorst {
  /**
   * Least result over every proper subset of filled legs, each sold back (sells: bought back) at once; never above
   * zero.
   */
  readonly resultMicros: MoneyMicros;
  readonly filled: readonly string[];
}

/**
 * Legs unwind one by one, so the worst subset is every leg that loses by itself; if that is all of them, all but the
 * one that loses least (with all filled, nothing is unwound). Null when a leg cannot be unwound because the book on its
 * other side is too short: the loss then has no bound that the books show, and the caller must say so rather than print
 * a number.
 */
export function partialWorst({ legs, books, fees }: PartialRequest): PartialWorst | null {
  const results: { readonly name: string; readonly result: number }[] = [];
  for (const leg of legs) {
    const result = unwind(leg, books, fees.get(leg.condition));
    if (result === null) return null;
    results.push({ name: inventoryKey(leg.condition, leg.token), result });
  }
  let losing = results.filter(({ result }) => result < 0);
  if (losing.length === results.length) {
    const best = losing.reduce<(typeof losing)[number] | null>(
      (least, next) => (least === null || next.result > least.result ? next : least),
      null,
    );
    losing = losing.filter((entry) => entry !== best);
  }
  return {
    resultMicros: moneyMicros(sumOf(losing.map(({ result }) => result))),
    filled: losing.map(({ name }) => name),
  };
}

/** The leg at its limit and straight back. */
function unwind(leg: Leg, books: Readonly<Record<string, InstanceBook>>, fee: FeeSchedule | undefined): number | null {
  const side = own(books, leg.condition)?.[leg.token];
  if (!side || !fee) return null;
  const back: readonly Level[] = leg.side === 'buy' ? side.bids : side.asks;
  const walk = walkBook({ levels: back, sizeMicros: leg.sizeMicros, fee, side: leg.side === 'buy' ? 'sell' : 'buy' });
  if (!walk) return null;
  const there =
    leg.side === 'buy' ? -leg.costAtLimitMicros - leg.feeAtLimitMicros : leg.costAtLimitMicros - leg.feeAtLimitMicros;
  const again = leg.side === 'buy' ? walk.costMicros - walk.feeMicros : -walk.costMicros - walk.feeMicros;
  return there + again;
}

/** Net shares of each condition from the legs, by token. */
export function holdingsOf(legs: readonly Leg[]): ReadonlyMap<string, Readonly<Record<TokenSide, number>>> {
  const held = new Map<string, Record<TokenSide, number>>();
  for (const leg of legs) {
    const shares = held.get(leg.condition) ?? { yes: 0, no: 0 };
    shares[leg.token] += leg.side === 'buy' ? leg.sizeMicros : -leg.sizeMicros;
    held.set(leg.condition, shares);
  }
  return held;
}
