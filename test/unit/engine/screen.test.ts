import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instance } from '../../../lib/domain/instance';
import { priceMicros } from '../../../lib/domain/units';
import { buildSafeTradeLp } from '../../../lib/engine/lp/build-lp';
import { buildLanes } from '../../../lib/engine/lp/lanes';
import { centralPrices } from '../../../lib/engine/screen/central';
import { nearestViolation } from '../../../lib/engine/screen/nearest';
import { FIRED, Screen, type ScreenSpec } from '../../../lib/engine/screen/screen';
import { centralSkipCertificate, findSkipCertificate, SkipCertificate } from '../../../lib/engine/screen/skip';
import { screenSpecOf } from '../../../lib/engine/screen/spec';
import { buildSpace } from '../../../lib/engine/space/space';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import type { LpSolver } from '../../../lib/ports/lp-solver';
import { seeded } from '../../../lib/domain/random';
import { instanceOf } from '../../kit/instances';
import { runs } from '../../kit/property';
import { coherentInstance, randomInstance } from '../../kit/random-instances';
import { shapeNames, structuredInstance } from '../../kit/structured-instances';

let solver: LpSolver;

beforeAll(async () => {
  solver = await createGlpkSolver();
});

const free = { ratePpm: 0, exponent: 1, takerOnly: true };

/** The relaxation's optimum, dollars. */
function lpValue(instance: Instance): number {
  const keys = instance.conditions.map(({ key }) => key);
  const layout = buildSafeTradeLp({
    space: buildSpace(keys, instance.relations),
    lanes: buildLanes(instance, keys),
    budgetMicros: null,
    voids: 0,
    links: [],
    semicontinuous: false,
    tieBreak: 0,
  });
  const solution = solver.solve(layout.program, { timeLimitMs: 10_000 });
  expect(solution.status).toBe('optimal');
  return Math.max(0, solution.objective);
}

function screenOf(instance: Instance): { readonly screen: Screen; readonly fired: number } {
  const screen = new Screen(screenSpecOf(instance.conditions, instance.relations));
  let fired = 0;
  instance.conditions.forEach(({ key }, condition) => {
    for (const token of ['yes', 'no'] as const)
      fired |= screen.update(condition, token, instance.books[key]?.[token].asks[0]?.priceMicros ?? null);
  });
  return { screen, fired };
}

const total = (counts: ReturnType<Screen['sweep']>): number =>
  Object.values(counts).reduce((sum: number, count: number) => sum + count, 0);

