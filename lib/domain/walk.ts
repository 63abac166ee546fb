/**
 * Walking a book for a number of shares: what they cost level by level, fees included. Short books answer null, never
 * an average of nothing.
 */
import type { Level } from './book';
import type { FeeSchedule } from './condition';
import { feeRoundedUp } from './fees';
import {
  costRoundedUp,
  MICROS,
  moneyMicros,
  priceMicros,
  proceedsRoundedDown,
  sizeMicros,
  type MoneyMicros,
  type PriceMicros,
  type SizeMicros,
} from './units';

export interface Walk {
  /** Levels taken, best first; the last one may be taken in part. */
  readonly fills: readonly Level[];
  readonly sizeMicros: SizeMicros;
  /** Cost of a buy (rounded up per level) or proceeds of a sell (rounded down per level), before fees. */
  readonly costMicros: MoneyMicros;
  readonly feeMicros: MoneyMicros;
  /** Average price without fees, rounded against us. */
  readonly vwapMicros: PriceMicros;
  /** Cost (buy) or net proceeds (sell) of one share, fees included, rounded against us. */
  readonly unitMicros: MoneyMicros;
  /** Price of the last level taken: the limit price that this walk needs. */
  readonly worstPriceMicros: PriceMicros;
  /** Price of the next share after this walk; null when the book is used up. */
  readonly marginalPriceMicros: PriceMicros | null;
  /** Everything at the worst price: what a limit order of this size can cost at most (a sell: bring at least). */
  readonly costAtLimitMicros: MoneyMicros;
  /** Rounded up once, or level by level where that comes to more: the limit never looks better than the walk. */
  readonly feeAtLimitMicros: MoneyMicros;
}

export interface WalkRequest {
  /** Best first: asks for a buy, bids for a sell. */
  readonly levels: readonly Level[];
  readonly sizeMicros: SizeMicros;
  readonly fee: FeeSchedule;
  readonly side: 'buy' | 'sell';
}

/** Null when the book holds fewer shares than asked for, or when none are asked for. */
export function walkBook(request: WalkRequest): Walk | null {
  const taken = takeLevels(request.levels, request.sizeMicros);
  return taken.sizeMicros === request.sizeMicros ? priceFills(request, taken) : null;
}

/**
 * As much of the size as the book holds within the limit price: what an order that hits it now would get. Null when
 * that is nothing.
 */
export function walkWithin(request: WalkRequest & { readonly limitPriceMicros: PriceMicros }): Walk | null {
  const beyond = request.levels.findIndex(({ priceMicros: price }) =>
    request.side === 'buy' ? price > request.limitPriceMicros : price < request.limitPriceMicros,
  );
  return priceFills(
    request,
    takeLevels(beyond === -1 ? request.levels : request.levels.slice(0, beyond), request.sizeMicros),
  );
}

interface Taken {
  readonly fills: readonly Level[];
  readonly sizeMicros: SizeMicros;
  /** Price of the next share; null when the levels are used up. */
  readonly marginal: PriceMicros | null;
}

function takeLevels(levels: readonly Level[], wanted: SizeMicros): Taken {
  const fills: Level[] = [];
  let left: number = wanted;
  let marginal: PriceMicros | null = null;
  for (const level of levels) {
    if (left === 0) {
      marginal = level.priceMicros;
      break;
    }
    const taken = Math.min(left, level.sizeMicros);
    if (taken === 0) continue;
    fills.push({ priceMicros: level.priceMicros, sizeMicros: sizeMicros(taken) });
    left -= taken;
    if (taken < level.sizeMicros) {
      marginal = level.priceMicros;
      break;
    }
  }
  return { fills, sizeMicros: sizeMicros(wanted - left), marginal };
}

function priceFills({ fee, side }: WalkRequest, { fills, sizeMicros: size, marginal }: Taken): Walk | null {
  const worst = fills.at(-1)?.priceMicros;
  if (worst === undefined) return null;
  const priceOf = side === 'buy' ? costRoundedUp : proceedsRoundedDown;
  let cost = 0;
  let fees = 0;
  for (const fill of fills) {
    cost += priceOf(fill.priceMicros, fill.sizeMicros);
    fees += feeRoundedUp(fee, fill.priceMicros, fill.sizeMicros);
  }
  const costAtLimit = priceOf(worst, size);
  // Each level rounds against us by itself; many small ones can pass the one rounding at the limit by some
  // hundred-thousandths of a dollar.
  const walkedBeyond = side === 'buy' ? cost + fees - costAtLimit : costAtLimit - cost + fees;
  return {
    fills,
    sizeMicros: size,
    costMicros: moneyMicros(cost),
    feeMicros: moneyMicros(fees),
    vwapMicros: priceMicros(Math.max(0, perShare(cost, size, side))),
    unitMicros: moneyMicros(perShare(side === 'buy' ? cost + fees : cost - fees, size, side)),
    worstPriceMicros: worst,
    marginalPriceMicros: marginal,
    costAtLimitMicros: costAtLimit,
    feeAtLimitMicros: moneyMicros(Math.max(feeRoundedUp(fee, worst, size), walkedBeyond)),
  };
}

/**
 * money / size in micros, up for a buy and down for a sell; BigInt because money x 1e6 passes the safe integers at
 * 9,000 dollars.
 */
function perShare(money: number, size: number, side: 'buy' | 'sell'): number {
  const numerator = BigInt(money) * BigInt(MICROS);
  const divisor = BigInt(size);
  const down = numerator / divisor - (numerator < 0n && numerator % divisor !== 0n ? 1n : 0n);
  const exact = numerator % divisor === 0n;
  return Number(side === 'buy' && !exact ? down + 1n : down);
}

/** Shares on one side of a book. */
export function depthMicros(levels: readonly Level[]): SizeMicros {
  let total = 0;
  for (const level of levels) total += level.sizeMicros;
  return sizeMicros(total);
}
