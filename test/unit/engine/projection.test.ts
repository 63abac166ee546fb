import { beforeAll, describe, expect, it } from 'vitest';
import { projectExactly, type ExactProjection } from '../../../lib/engine/projection/exactly';
import { binaryLink } from '../../../lib/engine/projection/link';
import { projectPrices } from '../../../lib/engine/projection/project';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { loadSolvers } from '../../../lib/workers/create-engine';
import { seeded } from '../../../lib/domain/random';
import { instanceOf, type InstanceWords } from '../../kit/instances';
import { randomSpace } from '../../kit/random-instances';

let solvers: readonly LpSolver[];

beforeAll(async () => {
  solvers = (await loadSolvers()).all;
});

interface Words {
  readonly relations: NonNullable<InstanceWords['relations']>;
  readonly prices: Readonly<Record<string, number>>;
  readonly keys?: readonly string[];
  readonly weights?: Readonly<Record<string, number>>;
  readonly market?: 'binary' | 'lmsr';
}

function project({ relations, prices, keys = Object.keys(prices), weights = {}, market = 'binary' }: Words) {
  const quotes = new Map(Object.entries(prices).map(([key, price]) => [key, { price, weight: weights[key] ?? 1 }]));
  return projectExactly({
    keys,
    relations: instanceOf({ conditions: keys, relations }).relations,
    quotes,
    market,
    solvers,
    timeLimitMs: 20_000,
    nowMs: () => performance.now(),
  });
}

function projected(words: Words): ExactProjection {
  const answer = project(words);
  if (answer.kind !== 'projected') throw new Error(answer.kind);
  return answer.projection;
}

const mu = ({ means }: ExactProjection): readonly number[] => [...means.values()];

