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
import { isWarmSolver, LinearOracle } from '../oracle/chain';
import type { Atom } from '../space/search';
import { addMinimumSize, levelCost, yesSign } from './build-lp';
import { mirroredPairs, type Lane } from './lanes';
import { ProgramBuilder } from './program';
import type { TradeContext } from './safe-trade';
import type { LinearProgram, LpSolution, WarmProgram } from '../../ports/lp-solver';

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
const ORACLE_NODES = 20_000;
const MAX_ITERATIONS = 3000;
const MAX_BINARIES = 80;

/** Minimum sizes make the master a whole-number program; it is only built when the optimum without them breaks one. */
export function proveOptimum(context: TradeContext, request: ExactRequest): ExactBounds {
  const oracle = new LinearOracle(context.space, context.solvers, { nodeLimit: ORACLE_NODES, timeLimitMs: context.timeLimitMs });
  try {
    return proveWith(context, request, oracle);
  } finally {
    oracle.dispose();
  }
}

function proveWith(context: TradeContext, request: ExactRequest, oracle: LinearOracle): ExactBounds {
  const generate = (given: ExactRequest, minimums: boolean): ExactBounds => generateCuts(context, given, { minimums, oracle });
  const free = generate(request, false);
  const keepsMinimums = request.lanes.every((lane, index) => {
    const size = free.laneSizes ? at(free.laneSizes, index) : 0;
    return size <= 1 || size >= lane.minSizeMicros - 1;
  });
  if (keepsMinimums || request.lanes.length > MAX_BINARIES) return keepsMinimums ? free : { ...free, laneSizes: null, lower: request.lower };
  return generate(request, true);
}

function generateCuts(context: TradeContext, request: ExactRequest, { minimums, oracle }: { readonly minimums: boolean; readonly oracle: LinearOracle }): ExactBounds {
  const { lanes, pool } = request;
  const master = new MasterProgram(context, request, minimums);
  let lower = Math.max(0, request.lower);
  let upper = Infinity;
  let best: Float64Array | null = null;
  let bestX: Float64Array | null = null;
  const known = new Set(pool.map((atom) => atom.join('')));
  /** The atom that hurts a point most; keeps the point if it is the best so far. Null when the oracle could not say. */
  const separate = (x: Float64Array): Atom | null => {
    const point = priceAt(context, lanes, x, master.laneStart);
    const least = oracle.least(point.net, 1e-9);
    if (!least?.proven) return null;
    const edge = point.constant + least.value - point.cost;
    if (edge > lower) {
      lower = edge;
      best = point.sizes;
      bestX = x;
    }
    return least.atom;
  };
  const learn = (atom: Atom): boolean => {
    const name = atom.join('');
    if (known.has(name)) return false;
    known.add(name);
    pool.push(atom);
    master.addCut(atom);
    return true;
  };
  let iterations = 0;
  try {
    for (iterations = 1; iterations <= MAX_ITERATIONS; iterations += 1) {
      const solution = master.solve();
      if (!solution) return { laneSizes: best, lower, upper, closed: false, iterations };
      upper = Math.min(upper, solution.objective);
      if (upper - lower <= GAP * (1 + Math.abs(upper))) return { laneSizes: best, lower, upper: Math.max(lower, upper), closed: true, iterations };
      // In-out separation: half way to the best point known the answer is more often a cut that stays useful.
      const inside: Float64Array | null = bestX;
      const between = inside && !minimums ? separate(halfway(solution.x, inside)) : null;
      const cutBetween = between !== null && learn(between) && master.isCutOff(solution.x, between);
      if (!cutBetween) {
        const atom = separate(solution.x);
        if (!atom) return { laneSizes: best, lower, upper, closed: false, iterations };
        // An atom that is known already cannot cut: the bounds have met as far as the solver's numbers go.
        if (!learn(atom) && between === null) return { laneSizes: best, lower, upper: Math.max(lower, upper), closed: true, iterations };
      }
      if (request.nowMs() > request.deadlineMs) break;
    }
    return { laneSizes: best, lower, upper, closed: false, iterations };
  } finally {
    master.dispose();
  }
}

function halfway(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => (value + at(b, index)) / 2);
}

/** The master program, kept warm between cuts where a solver can and no binaries are needed. */
class MasterProgram {
  readonly laneStart: Int32Array;
  readonly #context: TradeContext;
  readonly #request: ExactRequest;
  readonly #minimums: boolean;
  readonly #warm: WarmProgram | null;
  #built: Master;

  constructor(context: TradeContext, request: ExactRequest, minimums: boolean) {
    this.#context = context;
    this.#request = request;
    this.#minimums = minimums;
    this.#built = buildMaster(context, request, minimums);
    this.laneStart = this.#built.laneStart;
    const { program } = this.#built;
    this.#warm = program.integer ? null : (context.solvers.map((solver) => (isWarmSolver(solver) ? solver.load(program) : null)).find((loaded) => loaded !== null) ?? null);
  }

  solve(): LpSolution | null {
    const limit = { timeLimitMs: this.#context.timeLimitMs };
    const warm = this.#warm?.solve(limit);
    if (warm?.status === 'optimal') return warm;
    this.#built = buildMaster(this.#context, this.#request, this.#minimums);
    return this.#context.solvers.map((solver) => solver.solve(this.#built.program, limit)).find(({ status }) => status === 'optimal') ?? null;
  }

  addCut(atom: Atom): void {
    if (!this.#warm) return;
    const columns: number[] = [0];
    const values: number[] = [1];
    this.#eachLevel(atom, (column, value) => {
      if (value === 0) return;
      columns.push(column);
      values.push(value);
    });
    this.#warm.addRow({ lower: -Infinity, upper: 0, columns: Int32Array.from(columns), values: Float64Array.from(values) });
  }

  /** Whether the atom's cut excludes the point, pi included. */
  isCutOff(x: Float64Array, atom: Atom): boolean {
    let total = at(x, 0);
    this.#eachLevel(atom, (column, value) => {
      total += value * at(x, column);
    });
    return total > GAP;
  }

  #eachLevel(atom: Atom, visit: (column: number, value: number) => void): void {
    this.#request.lanes.forEach((lane, index) => {
      const constant = lane.token === 'no' ? (lane.side === 'buy' ? 1 : -1) : 0;
      const pays = constant + yesSign(lane) * at(atom, lane.condition);
      lane.levels.forEach((level, position) => visit(at(this.laneStart, index) + position, levelCost(lane, level.priceMicros) - pays));
    });
  }

  dispose(): void {
    this.#warm?.dispose();
  }
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
