/**
 * Solving the safe-trade LP and rounding it to whole lots. The floats only suggest: sizes are floored to lots,
 * multipliers to whole micros, and the floor and the costs are then computed again in integers, so that float error can
 * lose an edge but never fake one.
 */
import type { Level } from '../../domain/book';
import { MICROS, sizeMicros, type MoneyMicros, type SizeMicros } from '../../domain/units';
import type { LpSolution } from '../../ports/lp-solver';
import { at, sumOf } from '../../domain/arrays';
import { clampMultipliers, netOf, provenFloor, type Positions } from '../oracle/floor';
import { leastAtom } from '../oracle/least-atom';
import { depthMicros, walkBook } from '../../domain/walk';
import { finish, type Steps } from '../../domain/steps';
import { buildSafeTradeLp, multipliersOf, type SafeTradeLayout, type SafeTradeModel } from './build-lp';
import { mirroredPairs, type Lane } from './lanes';
import { isUsable } from './lp-answer';
import {
  costOf,
  isOverBudget,
  makeTrade,
  positionsOf,
  type LaneTrade,
  type Trade,
  type TradeContext,
  type TradeOutcome,
} from './trade';
import { solveWithinBudget } from './within-budget';

/** Below a tenth of a micro-dollar nothing whole is left. */
export const WORTHLESS = 1e-7;
/** A semicontinuous program gets one binary per lane; beyond this many small legs are dropped instead. */
const MAX_BINARIES = 80;
/** Share of a lot that float noise may lack: that much is still a whole lot. */
export const LOT_NOISE = 1e-4;
const EXACT_NODES = 200_000;
/**
 * The best trade whose limit prices keep the budget. The program charges what a level costs; a limit order reserves all
 * its shares at the price of the last one. Where that difference passes the budget, limits are branched on
 * (within-budget.ts).
 */
export function solveSafeTrade(context: TradeContext, lanes: readonly Lane[], tieBreak = 0): TradeOutcome {
  return finish(safeTradeSteps(context, lanes, tieBreak));
}

/** The same, one program a step. */
export function* safeTradeSteps(context: TradeContext, lanes: readonly Lane[], tieBreak = 0): Steps<TradeOutcome> {
  const { budgetMicros } = context.instance;
  if (budgetMicros === null) return solveAtBudget(context, lanes, { tieBreak, budget: null });
  const isOver = context.isOver ?? (() => false);
  return yield* solveWithinBudget(lanes, {
    budgetMicros,
    *solve(candidates, budget) {
      yield;
      return solveAtBudget(context, candidates, { tieBreak, budget });
    },
    isOver,
  });
}

interface Terms {
  readonly tieBreak: number;
  readonly budget: MoneyMicros | null;
}

function solveAtBudget(context: TradeContext, lanes: readonly Lane[], terms: Terms): TradeOutcome {
  if (lanes.length === 0) return { kind: 'none' };
  const { space, instance } = context;
  const model: SafeTradeModel = {
    space,
    lanes,
    budgetMicros: terms.budget,
    voids: instance.voids,
    links: mirroredPairs(lanes, instance.books),
    semicontinuous: false,
    tieBreak: terms.tieBreak,
  };
  const layout = buildSafeTradeLp(model);
  const solution = runLp(context, layout);
  if (!solution) return { kind: 'failed' };
  if (solution.objective <= WORTHLESS) return { kind: 'none' };
  const small = smallLanes(lanes, laneSizes(layout, solution.x));
  if (small.size === 0) return rounded(context, { model, layout, solution });
  return solveWithMinimums(context, { model, small, valueMicros: Math.ceil(solution.objective * MICROS) });
}

interface SmallLegs {
  readonly model: SafeTradeModel;
  readonly small: ReadonlySet<Lane>;
  readonly valueMicros: number;
}

/**
 * Some legs are under the venue's minimum: decide exactly which lanes open, or, with too many lanes, drop the small
 * ones and go on.
 */
