import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Level } from '../../lib/domain/book';
import type { Instance, InstanceBook } from '../../lib/domain/instance';
import type { RelationBody } from '../../lib/domain/relation';
import { moneyMicros, sizeMicros } from '../../lib/domain/units';
import { buildSafeTradeLp } from '../../lib/engine/arbitrage/build-lp';
import { buildLanes } from '../../lib/engine/arbitrage/lanes';
import { parseInstanceFile } from '../../lib/engine/files/parse-instance';
import { PathError } from '../../lib/engine/files/parse-json';
import { solveInstance } from '../../lib/engine/solve';
import { buildSpace } from '../../lib/engine/space/space';
import { createGlpkSolver } from '../../lib/workers/glpk-solver';
import { createHighsSolver } from '../../lib/workers/highs-solver';
import type { LpSolver } from '../../lib/ports/lp-solver';
import { instanceJson } from '../kit/instances';
import { runs } from '../kit/property';
import { randomInstance } from '../kit/random-instances';

let glpk: LpSolver;
let highs: LpSolver;

beforeAll(async () => {
  glpk = await createGlpkSolver();
  highs = await createHighsSolver();
});

/** Value of the safe-trade LP, dollars. */
function valueOf(instance: Instance, solver: LpSolver = glpk): number {
  const keys = instance.conditions.map(({ key }) => key);
  const lanes = buildLanes(instance, keys);
  if (lanes.length === 0) return 0;
  const solution = solver.solve(buildSafeTradeLp({ space: buildSpace(keys, instance.relations), lanes, budgetMicros: instance.budgetMicros, voids: instance.voids, links: [], semicontinuous: false, tieBreak: 0 }).program, { timeLimitMs: 5000 });
  expect(solution.status).toBe('optimal');
  return Math.max(0, solution.objective);
}

const same = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(b)));

function renamed(body: RelationBody, name: (key: string) => string): RelationBody {
  const text = JSON.stringify(body).replace(/"(c\d+)"/g, (_, key: string) => JSON.stringify(name(key)));
  const parsed: RelationBody = JSON.parse(text);
  return parsed;
}

const mapBooks = (instance: Instance, change: (levels: readonly Level[]) => readonly Level[]): Instance => ({
  ...instance,
  books: Object.fromEntries(Object.entries(instance.books).map(([key, { yes, no, mirrored }]): [string, InstanceBook] => [key, { yes: { ...yes, asks: change(yes.asks) }, no: { ...no, asks: change(no.asks) }, mirrored }])),
});

describe('invariance of the value', () => {
  it('glpk and HiGHS give the same', () => {
    fc.assert(fc.property(fc.integer(), (seed) => { const { instance } = randomInstance(seed); same(valueOf(instance, glpk), valueOf(instance, highs)); }), runs(300));
  });

  it('under permutation and renaming of conditions', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance } = randomInstance(seed);
        const name = (key: string): string => `z${9 - Number(key.slice(1))}`;
        const other: Instance = {
          ...instance,
          conditions: [...instance.conditions].reverse().map((condition) => ({ ...condition, key: name(condition.key) })),
          relations: [...instance.relations].reverse().map((relation) => ({ ...relation, body: renamed(relation.body, name) })),
          books: Object.fromEntries(Object.entries(instance.books).map(([key, book]) => [name(key), book])),
        };
        same(valueOf(other), valueOf(instance));
      }),
      runs(300),
    );
  });

  it('when an unquoted condition is added, and when one level is split in two', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { instance } = randomInstance(seed);
        const first = instance.conditions[0];
        if (!first) return;
        same(valueOf({ ...instance, conditions: [...instance.conditions, { ...first, key: 'unquoted' }] }), valueOf(instance));
        const split = mapBooks(instance, (levels) => levels.flatMap((level) => [{ ...level, sizeMicros: sizeMicros(1_000_000) }, { ...level, sizeMicros: sizeMicros(level.sizeMicros - 1_000_000) }]));
        same(valueOf(split), valueOf(instance));
      }),
      runs(300),
    );
  });

  it('scales with depth and budget together, and is concave in the budget', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 5 }), (seed, factor) => {
        const { instance } = randomInstance(seed);
        const budgeted: Instance = { ...instance, budgetMicros: moneyMicros(20_000_000) };
        const larger = mapBooks({ ...budgeted, budgetMicros: moneyMicros(20_000_000 * factor) }, (levels) => levels.map((level) => ({ ...level, sizeMicros: sizeMicros(level.sizeMicros * factor) })));
        same(valueOf(larger), factor * valueOf(budgeted));
        const at = (dollars: number): number => valueOf({ ...instance, budgetMicros: moneyMicros(dollars * 1e6) });
        expect(2 * at(15)).toBeGreaterThanOrEqual(at(10) + at(20) - 1e-6);
      }),
      runs(150),
    );
  });

  it('adds up over components, and more depth or a lower ask never lowers it', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (left, right) => {
        const a = randomInstance(left).instance;
        const b = randomInstance(right).instance;
        const name = (key: string): string => `z${key}`;
        const both: Instance = {
          ...a,
          conditions: [...a.conditions, ...b.conditions.map((condition) => ({ ...condition, key: name(condition.key) }))],
          relations: [...a.relations, ...b.relations.map((relation) => ({ ...relation, id: `z${relation.id}`, body: renamed(relation.body, name) }))],
          books: { ...a.books, ...Object.fromEntries(Object.entries(b.books).map(([key, book]) => [name(key), book])) },
        };
        same(valueOf(both), valueOf(a) + valueOf(b));
        const deeper = mapBooks(a, (levels) => levels.map((level) => ({ ...level, sizeMicros: sizeMicros(level.sizeMicros * 2) })));
        expect(valueOf(deeper)).toBeGreaterThanOrEqual(valueOf(a) - 1e-6);
      }),
      runs(200),
    );
  });
});

describe('fuzz', () => {
  it('any damage to a file is one line with a path, or an answer; never a throw', () => {
    const good = instanceJson({ conditions: ['a', 'b'], relations: [{ type: 'implies', if: 'a', then: 'b' }], asks: { 'b.yes': [['0.40', '100']], 'a.no': [['0.55', '50']] } });
    const bad = fc.constantFrom<unknown>(null, 'NaN', '0', '1', '-1', '1e3', 0.5, Number.NaN, [], {}, '', true, '0.1234567', 'constructor', '__proto__');
    fc.assert(
      fc.property(fc.nat(), bad, (place, value) => {
        const copy: unknown = structuredClone(good);
        const holders: { readonly holder: Record<string, unknown>; readonly key: string }[] = [];
        const visit = (node: unknown): void => {
          if (typeof node !== 'object' || node === null) return;
          for (const [key, inner] of Object.entries(node)) {
            holders.push({ holder: node as Record<string, unknown>, key });
            visit(inner);
          }
        };
        visit(copy);
        const spot = holders[place % holders.length];
        if (spot) spot.holder[spot.key] = value;
        try {
          const { instance } = parseInstanceFile(copy);
          const answer = solveInstance(instance, { exact: false, executable: true, solvers: [glpk], timeLimitMs: 1000, nowMs: () => 0 });
          expect(['solved', 'empty', 'failed']).toContain(answer.kind);
        } catch (error) {
          expect(error).toBeInstanceOf(PathError);
          expect(String(error).split('\n')).toHaveLength(1);
        }
      }),
      runs(500),
    );
  });
});
