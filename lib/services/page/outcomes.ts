/** The line beside each outcome: price given the other prices, cost at depth with fees, Kelly size. */
import type { Condition } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { Settings } from '../../protocol/settings';
import type { OutcomeView } from '../../protocol/views';
import type { AssessService, BooksNow } from '../assess/assess';
import { usableBook } from '../scan/instance';
import type { ScanResult } from '../scan/scan';

const FAULTS = {
  missing: 'No book yet.',
  stale: 'Book is too old.',
  crossed: 'Book is crossed; asking again.',
  mismatch: 'Book did not match the venue; asking again.',
  malformed: 'The venue sent a broken book; asking again.',
} as const;

export function buildOutcomeView(options: {
  readonly condition: Condition;
  readonly result: ScanResult | null;
  readonly settings: Settings;
  readonly assess: AssessService;
  readonly now: BooksNow;
}): OutcomeView {
  const { condition, result, settings, assess, now } = options;
  const yes = usableBook(now.books, tokenOf(condition, 'yes'), now);
  const no = usableBook(now.books, tokenOf(condition, 'no'), now);
  const base: OutcomeView = {
    marketId: condition.marketId,
    label: condition.label,
    fairMicros: null,
    fairWithinMicros: 0,
    sizeMicros: settings.sampleSizeMicros,
    yesUnitCostMicros: null,
    noUnitCostMicros: null,
    kellySizeMicros: 0,
    kellyToken: null,
    tickMicros: condition.tickMicros,
    asOfMs: null,
    stale: false,
    problem: null,
  };
  if (condition.settled !== null) return { ...base, problem: condition.settled ? 'Resolved: Yes.' : 'Resolved: No.' };
  if (condition.closed || !condition.acceptingOrders) return { ...base, problem: 'Not taking orders.' };
  if (condition.fee === null) return { ...base, problem: 'No confirmed fee schedule, so no cost can be shown.' };
  if (typeof yes === 'string') return { ...base, stale: yes === 'stale', problem: FAULTS[yes] };
  if (typeof no === 'string') return { ...base, stale: no === 'stale', problem: FAULTS[no] };
  const price = result?.fair.find(({ key }) => key === condition.id);
  const fair = price?.fair ?? null;
  const cost = assess.outcome({ condition, fee: condition.fee, yes, no, fair, settings });
  return {
    ...base,
    fairMicros: fair === null ? null : Math.round(fair * 1_000_000),
    fairWithinMicros: Math.ceil((price?.within ?? 0) * 1_000_000),
    yesUnitCostMicros: cost.yesUnitCostMicros,
    noUnitCostMicros: cost.noUnitCostMicros,
    kellySizeMicros: cost.kelly?.sizeMicros ?? 0,
    kellyToken: cost.kelly?.token ?? null,
    asOfMs: Math.min(yes.verifiedAtMs, no.verifiedAtMs),
  };
}