function solveWithMinimums(context: TradeContext, { model, small, valueMicros }: SmallLegs): TradeOutcome {
  if (model.lanes.length <= MAX_BINARIES) {
    const exact: SafeTradeModel = { ...model, semicontinuous: true };
    const layout = buildSafeTradeLp(exact);
    const solution = runLp(context, layout);
    if (solution && solution.objective <= WORTHLESS) return { kind: 'too-small', valueMicros: 0, proven: true };
    if (solution) return rounded(context, { model: exact, layout, solution });
  }
  const kept = model.lanes.filter((lane) => !small.has(lane));
  const outcome = solveAtBudget(context, kept, { tieBreak: model.tieBreak, budget: model.budgetMicros });
  if (outcome.kind === 'none' || outcome.kind === 'too-small') return { kind: 'too-small', valueMicros, proven: false };
  // What the dropped lanes could give is bounded by the program that had them all.
  return outcome.kind === 'trade' ? { ...outcome, valueMicros } : outcome;
}

/** First solver whose answer can be worked with; nothing here depends on which one it was. */
function runLp(context: TradeContext, layout: SafeTradeLayout): LpSolution | null {
  for (const solver of context.solvers) {
    const solution = solver.solve(layout.program, { timeLimitMs: context.timeLimitMs });
    if (isUsable(layout.program, solution)) return solution;
  }
  return null;
}

export function laneSizes(layout: SafeTradeLayout, x: Float64Array): Float64Array {
  const sizes = new Float64Array(layout.laneStart.length - 1);
  for (let lane = 0; lane < sizes.length; lane += 1) {
    for (let column = at(layout.laneStart, lane); column < at(layout.laneStart, lane + 1); column += 1)
      sizes[lane] = at(sizes, lane) + at(x, column) * MICROS;
  }
  return sizes;
}

/** Micro-share noise of a float solution is not a leg. */
function smallLanes(lanes: readonly Lane[], sizes: Float64Array): ReadonlySet<Lane> {
  return new Set(lanes.filter((lane, index) => at(sizes, index) > 1 && at(sizes, index) < lane.minSizeMicros - 1));
}

/**
 * Shares by lane (micros) from elsewhere, in whole lots, with the best multipliers and the exact floor that the oracle
 * finds for them.
 */
export function tradeOfSizes(context: TradeContext, lanes: readonly Lane[], sizes: Float64Array): Trade | null {
  const { space, instance } = context;
  const legs = walkLanes(lanes, sizes, instance.lotMicros);
  if (legs.length === 0) return null;
  if (isOverBudget(instance, legs)) return null;
  const model: SafeTradeModel = {
    space,
    lanes,
    budgetMicros: null,
    voids: instance.voids,
    links: [],
    semicontinuous: false,
    tieBreak: 0,
  };
  const layout = buildSafeTradeLp(model);
  const multipliers = refit(context, { model, layout }, legs) ?? new Float64Array(space.rows.length);
  const positions = positionsOf(space, legs);
  const best = bestMultipliers(context, positions, [toLots(multipliers, instance.lotMicros), multipliers]);
  const least = leastAtom({
    space,
    net: netOf(positions),
    multipliers: best.multipliers,
    nodeLimit: EXACT_NODES,
    tolerance: 0,
  });
  const exact = least?.proven && instance.voids === 0 ? least.value + sumOf(positions.no) : best.floor;
  return makeTrade(legs, best.multipliers, Math.max(exact, best.floor));
}

interface Solved {
  readonly model: SafeTradeModel;
  readonly layout: SafeTradeLayout;
  readonly solution: LpSolution;
}

function rounded(context: TradeContext, { model, layout, solution }: Solved): TradeOutcome {
  const { instance, space } = context;
  const legs = walkLanes(model.lanes, laneSizes(layout, solution.x), instance.lotMicros);
  const valueMicros = Math.ceil(solution.objective * MICROS);
  if (legs.length === 0) return { kind: 'too-small', valueMicros, proven: false };
  const positions = positionsOf(space, legs);
  const multipliers = scaled(multipliersOf(model, layout, solution.x), MICROS);
  let best = bestMultipliers(context, positions, [toLots(multipliers, instance.lotMicros), multipliers]);
  const expected = valueMicros + sumOf(legs.map(costOf));
  // The sizes were rounded after the multipliers were found; more than a lot lost means that they no longer fit each
  // other.
  if (expected - best.floor > instance.lotMicros) {
    const refitted = refit(context, { model, layout }, legs);
    if (refitted)
      best = bestMultipliers(context, positions, [best.multipliers, toLots(refitted, instance.lotMicros), refitted]);
  }
  const trade = makeTrade(legs, best.multipliers, best.floor);
  return trade.edgeMicros > 0
    ? { kind: 'trade', trade, valueMicros }
    : { kind: 'too-small', valueMicros, proven: false };
}

