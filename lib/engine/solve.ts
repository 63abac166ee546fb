/**
 * One instance from books to certificates: outcome space, emptiness, safe-trade LP, whole lots, the basket that is best
 * at its limits, and, when asked, the proof of the optimum. Without a shared budget each component is solved alone and
 * the answers are put together.
 */
import type { Certificate } from '../domain/basket';
import type { Instance } from '../domain/instance';
import { isExecutable, type Relation } from '../domain/relation';
import type { Failure } from '../domain/result';
import { failureOf } from '../domain/result';
import { moneyMicros, type MoneyMicros } from '../domain/units';
import type { LpSolver } from '../ports/lp-solver';
import { sumOf } from '../domain/arrays';
import { solveExecutable } from './lp/executable';
import { buildLanes } from './lp/lanes';
import { proveTrade } from './prove/prove';
import { solveSafeTrade, WORTHLESS } from './lp/safe-trade';
import type { Trade, TradeContext } from './lp/trade';
import { checkInstance } from './check-instance';
import { proveOptimum } from './prove/optimum';
import { mergeCertificates } from './prove/merge';
import { componentsOf } from '../relations/components';
import { clashOf, emptiness } from './space/search';
import { buildSpace } from './space/space';
import { solveStructured } from './structured/detect';
import { finish, type Steps } from '../domain/steps';

export interface SolveOptions {
  readonly exact: boolean;
  /** Also look for the basket with the best edge at its limits. */
  readonly executable: boolean;
  /** In the order to be asked; the next one is asked when one fails. */
  readonly solvers: readonly LpSolver[];
  readonly timeLimitMs: number;
  readonly nowMs: () => number;
  /**
   * The independent verifier's word on a certificate, handed in because it shares nothing with what it checks. A basket
   * that it refuses is dropped for the next best one; the background asks it again.
   */
  readonly accepts: (certificate: Certificate) => boolean;
}

