import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instance } from '../../../lib/domain/instance';
import { sizeMicros } from '../../../lib/domain/units';
import { isProven, verifyInFull } from '../../../lib/verifier/verify';
import { solveInstance, type SolveAnswer } from '../../../lib/engine/solve';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import { createHighsSolver } from '../../../lib/workers/highs-solver';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import {
  createIntegerAudit,
  leastOverWorlds,
  leastWithOneVoid,
  moneyProblem,
  type IntegerAudit,
} from '../../kit/audit';
import { enumeratedValue, same, valueOf } from '../../kit/engine-values';
import { worldsOf, type World } from '../../kit/families';
import { brokenFamilyInstance, coherentFamilyInstance, type FamilyInstance } from '../../kit/family-instances';
import { randomInstance, withBudget, type RandomSpace } from '../../kit/random-instances';
import { runs } from '../../kit/property';
import * as en from '../../../lib/words/en';

let glpk: LpSolver;
let highs: LpSolver;
let integerAudit: IntegerAudit;

beforeAll(async () => {
  glpk = await createGlpkSolver();
  highs = await createHighsSolver();
  integerAudit = await createIntegerAudit();
});

type Solved = Extract<SolveAnswer, { kind: 'solved' }>;

function solve(
  instance: Instance,
  options: { readonly exact?: boolean; readonly solver?: LpSolver; readonly executable?: boolean } = {},
): Solved {
  const answer = solveInstance(instance, {
    exact: options.exact ?? false,
    executable: options.executable ?? false,
    solvers: options.solver ? [options.solver] : [glpk, highs],
    timeLimitMs: 20_000,
    nowMs: () => performance.now(),
    accepts: isProven,
  });
  if (answer.kind !== 'solved') throw new Error(JSON.stringify(answer));
  return answer;
}

const worldsIn = ({ keys, atoms }: RandomSpace): readonly World[] =>
  atoms.map((atom) => Uint8Array.from(keys, (key) => (atom[key] ? 1 : 0)));

/** The family without what makes the optimum hard to compare: minimum sizes, voids. */
function plain({ instance }: FamilyInstance): Instance {
  return {
    ...instance,
    voids: 0,
    conditions: instance.conditions.map(({ key, fee, tickMicros }) => ({
      key,
      fee,
      tickMicros,
      minSizeMicros: sizeMicros(0),
    })),
  };
}

describe('[1] no arbitrage', () => {
  it('[1] prices that are a mixture of worlds never give a basket, relaxed or exact', () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), (seed, exact) => {
        const { instance } = coherentFamilyInstance(seed);
        const answer = solve(instance, { exact, executable: true });
        expect([answer.walked, answer.executable, answer.lowerMicros]).toEqual([null, null, 0]);
        if (exact && answer.closed && answer.upperMicros !== null) expect(answer.upperMicros).toBe(0);
      }),
      runs(),
    );
  });
});

describe('[2] soundness', () => {
  it('[2] every basket pays its floor in every world, its money adds up, and the verifier agrees both ways', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), fc.boolean(), (seed, exact, executable) => {
        const made = brokenFamilyInstance(seed);
        const { instance, family } = made;
        const answer = solve(instance, { exact, executable });
        const worlds = worldsOf(family);
        for (const certificate of new Set([answer.walked, answer.executable])) {
          if (!certificate) continue;
          found += 1;
          expect(moneyProblem(certificate, instance)).toBeNull();
          const least = worlds
            ? leastOverWorlds(certificate, family, worlds)
            : integerAudit(certificate, family, instance.lotMicros);
          if (least === null) throw new Error('the audit has no answer');
          expect(certificate.floorMicros).toBeLessThanOrEqual(least);
          if (certificate.voids > 0)
            expect(certificate.floorMicros).toBeLessThanOrEqual(leastWithOneVoid(certificate, family));
          const verified = verifyInFull(JSON.parse(JSON.stringify(certificate)));
          if (!verified.ok) throw new Error(en.failure(verified.error));
          expect(verified.value.byMultipliers || verified.value.byPatterns === 'confirmed').toBe(true);
        }
        if (answer.walked && answer.executable)
          expect(answer.executable.edgeAtLimitsMicros).toBeGreaterThanOrEqual(answer.walked.edgeAtLimitsMicros);
      }),
      // A budget that fee rounding passed over and over, and one that the proof's whole lots passed.
      {
        ...runs(),
        examples: [
          [390_425_928, true, true],
          [1_131_826_369, true, true],
        ],
      },
    );
    // The property is about something: lowered asks do offer baskets.
    expect(found).toBeGreaterThan(20);
  });
});

