/**
 * Kelly for all outcomes of one event together (docs/maths.md 5): the money on each that lets the capital grow fastest
 * in the mean of its logarithm, when exactly one of several scenarios comes. Cash is one more bet, that pays itself
 * whatever comes, so all of the capital always lies somewhere and no more is staked than there is. Every level of a
 * book takes between nothing and all that it offers; the growth is smooth and concave, and moving money from the bet
 * that is worth least to the one that is worth most finds its top.
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

const MOVES = 1_000;
const HALVINGS = 40;
/** Between what a dollar is worth in the best and in the worst place, as a share of what it is worth. */
const TOLERANCE = 1e-8;

interface Place {
  /** What a dollar here becomes, by scenario. */
  readonly becomes: readonly number[];
  /** Dollars that fit. */
  readonly most: number;
  dollars: number;
}

/** Dollars on each bet, in their order. */
export function jointStakes({ bets, probabilities, capital }: JointRequest): readonly number[] {
  if (bets.length === 0 || !(capital > 0)) return bets.map(() => 0);
  const staked = bets.map(({ pays, unitCost, size }): Place => ({
    becomes: probabilities.map((_, scenario) => (pays[scenario] ? 1 / unitCost : 0)),
    most: size * unitCost,
    dollars: 0,
  }));
  const cash: Place = { becomes: probabilities.map(() => 1), most: capital, dollars: capital };
  const places = [...staked, cash];
  const wealth = probabilities.map(() => capital);
  for (let move = 0; move < MOVES; move += 1) {
    const worth = places.map(({ becomes }) =>
      probabilities.reduce((sum, p, k) => (p === 0 ? sum : sum + (p * at(becomes, k)) / at(wealth, k)), 0),
    );
    const to = extreme(places, worth, 1);
    const from = extreme(places, worth, -1);
    if (to === null || from === null || at(worth, to) - at(worth, from) <= TOLERANCE * at(worth, to)) break;
    shift(at(places, from), at(places, to), { probabilities, wealth });
  }
  return staked.map(({ dollars }) => dollars);
}

/** Index of the place with the most worth (1) that has room, or the least (-1) that holds something. */
function extreme(places: readonly Place[], worth: readonly number[], sign: 1 | -1): number | null {
  let best: number | null = null;
  for (const [index, { dollars, most }] of places.entries()) {
    if (sign === 1 ? dollars >= most : dollars <= 0) continue;
    if (best === null || sign * (at(worth, index) - at(worth, best)) > 0) best = index;
  }
  return best;
}

/** Moves as many dollars as let the growth rise. */
function shift(
  from: Place,
  to: Place,
  { probabilities, wealth }: { readonly probabilities: readonly number[]; readonly wealth: number[] },
): void {
  const gain = probabilities.map((_, scenario) => at(to.becomes, scenario) - at(from.becomes, scenario));
  const slope = (dollars: number): number => {
    let sum = 0;
    for (const [scenario, probability] of probabilities.entries()) {
      if (probability === 0) continue;
      const left = at(wealth, scenario) + dollars * at(gain, scenario);
      if (left <= 0) return -Infinity;
      sum += (probability * at(gain, scenario)) / left;
    }
    return sum;
  };
  const moved = topOf(slope, Math.min(from.dollars, to.most - to.dollars));
  from.dollars -= moved;
  to.dollars += moved;
  for (const scenario of wealth.keys()) wealth[scenario] = at(wealth, scenario) + moved * at(gain, scenario);
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
