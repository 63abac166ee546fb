/** The smallest real order that there is: which market, which price, how much. Pure. */
import type { Book } from '../../domain/book';
import { tokenOf, type Condition } from '../../domain/condition';
import { UNSENT_LEG, type Execution } from '../../domain/execution';
import { feeRoundedUp } from '../../domain/fees';
import { parseCertificateHash } from '../../domain/ids';
import { costRoundedUp, moneyMicros, priceMicros } from '../../domain/units';
import type { MoneyMicros, PriceMicros, SizeMicros, TimeMs } from '../../domain/units';

/** Of what somebody offers for the share now, at most this part is bid. */
const FAR_BELOW = 10;

export interface TrialPlan {
  readonly condition: Condition;
  /** Always a bid for YES. */
  readonly limitPriceMicros: PriceMicros;
  readonly sizeMicros: SizeMicros;
  /** What it costs should it fill all the same, fee included. */
  readonly costMicros: MoneyMicros;
  /** What others bid now. */
  readonly bestBidMicros: PriceMicros;
}

/**
 * The least size at the least price of the grid, where others bid at least ten times as much: it fills only after all
 * of these are gone. null where the market is not of that kind now.
 */
export function planTrial(condition: Condition, book: Book | null): TrialPlan | null {
  const { fee, tickMicros, minSizeMicros } = condition;
  if (fee === null || condition.stopped !== undefined || tickMicros <= 0 || minSizeMicros <= 0) return null;
  if (condition.closed || !condition.acceptingOrders || !condition.enableOrderBook || book === null) return null;
  const bestBidMicros = book.bids[0]?.priceMicros ?? priceMicros(0);
  if (bestBidMicros < FAR_BELOW * tickMicros) return null;
  const costMicros = costRoundedUp(tickMicros, minSizeMicros) + feeRoundedUp(fee, tickMicros, minSizeMicros);
  return {
    condition,
    limitPriceMicros: tickMicros,
    sizeMicros: minSizeMicros,
    costMicros: moneyMicros(costMicros),
    bestBidMicros,
  };
}

/** A trial proves nothing about prices: no certificate has this number. */
const NO_CERTIFICATE = parseCertificateHash('0'.repeat(64));

export function draftTrial(plan: TrialPlan, id: string, nowMs: TimeMs): Execution {
  const { condition } = plan;
  if (NO_CERTIFICATE === null || condition.fee === null) throw new Error('a trial is planned with a fee');
  return {
    id,
    purpose: 'trial',
    mode: 'live',
    account: null,
    state: 'drafted',
    certificateHash: NO_CERTIFICATE,
    eventTitle: condition.question,
    eventSlug: '',
    legs: [
      {
        conditionId: condition.id,
        tokenId: tokenOf(condition, 'yes'),
        token: 'yes',
        label: condition.label,
        side: 'buy',
        sizeMicros: plan.sizeMicros,
        limitPriceMicros: plan.limitPriceMicros,
        fee: condition.fee,
        ...UNSENT_LEG,
        heldBeforeMicros: null,
      },
    ],
    floorMicros: moneyMicros(0),
    maxCostMicros: plan.costMicros,
    acknowledged: false,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    failure: null,
  };
}
