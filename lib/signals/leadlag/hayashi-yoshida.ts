/**
 * Covariance of two series that tick at their own times, without filling in values (Hayashi and Yoshida 2005), and at
 * which shift they move together most (Hoffmann, Rosenbaum and Yoshida 2013). Every product of two changes whose
 * half-open intervals ]t(i-1), t(i)] overlap counts.
 */

/** Times ascending, one value each (logarithms of prices). */
export interface Ticks {
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/**
 * Every product of two overlapping changes, with the time at which x's ends.
 * @param shift how far y's times are moved back; above 0: x leads y by it. O(n + m + overlaps).
 */
export function forEachOverlap(x: Ticks, y: Ticks, shift: number, tell: (time: number, product: number) => void): void {
  let first = 1;
  for (let i = 1; i < x.times.length; i += 1) {
    const from = x.times[i - 1] ?? 0;
    const to = x.times[i] ?? 0;
    const dx = (x.values[i] ?? 0) - (x.values[i - 1] ?? 0);
    while (first < y.times.length && (y.times[first] ?? 0) - shift <= from) first += 1;
    for (let j = first; j < y.times.length && (y.times[j - 1] ?? 0) - shift < to; j += 1)
      tell(to, dx * ((y.values[j] ?? 0) - (y.values[j - 1] ?? 0)));
  }
}

/** @param shift as above. */
export function covarianceAt(x: Ticks, y: Ticks, shift: number): number {
  let sum = 0;
  forEachOverlap(x, y, shift, (_time, product) => {
    sum += product;
  });
  return sum;
}

export function sumOfSquares({ values }: Ticks): number {
  let sum = 0;
  for (let i = 1; i < values.length; i += 1) sum += ((values[i] ?? 0) - (values[i - 1] ?? 0)) ** 2;
  return sum;
}

export interface LeadLag {
  /** By shift of the grid. */
  readonly correlation: readonly number[];
  /** Shift of the largest absolute correlation. */
  readonly lead: number;
  readonly correlationAtLead: number;
  /** Squared correlations where x leads over those where y does (Huth and Abergel 2014). */
  readonly ratio: number;
}

/** null where a series does not move. */
export function leadLag(x: Ticks, y: Ticks, shifts: readonly number[]): LeadLag | null {
  const scale = Math.sqrt(sumOfSquares(x) * sumOfSquares(y));
  if (!(scale > 0)) return null;
  const correlation = shifts.map((shift) => covarianceAt(x, y, shift) / scale);
  let best = 0;
  for (const [i, value] of correlation.entries()) if (Math.abs(value) > Math.abs(correlation[best] ?? 0)) best = i;
  const squares = (wanted: (shift: number) => boolean): number =>
    correlation.reduce((sum, value, i) => sum + (wanted(shifts[i] ?? 0) ? value * value : 0), 0);
  return {
    correlation,
    lead: shifts[best] ?? 0,
    correlationAtLead: correlation[best] ?? 0,
    ratio: squares((shift) => shift > 0) / squares((shift) => shift < 0),
  };
}
