/**
 * A mixture of atoms whose means lie in given bands, nearest to the present one: fair prices together with their proof.
 * With Z the atoms, one per column,  min 1/2 |w - w0|^2  s.t.  lower <= Z w <= upper,  1.w = 1,  w >= 0,  by the dual
 * active-set method of Goldfarb and Idnani (1983): start without the bands, take in the one missed most, keep every
 * multiplier's sign, and stop when none is missed, or when one cannot be met whatever is given up, which proves that no
 * mixture of these atoms fits. Few bands bind, and all that is asked of the atoms is how often two conditions are true
 * together. The last step is exact to rounding, as a proof to a hundredth of a cent needs.
 */
import { emptyMarks, mark, type AtomPool } from './atom-pool';
import { ActiveSet, DEPENDENT } from './active-set';
import type { Bands } from './levels';

/**
 * Why no mixture fits, as prices of the conditions: every usable atom is worth at most `atMost` at them, and a mixture
 * in the bands would have to be worth more. Only an atom worth more than that can help (the dual ray; pricing in column
 * generation).
 */
export interface Lack {
  readonly prices: Float64Array;
  readonly atMost: number;
}

export type Fit =
  | { readonly kind: 'fits' }
  | { readonly kind: 'impossible'; readonly lack: Lack | null }
  | { readonly kind: 'gave-up' };

/** Larger systems than this are for the master program. */
const MAX_ACTIVE = 400;
const MAX_STEPS = 1500;
const EXACT = 1e-12;

/**
 * One linear constraint on the weights: a condition's band from below (+1) or above (-1), the sum, or one weight's
 * sign.
 */
export interface Side {
  readonly kind: 'band' | 'sum' | 'weight';
  /** Condition, or atom for a weight; 0 for the sum. */
  readonly of: number;
  readonly sign: 1 | -1;
  readonly target: number;
  /** An equality is never given up and its multiplier has any sign. */
  readonly equality: boolean;
}

/**
 * What one fit leaves for the next: bands that bound, and the weights it was nearest to. Most of both stay from tick to
 * tick.
 */
interface Memory {
  readonly generation: number;
  readonly base: Float64Array;
  readonly active: readonly Side[];
}

export class MixtureFitter {
  readonly #pool: AtomPool;
  readonly #active = new ActiveSet<Side>(MAX_ACTIVE);
  #memory: Memory | null = null;

  constructor(pool: AtomPool) {
    this.#pool = pool;
  }

  /** Changes the pool's weights only if it fits. `usable` marks the atoms that may have weight. */
  fit(usable: Uint8Array, bands: Bands, isOver: () => boolean): Fit {
    const memory = this.#memory?.generation === this.#pool.generation ? this.#memory : null;
    const solver = new MixtureSolver(this.#pool, { usable, bands, base: memory?.base ?? null, active: this.#active });
    if (solver.count === 0) return { kind: 'impossible', lack: null };
    if (memory) solver.resume(memory.active);
    const outcome = run(solver, isOver);
    if (outcome.kind === 'fits') this.#memory = { generation: this.#pool.generation, ...solver.memory() };
    return outcome;
  }
}

function run(solver: MixtureSolver, isOver: () => boolean): Fit {
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const missed = solver.mostMissed();
    if (!missed) return { kind: solver.commit() ? 'fits' : 'gave-up' };
    if (isOver()) break;
    const outcome = solver.takeIn(missed);
    if (outcome.kind !== 'taken') return outcome;
  }
  return { kind: 'gave-up' };
}

interface Given {
  readonly usable: Uint8Array;
  readonly bands: Bands;
  readonly base: Float64Array | null;
  /** Emptied first; kept between fits for its memory only. */
  readonly active: ActiveSet<Side>;
}

class MixtureSolver {
  readonly count: number;
  readonly #pool: AtomPool;
  readonly #usable: Uint8Array;
  readonly #bands: Bands;
  readonly #among = emptyMarks();
  readonly #weights: Float64Array;
  readonly #means: Float64Array;
  #total = 0;
  readonly #active: ActiveSet<Side>;
  /** In how many usable atoms a condition is true. */
  readonly #counts: Float64Array;
  readonly #isActive = { band: new Int8Array(0), weight: new Uint8Array(0), sum: false };

  readonly #base: Float64Array;

