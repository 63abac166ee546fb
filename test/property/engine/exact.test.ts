import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  bookAround,
  bracketModel,
  electionModel,
  groupModel,
  ladderModel,
  marketOf,
  type Model,
} from '../../../bench/engine-instances';
import type { Instance } from '../../../lib/domain/instance';
import { levelCost } from '../../../lib/engine/lp/build-lp';
import { buildLanes } from '../../../lib/engine/lp/lanes';
import { ProgramBuilder } from '../../../lib/engine/lp/program';
import { AtomPool } from '../../../lib/engine/prove/atom-pool';
import { CompleteComponent } from '../../../lib/engine/prove/component';
import { MixtureFitter } from '../../../lib/engine/prove/mixture';
import { buildSpace } from '../../../lib/engine/space/space';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import { createHighsSolver } from '../../../lib/workers/highs-solver';
import { seeded } from '../../../lib/domain/random';
import { runs } from '../../kit/property';
import { atomsByMeaning, randomInstance, withBudget } from '../../kit/random-instances';

let glpk: LpSolver;
let highs: LpSolver;

beforeAll(async () => {
  glpk = await createGlpkSolver();
  highs = await createHighsSolver();
});

const nowMs = (): number => performance.now();
const load = (instance: Instance, solvers: readonly LpSolver[] = [highs, glpk]): CompleteComponent =>
  CompleteComponent.load(instance, { solvers, nowMs });

/** The optimum by a program with one row per outcome, outcomes by plain meaning over all assignments: dollars. */
function byEnumeration(instance: Instance): number {
  const keys = instance.conditions.map(({ key }) => key);
  const atoms = atomsByMeaning(
    keys,
    instance.relations.map(({ body }) => body),
  );
  const builder = new ProgramBuilder();
  const rows = atoms.map(() => builder.addRow(-Infinity, 0));
  const budget = instance.budgetMicros === null ? null : builder.addRow(-Infinity, instance.budgetMicros / 1e6);
  const edge = builder.addColumn({ objective: 1, lower: 0, upper: Infinity });
  for (const row of rows) builder.put(row, edge, 1);
  for (const lane of buildLanes(instance, keys)) {
    for (const level of lane.levels) {
      const cost = levelCost(lane, level.priceMicros);
      const column = builder.addColumn({ objective: 0, lower: 0, upper: level.sizeMicros / 1e6 });
      atoms.forEach((atom, index) =>
        builder.put(rows[index] ?? 0, column, cost - (atom[lane.key] === (lane.token === 'yes') ? 1 : 0)),
      );
      if (budget !== null) builder.put(budget, column, cost);
    }
  }
  return highs.solve(builder.build(), { timeLimitMs: 20_000 }).objective;
}

describe('the proven optimum', () => {
  it('is the optimum over all outcomes by plain meaning, and the whole-lot basket is under it', () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), fc.boolean(), (seed, bounded, alone) => {
        const { instance: free } = randomInstance(seed, { most: 9 });
        const instance = bounded ? withBudget(free, 25) : free;
        const component = load(instance, alone ? [glpk] : [highs, glpk]);
        const proof = component.prove(20_000);
        component.dispose();
        const optimum = byEnumeration(instance);
        expect(proof.closed).toBe(true);
        expect(proof.lowerMicros).toBeLessThanOrEqual(proof.upperMicros ?? Number.NaN);
        expect(proof.lowerMicros / 1e6).toBeLessThanOrEqual(optimum + 1e-6 * (1 + optimum));
        // A count whose list has gaps is wider as rows than by meaning (space/rows.ts): the engine may then prove less,
        // never more.
        expect((proof.upperMicros ?? Number.NaN) / 1e6).toBeLessThanOrEqual(optimum + 1.1e-4 + 1e-6 * optimum);
        if (!instance.relations.some(({ body }) => body.type === 'count'))
          expect((proof.upperMicros ?? Number.NaN) / 1e6).toBeGreaterThanOrEqual(optimum - 1e-6 * (1 + optimum) - 1e-6);
      }),
      runs(150),
    );
  });

  it('of a component kept warm is that of a fresh one after every tick', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seeded(seed);
        const { instance } = randomInstance(seed, { most: 8 });
        const kept = load(instance);
        let books = instance.books;
        for (let tick = 0; tick < 6; tick += 1) {
          const key = instance.conditions[Math.floor(random() * instance.conditions.length)]?.key ?? '';
          const book = bookAround(random, 0.02 + 0.96 * random());
          books = { ...books, [key]: book };
          kept.update(key, book);
          const warm = kept.prove(20_000);
          const fresh = load({ ...instance, books });
          const cold = fresh.prove(20_000);
          fresh.dispose();
          expect([warm.closed, cold.closed]).toEqual([true, true]);
          expect(Math.abs((warm.upperMicros ?? Number.NaN) - (cold.upperMicros ?? Number.NaN))).toBeLessThanOrEqual(
            220,
          );
        }
        kept.dispose();
      }),
      runs(60),
    );
  });

  const integral: readonly (readonly [string, Model])[] = [
    ['a group', groupModel(12)],
    ['a ladder', ladderModel(15)],
    ['a bracket of 16 teams', bracketModel(16)],
    ['a ladder with its buckets', ladderWithBuckets(8)],
  ];
  for (const [name, model] of integral) {
    it(`of ${name} is the relaxation's, found without constraint generation`, () => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const component = load(marketOf(model, seeded(seed), { moved: 0.3 }).instance);
          const proof = component.prove(20_000);
          component.dispose();
          expect(proof.closed).toBe(true);
          expect(proof.gapMicros).toBeLessThanOrEqual(100);
          expect([proof.iterations, proof.oracleCalls]).toEqual([0, 0]);
        }),
        runs(25),
      );
    });
  }

  it('closes on elections with majorities, counts and combined conditions', () => {
    const model = electionModel({ states: 6, margins: 0, rungs: 4, swing: 4 });
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const component = load(marketOf(model, seeded(seed)).instance);
        const proof = component.prove(20_000);
        component.dispose();
        expect(proof.closed).toBe(true);
        expect(proof.lowerMicros).toBeLessThanOrEqual(proof.upperMicros ?? Number.NaN);
      }),
      runs(10),
    );
  });
});

