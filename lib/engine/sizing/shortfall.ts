/** What the worst of all that can happen costs. */
import type { Scenario } from './growth';

/**
 * Mean loss per dollar put in over the worst `tail` of what can happen (expected shortfall, Acerbi and Tasche 2002),
 * from 0 to 1; a scenario across the edge of the tail counts with its part inside.
 */
export function expectedShortfall(scenarios: readonly Scenario[], tail: number): number {
  let left = tail;
  let loss = 0;
  for (const { probability, netReturn } of [...scenarios].sort((a, b) => a.netReturn - b.netReturn)) {
    const part = Math.min(left, probability);
    loss -= part * netReturn;
    left -= part;
    if (left <= 0) break;
  }
  return Math.min(1, Math.max(0, loss / tail));
}
