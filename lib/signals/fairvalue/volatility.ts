/**
 * Variance per bar from prices: Garman and Klass 1980 from open, high, low and close; and an exponentially weighted
 * mean of squared returns.
 */

export interface Bar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

const CLOSE_PART = 2 * Math.LN2 - 1;

export function garmanKlass(bars: readonly Bar[]): number {
  const sum = bars.reduce((total, { open, high, low, close }) => {
    const range = Math.log(high / low);
    const body = Math.log(close / open);
    return total + 0.5 * range * range - CLOSE_PART * body * body;
  }, 0);
  return sum / bars.length;
}

/** The next weighted variance after a log return; the first return is the seed (null before it). */
export function ewmaVariance(before: number | null, logReturn: number, lambda: number): number {
  const square = logReturn * logReturn;
  return before === null ? square : lambda * before + (1 - lambda) * square;
}
