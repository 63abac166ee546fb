/**
 * The first look at a component whose books moved, for the tick itself: nothing to take, a certified basket, or open.
 * No program is solved for it. Three things are tried, each with the floor that integers prove:
 *
 *   the last basket, walked again through the books as they are now
 *   the best single-rule basket (single/)
 *   the warm optimum of all rules together, cut to the budget
 *
 * The best at its limits is certified. It need not be the best there is: the full solve (solve.ts) looks for that
 * afterwards, and what it finds is the last basket of the next look.
 */
import type { Certificate } from '../../domain/basket';
import { at, own } from '../../domain/arrays';
import type { Instance } from '../../domain/instance';
import type { LpSolver } from '../../ports/lp-solver';
import { buildLanes, type Lane } from '../lp/lanes';
import { walkLanes } from '../lp/safe-trade';
import { makeTrade, positionsOf, spentMicros, type LaneTrade, type Trade, type TradeContext } from '../lp/trade';
import { provenFloor } from '../oracle/floor';
import { proveTrade, Witnesses } from '../prove/prove';
import { bestSingleRule } from '../single/sized';
import type { OutcomeSpace } from '../space/space';
import { WarmComponent } from './warm-component';

/** A basket that is cut to the budget is cut a little below it: fees are rounded up per fill. */
const KEEP = 0.999;
/** Legs under the venue's least size are left out, and the rest is looked at again, this often. */
const ROUNDS = 3;

export class FirstLook {
  readonly space: OutcomeSpace;
  readonly #solver: LpSolver;
  readonly #witnesses: Witnesses;
  /** Its levels are the real ones; loaded when there is something to take. */
  #warm: WarmComponent | null | undefined;
  #last: Trade | null = null;

  constructor(space: OutcomeSpace, solver: LpSolver) {
    this.space = space;
    this.#solver = solver;
    this.#witnesses = new Witnesses(space);
  }

  /** What a full solve found; the next looks start from it, unless they know a better one. */
  keep(trade: Trade): void {
    if (trade.multipliers.length !== this.space.rows.length) return;
    if (trade.edgeAtLimitsMicros > (this.#last?.edgeAtLimitsMicros ?? 0)) this.#last = trade;
  }

  /** The best basket that is known at once and certified, or null, which says nothing. */
  basket(instance: Instance, accepts: (certificate: Certificate) => boolean): Certificate | null {
    const { space } = this;
    const context: TradeContext = { space, instance, solvers: [], timeLimitMs: 0 };
    const lanes = buildLanes(instance, space.keys).filter(({ side }) => side === 'buy');
    const trades = [this.#again(context, lanes), bestSingleRule(context, lanes), this.#together(context, lanes)];
    const best = trades
      .flatMap((trade) => (trade && trade.edgeAtLimitsMicros > 0 ? [trade] : []))
      .sort((a, b) => b.edgeAtLimitsMicros - a.edgeAtLimitsMicros);
    for (const trade of best) {
      const proven = proveTrade(context, trade, this.#witnesses);
      if (!proven || proven.certificate.edgeAtLimitsMicros <= 0 || !accepts(proven.certificate)) continue;
      this.#last = proven.trade;
      return proven.certificate;
    }
    this.#last = null;
    return null;
  }

  #again(context: TradeContext, lanes: readonly Lane[]): Trade | null {
    const last = this.#last;
    if (!last) return null;
    const sizes = new Map(last.legs.map(({ lane, walk }) => [slotOf(lane), walk.sizeMicros]));
    const held = lanes.filter((lane) => sizes.has(slotOf(lane)));
    if (held.length !== sizes.size) return null;
    const legs = walkLanes(
      held,
      Float64Array.from(held, (lane) => sizes.get(slotOf(lane)) ?? 0),
      context.instance.lotMicros,
    );
    if (legs.length !== held.length) return null;
    // What the shares pay is a matter of outcomes and not of books, and may be more than the rules alone prove.
    const isSame = legs.every(({ lane, walk }) => walk.sizeMicros === sizes.get(slotOf(lane)));
    return affordable(context, legs, last.multipliers, isSame ? last.floorMicros : 0);
  }

  #together(context: TradeContext, lanes: readonly Lane[]): Trade | null {
    const { instance, space } = context;
    // One rule and nothing else: the single-rule basket is the same.
    if (space.rows.length < 2 || instance.voids > 0) return null;
    this.#warm ??= WarmComponent.over({ ...instance, books: {}, budgetMicros: null }, space, this.#solver);
    const warm = this.#warm;
    if (!warm) return null;
    const bySlot = new Map(lanes.map((lane) => [slotOf(lane), lane]));
    const left = new Set<number>();
    let found: Trade | null = null;
    for (let round = 0; round < ROUNDS && !found; round += 1) {
      space.keys.forEach((key, condition) => {
        const book = own(instance.books, key);
        const asks = (token: 'yes' | 'no') => {
          const slot = 2 * condition + (token === 'no' ? 1 : 0);
          const empty = { asks: [], bids: [], hash: '', verifiedAtMs: 0 };
          return { ...empty, asks: left.has(slot) ? [] : (bySlot.get(slot)?.levels ?? []) };
        };
        if (book) warm.update(key, { yes: asks('yes'), no: asks('no'), mirrored: true });
      });
      const answer = warm.solve(0);
      if (answer.kind !== 'trade') return null;
      const legs = answer.trade.legs.flatMap(({ lane, walk }) => {
        const now = bySlot.get(slotOf(lane));
        return now ? [{ lane: now, walk }] : [];
      });
      const trade = affordable(context, legs, answer.trade.multipliers);
      const small = (trade?.legs ?? legs).filter(({ lane, walk }) => walk.sizeMicros < lane.minSizeMicros);
      if (trade && small.length === 0) found = trade;
      else if (small.length === 0) return null;
      for (const { lane } of small) left.add(slotOf(lane));
    }
    return found;
  }
}

function slotOf({ condition, token }: Lane): number {
  return 2 * condition + (token === 'no' ? 1 : 0);
}

/**
 * The same legs with as many shares as the budget pays for, all cut by one factor; null when some are not sold.
 * `floorMicros`: what all of them are known to pay; it only decides what is worth a proof.
 */
function affordable(
  context: TradeContext,
  legs: readonly LaneTrade[],
  multipliers: Float64Array,
  floorMicros = 0,
): Trade | null {
  const { space, instance } = context;
  const { budgetMicros, lotMicros } = instance;
  const spent = spentMicros(legs);
  const share = budgetMicros === null || spent <= budgetMicros ? 1 : (KEEP * budgetMicros) / spent;
  let cut = legs;
  let rows = multipliers;
  if (share < 1) {
    const whole = (value: number): number => Math.floor((value * share) / lotMicros) * lotMicros;
    cut = walkLanes(
      legs.map(({ lane }) => lane),
      Float64Array.from(legs, ({ walk }) => whole(walk.sizeMicros)),
      lotMicros,
    );
    if (cut.length !== legs.length) return null;
    rows = multipliers.map((value, row) => (at(space.rows, row).equality ? Math.round(value * share) : whole(value)));
  }
  const proven = provenFloor(space, positionsOf(space, cut), rows, instance.voids);
  const known = instance.voids > 0 ? 0 : Math.floor(floorMicros * share);
  const trade = makeTrade(cut, rows, Math.max(proven, known));
  return budgetMicros !== null && spentMicros(cut) > budgetMicros ? null : trade;
}
