/**
 * How much of the money on each of several bets: the largest mean growth over scenarios that they share, so that what
 * hangs together loses together (Kelly 1956; Breiman 1961). Concave, so a Frank-Wolfe gap of nearly zero is a proof.
 * Caps hold in the search itself: nothing is scaled afterwards, which could lift a bet over its cap.
 */

export interface Allocation {
  /** Share of the money on each bet. */
  readonly shares: readonly number[];
  /** Mean log growth. */
  readonly growth: number;
  /** No allocation within the caps grows by more than this above it. */
  readonly gap: number;
}

export interface AllocationProblem {
  /** Of each scenario; adding up to 1. */
  readonly chances: readonly number[];
  /** By scenario, by bet: return of a dollar staked, at least -1. */
  readonly returns: readonly (readonly number[])[];
  readonly caps: readonly number[];
  readonly budget: number;
}

const GAP = 1e-10;
const MOST_STEPS = 5_000;
/** A step is taken when it gains this share of what its slope promises. */
const ARMIJO = 1e-4;
const LONGEST_STEP = 1e8;
const SHORTEST_STEP = 1e-14;

export function allocate(problem: AllocationProblem): Allocation {
  let shares = problem.caps.map(() => 0);
  let growth = 0;
  let slope = gradientAt(problem, shares);
  let step = 1;
  for (let count = 0; count < MOST_STEPS; count += 1) {
    const gap = gapAt(problem, shares, slope);
    if (gap <= GAP) return { shares, growth, gap };
    const next = searched(problem, { shares, growth, slope }, step);
    if (next === null) break;
    const newSlope = gradientAt(problem, next.shares);
    step = barzilaiBorwein(shares, next.shares, slope, newSlope);
    [shares, growth, slope] = [next.shares, next.growth, newSlope];
  }
  return { shares, growth, gap: gapAt(problem, shares, slope) };
}

interface Point {
  readonly shares: number[];
  readonly growth: number;
  readonly slope: readonly number[];
}

/** Along the projected slope until it gains enough; null where no step does. */
function searched(problem: AllocationProblem, { shares, growth, slope }: Point, first: number) {
  for (let step = first; step > SHORTEST_STEP; step /= 2) {
    const moved = projected(
      shares.map((share, at) => share + step * (slope[at] ?? 0)),
      problem,
    );
    const promised = moved.reduce((sum, share, at) => sum + (slope[at] ?? 0) * (share - (shares[at] ?? 0)), 0);
    const reached = growthAt(problem, moved);
    if (promised > 0 && reached >= growth + ARMIJO * promised) return { shares: moved, growth: reached };
  }
  return null;
}

/** The step length that the last step's change of slope suggests (Barzilai and Borwein 1988). */
function barzilaiBorwein(
  from: readonly number[],
  to: readonly number[],
  slopeFrom: readonly number[],
  slopeTo: readonly number[],
): number {
  let distance = 0;
  let bend = 0;
  for (const [at, share] of to.entries()) {
    const moved = share - (from[at] ?? 0);
    distance += moved * moved;
    bend -= moved * ((slopeTo[at] ?? 0) - (slopeFrom[at] ?? 0));
  }
  return bend > 0 ? Math.min(LONGEST_STEP, Math.max(SHORTEST_STEP * 2, distance / bend)) : LONGEST_STEP;
}

export function growthAt({ chances, returns }: AllocationProblem, shares: readonly number[]): number {
  let sum = 0;
  for (const [at, row] of returns.entries()) {
    const chance = chances[at] ?? 0;
    const wealth = wealthIn(row, shares);
    if (chance > 0) sum += wealth > 0 ? chance * Math.log(wealth) : Number.NEGATIVE_INFINITY;
  }
  return sum;
}

function wealthIn(row: readonly number[], shares: readonly number[]): number {
  let wealth = 1;
  for (let at = 0; at < shares.length; at += 1) wealth += (row[at] ?? 0) * (shares[at] ?? 0);
  return wealth;
}

function gradientAt({ chances, returns, caps }: AllocationProblem, shares: readonly number[]): readonly number[] {
  const slope = caps.map(() => 0);
  for (const [at, row] of returns.entries()) {
    const weight = (chances[at] ?? 0) / wealthIn(row, shares);
    for (let bet = 0; bet < slope.length; bet += 1) slope[bet] = (slope[bet] ?? 0) + weight * (row[bet] ?? 0);
  }
  return slope;
}

/** What a straight step to the best corner would gain: the corner fills the steepest bets up to their caps. */
function gapAt({ caps, budget }: AllocationProblem, shares: readonly number[], slope: readonly number[]): number {
  let left = budget;
  let best = 0;
  for (const at of [...slope.keys()].sort((a, b) => (slope[b] ?? 0) - (slope[a] ?? 0))) {
    const gain = slope[at] ?? 0;
    if (gain <= 0 || left <= 0) break;
    const taken = Math.min(left, caps[at] ?? 0);
    best += taken * gain;
    left -= taken;
  }
  return Math.max(0, best - shares.reduce((sum, share, at) => sum + share * (slope[at] ?? 0), 0));
}

const HALVINGS = 100;

/** The nearest point within caps and budget: all are lowered by one amount, found by halving. */
function projected(point: readonly number[], { caps, budget }: AllocationProblem): number[] {
  const lowered = (by: number): number[] => point.map((value, at) => Math.min(caps[at] ?? 0, Math.max(0, value - by)));
  const sumOf = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0);
  const free = lowered(0);
  if (sumOf(free) <= budget) return free;
  let [low, high] = [0, Math.max(...point)];
  for (let count = 0; count < HALVINGS && high - low > Number.EPSILON * high; count += 1) {
    const middle = (low + high) / 2;
    if (sumOf(lowered(middle)) > budget) low = middle;
    else high = middle;
  }
  return lowered(high);
}
