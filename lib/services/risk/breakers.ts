/** Circuit breakers: realised results that are bad enough that the user should look before anything new. Pure. */
import type { Failure } from '../../domain/result';
import { failureOf } from '../../domain/result';
import { moneyMicros } from '../../domain/units';
import type { Settings } from '../../protocol/settings';

/** Before so many sets nothing is said of what they bring on average. */
const LEAST_SETS = 20;
const HALF = 0.5;
/** Deviations of a normal law below which 95 % lie. */
const SURE = 1.6449;

export interface SetResult {
  readonly resultMicros: number;
  /** What it was agreed to bring at least. */
  readonly agreedMicros: number;
}

/**
 * @param sets in the order in which they came about. What tripped once stays tripped, whatever came after it: the user
 * says when to go on.
 */
export function breakerOf(
  sets: readonly SetResult[],
  { maxDrawdownMicros, maxLossStreak }: Pick<Settings, 'maxDrawdownMicros' | 'maxLossStreak'>,
): Failure | null {
  let sum = 0;
  let best = 0;
  let losses = 0;
  for (const [index, { resultMicros: result }] of sets.entries()) {
    sum += result;
    best = Math.max(best, sum);
    // What came out even ends no run of losses.
    losses = result < 0 ? losses + 1 : result > 0 ? 0 : losses;
    if (best - sum >= maxDrawdownMicros)
      return failureOf('breaker-drawdown', { lostMicros: moneyMicros(best - sum), limitMicros: maxDrawdownMicros });
    if (losses >= maxLossStreak) return failureOf('breaker-streak', { losses });
    if (index + 1 < LEAST_SETS) continue;
    const share = bringsLess(sets.slice(0, index + 1));
    if (share !== null) return failureOf('breaker-performance', { sets: index + 1, percent: Math.round(share * 100) });
  }
  return null;
}

/**
 * The mean share of what was agreed that sets brought, where it is below a half with 95 % probability (a flat prior and
 * the central limit); else null.
 */
function bringsLess(sets: readonly SetResult[]): number | null {
  const shares = sets.filter(({ agreedMicros }) => agreedMicros > 0).map((set) => set.resultMicros / set.agreedMicros);
  if (shares.length < LEAST_SETS) return null;
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  const error = Math.sqrt(squares / (shares.length - 1) / shares.length);
  return HALF - mean > SURE * error ? mean : null;
}
