/**
 * `tsx scripts/coherence.ts [COUNT] [SEED]`: how many of COUNT instances with coherent prices give a basket (the answer must be 0), and how many of
 * COUNT random ones give a certificate that enumeration refutes (0 again). Prints counts and the seed; exit 1 when either is not 0.
 */
import { solveInstance } from '../lib/engine/solve';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { createGlpkSolver } from '../lib/workers/glpk-solver';
import { coherentInstance, randomInstance, type RandomSpace } from '../test/kit/random-instances';
import type { Certificate } from '../lib/domain/basket';

function leastPayoff(certificate: Certificate, space: RandomSpace): number {
  let least = Infinity;
  for (const atom of space.atoms) {
    let payoff = 0;
    for (const { condition, token, side, sizeMicros } of certificate.legs) {
      if ((token === 'yes') === (atom[condition] === true)) payoff += side === 'buy' ? sizeMicros : -sizeMicros;
    }
    least = Math.min(least, payoff);
  }
  return least;
}

const count = Number(process.argv[2] ?? 10_000);
const firstSeed = Number(process.argv[3] ?? 1);
const solvers = [await createGlpkSolver(), await createHighsSolver()];
const solve = (instance: Parameters<typeof solveInstance>[0]) => solveInstance(instance, { exact: false, executable: false, solvers, timeLimitMs: 10_000, nowMs: () => performance.now() });
const total = { coherent: 0, alerts: 0, random: 0, certificates: 0, refuted: 0, failed: 0 };
for (let index = 0; index < count; index += 1) {
  const coherent = solve(coherentInstance(firstSeed + index).instance);
  total.coherent += 1;
  if (coherent.kind !== 'solved') total.failed += 1;
  else if (coherent.walked) total.alerts += 1;
  const { instance, space } = randomInstance(firstSeed + index);
  const answer = solve(instance);
  total.random += 1;
  if (answer.kind !== 'solved') total.failed += 1;
  else if (answer.walked) {
    total.certificates += 1;
    if (leastPayoff(answer.walked, space) < answer.walked.floorMicros || answer.walked.edgeMicros !== answer.walked.floorMicros - answer.walked.costMicros - answer.walked.feesMicros) total.refuted += 1;
  }
}
process.stdout.write(`${JSON.stringify({ seed: firstSeed, ...total })}\n`);
if (total.alerts > 0 || total.refuted > 0 || total.failed > 0) process.exitCode = 1;
