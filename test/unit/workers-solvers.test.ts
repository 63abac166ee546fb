import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wrap, releaseProxy, expose, type Remote } from 'comlink';
import type { Engine } from '../../lib/ports/engine';
import type { LinearProgram, LpSolver } from '../../lib/ports/lp-solver';
import { createEngine } from '../../lib/workers/create-engine';
import { createGlpkSolver } from '../../lib/workers/glpk-solver';
import { createHighsSolver } from '../../lib/workers/highs-solver';
import { canonicalCases, instanceOf } from '../kit/instances';

let solvers: readonly LpSolver[] = [];

beforeAll(async () => {
  solvers = [await createGlpkSolver(), await createHighsSolver()];
});

interface Words {
  readonly objective: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly rows: readonly { readonly terms: readonly (readonly [number, number])[]; readonly lower: number; readonly upper: number }[];
  readonly integer?: readonly number[];
}

function program({ objective, lower, upper, rows, integer }: Words): LinearProgram {
  const entries = objective.map((_, column) => rows.flatMap(({ terms }, row) => terms.filter(([index]) => index === column).map(([, value]) => ({ row, value }))));
  const start = Int32Array.from([0, ...entries.map((_, column) => entries.slice(0, column + 1).reduce((sum, list) => sum + list.length, 0))]);
  return {
    columns: objective.length,
    rows: rows.length,
    objective: Float64Array.from(objective),
    colLower: Float64Array.from(lower),
    colUpper: Float64Array.from(upper),
    rowLower: Float64Array.from(rows, (row) => row.lower),
    rowUpper: Float64Array.from(rows, (row) => row.upper),
    start,
    index: Int32Array.from(entries.flat(), ({ row }) => row),
    value: Float64Array.from(entries.flat(), ({ value }) => value),
    ...(integer ? { integer: Uint8Array.from(integer) } : {}),
  };
}

const limit = { timeLimitMs: 5000 };

describe('solver pitfalls', () => {
  it('an upper bound does not forget the lower one (GLP_UP ignores lb)', () => {
    for (const solver of solvers) {
      const answer = solver.solve(program({ objective: [-1], lower: [0], upper: [3], rows: [{ terms: [[0, 1]], lower: -5, upper: Infinity }] }), limit);
      expect([solver.name, answer.status]).toEqual([solver.name, 'optimal']);
      expect(answer.objective).toBeCloseTo(0, 9);
    }
  });

  it('an infeasible and an unbounded program are named, not "undefined"', () => {
    for (const solver of solvers) {
      const infeasible = program({ objective: [1], lower: [0], upper: [1], rows: [{ terms: [[0, 1]], lower: 2, upper: Infinity }] });
      expect([solver.name, solver.solve(infeasible, limit).status]).toEqual([solver.name, 'infeasible']);
      const unbounded = program({ objective: [1, 0], lower: [0, 0], upper: [Infinity, Infinity], rows: [{ terms: [[0, 1], [1, -1]], lower: -Infinity, upper: 1 }] });
      expect([solver.name, solver.solve(unbounded, limit).status]).toEqual([solver.name, 'unbounded']);
    }
  });

  it('a whole-number program is solved, not answered with zeros', () => {
    for (const solver of solvers) {
      const knapsack = program({ objective: [5, 4, 3], lower: [0, 0, 0], upper: [1, 1, 1], rows: [{ terms: [[0, 2], [1, 3], [2, 1]], lower: -Infinity, upper: 5 }], integer: [1, 1, 1] });
      const answer = solver.solve(knapsack, limit);
      expect([solver.name, answer.objective, [...answer.x]]).toEqual([solver.name, 9, [1, 1, 0]]);
    }
  });

  it('a variable twice in a row is added up, and the instance stays usable', () => {
    for (const solver of solvers) {
      const twice = program({ objective: [1], lower: [0], upper: [10], rows: [{ terms: [[0, 1], [0, 1]], lower: -Infinity, upper: 6 }] });
      const answer = solver.solve(twice, limit);
      // HiGHS refuses the program; the port must say so or solve it right, and go on working.
      if (answer.status === 'optimal') expect(answer.objective).toBeCloseTo(3, 9);
      else expect(answer.status).toBe('failed');
      expect(solver.solve(program({ objective: [1], lower: [0], upper: [2], rows: [{ terms: [[0, 1]], lower: -Infinity, upper: 6 }] }), limit).objective).toBeCloseTo(2, 9);
    }
  });

  it('garbage costs one solve, never a throw', () => {
    for (const solver of solvers) {
      for (const bad of [
        program({ objective: [Number.NaN], lower: [0], upper: [1], rows: [{ terms: [[0, 1]], lower: 0, upper: 1 }] }),
        program({ objective: [1], lower: [2], upper: [1], rows: [{ terms: [[0, 1]], lower: 0, upper: 1 }] }),
        { ...program({ objective: [1], lower: [0], upper: [1], rows: [{ terms: [[0, 1]], lower: 0, upper: 1 }] }), index: Int32Array.from([7]) },
      ]) {
        const { status } = solver.solve(bad, limit);
        expect([solver.name, status === 'failed' || status === 'infeasible']).toEqual([solver.name, true]);
      }
      expect(solver.solve(program({ objective: [1], lower: [0], upper: [2], rows: [{ terms: [[0, 1]], lower: -Infinity, upper: 6 }] }), limit).objective).toBeCloseTo(2, 9);
    }
  });

  it('HiGHS does not grow over thousands of models', async () => {
    const highs = await createHighsSolver();
    const small = program({ objective: [1], lower: [0], upper: [2], rows: [{ terms: [[0, 1]], lower: -Infinity, upper: 6 }] });
    for (let round = 0; round < 50; round += 1) highs.solve(small, limit);
    const before = highs.wasmBytes();
    for (let round = 0; round < 2000; round += 1) highs.solve(small, limit);
    expect(highs.wasmBytes()).toBe(before);
  });
});

