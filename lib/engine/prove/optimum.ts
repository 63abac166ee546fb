/**
 * The proven optimum of one subproblem (docs/maths.md 2.4), with the budget at limit prices: the search over limits is
 * that of the relaxation (lp/within-budget.ts), each of its nodes proven with whole outcomes.
 */
import { fixedLanes } from './fixed-lanes';
import { moneyMicros, type MoneyMicros } from '../../domain/units';
import type { Lane } from '../lp/lanes';
import type { Trade, TradeContext, TradeOutcome } from '../lp/trade';
import { solveWithinBudget } from '../lp/within-budget';
import type { Steps } from '../../domain/steps';
import { CompleteComponent, type Proof } from './component';
import { boundWithVoids } from './voided';

export interface OptimumRequest {
  /** What the relaxation found. */
  readonly trade: Trade | null;
  readonly nowMs: () => number;
  readonly deadlineMs: number;
}

export interface Optimum {
  readonly trade: Trade | null;
  /** Null when no bound was found in time. */
  readonly upperMicros: MoneyMicros | null;
  /** The bounds met, but for whole lots. */
  readonly closed: boolean;
}

/** Dollars between the bounds: a micro, so that both read the same. */
const EXACT = 1e-6;

export function* proveOptimum(context: TradeContext, request: OptimumRequest): Steps<Optimum> {
  if (context.instance.voids > 0) return yield* boundWithVoids(context, request);
  const { budgetMicros } = context.instance;
  const lanes = fixedLanes(context.instance, context.space.keys);
  if (budgetMicros === null) {
    const proof = yield* prove(context, lanes, request);
    return better(request.trade, proof.trade, { upperMicros: proof.upperMicros, isClosed: () => proof.closed });
  }
  // Of the last proof: where one was enough, the bounds are those before whole lots.
  let closed = true;
  let proofs = 0;
  const outcome = yield* solveWithinBudget(lanes, {
    budgetMicros,
    *solve(candidates, budget) {
      const proof = yield* prove(
        { ...context, instance: { ...context.instance, budgetMicros: budget } },
        candidates,
        request,
      );
      proofs += 1;
      closed &&= proof.closed;
      return outcomeOf(proof);
    },
    isOver: () => request.nowMs() > request.deadlineMs,
  });
  const upper = outcome.kind === 'none' ? 0 : outcome.kind === 'failed' ? Infinity : outcome.valueMicros;
  return better(request.trade, outcome.kind === 'trade' ? outcome.trade : null, {
    upperMicros: Number.isFinite(upper) ? moneyMicros(upper) : null,
    isClosed: (trade) => closed && (proofs === 1 || upper - (trade?.edgeMicros ?? 0) <= lotsOf(context, trade)),
  });
}

function* prove(context: TradeContext, lanes: readonly Lane[], { nowMs, deadlineMs }: OptimumRequest): Steps<Proof> {
  const component = CompleteComponent.over(context, { solvers: context.solvers, nowMs, tolerance: EXACT }, lanes);
  try {
    return yield* component.proveInSteps(Math.max(1, deadlineMs - nowMs()));
  } finally {
    component.dispose();
  }
}

function outcomeOf({ trade, upperMicros, closed }: Proof): TradeOutcome {
  const valueMicros = upperMicros ?? Infinity;
  if (trade) return { kind: 'trade', trade, valueMicros };
  return closed && valueMicros === 0 ? { kind: 'none' } : { kind: 'too-small', valueMicros, proven: closed };
}

/** What whole lots may cost a basket: no share is worth more than a dollar. */
function lotsOf({ instance }: TradeContext, trade: Trade | null): number {
  return instance.lotMicros * (trade?.legs.length ?? 0);
}

/** The better of what the relaxation and the proof found. */
function better(
  known: Trade | null,
  found: Trade | null,
  {
    upperMicros,
    isClosed,
  }: { readonly upperMicros: MoneyMicros | null; readonly isClosed: (trade: Trade | null) => boolean },
): Optimum {
  const trade = found && found.edgeMicros > (known?.edgeMicros ?? 0) ? found : known;
  return {
    trade,
    upperMicros: upperMicros === null ? null : moneyMicros(Math.max(trade?.edgeMicros ?? 0, upperMicros)),
    closed: isClosed(trade),
  };
}
