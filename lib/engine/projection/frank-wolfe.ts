/**
 * Projection onto the marginal polytope M itself, by barrier Frank-Wolfe with blended pairwise steps
 * (docs/maths.md 1.3, docs/maths.md 1.4). The oracle gives the atom least in a direction; between two oracle calls,
 * pairwise steps move weight inside the active set until they promise less than the oracle did (Tsuji, Tanaka, Pokutta
 * 2022). Iterates live in (1-e) M + e u, u inside M, so that logits stay finite; e shrinks by the rule of Krishnan et
 * al. (2015) with the gap at the current iterate. The gap <grad F(mu), mu - z> is over M, so it bounds F(mu) - F*
 * whatever e is.
 */
import { at } from '../../domain/arrays';
import type { Atom } from '../space/search';
import type { Link } from './link';

export interface FrankWolfeRequest {
  readonly link: Link;
  readonly prices: Float64Array;
  readonly weights: Float64Array;
  /** Atoms that between them show every possible truth: their mean is inside M in every open coordinate (InitFW). */
  readonly witnesses: readonly Atom[];
  /** Conditions that can take one truth only carry no divergence. */
  readonly settled: ReadonlySet<number>;
  /** Atom least in a direction, or null when the oracle gave up. */
  readonly oracle: (direction: Float64Array) => Atom | null;
  /** Stop when the gap is at most (1 - alpha) of the divergence. */
  readonly alpha: number;
  /** Stop when the gap is at most this, whatever the divergence. */
  readonly tolerance: number;
  readonly maxOracleCalls: number;
}

export interface FrankWolfeAnswer {
  readonly means: Float64Array;
  readonly divergence: number;
  readonly gap: number;
  readonly iterations: number;
  readonly oracleCalls: number;
  /** Oracle calls at which the gap first fell to a tenth of the divergence; null when it did not. */
  readonly callsToTenth: number | null;
}

const FIRST_CONTRACTION = 0.1;
/** Pairwise steps between two oracle calls: the inner problem is cheap beside an oracle call. */
const INNER_STEPS = 200;

export function projectByFrankWolfe(request: FrankWolfeRequest): FrankWolfeAnswer {
  const state = new ActiveSet(request);
  let contraction = FIRST_CONTRACTION;
  let oracleCalls = 0;
  let callsToTenth: number | null = null;
  let best: FrankWolfeAnswer | null = null;
  for (let iteration = 1; oracleCalls < request.maxOracleCalls; iteration += 1) {
    const means = state.means(contraction);
    const gradient = state.gradient(means);
    const atom = request.oracle(gradient);
    if (!atom) break;
    oracleCalls += 1;
    let gap = 0;
    let towardsCentre = 0;
    for (let index = 0; index < means.length; index += 1) {
      gap += at(gradient, index) * (at(means, index) - at(atom, index));
      towardsCentre -= at(gradient, index) * (at(state.centre, index) - at(means, index));
    }
    gap = Math.max(0, gap);
    const divergence = state.divergence(means);
    if (callsToTenth === null && gap <= 0.1 * divergence) callsToTenth = oracleCalls;
    // The iterate with the largest divergence - gap carries the largest guarantee (Kroer et al., Proposition 4.1).
    if (!best || gap < best.gap) best = { means, divergence, gap, iterations: iteration, oracleCalls, callsToTenth };
    if (gap <= request.tolerance || gap <= (1 - request.alpha) * divergence) break;
    if (towardsCentre < 0 && gap / (-4 * towardsCentre) < contraction)
      contraction = Math.min(gap / (-4 * towardsCentre), contraction / 2);
    state.add(atom);
    state.correct(contraction, gap);
  }
  const final = best ?? {
    means: state.means(contraction),
    divergence: state.divergence(state.means(contraction)),
    gap: Infinity,
    iterations: 0,
  };
  return { ...final, oracleCalls, callsToTenth };
}

class ActiveSet {
  readonly centre: Float64Array;
  readonly #request: FrankWolfeRequest;
  readonly #atoms: Atom[] = [];
  readonly #shares: number[] = [];
  readonly #known = new Map<string, number>();
  readonly #mixture: Float64Array;
  /** By condition: the atoms in which it is true. */
  readonly #atomsWith: readonly number[][];

