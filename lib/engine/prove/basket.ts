/** A basket with the least it pays, before whole lots; and the trade that whole lots leave of it. */
import { MICROS } from '../../domain/units';
import { clampMultipliers, provenFloor } from '../oracle/floor';
import { tradeOfSizes, walkLanes } from '../lp/safe-trade';
import { isOverBudget, makeTrade, positionsOf, type Trade, type TradeContext } from '../lp/trade';
import type { OutcomeSpace } from '../space/space';
import { faceOf, type Face } from './face';
import type { Levels, LimitPrices } from './levels';

export interface Basket {
  /** Shares by level. */
  readonly x: Float64Array;
  /** Shares by lane, micros. */
  readonly laneSizes: Float64Array;
  /** Net YES shares by condition. */
  readonly net: Float64Array;
  /** Least net.y over the outcome space, in shares. */
  readonly least: number;
  /** Edge in dollars. */
  readonly value: number;
  /** Multipliers that prove `least`; null when only the oracle does. */
  readonly face: Face | null;
  readonly prices: LimitPrices;
}

export function zeroBasket(space: OutcomeSpace, levels: Levels): Basket {
  const net = new Float64Array(space.keys.length);
  return {
    x: new Float64Array(levels.columns),
    laneSizes: new Float64Array(levels.lanes.length),
    net,
    least: 0,
    value: 0,
    face: faceOf(space, net, new Float64Array(space.rows.length)),
    prices: { budget: 0, links: new Float64Array(levels.links.length) },
  };
}

/**
 * The basket on the books as they are now; itself when its price is unchanged, null when they no longer hold it or it
 * is over the budget.
 */
export function basketAt(basket: Basket, levels: Levels): Basket | null {
  const x = levels.refill(basket.laneSizes);
  if (!x || (levels.budget !== null && levels.spent(x) > levels.budget * (1 + 1e-9))) return null;
  const value = basket.least + levels.gainOf(x);
  if (value < 0) return null;
  const same = value === basket.value && x.every((shares, column) => shares === basket.x[column]);
  return same ? basket : { ...basket, x, value };
}

/** Whether every leg is nothing or at least the venue's minimum. */
export function keepsMinimums({ laneSizes }: Basket, { lanes }: Levels): boolean {
  return lanes.every(
    ({ minSizeMicros }, lane) => (laneSizes[lane] ?? 0) <= 1 || (laneSizes[lane] ?? 0) >= minSizeMicros - 1,
  );
}

/**
 * Where only the oracle knows the floor, a certificate lists leg patterns, and it lists no more than those of this many
 * conditions.
 */
const MAX_PATTERN_CONDITIONS = 20;

/** Below a micro-dollar nothing whole is left. */
const WORTHLESS = 1e-6;

/**
 * Whole lots with their certain floor: by the basket's own multipliers, or found again where only the oracle knows the
 * floor.
 */
export function tradeOf(context: TradeContext, levels: Levels, basket: Basket): Trade | null {
  if (basket.value <= WORTHLESS) return null;
  const trade = basket.face
    ? byMultipliers(context, levels, { basket, face: basket.face })
    : byPatterns(context, levels, basket);
  return trade && trade.edgeMicros > 0 ? trade : null;
}

function byPatterns(context: TradeContext, levels: Levels, { net, laneSizes }: Basket): Trade | null {
  return net.reduce((count, shares) => count + (shares === 0 ? 0 : 1), 0) <= MAX_PATTERN_CONDITIONS
    ? tradeOfSizes(context, levels.lanes, laneSizes)
    : null;
}

function byMultipliers(
  { space, instance }: TradeContext,
  levels: Levels,
  { basket, face }: { readonly basket: Basket; readonly face: Face },
): Trade | null {
  const legs = walkLanes(levels.lanes, basket.laneSizes, instance.lotMicros);
  // Fees are rounded up per fill: whole lots can pass a budget that the shares before them kept.
  if (legs.length === 0 || isOverBudget(instance, legs)) return null;
  const positions = positionsOf(space, legs);
  const trades = [instance.lotMicros, 1].map((unit) => {
    const multipliers = clampMultipliers(
      space.rows,
      face.multipliers.map((value) => Math.round((value * MICROS) / unit) * unit),
    );
    return makeTrade(legs, multipliers, provenFloor(space, positions, multipliers, 0));
  });
  return trades.reduce((best, next) => (next.edgeMicros > best.edgeMicros ? next : best));
}
