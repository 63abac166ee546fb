/**
 * Log-growth sizing (docs/maths.md 5). Scenarios are everything that can happen to one dollar of capital; the stake
 * maximises the expected log of what is left, between nothing and everything (no leverage). G is concave in the stake,
 * so a bracketed root of G' is exact.
 */
export interface Scenario {
  readonly probability: number;
  /** Net return per dollar put in: +0.05 earns five cents, -1 loses all. */
  readonly netReturn: number;
}

export interface GrowthStake {
  /** Fraction of capital in [0, 1]. */
  readonly fraction: number;
  /** Expected log growth at that fraction, nats. */
  readonly growth: number;
  readonly expectedReturn: number;
}

function slopeAt(scenarios: readonly Scenario[], fraction: number): number {
  return scenarios.reduce(
    (sum, { probability, netReturn }) => sum + (probability * netReturn) / (1 + fraction * netReturn),
    0,
  );
}

function growthAt(scenarios: readonly Scenario[], fraction: number): number {
  return scenarios.reduce((sum, { probability, netReturn }) => sum + probability * Math.log1p(fraction * netReturn), 0);
}

/**
 * @throws RangeError when the probabilities do not add up to one or a return is below -1 (a stake cannot lose more than
 * itself).
 */
export function growthStake(all: readonly Scenario[]): GrowthStake {
  // What cannot happen would be nothing over nothing where it ruins.
  const scenarios = all.filter(({ probability }) => probability !== 0);
  const total = scenarios.reduce((sum, { probability }) => sum + probability, 0);
  if (
    Math.abs(total - 1) > 1e-9 ||
    scenarios.some(({ probability, netReturn }) => !(probability >= 0) || !(netReturn >= -1))
  ) {
    throw new RangeError('scenarios need probabilities that add up to one and returns of at least -1');
  }
  const expectedReturn = scenarios.reduce((sum, { probability, netReturn }) => sum + probability * netReturn, 0);
  if (expectedReturn <= 0) return { fraction: 0, growth: 0, expectedReturn };
  const ruinous = scenarios.some(({ probability, netReturn }) => probability > 0 && netReturn <= -1);
  if (!ruinous && slopeAt(scenarios, 1) >= 0) return { fraction: 1, growth: growthAt(scenarios, 1), expectedReturn };
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (slopeAt(scenarios, middle) > 0) low = middle;
    else high = middle;
  }
  return { fraction: low, growth: growthAt(scenarios, low), expectedReturn };
}

/**
 * Bounds on all legs filling that need no assumption about how they depend on each other (Frechet); size with
 * `atLeast`.
 */
export function fillBounds(legs: readonly number[]): { readonly atLeast: number; readonly atMost: number } {
  return {
    atLeast: Math.max(
      0,
      legs.reduce((sum, probability) => sum + probability, 1 - legs.length),
    ),
    atMost: Math.min(1, ...legs),
  };
}
