/**
 * What the venue's words about an order mean for its leg and for the money. Pure.
 *
 *   posted -> matched -> mined -> confirmed (settled)
 *          -> unknown: looked up by its hash (reconcile.ts)
 *          -> rejected (settled)
 */
import type { ExecutionLeg, LegOrder, LegState } from '../../domain/execution';
import { highestFee } from '../../domain/fees';
import { failureOf } from '../../domain/result';
import type { MoneyMicros, SizeMicros } from '../../domain/units';
import { MICROS, moneyMicros, sizeMicros } from '../../domain/units';
import type { PostedOrder } from '../../ports/order-entry';
import type { VenueTrade } from '../../ports/settlement';

/**
 * What one leg's answer means; no answer for it is `unknown`, never "rejected". The venue does not say the fee here:
 * until its trades are read, the highest that the schedule allows between the average price and the limit is shown.
 */
export function applyPosted(before: ExecutionLeg, posted: PostedOrder | undefined): ExecutionLeg {
  const has = posted !== undefined && isThere(posted);
  const leg = has ? { ...before, orders: before.orders.map((order) => sawOrder(order, posted.hash)) } : before;
  if (posted === undefined) return { ...leg, state: 'unknown', failure: failureOf('fate-unanswered', {}, 'unknown') };
  switch (posted.kind) {
    case 'matched': {
      const [filled, paid] =
        leg.side === 'buy' ? [posted.takingMicros, posted.makingMicros] : [posted.makingMicros, posted.takingMicros];
      const filledSizeMicros = sizeMicros(Math.max(0, Math.min(filled, leg.sizeMicros)));
      const full = filledSizeMicros >= leg.sizeMicros;
      // A rest that did not match is on the book now: its fate is open until the cancel was answered.
      return {
        ...leg,
        state: full ? 'matched' : 'unknown',
        filledSizeMicros,
        paidMicros: moneyMicros(paid),
        feeMicros: feeOf(leg, paid, filledSizeMicros),
        tradeIds: posted.tradeIds,
        failure: full ? null : failureOf('fate-part-matched', {}, 'unknown'),
      };
    }
    case 'final': {
      const { filledSizeMicros, paidMicros, feeMicros, failure } = posted;
      const state = filledSizeMicros >= leg.sizeMicros ? 'confirmed' : filledSizeMicros > 0 ? 'partial' : 'unfilled';
      return { ...leg, filledSizeMicros, paidMicros, feeMicros, state, settled: true, failure };
    }
    case 'live':
      return { ...leg, state: 'unknown', failure: failureOf('fate-unmatched', {}, 'unknown') };
    case 'delayed':
      return {
        ...leg,
        state: 'unknown',
        failure: failureOf('fate-delayed', {}, 'unknown'),
      };
    case 'rejected':
      return { ...leg, state: 'rejected', settled: true, failure: posted.failure };
    case 'unknown':
      return { ...leg, state: 'unknown', failure: posted.failure };
  }
}

function isThere(posted: PostedOrder): boolean {
  return ['matched', 'live', 'delayed'].includes(posted.kind) || (posted.kind === 'unknown' && posted.seen === true);
}

/** That the venue has it is evidence, whatever it says later. */
function sawOrder(order: LegOrder, hash: LegOrder['hash']): LegOrder {
  return order.hash === hash ? { ...order, seen: true } : order;
}

function feeOf({ fee, limitPriceMicros }: ExecutionLeg, paid: number, filled: SizeMicros): MoneyMicros {
  const average = filled === 0 ? limitPriceMicros : Math.min(MICROS, Math.max(0, Math.round((paid * MICROS) / filled)));
  return highestFee(fee, [average, limitPriceMicros], filled);
}

/** How far the trades of a leg that filled in full have come. */
export function settlementOf(good: readonly VenueTrade[]): LegState {
  if (good.every((trade) => trade.status === 'CONFIRMED')) return 'confirmed';
  return good.every((trade) => trade.status === 'CONFIRMED' || trade.status === 'MINED') ? 'mined' : 'matched';
}

/** Each of them was confirmed or failed on chain: nothing more can happen to any. */
export function isSettled(trades: readonly VenueTrade[]): boolean {
  return trades.every((trade) => trade.status === 'CONFIRMED' || trade.status === 'FAILED');
}
