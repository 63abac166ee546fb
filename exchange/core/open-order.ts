/** A submitted order as the engine keeps it, and the money that its terms ask for. */
import { accountKey } from './ledger';
import type { Order, SubmittedOrder } from './orders';

const MICROS = 1_000_000n;

interface Accepted {
  readonly submitted: SubmittedOrder;
  readonly id: string;
  readonly conditionId: string;
  readonly outcomeIndex: 0 | 1;
  readonly nowMs: number;
  readonly sequence: number;
}

export function openOrder({ submitted, id, conditionId, outcomeIndex, nowMs, sequence }: Accepted): Order {
  const budgetMicros =
    submitted.side === 'BUY' && (submitted.type === 'FOK' || submitted.type === 'FAK')
      ? (submitted.cashMicros ?? 0)
      : null;
  const account = accountKey(submitted.account);
  return {
    id,
    account,
    owner: submitted.owner ?? account,
    user: submitted.user ?? account,
    conditionId,
    tokenId: submitted.tokenId,
    outcomeIndex,
    side: submitted.side,
    type: submitted.type,
    postOnly: submitted.postOnly,
    priceMicros: submitted.priceMicros,
    ratio: submitted.signedRatio ?? null,
    sizeMicros:
      budgetMicros === null
        ? submitted.sizeMicros
        : (submitted.signedRatio?.sharesMicros ??
          Number((BigInt(budgetMicros) * MICROS) / BigInt(submitted.priceMicros))),
    budgetMicros,
    expiration: submitted.expiration,
    createdAtMs: nowMs,
    sequence,
    status: 'LIVE',
    matchedMicros: 0,
    cashMovedMicros: 0,
    restingMicros: 0,
    heldMicros: 0,
    tradeIds: [],
    reason: '',
  };
}

/** Cash that the order could spend by its own terms: the signed maker amount of a buy. */
export function targetCash(order: Order): number {
  if (order.budgetMicros !== null) return order.budgetMicros;
  return Number((BigInt(order.priceMicros) * BigInt(order.sizeMicros) + MICROS - 1n) / MICROS);
}

/** What a resting order keeps from its account: cash for a buy, shares for a sell. */
export function restingHold(order: Order): number {
  return order.side === 'SELL'
    ? order.restingMicros
    : Number((BigInt(order.priceMicros) * BigInt(order.restingMicros) + MICROS - 1n) / MICROS);
}
