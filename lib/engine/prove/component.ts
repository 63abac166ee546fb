/**
 * The proven optimum of a component, tick after tick (docs/maths.md 2.4). Two bounds are kept: a basket with the least
 * it pays (from below), and a mixture of atoms, whose means are fair prices with value R(mu) (from above,
 * docs/maths.md 2.2, theorem 1). Both outlive a tick, because the outcome space does not move with the books; often
 * they still meet and nothing is solved. Otherwise, cheapest first:
 *
 *   1. the relaxation, warm: a basket with multipliers;
 *   2. the mixture bent into the basket's bands;
 *   3. atoms drawn on the basket's worst face until a mixture fits;
 *   4. constraint generation with the linear oracle (where V > V_S).
 *
 * R(mu) - lower is the Frank-Wolfe gap in dollars (docs/maths.md 2.4, theorem 4). Every atom was checked in exact
 * integers before it entered the pool.
 */
import type { InstanceBook, Instance } from '../../domain/instance';
import { seeded } from '../../domain/random';
import { isExecutable } from '../../domain/relation';
import { MICROS, moneyMicros, sizeMicros, type MoneyMicros } from '../../domain/units';
import type { LpSolver } from '../../ports/lp-solver';
import type { Lane } from '../lp/lanes';
import type { Trade, TradeContext } from '../lp/trade';
import { LinearOracle } from '../oracle/chain';
import { enumerateAtoms } from '../space/search';
import { buildSpace, type OutcomeSpace } from '../space/space';
import { finish, type Steps } from '../../domain/steps';
import { AtomPool } from './atom-pool';
import { basketAt, keepsMinimums, tradeOf, zeroBasket, type Basket } from './basket';
import { generateCuts } from './generate-cuts';
import { CutMaster } from './cut-master';
import { faceOf, FaceSampler, type Face } from './face';
import { Levels, type Bands, type LimitPrices } from './levels';
import { MixtureFitter, type Lack } from './mixture';
import { fixedLanes, lanesOf } from './fixed-lanes';
import { Relaxation } from './relaxation';

export interface CompleteOptions {
  readonly solvers: readonly LpSolver[];
  readonly nowMs: () => number;
  /** Dollars between the bounds at which they count as met. */
  readonly tolerance?: number;
}

export interface Proof {
  /** The best basket in whole lots with the floor that is certain; null when nothing is gained. */
  readonly trade: Trade | null;
  /** Its edge. */
  readonly lowerMicros: MoneyMicros;
  /** No basket in whole micros earns more; null when no mixture was found in time. */
  readonly upperMicros: MoneyMicros | null;
  /** The bounds met before rounding to lots. */
  readonly closed: boolean;
  /**
   * Upper bound less the basket's edge before rounding to lots (docs/maths.md 2.4, theorem 4), in micro-dollars;
   * Infinity without an upper bound.
   */
  readonly gapMicros: number;
  readonly iterations: number;
  readonly oracleCalls: number;
}

/** A hundredth of a cent, as measured in docs/maths.md 4.3. */
const TOLERANCE = 1e-4;
/** A first mixture at 500 conditions needs about 200 atoms of its face, a moved one only a few more. */
const FIRST_HERD = 200;
/** A pool with this many atoms on the face is tried before more are drawn. */
const ENOUGH = 100;
/**
 * Where a mixture does not fit: how often more atoms are drawn on the face, how often those that it lacks, and how
 * many.
 */
const HERDS = 3;
const ROUNDS = 8;
const FRESH = 60;
const LACKING = 12;
/** Spaces this small are listed whole; the pool is then the outcome space and needs no oracle. */
const LISTED_CONDITIONS = 24;
const LISTED_ATOMS = 128;
/** An atom pays the least when it pays no more than this above it, in shares. */
const TIGHT = 1e-5;
const ORACLE_NODES = 500;
/** A whole-number master has one binary per lane with a minimum. */
const MAX_BINARIES = 80;
const LOT_TIME_MS = 1000;
/** In micros: what float sums may have lost. */
const MICRO_NOISE = 1e-3;

interface Limits {
  readonly isOver: () => boolean;
  /** Milliseconds left, for the solvers. */
  readonly left: () => number;
}

