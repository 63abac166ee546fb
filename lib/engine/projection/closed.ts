/**
 * Closed forms of the projections (docs/maths.md 2.6). Prices in (0, 1), weights positive; results in the order given.
 */
import { at } from '../../domain/arrays';
import { chainOrder } from './chain-order';
import type { Link } from './link';
import type { OutcomeSpace } from '../space/space';

/** sum mu = 1: one root lambda with mu_i = link(p_i, lambda / b_i), by Newton inside a bracket. */
export function projectExactlyOne(
  prices: readonly number[],
  weights: readonly number[],
  link: Link,
): readonly number[] {
  const means = (lambda: number): readonly number[] =>
    prices.map((price, index) => link.mean(price, lambda / at(weights, index)));
  const scale = Math.max(...weights);
  let low = -50 * scale;
  let high = 50 * scale;
  let lambda = 0;
  for (let step = 0; step < 100; step += 1) {
    const mu = means(lambda);
    const excess = mu.reduce((sum, value) => sum + value, -1);
    if (Math.abs(excess) < 1e-14) break;
    if (excess > 0) high = lambda;
    else low = lambda;
    const slope = mu.reduce((sum, value, index) => sum + link.slope(value) / at(weights, index), 0);
    const newton = lambda - excess / slope;
    lambda = newton > low && newton < high ? newton : (low + high) / 2;
    if (high - low < 1e-15 * scale) break;
  }
  return means(lambda);
}

/** sum mu <= 1: nothing to do where it holds, else the same root. */
export function projectAtMostOne(prices: readonly number[], weights: readonly number[], link: Link): readonly number[] {
  return prices.reduce((sum, price) => sum + price, 0) <= 1 ? prices : projectExactlyOne(prices, weights, link);
}

/**
 * y_1 >= y_2 >= ... : pool adjacent violators. The gradient is b (natural mu - natural p), so a pool shares the
 * weighted mean of its natural coordinates: logits for separate books, logarithms for one categorical market.
 */
export function projectChain(prices: readonly number[], weights: readonly number[], link: Link): readonly number[] {
  const pools: { sum: number; weight: number; size: number }[] = [];
  prices.forEach((price, index) => {
    let pool = { sum: at(weights, index) * link.natural(price), weight: at(weights, index), size: 1 };
    for (;;) {
      const before = pools.at(-1);
      if (!before || before.sum / before.weight >= pool.sum / pool.weight) break;
      pools.pop();
      pool = { sum: before.sum + pool.sum, weight: before.weight + pool.weight, size: before.size + pool.size };
    }
    pools.push(pool);
  });
  return pools.flatMap(({ sum, weight, size }) => Array.from({ length: size }, () => link.fromNatural(sum / weight)));
}

/** The projection of a component that is one chain, one group or one pair; null for anything else. */
export function closedForm(
  space: OutcomeSpace,
  link: Link,
  { prices, weights }: { readonly prices: Float64Array; readonly weights: Float64Array },
): readonly number[] | null {
  const [relation] = space.relations;
  if (
    space.relations.length === 1 &&
    relation &&
    (relation.body.type === 'exactly-one' || relation.body.type === 'excludes') &&
    relation.body.of.length === space.keys.length
  ) {
    return (relation.body.type === 'exactly-one' ? projectExactlyOne : projectAtMostOne)(
      [...prices],
      [...weights],
      link,
    );
  }
  const order = chainOrder(space);
  if (!order) return null;
  const pooled = projectChain(
    order.map((index) => at(prices, index)),
    order.map((index) => at(weights, index)),
    link,
  );
  const means = new Array<number>(space.keys.length).fill(0);
  order.forEach((index, position) => {
    means[index] = at(pooled, position);
  });
  return means;
}
