import { posteriorMean, posteriorQuantile } from '../statistics/hit-rate';

const UNIFORM = { a: 1, b: 1 } as const;

/** A share of successes and where it lies nine times in ten. */
export function shareOf(wins: number, n: number) {
  return {
    share: posteriorMean(wins, n, UNIFORM),
    low: posteriorQuantile(wins, n, UNIFORM, 0.05),
    high: posteriorQuantile(wins, n, UNIFORM, 0.95),
  };
}
