/**
 * Baselines of published bots: single-rule violations taken one after another (docs/maths.md 3.5). Three of them,
 * because they differ by much. The top sweep asks each rule once and takes what its best levels hold; the walking sweep
 * follows each rule down the levels until it earns nothing; what a rule took is gone for the next. The exhaustive one
 * takes the best violation of all rules level by level, again and again, until none is left.
 */
import type { Instance } from '../lib/domain/instance';
import { buildLanes } from '../lib/engine/lp/lanes';
import { levelCost } from '../lib/engine/lp/build-lp';
import { at } from '../lib/domain/arrays';
import { buildSpace } from '../lib/engine/space/space';
import { MICROS } from '../lib/domain/units';

interface Leg {
  readonly condition: number;
  readonly token: 'yes' | 'no';
  readonly weight: number;
}

/** One row of the outcome space as a basket: these legs pay at least `pays` whatever happens. */
interface Rule {
  readonly legs: readonly Leg[];
  readonly pays: number;
}

interface Offer {
  readonly edge: number;
  readonly sets: number;
}

class Shelf {
  readonly rules: readonly Rule[];
  readonly #queues: ReadonlyMap<string, { readonly cost: number; left: number }[]>;

  constructor(instance: Instance, keys: readonly string[]) {
    const space = buildSpace(keys, instance.relations);
    const lanes = buildLanes(instance, keys);
    this.#queues = new Map(
      lanes.map((lane) => [
        `${lane.condition}.${lane.token}`,
        lane.levels.map((level) => ({ cost: levelCost(lane, level.priceMicros), left: level.sizeMicros / MICROS })),
      ]),
    );
    this.rules = [
      ...keys.map((_, condition) => ({
        legs: [
          { condition, token: 'yes' as const, weight: 1 },
          { condition, token: 'no' as const, weight: 1 },
        ],
        pays: 1,
      })),
      ...space.rows.flatMap((row) =>
        (row.equality ? [1, -1] : [1]).map((sign) => {
          const legs = Array.from(row.indices, (condition, position) => {
            const coefficient = sign * at(row.coefficients, position);
            return {
              condition,
              token: coefficient > 0 ? ('yes' as const) : ('no' as const),
              weight: Math.abs(coefficient),
            };
          });
          const negative = Array.from(row.coefficients, (coefficient) => Math.min(0, sign * coefficient)).reduce(
            (sum, value) => sum + value,
            0,
          );
          return { legs, pays: sign * row.atLeast - negative };
        }),
      ),
    ];
  }

  #best({ condition, token }: Leg) {
    return this.#queues.get(`${condition}.${token}`)?.find(({ left }) => left > 1e-9) ?? null;
  }

  /** Edge per set at the best levels, and how many sets they hold. */
  offer({ legs, pays }: Rule): Offer {
    let cost = 0;
    let sets = Infinity;
    for (const leg of legs) {
      const level = this.#best(leg);
      cost += level ? level.cost * leg.weight : Infinity;
      sets = Math.min(sets, level ? level.left / leg.weight : 0);
    }
    return { edge: pays - cost, sets };
  }

  /** Dollars gained. */
  take({ legs }: Rule, { edge, sets }: Offer): number {
    for (const leg of legs) {
      const level = this.#best(leg);
      if (level) level.left -= sets * leg.weight;
    }
    return edge * sets;
  }
}

function isWorth({ edge, sets }: Offer): boolean {
  return edge > 1e-9 && sets > 0;
}

/** Every rule once, in order, at its best levels only, as a scan of the top of the books sees it. Dollars. */
export function greedyTop(instance: Instance, keys: readonly string[]): number {
  const shelf = new Shelf(instance, keys);
  let total = 0;
  for (const rule of shelf.rules) {
    const offer = shelf.offer(rule);
    if (isWorth(offer)) total += shelf.take(rule, offer);
  }
  return total;
}

/** Every rule once, in order, each walked down its levels. Dollars. */
export function greedySweep(instance: Instance, keys: readonly string[]): number {
  const shelf = new Shelf(instance, keys);
  let total = 0;
  for (const rule of shelf.rules) {
    for (let offer = shelf.offer(rule); isWorth(offer); offer = shelf.offer(rule)) total += shelf.take(rule, offer);
  }
  return total;
}

/** The best violation first, until none is left. Dollars. */
export function greedyExhaustive(instance: Instance, keys: readonly string[]): number {
  const shelf = new Shelf(instance, keys);
  let total = 0;
  for (;;) {
    let chosen: { readonly rule: Rule; readonly offer: Offer } | null = null;
    for (const rule of shelf.rules) {
      const offer = shelf.offer(rule);
      if (isWorth(offer) && offer.edge > (chosen?.offer.edge ?? 0)) chosen = { rule, offer };
    }
    if (!chosen) return total;
    total += shelf.take(chosen.rule, chosen.offer);
  }
}

/** The single rule that earns most alone, on untouched books. Dollars. */
export function bestSingleRule(instance: Instance, keys: readonly string[]): number {
  const untouched = new Shelf(instance, keys);
  let best = 0;
  for (const rule of untouched.rules) {
    if (!isWorth(untouched.offer(rule))) continue;
    const shelf = new Shelf(instance, keys);
    let total = 0;
    for (let offer = shelf.offer(rule); isWorth(offer); offer = shelf.offer(rule)) total += shelf.take(rule, offer);
    best = Math.max(best, total);
  }
  return best;
}
