/**
 * Lanes: every way the instance lets a share change hands. A lane is one token, bought from its asks or sold from
 * inventory into its bids. Mirrored liquidity (a YES bid at p is the NO ask at 1-p) is one resting order, so only buys
 * are modelled; a sell lane exists only for inventory, and shares its mirrored levels with the buy lane of the other
 * token (docs/maths.md 2.1).
 */
import type { Level } from '../../domain/book';
import type { FeeSchedule, TokenSide } from '../../domain/condition';
import {
  inventoryKey,
  type Instance,
  type InstanceBook,
  type InstanceCondition,
  type InstanceSide,
} from '../../domain/instance';
import { MICROS, sizeMicros, type PriceMicros, type SizeMicros } from '../../domain/units';
import { at, own } from '../../domain/arrays';
import { unitFee } from '../../domain/fees';
import { depthMicros } from '../../domain/walk';

export interface Lane {
  /** Index in the space's keys. */
  readonly condition: number;
  readonly key: string;
  readonly token: TokenSide;
  readonly side: 'buy' | 'sell';
  /** What the program sees: the book's levels, or one level at a limit price (see executable.ts). */
  readonly levels: readonly Level[];
  /** The recorded levels, by which a size is walked and priced. */
  readonly bookLevels: readonly Level[];
  readonly fee: FeeSchedule;
  readonly minSizeMicros: SizeMicros;
  /** Where set, the budget is charged at least this price for every share (see within-budget.ts). */
  readonly limitAtLeastMicros?: PriceMicros;
}

/** Lanes worth a column, in the order of `keys`. */
export function buildLanes(instance: Instance, keys: readonly string[]): readonly Lane[] {
  const byKey = new Map(instance.conditions.map((condition) => [condition.key, condition]));
  return keys.flatMap((key, condition) => {
    const book = own(instance.books, key);
    const terms = byKey.get(key);
    if (!book || !terms) return [];
    const shared = { condition, key, fee: terms.fee, minSizeMicros: terms.minSizeMicros };
    const tokens: readonly TokenSide[] = ['yes', 'no'];
    return tokens.flatMap((token): readonly Lane[] => {
      const side: InstanceSide = book[token];
      const asks = side.asks.filter((level) => isWorthBuying(level, terms.fee));
      const buy: Lane = {
        ...shared,
        token,
        side: 'buy',
        levels: asks,
        bookLevels: asks,
        minSizeMicros: leastBuy(terms, asks, instance.lotMicros),
      };
      const bids = capDepth(side.bids, own(instance.inventory, inventoryKey(key, token)) ?? 0);
      const sell: Lane = { ...shared, token, side: 'sell', levels: bids, bookLevels: bids };
      return [buy, sell].filter((lane) => lane.levels.length > 0 && depthMicros(lane.levels) >= lane.minSizeMicros);
    });
  });
}

/**
 * Shares that satisfy both the minimum size and the least money of a marketable buy, in whole lots: a program that
 * stops between two lots would lose the leg when it is rounded down.
 */
export function leastBuy(terms: InstanceCondition, asks: readonly Level[], lotMicros: SizeMicros): SizeMicros {
  const least = Math.max(terms.minSizeMicros, leastByMoney(terms, asks));
  return sizeMicros(Math.ceil(least / lotMicros) * lotMicros);
}

/** Shares that cost the least money of a marketable buy, counted at the best price: deeper levels only cost more. */
export function leastByMoney(terms: InstanceCondition, asks: readonly Level[]): SizeMicros {
  const best = asks[0]?.priceMicros ?? MICROS;
  return sizeMicros(
    terms.minBuyMicros === undefined ? 0 : Math.ceil((terms.minBuyMicros * MICROS) / Math.max(1, best)),
  );
}

/**
 * A share pays at most one dollar, so a level that costs a dollar with its fee can be left out without losing anything.
 */
function isWorthBuying(level: Level, fee: FeeSchedule): boolean {
  return (
    level.sizeMicros > 0 && level.priceMicros > 0 && level.priceMicros / MICROS + unitFee(fee, level.priceMicros) < 1
  );
}

/** The best levels up to a number of shares. */
export function capDepth(levels: readonly Level[], cap: number): readonly Level[] {
  const capped: Level[] = [];
  let left = cap;
  for (const level of levels) {
    if (left <= 0) break;
    const size = Math.min(left, level.sizeMicros);
    if (size > 0 && level.priceMicros > 0 && level.priceMicros < MICROS)
      capped.push({ priceMicros: level.priceMicros, sizeMicros: sizeMicros(size) });
    left -= size;
  }
  return capped;
}

export interface LevelRef {
  readonly lane: number;
  readonly level: number;
}

/**
 * Pairs of levels that are one resting order: selling a token at p and buying the other token at 1-p, both of the same
 * size on the book.
 */
export function mirroredPairs(
  lanes: readonly Lane[],
  books: Readonly<Record<string, InstanceBook>>,
): readonly { readonly sell: LevelRef; readonly buy: LevelRef; readonly sizeMicros: number }[] {
  return lanes.flatMap((sellLane, sell) => {
    const book = own(books, sellLane.key);
    if (sellLane.side !== 'sell' || !book?.mirrored) return [];
    const buy = lanes.findIndex(
      (lane) => lane.side === 'buy' && lane.condition === sellLane.condition && lane.token !== sellLane.token,
    );
    if (buy < 0) return [];
    const bids = book[sellLane.token].bids;
    const buyLane = at(lanes, buy);
    if (!isPrefix(sellLane) || !isPrefix(buyLane)) {
      // Lanes at a limit price: which levels coincide is no longer visible, so the two may not take more than the
      // deeper one holds.
      const sizeMicros = Math.max(depthMicros(sellLane.levels), depthMicros(buyLane.levels));
      return [{ sell: { lane: sell, level: 0 }, buy: { lane: buy, level: 0 }, sizeMicros }];
    }
    return sellLane.levels.flatMap((level, levelIndex) => {
      const resting = bids.find((bid) => bid.priceMicros === level.priceMicros);
      const mirror = buyLane.levels.findIndex(
        (ask) => ask.priceMicros === MICROS - level.priceMicros && ask.sizeMicros === resting?.sizeMicros,
      );
      if (mirror < 0 || !resting) return [];
      return [
        { sell: { lane: sell, level: levelIndex }, buy: { lane: buy, level: mirror }, sizeMicros: resting.sizeMicros },
      ];
    });
  });
}

/** Whether the program sees recorded levels, not one level at a limit price. */
function isPrefix({ levels, bookLevels }: Lane): boolean {
  return levels === bookLevels || levels.every((level, index) => level === bookLevels[index]);
}
