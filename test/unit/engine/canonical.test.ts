import { beforeAll, describe, expect, it } from 'vitest';
import { formatDecimalMicros } from '../../../lib/domain/units';
import { isProven, verifyCertificate } from '../../../lib/verifier/verify';
import { projectPrices } from '../../../lib/engine/projection/project';
import { solveInstance, type SolveAnswer } from '../../../lib/engine/solve';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import { createHighsSolver } from '../../../lib/workers/highs-solver';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { canonicalCases, instanceOf, type InstanceWords } from '../../kit/instances';

const solvers: LpSolver[] = [];

beforeAll(async () => {
  solvers.push(await createGlpkSolver(), await createHighsSolver());
});

function solve(words: InstanceWords, exact: boolean, use: readonly LpSolver[] = solvers): SolveAnswer {
  return solveInstance(instanceOf(words), {
    exact,
    executable: true,
    solvers: use,
    timeLimitMs: 10_000,
    nowMs: () => performance.now(),
    accepts: isProven,
  });
}

describe('canonical cases', () => {
  for (const { id, words, edge, sizes } of canonicalCases) {
    for (const exact of [false, true]) {
      it(`${id} is ${edge} dollars${exact ? ', proven' : ''}`, () => {
        for (const solver of solvers) {
          const answer = solve(words, exact, [solver]);
          if (answer.kind !== 'solved') throw new Error(`${solver.name}: ${answer.kind}`);
          expect(formatDecimalMicros(answer.walked?.edgeMicros ?? 0)).toBe(edge);
          if (answer.walked) expect(verifyCertificate(answer.walked).ok).toBe(true);
          if (exact && (words.voids ?? 0) === 0) {
            expect(answer.closed).toBe(true);
            expect(formatDecimalMicros(answer.upperMicros ?? -1)).toBe(edge);
          }
          if (sizes) {
            const got = Object.fromEntries(
              (answer.walked?.legs ?? []).map((leg) => [
                `${leg.condition}.${leg.token}`,
                formatDecimalMicros(leg.sizeMicros),
              ]),
            );
            expect(got).toEqual(sizes);
          }
        }
      });
    }
  }

  it('T23: contradicting relations are an empty outcome space that names the clash, never a profit', () => {
    const answer = solve(
      {
        conditions: ['a', 'b', 'c'],
        relations: [
          { type: 'implies', if: 'a', then: 'b' },
          { type: 'excludes', of: ['a', 'b'] },
          { type: 'settled', of: 'a', value: true },
          { type: 'implies', if: 'b', then: 'c' },
        ],
        asks: { 'a.no': [['0.10', '100']] },
      },
      false,
    );
    expect(answer.kind).toBe('empty');
    if (answer.kind === 'empty')
      expect(answer.clash.map((relation) => relation.body.type)).toEqual(['implies', 'excludes', 'settled']);
  });

  it('T25 with a shared budget puts the money where it earns most', () => {
    const { words } = canonicalCases.find(({ id }) => id === 'T25') ?? { words: { conditions: [] } };
    // Returns per dollar: .05/.95 on both; 47.5 dollars buy all of one and none of the other, or any mix: 2.50 in all.
    const answer = solve({ ...words, budget: '47.5' }, true);
    if (answer.kind !== 'solved') throw new Error(answer.kind);
    expect(answer.walked?.edgeMicros).toBe(2_500_000);
    expect((answer.walked?.costMicros ?? 0) + (answer.walked?.feesMicros ?? 0)).toBeLessThanOrEqual(47_500_000);
  });

  it('inventory is sold only as far as it is held, and a mirrored level is taken once', () => {
    // Held: 30 YES of a. a implies b. Selling YES_a at .60 and buying YES_b at .40 earns .20 a share whatever happens.
    const answer = solve(
      {
        conditions: ['a', 'b'],
        relations: [{ type: 'implies', if: 'a', then: 'b' }],
        bids: { 'a.yes': [['0.60', '100']] },
        asks: { 'a.no': [['0.40', '100']], 'b.yes': [['0.40', '500']] },
        inventory: { 'a.yes': '30' },
      },
      true,
    );
    if (answer.kind !== 'solved') throw new Error(answer.kind);
    // One resting order of 100 shares serves the sale and the purchase of NO alike: 100 x .20.
    expect(answer.walked?.edgeMicros).toBe(20_000_000);
    for (const leg of answer.walked?.legs ?? [])
      if (leg.side === 'sell') expect(leg.sizeMicros).toBeLessThanOrEqual(30_000_000);
  });
});

describe('projection', () => {
  const project = (
    keys: readonly string[],
    relations: InstanceWords['relations'],
    prices: readonly number[],
    market: 'binary' | 'lmsr' = 'binary',
  ) =>
    projectPrices({
      keys,
      relations: instanceOf({ conditions: keys, ...(relations ? { relations } : {}) }).relations,
      quotes: new Map(keys.map((key, index) => [key, { price: prices[index] ?? 0.5, weight: 1 }])),
      market,
    });

  it('T18: generalised and Bernoulli divergence are never negative', () => {
    const relations = [{ type: 'exactly-one', of: ['a', 'b'] }];
    expect(project(['a', 'b'], relations, [0.6, 0.6], 'lmsr')?.divergence).toBeCloseTo(0.0176784, 6);
    expect(project(['a', 'b'], relations, [0.6, 0.6])?.divergence).toBeCloseTo(0.040822, 6);
  });

  it('T19: divergence without profit', () => {
    const answer = project(['a', 'b'], [{ type: 'implies', if: 'a', then: 'b' }], [0.52, 0.5]);
    expect(answer?.means.get('a')).toBeCloseTo(0.510004, 6);
    expect(answer?.divergence).toBeCloseTo(0.00040024, 8);
  });

  it('T20: a chain pools the mean of logits', () => {
    const answer = project(
      ['1', '2', '3'],
      [
        { type: 'implies', if: '2', then: '1' },
        { type: 'implies', if: '3', then: '2' },
      ],
      [0.3, 0.5, 0.4],
    );
    for (const mean of answer?.means.values() ?? []) expect(mean).toBeCloseTo(0.3970941, 7);
    expect(answer?.divergence).toBeCloseTo(0.0426651, 7);
  });
});
