/** The certified optimum of the relaxation after a tick, warm, against the same LP built again (maths 2.3, 4.1). */
import { HotComponent } from '../lib/engine/arbitrage/hot';
import { createGlpkSolver } from '../lib/workers/glpk-solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { bracketModel, electionModel, ELECTION_100, ELECTION_500, marketOf } from './engine-instances';
import { rowOf, seeded, timed } from './engine-rows';
import type { Bench, BenchRow } from './kit';
import { lpOf, tickOf } from './engine-ticks';

export const safeTradeBench: Bench = {
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
