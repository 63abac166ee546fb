/**
 * Kelly for all outcomes of one event together (docs/maths.md 5): the money on each that lets the capital grow fastest
 * in the mean of its logarithm, when exactly one of several scenarios comes. Every level of a book is one amount
 * between nothing and all of it, so that the growth is smooth and concave and going up one amount after the other finds
 * its top.
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

/** Nearer to the top than any stake is rounded. */
const SWEEPS = 16;
const HALVINGS = 32;
/** Of the capital: smaller moves do not matter. */
const TOLERANCE = 1e-5;

/** Dollars on each bet, in their order. */
export function jointStakes(request: JointRequest): readonly number[] {
  const { bets, capital } = request;
  if (bets.length === 0 || !(capital > 0)) return bets.map(() => 0);
  const dollars = climb(request).map((amount, index) => amount * (bets[index]?.unitCost ?? 0));
  const spent = dollars.reduce((sum, each) => sum + each, 0);
  // A sure gain would take more than there is: the same mix with the money that there is.
  return spent <= capital ? dollars : dollars.map((each) => (each * capital) / spent);
}

function climb({ bets, probabilities, capital }: JointRequest): readonly number[] {
  const shares = bets.map(() => 0);
  const gains = bets.map(({ pays, unitCost }) =>
    probabilities.map((_, scenario) => (pays[scenario] ? 1 : 0) - unitCost),
  );
  const wealth = probabilities.map(() => capital);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    let moved = 0;
    for (const [index, bet] of bets.entries()) {
      const before = at(shares, index);
      const gain = gains[index] ?? [];
      const slope = (to: number): number => {
        let sum = 0;
        for (let scenario = 0; scenario < wealth.length; scenario += 1) {
          const probability = at(probabilities, scenario);
          if (probability === 0) continue;
          const left = at(wealth, scenario) + (to - before) * at(gain, scenario);
          if (left <= 0) return -Infinity;
          sum += (probability * at(gain, scenario)) / left;
        }
        return sum;
      };
      const after = topOf(slope, bet.size);
      shares[index] = after;
      for (const scenario of wealth.keys())
        wealth[scenario] = at(wealth, scenario) + (after - before) * at(gain, scenario);
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
