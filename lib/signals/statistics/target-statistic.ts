/**
 * A category's mean outcome as it was known at the time, drawn towards a prior (ordered target statistics,
 * Prokhorenkova et al. 2018): a row is never encoded by its own outcome or a later one.
 */

export interface TargetStatistic {
  readonly prior: number;
  /** In rows. */
  readonly weight: number;
  readonly seen: ReadonlyMap<string, { readonly sum: number; readonly n: number }>;
}

export function targetStatistic(prior: number, weight: number): TargetStatistic {
  return { prior, weight, seen: new Map() };
}

export function encode({ prior, weight, seen }: TargetStatistic, category: string): number {
  const { sum, n } = seen.get(category) ?? { sum: 0, n: 0 };
  return (sum + prior * weight) / (n + weight);
}

/** Told when the outcome is known. */
export function learn(state: TargetStatistic, category: string, outcome: number): TargetStatistic {
  const { sum, n } = state.seen.get(category) ?? { sum: 0, n: 0 };
  return { ...state, seen: new Map(state.seen).set(category, { sum: sum + outcome, n: n + 1 }) };
}
