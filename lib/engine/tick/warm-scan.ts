/**
 * The first look at a component after a tick: its warm optimum says in tens of microseconds when there is still nothing
 * to take, and then the one-shot solve is not needed. Only "nothing" is taken from here. Budget, voids, minimum sizes
 * and whole lots can only lower the optimum, and every book is looked at as if all its shares stood at its best price:
 * the value here bounds the real one from above, level by level, so worthless here is worthless there. (The best few
 * levels would not do: crumbs are worth nothing that can be measured, and what lies behind them may be worth a lot.)
 */
import type { Instance, InstanceBook, InstanceSide } from '../../domain/instance';
import { sizeMicros, type PriceMicros } from '../../domain/units';
import type { LpSolver } from '../../ports/lp-solver';
import { own } from '../../domain/arrays';
import { WarmComponent } from './warm-component';
import { WarmComponents } from './warm-components';
import { WORTHLESS } from '../lp/safe-trade';

const EMPTY: InstanceSide = { asks: [], bids: [], hash: '', verifiedAtMs: 0 };
const NO_QUOTES: InstanceBook = { yes: EMPTY, no: EMPTY, mirrored: true };

export class WarmScan {
  readonly #components = new WarmComponents();
  readonly #solver: LpSolver;

  /** The solver is asked only when a warm search does not end in a proof. */
  constructor(solver: LpSolver) {
    this.#solver = solver;
  }

  /**
   * Keeps warm the component of an instance that a full solve has answered: its outcome space is known to hold an atom.
   */
  learn(instance: Instance): void {
    if (hasInventory(instance)) return;
    this.#components.get(termsOf(instance), () => WarmComponent.load({ ...instance, books: {} }, this.#solver));
  }

  /** True only when the relaxation is proven to have no value at these books; false says nothing. */
  hasNothing(instance: Instance, timeLimitMs: number): boolean {
    if (hasInventory(instance)) return false;
    const warm = this.#components.get(termsOf(instance), () => null);
    if (!warm) return false;
    for (const { key } of instance.conditions) warm.update(key, atBest(own(instance.books, key)));
    const answer = warm.solve(timeLimitMs);
    return answer.kind === 'none' && answer.value <= WORTHLESS;
  }
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

/** Everything but the books: whatever differs here is another program. */
function termsOf({ conditions, relations, lotMicros }: Instance): string {
  return JSON.stringify([conditions, relations, lotMicros]);
}
