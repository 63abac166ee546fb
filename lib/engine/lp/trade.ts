/** Whole-lot trades: what they hold, cost and may cost, and what a search for one answers. */
import type { Instance } from '../../domain/instance';
import type { LpSolver } from '../../ports/lp-solver';
import { at, sumOf } from '../../domain/arrays';
import type { Walk } from '../../domain/walk';
import type { Positions } from '../oracle/floor';
import type { OutcomeSpace } from '../space/space';
import type { Lane } from './lanes';

export interface TradeContext {
  readonly space: OutcomeSpace;
  readonly instance: Instance;
  readonly solvers: readonly LpSolver[];
  readonly timeLimitMs: number;
  /** True once no more programs should be solved for a better trade; what was found stands. */
  readonly isOver?: () => boolean;
}

export interface LaneTrade {
  readonly lane: Lane;
  readonly walk: Walk;
}

/** A whole-lot trade with the floor its multipliers prove. */
export interface Trade {
  readonly legs: readonly LaneTrade[];
  /** By row of the space, whole micros, signed for equalities. */
  readonly multipliers: Float64Array;
  readonly floorMicros: number;
  readonly edgeMicros: number;
  readonly edgeAtLimitsMicros: number;
}

export type TradeOutcome =
  | {
      readonly kind: 'trade';
      readonly trade: Trade;
      /** Upper bound of what the relaxation can give, before whole lots. */
      readonly valueMicros: number;
    }
  /**
   * The relaxation's optimum is zero (at minimum sizes when `atMinimumSizes`): nothing to gain that its rows can see.
   */
  | { readonly kind: 'none' }
  /**
   * The relaxation has value, but none survived lots and minimum sizes; the value is an upper bound of what was tried.
   */
  | { readonly kind: 'too-small'; readonly valueMicros: number; readonly proven: boolean }
  | { readonly kind: 'failed' };

/** What the buys can cost at their limits with fees; proceeds of sells arrive too late to pay for them. */
export function spentMicros(legs: readonly LaneTrade[]): number {
  return sumOf(
    legs.filter(({ lane }) => lane.side === 'buy').map(({ walk }) => walk.costAtLimitMicros + walk.feeAtLimitMicros),
  );
}

/** Whether the books as they are already cost more than the budget. */
export function isOverBudget({ budgetMicros }: Instance, legs: readonly LaneTrade[]): boolean {
  return budgetMicros !== null && sumOf(legs.filter(({ lane }) => lane.side === 'buy').map(costOf)) > budgetMicros;
}

export function positionsOf(space: OutcomeSpace, legs: readonly LaneTrade[]): Positions {
  const yes = new Float64Array(space.keys.length);
  const no = new Float64Array(space.keys.length);
  for (const { lane, walk } of legs) {
    const side = lane.token === 'yes' ? yes : no;
    side[lane.condition] = at(side, lane.condition) + (lane.side === 'buy' ? walk.sizeMicros : -walk.sizeMicros);
  }
  return { yes, no };
}

/** Cost with fees of a buy, minus the net proceeds of a sell. */
export function costOf({ lane, walk }: LaneTrade): number {
  return lane.side === 'buy' ? walk.costMicros + walk.feeMicros : walk.feeMicros - walk.costMicros;
}

function costAtLimitOf({ lane, walk }: LaneTrade): number {
  return lane.side === 'buy'
    ? walk.costAtLimitMicros + walk.feeAtLimitMicros
    : walk.feeAtLimitMicros - walk.costAtLimitMicros;
}

export function makeTrade(legs: readonly LaneTrade[], multipliers: Float64Array, floorMicros: number): Trade {
  return {
    legs,
    multipliers,
    floorMicros,
    edgeMicros: floorMicros - sumOf(legs.map(costOf)),
    edgeAtLimitsMicros: floorMicros - sumOf(legs.map(costAtLimitOf)),
  };
}
