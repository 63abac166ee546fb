/** What an order would have got from a book as it stands, with fees, and nothing more. Pure. */
import type { Book, Level } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { Failure } from '../../domain/result';
import { failureOf } from '../../domain/result';
import type { MoneyMicros, SizeMicros } from '../../domain/units';
import { moneyMicros, sizeMicros } from '../../domain/units';
import { walkWithin } from '../../domain/walk';
import type { OrderTerms } from '../../ports/order-entry';

export interface PaperFill {
  /** Levels taken, best first; the last one may be taken in part. */
  readonly fills: readonly Level[];
  readonly filledSizeMicros: SizeMicros;
  readonly paidMicros: MoneyMicros;
  readonly feeMicros: MoneyMicros;
  /** Why it is not all of the order; null when it is. */
  readonly failure: Failure | null;
}

/** All, some or none of the order, and final. A market without a fee schedule fills nothing. */
export function fillOrder(
  order: Pick<OrderTerms, 'side' | 'sizeMicros' | 'limitPriceMicros'>,
  { book, condition }: { readonly book: Book; readonly condition: Condition },
): PaperFill {
  if (condition.fee === null) return nothing(failureOf('paper-no-fee', {}, 'later'));
  // The side that the order would hit, never beyond its limit nor beyond what is displayed.
  const walk = walkWithin({ ...order, levels: order.side === 'buy' ? book.asks : book.bids, fee: condition.fee });
  if (walk === null) return nothing(failureOf('paper-unfilled', { side: order.side }));
  const full = walk.sizeMicros === order.sizeMicros;
  return {
    fills: walk.fills,
    filledSizeMicros: walk.sizeMicros,
    paidMicros: walk.costMicros,
    feeMicros: walk.feeMicros,
    failure: full ? null : failureOf('paper-partly-filled', { side: order.side }),
  };
}

export function nothing(failure: Failure): PaperFill {
  return {
    fills: [],
    filledSizeMicros: sizeMicros(0),
    paidMicros: moneyMicros(0),
    feeMicros: moneyMicros(0),
    failure,
  };
}
