/** The shape of a book at the touch, from the best levels: prices in dollars, sizes in shares. */

export type ShapeLevel = readonly [price: number, size: number];

/** (bids - asks) / (bids + asks) over the best levels of each side, in [-1, 1]; null where a side is empty. */
export function imbalance(bids: readonly ShapeLevel[], asks: readonly ShapeLevel[], levels: number): number | null {
  if (bids.length === 0 || asks.length === 0) return null;
  const sum = (side: readonly ShapeLevel[]): number =>
    side.slice(0, levels).reduce((total, [, size]) => total + size, 0);
  const [bid, ask] = [sum(bids), sum(asks)];
  return (bid - ask) / (bid + ask);
}

/**
 * How fast size grows with distance from the touch, shares per dollar: least-squares slope of the cumulative size over
 * at most five levels; null under two prices.
 */
export function pressureGradient(side: readonly ShapeLevel[]): number | null {
  const levels = side.slice(0, GRADIENT_LEVELS);
  const [best] = levels;
  if (best === undefined || levels.length < 2) return null;
  let cumulative = 0;
  const points = levels.map(([price, size]) => {
    cumulative += size;
    return [Math.abs(price - best[0]), cumulative] as const;
  });
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const across = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const squares = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return squares > 0 ? across / squares : null;
}

const GRADIENT_LEVELS = 5;

export interface Walk {
  readonly filled: number;
  readonly average: number;
  readonly worst: number;
  /** Average price beyond the middle, dollars; null where the book is too short. */
  readonly distance: number | null;
}

/** Buying `size` shares from the asks; null where there are none. */
export function buyWalk(asks: readonly ShapeLevel[], size: number, mid: number): Walk | null {
  let left = size;
  let cost = 0;
  let worst = 0;
  for (const [price, offered] of asks) {
    if (left <= 0) break;
    const taken = Math.min(left, offered);
    cost += taken * price;
    left -= taken;
    worst = price;
  }
  const filled = size - left;
  if (filled === 0) return null;
  const average = cost / filled;
  return { filled, average, worst, distance: left > 0 ? null : average - mid };
}
