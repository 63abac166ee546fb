/** Oracle calls of the projection until a tenth of the divergence is left as gap, and its time, by component. */
import { LinearOracle } from '../lib/engine/oracle/chain';
import { projectByFrankWolfe } from '../lib/engine/projection/frank-wolfe';
import { binaryLink } from '../lib/engine/projection/link';
import { settle, type Atom } from '../lib/engine/space/search';
import { buildSpace } from '../lib/engine/space/space';
import { at } from '../lib/domain/arrays';
import {
  asRelations,
  bracketModel,
  coherentPrices,
  electionModel,
  ELECTION_100,
  groupModel,
  ladderModel,
  type Model,
} from './engine-instances';
import { createGlpkSolver } from '../lib/workers/glpk-solver';
import { createHighsSolver } from '../lib/workers/highs-solver';
import type { LpSolver } from '../lib/ports/lp-solver';
import type { BenchRow } from './kit';
import { rowOf } from './engine-rows';
import { seeded } from '../lib/domain/random';

interface Case {
  readonly label: string;
  readonly model: Model;
  readonly target: number;
}

export async function projectionRows(): Promise<readonly BenchRow[]> {
  // The order of the product: relaxations stay warm in HiGHS, the only one that can keep them; integer programs are
  // quicker in glpk.
  const solvers = [await createGlpkSolver(), await createHighsSolver()];
  const cases: readonly Case[] = [
    { label: 'group of 20', model: groupModel(20), target: 60 },
    { label: 'ladder of 30', model: ladderModel(30), target: 60 },
    { label: 'election of 100', model: electionModel(ELECTION_100), target: 200 },
    { label: 'bracket of 63 games', model: bracketModel(64), target: 600 },
  ];
  return cases.map((one) => projectionRow(one, solvers));
}

function projectionRow({ label, model, target }: Case, solvers: readonly LpSolver[]): BenchRow {
  const random = seeded(21);
  const space = buildSpace(model.keys, asRelations(model.bodies));
  const coherent = coherentPrices(model, random);
  // A tenth of the prices moved by up to seven cents, as the books of the other benches are.
  const prices = Float64Array.from(model.keys, (key) => {
    const moved = random() < 0.1 ? (2 + Math.floor(random() * 6)) * (random() < 0.5 ? -0.01 : 0.01) : 0;
    return Math.min(0.995, Math.max(0.005, (coherent[key] ?? 0.5) + moved));
  });
  const started = performance.now();
  const { witnesses, settled } = settle(space);
  const chain = new LinearOracle(space, solvers, { nodeLimit: 200, timeLimitMs: 5000 });
  const oracle = (direction: Float64Array): Atom | null => {
    const least = chain.least(direction, 1e-9);
    return least?.proven ? least.atom : null;
  };
  const answer = projectByFrankWolfe({
    link: binaryLink,
    prices,
    weights: new Float64Array(model.keys.length).fill(1),
    witnesses,
    settled: new Set(settled.keys()),
    oracle,
    alpha: 0.9,
    tolerance: 1e-9,
    maxOracleCalls: 2 * target,
  });
  const ms = performance.now() - started;
  chain.dispose();
  const calls =
    answer.callsToTenth === null
      ? `not reached in ${answer.oracleCalls} calls`
      : `${answer.callsToTenth + witnesses.length} calls with ${witnesses.length} of InitFW`;
  return rowOf(`projection to 90 %: ${label}`, [ms], {
    note:
      `${calls}; target ${target}; divergence ${answer.divergence.toFixed(6)}, gap ` +
      `${at([answer.gap], 0).toExponential(1)}`,
  });
}
