/**
 * Has the mean of a stream risen? Sums how far items lie above the running mean, less an allowance, and alarms above a
 * limit (Page 1954). After an alarm everything begins anew.
 */

export interface PageHinkleyRules {
  /** Taken off each item before it counts. */
  readonly allowance: number;
  readonly limit: number;
  /** Items before the first alarm. */
  readonly least: number;
}

/** For errors in standard deviations: some 20,000 independent items between false alarms (Siegmund 1985). */
const PAGE_HINKLEY_RULES: PageHinkleyRules = { allowance: 0.1, limit: 30, least: 30 };

export interface PageHinkley {
  readonly n: number;
  readonly mean: number;
  readonly sum: number;
}

export const PAGE_HINKLEY_START: PageHinkley = { n: 0, mean: 0, sum: 0 };

export function pageHinkley(
  { n, mean, sum }: PageHinkley,
  value: number,
  { allowance, limit, least }: PageHinkleyRules = PAGE_HINKLEY_RULES,
): { readonly state: PageHinkley; readonly changed: boolean } {
  const count = n + 1;
  const newMean = mean + (value - mean) / count;
  const newSum = Math.max(0, sum + value - newMean - allowance);
  if (count >= least && newSum > limit) return { state: PAGE_HINKLEY_START, changed: true };
  return { state: { n: count, mean: newMean, sum: newSum }, changed: false };
}
