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
import { buildLanes, type Lane } from './lp/lanes';
import { proveTrade } from './prove/prove';
import { safeTradeSteps, WORTHLESS } from './lp/safe-trade';
import type { Trade, TradeContext } from './lp/trade';
import { checkInstance } from './check-instance';
import { proveOptimum } from './prove/optimum';
import { mergeCertificates } from './prove/merge';
import { componentsOf } from '../relations/components';
import { clashOf, emptiness } from './space/search';
import { bestSingleRule } from './single/sized';
import { buildSpace, type OutcomeSpace } from './space/space';
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
  /**
   * The outcome space of all conditions, where it is built already and known to hold an atom. Taken only where the
   * components share a budget.
   */
  readonly space?: OutcomeSpace | null;
  /**
   * Programs larger than this are cut to the best levels, and where that does not do, not solved at all: a solver that
   * was called does not come back before its program is read. None by default.
   */
  readonly largest?: { readonly conditions: number; readonly columns: number };
}

/** Why there is no proof: time ran out, or what had to be solved is more than can be in the time that there is. */
export type OpenBecause = 'time' | 'too-large';

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
      /** What is missing where it is not closed. */
      readonly because: OpenBecause;
      /** The trade of `executable` where one program held everything. */
      readonly trade: Trade | null;
    }
  | { readonly kind: 'empty'; readonly clash: readonly Relation[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** LPs that the search for limits may solve per component. */
const EXECUTABLE_SOLVES = 160;
const EMPTINESS_NODES = 500_000;

export function solveInstance(instance: Instance, options: SolveOptions): SolveAnswer {
  return finish(solveInSteps(instance, options));
}

/** The same in steps: about one program each. */
export function* solveInSteps(instance: Instance, options: SolveOptions): Steps<SolveAnswer> {
  const checked = checkInstance(instance);
  if (!checked.ok) return { kind: 'failed', failure: checked.error };
  const keys = instance.conditions.map(({ key }) => key);
  const relations = instance.relations.filter(isExecutable);
  const deadlineMs = options.nowMs() + options.timeLimitMs;
  const known = instance.budgetMicros === null ? null : (options.space ?? null);
  const components = known === null ? componentsOf(keys, relations) : [];
  for (const component of components) {
    const space = buildSpace(component.keys, component.relations);
    const first = emptiness(space, EMPTINESS_NODES);
    if (first.kind === 'none') return { kind: 'empty', clash: clashOf(component.keys, component.relations) };
    if (first.kind === 'gave-up') return failed('outcome-space-too-hard');
    yield;
  }
  // A shared budget couples components: one program for all of them.
  const subproblems = instance.budgetMicros === null ? components : [{ keys, relations }];
  const answers: SolveAnswer[] = [];
  for (const subproblem of subproblems) {
    const space = known ?? buildSpace(subproblem.keys, subproblem.relations);
    answers.push(yield* solveSubproblem(instance, space, { ...options, deadlineMs }));
    yield;
  }
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
    because: solved.some(({ closed, because }) => !closed && because === 'too-large') ? 'too-large' : 'time',
    trade: solved.length === 1 ? (solved[0]?.trade ?? null) : null,
  };
}

function failed(code: 'outcome-space-too-hard' | 'solver-failed'): Extract<SolveAnswer, { kind: 'failed' }> {
  return { kind: 'failed', failure: failureOf(code, {}, 'later') };
}

function* solveSubproblem(
  instance: Instance,
  space: OutcomeSpace,
  options: SolveOptions & { readonly deadlineMs: number },
): Steps<SolveAnswer> {
  const all = buildLanes(instance, space.keys);
  const halfwayMs = options.deadlineMs - options.timeLimitMs / 2;
  const context: TradeContext = {
    space,
    instance,
    solvers: options.solvers,
    // A program that begins late has less time.
    get timeLimitMs() {
      return Math.max(1, options.deadlineMs - options.nowMs());
    },
    // The other half is for the limits.
    isOver: () => options.nowMs() > halfwayMs,
  };
  const none = { kind: 'solved', walked: null, executable: null, lowerMicros: moneyMicros(0), trade: null } as const;
  if (all.length === 0) return { ...none, upperMicros: moneyMicros(0), closed: true, because: 'time' };
  const structured = solveStructured(space, all);
  if (structured && structured.value <= WORTHLESS)
    return { ...none, upperMicros: moneyMicros(0), closed: true, because: 'time' };
  yield;
  const lanes = withinSize(all, options.largest);
  const isTooLarge = space.keys.length > (options.largest?.conditions ?? Infinity) || lanes === null;
  const because: OpenBecause = isTooLarge || lanes !== all ? 'too-large' : 'time';
  const found = isTooLarge ? { kind: 'failed' as const } : yield* safeTradeSteps(context, lanes);
  if (found.kind === 'failed' && !isTooLarge && options.largest === undefined) return failed('solver-failed');
  // Without a program, or with one that did not end, each rule by itself is still looked at.
  const single = found.kind === 'trade' ? null : bestSingleRule(context, all);
  let trade = found.kind === 'trade' ? found.trade : single;
  let upperMicros: MoneyMicros | null = null;
  let closed = found.kind === 'none' || found.kind === 'trade' || (found.kind === 'too-small' && found.proven);
  if (lanes !== all) closed = trade !== null;
  if (options.exact && !isTooLarge) {
    const exact = yield* proveOptimum(context, { trade, ...options });
    ({ trade, upperMicros, closed } = exact);
  }
  if (!trade) return { ...none, upperMicros, closed, because };
  const walked = certify(context, trade, options.accepts);
  if (!walked) return { ...none, upperMicros: null, closed: false, because };
  yield;
  const isOver = (): boolean => options.nowMs() > options.deadlineMs;
  const limited =
    options.executable && !isTooLarge
      ? yield* solveExecutable(context, lanes, walked.trade, { maxSolves: EXECUTABLE_SOLVES, isOver })
      : walked.trade;
  const improved = limited === walked.trade ? walked : (certify(context, limited, options.accepts) ?? walked);
  const executable =
    improved.certificate.edgeAtLimitsMicros > walked.certificate.edgeAtLimitsMicros ? improved : walked;
  return {
    kind: 'solved',
    walked: walked.certificate,
    executable: executable.certificate,
    trade: executable.trade,
    lowerMicros: walked.certificate.edgeMicros,
    upperMicros,
    closed,
    because,
  };
}

/** As many of the best levels of every lane as the program may have; null when there are more lanes than that. */
function withinSize(lanes: readonly Lane[], largest: SolveOptions['largest']): readonly Lane[] | null {
  const levels = sumOf(lanes.map((lane) => lane.levels.length));
  if (largest === undefined || levels <= largest.columns) return lanes;
  const each = Math.floor(largest.columns / lanes.length);
  return each < 1 ? null : lanes.map((lane) => ({ ...lane, levels: lane.levels.slice(0, each) }));
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
