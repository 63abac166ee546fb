/** A rate of successes with what is not known of it: a Beta prior and its posterior. */
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';

export interface Prior {
  readonly a: number;
  readonly b: number;
}

export function posteriorMean(wins: number, n: number, { a, b }: Prior): number {
  return (a + wins) / (a + b + n);
}

/** The rate below which it lies with probability `q`. */
export function posteriorQuantile(wins: number, n: number, { a, b }: Prior, q: number): number {
  return betaQuantile(q, a + wins, b + n - wins);
}
