/**
 * The projection onto the outcome space itself (docs/maths.md 1.3, docs/maths.md 2.6): closed forms where there are
 * any; else InitFW settles what can take one truth only and finds an interior point, and barrier Frank-Wolfe with
 * blended pairwise steps does the rest, with an oracle that is exact (a relaxation's corner counts only when it is an
 * atom; else branch and bound, else an integer program).
 */
import { isExecutable } from '../../domain/relation';
import type { LpSolver } from '../../ports/lp-solver';
import { at } from '../../domain/arrays';
import { LinearOracle } from '../oracle/chain';
import { componentsOf } from '../../relations/components';
import { settle, type Atom } from '../space/search';
import { buildSpace, type OutcomeSpace } from '../space/space';
import { closedForm } from './closed';
import { projectByFrankWolfe } from './frank-wolfe';
import { binaryLink, lmsrLink, type Link } from './link';
import type { ProjectRequest } from './project';

export interface ExactProjectRequest extends ProjectRequest {
  readonly solvers: readonly LpSolver[];
  readonly timeLimitMs: number;
  readonly nowMs: () => number;
}

export type ProjectionMethod = 'none' | 'closed-form' | 'frank-wolfe';

export interface ExactProjection {
  readonly means: ReadonlyMap<string, number>;
  /**
   * Shares that move makers of liquidity b from p to mu: b (natural mu - natural p); null for quotes that are settled
   * at 0 or 1, or absent.
   */
  readonly trade: ReadonlyMap<string, number | null>;
  readonly divergence: number;
  /**
   * Bound on how far the divergence is above the least one; Infinity when the time was over before the first answer of
   * the oracle.
   */
  readonly gap: number;
  readonly iterations: number;
  /** Searches for witnesses, and linear problems answered after them. */
  readonly oracleCalls: number;
  readonly methods: readonly ProjectionMethod[];
}

export type ExactProjectAnswer =
  | { readonly kind: 'projected'; readonly projection: ExactProjection }
  | { readonly kind: 'empty' }
  | { readonly kind: 'gave-up' };

const TOLERANCE = 1e-9;
const MAX_ORACLE_CALLS = 5000;
/** Beyond this the integer program is the quicker oracle. */
const ORACLE_NODES = 200;

interface ComponentProjection {
  readonly means: ArrayLike<number>;
  readonly divergence: number;
  readonly gap: number;
  readonly iterations: number;
  readonly oracleCalls: number;
  readonly method: ProjectionMethod;
}

export function projectExactly(request: ExactProjectRequest): ExactProjectAnswer {
  const link = request.market === 'binary' ? binaryLink : lmsrLink;
  const deadlineMs = request.nowMs() + request.timeLimitMs;
  const means = new Map<string, number>();
  const trade = new Map<string, number | null>();
  const projections: ComponentProjection[] = [];
  for (const { keys, relations } of componentsOf(request.keys, request.relations.filter(isExecutable))) {
    const projection = projectComponent(buildSpace(keys, relations), link, { ...request, deadlineMs });
    if (typeof projection === 'string') return { kind: projection };
    projections.push(projection);
    keys.forEach((key, index) => {
      const mean = at(projection.means, index);
      const quote = request.quotes.get(key);
      means.set(key, mean);
      trade.set(
        key,
        quote && mean > 0 && (mean < 1 || request.market === 'lmsr')
          ? quote.weight * link.gradient(mean, quote.price)
          : null,
      );
    });
  }
  const sum = (pick: (projection: ComponentProjection) => number): number =>
    projections.reduce((total, projection) => total + pick(projection), 0);
  return {
    kind: 'projected',
    projection: {
      means,
      trade,
      divergence: sum((projection) => projection.divergence),
      gap: sum((projection) => projection.gap),
      iterations: sum((projection) => projection.iterations),
      oracleCalls: sum((projection) => projection.oracleCalls),
      methods: projections.map(({ method }) => method),
    },
  };
}

function projectComponent(
  space: OutcomeSpace,
  link: Link,
  request: ExactProjectRequest & { readonly deadlineMs: number },
): ComponentProjection | 'empty' | 'gave-up' {
  const quotes = space.keys.map((key) => request.quotes.get(key) ?? null);
  const prices = Float64Array.from(quotes, (quote) => quote?.price ?? 0.5);
  // A condition without a quote follows the others and carries no divergence.
  const weights = Float64Array.from(quotes, (quote) => quote?.weight ?? 0);
  const divergenceOf = (means: ArrayLike<number>): number =>
    weights.reduce(
      (total, weight, index) =>
        weight > 0 ? total + weight * link.divergence(at(means, index), at(prices, index)) : total,
      0,
    );
  if (space.rows.length === 0)
    return { means: prices, divergence: 0, gap: 0, iterations: 0, oracleCalls: 0, method: 'none' };
  const closed = quotes.includes(null) ? null : closedForm(space, link, { prices, weights });
  if (closed)
    return {
      means: closed,
      divergence: divergenceOf(closed),
      gap: 0,
      iterations: 1,
      oracleCalls: 0,
      method: 'closed-form',
    };
  const { kind, settled, witnesses } = settle(space);
  if (kind !== 'open') return kind;
  const searches = witnesses.length + settled.size;
  const oracle = new LinearOracle(space, request.solvers, {
    nodeLimit: ORACLE_NODES,
    timeLimitMs: request.timeLimitMs,
  });
  const ask = (direction: Float64Array): Atom | null => {
    if (request.nowMs() > request.deadlineMs) return null;
    const least = oracle.least(direction, TOLERANCE / 10);
    return least?.proven ? least.atom : null;
  };
  try {
    const answer = projectByFrankWolfe({
      link,
      prices,
      weights,
      witnesses,
      settled: new Set(settled.keys()),
      oracle: ask,
      alpha: 1,
      tolerance: TOLERANCE,
      maxOracleCalls: MAX_ORACLE_CALLS,
    });
    // What the relations settle is settled, and what that costs against its quote is part of the divergence.
    const means = answer.means.map((mean, index) => (settled.has(index) ? Number(settled.get(index)) : mean));
    return {
      means,
      divergence: divergenceOf(means),
      gap: answer.gap,
      iterations: answer.iterations,
      oracleCalls: searches + answer.oracleCalls,
      method: 'frank-wolfe',
    };
  } finally {
    oracle.dispose();
  }
}