  constructor(pool: AtomPool, { usable, bands, base, active }: Given) {
    active.clear();
    this.#active = active;
    this.#pool = pool;
    this.#usable = usable;
    this.#bands = bands;
    this.#base = new Float64Array(pool.size);
    this.#means = new Float64Array(pool.conditions);
    this.#counts = new Float64Array(pool.conditions);
    this.#isActive.band = new Int8Array(pool.conditions);
    this.#isActive.weight = new Uint8Array(pool.size);
    this.count = this.#spread(base);
    this.#weights = this.#base.slice();
    this.#total = pool.mix(this.#weights, this.#means);
    for (let index = 0; index < pool.size; index += 1) if (usable[index] === 1) mark(this.#among, index);
    for (let condition = 0; condition < pool.conditions; condition += 1)
      this.#counts[condition] = pool.countBoth(condition, condition, this.#among);
  }

  /**
   * Equal shares, for new atoms as much as an old one has on average: a spread mixture can be bent far before a weight
   * reaches zero.
   */
  #spread(base: Float64Array | null): number {
    let count = 0;
    let known = 0;
    let total = 0;
    for (let index = 0; index < this.#base.length; index += 1) {
      if (this.#usable[index] !== 1) continue;
      count += 1;
      const before = base?.[index] ?? 0;
      if (before > 0) known += 1;
      total += before;
    }
    const share = known > 0 ? total / known : 1;
    let sum = 0;
    for (let index = 0; index < this.#base.length; index += 1) {
      if (this.#usable[index] !== 1) continue;
      const before = base?.[index] ?? 0;
      this.#base[index] = before > 0 ? before : share;
      sum += this.#base[index] ?? 0;
    }
    for (let index = 0; index < this.#base.length; index += 1) this.#base[index] = (this.#base[index] ?? 0) / sum;
    return count;
  }

  /**
   * Starts from the constraints that bound last time, at their present targets: those whose multipliers turn out with
   * the wrong sign are dropped, until what is left is the optimum under itself, which is all that the method needs to
   * go on.
   */
  resume(sides: readonly Side[]): void {
    for (const side of sides) {
      const now = this.#active.size < MAX_ACTIVE - 1 ? this.#renewed(side) : null;
      if (now)
        this.#active.add(now, {
          products: this.#active.map((other) => this.#product(now, other)),
          own: this.#product(now, now),
          multiplier: 0,
        });
    }
    for (;;) {
      const members = this.#active.members();
      const multipliers = this.#active.solve(this.#active.map((side) => this.#missing(side)));
      let wrong = 0;
      for (let position = members.length - 1; position >= 0; position -= 1) {
        if (members[position]?.equality !== false || (multipliers[position] ?? 0) >= 0) continue;
        this.#active.remove(position);
        wrong += 1;
      }
      if (wrong > 0) continue;
      this.#active.setMultipliers(multipliers);
      for (const side of members) this.#markActive(side, 1);
      this.#moveBy(members, multipliers);
      return;
    }
  }

  /** The same side of the band as it is now; null when it is gone. */
  #renewed(side: Side): Side | null {
    if (side.kind === 'sum') return side;
    if (side.kind === 'weight') return this.#usable[side.of] === 1 ? side : null;
    const low = this.#bands.lower[side.of] ?? 0;
    const high = this.#bands.upper[side.of] ?? 0;
    return { ...side, target: side.sign === 1 ? low : -high, equality: low === high };
  }