export class CompleteComponent {
  readonly #instance: Instance;
  readonly #context: TradeContext;
  readonly #options: CompleteOptions;
  readonly #tolerance: number;
  readonly #pool: AtomPool;
  readonly #isListed: boolean;
  readonly #fitter: MixtureFitter;
  /** The same at every run: drawing atoms must not make answers differ between runs. */
  readonly #random = seeded(1);
  #levels: Levels;
  #relaxation: Relaxation;
  #master: { readonly program: CutMaster; readonly generation: number } | null = null;
  #oracle: LinearOracle | null = null;
  #best: Basket;
  /** The relaxation's last basket: what is certified where the best one is known to the oracle only. */
  #relaxed: Basket | null = null;
  #sampler: { readonly of: Face; readonly sampler: FaceSampler } | null = null;
  /** The mixture's means and the prices of the limits beside them; null before the first. */
  #fair: { readonly means: Float64Array; readonly prices: LimitPrices } | null = null;
  #upper = Infinity;
  #trade: { readonly of: Basket; readonly trade: Trade | null } | null = null;
  /**
   * The last proof needed whole truths: the relaxation's basket is not the best, so its face is not worth drawing from
   * first.
   */
  #isGapped = false;
  readonly #books: Record<string, InstanceBook>;

  private constructor(context: TradeContext, lanes: readonly Lane[], options: CompleteOptions) {
    const { space, instance } = context;
    this.#context = context;
    this.#instance = instance;
    this.#options = options;
    this.#tolerance = options.tolerance ?? TOLERANCE;
    this.#books = { ...instance.books };
    this.#pool = new AtomPool(space);
    const listed = space.keys.length <= LISTED_CONDITIONS ? enumerateAtoms(space, LISTED_ATOMS) : null;
    for (const atom of listed ?? []) this.#pool.add(atom);
    this.#fitter = new MixtureFitter(this.#pool);
    this.#isListed = listed !== null && listed.length > 0;
    this.#levels = new Levels(lanes, instance, space.keys.length);
    this.#relaxation = new Relaxation(space, this.#levels, options.solvers);
    this.#best = zeroBasket(space, this.#levels);
  }

  /**
   * A component with all conditions of an instance without voids; those are not bounded from above (docs/maths.md 3.3).
   */
  static load(instance: Instance, options: CompleteOptions): CompleteComponent {
    const keys = instance.conditions.map(({ key }) => key);
    const space = buildSpace(keys, instance.relations.filter(isExecutable));
    return CompleteComponent.over({ space, instance, solvers: options.solvers, timeLimitMs: Infinity }, options);
  }

  /** The same over conditions of the space only, and over other lanes than all of its books. */
  static over(
    context: TradeContext,
    options: CompleteOptions,
    lanes = fixedLanes(context.instance, context.space.keys),
  ): CompleteComponent {
    if (context.instance.voids > 0) throw new RangeError('voids are not part of the outcome space that is proven here');
    return new CompleteComponent(context, lanes, options);
  }

  get space(): OutcomeSpace {
    return this.#context.space;
  }

