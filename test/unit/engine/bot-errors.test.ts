/** One test for each error of earlier bots (docs/maths.md 8) that the engine could repeat. */
import { beforeAll, describe, expect, it } from 'vitest';
import { priceMicros, sizeMicros } from '../../../lib/domain/units';
import { isProven, verifyCertificate } from '../../../lib/verifier/verify';
import { projectByFrankWolfe } from '../../../lib/engine/projection/frank-wolfe';
import { binaryLink, lmsrLink } from '../../../lib/engine/projection/link';
import { projectPrices } from '../../../lib/engine/projection/project';
import { walkBook } from '../../../lib/domain/walk';
import { fillBounds, growthStake } from '../../../lib/engine/sizing/growth';
import { partialWorst } from '../../../lib/engine/sizing/partial';
import { voidWorst } from '../../../lib/engine/sizing/void-worst';
import { solveInstance, type SolveAnswer } from '../../../lib/engine/solve';
import { enumerateAtoms, settle } from '../../../lib/engine/space/search';
import { buildSpace } from '../../../lib/engine/space/space';
import { leastAtom } from '../../../lib/engine/oracle/least-atom';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { seeded } from '../../../lib/domain/random';
import { instanceOf, type InstanceWords } from '../../kit/instances';
import { randomSpace } from '../../kit/random-instances';

let solver: LpSolver;

beforeAll(async () => {
  solver = await createGlpkSolver();
});

type Solved = Extract<SolveAnswer, { kind: 'solved' }>;

function solve(words: InstanceWords): Solved {
  const answer = solveInstance(instanceOf(words), {
    exact: true,
    executable: true,
    solvers: [solver],
    timeLimitMs: 5000,
    nowMs: () => performance.now(),
    accepts: isProven,
  });
  if (answer.kind !== 'solved') throw new Error(answer.kind);
  return answer;
}

const implies = { type: 'implies', if: 'a', then: 'b' };

describe('8.1 the cheapest world is not an arbitrage test', () => {
  it('fair 60/40 markets give nothing, alone or two at a time', () => {
    const fair = {
      'a.yes': [['0.60', '100']],
      'a.no': [['0.40', '100']],
      'b.yes': [['0.60', '100']],
      'b.no': [['0.40', '100']],
    } as const;
    expect(solve({ conditions: ['a'], asks: fair }).walked).toBeNull();
    expect(solve({ conditions: ['a', 'b'], asks: fair }).walked).toBeNull();
  });

  it('a implies b at .60 and .40 gives twenty cents a set, from NO a and YES b', () => {
    const { walked } = solve({
      conditions: ['a', 'b'],
      relations: [implies],
      asks: { 'a.no': [['0.40', '100']], 'b.yes': [['0.40', '100']] },
    });
    expect(walked?.edgeMicros).toBe(20_000_000);
    expect(walked?.legs.map((leg) => `${leg.condition}.${leg.token}`)).toEqual(['a.no', 'b.yes']);
  });
});

describe('8.2 and 8.3 several groups, and duplicate coverage', () => {
  it('two exactly-one groups are feasible together and a violation across them is found', () => {
    const { walked } = solve({
      conditions: ['p', 'q', 'r', 's'],
      relations: [
        { type: 'exactly-one', of: ['p', 'q'] },
        { type: 'exactly-one', of: ['r', 's'] },
        { type: 'implies', if: 'p', then: 'r' },
      ],
      asks: { 'p.no': [['0.40', '100']], 'r.yes': [['0.50', '100']] },
    });
    expect(walked?.edgeMicros).toBe(10_000_000);
  });

  it('a basket that pays two dollars in some worlds is judged by its least world', () => {
    const { walked } = solve({
      conditions: ['a', 'b'],
      relations: [{ type: 'at-least-one', of: ['a', 'b'] }],
      asks: { 'a.yes': [['0.45', '100']], 'b.yes': [['0.45', '100']] },
    });
    expect(walked?.floorMicros).toBe(100_000_000);
    expect(walked?.edgeMicros).toBe(10_000_000);
  });
});

