/**
 * How many units of a single-rule basket are worth taking: the most at the limits that lots, least sizes and the budget
 * leave. All legs grow together, so there is one number to choose; it is tried where a leg's limit moves to its next
 * level, or where the money ends. The floor is then proven in integers as for any other trade.
 */
import { at } from '../../domain/arrays';
import { provenFloor } from '../oracle/floor';
import { levelCost } from '../lp/build-lp';
import type { Lane } from '../lp/lanes';
import { walkLanes } from '../lp/safe-trade';
import { makeTrade, positionsOf, spentMicros, type Trade, type TradeContext } from '../lp/trade';
import { singleRuleRecipes, type Recipe } from './recipes';

/** Levels over all legs that one basket may walk; a sum over thousands of deep books need not go on for ever. */
const MOST_STEPS = 2_000;
/** Fees are rounded up per fill, so a basket that just keeps the budget may pass it by a little. */
const SHAVES = 8;

/** The single-rule basket with the best edge at its limits; null when none has one. */
export function bestSingleRule(context: TradeContext, lanes: readonly Lane[]): Trade | null {
  let best: Trade | null = null;
  for (const recipe of singleRuleRecipes(context.space, lanes, context.instance.budgetMicros)) {
    const trade = sized(context, recipe);
    if (trade && trade.edgeAtLimitsMicros > (best?.edgeAtLimitsMicros ?? 0)) best = trade;
  }
  return best;
}

/** The best number of units of one recipe, in micros; null when not even the least sizes earn anything. */
function sized(context: TradeContext, recipe: Recipe): Trade | null {
  const { budgetMicros, lotMicros } = context.instance;
  const budget = budgetMicros === null ? Infinity : budgetMicros;
  const least = Math.max(...recipe.legs.map(({ lane, weight }) => lane.minSizeMicros / weight));
  const level = new Int32Array(recipe.legs.length);
  const depth = Float64Array.from(recipe.legs, ({ lane, weight }) => at(lane.levels, 0).sizeMicros / weight);
  let { edge, cost } = recipe;
  let best = { units: 0, worth: 0 };
  for (let step = 0; step < MOST_STEPS && edge > 0; step += 1) {
    // A loop: spreading thousands of legs over arguments ends in the stack.
    let end = Infinity;
    for (let leg = 0; leg < depth.length; leg += 1) end = Math.min(end, depth[leg] ?? 0);
    const units = Math.min(end, budget / cost);
    if (units >= least && units * edge > best.worth) best = { units, worth: units * edge };
    if (units < end) break;
    let isUsedUp = false;
    for (let leg = 0; leg < depth.length; leg += 1) {
      if ((depth[leg] ?? 0) > end) continue;
      const { lane, weight } = at(recipe.legs, leg);
      const before = at(lane.levels, at(level, leg));
      const next = lane.levels[at(level, leg) + 1];
      if (next === undefined) {
        isUsedUp = true;
        break;
      }
      level[leg] = at(level, leg) + 1;
      depth[leg] = at(depth, leg) + next.sizeMicros / weight;
      const dearer = weight * (levelCost(lane, next.priceMicros) - levelCost(lane, before.priceMicros));
      edge -= dearer;
      cost += dearer;
    }
    if (isUsedUp) break;
  }
  let lots = Math.floor(best.units / lotMicros + 1e-9);
  for (let shave = 0; shave < SHAVES && lots > 0; shave += 1) {
    const trade = tradeOf(context, recipe, lots * lotMicros);
    if (trade === null) return null;
    if (budgetMicros === null || spentMicros(trade.legs) <= budgetMicros)
      return trade.edgeAtLimitsMicros > 0 ? trade : null;
    lots -= 2 ** shave;
  }
  return null;
}

function tradeOf({ space, instance }: TradeContext, { legs, rows }: Recipe, units: number): Trade | null {
  const lanes = legs.map(({ lane }) => lane);
  const sizes = Float64Array.from(legs, ({ weight }) => weight * units);
  const walked = walkLanes(lanes, sizes, instance.lotMicros);
  if (walked.length !== legs.length) return null;
  const multipliers = new Float64Array(space.rows.length);
  for (const [row, multiplier] of rows) multipliers[row] = at(multipliers, row) + multiplier * units;
  return makeTrade(walked, multipliers, provenFloor(space, positionsOf(space, walked), multipliers, instance.voids));
}
