/**
 * The warm optimum against the same component loaded anew and the same program built again, tick after tick, and what
 * its answer says of orders.
 */
import { describe, expect, it } from 'vitest';
import {
  asRelations,
  bookAround,
  bracketModel,
  electionModel,
  ELECTION_100,
  groupModel,
  ladderModel,
  marketOf,
  type Model,
} from '../../../bench/engine-instances';
import type { Instance, InstanceBook } from '../../../lib/domain/instance';
import { moneyMicros, priceMicros, sizeMicros } from '../../../lib/domain/units';
import { buildSafeTradeLp } from '../../../lib/engine/lp/build-lp';
import { WARM_LEVELS, WarmComponent, type WarmAnswer } from '../../../lib/engine/tick/warm-component';
import { buildLanes } from '../../../lib/engine/lp/lanes';
import { proveTrade, Witnesses } from '../../../lib/engine/prove/prove';
import { positionsOf } from '../../../lib/engine/lp/trade';
import { verifyCertificate } from '../../../lib/verifier/verify';
import { provenFloor } from '../../../lib/engine/oracle/floor';
import { buildSpace } from '../../../lib/engine/space/space';
import type { LpSolution, LpSolver } from '../../../lib/ports/lp-solver';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import { seeded } from '../../../lib/domain/random';

/** Proves that the warm search needs no one: being asked fails the test. */
const nobody: LpSolver = {
  name: 'highs',
  solve: () => {
    throw new Error('the warm search asked for help');
  },
};

function loaded(instance: Instance, solver: LpSolver = nobody): WarmComponent {
  const warm = WarmComponent.load(instance, solver);
  if (!warm) throw new Error('the component is small enough');
  return warm;
}

function valueOf(answer: WarmAnswer): number {
  if (answer.kind === 'failed') throw new Error('an answer');
  return answer.value;
}

function rebuilt(instance: Instance, keys: readonly string[], solver: LpSolver): number {
  const cut = (side: InstanceBook['yes']): InstanceBook['yes'] => ({ ...side, asks: side.asks.slice(0, WARM_LEVELS) });
  const books = Object.fromEntries(
    Object.entries(instance.books).map(([key, { yes, no, mirrored }]) => [
      key,
      { yes: cut(yes), no: cut(no), mirrored },
    ]),
  );
  const { program } = buildSafeTradeLp({
    space: buildSpace(keys, instance.relations),
    lanes: buildLanes({ ...instance, books }, keys),
    budgetMicros: null,
    voids: 0,
    links: [],
    semicontinuous: false,
    tieBreak: 0,
  });
  return Math.max(0, solver.solve(program, { timeLimitMs: 10_000 }).objective);
}

/** Ordinary ticks, and now and then an empty book, a thin one, one deeper than the slots, and one that crosses. */
function bookOf(random: () => number, worth: number): InstanceBook {
  const draw = random();
  const book = bookAround(random, Math.min(0.98, Math.max(0.02, worth + (Math.floor(random() * 5) - 2) / 100)));
  if (draw < 0.05) return { ...book, yes: { ...book.yes, asks: [] } };
  if (draw < 0.1) return { ...book, no: { ...book.no, asks: book.no.asks.slice(0, 1) } };
  if (draw < 0.15)
    return {
      ...book,
      yes: {
        ...book.yes,
        asks: Array.from({ length: 9 }, (_, level) => ({
          priceMicros: priceMicros(500_000 + 1000 * level),
          sizeMicros: sizeMicros(3_330_000),
        })),
      },
    };
  if (draw < 0.17)
    return {
      ...book,
      yes: {
        ...book.yes,
        asks: [{ priceMicros: priceMicros(20_000), sizeMicros: sizeMicros(7_000_000) }, ...book.yes.asks],
      },
    };
  return book;
}

