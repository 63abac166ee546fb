/** What the screening lets pass unsolved holds nothing, on any relations, prices, fees and ticks. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instance, InstanceBook } from '../../../../lib/domain/instance';
import { seeded, type Random } from '../../../../lib/domain/random';
import { priceMicros, sizeMicros } from '../../../../lib/domain/units';
import type { LpSolver } from '../../../../lib/ports/lp-solver';
import type { Engine } from '../../../../lib/ports/worker';
import { isProven } from '../../../../lib/verifier/verify';
import { createEngine } from '../../../../lib/workers/create-engine';
import { createGlpkSolver } from '../../../../lib/workers/glpk-solver';
import { brokenFamilyInstance, coherentFamilyInstance } from '../../../kit/family-instances';
import { valueOf } from '../../../kit/engine-values';
import { runs } from '../../../kit/property';
import { coherentInstance, randomInstance } from '../../../kit/random-instances';
import { screened } from '../../../kit/screened';
import { sizedGroup, sizedLadder } from '../../../kit/sized-markets';
import { shapeNames, structuredInstance } from '../../../kit/structured-instances';

let glpk: LpSolver;
let engine: Engine;

beforeAll(async () => {
  glpk = await createGlpkSolver();
  engine = createEngine({ nowMs: () => performance.now(), accepts: isProven });
});

/** Money without end, whole lots and least sizes left aside: the most that anybody could gain. */
function mostOf(instance: Instance): number {
  const conditions = instance.conditions.map(({ minBuyMicros: _none, ...each }) => ({
    ...each,
    minSizeMicros: sizeMicros(0),
  }));
  return valueOf({ ...instance, conditions, budgetMicros: null }, glpk);
}

/** The best ask of a token some ticks away, or the whole side gone, or the book in doubt. */
function moved(book: InstanceBook | undefined, random: Random, tick: number): InstanceBook | undefined {
  if (!book || random() < 0.05) return undefined;
  const token = random() < 0.5 ? 'yes' : 'no';
  const asks = random() < 0.1 ? [] : book[token].asks;
  const move = tick * (Math.floor(random() * 9) - 4);
  const next = asks.map((level) => ({
    ...level,
    priceMicros: priceMicros(Math.min(1_000_000 - tick, Math.max(tick, level.priceMicros + move))),
  }));
  return { ...book, [token]: { ...book[token], asks: next } };
}

let passed = 0;
let learnt = 0;
let learntInAll = 0;
let passedInAll = 0;

/** Ticks one after another; what is passed is solved in full, and what is not is learnt from the engine. */
async function follow(instance: Instance, random: Random, ticks: number): Promise<void> {
  const market = screened(instance);
  const { screening, component } = market;
  const firstBooks = instance.books;
  screening.update(component, null);
  for (let tick = 0; tick <= ticks; tick += 1) {
    if (tick > 0) {
      const { key, tickMicros } = instance.conditions[Math.floor(random() * instance.conditions.length)] ?? {
        key: '',
        tickMicros: 10_000,
      };
      const isBroken = market.move(key, moved(market.instance().books[key] ?? firstBooks[key], random, tickMicros));
      if (isBroken) {
        expect(mostOf(market.instance())).toBeGreaterThan(0);
        expect(screening.hasNothing(component)).toBe(false);
      }
    }
    if (screening.hasNothing(component)) {
      passed += 1;
      expect(mostOf(market.instance())).toBeLessThanOrEqual(1e-6);
      continue;
    }
    const job = { id: 1, instance: market.instance(), exact: false, quick: true, timeLimitMs: 5_000 } as const;
    const answer = await engine.solve(job);
    if (answer.kind !== 'none' || answer.worth === undefined) continue;
    learnt += 1;
    screening.learn(component, answer.worth);
    expect(screening.hasNothing(component)).toBe(true);
  }
}

const families: readonly [string, (seed: number) => Instance][] = [
  ['random relations and prices', (seed) => randomInstance(seed).instance],
  ['random relations, prices that are coherent', (seed) => coherentInstance(seed).instance],
  ['kinds of real markets, broken', (seed) => brokenFamilyInstance(seed).instance],
  ['kinds of real markets, coherent', (seed) => coherentFamilyInstance(seed).instance],
  ...shapeNames.map((shape): [string, (seed: number) => Instance] => [
    shape,
    (seed) => structuredInstance(seed, shape, 2 + (Math.abs(seed) % 9)),
  ]),
];

describe('screening of ticks', () => {
  it.each(families)('[11] passes nothing that could be gained: %s', async (_name, make) => {
    [passed, learnt] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.integer(), (seed) => follow(make(seed), seeded(seed), 6)),
      runs(40, 0.2),
    );
    learntInAll += learnt;
    passedInAll += passed;
  });

  it('[11] passes ticks, and serves itself with the prices at which the engine found nothing', () => {
    expect(passedInAll).toBeGreaterThan(50);
    expect(learntInAll).toBeGreaterThan(0);
  });

  it.each([2, 3, 4, 7, 12, 20, 33, 60, 100, 150, 200, 300, 400, 500])(
    '[11] passes coherent groups and ladders of %i by themselves, and none that is broken',
    (size) => {
      const random = seeded(size);
      for (const { instance, broken } of [sizedGroup(size, random), sizedLadder(Math.max(2, size), random)]) {
        const market = screened(instance);
        market.screening.update(market.component, null);
        expect(market.screening.hasNothing(market.component)).toBe(true);
        let isBroken = false;
        for (const { key } of broken.conditions)
          if (broken.books[key] !== instance.books[key]) isBroken = market.move(key, broken.books[key]) || isBroken;
        expect(market.screening.hasNothing(market.component)).toBe(false);
        expect(isBroken).toBe(true);
        for (const { key } of broken.conditions)
          if (broken.books[key] !== instance.books[key]) market.move(key, instance.books[key]);
        expect(market.screening.hasNothing(market.component)).toBe(true);
      }
    },
  );
});
