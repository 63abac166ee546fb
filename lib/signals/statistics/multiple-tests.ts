/**
 * Many tests at once: which of them still mean something. Benjamini and Hochberg 1995 (independent or positively tied
 * tests), Benjamini and Yekutieli 2001 (any ties, stricter).
 */

export type Correction = 'bh' | 'by';

/** Adjusted p values in the order given; a test is kept at level q where its own is at most q. */
export function adjusted(p: readonly number[], correction: Correction): readonly number[] {
  const count = p.length;
  const scale = correction === 'bh' ? 1 : p.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  const order = p.map((value, at) => ({ value, at })).sort((a, b) => b.value - a.value);
  const result = new Array<number>(count).fill(1);
  let least = 1;
  for (const [fromEnd, { value, at }] of order.entries()) {
    least = Math.min(least, (value * count * scale) / (count - fromEnd));
    result[at] = least;
  }
  return result;
}
