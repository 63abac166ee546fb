/**
 * Completeness (maths 2.4): the proven optimum by constraint generation. The master program knows a pool of atoms and so only bounds the
 * edge from above; the linear oracle answers each master point with the atom that hurts it most. Lower and upper bound meet at the optimum.
 *
 *   master:  max pi  s.t.  pi <= sum X_N + s.y - cost.x  for y in the pool,  0 <= x <= depth,  budget, minimum sizes
 *
 * The gap at any time is the Frank-Wolfe gap in dollars (Theorem 4), and the pool outlives price changes because Z does not move.
 */
import { MICROS } from '../../domain/units';
import { at } from '../arrays';
import { leastAtom } from '../oracle/least-atom';
import { Propagator } from '../space/propagate';
import type { Atom } from '../space/search';
import { addMinimumSize, levelCost, yesSign } from './build-lp';
import { mirroredPairs, type Lane } from './lanes';
import { ProgramBuilder } from './program';
import type { TradeContext } from './safe-trade';
import type { LinearProgram } from '../../ports/lp-solver';

export interface ExactRequest {
  readonly lanes: readonly Lane[];
  /** Certified edge in dollars from which to improve; 0 when there is none. */
  readonly lower: number;
  readonly pool: Atom[];
  readonly deadlineMs: number;
  readonly nowMs: () => number;
}

export interface ExactBounds {
  /** Best point seen, shares by lane in micros; null when nothing beats `lower`. */
  readonly laneSizes: Float64Array | null;
  readonly lower: number;
  /** Proven upper bound in dollars; Infinity before the first master. */
  readonly upper: number;
  readonly closed: boolean;
  readonly iterations: number;
}

const GAP = 1e-7;
const ORACLE_NODES = 200_000;
const MAX_ITERATIONS = 3000;
const MAX_BINARIES = 80;

/** Minimum sizes make the master a whole-number program; it is only built when the optimum without them breaks one. */
export function proveOptimum(context: TradeContext, request: ExactRequest): ExactBounds {
  const free = generate(context, request, false);
  const keepsMinimums = request.lanes.every((lane, index) => {
    const size = free.laneSizes ? at(free.laneSizes, index) : 0;
    return size <= 1 || size >= lane.minSizeMicros - 1;
  });
  if (keepsMinimums || request.lanes.length > MAX_BINARIES) return keepsMinimums ? free : { ...free, laneSizes: null, lower: request.lower };
  return generate(context, request, true);
}

function generate(context: TradeContext, request: ExactRequest, minimums: boolean): ExactBounds {
  const { lanes, pool } = request;
  let lower = Math.max(0, request.lower);
  let upper = Infinity;
  let best: Float64Array | null = null;
  const propagator = new Propagator(context.space);
  const known = new Set(pool.map((atom) => atom.join('')));
  for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration += 1) {
    const master = buildMaster(context, request, minimums);
    const solution = context.solvers.map((solver) => solver.solve(master.program, { timeLimitMs: context.timeLimitMs })).find(({ status }) => status === 'optimal');
    if (!solution) return { laneSizes: best, lower, upper, closed: false, iterations: iteration };
    upper = Math.min(upper, solution.objective);
    const point = priceAt(context, lanes, solution.x, master.laneStart);
    const least = leastAtom({ space: context.space, net: point.net, multipliers: null, nodeLimit: ORACLE_NODES, tolerance: 1e-9 }, propagator);
    if (!least?.proven) return { laneSizes: best, lower, upper, closed: false, iterations: iteration };
    const edge = point.constant + least.value - point.cost;
    if (edge > lower) {
      lower = edge;
      best = point.sizes;
    }
    const name = least.atom.join('');
    if (upper - lower <= GAP * (1 + Math.abs(upper)) || known.has(name)) return { laneSizes: best, lower, upper: Math.max(lower, upper), closed: true, iterations: iteration };
    known.add(name);
    pool.push(least.atom);
    if (request.nowMs() > request.deadlineMs) break;
  }
  return { laneSizes: best, lower, upper, closed: false, iterations: pool.length };
}

interface Master {
  readonly program: LinearProgram;
  readonly laneStart: Int32Array;
}

function buildMaster({ instance }: TradeContext, { lanes, pool }: ExactRequest, minimums: boolean): Master {
  const builder = new ProgramBuilder();
  const cuts = pool.map(() => builder.addRow(-Infinity, 0));
  const budget = instance.budgetMicros === null ? -1 : builder.addRow(-Infinity, instance.budgetMicros / MICROS);
  const edge = builder.addColumn({ objective: 1, lower: 0, upper: Infinity });
  for (const cut of cuts) builder.put(cut, edge, 1);
  const laneStart = new Int32Array(lanes.length + 1);
  lanes.forEach((lane, laneIndex) => {
    laneStart[laneIndex] = builder.columns;
    const sign = yesSign(lane);
    const constant = lane.token === 'no' ? (lane.side === 'buy' ? 1 : -1) : 0;
    for (const level of lane.levels) {
      const cost = levelCost(lane, level.priceMicros);
      const column = builder.addColumn({ objective: 0, lower: 0, upper: level.sizeMicros / MICROS });
      pool.forEach((atom, cut) => builder.put(cut, column, cost - constant - sign * at(atom, lane.condition)));
      if (budget >= 0 && lane.side === 'buy') builder.put(budget, column, cost);
    }
  });
  laneStart[lanes.length] = builder.columns;
  for (const { sell, buy, sizeMicros } of mirroredPairs(lanes, instance.books)) {
    const row = builder.addRow(-Infinity, sizeMicros / MICROS);
    builder.put(row, at(laneStart, sell.lane) + sell.level, 1);
    builder.put(row, at(laneStart, buy.lane) + buy.level, 1);
  }
  if (minimums) lanes.forEach((lane, index) => addMinimumSize(builder, lane, at(laneStart, index)));
  return { program: builder.build(), laneStart };
}

interface Point {
  readonly net: Float64Array;
  readonly constant: number;
  readonly cost: number;
  readonly sizes: Float64Array;
}

function priceAt({ space }: TradeContext, lanes: readonly Lane[], x: Float64Array, laneStart: Int32Array): Point {
  const net = new Float64Array(space.keys.length);
  const sizes = new Float64Array(lanes.length);
  let constant = 0;
  let cost = 0;
  lanes.forEach((lane, index) => {
    lane.levels.forEach((level, position) => {
      const shares = Math.min(Math.max(0, at(x, at(laneStart, index) + position)), level.sizeMicros / MICROS);
      net[lane.condition] = at(net, lane.condition) + yesSign(lane) * shares;
      if (lane.token === 'no') constant += lane.side === 'buy' ? shares : -shares;
      cost += shares * levelCost(lane, level.priceMicros);
      sizes[index] = at(sizes, index) + shares * MICROS;
    });
  });
  return { net, constant, cost, sizes };
}
