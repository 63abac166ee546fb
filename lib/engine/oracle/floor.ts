/**
 * Payoff floors in whole micros (maths 2.5). Letters: s_i = net YES shares of condition i, u = multipliers of the rows (micro-shares, signed
 * for equalities), A and b the rows. For any u, clamped to its sign, no outcome pays less than
 *     sum X_N + u.b + sum_i min(0, s_i - (A'u)_i)
 * because the multiplied rows only take away what the outcome space gives. A bad u makes the bound low, never wrong.
 */
import { at } from '../arrays';
import type { OutcomeSpace, SpaceRow } from '../space/space';

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
  space.rows.forEach((row, index) => {
    const multiplier = at(multipliers, index);
    if (multiplier === 0) return;
    for (let position = 0; position < row.indices.length; position += 1) {
      const condition = at(row.indices, position);
      reduced[condition] = at(reduced, condition) - multiplier * at(row.coefficients, position);
    }
  });
  return reduced;
}

export function multiplierValue(space: OutcomeSpace, multipliers: Float64Array): number {
  let total = 0;
  space.rows.forEach((row, index) => {
    total += at(multipliers, index) * row.atLeast;
  });
  return total;
}

/** Least payoff that the multipliers prove, in whole micros; `voids` conditions may pay half to both sides (maths 3.3). */
export function provenFloor(space: OutcomeSpace, positions: Positions, multipliers: Float64Array, voids: number): number {
  const net = netOf(positions);
  const reduced = reducedPayoffs(space, net, multipliers);
  let floor = multiplierValue(space, multipliers);
  for (const no of positions.no) floor += no;
  for (const value of reduced) floor += Math.min(0, value);
  return voids > 0 ? floor + Math.floor(worstVoids(space, { net, reduced, multipliers, voids }) / 2) : floor;
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
  const changes = [...net].map((value, index) => value - 2 * at(suspended, index) - 2 * Math.min(0, at(reduced, index)));
  return changes
    .filter((change) => change < 0)
    .sort((a, b) => a - b)
    .slice(0, voids)
    .reduce((total, change) => total + change, 0);
}
