/**
 * The first look at a component after a tick: its warm optimum says in tens of microseconds when there is still nothing to take, and then
 * the one-shot solve is not needed. Only "nothing" is taken from here. Budget, voids, minimum sizes and whole lots can only lower the
 * optimum, and a book deeper than the warm slots has value exactly when its best levels do, so zero here is zero there.
 */
import type { Instance, InstanceBook, InstanceSide } from '../../domain/instance';
import type { LpSolver } from '../../ports/lp-solver';
import { own } from '../arrays';
import { HotComponent } from './hot';
import { HotComponents } from './hot-kept';
import { WORTHLESS } from './safe-trade';

const EMPTY: InstanceSide = { asks: [], bids: [], hash: '', verifiedAtMs: 0 };
const NO_QUOTES: InstanceBook = { yes: EMPTY, no: EMPTY, mirrored: true };

export class WarmScan {
  readonly #kept = new HotComponents();
  readonly #solver: LpSolver;

  /** The solver is asked only when a warm search does not end in a proof. */
  constructor(solver: LpSolver) {
    this.#solver = solver;
  }

  /** Keeps the component of an instance that a full solve has answered: its outcome space is known to hold an atom. */
  learn(instance: Instance): void {
    if (hasInventory(instance)) return;
    this.#kept.get(termsOf(instance), () => HotComponent.load({ ...instance, books: {} }, this.#solver));
  }

  /** True only when the relaxation is proven to have no value at these books; false says nothing. */
  hasNothing(instance: Instance, timeLimitMs: number): boolean {
    if (hasInventory(instance)) return false;
    const hot = this.#kept.get(termsOf(instance), () => null);
    if (!hot) return false;
    for (const { key } of instance.conditions) hot.update(key, own(instance.books, key) ?? NO_QUOTES);
    const answer = hot.solve(timeLimitMs);
    return answer.kind === 'none' && answer.value <= WORTHLESS;
  }
}

/** Shares held can be sold, which the warm component does not model. */
function hasInventory({ inventory }: Instance): boolean {
  return Object.keys(inventory).length > 0;
}

/** Everything but the books: whatever differs here is another program. */
function termsOf({ conditions, relations, lotMicros }: Instance): string {
  return JSON.stringify([conditions, relations, lotMicros]);
}
