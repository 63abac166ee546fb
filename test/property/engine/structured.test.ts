import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Instance } from '../../../lib/domain/instance';
import { buildSafeTradeLp } from '../../../lib/engine/lp/build-lp';
import { buildLanes } from '../../../lib/engine/lp/lanes';
import { proveTrade } from '../../../lib/engine/prove/prove';
import { walkLanes } from '../../../lib/engine/lp/safe-trade';
import { makeTrade, positionsOf } from '../../../lib/engine/lp/trade';
import { verifyCertificate } from '../../../lib/verifier/verify';
import { provenFloor } from '../../../lib/engine/oracle/floor';
import { buildSpace, type OutcomeSpace } from '../../../lib/engine/space/space';
import { prepareStructured, type StructuredSolver } from '../../../lib/engine/structured/solver';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import { createHighsSolver } from '../../../lib/workers/highs-solver';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { seeded } from '../../../lib/domain/random';
import { runs } from '../../kit/property';
import { shapeNames, structuredInstance, type ShapeName } from '../../kit/structured-instances';

let solvers: readonly LpSolver[];

beforeAll(async () => {
  solvers = [await createGlpkSolver(), await createHighsSolver()];
});

interface Case {
  readonly instance: Instance;
  readonly space: OutcomeSpace;
  readonly solver: StructuredSolver;
  readonly value: number;
}

function solved(instance: Instance): Case {
  const keys = instance.conditions.map(({ key }) => key);
  const space = buildSpace(keys, instance.relations);
  const solver = prepareStructured(space, {
    fees: instance.conditions.map(({ fee }) => fee),
    lotMicros: instance.lotMicros,
  });
  if (!solver) throw new Error('the component has no shape');
  setBooks(solver, instance);
  return { instance, space, solver, value: solver.solve() };
}

function setBooks(solver: StructuredSolver, instance: Instance): void {
  instance.conditions.forEach(({ key }, condition) => {
    solver.update(condition, 'yes', instance.books[key]?.yes.asks ?? []);
    solver.update(condition, 'no', instance.books[key]?.no.asks ?? []);
  });
}

function byLp({ instance, space }: Case, lp: LpSolver): number {
  const lanes = buildLanes(instance, space.keys);
  const layout = buildSafeTradeLp({
    space,
    lanes,
    budgetMicros: null,
    voids: 0,
    links: [],
    semicontinuous: false,
    tieBreak: 0,
  });
  return Math.max(0, lp.solve(layout.program, { timeLimitMs: 10_000 }).objective);
}

function expectAgreement(one: Case): void {
  for (const lp of solvers) {
    const value = byLp(one, lp);
    expect(
      Math.abs(one.value - value),
      `${lp.name} says ${value}, the structured solver ${one.value}`,
    ).toBeLessThanOrEqual(1e-6 * (1 + value));
  }
  // Its own proof: the fair prices' value is no less than what any safe trade earns.
  expect(Math.abs(one.solver.bound - one.value)).toBeLessThanOrEqual(1e-9 * (1 + one.value));
}

/** What R(mu) is by its definition (docs/maths.md 2.2), in dollars. */
function valueOfPrices({ instance, solver }: Case): number {
  let total = 0;
  instance.conditions.forEach(({ key, fee }, condition) => {
    for (const token of ['yes', 'no'] as const) {
      const worth = token === 'yes' ? (solver.fair[condition] ?? 0) : 1 - (solver.fair[condition] ?? 0);
      for (const { priceMicros, sizeMicros } of instance.books[key]?.[token].asks ?? []) {
        const price = priceMicros / 1e6;
        total +=
          Math.max(0, worth - price - (fee.ratePpm / 1e6) * (price * (1 - price)) ** fee.exponent) * (sizeMicros / 1e6);
      }
    }
  });
  return total;
}

/** Rows broken by the fair prices, in dollars. */
function incoherence({ space, solver }: Case): number {
  return Math.max(
    0,
    ...space.rows.map((row) => {
      const over =
        Array.from(row.indices).reduce(
          (sum, condition, position) => sum + (row.coefficients[position] ?? 0) * (solver.fair[condition] ?? 0),
          0,
        ) - row.atLeast;
      return row.equality ? Math.abs(over) : -over;
    }),
  );
}

