/**
 * Re-checking a certificate (docs/maths.md 2.5): the exact check by multipliers of a certificate already parsed, and
 * everything from untrusted text on, the second method included where the size allows it.
 */
import type { Certificate } from '../lib/domain/basket';
import { isProven, parseCertificate, verifyInFull, verifyMultipliers, type Verification } from '../lib/verifier/verify';
import { solveInstance } from '../lib/engine/solve';
import type { LpSolver } from '../lib/ports/lp-solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import { electionModel, ELECTION_500, ladderModel, marketOf, type Model } from './engine-instances';
import { rowOf, timed } from './engine-rows';
import { seeded } from '../lib/domain/random';
import type { Bench, BenchRow } from './kit';
import { lpOf } from './engine-ticks';
import * as en from '../lib/words/en';

export const certificateBench: Bench = {
  name: 'engine-certificate',
  async run() {
    const highs = await createHighsSolver();
    return [
      ...rowsOf('500 conditions', electionModel(ELECTION_500), { highs, target: 'target 0.08 ms' }),
      ...rowsOf('ladder of 30', ladderModel(30), { highs }),
    ];
  },
};

function rowsOf(
  label: string,
  model: Model,
  { highs, target }: { readonly highs: LpSolver; readonly target?: string },
): readonly BenchRow[] {
  const { instance } = marketOf(model, seeded(5));
  const certificate = certificateOf(highs, instance);
  const text = JSON.stringify(certificate);
  const parsed = parseCertificate(certificate);
  if (!parsed.ok) throw new Error(en.failure(parsed.error));
  const checked = timed(2000, 1000, () => {
    if (!verifyMultipliers(parsed.value).ok) throw new Error('it holds');
  });
  const said: Verification[] = [];
  const full = timed(200, 100, () => {
    const answer = verifyInFull(JSON.parse(text));
    if (!answer.ok) throw new Error(en.failure(answer.error));
    said[0] = answer.value;
  });
  const reading = timed(200, 100, () => {
    JSON.parse(text);
  });
  const again = timed(5, 2, () => {
    highs.solve(lpOf(instance, model), { timeLimitMs: 20_000 });
  });
  const [verification] = said;
  const patterns =
    verification?.byPatterns === 'confirmed'
      ? `${verification.patterns} patterns tried as well`
      : 'too many legs for the second method';
  const baseline = { name: 'solving the LP again in HiGHS', samples: again };
  return [
    rowOf(`certificate check by multipliers, parsed: ${label}`, checked, {
      baseline,
      ...(target === undefined
        ? {}
        : { note: `${target}; ${certificate.legs.length} legs, ${certificate.rules.length} rules` }),
    }),
    rowOf(`certificate check in full, from text: ${label}`, full, {
      baseline,
      note: `${(text.length / 1000).toFixed(0)} kB; ${patterns}`,
    }),
    rowOf(`of which JSON.parse: ${label}`, reading),
  ];
}

function certificateOf(solver: LpSolver, instance: Parameters<typeof solveInstance>[0]): Certificate {
  const answer = solveInstance(instance, {
    exact: false,
    executable: false,
    solvers: [solver],
    timeLimitMs: 60_000,
    nowMs: () => performance.now(),
    accepts: isProven,
  });
  if (answer.kind !== 'solved' || !answer.walked) throw new Error('the moved books have a basket');
  return answer.walked;
}
