/** What a combo is worth by its legs, against laws that are known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comboBounds, independentPrice, plainBounds } from '../../../../lib/engine/combos/bounds';
import { comboPayoff } from '../../../../lib/engine/combos/payoff';
import { makeRelation } from '../../../../lib/relations/identity';
import { createGlpkSolver } from '../../../../lib/workers/glpk-solver';

const implies = (first: string, second: string) =>
  makeRelation({
    body: { type: 'implies', if: first, then: second },
    source: 'structure',
    status: 'proven',
    why: '',
    evidence: [],
  });

describe('bounds of a combo', () => {
  it('hold the price under every joint law, and rules and prices of pairs never widen them', async () => {
    const solver = await createGlpkSolver();
    const weights = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(weights, fc.boolean(), (drawn, nested) => {
        // A law on the eight outcomes of three legs; nested: leg 0 never without leg 1.
        const allowed = drawn.map((weight, world) => (nested && (world & 3) === 1 ? 0 : weight));
        const total = allowed.reduce((sum, each) => sum + each, 0);
        fc.pre(total > 0);
        const chance = (mask: number): number =>
          allowed.reduce((sum, each, world) => ((world & mask) === mask ? sum + each : sum), 0) / total;
        const legs = [0, 1, 2].map((leg) => ({ key: String(leg), price: chance(1 << leg) }));
        const pairs = [{ of: ['0', '2'] as const, price: chance(5) }];
        const relations = nested ? [implies('0', '1')] : [];
        const found = comboBounds({ legs, pairs, relations }, solver);
        expect(found.kind).toBe('bounds');
        if (found.kind !== 'bounds') return;
        const plain = plainBounds(legs.map(({ price }) => price));
        expect(found.bounds.lower).toBeLessThanOrEqual(chance(7) + 1e-7);
        expect(found.bounds.upper).toBeGreaterThanOrEqual(chance(7) - 1e-7);
        expect(found.bounds.lower).toBeGreaterThanOrEqual(plain.lower - 1e-7);
        expect(found.bounds.upper).toBeLessThanOrEqual(plain.upper + 1e-7);
      }),
      { numRuns: 200 },
    );
  });

  it('prices that no law has are said, and too many outcomes are no answer', async () => {
    const solver = await createGlpkSolver();
    const legs = [
      { key: '0', price: 0.55 },
      { key: '1', price: 0.5 },
    ];
    expect(comboBounds({ legs, pairs: [], relations: [implies('0', '1')] }, solver).kind).toBe('inconsistent');
    const many = Array.from({ length: 14 }, (_, index) => ({ key: String(index), price: 0.5 }));
    expect(comboBounds({ legs: many, pairs: [], relations: [implies('0', '1')] }, solver).kind).toBe('unknown');
    expect(independentPrice([0.6, 0.7])).toBeCloseTo(0.42, 12);
  });
});

describe('what a combo and its legs pay', () => {
  it('is counted over allowed outcomes only', () => {
    const held = [
      { key: null, yes: true, sizeMicros: 1_000_000n },
      { key: '0', yes: false, sizeMicros: 1_000_000n },
    ];
    const free = comboPayoff({ legs: ['0', '1'], relations: [], held });
    expect(free).toEqual({ floorMicros: 0n, bestMicros: 1_000_000n });
    const tied = comboPayoff({ legs: ['0', '1'], relations: [implies('0', '1')], held });
    expect(tied).toEqual({ floorMicros: 1_000_000n, bestMicros: 1_000_000n });
  });
});