describe('8.6 and 8.7 divergences', () => {
  it('the generalised KL of prices that do not add up to one is never negative', () => {
    for (const price of [0.55, 0.45, 0.6, 0.3]) {
      expect(lmsrLink.divergence(0.5, price)).toBeGreaterThanOrEqual(0);
      expect(binaryLink.divergence(0.5, price)).toBeGreaterThanOrEqual(0);
    }
    expect(2 * lmsrLink.divergence(0.5, 0.55)).toBeCloseTo(0.0047, 4);
    expect(2 * lmsrLink.divergence(0.5, 0.45)).toBeCloseTo(0.0054, 4);
  });

  it('a settled condition is projected to zero or one, not clipped', () => {
    const relations = instanceOf({
      conditions: ['a', 'b'],
      relations: [implies, { type: 'settled', of: 'b', value: false }],
    }).relations;
    const answer = projectPrices({
      keys: ['a', 'b'],
      relations,
      quotes: new Map([
        ['a', { price: 0.3, weight: 1 }],
        ['b', { price: 0.2, weight: 1 }],
      ]),
      market: 'binary',
    });
    expect([answer?.means.get('a'), answer?.means.get('b')]).toEqual([0, 0]);
  });

  it('the maximal guaranteed profit against binary LMSR makers equals the divergence (docs/maths.md 2.6)', () => {
    // a implies b, p = (.60, .50), b = 100: the trade of logit differences earns 100 x D in the worst of its worlds.
    const relations = instanceOf({ conditions: ['a', 'b'], relations: [implies] }).relations;
    const prices = { a: 0.6, b: 0.5 };
    const answer = projectPrices({
      keys: ['a', 'b'],
      relations,
      quotes: new Map(Object.entries(prices).map(([key, price]) => [key, { price, weight: 1 }])),
      market: 'binary',
    });
    const shares = Object.entries(prices).map(
      ([key, price]) => 100 * binaryLink.gradient(answer?.means.get(key) ?? 0.5, price),
    );
    expect(shares[0]).toBeCloseTo(-20.273, 3);
    expect(shares[1]).toBeCloseTo(20.273, 3);
    const cost = Object.values(prices).reduce(
      (sum, price, index) => sum + 100 * Math.log(price * Math.exp((shares[index] ?? 0) / 100) + 1 - price),
      0,
    );
    const worst = Math.min(
      ...[
        [0, 0],
        [0, 1],
        [1, 1],
      ].map(([a = 0, b = 0]) => a * (shares[0] ?? 0) + b * (shares[1] ?? 0) - cost),
    );
    expect(worst).toBeCloseTo(1.015342, 5);
    expect(100 * (answer?.divergence ?? 0)).toBeCloseTo(1.015342, 5);
  });
});

describe('8.9 Frank-Wolfe', () => {
  it('its gap bounds the distance to the least divergence, which a slow exact method confirms', () => {
    const random = seeded(41);
    for (let round = 0; round < 40; round += 1) {
      const { keys, relations } = randomSpace(random, 5);
      const space = buildSpace(keys, relations);
      const atoms = enumerateAtoms(space, 64);
      const { witnesses, settled, kind } = settle(space);
      if (!atoms || kind !== 'open' || settled.size === keys.length) continue;
      const prices = Float64Array.from(keys, () => 0.05 + 0.9 * random());
      const run = (tolerance: number, maxOracleCalls: number) =>
        projectByFrankWolfe({
          link: binaryLink,
          prices,
          weights: new Float64Array(keys.length).fill(1),
          witnesses,
          settled: new Set(settled.keys()),
          oracle: (net) => leastAtom({ space, net, multipliers: null, nodeLimit: 10_000, tolerance: 0 })?.atom ?? null,
          alpha: 1,
          tolerance,
          maxOracleCalls,
        });
      const rough = run(1e-2, 30);
      const fine = run(1e-7, 400);
      expect(rough.divergence - rough.gap).toBeLessThanOrEqual(fine.divergence + 1e-9);
      expect(fine.gap).toBeLessThanOrEqual(1e-4);
    }
  });

  it('a perfectly fair book has no divergence (a bot reported .0189 from its starting point)', () => {
    const relations = instanceOf({
      conditions: ['a', 'b', 'c', 'd'],
      relations: [
        { type: 'exactly-one', of: ['a', 'b'] },
        { type: 'exactly-one', of: ['c', 'd'] },
      ],
    }).relations;
    const answer = projectPrices({
      keys: ['a', 'b', 'c', 'd'],
      relations,
      quotes: new Map(
        [
          ['a', 0.6],
          ['b', 0.4],
          ['c', 0.7],
          ['d', 0.3],
        ].map(([key, price]) => [String(key), { price: Number(price), weight: 1 }]),
      ),
      market: 'binary',
    });
    expect(answer?.divergence).toBeLessThan(1e-12);
  });
});

describe('8.11 equal shares, not equal dollars', () => {
  it('YES .20 and NO .70 with a hundred dollars is 111 sets and eleven dollars in both worlds', () => {
    const { walked } = solve({
      conditions: ['a'],
      asks: { 'a.yes': [['0.20', '1000']], 'a.no': [['0.70', '1000']] },
      budget: '100',
    });
    expect(walked?.legs.map((leg) => leg.sizeMicros)).toEqual([111_110_000, 111_110_000]);
    expect(walked?.edgeMicros).toBe(11_111_000);
  });
});

describe('8.12 fees', () => {
  it('YES .48 and NO .50 at 7 % loses a cent and a half', () => {
    expect(
      solve({ conditions: ['a'], feeRate: '0.07', asks: { 'a.yes': [['0.48', '100']], 'a.no': [['0.50', '100']] } })
        .walked,
    ).toBeNull();
  });
});

