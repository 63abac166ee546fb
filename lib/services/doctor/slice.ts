/** The examination of the venue and the smallest real order as the interface sees them, and what the user may ask. */
import { ok } from '../../domain/result';
import type { ExaminationView, TrialPlanView } from '../../protocol/examination';
import type { ExecutionService } from '../execution/execution';
import type { TrialPlan } from '../execution/trial-plan';
import type { PortfolioService } from '../portfolio/portfolio';
import type { Slice } from '../slice';
import type { ClearanceService } from './clearance';
import type { Doctor } from './doctor';
import type { Trials } from './trial';

export interface DoctorSliceSources {
  readonly doctor: Doctor;
  readonly trials: Trials;
  readonly clearance: ClearanceService;
  readonly portfolio: Pick<PortfolioService, 'session' | 'subscribe'>;
  readonly execution: Pick<ExecutionService, 'subscribe'>;
}

type Commands = 'examine' | 'endExamination' | 'tryOut';

export function createDoctorSlice(sources: DoctorSliceSources): Slice<'examination', Commands> {
  const { doctor, trials, clearance, portfolio, execution } = sources;
  let end = new AbortController();
  return {
    name: 'doctor',
    load: clearance.load,
    topics: { examination: () => viewOf(sources) },
    commands: {
      examine({ listenSeconds }) {
        if (doctor.state().running === null) end = new AbortController();
        void doctor.examine(listenSeconds * 1_000, end.signal);
        return Promise.resolve(ok({}));
      },
      endExamination() {
        end.abort();
        return Promise.resolve(ok({}));
      },
      async tryOut({ conditionId, maxCostMicros }) {
        const tried = await trials.start(conditionId, maxCostMicros);
        return tried.ok ? ok({}) : tried;
      },
    },
    wakes(wake) {
      doctor.subscribe(() => wake(['examination']));
      trials.subscribe(() => wake(['examination']));
      portfolio.subscribe(() => wake(['examination']));
      execution.subscribe(({ purpose }) => purpose === 'trial' && wake(['examination']));
      clearance.subscribe(() => wake(['examination', 'account', 'now', 'page']));
    },
    close: () => end.abort(),
  };
}

function viewOf({ doctor, trials, clearance, portfolio }: DoctorSliceSources): ExaminationView {
  const account = portfolio.session()?.account ?? null;
  const plan = trials.plan();
  return {
    ...doctor.state(),
    account: account && {
      owner: account.owner,
      greenAtMs: clearance.of(account).greenAtMs,
      trials: clearance.of(account).trials,
      lockedBecause: clearance.lockedBecause(account, []),
    },
    plan: plan && planView(plan),
    trial: trials.view(),
  };
}

function planView({ condition, limitPriceMicros, sizeMicros, costMicros, bestBidMicros }: TrialPlan): TrialPlanView {
  return {
    conditionId: condition.id,
    market: condition.question,
    protocol: condition.protocol,
    priceMicros: limitPriceMicros,
    sizeMicros,
    costMicros,
    bestBidMicros,
  };
}
