/**
 * The baskets of one rule at a time (docs/maths.md 3.5), without any program: for every row alpha.y >= beta, YES of
 * alpha+ and NO of alpha- pay at least beta + sum alpha- whatever happens, and so does NO of a with YES of whatever a
 * implies, over any number of steps. A leg that is left out costs its whole dollar. What is found is ranked by the best
 * asks; how many shares are worth it, `sized.ts` says. Linear in the entries of the rows, up to sorting.
 */
import { at, sumOf } from '../../domain/arrays';
import { MICROS } from '../../domain/units';
import { levelCost } from '../lp/build-lp';
import type { Lane } from '../lp/lanes';
import type { OutcomeSpace, SpaceRow } from '../space/space';

export interface RecipeLeg {
  readonly lane: Lane;
  /** Shares in one unit of the basket. */
  readonly weight: number;
}

/** One unit: what is bought, and which rows prove that it pays `sum of weights - loss` dollars. */
export interface Recipe {
  readonly legs: readonly RecipeLeg[];
  /** Dollars by which one unit pays less than all its legs together could. */
  readonly loss: number;
  /** Row of the space with the multiplier of one unit, signed for equalities. */
  readonly rows: readonly (readonly [row: number, multiplier: number])[];
  /** Dollars that one unit earns at the best asks; above zero. */
  readonly edge: number;
  /** Dollars that one unit costs at the best asks. */
  readonly cost: number;
}

/** Sized and certified one by one, so no more than this are kept. */
const MOST_RECIPES = 12;
/** Dollars: below it float noise can make an edge of nothing. */
const LEAST_EDGE = 1e-9;

/** By condition and token, what can be bought. */
class Offers {
  readonly #lanes: (Lane | undefined)[];
  readonly #costs: Float64Array;

  constructor(size: number, lanes: readonly Lane[]) {
    this.#lanes = Array.from({ length: 2 * size }, () => undefined);
    this.#costs = new Float64Array(2 * size).fill(Infinity);
    for (const lane of lanes) {
      if (lane.side !== 'buy') continue;
      const slot = 2 * lane.condition + (lane.token === 'no' ? 1 : 0);
      this.#lanes[slot] = lane;
      this.#costs[slot] = levelCost(lane, at(lane.levels, 0).priceMicros);
    }
  }

