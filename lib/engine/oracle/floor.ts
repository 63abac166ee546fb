/**
 * Payoff floors in whole micros (docs/maths.md 2.5). Letters: s_i = net YES shares of condition i, u = multipliers of
 * the rows (micro-shares, signed for equalities), A and b the rows. For any u, clamped to its sign, no outcome pays
 * less than
 *     sum X_N + u.b + sum_i min(0, s_i - (A'u)_i)
 * because the multiplied rows only take away what the outcome space gives. A bad u makes the bound low, never wrong.
 */
import { at } from '../../domain/arrays';
import type { OutcomeSpace, SpaceRow } from '../space/space';

/** A floor of minus a billion dollars: nothing anyone can trade makes up for it, and sums with it stay exact. */
export const UNPROVEN = -(2 ** 50);

/** Net shares by condition in micros; a sell counts negative. */
export interface Positions {
  readonly yes: Float64Array;
  readonly no: Float64Array;
}

export function netOf(positions: Positions): Float64Array {
  return positions.yes.map((yes, index) => yes - at(positions.no, index));
}

/** Inequality multipliers are never negative, and shares are whole micros. */
export function clampMultipliers(rows: readonly SpaceRow[], multipliers: Float64Array): Float64Array {
  return multipliers.map((value, row) => {
    const whole = Math.round(Number.isFinite(value) ? value : 0);
    return at(rows, row).equality ? whole : Math.max(0, whole);
  });
}

/** s - A'u by condition: what is left of a true condition's payoff once the multiplied rows are taken out. */
export function reducedPayoffs(space: OutcomeSpace, net: Float64Array, multipliers: Float64Array): Float64Array {
  const reduced = net.slice();
  for (let index = 0; index < space.rows.length; index += 1) {
    const multiplier = multipliers[index] ?? 0;
    if (multiplier === 0) continue;
    const { indices, coefficients } = at(space.rows, index);
    for (let position = 0; position < indices.length; position += 1) {
      const condition = indices[position] ?? 0;
      reduced[condition] = (reduced[condition] ?? 0) - multiplier * (coefficients[position] ?? 0);
    }
  }
  return reduced;
}

export function multiplierValue(space: OutcomeSpace, multipliers: Float64Array): number {
  let total = 0;
  for (let index = 0; index < space.rows.length; index += 1) {
    const multiplier = multipliers[index] ?? 0;
    if (multiplier !== 0) total += multiplier * at(space.rows, index).atLeast;
  }
  return total;
}

/**
 * Least payoff in whole micros that the multipliers prove; `voids` conditions may pay half to both sides
 * (docs/maths.md 3.3). Numbers so large that a sum of them need not be exact prove nothing: the floor is then
 * `UNPROVEN`.
 */
export function provenFloor(
  space: OutcomeSpace,
  positions: Positions,
  multipliers: Float64Array,
  voids: number,
): number {
  const net = netOf(positions);
  if (!sumsExactly(space, positions, multipliers, voids)) return UNPROVEN;
  const reduced = reducedPayoffs(space, net, multipliers);
  let floor = multiplierValue(space, multipliers);
  for (let index = 0; index < reduced.length; index += 1)
    floor += (positions.no[index] ?? 0) + Math.min(0, reduced[index] ?? 0);
  return voids > 0 ? floor + Math.floor(worstVoids(space, { net, reduced, multipliers, voids }) / 2) : floor;
}

/**
 * Whether every sum of the floor stays inside the integers that a double holds exactly; each void counts rows up to
 * four times more.
 */
function sumsExactly(space: OutcomeSpace, { yes, no }: Positions, multipliers: Float64Array, voids: number): boolean {
  let size = 0;
  for (let index = 0; index < yes.length; index += 1) size += Math.abs(yes[index] ?? 0) + Math.abs(no[index] ?? 0);
  for (let index = 0; index < space.rows.length; index += 1) {
    const multiplier = Math.abs(multipliers[index] ?? 0);
    if (multiplier === 0) continue;
    const { atLeast, coefficients } = at(space.rows, index);
    size += multiplier * Math.abs(atLeast);
    for (let position = 0; position < coefficients.length; position += 1)
      size += multiplier * Math.abs(coefficients[position] ?? 0);
  }
  return size <= Number.MAX_SAFE_INTEGER / (4 * (1 + voids));
}

interface VoidCase {
  readonly net: Float64Array;
  readonly reduced: Float64Array;
  readonly multipliers: Float64Array;
  readonly voids: number;
}

/** Twice the (non-positive) change of the bound under the worst choice of voided conditions. */
function worstVoids(space: OutcomeSpace, { net, reduced, multipliers, voids }: VoidCase): number {
  const suspended = new Float64Array(net.length);
  space.rows.forEach((row, index) => {
    const multiplier = at(multipliers, index);
    if (multiplier === 0) return;
    const slack = multiplier > 0 ? multiplier * row.slackBelow : -multiplier * row.slackAbove;
    for (const member of row.members) suspended[member] = at(suspended, member) + slack;
  });
  const changes = [...net].map(
    (value, index) => value - 2 * at(suspended, index) - 2 * Math.min(0, at(reduced, index)),
  );
  return changes
    .filter((change) => change < 0)
    .sort((a, b) => a - b)
    .slice(0, voids)
    .reduce((total, change) => total + change, 0);
}
