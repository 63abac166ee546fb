/** The proven optimum (maths 2.4, 4.3). */
import { solveInstance } from '../lib/engine/solve';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { bracketModel, electionModel, ELECTION_100, marketOf } from './engine-instances';
import { rowOf, seeded, timed } from './engine-rows';
import type { Bench, BenchRow } from './kit';

export const exactBench: Bench = {
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