  /** Dollars of one share at the best ask with its fee; infinite where there is none. */
  cost(condition: number, token: Lane['token']): number {
    return at(this.#costs, 2 * condition + (token === 'no' ? 1 : 0));
  }

  lane(condition: number, token: Lane['token']): Lane | undefined {
    return this.#lanes[2 * condition + (token === 'no' ? 1 : 0)];
  }
}

/** Those that earn something at the best asks, the best first. */
export function singleRuleRecipes(
  space: OutcomeSpace,
  lanes: readonly Lane[],
  budgetMicros: number | null,
): readonly Recipe[] {
  const offers = new Offers(space.keys.length, lanes);
  const budget = budgetMicros === null ? Infinity : budgetMicros / MICROS;
  const found: Recipe[] = [...binaries(space, offers), ...chains(space, offers)];
  space.rows.forEach((row, index) => {
    found.push(...ofRow({ row, index, sign: 1 }, offers, budget));
    if (row.equality) found.push(...ofRow({ row, index, sign: -1 }, offers, budget));
  });
  return found.sort((a, b) => b.edge / b.cost - a.edge / a.cost).slice(0, MOST_RECIPES);
}

function binaries({ keys }: OutcomeSpace, offers: Offers): readonly Recipe[] {
  return keys.flatMap((_, condition) => {
    const cost = offers.cost(condition, 'yes') + offers.cost(condition, 'no');
    return pairOf(offers, { yes: condition, no: condition, rows: [], cost });
  });
}

interface PairFound {
  readonly yes: number;
  readonly no: number;
  readonly rows: Recipe['rows'];
  readonly cost: number;
}

function pairOf(offers: Offers, { yes, no, rows, cost }: PairFound): readonly Recipe[] {
  if (!(1 - cost > LEAST_EDGE)) return [];
  const legs = [offers.lane(yes, 'yes'), offers.lane(no, 'no')].flatMap((lane) => (lane ? [{ lane, weight: 1 }] : []));
  return legs.length === 2 ? [{ legs, loss: 1, rows, edge: 1 - cost, cost }] : [];
}

interface SignedRow {
  readonly row: SpaceRow;
  readonly index: number;
  /** -1 for an equality turned round. */
  readonly sign: 1 | -1;
}

/** A member of a row that costs less than it can pay. */
interface Gain {
  readonly lane: Lane;
  readonly weight: number;
  /** Dollars of one share. */
  readonly cost: number;
}

/**
 * The baskets of one row. All members that gain anything together earn most a unit; the first of them, best first, may
 * earn more a dollar, and where the least sizes of all pass the budget only some can be had.
 */
function ofRow({ row, index, sign }: SignedRow, offers: Offers, budget: number): readonly Recipe[] {
  let weights = 0;
  let negative = 0;
  let edge = 0;
  const gains: Gain[] = [];
  for (let position = 0; position < row.indices.length; position += 1) {
    const coefficient = sign * (row.coefficients[position] ?? 0);
    const weight = Math.abs(coefficient);
    const condition = row.indices[position] ?? 0;
    const token = coefficient > 0 ? 'yes' : 'no';
    weights += weight;
    if (coefficient < 0) negative += weight;
    const cost = offers.cost(condition, token);
    const lane = cost < 1 ? offers.lane(condition, token) : undefined;
    if (!lane) continue;
    gains.push({ lane, weight, cost });
    edge += weight * (1 - cost);
  }
  const loss = weights - (sign * row.atLeast + negative);
  if (!(edge - loss > LEAST_EDGE)) return [];
  gains.sort((a, b) => a.cost - b.cost);
  return [...bestCounts(gains, loss, budget)].map((count): Recipe => {
    const taken = gains.slice(0, count);
    return {
      legs: taken,
      loss,
      rows: [[index, sign]],
      edge: sumOf(taken.map((gain) => gain.weight * (1 - gain.cost))) - loss,
      cost: sumOf(taken.map((gain) => gain.weight * gain.cost)),
    };
  });
}

/** How many of the gains, best first, earn most a dollar: of all, and of those whose least sizes the budget pays. */
function bestCounts(gains: readonly Gain[], loss: number, budget: number): ReadonlySet<number> {
  let edge = -loss;
  let cost = 0;
  let least = 0;
  const best = { any: 0, paid: 0 };
  const counts = { any: gains.length, paid: gains.length };
  gains.forEach((gain, position) => {
    edge += gain.weight * (1 - gain.cost);
    cost += gain.weight * gain.cost;
    least = Math.max(least, gain.lane.minSizeMicros / MICROS / gain.weight);
    if (!(edge > LEAST_EDGE)) return;
    if (edge / cost > best.any) [best.any, counts.any] = [edge / cost, position + 1];
    if (edge / cost > best.paid && least * cost <= budget) [best.paid, counts.paid] = [edge / cost, position + 1];
  });
  return new Set([counts.paid, counts.any, gains.length]);
}

/** a implies b, as a row of two. */
function implications(space: OutcomeSpace): ReadonlyMap<number, readonly { readonly then: number; row: number }[]> {
  const steps = new Map<number, { readonly then: number; row: number }[]>();
  space.rows.forEach(({ indices, coefficients, atLeast }, row) => {
    const [a, b] = indices;
    if (indices.length !== 2 || a === undefined || b === undefined || atLeast !== 0) return;
    if (coefficients[0] !== -(coefficients[1] ?? 0) || Math.abs(coefficients[0] ?? 0) !== 1) return;
    const [from, then] = coefficients[0] === -1 ? [a, b] : [b, a];
    const known = steps.get(from);
    if (known) known.push({ then, row });
    else steps.set(from, [{ then, row }]);
  });
  return steps;
}

/**
 * For every condition the cheapest NO among all that imply it, over any number of steps: from the cheapest NO on, each
 * floods what it implies and nothing that a cheaper one has reached.
 */
function chains(space: OutcomeSpace, offers: Offers): readonly Recipe[] {
  const steps = implications(space);
  const from = new Int32Array(space.keys.length).fill(-1);
  const by = new Int32Array(space.keys.length).fill(-1);
  const found: Recipe[] = [];
  const starts = [...steps.keys()]
    .filter((condition) => offers.cost(condition, 'no') < 1)
    .sort((a, b) => offers.cost(a, 'no') - offers.cost(b, 'no'));
  const rowsTo = (start: number, end: number): Recipe['rows'] => {
    const rows: (readonly [number, number])[] = [];
    for (let at = end; at !== start; at = from[at] ?? start) rows.push([by[at] ?? 0, 1]);
    return rows;
  };
  for (const start of starts) {
    if (at(from, start) >= 0) continue;
    from[start] = start;
    const open = [start];
    for (let condition = open.pop(); condition !== undefined; condition = open.pop()) {
      for (const { then, row } of steps.get(condition) ?? []) {
        if (at(from, then) >= 0) continue;
        from[then] = condition;
        by[then] = row;
        open.push(then);
        const cost = offers.cost(start, 'no') + offers.cost(then, 'yes');
        if (1 - cost > LEAST_EDGE)
          found.push(...pairOf(offers, { yes: then, no: start, rows: rowsTo(start, then), cost }));
      }
    }
  }
  return found;
}
