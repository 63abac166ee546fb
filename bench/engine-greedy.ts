/** The baseline of published bots: take single-rule violations one after another, best first, until none is left (maths 3.5). */
import type { Instance } from '../lib/domain/instance';
import { buildLanes } from '../lib/engine/arbitrage/lanes';
import { levelCost } from '../lib/engine/arbitrage/build-lp';
import { at } from '../lib/engine/arrays';
import { buildSpace } from '../lib/engine/space/space';
import { MICROS } from '../lib/domain/units';

/** Dollars gained. Each pass takes the basket with the best edge per set down to the thinnest of its best levels. */
export function greedySweep(instance: Instance, keys: readonly string[]): number {
  const space = buildSpace(keys, instance.relations);
  const lanes = buildLanes(instance, keys);
  const queues = new Map(lanes.map((lane) => [`${lane.condition}.${lane.token}`, lane.levels.map((level) => ({ cost: levelCost(lane, level.priceMicros), left: level.sizeMicros / MICROS }))]));
  const best = (condition: number, token: 'yes' | 'no') => queues.get(`${condition}.${token}`)?.find(({ left }) => left > 1e-9) ?? null;
  const rules = [
    ...keys.map((_, condition) => ({ legs: [{ condition, token: 'yes' as const, weight: 1 }, { condition, token: 'no' as const, weight: 1 }], pays: 1 })),
    ...space.rows.flatMap((row) =>
      (row.equality ? [1, -1] : [1]).map((sign) => {
        const legs = Array.from(row.indices, (condition, position) => {
          const coefficient = sign * at(row.coefficients, position);
          return { condition, token: coefficient > 0 ? ('yes' as const) : ('no' as const), weight: Math.abs(coefficient) };
        });
        const negative = Array.from(row.coefficients, (coefficient) => Math.min(0, sign * coefficient)).reduce((sum, value) => sum + value, 0);
        return { legs, pays: sign * row.atLeast - negative };
      }),
    ),
  ];
  let total = 0;
  for (;;) {
    let chosen: { readonly rule: (typeof rules)[number]; readonly edge: number; readonly sets: number } | null = null;
    for (const rule of rules) {
      let cost = 0;
      let sets = Infinity;
      for (const { condition, token, weight } of rule.legs) {
        const level = best(condition, token);
        cost += level ? level.cost * weight : Infinity;
        sets = Math.min(sets, level ? level.left / weight : 0);
      }
      const edge = rule.pays - cost;
      if (edge > 1e-9 && sets > 0 && edge > (chosen?.edge ?? 0)) chosen = { rule, edge, sets };
    }
    if (!chosen) return total;
    for (const { condition, token, weight } of chosen.rule.legs) {
      const level = best(condition, token);
      if (level) level.left -= chosen.sets * weight;
    }
    total += chosen.edge * chosen.sets;
  }
}