describe('8.14, 8.16 and 8.19 short books', () => {
  it('ten of a hundred shares is null, not an average', () => {
    expect(
      walkBook({
        levels: [{ priceMicros: priceMicros(500_000), sizeMicros: sizeMicros(10_000_000) }],
        sizeMicros: sizeMicros(100_000_000),
        fee: { ratePpm: 0, exponent: 1, takerOnly: true },
        side: 'buy',
      }),
    ).toBeNull();
  });

  it('fill bounds assume no independence', () => {
    expect(fillBounds([0.9, 0.9]).atLeast).toBeCloseTo(0.8, 12);
    expect(fillBounds([0.9, 0.95]).atMost).toBe(0.9);
    expect(fillBounds([0.5, 0.4]).atLeast).toBe(0);
  });

  it('a partial fill is unwound at the bids with fees, and has no number when the bids are too thin', () => {
    const words: InstanceWords = {
      conditions: ['a', 'b'],
      relations: [implies],
      asks: { 'a.no': [['0.40', '100']], 'b.yes': [['0.40', '100']] },
      bids: {
        'a.no': [['0.35', '100']],
        'b.yes': [
          ['0.30', '60'],
          ['0.20', '40'],
        ],
      },
    };
    const { walked } = solve(words);
    if (!walked) throw new Error('there is a basket');
    const instance = instanceOf(words);
    const fees = new Map(instance.conditions.map(({ key, fee }) => [key, fee]));
    // b alone: 100 at .40, back at 60 x .30 + 40 x .20 = 26: -14. a alone: -5. Both filled is no partial fill.
    expect(partialWorst({ legs: walked.legs, books: instance.books, fees })).toEqual({
      resultMicros: -14_000_000,
      filled: ['b.yes'],
    });
    const thin = instanceOf({ ...words, bids: { 'a.no': [['0.35', '100']] } });
    expect(partialWorst({ legs: walked.legs, books: thin.books, fees })).toBeNull();
  });
});

describe('8.17 Kelly', () => {
  const table = [
    {
      scenarios: [
        [0.9, 0.05],
        [0.095, -0.03],
        [0.005, -0.95],
      ],
      fraction: 0.93,
    },
    {
      scenarios: [
        [0.9, 0.05],
        [0.09, -0.03],
        [0.01, -0.95],
      ],
      fraction: 0.81,
    },
    {
      scenarios: [
        [0.9, 0.05],
        [0.07, -0.03],
        [0.03, -0.95],
      ],
      fraction: 0.34,
    },
    {
      scenarios: [
        [0.9, 0.04],
        [0.07, -0.03],
        [0.03, -0.95],
      ],
      fraction: 0.16,
    },
    {
      scenarios: [
        [0.93, 0.02],
        [0.06, -0.02],
        [0.01, -0.95],
      ],
      fraction: 0.47,
    },
  ];
  it('finds the stakes of the table (docs/maths.md 5)', () => {
    for (const { scenarios, fraction } of table) {
      expect(
        growthStake(scenarios.map(([probability = 0, netReturn = 0]) => ({ probability, netReturn }))).fraction,
      ).toBeCloseTo(fraction, 1);
    }
  });

  it('two states: p/l - q/b capped at everything, where the older formula says never', () => {
    const stake = (win: number, gain: number, loss: number): number =>
      growthStake([
        { probability: win, netReturn: gain },
        { probability: 1 - win, netReturn: -loss },
      ]).fraction;
    expect(stake(0.9, 0.03, 0.05)).toBe(1);
    expect(stake(0.9, 0.5, 1)).toBeCloseTo(0.9 / 1 - 0.1 / 0.5, 9);
  });
});

describe('8.18 negative risk', () => {
  it('n exclusive NO shares are compared with n - 1, not with one', () => {
    const asks = Object.fromEntries(['w', 'x', 'y', 'z'].map((key) => [`${key}.no`, [['0.75', '100']] as const]));
    const relations = [{ type: 'exactly-one', of: ['w', 'x', 'y', 'z'] }];
    expect(solve({ conditions: ['w', 'x', 'y', 'z'], relations, asks }).walked).toBeNull();
  });

  it('NO on a ladder of dates pays nothing if the first one happens', () => {
    const answer = solve({
      conditions: ['june', 'july'],
      relations: [{ type: 'implies', if: 'june', then: 'july' }],
      asks: { 'june.no': [['0.45', '100']], 'july.no': [['0.45', '100']] },
    });
    expect(answer.walked).toBeNull();
  });

  it('YES is only sold from inventory', () => {
    expect(
      solve({
        conditions: ['x', 'y'],
        relations: [{ type: 'excludes', of: ['x', 'y'] }],
        bids: { 'x.yes': [['0.60', '100']], 'y.yes': [['0.60', '100']] },
      }).walked,
    ).toBeNull();
  });
});

describe('voids', () => {
  it('an implication basket can lose when a condition is voided, and says how much', () => {
    const { walked } = solve({
      conditions: ['a', 'b'],
      relations: [implies],
      asks: { 'b.yes': [['0.40', '100']], 'a.no': [['0.55', '50']] },
    });
    if (!walked) throw new Error('there is a basket');
    // Half a dollar back for one share and nothing for the other: 50 x (.50 - .95).
    expect(voidWorst(walked)).toBe(-22_500_000);
    expect(verifyCertificate({ ...walked, voids: 1 }).ok).toBe(false);
  });
});