export type SolveAnswer =
  | {
      readonly kind: 'solved';
      /** The best basket on the recorded books; null when there is none. */
      readonly walked: Certificate | null;
      /** The basket with the best edge at its limits; equal to `walked` when no other is better there. */
      readonly executable: Certificate | null;
      readonly lowerMicros: MoneyMicros;
      /** Proven upper bound of the edge; null when only the relaxation was solved. */
      readonly upperMicros: MoneyMicros | null;
      /** False when a limit ended the proof that was asked for. */
      readonly closed: boolean;
    }
  | { readonly kind: 'empty'; readonly clash: readonly Relation[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** LPs that the search for limits may solve per component. */
const EXECUTABLE_SOLVES = 160;
const EMPTINESS_NODES = 500_000;

export function solveInstance(instance: Instance, options: SolveOptions): SolveAnswer {
  return finish(solveInSteps(instance, options));
}

/** The same in steps; only a proof that was asked for takes more than one. */
export function* solveInSteps(instance: Instance, options: SolveOptions): Steps<SolveAnswer> {
  const checked = checkInstance(instance);
  if (!checked.ok) return { kind: 'failed', failure: checked.error };
  const keys = instance.conditions.map(({ key }) => key);
  const relations = instance.relations.filter(isExecutable);
  const deadlineMs = options.nowMs() + options.timeLimitMs;
  const components = componentsOf(keys, relations);
  for (const component of components) {
    const space = buildSpace(component.keys, component.relations);
    const first = emptiness(space, EMPTINESS_NODES);
    if (first.kind === 'none') return { kind: 'empty', clash: clashOf(component.keys, component.relations) };
    if (first.kind === 'gave-up') return failed('outcome-space-too-hard');
  }
  // A shared budget couples components: one program for all of them.
  const subproblems = instance.budgetMicros === null ? components : [{ keys, relations }];
  const answers: SolveAnswer[] = [];
  for (const subproblem of subproblems)
    answers.push(yield* solveSubproblem(instance, subproblem, { ...options, deadlineMs }));
  const failure = answers.find((answer) => answer.kind === 'failed');
  if (failure?.kind === 'failed') return failure;
  const solved = answers.flatMap((answer) => (answer.kind === 'solved' ? [answer] : []));
  const uppers = solved.map(({ upperMicros }) => upperMicros);
  return {
    kind: 'solved',
    walked: mergeCertificates(solved.flatMap(({ walked }) => walked ?? [])),
    executable: mergeCertificates(solved.flatMap(({ executable }) => executable ?? [])),
    lowerMicros: moneyMicros(sumOf(solved.map(({ lowerMicros }) => lowerMicros))),
    upperMicros: uppers.includes(null) ? null : moneyMicros(sumOf(uppers.map((upper) => upper ?? 0))),
    closed: solved.every(({ closed }) => closed),
  };
}

function failed(code: 'outcome-space-too-hard' | 'solver-failed'): Extract<SolveAnswer, { kind: 'failed' }> {
  return { kind: 'failed', failure: failureOf(code, {}, 'later') };
}

interface Subproblem {
  readonly keys: readonly string[];
  readonly relations: readonly Relation[];
}

function* solveSubproblem(
  instance: Instance,
  { keys, relations }: Subproblem,
  options: SolveOptions & { readonly deadlineMs: number },
): Steps<SolveAnswer> {
  const space = buildSpace(keys, relations);
  const lanes = buildLanes(instance, keys);
  const halfwayMs = options.deadlineMs - options.timeLimitMs / 2;
  const context: TradeContext = {
    space,
    instance,
    solvers: options.solvers,
    timeLimitMs: options.timeLimitMs,
    // The other half is for the limits.
    isOver: () => options.nowMs() > halfwayMs,
  };
  const none = { kind: 'solved', walked: null, executable: null, lowerMicros: moneyMicros(0) } as const;
  if (lanes.length === 0) return { ...none, upperMicros: moneyMicros(0), closed: true };
  const structured = solveStructured(space, lanes);
  if (structured && structured.value <= WORTHLESS) return { ...none, upperMicros: moneyMicros(0), closed: true };
  const outcome = solveSafeTrade(context, lanes);
  if (outcome.kind === 'failed') return failed('solver-failed');
  let trade = outcome.kind === 'trade' ? outcome.trade : null;
  let upperMicros: MoneyMicros | null = null;
  let closed = outcome.kind !== 'too-small' || outcome.proven;
  if (options.exact) {
    const exact = yield* proveOptimum(context, { trade, ...options });
    ({ trade, upperMicros, closed } = exact);
  }
  if (!trade) return { ...none, upperMicros, closed };
  const walked = certify(context, trade, options.accepts);
  if (!walked) return { ...none, upperMicros: null, closed: false };
  const limited = options.executable
    ? solveExecutable(context, lanes, walked.trade, {
        maxSolves: EXECUTABLE_SOLVES,
        isOver: () => options.nowMs() > options.deadlineMs,
      })
    : walked.trade;
  const executable = limited === walked.trade ? walked : (certify(context, limited, options.accepts) ?? walked);
  return {
    kind: 'solved',
    walked: walked.certificate,
    executable:
      executable.certificate.edgeAtLimitsMicros > walked.certificate.edgeAtLimitsMicros
        ? executable.certificate
        : walked.certificate,
    lowerMicros: walked.certificate.edgeMicros,
    upperMicros,
    closed,
  };
}

/** A certificate that the independent verifier accepts, or null: no component's other leaves the engine. */
function certify(
  context: TradeContext,
  trade: Trade,
  accepts: SolveOptions['accepts'],
): { readonly certificate: Certificate; readonly trade: Trade } | null {
  const proven = proveTrade(context, trade);
  if (!proven || proven.certificate.edgeMicros <= 0) return null;
  return accepts(proven.certificate) ? proven : null;
}
