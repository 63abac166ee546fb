/**
 * Constraint generation (docs/maths.md 2.4): the master knows the pool's atoms and bounds the edge from above; the
 * oracle answers its basket with the atom that hurts it most, which is either a new cut or the proof that the basket is
 * the best. Needed where the relaxation is not exact; the pool drawn on the relaxation's face usually makes the first
 * master the last.
 */
import type { LinearOracle } from '../oracle/chain';
import type { AtomPool } from './atom-pool';
import type { Basket } from './basket';
import type { Steps } from '../../domain/steps';
import type { CutMaster, MasterAnswer } from './cut-master';
import type { Levels, LimitPrices } from './levels';

export interface GenerateRequest {
  readonly levels: Levels;
  readonly pool: AtomPool;
  readonly master: CutMaster;
  readonly oracle: LinearOracle;
  readonly best: Basket;
  readonly upper: number;
  /** Dollars between the bounds at which to stop. */
  readonly tolerance: number;
  readonly isOver: () => boolean;
  /** Milliseconds left, for the solvers. */
  readonly left: () => number;
}

export interface Generated {
  readonly best: Basket;
  readonly upper: number;
  /**
   * Weights by atom of the pool behind the upper bound; null when it was not improved here, or only by a whole-number
   * program.
   */
  readonly mixture: { readonly weights: Float64Array; readonly prices: LimitPrices } | null;
  readonly iterations: number;
}

const MAX_ITERATIONS = 3000;

export function* generateCuts(request: GenerateRequest): Steps<Generated> {
  const { levels, pool, master, tolerance, isOver, left } = request;
  const generator = new Separator(request);
  let upper = request.upper;
  let mixture: Generated['mixture'] = null;
  let iterations = 0;
  while (iterations < MAX_ITERATIONS && upper - generator.best.value > tolerance && !isOver()) {
    const answer = master.solve(left());
    if (!answer) break;
    iterations += 1;
    const bound = boundOf(answer, { levels, pool });
    if (bound.upper < upper) ({ upper, mixture } = bound);
    if (upper - generator.best.value <= tolerance) break;
    if (!generator.separate(answer, iterations)) break;
    yield;
  }
  return { best: generator.best, upper, mixture, iterations };
}

/**
 * The mixture's value by its weights (docs/maths.md 2.2, theorem 1); a whole-number program has none, and its own
 * objective stands.
 */
function boundOf(
  { weights, prices, objective }: MasterAnswer,
  { levels, pool }: Pick<GenerateRequest, 'levels' | 'pool'>,
): Pick<Generated, 'upper' | 'mixture'> {
  if (!weights) return { upper: objective, mixture: null };
  const means = new Float64Array(pool.conditions);
  const total = pool.mix(weights, means);
  if (!(total > 0)) return { upper: Infinity, mixture: null };
  for (let condition = 0; condition < means.length; condition += 1) means[condition] = (means[condition] ?? 0) / total;
  return {
    upper: levels.response(means, prices),
    mixture: { weights: weights.map((weight) => weight / total), prices },
  };
}

class Separator {
  best: Basket;
  readonly #request: GenerateRequest;

  constructor(request: GenerateRequest) {
    this.#request = request;
    this.best = request.best;
  }

  /**
   * New cuts against the master's basket; false when there are none to be had. After the first round a basket half way
   * to the best one known is asked about as well: its answer is more often a cut that stays useful (in-out separation).
   */
  separate(answer: MasterAnswer, round: number): boolean {
    const learned = this.#ask(answer.x, answer.prices);
    if (learned === null) return false;
    if (round === 1) return learned;
    const between = answer.x.map((value, column) => (value + (this.best.x[column] ?? 0)) / 2);
    return (this.#ask(between, answer.prices) ?? false) || learned;
  }

  /** Whether the oracle's answer was new; null when it had none that is proven. */
  #ask(x: Float64Array, prices: LimitPrices): boolean | null {
    const { levels, oracle, pool, master, left } = this.#request;
    const net = levels.netOf(x);
    const least = oracle.least(net, 1e-9, left());
    if (!least?.proven) return null;
    const value = least.value + levels.gainOf(x);
    if (value > this.best.value)
      this.best = { x, laneSizes: levels.laneSizes(x), net, least: least.value, value, face: null, prices };
    const before = pool.size;
    const { generation } = pool;
    const index = pool.add(least.atom);
    // A pool that had to forget atoms no longer lines up with the master's cuts; the caller builds the master anew.
    if (index === null || pool.generation !== generation) return null;
    if (index < before) return false;
    master.addCut(least.atom);
    return true;
  }
}
