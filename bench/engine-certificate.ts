/** Re-checking a certificate (maths 2.5). */
import { solveInstance } from '../lib/engine/solve';
import { verifyInFull } from '../lib/engine/certificate/verify';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { electionModel, ELECTION_500, marketOf } from './engine-instances';
import { rowOf, seeded, timed } from './engine-rows';
import type { Bench } from './kit';
import { lpOf } from './engine-ticks';

export const certificateBench: Bench = {
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
