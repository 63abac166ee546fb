/** Edge found against a greedy sweep over single rules (maths 3.5). */
import { createHighsSolver } from '../lib/workers/highs-solver';
import { greedySweep } from './engine-greedy';
import { electionModel, ELECTION_500, marketOf } from './engine-instances';
import { rowOf, seeded } from './engine-rows';
import type { Bench, BenchRow } from './kit';
import { lpOf } from './engine-ticks';

export const captureBench: Bench = {
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
