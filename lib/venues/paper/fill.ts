/** Fills for paper mode: what a leg would have got from a book as it stands, with fees, and nothing more. Pure. */
import type { Book } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { ExecutionLeg } from '../../domain/execution';
import { moneyMicros, sizeMicros } from '../../domain/units';
import { walkWithin } from '../../domain/walk';

/**
 * The leg as paper trading leaves it: all, some or none of it filled, and final. A market without a fee schedule fills
 * nothing.
 */
export function fillPaper(
  leg: ExecutionLeg,
  options: { readonly book: Book; readonly condition: Condition },
): ExecutionLeg {
  const { book, condition } = options;
  if (condition.fee === null) {
    return {
      ...leg,
      state: 'unfilled',
      settled: true,
      failure: {
        code: 'no-fee-schedule',
        message: 'The venue gives no fee schedule for this market, so nothing was bought.',
        retry: 'later',
      },
    };
  }
  // The side that the order would hit, never beyond its limit nor beyond what is displayed.
  const walk = walkWithin({ ...leg, levels: leg.side === 'buy' ? book.asks : book.bids, fee: condition.fee });
  const filledSizeMicros = walk?.sizeMicros ?? sizeMicros(0);
  const filled = {
    filledSizeMicros,
    paidMicros: walk?.costMicros ?? moneyMicros(0),
    feeMicros: walk?.feeMicros ?? moneyMicros(0),
    settled: true,
  };
  if (filledSizeMicros === leg.sizeMicros) return { ...leg, ...filled, state: 'confirmed', failure: null };
  const verb = leg.side === 'buy' ? 'offered' : 'wanted';
  if (filledSizeMicros === 0)
    return {
      ...leg,
      ...filled,
      state: 'unfilled',
      failure: { code: 'unfilled', message: `Nobody ${verb} shares within your limit any more.`, retry: 'never' },
    };
  return {
    ...leg,
    ...filled,
    state: 'partial',
    failure: {
      code: 'partly-filled',
      message: `Only some shares were still ${verb} within your limit.`,
      retry: 'never',
    },
  };
}
