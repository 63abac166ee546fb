import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Certificate } from '../../lib/domain/basket';
import type { Instance } from '../../lib/domain/instance';
import { verifyCertificate } from '../../lib/engine/certificate/verify';
import { solveInstance, type SolveAnswer } from '../../lib/engine/solve';
import { createGlpkSolver } from '../../lib/workers/glpk-solver';
import { createHighsSolver } from '../../lib/workers/highs-solver';
import type { LpSolver } from '../../lib/ports/lp-solver';
import { coherentInstance, randomInstance, withBudget, type RandomSpace } from '../kit/random-instances';
import { runs } from '../kit/property';

let glpk: LpSolver;
let highs: LpSolver;

beforeAll(async () => {
  glpk = await createGlpkSolver();
  highs = await createHighsSolver();
});

type Solved = Extract<SolveAnswer, { kind: 'solved' }>;

function solve(instance: Instance, options: { readonly exact?: boolean; readonly solver?: LpSolver; readonly executable?: boolean } = {}): Solved {
  const answer = solveInstance(instance, {
    exact: options.exact ?? false,
    executable: options.executable ?? false,
    solvers: options.solver ? [options.solver] : [glpk, highs],
    timeLimitMs: 20_000,
    nowMs: () => performance.now(),
  });
  if (answer.kind !== 'solved') throw new Error(JSON.stringify(answer));
  return answer;
}

/** Least payoff over the atoms by plain meaning. */
function leastPayoff(certificate: Certificate, space: RandomSpace): number {
  return Math.min(
    ...space.atoms.map((atom) =>
      certificate.legs.reduce((sum, { condition, token, side, sizeMicros }) => {
        const pays = (token === 'yes') === (atom[condition] === true);
        return sum + (pays ? (side === 'buy' ? sizeMicros : -sizeMicros) : 0);
      }, 0),
    ),
  );
}

describe('soundness', () => {
  it('coherent prices never give a basket, relaxed or exact', () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), (seed, exact) => {
        const { instance } = coherentInstance(seed);
        const answer = solve(instance, { exact });
        expect(answer.walked).toBeNull();
        if (exact && answer.closed) expect(answer.upperMicros).toBe(0);
      }),
      runs(300),
    );
  });

  it('every certificate holds in every atom found by plain meaning, and edges are floor minus cost', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), (seed, exact) => {
        const { instance, space } = randomInstance(seed);
        const answer = solve(instance, { exact, executable: true });
        for (const certificate of [answer.walked, answer.executable]) {
          if (!certificate) continue;
          found += 1;
          expect(certificate.floorMicros).toBeLessThanOrEqual(leastPayoff(certificate, space));
          expect(certificate.edgeMicros).toBeGreaterThan(0);
          expect(verifyCertificate(JSON.parse(JSON.stringify(certificate))).ok).toBe(true);
        }
        if (answer.walked && answer.executable) expect(answer.executable.edgeAtLimitsMicros).toBeGreaterThanOrEqual(answer.walked.edgeAtLimitsMicros);
      }),
      runs(300),
    );
    // The property is about something: books at random do offer baskets.
    expect(found).toBeGreaterThan(50);
  });

  it('relaxed <= exact <= upper bound, and the exact floor is the true one', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance, space } = randomInstance(seed, { most: 5 });
        const relaxed = solve(instance);
        const exact = solve(instance, { exact: true });
        expect(exact.lowerMicros).toBeGreaterThanOrEqual(relaxed.lowerMicros);
        if (exact.upperMicros !== null) expect(exact.lowerMicros).toBeLessThanOrEqual(exact.upperMicros);
        if (exact.walked && exact.closed) {
          // Lots of 0.01 shares and fees rounded up cost at most a cent or two a leg.
          expect((exact.upperMicros ?? 0) - exact.lowerMicros).toBeLessThanOrEqual(20_000 * exact.walked.legs.length + 20_000);
          expect(leastPayoff(exact.walked, space) - exact.walked.floorMicros).toBeLessThanOrEqual(10_000);
        }
      }),
      runs(300),
    );
  });

  it('glpk and HiGHS agree on the proven optimum', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance } = randomInstance(seed);
        const a = solve(instance, { solver: glpk, exact: true }).lowerMicros;
        const b = solve(instance, { solver: highs, exact: true }).lowerMicros;
        // Different optimal corners round to lots differently.
        expect(Math.abs(a - b)).toBeLessThanOrEqual(30_000 + 0.001 * Math.max(a, b));
      }),
      runs(300),
    );
  });
});

describe('monotonicity', () => {
  const slack = (value: number): number => 30_000 + 0.001 * value;

  it('a smaller budget, a higher fee or a void never raises the edge', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 1, max: 50, noNaN: true }), (seed, budget) => {
        const { instance } = randomInstance(seed, { feePpm: 0 });
        // Certified edges against proven upper bounds: a relaxed answer alone may or may not see an edge that only whole truths prove.
        const bound = (given: Instance): number => solve(given, { exact: true }).upperMicros ?? Infinity;
        const free = bound(instance);
        expect(solve(withBudget(instance, budget)).lowerMicros).toBeLessThanOrEqual(free + slack(free));
        const bounded = bound(withBudget(instance, budget));
        expect(solve(withBudget(instance, budget / 2), { exact: true }).lowerMicros).toBeLessThanOrEqual(bounded + slack(bounded));
        const feed = { ...instance, conditions: instance.conditions.map((condition) => ({ ...condition, fee: { ratePpm: 40_000, exponent: 1, takerOnly: true } })) };
        expect(solve(feed, { exact: true }).lowerMicros).toBeLessThanOrEqual(free + slack(free));
        expect(solve({ ...instance, voids: 1 }).lowerMicros).toBeLessThanOrEqual(free + slack(free));
      }),
      runs(100),
    );
  });

  it('dropping a relation never raises the edge', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance } = randomInstance(seed);
        const all = solve(instance, { exact: true });
        const fewer = solve({ ...instance, relations: instance.relations.slice(1) }, { exact: true });
        expect(fewer.lowerMicros).toBeLessThanOrEqual((all.upperMicros ?? Infinity) + slack(all.lowerMicros));
      }),
      runs(100),
    );
  });
});
