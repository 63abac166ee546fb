/** Closed forms of the Bernoulli projection (maths 2.6). Prices in (0, 1), weights positive; results in the order given. */
import { at } from '../arrays';
import { logit, sigmoid } from './link';

/** sum mu = 1: one root lambda with mu_i = sigmoid(logit p_i + lambda / b_i), by Newton inside a bracket. */
export function projectExactlyOne(prices: readonly number[], weights: readonly number[]): readonly number[] {
  const start = prices.map(logit);
  const means = (lambda: number): readonly number[] => start.map((value, index) => sigmoid(value + lambda / at(weights, index)));
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
    const slope = mu.reduce((sum, value, index) => sum + (value * (1 - value)) / at(weights, index), 0);
    const newton = lambda - excess / slope;
    lambda = newton > low && newton < high ? newton : (low + high) / 2;
    if (high - low < 1e-15 * scale) break;
  }
  return means(lambda);
}

/**
 * y_1 >= y_2 >= ... : pool adjacent violators. The gradient is b(logit mu - logit p), so a pool shares the weighted mean of its logits.
 */
export function projectChain(prices: readonly number[], weights: readonly number[]): readonly number[] {
  const pools: { sum: number; weight: number; size: number }[] = [];
  prices.forEach((price, index) => {
    let pool = { sum: at(weights, index) * logit(price), weight: at(weights, index), size: 1 };
    for (;;) {
      const before = pools.at(-1);
      if (!before || before.sum / before.weight >= pool.sum / pool.weight) break;
      pools.pop();
      pool = { sum: before.sum + pool.sum, weight: before.weight + pool.weight, size: before.size + pool.size };
    }
    pools.push(pool);
  });
  return pools.flatMap(({ sum, weight, size }) => Array.from({ length: size }, () => sigmoid(sum / weight)));
}
