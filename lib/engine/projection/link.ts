/**
 * Bregman links: how a price answers the multipliers, and what moving it costs (docs/maths.md 2.6). `binary` is the
 * Bernoulli KL of separate YES/NO books, mu = sigmoid(logit p + eta). `lmsr` is the generalised KL  mu ln(mu/p) - mu +
 * p  of one categorical market maker, mu = p e^eta; the unnormalised terms keep it from going negative where prices do
 * not add up to one (docs/maths.md 6.1, T18).
 */
export interface Link {
  /** Price after a push of eta. */
  mean(price: number, eta: number): number;
  /** d mean / d eta at that mean. */
  slope(mean: number): number;
  /** Divergence of a mean from the quoted price, never negative. */
  divergence(mean: number, price: number): number;
  /** Least of divergence - eta x mean: the dual's share of one condition. */
  dual(price: number, eta: number): number;
  /** Derivative of the divergence. */
  gradient(mean: number, price: number): number;
  /** The coordinate in which pushes add up, and back. */
  natural(price: number): number;
  fromNatural(value: number): number;
}

export function logit(price: number): number {
  return Math.log(price / (1 - price));
}

export function sigmoid(eta: number): number {
  return eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
}

/** mu ln(mu/p), with its limit 0 at mu = 0. */
function relative(mean: number, price: number): number {
  return mean <= 0 ? 0 : mean * Math.log(mean / price);
}

export const binaryLink: Link = {
  mean: (price, eta) => sigmoid(logit(price) + eta),
  slope: (mean) => mean * (1 - mean),
  divergence: (mean, price) => Math.max(0, relative(mean, price) + relative(1 - mean, 1 - price)),
  dual: (price, eta) => -Math.log1p(price * Math.expm1(eta)),
  gradient: (mean, price) => logit(mean) - logit(price),
  natural: logit,
  fromNatural: sigmoid,
};

export const lmsrLink: Link = {
  mean: (price, eta) => price * Math.exp(eta),
  slope: (mean) => mean,
  divergence: (mean, price) => Math.max(0, relative(mean, price) - mean + price),
  dual: (price, eta) => -price * Math.expm1(eta),
  gradient: (mean, price) => Math.log(mean / price),
  natural: Math.log,
  fromNatural: Math.exp,
};
