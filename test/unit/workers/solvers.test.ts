import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wrap, releaseProxy, expose, type Remote } from 'comlink';
import type { Engine } from '../../../lib/ports/worker';
import { solveInstance } from '../../../lib/engine/solve';
import type { LinearProgram, LpSolution, LpSolver } from '../../../lib/ports/lp-solver';
import { createEngine } from '../../../lib/workers/create-engine';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import { createHighsSolver } from '../../../lib/workers/highs-solver';
import { seeded } from '../../../lib/domain/random';
import { canonicalCases, instanceOf } from '../../kit/instances';
import { isProven } from '../../../lib/verifier/verify';

let solvers: readonly LpSolver[] = [];

beforeAll(async () => {
  solvers = [await createGlpkSolver(), await createHighsSolver()];
});

interface Words {
  readonly objective: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly rows: readonly {
    readonly terms: readonly (readonly [number, number])[];
    readonly lower: number;
    readonly upper: number;
  }[];
  readonly integer?: readonly number[];
}

function program({ objective, lower, upper, rows, integer }: Words): LinearProgram {
  const entries = objective.map((_, column) =>
    rows.flatMap(({ terms }, row) => terms.filter(([index]) => index === column).map(([, value]) => ({ row, value }))),
  );
  const start = Int32Array.from([
    0,
    ...entries.map((_, column) => entries.slice(0, column + 1).reduce((sum, list) => sum + list.length, 0)),
  ]);
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
      const answer = solver.solve(
        program({ objective: [-1], lower: [0], upper: [3], rows: [{ terms: [[0, 1]], lower: -5, upper: Infinity }] }),
        limit,
      );
      expect([solver.name, answer.status]).toEqual([solver.name, 'optimal']);
      expect(answer.objective).toBeCloseTo(0, 9);
    }
  });

  it('an infeasible and an unbounded program are named, not "undefined"', () => {
    for (const solver of solvers) {
      const infeasible = program({
        objective: [1],
        lower: [0],
        upper: [1],
        rows: [{ terms: [[0, 1]], lower: 2, upper: Infinity }],
      });
      expect([solver.name, solver.solve(infeasible, limit).status]).toEqual([solver.name, 'infeasible']);
      const unbounded = program({
        objective: [1, 0],
        lower: [0, 0],
        upper: [Infinity, Infinity],
        rows: [
          {
            terms: [
              [0, 1],
              [1, -1],
            ],
            lower: -Infinity,
            upper: 1,
          },
        ],
      });
      expect([solver.name, solver.solve(unbounded, limit).status]).toEqual([solver.name, 'unbounded']);
    }
  });

  it('a whole-number program is solved, not answered with zeros', () => {
    for (const solver of solvers) {
      const knapsack = program({
        objective: [5, 4, 3],
        lower: [0, 0, 0],
        upper: [1, 1, 1],
        rows: [
          {
            terms: [
              [0, 2],
              [1, 3],
              [2, 1],
            ],
            lower: -Infinity,
            upper: 5,
          },
        ],
        integer: [1, 1, 1],
      });
      const answer = solver.solve(knapsack, limit);
      expect([solver.name, answer.objective, [...answer.x]]).toEqual([solver.name, 9, [1, 1, 0]]);
    }
  });

  it('a variable twice in a row is added up, and the instance stays usable', () => {
    for (const solver of solvers) {
      const twice = program({
        objective: [1],
        lower: [0],
        upper: [10],
        rows: [
          {
            terms: [
              [0, 1],
              [0, 1],
            ],
            lower: -Infinity,
            upper: 6,
          },
        ],
      });
      const answer = solver.solve(twice, limit);
      // HiGHS refuses the program; the port must say so or solve it right, and go on working.
      if (answer.status === 'optimal') expect(answer.objective).toBeCloseTo(3, 9);
      else expect(answer.status).toBe('failed');
      expect(
        solver.solve(
          program({ objective: [1], lower: [0], upper: [2], rows: [{ terms: [[0, 1]], lower: -Infinity, upper: 6 }] }),
          limit,
        ).objective,
      ).toBeCloseTo(2, 9);
    }
  });

  it('garbage costs one solve, never a throw', () => {
    for (const solver of solvers) {
      for (const bad of [
        program({ objective: [Number.NaN], lower: [0], upper: [1], rows: [{ terms: [[0, 1]], lower: 0, upper: 1 }] }),
        program({ objective: [1], lower: [2], upper: [1], rows: [{ terms: [[0, 1]], lower: 0, upper: 1 }] }),
        {
          ...program({ objective: [1], lower: [0], upper: [1], rows: [{ terms: [[0, 1]], lower: 0, upper: 1 }] }),
          index: Int32Array.from([7]),
        },
      ]) {
        const { status } = solver.solve(bad, limit);
        expect([solver.name, status === 'failed' || status === 'infeasible']).toEqual([solver.name, true]);
      }
      expect(
        solver.solve(
          program({ objective: [1], lower: [0], upper: [2], rows: [{ terms: [[0, 1]], lower: -Infinity, upper: 6 }] }),
          limit,
        ).objective,
      ).toBeCloseTo(2, 9);
    }
  });

  it('HiGHS does not grow over thousands of models', async () => {
    const highs = await createHighsSolver();
    const small = program({
      objective: [1],
      lower: [0],
      upper: [2],
      rows: [{ terms: [[0, 1]], lower: -Infinity, upper: 6 }],
    });
    for (let round = 0; round < 50; round += 1) highs.solve(small, limit);
    const before = highs.wasmBytes();
    for (let round = 0; round < 2000; round += 1) highs.solve(small, limit);
    expect(highs.wasmBytes()).toBe(before);
  });
});