describe('Screen', () => {
  it('fires on a pair of tokens under a dollar, after fees', () => {
    const plain = new Screen({ fees: [free], groups: [], pairs: [] });
    plain.update(0, 'yes', 480_000);
    expect(plain.update(0, 'no', 519_999)).toBe(FIRED.binary);
    expect(plain.update(0, 'no', 520_000)).toBe(0);
    const charged = new Screen({ fees: [{ ...free, ratePpm: 40_000 }], groups: [], pairs: [] });
    charged.update(0, 'yes', 500_000);
    // 0.50 + 0.49 is 1.009996 with the 4 % schedule (T2).
    expect(charged.update(0, 'no', 490_000)).toBe(0);
    expect(charged.costMicros(0, 500_000) + charged.costMicros(0, 490_000)).toBeGreaterThanOrEqual(1_009_996);
  });

  it('never counts a cost below the exact one, nor more than a micro above it', () => {
    const random = seeded(3);
    for (let trial = 0; trial < 2000; trial += 1) {
      const fee = { ratePpm: Math.floor(random() * 100_000), exponent: Math.floor(random() * 4), takerOnly: true };
      const screen = new Screen({ fees: [fee], groups: [], pairs: [] });
      const price = 100 * (1 + Math.floor(random() * 9999));
      const exact = BigInt(fee.ratePpm) * (BigInt(price) * BigInt(1_000_000 - price)) ** BigInt(fee.exponent);
      const unit = 10n ** BigInt(12 * fee.exponent);
      const rounded = screen.costMicros(0, price) - price;
      expect(BigInt(rounded) * unit).toBeGreaterThanOrEqual(exact);
      expect((BigInt(rounded) - 1n) * unit).toBeLessThanOrEqual(exact);
    }
  });

  it('keeps its sums right over random ticks, equal to a sweep from scratch', () => {
    const random = seeded(7);
    const rates = [{ ...free }, { ...free, ratePpm: 40_000 }, { ...free, ratePpm: 70_000, exponent: 2 }];
    const spec: ScreenSpec = {
      fees: Array.from({ length: 12 }, () => rates[Math.floor(random() * 3)] ?? free),
      groups: [
        { members: [0, 1, 2, 3], exhaustive: true },
        { members: [3, 4, 5, 6, 7], exhaustive: false },
      ],
      pairs: [
        { kind: 'implies', a: 8, b: 9 },
        { kind: 'excludes', a: 9, b: 10 },
        { kind: 'covers', a: 10, b: 11 },
      ],
      chains: [[4, 8, 0, 11]],
      rows: [
        {
          terms: [
            [1, 2],
            [5, -1],
            [7, 1],
          ],
          atLeast: 1,
        },
      ],
    };
    const screen = new Screen(spec);
    const last = new Map<string, number | null>();
    const seen = { binary: 0, group: 0, pair: 0, chain: 0, row: 0 };
    for (let tick = 0; tick < 5000; tick += 1) {
      const condition = Math.floor(random() * 12);
      const token = random() < 0.5 ? 'yes' : 'no';
      const price = random() < 0.05 ? null : 10_000 * (1 + Math.floor(random() * 99));
      last.set(`${condition}.${token}`, price);
      const fired = screen.update(condition, token, price);
      for (const rule of ['binary', 'group', 'pair', 'chain', 'row'] as const)
        if ((fired & FIRED[rule]) !== 0) seen[rule] += 1;
      if (tick % 500 === 0) {
        // What fired for this condition is among what is broken at all.
        const swept = screen.sweep();
        for (const rule of ['binary', 'group', 'pair', 'chain', 'row'] as const)
          if ((fired & FIRED[rule]) !== 0) expect(swept[rule]).toBeGreaterThan(0);
      }
    }
    const fresh = new Screen(spec);
    for (const [slot, price] of last) {
      const [condition = '0', token] = slot.split('.');
      fresh.update(Number(condition), token === 'yes' ? 'yes' : 'no', price);
    }
    expect(screen.sweep()).toEqual(fresh.sweep());
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
  });

  it('turns each relation into the rule that says the same', () => {
    const { conditions, relations } = instanceOf({
      conditions: ['a', 'b', 'c', 'd'],
      relations: [
        { type: 'implies', if: 'a', then: 'b' },
        { type: 'implies', if: 'b', then: 'c' },
        { type: 'excludes', of: ['a', 'd'] },
        { type: 'exactly-one', of: ['b', 'c', 'd'] },
        { type: 'at-least-one', of: ['a', 'c'] },
        { type: 'difference', result: 'd', of: ['c', 'a'] },
      ],
    });
    const spec = screenSpecOf(conditions, relations);
    expect(spec.groups).toEqual([{ members: [1, 2, 3], exhaustive: true }]);
    expect(spec.pairs).toEqual([
      { kind: 'implies', a: 0, b: 1 },
      { kind: 'implies', a: 1, b: 2 },
      { kind: 'excludes', a: 0, b: 3 },
      { kind: 'covers', a: 0, b: 2 },
    ]);
    expect(spec.chains).toEqual([[2, 1, 0]]);
    expect(spec.rows?.length).toBe(2);
  });

  it('sees what a bucket and its ladder are worth apart, both ways round (docs/maths.md 3.5)', () => {
    const words = { conditions: ['r', 'lo', 'hi'], relations: [{ type: 'difference', result: 'r', of: ['lo', 'hi'] }] };
    const under = instanceOf({
      ...words,
      asks: { 'r.yes': [['0.20', '10']], 'hi.yes': [['0.30', '10']], 'lo.no': [['0.49', '10']] },
    });
    const over = instanceOf({
      ...words,
      asks: { 'r.no': [['0.70', '10']], 'hi.no': [['0.60', '10']], 'lo.yes': [['0.69', '10']] },
    });
    for (const instance of [under, over]) {
      expect(screenOf(instance).fired).toBe(FIRED.row);
      expect(lpValue(instance)).toBeCloseTo(0.1, 9);
    }
  });

  it('sees any two of a chain, not only neighbours', () => {
    const keys = ['a', 'b', 'c'];
    const relations = [
      { type: 'implies', if: 'c', then: 'b' },
      { type: 'implies', if: 'b', then: 'a' },
    ];
    const { screen, fired } = screenOf(
      instanceOf({ conditions: keys, relations, asks: { 'a.yes': [['0.40', '10']], 'c.no': [['0.55', '10']] } }),
    );
    expect(fired).toBe(FIRED.chain);
    expect(screen.sweep()).toEqual({ binary: 0, group: 0, pair: 0, chain: 1, row: 0 });
  });

  it('never fires where the LP finds nothing, on any relation', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { screen, fired } = screenOf(coherentInstance(seed).instance);
        expect(fired).toBe(0);
        expect(total(screen.sweep())).toBe(0);
      }),
      runs(300),
    );
  });

  it('fires only where the LP finds something', () => {
    let firings = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance } = randomInstance(seed);
        const { screen } = screenOf(instance);
        if (total(screen.sweep()) === 0) return;
        firings += 1;
        expect(lpValue(instance)).toBeGreaterThan(0);
      }),
      runs(300),
    );
    expect(firings).toBeGreaterThan(50);
  });
});

