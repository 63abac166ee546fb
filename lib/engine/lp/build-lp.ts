/**
 * The safe-trade linear program (docs/maths.md 2.3, problem S): shares by level, multipliers u of the rows and w of y
 * <= 1.
 *
 *   max  sum X_N + b.u - 1.w - Gamma t - cost.x
 *   s.t. (A'u)_i - w_i <= s_i = X_Y,i - X_N,i            for each condition
 *        0 <= x <= depth, u >= 0 (free for equalities), w, t >= 0;  cost.x <= budget over buys;
 *        (R'u)_i - w_i - t <= s_i / 2                    with voids.
 *
 * A void of condition i pays half to both tokens and suspends every row of a relation it is in by that row's slack R;
 * at most Gamma conditions are void (docs/maths.md 3.3, the budget's dual is t). Letters: x, u, w, t, s, b, A, R, Gamma
 * as there.
 */
import type { MoneyMicros } from '../../domain/units';
import { MICROS } from '../../domain/units';
import type { LinearProgram } from '../../ports/lp-solver';
import { at } from '../../domain/arrays';
import { unitFee } from '../../domain/fees';
import type { OutcomeSpace, SpaceRow } from '../space/space';
import type { Lane, LevelRef } from './lanes';
import { ProgramBuilder } from './program';

export interface SafeTradeModel {
  readonly space: OutcomeSpace;
  readonly lanes: readonly Lane[];
  readonly budgetMicros: MoneyMicros | null;
  readonly voids: number;
  readonly links: readonly { readonly sell: LevelRef; readonly buy: LevelRef; readonly sizeMicros: number }[];
  /** Lanes that trade nothing or at least their minimum size: adds one whole-number column each. */
  readonly semicontinuous: boolean;
  /** Dollars per share added to every cost, so that shares which earn nothing are left out. */
  readonly tieBreak: number;
}

export interface SafeTradeLayout {
  readonly program: LinearProgram;
  /** First column of each lane's levels; one more than the lanes. */
  readonly laneStart: Int32Array;
  /** First of the multipliers' columns, in the order of the space's rows. */
  readonly multiplierStart: number;
}

export function levelCost(lane: Lane, priceMicros: number): number {
  const fee = unitFee(lane.fee, priceMicros);
  return lane.side === 'buy' ? priceMicros / MICROS + fee : fee - priceMicros / MICROS;
}

/** +1 when the lane's shares pay with YES, -1 with NO; turned round for a sell. */
export function yesSign(lane: Lane): number {
  return (lane.token === 'yes' ? 1 : -1) * (lane.side === 'buy' ? 1 : -1);
}

export function buildSafeTradeLp(model: SafeTradeModel): SafeTradeLayout {
  const { space, lanes, voids } = model;
  const size = space.keys.length;
  const builder = new ProgramBuilder();
  for (let index = 0; index < size; index += 1) builder.addRow(-Infinity, 0);
  const voidStart = builder.rows;
  if (voids > 0) for (let index = 0; index < size; index += 1) builder.addRow(-Infinity, 0);
  const budgetRow = model.budgetMicros === null ? -1 : builder.addRow(-Infinity, model.budgetMicros / MICROS);

  const laneStart = new Int32Array(lanes.length + 1);
  lanes.forEach((lane, laneIndex) => {
    laneStart[laneIndex] = builder.columns;
    const sign = yesSign(lane);
    const least = lane.limitAtLeastMicros === undefined ? 0 : levelCost(lane, lane.limitAtLeastMicros);
    const constant = lane.token === 'no' ? (lane.side === 'buy' ? 1 : -1) : 0;
    for (const level of lane.levels) {
      const cost = levelCost(lane, level.priceMicros);
      const column = builder.addColumn({
        objective: constant - cost - model.tieBreak,
        lower: 0,
        upper: level.sizeMicros / MICROS,
      });
      builder.put(lane.condition, column, -sign);
      if (voids > 0) builder.put(voidStart + lane.condition, column, -sign / 2);
      if (budgetRow >= 0 && lane.side === 'buy') builder.put(budgetRow, column, Math.max(cost, least));
    }
  });
  laneStart[lanes.length] = builder.columns;

  const multiplierStart = builder.columns;
  for (const row of space.rows) addMultiplier(builder, row, voids > 0 ? voidStart : -1);
  for (let index = 0; index < size; index += 1) {
    const column = builder.addColumn({ objective: -1, lower: 0, upper: Infinity });
    builder.put(index, column, -1);
    if (voids > 0) builder.put(voidStart + index, column, -1);
  }
  if (voids > 0) {
    const column = builder.addColumn({ objective: -voids, lower: 0, upper: Infinity });
    for (let index = 0; index < size; index += 1) builder.put(voidStart + index, column, -1);
  }
  for (const { sell, buy, sizeMicros } of model.links) {
    const row = builder.addRow(-Infinity, sizeMicros / MICROS);
    builder.put(row, at(laneStart, sell.lane) + sell.level, 1);
    builder.put(row, at(laneStart, buy.lane) + buy.level, 1);
  }
  if (model.semicontinuous) lanes.forEach((lane, laneIndex) => addMinimumSize(builder, lane, at(laneStart, laneIndex)));
  return { program: builder.build(), laneStart, multiplierStart };
}

/**
 * An equality's multiplier is free without voids; with voids its two sides are suspended by different slacks, so it
 * gets two columns.
 */
function addMultiplier(builder: ProgramBuilder, row: SpaceRow, voidStart: number): void {
  const put = (column: number, sign: number): void => {
    row.indices.forEach((condition, position) => builder.put(condition, column, sign * at(row.coefficients, position)));
    if (voidStart < 0) return;
    const slack = sign > 0 ? row.slackBelow : row.slackAbove;
    if (slack > 0) row.members.forEach((condition) => builder.put(voidStart + condition, column, slack));
  };
  const free = row.equality && voidStart < 0;
  put(builder.addColumn({ objective: row.atLeast, lower: free ? -Infinity : 0, upper: Infinity }), 1);
  if (row.equality && !free) put(builder.addColumn({ objective: -row.atLeast, lower: 0, upper: Infinity }), -1);
}

export function addMinimumSize(builder: ProgramBuilder, lane: Lane, start: number): void {
  if (lane.minSizeMicros === 0) return;
  const depth = lane.levels.reduce((total, level) => total + level.sizeMicros / MICROS, 0);
  const open = builder.addColumn({ objective: 0, lower: 0, upper: 1, integer: true });
  const atMost = builder.addRow(-Infinity, 0);
  const atLeast = builder.addRow(0, Infinity);
  builder.put(atMost, open, -depth);
  builder.put(atLeast, open, -lane.minSizeMicros / MICROS);
  for (let level = 0; level < lane.levels.length; level += 1) {
    builder.put(atMost, start + level, 1);
    builder.put(atLeast, start + level, 1);
  }
}

/** Multipliers by row from a solution; signed for equalities. */
export function multipliersOf(model: SafeTradeModel, layout: SafeTradeLayout, x: Float64Array): Float64Array {
  const multipliers = new Float64Array(model.space.rows.length);
  let column = layout.multiplierStart;
  model.space.rows.forEach((row, index) => {
    multipliers[index] = at(x, column);
    column += 1;
    if (row.equality && model.voids > 0) {
      multipliers[index] = at(multipliers, index) - at(x, column);
      column += 1;
    }
  });
  return multipliers;
}