function ladderWithBuckets(size: number): Model {
  const base = ladderModel(size);
  const buckets = Array.from({ length: size - 1 }, (_, index) => `b${index}`);
  return {
    keys: [...base.keys, ...buckets],
    bodies: [
      ...base.bodies,
      ...buckets.map((result, index) => ({
        type: 'difference' as const,
        result,
        of: [`l${index}`, `l${index + 1}`] as const,
      })),
    ],
    simulate: (random) => {
      const truths = base.simulate(random);
      return {
        ...truths,
        ...Object.fromEntries(
          buckets.map((key, index) => [key, (truths[`l${index}`] ?? false) && !(truths[`l${index + 1}`] ?? false)]),
        ),
      };
    },
  };
}

describe('mixtures', () => {
  const size = 8;
  const space = buildSpace(
    Array.from({ length: size }, (_, index) => `c${index}`),
    [],
  );

  it('fit the bands when they can, and when they cannot the lack shows why', () => {
    let fits = 0;
    let impossible = 0;
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2, max: 40 }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        (seed, count, width) => {
          const random = seeded(seed);
          const pool = new AtomPool(space);
          for (let draw = 0; draw < count; draw += 1)
            pool.add(Int8Array.from({ length: size }, () => (random() < 0.5 ? 1 : 0)));
          const weights = Float64Array.from({ length: pool.size }, () => -Math.log(1 - random()));
          const around = new Float64Array(size);
          const total = pool.mix(weights, around);
          // Around a true mixture they can; moved away from it they often cannot.
          const away = random() < 0.5 ? 0 : 0.4;
          const lower = around.map((value) =>
            Math.min(1, Math.max(0, value / total + away * (random() - 0.5) - width * random())),
          );
          const upper = lower.map((value) => Math.min(1, value + width));
          const fit = new MixtureFitter(pool).fit(new Uint8Array(pool.size).fill(1), { lower, upper }, () => false);
          if (fit.kind === 'fits') {
            fits += 1;
            const means = new Float64Array(size);
            expect(pool.mix(pool.weights, means)).toBeCloseTo(1, 12);
            means.forEach((mean, condition) => {
              expect(mean).toBeGreaterThanOrEqual((lower[condition] ?? 0) - 1e-10);
              expect(mean).toBeLessThanOrEqual((upper[condition] ?? 0) + 1e-10);
            });
            expect(pool.weights.every((weight) => weight >= 0)).toBe(true);
          } else if (fit.kind === 'impossible' && fit.lack) {
            impossible += 1;
            const { prices, atMost } = fit.lack;
            for (let index = 0; index < pool.size; index += 1)
              expect(pool.sumAt(index, prices)).toBeLessThanOrEqual(atMost + 1e-7);
            const least = prices.reduce(
              (sum, price, condition) => sum + price * ((price > 0 ? lower[condition] : upper[condition]) ?? 0),
              0,
            );
            expect(least).toBeGreaterThan(atMost);
          } else throw new Error(fit.kind);
        },
      ),
      runs(400),
    );
    expect(Math.min(fits, impossible)).toBeGreaterThan(20);
  });

  it('keep only atoms that every row allows', () => {
    const strict = new AtomPool(
      buildSpace(
        ['a', 'b'],
        [
          {
            id: 'r',
            version: 1,
            body: { type: 'implies', if: 'a', then: 'b' },
            source: 'rule',
            status: 'proven',
            why: '',
            evidence: [],
          },
        ],
      ),
    );
    expect(strict.add(Int8Array.of(1, 0))).toBeNull();
    expect(strict.add(Int8Array.of(1, 1))).toBe(0);
    expect(strict.add(Int8Array.of(1, 1))).toBe(0);
    expect(strict.size).toBe(1);
  });
});
