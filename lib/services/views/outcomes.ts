/** The line beside each outcome: price given the other prices, cost at depth with fees, Kelly size. */
import type { Condition } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { Settings } from '../../protocol/settings';
import { directionalSize } from '../../engine/sizing/directional';
import { walkBook } from '../../domain/walk';
import type { OutcomeView } from '../../protocol/views';
import type { BookSource } from '../scan/instance';
import { LOT_MICROS, usableBook } from '../scan/instance';
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
  readonly books: BookSource;
  readonly settings: Settings;
  readonly nowMs: number;
}): OutcomeView {
  const { condition, result, books, settings, nowMs } = options;
  const limits = { nowMs, staleAfterMs: settings.staleAfterMs };
  const yes = usableBook(books, tokenOf(condition, 'yes'), limits);
  const no = usableBook(books, tokenOf(condition, 'no'), limits);
  const base: OutcomeView = {
    marketId: condition.marketId,
    label: condition.label,
    fairMicros: null,
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
  const { fee } = condition;
  const walk = (levels: typeof yes.asks) =>
    walkBook({ levels, sizeMicros: settings.sampleSizeMicros, fee, side: 'buy' })?.unitMicros ?? null;
  const fair = result?.fair.find((price) => price.key === condition.id)?.fair ?? null;
  const kelly =
    fair === null
      ? null
      : directionalSize({
          fair,
          fee,
          asks: { yes: yes.asks, no: no.asks },
          bankrollMicros: settings.bankrollMicros,
          share: settings.kellyFractionBps / 10_000,
          lotMicros: LOT_MICROS,
        });
  return {
    ...base,
    fairMicros: fair === null ? null : Math.round(fair * 1_000_000),
    yesUnitCostMicros: walk(yes.asks),
    noUnitCostMicros: walk(no.asks),
    kellySizeMicros: kelly?.sizeMicros ?? 0,
    kellyToken: kelly?.token ?? null,
    asOfMs: Math.min(yes.verifiedAtMs, no.verifiedAtMs),
  };
}