  /** New levels of one condition; unknown ones are ignored. */
  update(key: string, book: InstanceBook): void {
    const condition = this.space.indexOf.get(key);
    if (condition === undefined) return;
    this.#books[key] = book;
    const lanes = lanesOf({ ...this.#instance, books: { [key]: book } }, { key, condition });
    for (const [index, lane] of this.#levels.lanes.entries()) {
      if (lane.condition !== condition) continue;
      const next = lanes.find(({ token, side }) => token === lane.token && side === lane.side);
      const changed =
        this.#levels.links.length > 0
          ? null
          : this.#levels.setLane(index, next ?? { levels: [], minSizeMicros: sizeMicros(0) });
      // More levels than slots, or orders that two lanes share: the programs have another shape now.
      if (!changed) {
        this.#reload();
        return;
      }
      for (const column of changed) {
        this.#relaxation.setLevel(column);
        this.#master?.program.setLevel(column);
      }
    }
  }

  #reload(): void {
    const instance = { ...this.#instance, books: this.#books };
    this.#relaxation.dispose();
    this.#master?.program.dispose();
    this.#master = null;
    this.#levels = new Levels(fixedLanes(instance, this.space.keys), instance, this.space.keys.length);
    this.#relaxation = new Relaxation(this.space, this.#levels, this.#options.solvers);
    this.#best = zeroBasket(this.space, this.#levels);
  }

  prove(timeLimitMs: number): Proof {
    return finish(this.proveInSteps(timeLimitMs));
  }

  /** The same; a step is one program, or one round of drawing outcomes. */
  *proveInSteps(timeLimitMs: number): Steps<Proof> {
    const deadlineMs = this.#options.nowMs() + timeLimitMs;
    const isOver = (): boolean => this.#options.nowMs() > deadlineMs;
    const left = (): number => Math.max(1, deadlineMs - this.#options.nowMs());
    const calls = this.#oracle?.calls ?? 0;
    this.#best = basketAt(this.#best, this.#levels) ?? zeroBasket(this.space, this.#levels);
    this.#upper = this.#fair ? this.#levels.response(this.#fair.means, this.#fair.prices) : Infinity;
    let iterations = 0;
    if (!this.#isClosed()) {
      const relaxed = this.#relaxation.solve(left());
      this.#relaxed = relaxed
        ? { ...relaxed, net: relaxed.face.net, least: relaxed.face.least, laneSizes: this.#levels.laneSizes(relaxed.x) }
        : null;
      if (this.#relaxed && this.#relaxed.value > this.#best.value) this.#best = this.#relaxed;
      yield;
      yield* this.#fit(isOver);
    }
    if (!this.#isClosed()) {
      const found = yield* this.#generate({ isOver, left });
      ({ iterations } = found);
      this.#isGapped = this.#best.face === null;
    } else if (this.#best.face !== null) this.#isGapped = false;
    if (!keepsMinimums(this.#best, this.#levels)) iterations += yield* this.#provenWithMinimums({ isOver, left });
    const trade = this.#tradeNow();
    const lowerMicros = trade?.edgeMicros ?? 0;
    const gap = this.#upper - this.#best.value;
    return {
      trade,
      lowerMicros: moneyMicros(lowerMicros),
      // Edges are whole micros, so the part of one above them is not to be had.
      upperMicros: Number.isFinite(this.#upper)
        ? moneyMicros(Math.max(lowerMicros, Math.floor(this.#upper * MICROS + MICRO_NOISE)))
        : null,
      closed: this.#isClosed(),
      gapMicros: Math.max(0, gap * MICROS),
      iterations,
      oracleCalls: (this.#oracle?.calls ?? 0) - calls,
    };
  }

  /**
   * The venue's minimum sizes make the master a whole-number program; it is only built when the optimum without them
   * breaks one.
   */
  *#provenWithMinimums(limits: Limits): Steps<number> {
    const upper = this.#upper;
    this.#best = zeroBasket(this.space, this.#levels);
    if (this.#levels.lanes.filter(({ minSizeMicros }) => minSizeMicros > 0).length > MAX_BINARIES) return 0;
    if (this.#pool.size === 0) this.#seed(limits.isOver);
    const master = new CutMaster(this.#levels, this.space.keys.length, {
      solvers: this.#options.solvers,
      minimums: true,
      atoms: this.#pool.atoms,
    });
    const found = yield* generateCuts({
      levels: this.#levels,
      pool: this.#pool,
      master,
      oracle: this.#oracleNow(limits.left),
      best: this.#best,
      upper: Infinity,
      tolerance: this.#tolerance,
      ...limits,
    });
    this.#best = found.best;
    this.#upper = Math.min(upper, found.upper);
    return found.iterations;
  }

  #isClosed(): boolean {
    return this.#upper - this.#best.value <= this.#tolerance;
  }

  /** Bends the mixture into the best basket's bands, with more atoms of its face each time that this fails. */
  *#fit(isOver: () => boolean): Steps<void> {
    const best = this.#best;
    const bands = this.#levels.bandsOf(best.x, best.prices);
    const draws = best.face !== null && !this.#isGapped && !this.#isListed;
    let usable = this.#tightAtoms(best);
    const have = usable.reduce((sum, one) => sum + one, 0);
    if (draws && have < ENOUGH) {
      this.#herd(best, { bands, usable, have, wanted: FIRST_HERD - have, isOver });
      usable = this.#tightAtoms(best);
    }
    for (let round = 0; ; round += 1) {
      yield;
      const fit = this.#fitter.fit(usable, bands, isOver);
      if (fit.kind === 'fits') {
        this.#adopt(best.prices);
        return;
      }
      if (!draws || round === ROUNDS || isOver()) return;
      if (round >= HERDS && (fit.kind !== 'impossible' || fit.lack === null || !this.#price(best, fit.lack))) return;
      if (round < HERDS)
        this.#herd(best, { bands, usable, have: usable.reduce((sum, one) => sum + one, 0), wanted: FRESH, isOver });
      usable = this.#tightAtoms(best);
    }
  }

  /** Draws atoms that the mixture lacks; whether any of them can help. */
  #price(best: Basket, { prices, atMost }: Lack): boolean {
    let helped = false;
    for (const atom of this.#samplerOf(best)?.towards(prices, LACKING) ?? []) {
      const index = this.#pool.add(atom);
      if (index !== null && this.#pool.sumAt(index, prices) > atMost + 1e-9) helped = true;
    }
    return helped;
  }

  #tightAtoms({ net, least }: Basket): Uint8Array {
    return Uint8Array.from(this.#pool.atoms, (_, index) => (this.#pool.sumAt(index, net) <= least + TIGHT ? 1 : 0));
  }

  #herd(
    best: Basket,
    {
      bands,
      usable,
      have,
      wanted,
      isOver,
    }: {
      readonly bands: Bands;
      readonly usable: Uint8Array;
      readonly have: number;
      readonly wanted: number;
      readonly isOver: () => boolean;
    },
  ): void {
    const mean = new Float64Array(this.space.keys.length);
    this.#pool.mix(
      Float64Array.from(usable, (one) => (have > 0 ? one / have : 0)),
      mean,
    );
    for (const atom of this.#samplerOf(best)?.herd({ bands, mean, weight: have, count: wanted, isOver }) ?? [])
      this.#pool.add(atom);
  }

  #samplerOf({ face }: Basket): FaceSampler | null {
    if (!face) return null;
    if (this.#sampler?.of !== face)
      this.#sampler = { of: face, sampler: new FaceSampler(this.space, face, this.#random) };
    return this.#sampler.sampler;
  }

  /** Takes the pool's weights as the mixture behind the upper bound. */
  #adopt(prices: LimitPrices): void {
    const means = new Float64Array(this.space.keys.length);
    const total = this.#pool.mix(this.#pool.weights, means);
    for (let condition = 0; condition < means.length; condition += 1)
      means[condition] = (means[condition] ?? 0) / total;
    this.#fair = { means, prices };
    this.#upper = this.#levels.response(means, prices);
  }

  #oracleNow(left: Limits['left']): LinearOracle {
    return (this.#oracle ??= new LinearOracle(this.space, this.#options.solvers, {
      nodeLimit: ORACLE_NODES,
      timeLimitMs: left(),
      listed: this.#isListed ? this.#pool.atoms : null,
    }));
  }

  *#generate({ isOver, left }: Limits): Steps<{ readonly iterations: number }> {
    const pool = this.#pool;
    if (pool.size === 0) this.#seed(isOver);
    const oracle = this.#oracleNow(left);
    const master = this.#currentMaster();
    const found = yield* generateCuts({
      levels: this.#levels,
      pool,
      master,
      oracle,
      best: this.#best,
      upper: this.#upper,
      tolerance: this.#tolerance,
      isOver,
      left,
    });
    this.#best = found.best;
    if (found.mixture) {
      pool.weights.fill(0);
      pool.weights.set(found.mixture.weights);
      this.#adopt(found.mixture.prices);
    }
    return found;
  }

  #currentMaster(): CutMaster {
    const pool = this.#pool;
    if (this.#master?.generation !== pool.generation) {
      this.#master?.program.dispose();
      this.#master = {
        program: new CutMaster(this.#levels, this.space.keys.length, {
          solvers: this.#options.solvers,
          minimums: false,
          atoms: pool.atoms,
        }),
        generation: pool.generation,
      };
    }
    const { program } = this.#master;
    for (let index = program.cuts; index < pool.size; index += 1) program.addCut(pool.atoms[index] ?? new Int8Array(0));
    return program;
  }

  /** Some atoms of the whole space: without any the master has no bound at all. */
  #seed(isOver: () => boolean): void {
    const anywhere = faceOf(
      this.space,
      new Float64Array(this.space.keys.length),
      new Float64Array(this.space.rows.length),
    );
    const sampler = new FaceSampler(this.space, anywhere, this.#random);
    const bands = this.#levels.bandsOf(this.#best.x, this.#best.prices);
    for (const atom of sampler.herd({
      bands,
      mean: new Float64Array(this.space.keys.length),
      weight: 0,
      count: FRESH,
      isOver,
    }))
      this.#pool.add(atom);
  }

  /** The best basket in whole lots, certified; kept while the basket stays the same. */
  #tradeNow(): Trade | null {
    if (this.#trade?.of === this.#best) return this.#trade.trade;
    const context = {
      ...this.#context,
      solvers: this.#options.solvers,
      timeLimitMs: Number.isFinite(this.#context.timeLimitMs) ? this.#context.timeLimitMs : LOT_TIME_MS,
    };
    const candidates = this.#best.face === null && this.#relaxed ? [this.#best, this.#relaxed] : [this.#best];
    const trades = candidates.flatMap((basket) => tradeOf(context, this.#levels, basket) ?? []);
    const trade = trades.reduce<Trade | null>(
      (best, next) => (best && best.edgeMicros >= next.edgeMicros ? best : next),
      null,
    );
    this.#trade = { of: this.#best, trade };
    return trade;
  }

  dispose(): void {
    this.#relaxation.dispose();
    this.#master?.program.dispose();
    this.#oracle?.dispose();
  }
}
