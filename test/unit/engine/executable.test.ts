/**
 * The basket at its limits: certified by the program, never below the walked one, and no single limit moved by a level
 * would make it better.
 */
import { describe, expect, it } from 'vitest';
import { bookAround, groupModel, ladderModel, marketOf, type Model } from '../../../bench/engine-instances';
import type { Instance } from '../../../lib/domain/instance';
import { moneyMicros, priceMicros, sizeMicros } from '../../../lib/domain/units';
import { solveExecutable } from '../../../lib/engine/lp/executable';
import { buildLanes, type Lane } from '../../../lib/engine/lp/lanes';
import { solveSafeTrade } from '../../../lib/engine/lp/safe-trade';
import { spentMicros, type Trade, type TradeContext } from '../../../lib/engine/lp/trade';
import { buildSpace } from '../../../lib/engine/space/space';
import { loadSolvers } from '../../../lib/workers/create-engine';
import { seeded } from '../../../lib/domain/random';
import { finish } from '../../../lib/domain/steps';

const { all: solvers } = await loadSolvers();

/** The model's market with every third book far off its price. */
function broken(model: Model, seed: number): Instance {
  const random = seeded(seed);
  const { instance, prices } = marketOf(model, random);
  const shift = (index: number): number => (index % 3 === seed % 3 ? 0.12 * (random() < 0.5 ? -1 : 1) : 0);
  return {
    ...instance,
    books: Object.fromEntries(
      model.keys.map((key, index) => [
        key,
        bookAround(random, Math.min(0.95, Math.max(0.05, (prices[key] ?? 0.5) + shift(index)))),
      ]),
    ),
  };
}

function contextOf(
  instance: Instance,
  model: Model,
): { readonly context: TradeContext; readonly lanes: readonly Lane[]; readonly walked: Trade | null } {
  const context: TradeContext = {
    space: buildSpace(model.keys, instance.relations),
    instance,
    solvers,
    timeLimitMs: 5_000,
  };
  const lanes = buildLanes(instance, model.keys);
  const outcome = solveSafeTrade(context, lanes);
  return { context, lanes, walked: outcome.kind === 'trade' ? outcome.trade : null };
}

const always = { maxSolves: 2_000, isOver: () => false };

/** The lanes with each traded one cut to a single level at its limit, one of them moved by some levels. */
function around(
  lanes: readonly Lane[],
  trade: Trade,
  moved: { readonly lane: Lane; readonly by: number },
): readonly Lane[] {
  return lanes.flatMap((lane) => {
    const leg = trade.legs.find(
      (candidate) => candidate.lane.condition === lane.condition && candidate.lane.token === lane.token,
    );
    if (!leg) return [];
    const limit =
      lane.levels.findIndex((level) => level.priceMicros === leg.walk.worstPriceMicros) +
      (moved.lane === lane ? moved.by : 0);
    const taken = lane.levels.slice(0, limit + 1);
    const last = taken.at(-1);
    if (limit < 0 || limit >= lane.levels.length || !last) return [];
    return [
      {
        ...lane,
        levels: [
          {
            priceMicros: priceMicros(last.priceMicros),
            sizeMicros: sizeMicros(taken.reduce((total, level) => total + level.sizeMicros, 0)),
          },
        ],
      },
    ];
  });
}

describe.each([
  ['groups of 5', groupModel(5)],
  ['ladders of 8', ladderModel(8)],
])('the basket at its limits on %s', (_name, model) => {
  it('is a local optimum over limits and never below the walked basket', () => {
    let found = 0;
    let better = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const instance = broken(model, seed);
      const { context, lanes, walked } = contextOf(instance, model);
      if (!walked) continue;
      const best = finish(solveExecutable(context, lanes, walked, always));
      found += 1;
      if (best.edgeAtLimitsMicros > walked.edgeAtLimitsMicros) better += 1;
      expect(best.edgeAtLimitsMicros, `seed ${seed}`).toBeGreaterThanOrEqual(walked.edgeAtLimitsMicros);
      for (const lane of lanes) {
        if (!best.legs.some((leg) => leg.lane.condition === lane.condition && leg.lane.token === lane.token)) continue;
        for (const by of [-1, 1]) {
          const outcome = solveSafeTrade(context, around(lanes, best, { lane, by }), 1e-5);
          // A hundredth of a cent and a lot of every leg may be lost in rounding.
          if (outcome.kind === 'trade')
            expect(
              outcome.trade.edgeAtLimitsMicros,
              `seed ${seed}, ${lane.key}.${lane.token} by ${by}`,
            ).toBeLessThanOrEqual(best.edgeAtLimitsMicros + 100 + 10_000 * best.legs.length);
        }
      }
    }
    expect(found).toBeGreaterThan(3);
    expect(better).toBeGreaterThan(0);
  });
});

it('stays within a budget that binds', () => {
  const model = ladderModel(8);
  let bound = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    const instance = broken(model, seed);
    const budgetMicros = moneyMicros(20_000_000);
    const { context, lanes, walked } = contextOf({ ...instance, budgetMicros }, model);
    if (!walked) continue;
    const best = finish(solveExecutable(context, lanes, walked, always));
    expect(spentMicros(best.legs)).toBeLessThanOrEqual(budgetMicros);
    if (spentMicros(walked.legs) > 0.9 * budgetMicros) bound += 1;
  }
  expect(bound).toBeGreaterThan(0);
});

it('keeps the walked basket when its time is over at once', () => {
  const model = ladderModel(8);
  const instance = broken(model, 4);
  const { context, lanes, walked } = contextOf(instance, model);
  if (!walked) throw new Error('a basket');
  expect(finish(solveExecutable(context, lanes, walked, { maxSolves: 10, isOver: () => true }))).toBe(walked);
});