describe('[3] relaxation, optimum, bound', () => {
  it('[3] relaxed value <= enumerated optimum <= proven upper bound, which meets it', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance, space } = randomInstance(seed);
        const relaxed = valueOf(instance, glpk);
        const optimum = enumeratedValue(instance, worldsIn(space), highs);
        expect(relaxed).toBeLessThanOrEqual(optimum + 1e-6 * (1 + optimum));
        const exact = solve(instance, { exact: true });
        expect(exact.closed).toBe(true);
        expect((exact.upperMicros ?? -1) / 1e6).toBeGreaterThanOrEqual(optimum - 2e-6 * (1 + optimum));
        expect((exact.upperMicros ?? Infinity) / 1e6).toBeLessThanOrEqual(optimum + 2e-6 * (1 + optimum));
        expect(exact.lowerMicros).toBeLessThanOrEqual(exact.upperMicros ?? 0);
        // Lots of 0.01 shares and fees rounded up cost at most a cent or two a leg.
        if (exact.walked)
          expect((exact.upperMicros ?? 0) - exact.lowerMicros).toBeLessThanOrEqual(
            20_000 * exact.walked.legs.length + 20_000,
          );
      }),
      runs(),
    );
  });

  it('[3] on a group, a ladder, a ladder with ranges and a bracket the relaxation is the optimum', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const made = brokenFamilyInstance(seed);
        const { name } = made.family;
        const worlds = worldsOf(made.family);
        if (
          !['exactly-one', 'at-most-one', 'ladder', 'ladder with ranges', 'bracket of 4', 'bracket of 8'].includes(
            name,
          ) ||
          !worlds
        )
          return;
        seen.set(name, (seen.get(name) ?? 0) + 1);
        const instance = plain(made);
        same(valueOf(instance, glpk), enumeratedValue(instance, worlds, highs));
      }),
      runs(),
    );
    expect(seen.size).toBeGreaterThan(3);
  });

  it('[3] glpk and HiGHS lead to the same proven optimum', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance } = randomInstance(seed);
        const a = solve(instance, { solver: glpk, exact: true });
        const b = solve(instance, { solver: highs, exact: true });
        same((a.upperMicros ?? 0) / 1e6, (b.upperMicros ?? 0) / 1e6);
        // Different optimal corners round to lots differently.
        expect(Math.abs(a.lowerMicros - b.lowerMicros)).toBeLessThanOrEqual(
          30_000 + 0.001 * Math.max(a.lowerMicros, b.lowerMicros),
        );
      }),
      runs(),
    );
  });
});

describe('[4] certified edges', () => {
  const slack = (value: number): number => 30_000 + 0.001 * value;

  it('[4] of less budget, a higher fee, a void or fewer rules stay under the bound of the larger problem', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 1, max: 50, noNaN: true }), (seed, budget) => {
        const { instance } = randomInstance(seed, { feePpm: 0 });
        // Certified edges against proven upper bounds: a relaxed answer alone may or may not see an edge that only
        // whole truths prove.
        const bound = (given: Instance): number => solve(given, { exact: true }).upperMicros ?? Infinity;
        const free = bound(instance);
        expect(solve(withBudget(instance, budget)).lowerMicros).toBeLessThanOrEqual(free + slack(free));
        const bounded = bound(withBudget(instance, budget));
        expect(solve(withBudget(instance, budget / 2), { exact: true }).lowerMicros).toBeLessThanOrEqual(
          bounded + slack(bounded),
        );
        const feed = {
          ...instance,
          conditions: instance.conditions.map((condition) => ({
            ...condition,
            fee: { ratePpm: 40_000, exponent: 1, takerOnly: true },
          })),
        };
        expect(solve(feed, { exact: true }).lowerMicros).toBeLessThanOrEqual(free + slack(free));
        expect(solve({ ...instance, voids: 1 }).lowerMicros).toBeLessThanOrEqual(free + slack(free));
        expect(
          solve({ ...instance, relations: instance.relations.slice(1) }, { exact: true }).lowerMicros,
        ).toBeLessThanOrEqual(free + slack(free));
      }),
      runs(),
    );
  });
});

describe('[10] rounding', () => {
  it('[10] keeps 99.5 % of a relaxed value of a dollar or more, and never passes the optimum', () => {
    let judged = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance, space } = randomInstance(seed);
        const relaxed = valueOf(instance, glpk);
        const { lowerMicros } = solve(instance);
        // A floor that enumeration proves may be above what the relaxation's multipliers see.
        expect(lowerMicros / 1e6).toBeLessThanOrEqual(enumeratedValue(instance, worldsIn(space), highs) + 1e-6);
        if (relaxed < 1) return;
        judged += 1;
        expect(lowerMicros / 1e6).toBeGreaterThanOrEqual(0.995 * relaxed);
      }),
      runs(),
    );
    expect(judged).toBeGreaterThan(20);
  });
});