/** A best ask moves by up to three cents. */
function ticked(
  instance: Instance,
  random: () => number,
): { readonly instance: Instance; readonly condition: number; readonly token: 'yes' | 'no' } {
  const condition = Math.floor(random() * instance.conditions.length);
  const key = instance.conditions[condition]?.key ?? '';
  const token = random() < 0.5 ? 'yes' : 'no';
  const book = instance.books[key];
  if (!book) throw new Error('no book');
  const by = 10_000 * (Math.floor(random() * 7) - 3);
  const asks = book[token].asks
    .map((level) => ({ ...level, priceMicros: priceMicros(Math.min(999_000, Math.max(1000, level.priceMicros + by))) }))
    .filter((level, index, all) => index === 0 || level.priceMicros > (all[index - 1]?.priceMicros ?? 0));
  return {
    instance: { ...instance, books: { ...instance.books, [key]: { ...book, [token]: { ...book[token], asks } } } },
    condition,
    token,
  };
}

function followTicks(start: Instance, certificate: SkipCertificate, seed: number): { readonly proven: number } {
  const random = seeded(seed);
  let instance = start;
  let proven = 0;
  for (let tick = 0; tick < 4; tick += 1) {
    const next = ticked(instance, random);
    instance = next.instance;
    const key = instance.conditions[next.condition]?.key ?? '';
    const holds = certificate.update(next.condition, next.token, instance.books[key]?.[next.token].asks ?? []);
    const value = lpValue(instance);
    if (holds) {
      proven += 1;
      expect(value).toBeLessThanOrEqual(1e-6);
      expect(certificate.boundDollars).toBe(0);
    }
    expect(certificate.boundDollars).toBeGreaterThanOrEqual(value - 1e-6 * (1 + value));
  }
  return { proven };
}

