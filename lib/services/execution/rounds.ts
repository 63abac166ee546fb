/** When open orders are looked up: at once, then again after a while until nothing is open. One round at a time. */
import { isSameAccount } from '../../domain/account';
import type { Execution, ExecutionMode } from '../../domain/execution';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { VenueRules } from '../../ports/venue-rules';
import type { Journal } from './journal';
import { atRest, isLookedUp } from './machine';
import { lookUpLegs } from './reconcile';
import { carryOn } from './runner';
import type { TradingVenue } from './venue';

/** Open executions are looked at this often, and at once when the user channel speaks. */
const RECONCILE_MS = 1_500;

export interface RoundDependencies {
  readonly journal: Pick<Journal, 'all' | 'write'>;
  readonly venues: Readonly<Record<ExecutionMode, TradingVenue>>;
  readonly rules: VenueRules;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Rounds {
  /** One round now, unless one is under way. */
  now(): Promise<void>;
  /** Rounds for as long as something is open. */
  schedule(): void;
}

export function createRounds(
  dependencies: RoundDependencies,
  /** This one is being sent: its orders may not have left. */
  isBeingSent: (execution: Execution) => boolean,
  lifetime: AbortSignal,
): Rounds {
  const { journal, venues, rules, clock, log } = dependencies;
  let underWay = false;
  let scheduled = false;

  async function lookUp(execution: Execution): Promise<void> {
    const venue = venues[execution.mode];
    const session = venue.session();
    // Another account cannot see these orders, and what it does not see is not lost.
    if (session === null || execution.account === null || !isSameAccount(session.account, execution.account)) return;
    const { lostOrderMarginMs } = rules;
    const legs = await lookUpLegs(
      { venue, session, execution, nowMs: clock.nowMs(), lostOrderMarginMs, log },
      lifetime,
    );
    if (legs !== null)
      await carryOn({ journal, log, lookUp: schedule }, atRest(execution), { kind: 'looked-up', legs });
  }

  async function now(): Promise<void> {
    if (underWay) return;
    underWay = true;
    try {
      for (const execution of journal.all())
        if (isLookedUp(execution) && !isBeingSent(execution)) await lookUp(execution);
    } catch (error) {
      log.error('reconcile-threw', { reason: error instanceof Error ? error.message : 'unknown' });
    } finally {
      underWay = false;
    }
  }

  function schedule(): void {
    if (scheduled || !journal.all().some(isLookedUp)) return;
    scheduled = true;
    void now().then(() =>
      clock.after(
        RECONCILE_MS,
        () => {
          scheduled = false;
          schedule();
        },
        lifetime,
      ),
    );
  }

  return { now, schedule };
}
