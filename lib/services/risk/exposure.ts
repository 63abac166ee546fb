/**
 * What is at stake already: everything that was sent and is neither settled nor free again, and what the account's own
 * resting orders claim (docs/limits.md 1). Pure, exact, never below what can still be spent.
 */
import type { Leg } from '../../domain/basket';
import type { Execution, ExecutionLeg } from '../../domain/execution';
import { EXECUTION_STATES, isFull, isOpen } from '../../domain/execution';
import { highestFee } from '../../domain/fees';
import type { CertificateHash, ConditionId, OrderHash, TokenId } from '../../domain/ids';
import { costRoundedUp, MICROS, moneyMicros, type MoneyMicros } from '../../domain/units';
import type { OpenOrder } from '../../ports/order-entry';

/** Money that a leg has spent or may still spend; what a sale brings is not counted before it is there. */
export function claimOfLeg(leg: ExecutionLeg): MoneyMicros {
  if (leg.side === 'sell') return moneyMicros(0);
  const spent = leg.paidMicros + leg.feeMicros;
  if (!isOpen(leg) && (leg.settled || isFull(leg))) return moneyMicros(spent);
  const atLimit = costRoundedUp(leg.limitPriceMicros, leg.sizeMicros) + worstFee(leg);
  return moneyMicros(Math.max(spent, atLimit));
}

/** A buy pays its limit or less: the fee is the highest of any price up to it. */
function worstFee({ fee, limitPriceMicros, sizeMicros }: ExecutionLeg): number {
  return highestFee(fee, [0, limitPriceMicros], sizeMicros);
}

/** Money of one set of bets that is at stake: none before it was sent, none once all of it is settled as planned. */
export function claimOf(execution: Execution): MoneyMicros {
  const { state, mode, legs, acknowledged } = execution;
  if (mode !== 'live' || !EXECUTION_STATES[state].sent) return moneyMicros(0);
  const over = state === 'settled' || (acknowledged && legs.every((leg) => leg.settled));
  return moneyMicros(over ? 0 : legs.reduce((sum, leg) => sum + claimOfLeg(leg), 0));
}

/** All of the journal but the one that is being asked for. */
export function claimedBy(executions: readonly Execution[], exceptId: string | null): MoneyMicros {
  return moneyMicros(executions.reduce((sum, each) => sum + (each.id === exceptId ? 0 : claimOf(each)), 0));
}

/**
 * Resting buys of the account that no set of bets is counted for: an order of one that is over should not rest, and
 * claims its money like any other if it does.
 */
export function claimedByOrders(orders: readonly OpenOrder[], executions: readonly Execution[]): MoneyMicros {
  const claiming = executions.filter((execution) => claimOf(execution) > 0);
  const counted = new Set<OrderHash>(claiming.flatMap(({ legs }) => legs.flatMap((leg) => hashesOf(leg))));
  const others = orders.filter(({ side, hash }) => side === 'buy' && !counted.has(hash));
  return moneyMicros(others.reduce((sum, order) => sum + costRoundedUp(order.priceMicros, order.restMicros), 0));
}

function hashesOf({ orders }: ExecutionLeg): readonly OrderHash[] {
  return orders.map(({ hash }) => hash);
}

/**
 * The same proof was acted upon and something came of it or still may: acting again would buy twice. What ended with
 * nothing bought may be tried again.
 */
export function isTaken(executions: readonly Execution[], hash: CertificateHash, exceptId: string | null): boolean {
  return executions.some(
    ({ id, mode, state, certificateHash, legs }) =>
      id !== exceptId &&
      mode === 'live' &&
      certificateHash === hash &&
      EXECUTION_STATES[state].sent &&
      !(state === 'failed' && legs.every((leg) => leg.settled)),
  );
}

interface Crossing {
  readonly conditionId: ConditionId;
  readonly tokenId: TokenId;
  readonly otherTokenId: TokenId;
  readonly side: Leg['side'];
  readonly limitPriceMicros: number;
}

/**
 * An own resting order that this leg would trade with: the other side of the same book, or the same side of the other
 * token, which is the same book mirrored (docs/venue.md 2.4).
 */
export function crosses(leg: Crossing, order: Omit<OpenOrder, 'hash'>): boolean {
  if (order.conditionId !== leg.conditionId || order.restMicros <= 0) return false;
  const { limitPriceMicros: limit, side } = leg;
  if (order.tokenId === leg.tokenId)
    return order.side !== side && (side === 'buy' ? order.priceMicros <= limit : order.priceMicros >= limit);
  if (order.tokenId !== leg.otherTokenId || order.side !== side) return false;
  const both = order.priceMicros + limit;
  return side === 'buy' ? both >= MICROS : both <= MICROS;
}