describe('pitfalls of a program kept warm', () => {
  const capped = program({
    objective: [3, 2],
    lower: [0, 0],
    upper: [4, 4],
    rows: [
      {
        terms: [
          [0, 1],
          [1, 1],
        ],
        lower: -Infinity,
        upper: 6,
      },
    ],
  });

  async function warm() {
    const loaded = (await createHighsSolver()).load(capped);
    if (!loaded) throw new Error('the program loads');
    return loaded;
  }

  it('a changed cost, bound, coefficient or row is in the next answer, and no zero is left over', async () => {
    const loaded = await warm();
    expect(loaded.solve(limit)).toMatchObject({ status: 'optimal', objective: 16 });
    loaded.setColumn(0, { objective: 1, lower: 0, upper: 4 });
    expect(loaded.solve(limit).objective).toBeCloseTo(10, 9);
    loaded.setColumn(1, { objective: 2, lower: 0, upper: 1 });
    expect(loaded.solve(limit).objective).toBeCloseTo(6, 9);
    // Budget rows hold prices: a tick moves coefficients too, not only costs.
    loaded.setCoefficient(0, 0, 2);
    expect(loaded.solve(limit).objective).toBeCloseTo(4.5, 9);
    loaded.addRow({ lower: -Infinity, upper: 1, columns: Int32Array.from([0]), values: Float64Array.from([1]) });
    expect(loaded.solve(limit).objective).toBeCloseTo(3, 9);
    loaded.dispose();
  });

  it('an infeasible or unbounded change is named, and taking it back is enough', async () => {
    const loaded = await warm();
    loaded.solve(limit);
    loaded.setColumn(0, { objective: 3, lower: 7, upper: 8 });
    expect(loaded.solve(limit).status).toBe('infeasible');
    loaded.setColumn(0, { objective: 3, lower: 0, upper: 4 });
    expect(loaded.solve(limit)).toMatchObject({ status: 'optimal', objective: 16 });
    loaded.dispose();
  });

  it('a senseless change, or a solve after the end, costs answers of this program and throws nothing', async () => {
    for (const spoil of [
      (loaded: Awaited<ReturnType<typeof warm>>) => loaded.setColumn(0, { objective: Number.NaN, lower: 0, upper: 1 }),
      (loaded: Awaited<ReturnType<typeof warm>>) => loaded.setColumn(99, { objective: 1, lower: 0, upper: 1 }),
      (loaded: Awaited<ReturnType<typeof warm>>) => loaded.setColumn(0, { objective: 1, lower: 2, upper: 1 }),
      (loaded: Awaited<ReturnType<typeof warm>>) => loaded.setCoefficient(99, 0, 1),
      (loaded: Awaited<ReturnType<typeof warm>>) =>
        loaded.addRow({ lower: 0, upper: 1, columns: Int32Array.from([7]), values: Float64Array.from([1]) }),
      (loaded: Awaited<ReturnType<typeof warm>>) => loaded.dispose(),
    ]) {
      const loaded = await warm();
      loaded.solve(limit);
      spoil(loaded);
      expect(['failed', 'infeasible']).toContain(loaded.solve(limit).status);
      loaded.dispose();
      expect(loaded.solve(limit).status).toBe('failed');
    }
    expect((await createHighsSolver()).load({ ...capped, objective: Float64Array.from([Number.NaN, 1]) })).toBeNull();
  });

  it('does not grow over thousands of programs loaded and given back', async () => {
    const highs = await createHighsSolver();
    const cycle = (): void => {
      const loaded = highs.load(capped);
      if (loaded?.solve(limit).status !== 'optimal') throw new Error('it is solved');
      loaded.dispose();
    };
    for (let round = 0; round < 50; round += 1) cycle();
    const before = highs.wasmBytes();
    for (let round = 0; round < 2000; round += 1) cycle();
    expect(highs.wasmBytes()).toBe(before);
  });
});

