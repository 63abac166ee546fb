/** What an order sets aside: rounded up, so that it can always be paid. */
import type { Order } from './orders';

const MICROS = 1_000_000n;

/** Cash that the order could spend by its own terms: the signed maker amount of a buy. */
export function targetCash(order: Order): number {
  if (order.budgetMicros !== null) return order.budgetMicros;
  return Number((BigInt(order.priceMicros) * BigInt(order.sizeMicros) + MICROS - 1n) / MICROS);
}

/** What the resting part of an order holds: shares of a sell, cash of a buy. */
export function restingHold(order: Order): number {
  return order.side === 'SELL'
    ? order.restingMicros
    : Number((BigInt(order.priceMicros) * BigInt(order.restingMicros) + MICROS - 1n) / MICROS);
}
