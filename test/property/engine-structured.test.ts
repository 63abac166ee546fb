import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Level } from '../../lib/domain/book';
import type { Instance, InstanceBook } from '../../lib/domain/instance';
import type { RelationBody } from '../../lib/domain/relation';
import { priceMicros, sizeMicros } from '../../lib/domain/units';
import { buildLanes } from '../../lib/engine/arbitrage/lanes';
import { buildSafeTradeLp } from '../../lib/engine/arbitrage/build-lp';
import { solveChain } from '../../lib/engine/structured/chain';
import { solveGroup } from '../../lib/engine/structured/group';
import { buildSpace } from '../../lib/engine/space/space';
import { createHighsSolver } from '../../lib/workers/highs-solver';
import type { LpSolver } from '../../lib/ports/lp-solver';
import { seeded } from '../kit/instances';
import { runs } from '../kit/property';
import { relation } from '../kit/random-instances';

let highs: LpSolver;

beforeAll(async () => {
  highs = await createHighsSolver();
});

function randomBooks(seed: number, keys: readonly string[]): Readonly<Record<string, InstanceBook>> {
  const random = seeded(seed);
  const levels = (): readonly Level[] => {
    let price = 10_000 * (1 + Math.floor(random() * 97));
    return Array.from({ length: Math.floor(random() * 4) }, () => {
      const level = { priceMicros: priceMicros(Math.min(999_000, price)), sizeMicros: sizeMicros(1_000_000 * (1 + Math.floor(random() * 300))) };
      price += 10_000 * (1 + Math.floor(random() * 5));
      return level;
    }).filter((level, index, all) => index === 0 || level.priceMicros > (all[index - 1]?.priceMicros ?? 0));
  };
  const side = () => ({ asks: levels(), bids: [], hash: '', verifiedAtMs: 0 });
  return Object.fromEntries(keys.map((key) => [key, { yes: side(), no: side(), mirrored: true }]));
}

function instanceFor(seed: number, keys: readonly string[], bodies: readonly RelationBody[]): Instance {
  const ratePpm = seed % 2 === 0 ? 0 : 40_000;
  return {
    conditions: keys.map((key) => ({ key, fee: { ratePpm, exponent: 1, takerOnly: true }, minSizeMicros: sizeMicros(0), tickMicros: priceMicros(10_000) })),
    relations: bodies.map(relation),
    books: randomBooks(seed, keys),
    budgetMicros: null,
    inventory: {},
    voids: 0,
    lotMicros: sizeMicros(10_000),
  };
}

const keysFor = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `k${index}`);

function byLp(instance: Instance): { readonly value: number; readonly lanes: ReturnType<typeof buildLanes> } {
  const keys = instance.conditions.map(({ key }) => key);
  const space = buildSpace(keys, instance.relations);
  const lanes = buildLanes(instance, keys);
  const layout = buildSafeTradeLp({ space, lanes, budgetMicros: null, voids: 0, links: [], semicontinuous: false, tieBreak: 0 });
  return { value: Math.max(0, highs.solve(layout.program, { timeLimitMs: 5000 }).objective), lanes };
}

describe('structured solvers equal the LP', () => {
  for (const type of ['exactly-one', 'excludes'] as const) {
    it(`on ${type} groups`, () => {
      fc.assert(
        fc.property(fc.integer(), fc.integer({ min: 2, max: 9 }), (seed, count) => {
          const keys = keysFor(count);
          const instance = instanceFor(seed, keys, [{ type, of: keys }]);
          const { value, lanes } = byLp(instance);
          const answer = solveGroup(lanes, keys.map((_, index) => index), type === 'exactly-one');
          expect(Math.abs(answer.value - value)).toBeLessThanOrEqual(1e-6 * (1 + value));
        }),
        runs(300),
      );
    });
  }

  it('on chains', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 12 }), (seed, count) => {
        const keys = keysFor(count);
        const bodies = keys.slice(1).map((key, index): RelationBody => ({ type: 'implies', if: key, then: keys[index] ?? key }));
        const instance = instanceFor(seed, keys, bodies);
        const { value, lanes } = byLp(instance);
        const answer = solveChain(lanes, keys.map((_, index) => index));
        expect(Math.abs(answer.value - value)).toBeLessThanOrEqual(1e-6 * (1 + value));
      }),
      runs(300),
    );
  });
});
