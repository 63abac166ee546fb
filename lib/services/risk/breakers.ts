/** Circuit breakers: realised results that are bad enough that the user should look before anything new. Pure. */
import type { Failure } from '../../domain/result';
import { failureOf } from '../../domain/result';
import { moneyMicros } from '../../domain/units';
import type { Settings } from '../../protocol/settings';

/**
 * @param results in the order in which they came about. What tripped once stays tripped, whatever came after it: the
 * user says when to go on.
 */
export function breakerOf(
  results: readonly number[],
  { maxDrawdownMicros, maxLossStreak }: Pick<Settings, 'maxDrawdownMicros' | 'maxLossStreak'>,
): Failure | null {
  let sum = 0;
  let best = 0;
  let losses = 0;
  for (const result of results) {
    sum += result;
    best = Math.max(best, sum);
    // What came out even ends no run of losses.
    losses = result < 0 ? losses + 1 : result > 0 ? 0 : losses;
    if (best - sum >= maxDrawdownMicros)
      return failureOf('breaker-drawdown', { lostMicros: moneyMicros(best - sum), limitMicros: maxDrawdownMicros });
    if (losses >= maxLossStreak) return failureOf('breaker-streak', { losses });
  }
  return null;
}
