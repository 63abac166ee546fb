/**
 * The first look at a component after a tick: its warm optimum says in tens of microseconds when there is still nothing
 * to take, and then the one-shot solve is not needed; where there is, a basket that is certified at once comes first
 * (first-look.ts). Of the bound only "nothing" is taken. Budget, voids, minimum sizes
 * and whole lots can only lower the optimum, and every book is looked at as if all its shares stood at its best price:
 * the value here bounds the real one from above, level by level, so worthless here is worthless there. (The best few
 * levels would not do: crumbs are worth nothing that can be measured, and what lies behind them may be worth a lot.)
 */
import type { Certificate } from '../../domain/basket';
import type { Instance, InstanceBook, InstanceSide } from '../../domain/instance';
import { isExecutable } from '../../domain/relation';
import { sizeMicros, type PriceMicros } from '../../domain/units';
import type { LpSolver } from '../../ports/lp-solver';
import { own } from '../../domain/arrays';
import { Propagator } from '../../relations/propagate';
import { findAtom } from '../../relations/search';
import { checkInstance } from '../check-instance';
import type { Trade } from '../lp/trade';
import { buildSpace, type OutcomeSpace } from '../space/space';
import { FirstLook } from './first-look';
import { WarmComponent } from './warm-component';
import { WarmComponents } from './warm-components';
import { WORTHLESS } from '../lp/safe-trade';

const EMPTY: InstanceSide = { asks: [], bids: [], hash: '', verifiedAtMs: 0 };
const NO_QUOTES: InstanceBook = { yes: EMPTY, no: EMPTY, mirrored: true };
/**
 * A component that is seen for the first time is known to have an outcome after some dives; one that is not may be
 * empty, and that is for the full solve to say.
 */
const FIRST_SEARCH = { nodes: 20_000, work: 2_000_000 };
/** Objects and arrays of one condition in both warm programs, about. */
const BYTES_PER_CONDITION = 4_096;
/** A solver that the warm search has to ask may hold up the tick this long. */
const ASK_MS = 20;

export type Look =
  /** The relaxation is proven to have no value at these books, by these prices of YES where they are known. */
  | { readonly kind: 'none'; readonly worth: Float64Array | null }
  /** A basket that is certified; there may be better ones. */
  | { readonly kind: 'basket'; readonly certificate: Certificate }
  /** Neither: a full solve has to say. */
  | { readonly kind: 'open' };

interface Kept {
  /** All shares of a token at its best price: bounds the value from above. Null where there are too many rows. */
  readonly bound: WarmComponent | null;
  readonly first: FirstLook;
  readonly bytes: number;
  /** The last look found a basket, so that the next one looks for it first. */
  hadBasket: boolean;
}

export class WarmScan {
  readonly #components = new WarmComponents<Kept>();
  readonly #solver: LpSolver;

  /** The solver is asked only when a warm search does not end in a proof. */
  constructor(solver: LpSolver) {
    this.#solver = solver;
  }

  /**
   * Keeps warm the component of an instance that a full solve has answered: its outcome space is known to hold an atom.
   * The basket that was found, if any, is where the next look starts.
   */
  learn(instance: Instance, trade: Trade | null = null): void {
    if (hasInventory(instance)) return;
    const kept = this.#components.get(termsOf(instance), () => this.#load(instance, spaceOf(instance)));
    if (kept && trade) {
      kept.first.keep(trade);
      kept.hadBasket = true;
    }
  }

  /** The outcome space of an instance that was seen before; null when it is not known to hold an atom. */
  spaceOf(instance: Instance): OutcomeSpace | null {
    return hasInventory(instance) ? null : (this.#components.get(termsOf(instance), () => null)?.first.space ?? null);
  }

  /** What can be said of the books at once. */
  look(instance: Instance, accepts: (certificate: Certificate) => boolean): Look {
    if (hasInventory(instance)) return { kind: 'open' };
    const kept = this.#components.get(termsOf(instance), () => this.#prepare(instance));
    if (!kept) return { kind: 'open' };
    if (!kept.hadBasket && isWorthless(kept.bound, instance, ASK_MS)) return none(kept);
    const certificate = kept.first.basket(instance, accepts);
    const had = kept.hadBasket;
    kept.hadBasket = certificate !== null;
    if (certificate) return { kind: 'basket', certificate };
    return had && isWorthless(kept.bound, instance, ASK_MS) ? none(kept) : { kind: 'open' };
  }

  /** True only when the relaxation is proven to have no value at these books; false says nothing. */
  hasNothing(instance: Instance, timeLimitMs: number): boolean {
    if (hasInventory(instance)) return false;
    const kept = this.#components.get(termsOf(instance), () => null);
    return kept !== null && isWorthless(kept.bound, instance, timeLimitMs);
  }

  #prepare(instance: Instance): Kept | null {
    if (!checkInstance(instance).ok) return null;
    const space = spaceOf(instance);
    return findAtom(new Propagator(space), FIRST_SEARCH).kind === 'found' ? this.#load(instance, space) : null;
  }

  #load(instance: Instance, space: OutcomeSpace): Kept {
    const bound = WarmComponent.over({ ...instance, books: {} }, space, this.#solver);
    const first = new FirstLook(space, this.#solver);
    return { bound, first, bytes: BYTES_PER_CONDITION * space.keys.length + 2 * (bound?.bytes ?? 0), hadBasket: false };
  }
}

/** Noise may leave a price a last bit outside of what prices are. */
function none({ bound }: Kept): Look {
  return { kind: 'none', worth: bound?.fair?.map((price) => Math.min(1, Math.max(0, price))) ?? null };
}

function isWorthless(warm: WarmComponent | null, instance: Instance, timeLimitMs: number): boolean {
  if (!warm) return false;
  for (const { key } of instance.conditions) warm.update(key, atBest(own(instance.books, key)));
  const answer = warm.solve(timeLimitMs);
  return answer.kind === 'none' && answer.value <= WORTHLESS;
}

function spaceOf({ conditions, relations }: Instance): OutcomeSpace {
  return buildSpace(
    conditions.map(({ key }) => key),
    relations.filter(isExecutable),
  );
}

function atBest(book: InstanceBook | undefined): InstanceBook {
  return book ? { ...book, yes: oneLevel(book.yes), no: oneLevel(book.no) } : NO_QUOTES;
}

/** All shares at the lowest of the prices. */
function oneLevel(side: InstanceSide): InstanceSide {
  let best: PriceMicros | null = null;
  let shares = 0;
  for (const { priceMicros, sizeMicros: size } of side.asks) {
    if (best === null || priceMicros < best) best = priceMicros;
    shares += size;
  }
  return {
    ...side,
    asks:
      best === null ? [] : [{ priceMicros: best, sizeMicros: sizeMicros(Math.min(shares, Number.MAX_SAFE_INTEGER)) }],
  };
}

/** Shares held can be sold, which the warm component does not model. */
function hasInventory({ inventory }: Instance): boolean {
  return Object.keys(inventory).length > 0;
}

const terms = new WeakMap<Instance, string>();

/** Everything but the books: whatever differs here is another program. */
function termsOf(instance: Instance): string {
  const known = terms.get(instance);
  if (known !== undefined) return known;
  const { conditions, relations, lotMicros } = instance;
  const made = JSON.stringify([conditions, relations, lotMicros]);
  terms.set(instance, made);
  return made;
}