  constructor(request: FrankWolfeRequest) {
    this.#request = request;
    this.#mixture = new Float64Array(request.prices.length);
    this.centre = new Float64Array(request.prices.length);
    this.#atomsWith = Array.from({ length: request.prices.length }, () => []);
    for (const atom of request.witnesses) {
      this.#index(atom);
      for (let index = 0; index < this.centre.length; index += 1)
        this.centre[index] = at(this.centre, index) + at(atom, index) / request.witnesses.length;
    }
    for (let atom = 0; atom < this.#atoms.length; atom += 1) this.#shift(atom, 1 / this.#atoms.length);
  }

  means(contraction: number): Float64Array {
    return this.#mixture.map((value, index) => (1 - contraction) * value + contraction * at(this.centre, index));
  }

  gradient(means: Float64Array): Float64Array {
    const { link, prices, weights, settled } = this.#request;
    return means.map((mean, index) =>
      settled.has(index) ? 0 : at(weights, index) * link.gradient(mean, at(prices, index)),
    );
  }

  divergence(means: Float64Array): number {
    const { link, prices, weights, settled } = this.#request;
    let total = 0;
    for (let index = 0; index < means.length; index += 1)
      if (!settled.has(index)) total += at(weights, index) * link.divergence(at(means, index), at(prices, index));
    return total;
  }

  add(atom: Atom): void {
    this.#index(atom);
  }

  #index(atom: Atom): number {
    const name = atom.join('');
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#known.set(name, this.#atoms.length);
    for (let index = 0; index < atom.length; index += 1)
      if (atom[index] === 1) at(this.#atomsWith, index).push(this.#atoms.length);
    this.#atoms.push(atom);
    this.#shares.push(0);
    return this.#atoms.length - 1;
  }

  #shift(atom: number, share: number): void {
    this.#shares[atom] = at(this.#shares, atom) + share;
    const truths = at(this.#atoms, atom);
    for (let index = 0; index < truths.length; index += 1)
      if (truths[index] === 1) this.#mixture[index] = at(this.#mixture, index) + share;
  }

  /**
   * Pairwise steps inside the active set until they promise less than a tenth of the oracle's gap. A step moves only
   * the conditions on which its two atoms differ, so the gradient's product with every atom is brought up to date from
   * those conditions alone.
   */
  correct(contraction: number, gap: number): void {
    const means = this.means(contraction);
    const gradient = this.gradient(means);
    const products = Float64Array.from(this.#atoms, (atom) => {
      let product = 0;
      for (let index = 0; index < atom.length; index += 1) if (atom[index] === 1) product += at(gradient, index);
      return product;
    });
    for (let step = 0; step < INNER_STEPS; step += 1) {
      let toward = -1;
      let away = -1;
      let least = Infinity;
      let most = -Infinity;
      for (let index = 0; index < products.length; index += 1) {
        const product = at(products, index);
        if (product < least) [least, toward] = [product, index];
        if (product > most && at(this.#shares, index) > 0) [most, away] = [product, index];
      }
      if (toward < 0 || away < 0 || toward === away || most - least <= gap / 10) return;
      const moved = this.#between(toward, away);
      const share = this.#lineSearch(means, moved, { scale: 1 - contraction, largest: at(this.#shares, away) });
      if (share <= 0) return;
      this.#shift(toward, share);
      this.#shift(away, -share);
      if (at(this.#shares, away) < 1e-15) this.#shares[away] = 0;
      this.#follow(moved, share * (1 - contraction), { means, gradient, products });
    }
  }

  /** Conditions on which two atoms differ, with the sign of the move from the second to the first. */
  #between(toward: number, away: number): readonly Move[] {
    const { settled } = this.#request;
    const to = at(this.#atoms, toward);
    const from = at(this.#atoms, away);
    const moved: Move[] = [];
    for (let index = 0; index < to.length; index += 1)
      if (to[index] !== from[index] && !settled.has(index)) moved.push({ index, sign: to[index] === 1 ? 1 : -1 });
    return moved;
  }

  #follow(
    moved: readonly Move[],
    distance: number,
    state: { readonly means: Float64Array; readonly gradient: Float64Array; readonly products: Float64Array },
  ): void {
    const { link, prices, weights } = this.#request;
    const { means, gradient, products } = state;
    for (const { index, sign } of moved) {
      means[index] = at(means, index) + sign * distance;
      const now = at(weights, index) * link.gradient(at(means, index), at(prices, index));
      const change = now - at(gradient, index);
      gradient[index] = now;
      for (const atom of at(this.#atomsWith, index)) products[atom] = at(products, atom) + change;
    }
  }

  /** Share of weight moved from one atom to the other: root of the convex slope, by Newton inside a bracket. */
  #lineSearch(
    means: Float64Array,
    moved: readonly Move[],
    { scale, largest }: { readonly scale: number; readonly largest: number },
  ): number {
    const { link, prices, weights } = this.#request;
    const slopeAt = (share: number): { readonly slope: number; readonly curve: number } => {
      let slope = 0;
      let curve = 0;
      for (const { index, sign } of moved) {
        const mean = at(means, index) + share * sign * scale;
        slope += sign * scale * at(weights, index) * link.gradient(mean, at(prices, index));
        curve += (scale * scale * at(weights, index)) / link.slope(mean);
      }
      return { slope, curve };
    };
    if (slopeAt(largest).slope <= 0) return largest;
    let low = 0;
    let high = largest;
    let share = 0;
    for (let step = 0; step < 40 && high - low > 1e-12 * largest; step += 1) {
      const { slope, curve } = slopeAt(share);
      if (slope < 0) low = share;
      else high = share;
      const newton = share - slope / curve;
      share = newton > low && newton < high ? newton : (low + high) / 2;
      if (Math.abs(newton - share) === 0 && Math.abs(slope) < 1e-13 * curve) break;
    }
    return low > 0 ? low : share;
  }
}

interface Move {
  readonly index: number;
  readonly sign: 1 | -1;
}
