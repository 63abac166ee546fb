/**
 * `tsx scripts/soundness.ts [COUNT] [SEED]`: certificates from random instances that are not coherent, until COUNT of
 * them, each audited without the engine: money again from the recorded levels, the floor over every world where there
 * are at most 4,096, else by an integer program (and by both now and then). Prints certificates and refuted; exit 1
 * unless none is refuted.
 */
import { isProven, verifyCertificate } from '../lib/verifier/verify';
import { solveInstance } from '../lib/engine/solve';
import { createGlpkSolver } from '../lib/workers/glpk-solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { createIntegerAudit, leastOverWorlds, leastWithOneVoid, moneyProblem } from '../test/kit/audit';
import { brokenFamilyInstance } from '../test/kit/family-instances';
import { worldsOf } from '../test/kit/families';

const wanted = Number(process.argv[2] ?? 5000);
const firstSeed = Number(process.argv[3] ?? 1);
const leastByIntegerProgram = await createIntegerAudit();
const solvers = [await createGlpkSolver(), await createHighsSolver()];
const total = {
  instances: 0,
  certificates: 0,
  refuted: 0,
  failed: 0,
  byWorlds: 0,
  byInteger: 0,
  byBoth: 0,
  withVoid: 0,
  unanswered: 0,
  exact: 0,
  slackMicros: 0,
};
const refusals: string[] = [];
const started = performance.now();
for (let seed = firstSeed; total.certificates < wanted; seed += 1) {
  const { instance, family } = brokenFamilyInstance(seed);
  total.instances += 1;
  const exact = seed % 10 === 0;
  const answer = solveInstance(instance, {
    exact,
    executable: seed % 12 === 0,
    solvers,
    timeLimitMs: 10_000,
    nowMs: () => performance.now(),
    accepts: isProven,
  });
  if (answer.kind !== 'solved') {
    total.failed += 1;
    continue;
  }
  const worlds = answer.walked ? worldsOf(family) : null;
  for (const certificate of new Set([answer.walked, answer.executable])) {
    if (!certificate) continue;
    total.certificates += 1;
    if (exact) total.exact += 1;
    const refute = (reason: string): void => {
      total.refuted += 1;
      if (refusals.length < 20) refusals.push(`seed ${seed}: ${reason}`);
    };
    const byWorlds = worlds ? leastOverWorlds(certificate, family, worlds) : null;
    const both = byWorlds !== null && total.certificates % 20 === 0;
    const byInteger = byWorlds === null || both ? leastByIntegerProgram(certificate, family, instance.lotMicros) : null;
    const least = byWorlds ?? byInteger;
    if (byWorlds !== null) total.byWorlds += 1;
    else if (byInteger !== null) total.byInteger += 1;
    else total.unanswered += 1;
    if (both && byInteger !== null) total.byBoth += 1;
    const problem = moneyProblem(certificate, instance);
    if (problem !== null) refute(problem);
    else if (least !== null && certificate.floorMicros > least)
      refute(`floor ${certificate.floorMicros} but the least payoff is ${least}`);
    else if (both && byInteger !== null && byInteger !== byWorlds)
      refute(`the auditors differ: ${String(byWorlds)} and ${byInteger}`);
    else if (!verifyCertificate(certificate).ok) refute('the verifier refuses it');
    else if (certificate.voids > 0) {
      total.withVoid += 1;
      const voided = leastWithOneVoid(certificate, family);
      if (certificate.floorMicros > voided) refute(`floor ${certificate.floorMicros} but ${voided} with a void`);
    } else if (least !== null) total.slackMicros = Math.max(total.slackMicros, least - certificate.floorMicros);
  }
}
const seconds = Math.round((performance.now() - started) / 100) / 10;
process.stdout.write(
  `${JSON.stringify({ ...total, seed: firstSeed, seconds, ...(refusals.length > 0 ? { refusals } : {}) })}\n`,
);
if (total.refuted + total.unanswered + total.failed > 0) process.exitCode = 1;
