/**
 * The smallest real order as it is offered and told: which market it would be in now, and how far the newest one came.
 * The order itself is an execution (services/execution/trial.ts).
 */
import type { TrialStep } from '../../domain/clearance';
import { tokenOf } from '../../domain/condition';
import { EXECUTION_STATES, isFinished } from '../../domain/execution';
import { fail, failureOf, ok, type Result } from '../../domain/result';
import { moneyMicros } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { TrialView } from '../../protocol/examination';
import type { BooksService } from '../books/books';
import { createEmitter } from '../emitter';
import type { ExecutionService } from '../execution/execution';
import { planTrial, type TrialPlan } from '../execution/trial-plan';
import type { PortfolioService } from '../portfolio/portfolio';
import type { RelationsService } from '../relations/relations';
import type { ClearanceService } from './clearance';

export interface TrialParts {
  readonly execution: Pick<ExecutionService, 'tryOut' | 'all'>;
  readonly relations: Pick<RelationsService, 'events' | 'conditionOf'>;
  readonly books: Pick<BooksService, 'stateOf'>;
  readonly portfolio: Pick<PortfolioService, 'session'>;
  readonly clearance: ClearanceService;
  readonly clock: Clock;
}

export interface Trials {
  /** In a market on an exchange that was not tried yet where there is one; null where no watched market is fit. */
  plan(): TrialPlan | null;
  /** The newest, of this life or of the one before; null where none needs to be told. */
  view(): TrialView | null;
  start(conditionId: string, maxCostMicros: number): Promise<Result<void>>;
  subscribe(listener: () => void): () => void;
}

type Step = TrialView['steps'][number];

export function createTrials(parts: TrialParts): Trials {
  const { execution, relations, books, portfolio, clearance, clock } = parts;
  let own: TrialView | null = null;
  const changed = createEmitter<void>();
  const set = (next: TrialView): void => {
    own = next;
    changed.emit();
  };

  const planOf = (conditionId: string): TrialPlan | null => {
    const condition = relations.conditionOf(conditionId);
    if (condition === null) return null;
    const state = books.stateOf(tokenOf(condition, 'yes'));
    return planTrial(condition, state.kind === 'live' ? state.book : null);
  };

  /** One that an earlier worker began: what its record says, as long as it was not passed since. */
  function earlier(): TrialView | null {
    const record = execution.all().find(({ purpose }) => purpose === 'trial');
    if (record === undefined || !EXECUTION_STATES[record.state].sent || record.account === null) return null;
    const told = (failure: TrialView['failure']): TrialView => ({ running: false, steps: [], failure });
    if (!isFinished(record)) return told(failureOf('trial-unseen', {}, 'unknown'));
    const filled = record.legs.reduce((sum, { filledSizeMicros }) => sum + filledSizeMicros, 0);
    if (filled > 0) return told(failureOf('trial-filled', { sizeMicros: filled }));
    const passed = clearance.of(record.account).trials.some(({ atMs }) => atMs >= record.createdAtMs);
    return passed ? null : told(failureOf('trial-interrupted', {}));
  }

  return {
    plan() {
      const account = portfolio.session()?.account;
      const tried = new Set(account === undefined ? [] : clearance.of(account).trials.map(({ protocol }) => protocol));
      const fit = relations
        .events()
        .flatMap(({ conditions }) => conditions)
        .flatMap(({ id }) => planOf(id) ?? []);
      return fit.find(({ condition }) => !tried.has(condition.protocol)) ?? fit[0] ?? null;
    },
    view: () => own ?? earlier(),
    async start(conditionId, maxCostMicros) {
      if (own?.running) return fail('busy', {}, 'later');
      const condition = relations.conditionOf(conditionId);
      if (condition === null) return fail('leg-unknown', {}, 'later');
      const steps: Step[] = [];
      set({ running: true, steps: [], failure: null });
      const onStep = (
        step: TrialStep,
        about: { readonly hash: string | null; readonly status: string | null },
      ): void => {
        steps.push({ step, atMs: clock.nowMs(), ...about });
        set({ running: true, steps: [...steps], failure: null });
      };
      const tried = await execution.tryOut({ condition, maxCostMicros: moneyMicros(maxCostMicros), onStep });
      const kept = tried.ok ? await clearance.tried(tried.value.account, tried.value.protocol, clock.nowMs()) : tried;
      set({ running: false, steps: [...steps], failure: kept.ok ? null : kept.error });
      return kept.ok ? ok(undefined) : kept;
    },
    subscribe: changed.subscribe,
  };
}