function scaled(values: Float64Array, by: number): Float64Array {
  return values.map((value) => value * by);
}

function toLots(multipliers: Float64Array, lotMicros: SizeMicros): Float64Array {
  return multipliers.map((value) => Math.round(value / lotMicros) * lotMicros);
}

/**
 * Lane totals in whole lots, walked along the recorded books. Sells go first: what they take of a mirrored level is
 * gone for the buys.
 */
export function walkLanes(lanes: readonly Lane[], sizes: Float64Array, lotMicros: SizeMicros): readonly LaneTrade[] {
  const walked = new Map<Lane, LaneTrade>();
  for (const side of ['sell', 'buy'] as const) {
    lanes.forEach((lane, index) => {
      if (lane.side !== side || at(sizes, index) < 1) return;
      const levels = side === 'buy' ? withoutSold(lane, walked.values()) : lane.bookLevels;
      const depth = Math.floor(depthMicros(levels) / lotMicros);
      const lots = Math.min(depth, Math.floor(at(sizes, index) / lotMicros + LOT_NOISE));
      if (lots <= 0 || lots * lotMicros < lane.minSizeMicros) return;
      const walk = walkBook({ levels, sizeMicros: sizeMicros(lots * lotMicros), fee: lane.fee, side });
      if (walk) walked.set(lane, { lane, walk });
    });
  }
  return lanes.flatMap((lane) => walked.get(lane) ?? []);
}

/**
 * A bid at p on one token and the ask at 1-p on the other are one resting order (docs/maths.md 2.1): shares sold into
 * it cannot be bought from it.
 */
function withoutSold(lane: Lane, trades: Iterable<LaneTrade>): readonly Level[] {
  let levels = lane.bookLevels;
  for (const { lane: sold, walk } of trades) {
    if (sold.side !== 'sell' || sold.condition !== lane.condition || sold.token === lane.token) continue;
    for (const fill of walk.fills) {
      levels = levels.map((level) =>
        level.priceMicros === MICROS - fill.priceMicros
          ? { ...level, sizeMicros: sizeMicros(Math.max(0, level.sizeMicros - fill.sizeMicros)) }
          : level,
      );
    }
  }
  return levels;
}

function bestMultipliers(
  context: TradeContext,
  positions: Positions,
  candidates: readonly Float64Array[],
): { readonly multipliers: Float64Array; readonly floor: number } {
  const judged = candidates.map((candidate) => {
    const multipliers = clampMultipliers(context.space.rows, candidate);
    return { multipliers, floor: provenFloor(context.space, positions, multipliers, context.instance.voids) };
  });
  return judged.reduce((best, next) => (next.floor > best.floor ? next : best));
}

/**
 * The program again with the rounded sizes fixed: the best multipliers for exactly these shares. Micros by row, or
 * null.
 */
function refit(
  context: TradeContext,
  { model, layout }: Pick<Solved, 'model' | 'layout'>,
  legs: readonly LaneTrade[],
): Float64Array | null {
  const colLower = layout.program.colLower.slice();
  const colUpper = layout.program.colUpper.slice();
  model.lanes.forEach((lane, index) => {
    let left = legs.find((leg) => leg.lane === lane)?.walk.sizeMicros ?? 0;
    for (let column = at(layout.laneStart, index); column < at(layout.laneStart, index + 1); column += 1) {
      const taken = Math.min(left / MICROS, at(colUpper, column));
      left = Math.max(0, left - taken * MICROS);
      colLower[column] = taken;
      colUpper[column] = taken;
    }
  });
  // Rounding may pass the budget by a lot's cents; the multipliers do not care about money.
  const rowUpper = layout.program.rowUpper.map((upper, row) =>
    row >= model.space.keys.length && upper !== 0 ? Infinity : upper,
  );
  const { integer: _integer, ...program } = layout.program;
  const solution = runLp(context, {
    ...layout,
    program: { ...program, colLower, colUpper, rowUpper, rowLower: layout.program.rowLower.map(() => -Infinity) },
  });
  return solution ? scaled(multipliersOf(model, layout, solution.x), MICROS) : null;
}
