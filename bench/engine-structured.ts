/** Structured solvers against the LP they replace (maths 4.3). */
import { buildLanes } from '../lib/engine/arbitrage/lanes';
import { buildSpace } from '../lib/engine/space/space';
import { solveStructured } from '../lib/engine/structured/detect';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { groupModel, ladderModel, marketOf } from './engine-instances';
import { rowOf, seeded, timed } from './engine-rows';
import type { Bench, BenchRow } from './kit';
import { lpOf } from './engine-ticks';

export const structuredBench: Bench = {
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