describe('skip certificates', () => {
  it('whenever one says there is nothing, the LP agrees, and its bound is never below the LP, tick after tick', () => {
    let proven = 0;
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), fc.boolean(), (seed, coherent, byProgram) => {
        const { instance } = coherent ? coherentInstance(seed) : randomInstance(seed);
        const certificate = byProgram ? findSkipCertificate(instance, solver, 1000) : centralSkipCertificate(instance);
        if (!certificate) return;
        if (certificate.proves) expect(lpValue(instance)).toBeLessThanOrEqual(1e-6);
        ({ proven } = { proven: proven + followTicks(instance, certificate, seed).proven });
      }),
      runs(300),
    );
    expect(proven).toBeGreaterThan(100);
  }, 600_000);

  it('the same on groups, chains and ladders, where none is missed', () => {
    let proven = 0;
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...shapeNames), (seed, shape) => {
        const instance = structuredInstance(seed, shape, 4);
        const certificate = centralSkipCertificate(instance);
        if (!certificate) return;
        if (certificate.proves) expect(lpValue(instance)).toBeLessThanOrEqual(1e-6);
        proven += followTicks(instance, certificate, seed).proven;
      }),
      runs(300),
    );
    expect(proven).toBeGreaterThan(20);
  }, 600_000);

  it('prices of groups and chains are found whenever there are coherent ones in the bands', () => {
    for (const shape of ['exactly-one', 'excludes', 'chain'] as const) {
      let found = 0;
      for (let seed = 1; seed <= 100; seed += 1) {
        const instance = structuredInstance(seed, shape, 4);
        // The program asks for room inside; the middle is content with the edge.
        if (!findSkipCertificate(instance, solver, 1000)) continue;
        found += 1;
        expect(centralSkipCertificate(instance)?.proves).toBe(true);
      }
      expect(found).toBeGreaterThan(5);
    }
  });

  it('there is none where there is something to gain, only a bound', () => {
    const pair = instanceOf({
      conditions: ['a', 'b'],
      relations: [{ type: 'implies', if: 'a', then: 'b' }],
      asks: { 'b.yes': [['0.40', '100']], 'a.no': [['0.55', '50']] },
    });
    expect(findSkipCertificate(pair, solver, 1000)).toBeNull();
    const central = centralSkipCertificate(pair);
    expect(central?.proves).toBe(false);
    expect(central?.boundDollars).toBeGreaterThanOrEqual(2.5 - 1e-9);
  });

  it('prices that break a rule are refused', () => {
    const pair = instanceOf({ conditions: ['a', 'b'], relations: [{ type: 'implies', if: 'a', then: 'b' }] });
    const space = buildSpace(['a', 'b'], pair.relations);
    expect(() => new SkipCertificate({ space, fees: [free, free], worth: Float64Array.of(0.6, 0.5) })).toThrow(
      RangeError,
    );
    expect(() => new SkipCertificate({ space, fees: [free, free], worth: Float64Array.of(Number.NaN, 0.5) })).toThrow(
      RangeError,
    );
  });

  it('the middle of a group leaves room on both sides of every price', () => {
    const keys = ['x', 'y', 'z'];
    const asks = Object.fromEntries(
      keys.flatMap(
        (key) =>
          [
            [`${key}.yes`, [['0.36', '10']]],
            [`${key}.no`, [['0.69', '10']]],
          ] as const,
      ),
    );
    const instance = instanceOf({ conditions: keys, relations: [{ type: 'exactly-one', of: keys }], asks });
    const prices = centralPrices(instance, buildSpace(keys, instance.relations));
    expect([...(prices ?? [])].map((price) => price.toFixed(6))).toEqual(['0.333333', '0.333333', '0.333333']);
  });
});

describe('nearest violation', () => {
  it('counts the ticks that one ask would have to fall for an edge: five only break even', () => {
    const far = instanceOf({
      conditions: ['a', 'b'],
      relations: [{ type: 'implies', if: 'a', then: 'b' }],
      asks: { 'b.yes': [['0.50', '100']], 'a.no': [['0.55', '50']] },
    });
    expect(nearestViolation(far)?.ticks).toBe(6);
    expect(nearestViolation(instanceOf({ conditions: ['a'] }))).toBeNull();
  });
});