describe('time', () => {
  /**
   * Market split (Cornuejols and Dawande, 1998): sums that no 0/1 choice hits, far beyond any tree search of this size.
   */
  const hard = (() => {
    const random = seeded(7);
    const size = 40;
    const weights = Array.from({ length: 5 }, () => Array.from({ length: size }, () => 1 + Math.floor(99 * random())));
    const slacks = weights.flatMap((_, row) => [row, row]);
    return program({
      objective: [...Array.from({ length: size }, () => 0), ...slacks.map(() => -1)],
      lower: Array.from({ length: size + slacks.length }, () => 0),
      upper: [...Array.from({ length: size }, () => 1), ...slacks.map(() => Infinity)],
      rows: weights.map((row, index) => {
        const half = Math.floor(row.reduce((sum, weight) => sum + weight, 0) / 2);
        return {
          terms: [
            ...row.map((weight, column) => [column, weight] as const),
            [size + 2 * index, 1] as const,
            [size + 2 * index + 1, -1] as const,
          ],
          lower: half,
          upper: half,
        };
      }),
      integer: [...Array.from({ length: size }, () => 1), ...slacks.map(() => 0)],
    });
  })();

  it('a limit is in milliseconds for both, and its end is never called optimal', () => {
    for (const solver of solvers) {
      const started = performance.now();
      const answer = solver.solve(hard, { timeLimitMs: 500 });
      expect([solver.name, answer.status]).toEqual([solver.name, 'time-limit']);
      expect(Number.isNaN(answer.objective)).toBe(true);
      // glpk looks at its clock once in a while; half a second must not become the 500 seconds it would be in its own
      // unit.
      expect(performance.now() - started).toBeLessThan(15_000);
    }
  });
});

describe('a solver that answers garbage', () => {
  const { words, edge } = canonicalCases.find(({ id }) => id === 'T3') ?? { words: { conditions: ['a'] }, edge: '0' };
  const ask = (given: readonly LpSolver[]) =>
    solveInstance(instanceOf(words), {
      exact: false,
      executable: true,
      solvers: given,
      timeLimitMs: 1000,
      nowMs: () => performance.now(),
      accepts: isProven,
    });
  const liar = (lie: (truth: LpSolution, asked: LinearProgram) => LpSolution): LpSolver => ({
    name: 'highs',
    solve: (asked, options) =>
      lie(
        solvers[0]?.solve(asked, options) ?? {
          status: 'failed',
          objective: 0,
          x: new Float64Array(0),
          rowDuals: new Float64Array(0),
        },
        asked,
      ),
  });
  const lies: Readonly<Record<string, (truth: LpSolution, asked: LinearProgram) => LpSolution>> = {
    'NaN everywhere': (truth) => ({ ...truth, objective: Number.NaN, x: truth.x.map(() => Number.NaN) }),
    'a NaN point with the right objective': (truth) => ({ ...truth, x: truth.x.map(() => Number.NaN) }),
    'a vector too short': (truth) => ({ ...truth, x: truth.x.slice(1) }),
    'a vector too long': (truth) => ({ ...truth, x: Float64Array.from([...truth.x, 0]) }),
    'no vector': (truth) => ({ ...truth, x: new Float64Array(0) }),
    'a point outside the bounds': (truth) => ({ ...truth, x: truth.x.map((value) => value + 1e6) }),
    'an infinite point': (truth) => ({ ...truth, x: truth.x.map(() => Infinity) }),
    'zeros called optimal': (truth, asked) => ({ ...truth, x: new Float64Array(asked.columns) }),
    'an objective that is too good': (truth) => ({ ...truth, objective: truth.objective + 5 }),
    'an objective of zero': (truth) => ({ ...truth, objective: 0 }),
    'the time limit, every time': (truth) => ({ ...truth, status: 'time-limit' }),
  };

  for (const [name, lie] of Object.entries(lies)) {
    it(`${name}: costs that solve; the other solver is asked, and alone it is a failure in words`, () => {
      const both = ask([liar(lie), ...solvers]);
      expect(both).toMatchObject({ kind: 'solved', lowerMicros: Math.round(Number(edge) * 1e6) });
      expect(ask([liar(lie)])).toMatchObject({ kind: 'failed', failure: { code: 'solver-failed' } });
    });
  }
});

describe('the engine over a port', () => {
  const { port1, port2 } = new MessageChannel();
  let remote: Remote<Engine>;

  beforeAll(() => {
    expose(createEngine({ nowMs: () => performance.now(), accepts: isProven }), port1);
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
      if (answer.kind === 'arbitrage')
        expect([name, answer.lowerMicros]).toEqual([name, Math.round(Number(edge) * 1e6)]);
    }
  });

  it('answers an empty outcome space and a malformed instance as values', async () => {
    const clash = instanceOf({
      conditions: ['a'],
      relations: [
        { type: 'settled', of: 'a', value: true },
        { type: 'settled', of: 'a', value: false },
      ],
    });
    expect(await remote.solve({ id: 1, instance: clash, exact: false, timeLimitMs: 1000 })).toMatchObject({
      kind: 'empty-outcome-space',
      clash: ['relations[0]', 'relations[1]'],
    });
    const stray = {
      ...clash,
      relations: clash.relations.map((relation) => ({
        ...relation,
        body: { type: 'implies', if: 'a', then: 'nowhere' } as const,
      })),
    };
    expect(await remote.solve({ id: 2, instance: stray, exact: false, timeLimitMs: 1000 })).toMatchObject({
      kind: 'failed',
      failure: { code: 'bad-instance' },
    });
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