function proven({ instance, space, solver }: Case) {
  const lanes = buildLanes(instance, space.keys);
  const sizes = Float64Array.from(
    lanes,
    ({ condition, token }) => solver.sizes[2 * condition + (token === 'yes' ? 0 : 1)] ?? 0,
  );
  const legs = walkLanes(lanes, sizes, instance.lotMicros);
  const floor = provenFloor(space, positionsOf(space, legs), solver.multipliers, 0);
  const context = { space, instance, solvers, timeLimitMs: 1000 };
  return {
    floor,
    legs,
    certificate: proveTrade(context, makeTrade(legs, solver.multipliers, floor))?.certificate ?? null,
  };
}

const arbitraryCase = (shape: ShapeName) =>
  fc
    .tuple(fc.integer(), fc.integer({ min: 2, max: 12 }))
    .map(([seed, count]) => structuredInstance(seed, shape, count));

describe('structured solvers', () => {
  for (const shape of shapeNames) {
    it(`${shape}: the value is the program's by both solvers, and the fair prices prove it`, () => {
      fc.assert(
        fc.property(arbitraryCase(shape), (instance) => {
          const one = solved(instance);
          expectAgreement(one);
          expect(incoherence(one)).toBeLessThanOrEqual(1e-9);
          expect(Math.abs(valueOfPrices(one) - one.value)).toBeLessThanOrEqual(1e-7 * (1 + one.value));
        }),
        runs(300),
      );
    }, 900_000);

    it(`${shape}: whole lots and multipliers make certificates that verify and lose next to nothing`, () => {
      let certified = 0;
      fc.assert(
        fc.property(arbitraryCase(shape), (instance) => {
          const one = solved(instance);
          const { floor, certificate } = proven(one);
          expect(floor).toBe(one.solver.floorMicros);
          if (one.value < 1) return;
          if (!certificate) throw new Error('no certificate');
          expect(certificate.floorMicros).toBe(floor);
          expect(verifyCertificate(certificate).ok).toBe(true);
          expect(certificate.edgeMicros).toBeGreaterThanOrEqual(0.995e6 * one.value);
          expect(certificate.edgeMicros).toBeLessThanOrEqual(1e6 * one.value + 1);
          certified += 1;
        }),
        runs(300),
      );
      expect(certified).toBeGreaterThan(100);
    }, 900_000);

    it(`${shape}: one book at a time gives what all at once give`, () => {
      fc.assert(
        fc.property(arbitraryCase(shape), fc.integer(), (instance, seed) => {
          const other = structuredInstance(seed, shape, 5);
          const { solver } = solved(other);
          other.conditions.forEach(({ key }, condition) => {
            for (const token of ['no', 'yes'] as const) {
              solver.update(condition, token, instance.books[key]?.[token].asks ?? []);
              solver.solve();
            }
          });
          setBooks(solver, other);
          const fresh = solved(other).value;
          expect(Math.abs(solver.solve() - fresh)).toBeLessThanOrEqual(1e-9 * (1 + fresh));
        }),
        runs(100),
      );
    });
  }

  for (const shape of shapeNames) {
    it(`${shape}: a thousand ticks, each from the last optimum, give what a solver that knows nothing finds`, () => {
      const instance = structuredInstance(17, shape, 40);
      const { solver } = solved(instance);
      const random = seeded(18);
      for (let tick = 0; tick < 1000; tick += 1) {
        // One token of one condition takes over the asks that it has in another world.
        const other = structuredInstance(100 + Math.floor(random() * 50), shape, 40);
        const condition = Math.floor(random() * instance.conditions.length);
        const key = instance.conditions[condition]?.key ?? '';
        const token = random() < 0.5 ? 'yes' : 'no';
        solver.update(condition, token, other.books[key]?.[token].asks ?? []);
        const value = solver.solve();
        expect(Math.abs(solver.bound - value)).toBeLessThanOrEqual(1e-9 * (1 + value));
        if (tick % 10 > 0) continue;
        const { floorMicros } = solver;
        solver.forget();
        expect(Math.abs(solver.solve() - value)).toBeLessThanOrEqual(1e-9 * (1 + value));
        expect(Number.isSafeInteger(floorMicros)).toBe(true);
      }
    });
  }

  it('agree on components as large as any on the venue', () => {
    for (const [shape, count] of [
      ['exactly-one', 100],
      ['excludes', 100],
      ['chain', 200],
      ['ladder with buckets', 100],
      ['ladder with tails', 60],
    ] as const) {
      for (let seed = 1; seed <= 5; seed += 1) expectAgreement(solved(structuredInstance(seed, shape, count)));
    }
  });
});
