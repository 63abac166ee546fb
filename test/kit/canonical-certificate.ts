/** Certificates of the canonical cases, and a leg as it stands in one. */
import type { Certificate, Leg } from '../../lib/domain/basket';
import type { Walk } from '../../lib/domain/walk';
import { solveInstance } from '../../lib/engine/solve';
import type { LpSolver } from '../../lib/ports/lp-solver';
import { isProven } from '../../lib/verifier/verify';
import { canonicalCases, instanceOf } from './instances';

/** The walked certificate of a case. @throws Error where the case has none */
export function certificateOf(id: string, solver: LpSolver): Certificate {
  const found = canonicalCases.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no case ${id}`);
  const answer = solveInstance(instanceOf(found.words), {
    exact: false,
    executable: false,
    solvers: [solver],
    timeLimitMs: 1000,
    nowMs: () => 0,
    accepts: isProven,
  });
  if (answer.kind !== 'solved' || !answer.walked) throw new Error(`${id} has no certificate`);
  return answer.walked;
}

/** The leg that takes a walk as it is. */
export function legOf(walk: Walk, of: Pick<Leg, 'condition' | 'token' | 'side'>): Leg {
  return {
    ...of,
    sizeMicros: walk.sizeMicros,
    limitPriceMicros: walk.worstPriceMicros,
    fills: walk.fills,
    costMicros: walk.costMicros,
    feeMicros: walk.feeMicros,
    costAtLimitMicros: walk.costAtLimitMicros,
    feeAtLimitMicros: walk.feeAtLimitMicros,
  };
}
