import { beforeAll, describe, expect, it } from 'vitest';
import { priceMicros } from '../../lib/domain/units';
import { nearestViolation } from '../../lib/engine/screen/nearest';
import { FIRED, Screen } from '../../lib/engine/screen/screen';
import { bandOf, findSkipCertificate } from '../../lib/engine/screen/skip';
import { solveInstance } from '../../lib/engine/solve';
import { createGlpkSolver } from '../../lib/workers/glpk-solver';
import type { LpSolver } from '../../lib/ports/lp-solver';
import { instanceOf, seeded } from '../kit/instances';
import { coherentInstance, randomInstance } from '../kit/random-instances';

let solver: LpSolver;

beforeAll(async () => {
  solver = await createGlpkSolver();
});

const free = { ratePpm: 0, exponent: 1, takerOnly: true };

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
    expect(charged.costNanos(0, 500_000) + charged.costNanos(0, 490_000)).toBeGreaterThanOrEqual(1_009_996_000);
  });

  it('keeps group sums right over random ticks, equal to a sweep from scratch', () => {
    const random = seeded(7);
    const fees = Array.from({ length: 12 }, () => ({ ...free, ratePpm: random() < 0.5 ? 0 : 40_000 }));
    const groups = [{ members: [0, 1, 2, 3], exhaustive: true }, { members: [3, 4, 5, 6, 7], exhaustive: false }];
    const pairs = [{ kind: 'implies', a: 8, b: 9 }, { kind: 'excludes', a: 9, b: 10 }, { kind: 'covers', a: 10, b: 11 }] as const;
    const screen = new Screen({ fees, groups, pairs });
    const last = new Map<string, number | null>();
    let fired = 0;
    for (let tick = 0; tick < 5000; tick += 1) {
      const condition = Math.floor(random() * 12);
      const token = random() < 0.5 ? 'yes' : 'no';
      const price = random() < 0.05 ? null : 10_000 * (1 + Math.floor(random() * 99));
      last.set(`${condition}.${token}`, price);
      if (screen.update(condition, token, price) !== 0) fired += 1;
    }
    const fresh = new Screen({ fees, groups, pairs });
    for (const [slot, price] of last) {
      const [condition = '0', token] = slot.split('.');
      fresh.update(Number(condition), token === 'yes' ? 'yes' : 'no', price);
    }
    expect(screen.sweep()).toEqual(fresh.sweep());
    expect(fired).toBeGreaterThan(100);
  });

  it('never fires where the LP finds nothing', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const { instance, space } = coherentInstance(seed);
      const index = new Map(space.keys.map((key, position) => [key, position]));
      const at = (key: string): number => index.get(key) ?? 0;
      const screen = new Screen({
        fees: instance.conditions.map(({ fee }) => fee),
        groups: space.relations.flatMap(({ body }) => (body.type === 'exactly-one' || body.type === 'excludes' ? [{ members: body.of.map(at), exhaustive: body.type === 'exactly-one' }] : [])),
        pairs: space.relations.flatMap(({ body }) => (body.type === 'implies' ? [{ kind: 'implies' as const, a: at(body.if), b: at(body.then) }] : [])),
      });
      for (const key of space.keys) for (const token of ['yes', 'no'] as const) screen.update(at(key), token, instance.books[key]?.[token].asks[0]?.priceMicros ?? null);
      expect(screen.sweep()).toEqual({ binary: 0, group: 0, pair: 0 });
    }
  });
});

describe('skip certificates', () => {
  it('whenever one says there is nothing, the LP agrees, before and after a tick', () => {
    const random = seeded(11);
    let held = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const { instance } = seed % 2 === 0 ? coherentInstance(seed) : randomInstance(seed);
      const skip = findSkipCertificate(instance, solver, 1000);
      if (!skip) continue;
      const solve = (given: typeof instance) => solveInstance(given, { exact: false, executable: false, solvers: [solver], timeLimitMs: 1000, nowMs: () => 0 });
      expect(solve(instance)).toMatchObject({ walked: null });
      const condition = instance.conditions[Math.floor(random() * instance.conditions.length)];
      const book = condition ? instance.books[condition.key] : undefined;
      const best = book?.yes.asks[0];
      if (!condition || !book || !best || best.priceMicros <= 10_000) continue;
      const moved = { ...instance, books: { ...instance.books, [condition.key]: { ...book, yes: { ...book.yes, asks: [{ ...best, priceMicros: priceMicros(best.priceMicros - 10_000) }] } } } };
      if (!skip.holds(condition.key, bandOf(moved, condition.key))) continue;
      held += 1;
      expect(solve(moved)).toMatchObject({ walked: null });
    }
    expect(held).toBeGreaterThan(20);
  });

  it('there is none where there is something to gain', () => {
    const pair = instanceOf({ conditions: ['a', 'b'], relations: [{ type: 'implies', if: 'a', then: 'b' }], asks: { 'b.yes': [['0.40', '100']], 'a.no': [['0.55', '50']] } });
    expect(findSkipCertificate(pair, solver, 1000)).toBeNull();
  });
});

describe('nearest violation', () => {
  it('counts the ticks that one ask would have to fall for an edge: five only break even', () => {
    const far = instanceOf({ conditions: ['a', 'b'], relations: [{ type: 'implies', if: 'a', then: 'b' }], asks: { 'b.yes': [['0.50', '100']], 'a.no': [['0.55', '50']] } });
    expect(nearestViolation(far)?.ticks).toBe(6);
    expect(nearestViolation(instanceOf({ conditions: ['a'] }))).toBeNull();
  });
});
