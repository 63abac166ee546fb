/** Benches of the engine, each row beside a baseline measured in the same run. Medians; the machine decides the absolute numbers. */
import type { Instance } from '../lib/domain/instance';
import { buildSafeTradeLp } from '../lib/engine/arbitrage/build-lp';
import { HotComponent } from '../lib/engine/arbitrage/hot';
import { buildLanes } from '../lib/engine/arbitrage/lanes';
import { Screen, type ScreenSpec } from '../lib/engine/screen/screen';
import { solveInstance } from '../lib/engine/solve';
import { buildSpace } from '../lib/engine/space/space';
import { verifyInFull } from '../lib/engine/certificate/verify';
import { solveStructured } from '../lib/engine/structured/detect';
import { createGlpkSolver } from '../lib/workers/glpk-solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { greedySweep } from './engine-greedy';
import { bookAround, bracketModel, electionModel, ELECTION_100, ELECTION_500, groupModel, ladderModel, marketOf, type Model, type Random } from './engine-instances';
import { projectionRows } from './engine-projection';
import { rowOf, seeded, timed } from './engine-rows';
import type { Bench, BenchRow } from './kit';

function screenSpec(): ScreenSpec {
  const size = 10_000;
  return {
    fees: Array.from({ length: size }, () => ({ ratePpm: 40_000, exponent: 1, takerOnly: true })),
    groups: Array.from({ length: 1250 }, (_, group) => ({ members: Array.from({ length: 8 }, (_, member) => (group * 8 + member) % size), exhaustive: group % 2 === 0 })),
    pairs: Array.from({ length: size }, (_, index) => ({ kind: 'implies', a: index, b: (index * 7 + 1) % size })),
  };
}

const screenBench: Bench = {
  name: 'engine-screen',
  run() {
    const spec = screenSpec();
    const screen = new Screen(spec);
    const random = seeded(1);
    const ticks = Array.from({ length: 200_000 }, () => ({ condition: Math.floor(random() * 10_000), token: random() < 0.5 ? 'yes' : 'no', price: 10_000 * (1 + Math.floor(random() * 99)) }) as const);
    for (const { condition, token, price } of ticks) screen.update(condition, token, price);
    let fired = 0;
    const sweeps = timed(200, 50, () => {
      fired += screen.sweep().binary;
    });
    const perTick = timed(50, 5, (round) => {
      for (let index = 0; index < 20_000; index += 1) {
        const tick = ticks[(round * 20_000 + index) % ticks.length];
        if (tick) fired += screen.update(tick.condition, tick.token, tick.price);
      }
    }).map((ms) => ms / 20_000);
    return Promise.resolve([
        rowOf('full sweep: 10,000 conditions, 1,250 groups, 10,000 pairs', sweeps, { note: `target 0.15 ms; ${fired > 0 ? 'fires counted' : 'nothing fired'}` }),
        rowOf('one tick', perTick, { baseline: { name: 'full sweep', samples: sweeps }, note: 'target 0.0001 ms' }),
    ]);
  },
};

function lpOf(instance: Instance, model: Model) {
  return buildSafeTradeLp({ space: buildSpace(model.keys, instance.relations), lanes: buildLanes(instance, model.keys), budgetMicros: null, voids: 0, links: [], semicontinuous: false, tieBreak: 0 }).program;
}

/** One level of one book moves by up to two ticks, or its depth changes: what a feed sends. */
function tickOf(random: Random, model: Model, prices: Readonly<Record<string, number>>): { readonly key: string; readonly book: ReturnType<typeof bookAround> } {
  const key = model.keys[Math.floor(random() * model.keys.length)] ?? '';
  return { key, book: bookAround(random, Math.min(0.98, Math.max(0.02, (prices[key] ?? 0.5) + (Math.floor(random() * 5) - 2) / 100))) };
}

const safeTradeBench: Bench = {
  name: 'engine-safe-trade',
  async run() {
    const highs = await createHighsSolver();
    const glpk = await createGlpkSolver();
    const rows: BenchRow[] = [];
    for (const { label, model, target } of [
      { label: '100 conditions', model: electionModel(ELECTION_100), target: '0.25 ms' },
      { label: '500 conditions', model: electionModel(ELECTION_500), target: '0.8 ms and 20x' },
      { label: '63-game bracket, 2^63 outcomes', model: bracketModel(64), target: '0.6 ms' },
    ]) {
      const random = seeded(5);
      const { instance, prices } = marketOf(model, random);
      const hot = HotComponent.load(instance, highs);
      if (!hot) throw new Error('the program loads');
      const samples = timed(300, 60, () => {
        const { key, book } = tickOf(random, model, prices);
        hot.update(key, book);
        hot.solve(10_000);
      });
      const rebuilt = timed(5, 1, () => {
        glpk.solve(lpOf(instance, model), { timeLimitMs: 20_000 });
      });
      rows.push(rowOf(`certified safe trade per tick, warm: ${label}`, samples, { baseline: { name: 'same LP built again in glpk.js', samples: rebuilt }, note: `target ${target}; ${hot.solves} solves in 360 ticks` }));
      hot.dispose();
    }
    return rows;
  },
};

