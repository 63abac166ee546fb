import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { levelCost } from '../../../lib/engine/lp/build-lp';
import { buildLanes } from '../../../lib/engine/lp/lanes';
import { leastAtom } from '../../../lib/engine/oracle/least-atom';
import { projectByFrankWolfe, type FrankWolfeAnswer } from '../../../lib/engine/projection/frank-wolfe';
import { binaryLink, lmsrLink } from '../../../lib/engine/projection/link';
import { settle } from '../../../lib/engine/space/search';
import { buildSpace } from '../../../lib/engine/space/space';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { enumeratedValue } from '../../kit/engine-values';
import { seeded } from '../../../lib/domain/random';
import { runs } from '../../kit/property';
import { randomInstance, randomSpace } from '../../kit/random-instances';

let glpk: LpSolver;

beforeAll(async () => {
  glpk = await createGlpkSolver();
});

interface Case {
  readonly prices: Float64Array;
  readonly weights: Float64Array;
  readonly worlds: readonly Uint8Array[];
  readonly open: readonly number[];
  readonly run: (maxOracleCalls: number, tolerance: number) => FrankWolfeAnswer;
}

/** Null when everything is settled: then there is nothing to project. */
function caseOf(seed: number): Case | null {
  const random = seeded(seed);
  const { keys, relations, atoms } = randomSpace(random, 5);
  const space = buildSpace(keys, relations);
  const { witnesses, settled, kind } = settle(space);
  if (kind !== 'open' || settled.size === keys.length) return null;
  const prices = Float64Array.from(keys, () => 0.03 + 0.94 * random());
  const weights = Float64Array.from(keys, () => 0.2 + 3 * random());
  return {
    prices,
    weights,
    worlds: atoms.map((atom) => Uint8Array.from(keys, (key) => (atom[key] ? 1 : 0))),
    open: keys.map((_, index) => index).filter((index) => !settled.has(index)),
    run: (maxOracleCalls, tolerance) =>
      projectByFrankWolfe({
        link: binaryLink,
        prices,
        weights,
        witnesses,
        settled: new Set(settled.keys()),
        oracle: (net) => leastAtom({ space, net, multipliers: null, nodeLimit: 10_000, tolerance: 0 })?.atom ?? null,
        alpha: 1,
        tolerance,
        maxOracleCalls,
      }),
  };
}

/** What moving binary LMSR makers of liquidity b from p to mu earns in the worst world (docs/maths.md 2.6). */
function worstOfTrade({ prices, weights, worlds, open }: Case, means: Float64Array): number {
  let cost = 0;
  const shares = new Float64Array(prices.length);
  for (const index of open) {
    const [price = 0.5, weight = 1, mean = 0.5] = [prices[index], weights[index], means[index]];
    shares[index] = weight * binaryLink.gradient(mean, price);
    cost += weight * Math.log(price * Math.exp((shares[index] ?? 0) / weight) + 1 - price);
  }
  return worlds.reduce(
    (least, world) =>
      Math.min(
        least,
        open.reduce((sum, index) => sum + (world[index] ?? 0) * (shares[index] ?? 0), -cost),
      ),
    Infinity,
  );
}

describe('[7] projection and the gap', () => {
  it('[7] the Frank-Wolfe gap bounds the distance, and divergence minus gap is earned in every world', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 25 }), (seed, calls) => {
        const given = caseOf(seed);
        if (!given) return;
        const rough = given.run(calls, 1e-3);
        const fine = given.run(400, 1e-8);
        expect(rough.divergence - rough.gap).toBeLessThanOrEqual(fine.divergence + 1e-9);
        expect(fine.divergence - fine.gap).toBeLessThanOrEqual(rough.divergence + 1e-9);
        for (const answer of [rough, fine]) {
          const earned = worstOfTrade(given, answer.means);
          expect(earned).toBeGreaterThanOrEqual(answer.divergence - answer.gap - 1e-9);
          // No trade against these makers earns more than the least divergence.
          expect(earned).toBeLessThanOrEqual(fine.divergence + 1e-9);
        }
      }),
      runs(),
    );
  });

  it(
    '[7] on order books  LB = R - g:  at any mixture mu, what its best answer earns in ' +
      'the worst world is R(mu) minus the gap (docs/maths.md 2.4, theorem 4)',
    () => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const { instance, space } = randomInstance(seed);
          const random = seeded(seed ^ 0x5f3759df);
          const lanes = buildLanes(instance, space.keys);
          const worlds = space.atoms.map((atom) => Uint8Array.from(space.keys, (key) => (atom[key] ? 1 : 0)));
          const shares = worlds.map(() => -Math.log(1 - random()));
          const total = shares.reduce((sum, share) => sum + share, 0);
          const mu = space.keys.map((_, index) =>
            worlds.reduce((sum, world, atom) => sum + ((world[index] ?? 0) * (shares[atom] ?? 0)) / total, 0),
          );
          let reward = 0;
          let constant = 0;
          let cost = 0;
          const net = new Float64Array(space.keys.length);
          for (const lane of lanes) {
            for (const level of lane.levels) {
              const price = levelCost(lane, level.priceMicros);
              const worth = lane.token === 'yes' ? (mu[lane.condition] ?? 0) : 1 - (mu[lane.condition] ?? 0);
              if (worth <= price) continue;
              const size = level.sizeMicros / 1e6;
              reward += size * (worth - price);
              cost += size * price;
              if (lane.token === 'no') constant += size;
              net[lane.condition] = (net[lane.condition] ?? 0) + (lane.token === 'yes' ? size : -size);
            }
          }
          const least = leastAtom({
            space: buildSpace(space.keys, space.relations),
            net,
            multipliers: null,
            nodeLimit: 100_000,
            tolerance: 0,
          });
          const byHand = worlds.reduce(
            (lowest, world) =>
              Math.min(
                lowest,
                net.reduce((sum, value, index) => sum + value * (world[index] ?? 0), 0),
              ),
            Infinity,
          );
          if (!least) throw new Error('the oracle answers');
          expect(Math.abs(least.value - byHand)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(byHand)));
          const lower = constant + least.value - cost;
          const gap = net.reduce((sum, value, index) => sum + value * (mu[index] ?? 0), 0) - least.value;
          expect(Math.abs(lower - (reward - gap))).toBeLessThanOrEqual(1e-6 * (1 + reward));
          // R(mu) bounds the optimum from above, what its answer earns from below.
          const optimum = enumeratedValue(instance, worlds, glpk);
          expect(optimum).toBeLessThanOrEqual(reward + 1e-6 * (1 + reward));
          expect(lower).toBeLessThanOrEqual(optimum + 1e-6 * (1 + optimum));
        }),
        runs(),
      );
    },
  );

  it('[7] the generalised and the Bernoulli divergence are never negative, and zero only where nothing moves', () => {
    const price = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(price, price, (mean, quoted) => {
        for (const link of [lmsrLink, binaryLink]) {
          expect(link.divergence(mean, quoted)).toBeGreaterThanOrEqual(0);
          expect(link.divergence(quoted, quoted)).toBeLessThanOrEqual(1e-15);
          if (Math.abs(mean - quoted) > 1e-6) expect(link.divergence(mean, quoted)).toBeGreaterThan(0);
        }
      }),
      runs(),
    );
  });
});