describe('the right method for each component', () => {
  it('a chain is pooled by the weighted mean of logits, without an oracle', () => {
    const relations = [
      { type: 'implies', if: '2', then: '1' },
      { type: 'implies', if: '3', then: '2' },
    ];
    const answer = projected({ relations, prices: { 1: 0.3, 2: 0.5, 3: 0.4 } });
    expect(answer).toMatchObject({ gap: 0, oracleCalls: 0, methods: ['closed-form'] });
    for (const mean of mu(answer)) expect(mean).toBeCloseTo(0.3970941, 7);
    const weighted = projected({
      relations: [{ type: 'implies', if: 'a', then: 'b' }],
      prices: { a: 0.6, b: 0.5 },
      weights: { a: 3, b: 1 },
    });
    const pooled = 1 / (1 + Math.exp(-(3 * Math.log(0.6 / 0.4)) / 4));
    for (const mean of mu(weighted)) expect(mean).toBeCloseTo(pooled, 12);
  });

  it('a list of which at most one happens stays as it is until its prices pass a dollar', () => {
    const relations = [{ type: 'excludes', of: ['a', 'b', 'c'] }];
    expect(mu(projected({ relations, prices: { a: 0.2, b: 0.3, c: 0.4 } }))).toEqual([0.2, 0.3, 0.4]);
    const over = projected({ relations, prices: { a: 0.5, b: 0.4, c: 0.3 } });
    expect(mu(over).reduce((sum, mean) => sum + mean, 0)).toBeCloseTo(1, 12);
    // One root: every logit moves by the same amount.
    const moves = [0.5, 0.4, 0.3].map((price, index) => binaryLink.gradient(mu(over)[index] ?? 0, price));
    for (const move of moves) expect(move).toBeCloseTo(moves[0] ?? 0, 10);
  });

  it('one categorical market is scaled to add up to one, and its trade is b ln(mu / p)', () => {
    const answer = projected({
      relations: [{ type: 'exactly-one', of: ['a', 'b'] }],
      prices: { a: 0.6, b: 0.6 },
      market: 'lmsr',
    });
    expect(answer.divergence).toBeCloseTo(0.0176784, 6);
    expect(mu(answer)[0]).toBeCloseTo(0.5, 12);
    expect(answer.trade.get('a')).toBeCloseTo(Math.log(0.5 / 0.6), 12);
  });

  it('a pair at .60 and .50 is traded by 20.273 shares of makers of liquidity 100: 1.015342 at worst', () => {
    const answer = projected({
      relations: [{ type: 'implies', if: 'a', then: 'b' }],
      prices: { a: 0.6, b: 0.5 },
      weights: { a: 100, b: 100 },
    });
    expect(answer.trade.get('a')).toBeCloseTo(-20.273, 3);
    expect(answer.trade.get('b')).toBeCloseTo(20.273, 3);
    expect(answer.divergence).toBeCloseTo(1.015342, 6);
  });

  it('three exclusions pair by pair: the relaxation allows three halves, the outcome space does not', () => {
    const relations = [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ].map((of) => ({ type: 'excludes', of }));
    const answer = projected({ relations, prices: { a: 0.5, b: 0.5, c: 0.5 } });
    expect(answer.methods).toEqual(['frank-wolfe']);
    expect(answer.oracleCalls).toBeGreaterThan(3);
    for (const mean of mu(answer)) expect(mean).toBeCloseTo(1 / 3, 5);
    expect(answer.gap).toBeLessThan(1e-6);
  });

  it('a weighted majority: 5A + 4B + 2C >= 6 has atoms at whole truths only, where its rows leave fractions', () => {
    const relations = [{ type: 'majority', result: 'W', weights: { A: '5', B: '4', C: '2' }, atLeast: '6' }];
    const prices = { W: 0.9, A: 0.3, B: 0.3, C: 0.3 };
    const answer = projected({ relations, prices });
    // W needs A or B with another: P(W) <= (A + B + C) / 2 for every mixture of worlds.
    const [w = 0, a = 0, b = 0, c = 0] = mu(answer);
    expect(w).toBeLessThanOrEqual((a + b + c) / 2 + 1e-6);
    expect(answer.gap).toBeLessThan(1e-6);
  });

  it('what the relations settle is settled, and a contradiction is an empty space', () => {
    const settledB = [
      { type: 'implies', if: 'a', then: 'b' },
      { type: 'settled', of: 'b', value: false },
    ];
    const answer = projected({ relations: settledB, prices: { a: 0.3, b: 0.2 } });
    expect(mu(answer)).toEqual([0, 0]);
    expect([...answer.trade.values()]).toEqual([null, null]);
    expect(answer.divergence).toBeCloseTo(-Math.log(0.7) - Math.log(0.8), 12);
    expect(
      project({ relations: [...settledB, { type: 'settled', of: 'a', value: true }], prices: { a: 0.3, b: 0.2 } }).kind,
    ).toBe('empty');
  });

  it('a condition without a quote follows the others and has no divergence of its own', () => {
    const answer = projected({
      relations: [{ type: 'exactly-one', of: ['a', 'b', 'c'] }],
      keys: ['a', 'b', 'c'],
      prices: { a: 0.6, b: 0.3 },
    });
    expect(answer.divergence).toBeLessThan(1e-8);
    expect(answer.means.get('c')).toBeCloseTo(0.1, 3);
  });
});

describe('two methods', () => {
  it('never below the relaxation, equal where it is exact', () => {
    const random = seeded(77);
    let compared = 0;
    for (let round = 0; round < 25; round += 1) {
      const { keys, relations } = randomSpace(random, 5);
      const quotes = new Map(keys.map((key) => [key, { price: 0.05 + 0.9 * random(), weight: 0.5 + random() }]));
      const relaxed = projectPrices({ keys, relations, quotes, market: 'binary' });
      const exact = projectExactly({
        keys,
        relations,
        quotes,
        market: 'binary',
        solvers,
        timeLimitMs: 20_000,
        nowMs: () => performance.now(),
      });
      if (!relaxed || exact.kind !== 'projected' || exact.projection.gap > 1e-5) continue;
      compared += 1;
      expect(exact.projection.divergence).toBeGreaterThanOrEqual(relaxed.divergence - relaxed.gap - 1e-6);
    }
    expect(compared).toBeGreaterThan(15);
  });
});