describe('1,000 random ticks: warm, loaded anew and built again agree', () => {
  for (const [name, model, coldEvery] of [
    ['group of 12', groupModel(12), 2],
    ['ladder of 20', ladderModel(20), 2],
    ['bracket of 8', bracketModel(8), 2],
    ['election of 100 conditions', electionModel(ELECTION_100), 50],
  ] satisfies [string, Model, number][]) {
    it(name, async () => {
      const glpk = await createGlpkSolver();
      const random = seeded(41);
      const { instance, prices } = marketOf(model, random);
      const warm = loaded(instance);
      const books = { ...instance.books };
      const witnesses = new Witnesses(warm.space);
      let skipped = 0;
      for (let tick = 0; tick < 1000; tick += 1) {
        // Several books may have changed since the last solve.
        for (let change = tick % 3; change >= 0; change -= 1) {
          const key = model.keys[Math.floor(random() * model.keys.length)] ?? '';
          const book = bookOf(random, prices[key] ?? 0.5);
          books[key] = book;
          warm.update(key, book);
        }
        const solves = warm.solves;
        const answer = warm.solve(1000);
        const value = valueOf(answer);
        if (warm.solves === solves) skipped += 1;
        const now = { ...instance, books };
        if (tick % coldEvery === 0)
          expect(Math.abs(valueOf(loaded(now).solve(1000)) - value), `tick ${tick}`).toBeLessThan(1e-6 * (1 + value));
        if (tick % (10 * coldEvery) === 0)
          expect(Math.abs(rebuilt(now, model.keys, glpk) - value), `tick ${tick}`).toBeLessThan(1e-6 * (1 + value));
        if (answer.kind !== 'trade') continue;
        const { legs, multipliers, floorMicros, edgeMicros } = answer.trade;
        expect(provenFloor(warm.space, positionsOf(warm.space, legs), multipliers, 0)).toBe(floorMicros);
        expect(edgeMicros).toBeLessThanOrEqual(value * 1e6 + 1);
        if (tick % 25 === 0) {
          const proven = proveTrade(
            { space: warm.space, instance: now, solvers: [], timeLimitMs: 1000 },
            answer.trade,
            witnesses,
          );
          expect(proven && verifyCertificate(proven.certificate).ok, `tick ${tick}`).toBe(true);
        }
        // What it would take is on the books as they are now, skipped solves included.
        for (const { lane, walk } of legs) {
          for (const fill of walk.fills) {
            const level = books[lane.key]?.[lane.token].asks.find(
              ({ priceMicros: price }) => price === fill.priceMicros,
            );
            expect(level?.sizeMicros ?? 0, `tick ${tick}: ${lane.key}.${lane.token}`).toBeGreaterThanOrEqual(
              fill.sizeMicros,
            );
          }
        }
      }
      expect(warm.fallbacks).toBe(0);
      expect(skipped).toBeGreaterThan(10);
    });
  }
});

/** a implies b; YES b and NO a for 0.95 together: five cents a pair. */
function pair(size: number, terms: Partial<Instance['conditions'][number]> = {}): Instance {
  const side = (price: number) => ({
    asks: [{ priceMicros: priceMicros(price), sizeMicros: sizeMicros(size) }],
    bids: [],
    hash: '',
    verifiedAtMs: 0,
  });
  const condition = (key: string) => ({
    key,
    fee: { ratePpm: 0, exponent: 1, takerOnly: true },
    minSizeMicros: sizeMicros(5_000_000),
    tickMicros: priceMicros(10_000),
    ...terms,
  });
  return {
    conditions: [condition('a'), condition('b')],
    relations: asRelations([{ type: 'implies', if: 'a', then: 'b' }]),
    books: {
      a: { yes: side(960_000), no: side(50_000), mirrored: true },
      b: { yes: side(900_000), no: side(990_000), mirrored: true },
    },
    budgetMicros: null,
    inventory: {},
    voids: 0,
    lotMicros: sizeMicros(10_000),
  };
}

