/**
 * Kelly for all outcomes of one event together (docs/maths.md 5): the money on each that lets the capital grow fastest in
 * the mean of its logarithm, when exactly one of several scenarios comes. Every level of a book is one amount between
 * nothing and all of it, so that the growth is smooth and concave and going up one amount after the other finds its top.
 */
import { at } from '../../domain/arrays';

export interface JointBet {
  /** Cost of a share in dollars, fees included. */
  readonly unitCost: number;
  /** Shares to be had at that cost. */
  readonly size: number;
  /** By scenario: whether a share pays. */
  readonly pays: readonly boolean[];
}

export interface JointRequest {
  readonly bets: readonly JointBet[];
  /** By scenario, adding up to one. */
  readonly probabilities: readonly number[];
  /** In dollars; no more than this is staked in all. */
  readonly capital: number;
}

const SWEEPS = 60;
const HALVINGS = 40;
/** Of the capital: smaller moves do not matter. */
const TOLERANCE = 1e-6;

/** Dollars on each bet, in their order. */
export function jointStakes(request: JointRequest): readonly number[] {
  const { bets, capital } = request;
  if (bets.length === 0 || !(capital > 0)) return bets.map(() => 0);
  const spentBy = (shares: readonly number[]): number =>
    bets.reduce((sum, { unitCost }, index) => sum + unitCost * at(shares, index), 0);
  let shares = climb(request, 0);
  if (spentBy(shares) > capital) {
    // More than there is would grow faster (a sure gain): money has a price that keeps the sum within the capital.
    let low = 0;
    let high = 1;
    while (spentBy(climb(request, high / capital)) > capital) high *= 4;
    for (let step = 0; step < HALVINGS; step += 1) {
      const middle = (low + high) / 2;
      if (spentBy(climb(request, middle / capital)) > capital) low = middle;
      else high = middle;
    }
    shares = climb(request, high / capital);
  }
  return shares.map((amount, index) => amount * (bets[index]?.unitCost ?? 0));
}

/** `moneyPrice`: log growth that a dollar must bring by itself to be spent. */
function climb({ bets, probabilities, capital }: JointRequest, moneyPrice: number): readonly number[] {
  const shares = bets.map(() => 0);
  const wealth = probabilities.map(() => capital);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    let moved = 0;
    for (const [index, bet] of bets.entries()) {
      const before = at(shares, index);
      const gains = probabilities.map((_, scenario) => (bet.pays[scenario] ? 1 : 0) - bet.unitCost);
      const slope = (to: number): number =>
        probabilities.reduce((sum, probability, scenario) => {
          const left = at(wealth, scenario) + (to - before) * at(gains, scenario);
          if (probability === 0) return sum;
          return left <= 0 ? -Infinity : sum + (probability * at(gains, scenario)) / left;
        }, -moneyPrice * bet.unitCost);
      const after = topOf(slope, bet.size);
      shares[index] = after;
      for (const scenario of wealth.keys())
        wealth[scenario] = at(wealth, scenario) + (after - before) * at(gains, scenario);
      moved = Math.max(moved, Math.abs(after - before) * bet.unitCost);
    }
    if (moved < TOLERANCE * capital) break;
  }
  return shares;
}

/** Where a falling slope crosses zero, between nothing and all. */
function topOf(slope: (to: number) => number, size: number): number {
  if (slope(0) <= 0) return 0;
  if (slope(size) >= 0) return size;
  let low = 0;
  let high = size;
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}
