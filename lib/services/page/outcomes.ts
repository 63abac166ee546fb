/** The line beside each outcome: price given the other prices, cost at depth with fees, stake for these odds. */
import type { Condition } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { Settings } from '../../protocol/settings';
import type { OutcomeProblem } from '../../protocol/says';
import type { OutcomeView } from '../../protocol/views';
import type { AssessService, BooksNow } from '../assess/assess';
import type { Stake } from '../assess/stakes';
import { usableBook } from '../scan/instance';

export function buildOutcomeView(options: {
  readonly condition: Condition;
  /** Price given the other prices, in [0, 1], and how far it may lie from the exact one; null when unknown. */
  readonly fair: { readonly price: number; readonly within: number } | null;
  readonly stake: Stake | null;
  readonly settings: Settings;
  readonly assess: AssessService;
  readonly now: BooksNow;
}): OutcomeView {
  const { condition, fair, stake, settings, assess, now } = options;
  const base: OutcomeView = {
    marketId: condition.marketId,
    label: condition.label,
    fairMicros: null,
    fairWithinMicros: 0,
    sizeMicros: settings.sampleSizeMicros,
    yesUnitCostMicros: null,
    noUnitCostMicros: null,
    stakeMicros: 0,
    stakeToken: null,
    tickMicros: condition.tickMicros,
    asOfMs: null,
    stale: false,
    problem: null,
  };
  const yes = usableBook(now.books, tokenOf(condition, 'yes'), now);
  const no = usableBook(now.books, tokenOf(condition, 'no'), now);
  const problem = termsProblem(condition);
  if (problem !== null || condition.fee === null) return { ...base, problem };
  if (typeof yes === 'string') return { ...base, stale: yes === 'stale', problem: yes };
  if (typeof no === 'string') return { ...base, stale: no === 'stale', problem: no };
  const cost = assess.outcome({ condition, fee: condition.fee, yes, no, settings });
  return {
    ...base,
    fairMicros: fair === null ? null : Math.round(fair.price * 1_000_000),
    fairWithinMicros: Math.ceil((fair?.within ?? 0) * 1_000_000),
    yesUnitCostMicros: cost.yesUnitCostMicros,
    noUnitCostMicros: cost.noUnitCostMicros,
    stakeMicros: stake?.micros ?? 0,
    stakeToken: stake?.token ?? null,
    asOfMs: Math.min(yes.verifiedAtMs, no.verifiedAtMs),
  };
}

function termsProblem(condition: Condition): OutcomeProblem | null {
  if (condition.settled !== null) return condition.settled ? 'resolved-yes' : 'resolved-no';
  if (condition.closed || !condition.acceptingOrders) return 'not-trading';
  if (condition.stopped !== undefined) return 'stopped';
  return condition.fee === null ? 'no-fee-schedule' : null;
}
