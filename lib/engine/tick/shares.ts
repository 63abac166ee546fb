/**
 * The shares that go with optimal multipliers: every level cheaper than its fair price in full, and at the fair price
 * itself as much as the multiplied rows still ask for (complementary slackness). Selling back NO comes before buying
 * YES, which needs fewer shares.
 */
import type { AskTable, CurveTable } from './curve';

export interface SharesRequest {
  readonly curves: CurveTable;
  readonly asks: AskTable;
  readonly condition: number;
  /** (A'u) of the condition: net YES shares that the multipliers ask for. */
  readonly gradient: number;
}

/**
 * Writes shares by level of the condition, laid out as in `asks`; answers the totals of YES and NO through `totals`.
 */
export function sharesAtOptimum(
  { curves, asks, condition, gradient }: SharesRequest,
  taken: Float64Array,
  totals: { yes: number; no: number },
): void {
  const { levels, costs, shares } = asks;
  const start = 2 * levels * condition;
  const breakpoint = curves.bestBreakpoint(condition, gradient, 0);
  const point = condition * curves.stride + breakpoint;
  const fair = curves.breakpoints[point] ?? 0;
  // At the ends of [0, 1] no level waits: what is missing there is carried by the bound itself.
  let wanted = breakpoint > 0 ? gradient - (curves.slopes[point - 1] ?? 0) : 0;
  totals.no = 0;
  for (let entry = start + levels; entry < start + 2 * levels; entry += 1) {
    const cost = costs[entry] ?? 1;
    const depth = cost > 0 && cost < 1 ? (shares[entry] ?? 0) : 0;
    const price = 1 - cost;
    let amount = price >= fair ? depth : 0;
    if (price === fair && depth > 0) {
      amount = Math.max(0, depth - wanted);
      wanted -= depth - amount;
    }
    taken[entry] = amount;
    totals.no += amount;
  }
  totals.yes = 0;
  for (let entry = start; entry < start + levels; entry += 1) {
    const cost = costs[entry] ?? 1;
    const depth = cost > 0 && cost < 1 ? (shares[entry] ?? 0) : 0;
    let amount = cost < fair ? depth : 0;
    if (cost === fair && depth > 0) {
      amount = Math.min(depth, Math.max(0, wanted));
      wanted -= amount;
    }
    taken[entry] = amount;
    totals.yes += amount;
  }
}
