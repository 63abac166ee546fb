/**
 * Where a basket's worst outcomes lie. With multipliers u that prove the floor, an atom y pays exactly the proven least
 * only if every row with u > 0 is tight and every condition with a reduced payoff s - A'u takes its cheaper truth
 * (complementary slackness). Atoms on this face are the only ones that an optimal mixture of fair prices can use, so
 * they are the ones worth drawing: propagation over the tightened rows draws them directly, without a solver.
 */
import { multiplierValue, reducedPayoffs } from '../oracle/floor';
import { FREE, Propagator } from '../../relations/propagate';
import type { Atom } from '../space/search';
import type { OutcomeSpace, SpaceRow } from '../space/space';
import type { Bands } from './levels';

export interface Face {
  readonly net: Float64Array;
  readonly multipliers: Float64Array;
  readonly reduced: Float64Array;
  /** Least net.y that the multipliers prove, in shares. */
  readonly least: number;
}

/** Multipliers and payoffs below a micro-share are a solver's noise. */
const NOISE = 1e-6;
const MOST_NOISE = 30;

export function faceOf(space: OutcomeSpace, net: Float64Array, multipliers: Float64Array): Face {
  const clamped = multipliers.map((value, row) => (space.rows[row]?.equality ? value : Math.max(0, value)));
  const reduced = reducedPayoffs(space, net, clamped);
  let least = multiplierValue(space, clamped);
  for (const value of reduced) least += Math.min(0, value);
  return { net, multipliers: clamped, reduced, least };
}

export interface HerdRequest {
  readonly bands: Bands;
  /** Mean of the atoms already there, and how many draws it counts for. */
  readonly mean: Float64Array;
  readonly weight: number;
  readonly count: number;
  readonly isOver: () => boolean;
}

/**
 * Draws atoms of one face. Herding (Welling 2009; Frank-Wolfe on the distance to the bands, with a dive in place of the
 * exact oracle): each draw prefers the truths that bring the mean of all draws back into the bands, the condition
 * furthest out first, so the mean closes in with one over the number of draws and not with its square root.
 */
export class FaceSampler {
  readonly #propagator: Propagator;
  readonly #conditions: number;
  readonly #feasible: boolean;
  readonly #random: () => number;

  constructor(space: OutcomeSpace, face: Face, random: () => number) {
    this.#conditions = space.keys.length;
    this.#random = random;
    this.#propagator = new Propagator({ keys: space.keys, rows: faceRows(space, face) });
    this.#feasible =
      this.#propagator.feasible &&
      face.reduced.every(
        (value, condition) => Math.abs(value) <= NOISE || this.#propagator.assign(condition, value > 0 ? 0 : 1),
      );
  }

  /** Up to `count` atoms; fewer when dives keep ending in contradictions. */
  herd({ bands, mean, weight, count, isOver }: HerdRequest): readonly Atom[] {
    if (!this.#feasible) return [];
    const size = this.#conditions;
    const sums = mean.map((value) => value * weight);
    const radix = 2 ** Math.ceil(Math.log2(size + 1));
    const ranks = new Float64Array(size);
    const wanted = new Int8Array(size);
    const atoms: Atom[] = [];
    let failures = 0;
    let inARow = 0;
    while (atoms.length < count && failures < 2 * count && !isOver()) {
      const drawn = weight + atoms.length;
      // Dives that failed are repeated in a more random order.
      const noise = Math.min(MOST_NOISE, 0.3 * (1 + inARow));
      for (let condition = 0; condition < size; condition += 1) {
        const lower = bands.lower[condition] ?? 0;
        const upper = bands.upper[condition] ?? 0;
        const average = drawn > 0 ? (sums[condition] ?? 0) / drawn : (lower + upper) / 2;
        const margin = INNER * (upper - lower);
        const target = Math.min(Math.max(average, lower + margin), upper - margin);
        const short = (drawn + 1) * target - (sums[condition] ?? 0) - 0.5;
        wanted[condition] = short > 0 ? 1 : 0;
        ranks[condition] =
          condition - radix * Math.round(RESOLUTION * (Math.min(MOST_NOISE, Math.abs(short)) + noise * this.#random()));
      }
      const atom = this.#dive(ranks.sort(), radix, wanted);
      if (!atom) {
        failures += 1;
        inARow += 1;
        continue;
      }
      inARow = 0;
      atoms.push(atom);
      for (let condition = 0; condition < size; condition += 1)
        sums[condition] = (sums[condition] ?? 0) + (atom[condition] ?? 0);
    }
    return atoms;
  }

  /**
   * Atoms worth much at the given prices of the conditions: dives for the dearest truths first, each in another order.
   */
  towards(prices: Float64Array, count: number): readonly Atom[] {
    if (!this.#feasible) return [];
    const size = this.#conditions;
    const radix = 2 ** Math.ceil(Math.log2(size + 1));
    const largest = prices.reduce((most, price) => Math.max(most, Math.abs(price)), 0) || 1;
    const ranks = new Float64Array(size);
    const wanted = new Int8Array(size);
    const atoms: Atom[] = [];
    for (let draw = 0; draw < count; draw += 1) {
      for (let condition = 0; condition < size; condition += 1) {
        const price = (prices[condition] ?? 0) / largest;
        // A condition without a price takes either truth.
        wanted[condition] = price > 1e-12 || (price > -1e-12 && this.#random() < 0.5) ? 1 : 0;
        ranks[condition] =
          condition -
          radix * Math.round(RESOLUTION * (Math.abs(price) * (0.5 + this.#random()) + 1e-3 * this.#random()));
      }
      const atom = this.#dive(ranks.sort(), radix, wanted);
      if (atom) atoms.push(atom);
    }
    return atoms;
  }

  /** Conditions in the order of their ranks, each as wanted unless the others already decide. */
  #dive(ranks: Float64Array, radix: number, wanted: Int8Array): Atom | null {
    const propagator = this.#propagator;
    const start = propagator.mark();
    let open = true;
    for (let position = 0; open && position < ranks.length; position += 1) {
      const condition = (((ranks[position] ?? 0) % radix) + radix) % radix;
      if (propagator.truths[condition] !== FREE) continue;
      const mark = propagator.mark();
      const truth = wanted[condition] === 1 ? 1 : 0;
      if (propagator.assign(condition, truth)) continue;
      propagator.undoTo(mark);
      open = propagator.assign(condition, truth === 1 ? 0 : 1);
    }
    const atom = open ? propagator.truths.slice() : null;
    propagator.undoTo(start);
    return atom;
  }
}

/** Draws aim this far inside the bands, so that the mean does not settle on their edge. */
const INNER = 0.1;
/** Ranks are whole numbers so that a plain numeric sort orders them. */
const RESOLUTION = 1e5;

/**
 * Rows with a multiplier are tight. Cover rows only help a relaxation: for whole truths the two rows of a majority
 * already say it all.
 */
function faceRows(space: OutcomeSpace, { multipliers }: Face): readonly SpaceRow[] {
  const seen = new Map<unknown, number>();
  return space.rows.flatMap((row, index) => {
    const tight = Math.abs(multipliers[index] ?? 0) > NOISE;
    if (tight) return [row.equality ? row : { ...row, equality: true }];
    if (row.origin.kind === 'clique') return [row];
    const { relation } = row.origin;
    const before = seen.get(relation) ?? 0;
    seen.set(relation, before + 1);
    return relation.body.type === 'majority' && before >= MAJORITY_ROWS ? [] : [row];
  });
}

const MAJORITY_ROWS = 2;
