/**
 * Fair prices on the outcomes themselves where the rows of a component are wider (docs/maths.md 2.6), each with how far
 * it can be off. The gap g of Frank-Wolfe bounds F(mu) - F(mu*), which is at least the divergence between
 * the two, and a Bernoulli divergence is at least twice the square of the difference (Pinsker), so
 *
 *   |mu_i - mu*_i|  <=  sqrt(g / (2 b_i)).
 */
import type { Instance } from '../../domain/instance';
import type { LpSolver } from '../../ports/lp-solver';
import type { FairPrice } from '../../ports/worker';
import { projectExactly } from './exactly';
import { fairPrices } from './project';
import { quotesOf } from './quotes';

export interface FairlyOptions {
  readonly solvers: readonly LpSolver[];
  readonly nowMs: () => number;
  readonly timeLimitMs: number;
}

export function projectFairly(instance: Instance, options: FairlyOptions): readonly FairPrice[] {
  const relaxed = fairPrices(instance);
  if (relaxed.every(({ fair, within }) => fair === null || within !== null)) return relaxed;
  const quotes = quotesOf(instance);
  const answer = projectExactly({
    keys: instance.conditions.map(({ key }) => key),
    relations: instance.relations,
    quotes,
    market: 'binary',
    ...options,
  });
  if (answer.kind !== 'projected' || !Number.isFinite(answer.projection.gap)) return relaxed;
  const { means, gap } = answer.projection;
  return relaxed.map((price) => {
    const mean = means.get(price.key);
    const weight = quotes.get(price.key)?.weight ?? 0;
    if (price.fair === null || price.within !== null || mean === undefined || !(weight > 0)) return price;
    return { key: price.key, fair: mean, within: Math.min(1, Math.sqrt(Math.max(0, gap) / (2 * weight))) };
  });
}