  memory(): Pick<Memory, 'base' | 'active'> {
    return { base: this.#base, active: this.#active.members() };
  }

  /** The constraint missed most for its size, or null. */
  mostMissed(): Side | null {
    const { lower, upper } = this.#bands;
    let worst = 0;
    let found: Side | null = null;
    for (let condition = 0; condition < this.#means.length; condition += 1) {
      const mean = this.#means[condition] ?? 0;
      const low = lower[condition] ?? 0;
      const high = upper[condition] ?? 0;
      const missed = Math.max(low - mean, mean - high);
      if (missed <= EXACT || this.#isActive.band[condition] !== 0) continue;
      const scaled = missed / Math.sqrt(1 + (this.#counts[condition] ?? 0));
      if (scaled <= worst) continue;
      worst = scaled;
      const sign = mean < low ? 1 : -1;
      found = { kind: 'band', of: condition, sign, target: sign === 1 ? low : -high, equality: low === high };
    }
    for (let index = 0; index < this.#weights.length; index += 1) {
      const missed = -(this.#weights[index] ?? 0);
      if (missed <= worst || missed <= EXACT || this.#isActive.weight[index] === 1) continue;
      worst = missed;
      found = { kind: 'weight', of: index, sign: 1, target: 0, equality: false };
    }
    return found;
  }

  /** One constraint becomes active; others are given up where their multipliers would change sign. */
  takeIn(side: Side): { readonly kind: 'taken' } | Fit {
    if (this.#active.size === 0 && side.kind !== 'sum') {
      // The sum holds from the start, so taking it in moves nothing.
      const started = this.takeIn({ kind: 'sum', of: 0, sign: 1, target: 1, equality: true });
      if (started.kind !== 'taken') return started;
    }
    let multiplier = 0;
    const own = this.#product(side, side);
    for (;;) {
      if (this.#active.size >= MAX_ACTIVE) return { kind: 'gave-up' };
      const products = this.#active.map((other) => this.#product(side, other));
      const share = this.#active.solve(products);
      let left = own;
      for (let position = 0; position < share.length; position += 1)
        left -= (share[position] ?? 0) * (products[position] ?? 0);
      const dependent = left <= DEPENDENT * own;
      const blocking = this.#active.blocking(share, (other) => !other.equality);
      const full = dependent ? Infinity : this.#missing(side) / left;
      const length = Math.min(full, blocking.length);
      if (length === Infinity) return { kind: 'impossible', lack: this.#lack(side, share) };
      this.#active.move(share, length);
      multiplier += length;
      if (!dependent) this.#moveWeights(side, share, length);
      if (full <= blocking.length) {
        if (!this.#active.add(side, { products, own, multiplier })) return { kind: 'gave-up' };
        this.#markActive(side, 1);
        return { kind: 'taken' };
      }
      this.#markActive(this.#active.remove(blocking.position), 0);
    }
  }

  #markActive(side: Side, active: 0 | 1): void {
    if (side.kind === 'band') this.#isActive.band[side.of] = active;
    else if (side.kind === 'weight') this.#isActive.weight[side.of] = active;
  }

  #missing({ kind, of, sign, target }: Side): number {
    if (kind === 'sum') return target - this.#total;
    return target - sign * ((kind === 'band' ? this.#means[of] : this.#weights[of]) ?? 0);
  }

  /** Inner product of two constraints' normals over the usable atoms. */
  #product(a: Side, b: Side): number {
    const sign = a.sign * b.sign;
    if (a.kind === 'sum') return sign * this.#size(b);
    if (b.kind === 'sum') return sign * this.#size(a);
    if (a.kind === 'band' && b.kind === 'band') return sign * this.#pool.countBoth(a.of, b.of, this.#among);
    if (a.kind === 'band') return sign * this.#pool.truth(b.of, a.of);
    if (b.kind === 'band') return sign * this.#pool.truth(a.of, b.of);
    return a.of === b.of ? sign : 0;
  }

  /** Inner product with the sum, the sign left out. */
  #size(side: Side): number {
    if (side.kind === 'sum') return this.count;
    return side.kind === 'band' ? (this.#counts[side.of] ?? 0) : 1;
  }

  /** Steps along what is left of the constraint's normal once the active ones are taken out. */
  #moveWeights(side: Side, share: Float64Array, length: number): void {
    this.#moveBy([...this.#active.members(), side], this.#along(share, length));
  }

  /** Amounts of the active normals and, last, the constraint's own. */
  #along(share: Float64Array, length: number): Float64Array {
    const amounts = new Float64Array(share.length + 1);
    for (let position = 0; position < share.length; position += 1) amounts[position] = -length * (share[position] ?? 0);
    amounts[share.length] = length;
    return amounts;
  }

  /** What is left of the constraint's normal is nothing on the atoms: its part on the conditions prices them. */
  #lack(side: Side, share: Float64Array): Lack {
    const prices = new Float64Array(this.#means.length);
    const amounts = this.#along(share, 1);
    let everywhere = 0;
    [...this.#active.members(), side].forEach(({ kind, of, sign }, position) => {
      const amount = sign * (amounts[position] ?? 0);
      if (kind === 'band') prices[of] = (prices[of] ?? 0) + amount;
      else if (kind === 'sum') everywhere += amount;
    });
    return { prices, atMost: -everywhere };
  }

  /** Adds multiples of constraints' normals to the weights. */
  #moveBy(sides: readonly Side[], amounts: Float64Array): void {
    const weights = this.#weights;
    let everywhere = 0;
    for (let position = 0; position < sides.length; position += 1) {
      const side = sides[position];
      if (!side) break;
      const amount = side.sign * (amounts[position] ?? 0);
      if (side.kind === 'sum') everywhere += amount;
      else if (side.kind === 'band') this.#pool.addWhereTrue(weights, side.of, { amount, among: this.#among });
      else weights[side.of] = (weights[side.of] ?? 0) + amount;
    }
    for (let index = 0; index < weights.length; index += 1)
      if (this.#usable[index] === 1) weights[index] = (weights[index] ?? 0) + everywhere;
    this.#total = this.#pool.mix(weights, this.#means);
  }

  /** Into the pool, with rounding's negative weights cut off; false when the bands are missed after all. */
  commit(): boolean {
    const weights = this.#weights.map((weight) => Math.max(0, weight));
    const total = this.#pool.mix(weights, this.#means);
    const { lower, upper } = this.#bands;
    for (let condition = 0; condition < this.#means.length; condition += 1) {
      const mean = (this.#means[condition] ?? 0) / total;
      if (Math.max((lower[condition] ?? 0) - mean, mean - (upper[condition] ?? 0)) > ACCEPTED) return false;
    }
    this.#pool.weights.fill(0);
    for (let index = 0; index < weights.length; index += 1) this.#pool.weights[index] = (weights[index] ?? 0) / total;
    return true;
  }
}

/** A hundred thousand shares off by this much are a tenth of a thousandth of a cent. */
const ACCEPTED = 1e-11;