describe('the engine over a port', () => {
  const { port1, port2 } = new MessageChannel();
  let remote: Remote<Engine>;

  beforeAll(() => {
    expose(createEngine({ nowMs: () => performance.now() }), port1);
    remote = wrap<Engine>(port2);
    port1.start();
    port2.start();
  });

  afterAll(() => {
    remote[releaseProxy]();
    port1.close();
    port2.close();
  });

  it('answers every canonical case', async () => {
    for (const [id, { words, edge, id: name }] of canonicalCases.entries()) {
      const answer = await remote.solve({ id, instance: instanceOf(words), exact: true, timeLimitMs: 5000 });
      if (edge === '0') expect([name, answer.kind]).toEqual([name, name.startsWith('T15') ? answer.kind : 'none']);
      else expect([name, answer.kind]).toEqual([name, 'arbitrage']);
      if (answer.kind === 'arbitrage') expect([name, answer.lowerMicros]).toEqual([name, Math.round(Number(edge) * 1e6)]);
    }
  });

  it('answers an empty outcome space and a malformed instance as values', async () => {
    const clash = instanceOf({ conditions: ['a'], relations: [{ type: 'settled', of: 'a', value: true }, { type: 'settled', of: 'a', value: false }] });
    expect(await remote.solve({ id: 1, instance: clash, exact: false, timeLimitMs: 1000 })).toMatchObject({ kind: 'empty-outcome-space', clash: ['relations[0]', 'relations[1]'] });
    const stray = { ...clash, relations: clash.relations.map((relation) => ({ ...relation, body: { type: 'implies', if: 'a', then: 'nowhere' } as const })) };
    expect(await remote.solve({ id: 2, instance: stray, exact: false, timeLimitMs: 1000 })).toMatchObject({ kind: 'failed', failure: { code: 'bad-instance' } });
  });

  it('a job cancelled before its turn is not solved', async () => {
    const { words } = canonicalCases[3] ?? { words: { conditions: ['a'] } };
    const first = remote.solve({ id: 10, instance: instanceOf(words), exact: false, timeLimitMs: 1000 });
    const second = remote.solve({ id: 11, instance: instanceOf(words), exact: false, timeLimitMs: 1000 });
    await remote.cancel(11);
    expect((await first).kind).not.toBe('failed');
    expect(await second).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } });
  });

  it('reports both solvers', async () => {
    const health = await remote.health();
    expect(health.ready).toBe(true);
    expect(health.highs).toMatch(/^\d+\.\d+/);
    expect(health.glpk).toMatch(/^\d/);
    expect(health.wasmBytes).toBeGreaterThan(1_000_000);
  });
});