const structuredBench: Bench = {
  name: 'engine-structured',
  async run() {
    const highs = await createHighsSolver();
    const rows: BenchRow[] = [];
    for (const { label, model } of [
      { label: 'group of 100', model: groupModel(100) },
      { label: 'ladder of 200', model: ladderModel(200) },
    ]) {
      const { instance } = marketOf(model, seeded(9));
      const space = buildSpace(model.keys, instance.relations);
      const lanes = buildLanes(instance, model.keys);
      const program = lpOf(instance, model);
      const answer = solveStructured(space, lanes);
      const lp = highs.solve(program, { timeLimitMs: 10_000 });
      if (!answer || Math.abs(answer.value - lp.objective) > 1e-6 * (1 + lp.objective)) throw new Error(`${label}: ${answer?.value} is not the LP's ${lp.objective}`);
      const samples = timed(500, 300, () => {
        solveStructured(space, lanes);
      });
      const cold = timed(20, 3, () => {
        highs.solve(program, { timeLimitMs: 10_000 });
      });
      rows.push(rowOf(label, samples, { baseline: { name: 'the LP, cold HiGHS', samples: cold }, note: 'target 0.04 ms' }));
    }
    return rows;
  },
};

const certificateBench: Bench = {
  name: 'engine-certificate',
  async run() {
    const highs = await createHighsSolver();
    const model = electionModel(ELECTION_500);
    const { instance } = marketOf(model, seeded(5));
    const answer = solveInstance(instance, { exact: false, executable: false, solvers: [highs], timeLimitMs: 60_000, nowMs: () => performance.now() });
    if (answer.kind !== 'solved' || !answer.walked) throw new Error('the moved books have a basket');
    const certificate = answer.walked;
    const samples = timed(200, 50, () => {
      if (!verifyInFull(certificate, 0).ok) throw new Error('it holds');
    });
    const resolve = timed(3, 1, () => {
      highs.solve(lpOf(instance, model), { timeLimitMs: 20_000 });
    });
    return [rowOf('certificate check, 500 conditions', samples, { baseline: { name: 'solving the LP again in HiGHS', samples: resolve }, note: `target 0.08 ms; ${certificate.legs.length} legs, ${certificate.rules.length} rules` })];
  },
};

const captureBench: Bench = {
  name: 'engine-capture',
  async run() {
    const highs = await createHighsSolver();
    const model = electionModel(ELECTION_500);
    const rows: BenchRow[] = [];
    for (const seed of [5, 6, 7]) {
      const { instance } = marketOf(model, seeded(seed));
      const started = performance.now();
      const lp = highs.solve(lpOf(instance, model), { timeLimitMs: 20_000 });
      const ms = performance.now() - started;
      const before = performance.now();
      const greedy = greedySweep(instance, model.keys);
      const baselineMs = performance.now() - before;
      rows.push(rowOf(`edge found, 500 conditions, seed ${seed}`, [ms], { baseline: { name: 'greedy sweep over single rules', samples: [baselineMs] }, note: `LP $${lp.objective.toFixed(2)}, greedy $${greedy.toFixed(2)}: ${(lp.objective / greedy).toFixed(2)}x (target 1.9x)` }));
    }
    return rows;
  },
};

const memoryBench: Bench = {
  name: 'engine-memory',
  async run() {
    const started = performance.now();
    const highs = await createHighsSolver();
    await createGlpkSolver();
    const readyMs = performance.now() - started;
    const model = groupModel(10);
    const { instance } = marketOf(model, seeded(3));
    const hot = HotComponent.load(instance, highs);
    if (!hot) throw new Error('the program loads');
    const random = seeded(4);
    const tick = (): void => {
      const { key, book } = tickOf(random, model, {});
      hot.update(key, book);
      hot.solve(1000);
    };
    for (let round = 0; round < 2000; round += 1) tick();
    const before = highs.wasmBytes();
    const samples = timed(100_000, 0, tick);
    const after = highs.wasmBytes();
    return [
        rowOf('solvers ready', [readyMs], { note: 'target 150 ms' }),
        rowOf('100,000 warm solves of a group of 10', samples, { note: `WASM ${(before / 2 ** 20).toFixed(1)} MiB before, ${(after / 2 ** 20).toFixed(1)} MiB after` }),
    ];
  },
};

const exactBench: Bench = {
  name: 'engine-exact',
  async run() {
    const highs = await createHighsSolver();
    const rows: BenchRow[] = [];
    for (const { label, model } of [
      { label: '100 conditions', model: electionModel(ELECTION_100) },
      { label: '63-game bracket', model: bracketModel(64) },
    ]) {
      const { instance } = marketOf(model, seeded(5));
      let note = '';
      const samples = timed(1, 0, () => {
        const answer = solveInstance(instance, { exact: true, executable: false, solvers: [highs], timeLimitMs: 60_000, nowMs: () => performance.now() });
        if (answer.kind === 'solved') note = `lower $${answer.lowerMicros / 1e6}, upper $${(answer.upperMicros ?? Number.NaN) / 1e6}, ${answer.closed ? 'proven' : 'not proven in 60 s'}`;
      });
      rows.push(rowOf(`proven optimum, cold: ${label}`, samples, { note }));
    }
    return rows;
  },
};

const projectionBench: Bench = { name: 'engine-projection', run: projectionRows };

export const engineBenches: readonly Bench[] = [screenBench, safeTradeBench, exactBench, structuredBench, certificateBench, projectionBench, captureBench, memoryBench];
