/** Memory and readiness of the solvers (maths 4.6). */
import { HotComponent } from '../lib/engine/arbitrage/hot';
import { createGlpkSolver } from '../lib/workers/glpk-solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { groupModel, marketOf } from './engine-instances';
import { rowOf, seeded, timed } from './engine-rows';
import type { Bench } from './kit';
import { tickOf } from './engine-ticks';

export const memoryBench: Bench = {
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
