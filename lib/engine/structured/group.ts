/**
 * One exactly-one or at-most-one group without a solver. With t = the least net YES of any member,  value = t + sum_i f_i(t), each f_i concave:
 * raising t by one raises every member whose NO shares are already used up. Walk t upwards while the marginal costs add up to less than
 * the dollar that the group pays. O(K log K) in the number of levels.
 */
import { at } from '../arrays';
import type { Lane } from '../arbitrage/lanes';
import { segmentsOf, Shares, type StructuredAnswer } from './segments';

interface Breakpoint {
  /** Level of t from which the segment is the member's marginal cost. */
  readonly from: number;
  readonly member: number;
  readonly segment: number;
}

export function solveGroup(lanes: readonly Lane[], members: readonly number[], exhaustive: boolean): StructuredAnswer {
  const byMember = new Map<number, number[]>(members.map((member) => [member, []]));
  lanes.forEach((lane, index) => byMember.get(lane.condition)?.push(index));
  const segments = members.map((member) => segmentsOf(lanes, byMember.get(member) ?? []));
  const breakpoints: Breakpoint[] = [];
  let value = 0;
  // Above this t some member has nothing left to buy; a group that may stay empty pays nothing for t above zero.
  let highest = exhaustive ? Infinity : 0;
  segments.forEach((part, member) => {
    value += part.noGain;
    let from = -part.noDepth;
    for (let segment = 0; segment < part.costs.length; segment += 1) {
      breakpoints.push({ from, member, segment });
      from += at(part.depths, segment);
    }
    highest = Math.min(highest, from);
  });
  breakpoints.sort((a, b) => a.from - b.from);
  const marginal = new Float64Array(segments.length);
  let t = Math.min(highest, ...segments.map((part) => -part.noDepth));
  value += t;
  let total = 0;
  const shares = new Shares(lanes);
  for (let next = 0; next < breakpoints.length; ) {
    while (next < breakpoints.length && at(breakpoints, next).from <= t) {
      const { member, segment } = at(breakpoints, next);
      const cost = at(at(segments, member).costs, segment);
      total += cost - at(marginal, member);
      marginal[member] = cost;
      next += 1;
    }
    if (total >= 1 || t >= highest) break;
    const to = Math.min(highest, next < breakpoints.length ? at(breakpoints, next).from : highest);
    value += (1 - total) * (to - t);
    t = to;
  }
  segments.forEach((part) => {
    let left = t + part.noDepth;
    for (let segment = 0; segment < part.costs.length && left > 0; segment += 1) {
      const taken = Math.min(left, at(part.depths, segment));
      shares.take(at(part.lanes, segment), taken);
      left -= taken;
    }
  });
  return { value, laneSizes: shares.laneSizes };
}