describe('what the answer says of orders', () => {
  const obstaclesOf = (instance: Instance): readonly string[] | null => {
    const answer = loaded(instance).solve(1000);
    if (answer.kind !== 'trade') return null;
    expect(answer.executable).toBe(answer.obstacles.length === 0);
    return answer.obstacles;
  };

  it('is executable when every leg reaches its minimum size and value', () => {
    expect(obstaclesOf(pair(100_000_000, { minBuyMicros: moneyMicros(1_000_000) }))).toEqual([]);
    // 20 shares at 0.05 are exactly the dollar that is asked for.
    expect(obstaclesOf(pair(20_000_000, { minBuyMicros: moneyMicros(1_000_000) }))).toEqual([]);
  });

  it('is only a signal under the minimum size or the minimum value', () => {
    expect(obstaclesOf(pair(4_990_000))).toEqual(['minimum-size']);
    expect(obstaclesOf(pair(19_990_000, { minBuyMicros: moneyMicros(1_000_000) }))).toEqual(['minimum-value']);
    expect(obstaclesOf(pair(4_000_000, { minBuyMicros: moneyMicros(1_000_000) }))).toEqual([
      'minimum-size',
      'minimum-value',
    ]);
  });

  it('is only a signal over the budget or with voids to survive', () => {
    expect(obstaclesOf({ ...pair(100_000_000), budgetMicros: moneyMicros(95_000_000) })).toEqual([]);
    expect(obstaclesOf({ ...pair(100_000_000), budgetMicros: moneyMicros(94_000_000) })).toEqual(['budget']);
    expect(obstaclesOf({ ...pair(100_000_000), voids: 1 })).toEqual(['voids']);
  });

  it('becomes executable, and stops being so, as the book moves', () => {
    const warm = loaded(pair(4_990_000));
    expect(warm.solve(1000)).toMatchObject({ kind: 'trade', executable: false });
    const deeper = pair(50_000_000);
    for (const key of ['a', 'b'])
      warm.update(
        key,
        deeper.books[key] ?? {
          yes: { asks: [], bids: [], hash: '', verifiedAtMs: 0 },
          no: { asks: [], bids: [], hash: '', verifiedAtMs: 0 },
          mirrored: true,
        },
      );
    expect(warm.solve(1000)).toMatchObject({
      kind: 'trade',
      executable: true,
      value: 2.5,
      trade: { edgeMicros: 2_500_000 },
    });
    warm.update('b', {
      yes: { asks: [], bids: [], hash: '', verifiedAtMs: 0 },
      no: { asks: [], bids: [], hash: '', verifiedAtMs: 0 },
      mirrored: true,
    });
    expect(warm.solve(1000)).toEqual({ kind: 'none', value: 0 });
  });
});

describe('relations that contradict each other', () => {
  const clash: Instance = {
    ...pair(100_000_000),
    relations: asRelations([
      { type: 'implies', if: 'a', then: 'b' },
      { type: 'settled', of: 'a', value: true },
      { type: 'settled', of: 'b', value: false },
    ]),
  };

  it('are not an offer: the search ends, the solver is asked, and its refusal is the answer', async () => {
    const glpk = await createGlpkSolver();
    const warm = loaded(clash, glpk);
    expect(warm.solve(1000)).toEqual({ kind: 'failed' });
    expect(warm.fallbacks).toBe(1);
  });

  it('and a solver that answers garbage to them costs that answer, never a throw', () => {
    const garbage: readonly LpSolution[] = [
      { status: 'optimal', objective: 5, x: new Float64Array(3), rowDuals: new Float64Array(0) },
      {
        status: 'optimal',
        objective: Number.NaN,
        x: new Float64Array(9).fill(Number.NaN),
        rowDuals: new Float64Array(2),
      },
      { status: 'optimal', objective: Infinity, x: new Float64Array(9).fill(Infinity), rowDuals: new Float64Array(2) },
      { status: 'time-limit', objective: 0, x: new Float64Array(9), rowDuals: new Float64Array(2) },
    ];
    for (const solution of garbage)
      expect(loaded(clash, { name: 'highs', solve: () => solution }).solve(1000).kind).toBe('failed');
  });
});
