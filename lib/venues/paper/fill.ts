/** Fills for paper mode: what a leg would have got from a book as it stands, with fees, and nothing more. Pure. */
import type { Book, Level } from '../../domain/book';
import type { Condition } from '../../domain/condition';
import type { ExecutionLeg } from '../../domain/execution';
import type { MoneyMicros, PriceMicros, SizeMicros } from '../../domain/units';
import { costRoundedUp, moneyMicros, proceedsRoundedDown, sizeMicros } from '../../domain/units';
import { takerFeeRoundedUp } from '../polymarket/fees';

export interface PaperFill {
  readonly filledSizeMicros: SizeMicros;
  /** Cost of a buy rounded up, proceeds of a sell rounded down, before fees. */
  readonly paidMicros: MoneyMicros;
  readonly feeMicros: MoneyMicros;
  readonly fills: readonly Level[];
}

/** Walks the side that the order would hit, best price first, never beyond its limit nor beyond what is displayed. */
export function walkBook(order: { readonly side: 'buy' | 'sell'; readonly sizeMicros: SizeMicros; readonly limitPriceMicros: PriceMicros }, book: Pick<Book, 'bids' | 'asks'>, fee: Condition['fee']): PaperFill {
  const fills: Level[] = [];
  let left: number = order.sizeMicros;
  let paid = 0;
  let charged = 0;
  for (const level of order.side === 'buy' ? book.asks : book.bids) {
    const within = order.side === 'buy' ? level.priceMicros <= order.limitPriceMicros : level.priceMicros >= order.limitPriceMicros;
    if (left <= 0 || !within) break;
    const take = sizeMicros(Math.min(left, level.sizeMicros));
    paid += order.side === 'buy' ? costRoundedUp(level.priceMicros, take) : proceedsRoundedDown(level.priceMicros, take);
    charged += fee === null ? 0 : takerFeeRoundedUp(fee, take, level.priceMicros);
    fills.push({ priceMicros: level.priceMicros, sizeMicros: take });
    left -= take;
  }
  return { filledSizeMicros: sizeMicros(order.sizeMicros - left), paidMicros: moneyMicros(paid), feeMicros: moneyMicros(charged), fills };
}

/** The leg as paper trading leaves it: all, some or none of it filled, and final. A market without a fee schedule fills nothing. */
export function fillPaper(leg: ExecutionLeg, options: { readonly book: Book; readonly condition: Condition }): ExecutionLeg {
  const { book, condition } = options;
  if (condition.fee === null) {
    return { ...leg, state: 'unfilled', settled: true, failure: { code: 'no-fee-schedule', message: 'The venue gives no fee schedule for this market, so nothing was bought.', retry: 'later' } };
  }
  const { filledSizeMicros, paidMicros, feeMicros } = walkBook(leg, book, condition.fee);
  const filled = { filledSizeMicros, paidMicros, feeMicros, settled: true };
  if (filledSizeMicros === leg.sizeMicros) return { ...leg, ...filled, state: 'confirmed', failure: null };
  const verb = leg.side === 'buy' ? 'offered' : 'wanted';
  if (filledSizeMicros === 0) return { ...leg, ...filled, state: 'unfilled', failure: { code: 'unfilled', message: `Nobody ${verb} shares within your limit any more.`, retry: 'never' } };
  return { ...leg, ...filled, state: 'partial', failure: { code: 'partly-filled', message: `Only some shares were still ${verb} within your limit.`, retry: 'never' } };
}
