/**
 * Refusals of an order before it is matched, in the venue's own words (docs.polymarket.com error codes; error threads
 * of its clients).
 */
import { formatDecimalMicros } from '../../lib/domain/units';
import type { MarketSpec } from '../model';
import type { SubmittedOrder } from './orders';

/** "must be at least now + 180 s", unix seconds (client SDK 0.2.0, limit orders). */
export const SHORTEST_GTD_SECONDS = 180;
/** The venue lets a GTD order expire this long before its stated expiration. */
export const GTD_MARGIN_SECONDS = 60;
const SMALLEST_MARKETABLE_BUY_MICROS = 1_000_000;

export const refusals = {
  unknownToken: 'No orderbook exists for the requested token id',
  notReady: 'the market is not yet ready to process new orders',
  payload: 'Invalid order payload',
  expiration: 'invalid expiration',
  balance: 'not enough balance / allowance',
  postOnlyCrosses: 'invalid post-only order: order crosses book',
  postOnlyType: 'invalid post-only order: only GTC and GTD orders can be post-only',
  fokNotFilled: "order couldn't be fully filled. FOK orders are fully filled or killed.",
  fakNotFilled:
    'no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.',
  duplicated: (id: string) => `order ${id} is invalid. Duplicated.`,
  tick: (id: string, price: string, tickMicros: number) =>
    `order ${id} is invalid. Price (${price}) breaks minimum tick size rule: ${formatDecimalMicros(tickMicros)}`,
  minSize: (id: string, sizeMicros: number, minMicros: number) =>
    `order ${id} is invalid. Size (${formatDecimalMicros(sizeMicros)}) lower than the minimum: ` +
    `${formatDecimalMicros(minMicros)}`,
  smallBuy: (cashMicros: number) =>
    `invalid amount for a marketable BUY order ($${formatDollars(cashMicros)}), min size: 1`,
} as const;

function formatDollars(micros: number): string {
  const text = formatDecimalMicros(micros);
  const decimals = text.split('.')[1]?.length ?? 0;
  return decimals >= 2 ? text : `${text}${decimals === 0 ? '.' : ''}${'0'.repeat(2 - decimals)}`;
}

/** On the grid and strictly inside (0, 1): tick <= price <= 1 - tick. */
export function onGrid(priceMicros: number, tickMicros: number): boolean {
  return (
    Number.isSafeInteger(priceMicros) &&
    priceMicros >= tickMicros &&
    priceMicros <= 1_000_000 - tickMicros &&
    priceMicros % tickMicros === 0
  );
}

/** The venue's refusal of the order's own terms, or null. Balance and liquidity come later. */
export function checkTerms(
  order: SubmittedOrder & { readonly id: string },
  market: MarketSpec,
  nowMs: number,
): string | null {
  const instant = order.type === 'FOK' || order.type === 'FAK';
  const buysForCash = instant && order.side === 'BUY';
  if (!market.active || market.closed || !market.acceptingOrders) return refusals.notReady;
  if (!onGrid(order.priceMicros, market.tickMicros))
    return refusals.tick(order.id, formatDecimalMicros(Math.trunc(order.priceMicros)), market.tickMicros);
  const amount = buysForCash ? (order.cashMicros ?? 0) : order.sizeMicros;
  if (!Number.isSafeInteger(amount) || amount <= 0) return refusals.payload;
  if (!instant && order.sizeMicros < market.minSizeMicros)
    return refusals.minSize(order.id, order.sizeMicros, market.minSizeMicros);
  if (order.type === 'GTD' ? order.expiration < nowMs / 1000 + SHORTEST_GTD_SECONDS : order.expiration !== 0)
    return refusals.expiration;
  if (order.postOnly && instant) return refusals.postOnlyType;
  return null;
}

/** A buy that would trade at once must be worth a dollar. */
export function checkMarketableBuy(cashMicros: number): string | null {
  return cashMicros < SMALLEST_MARKETABLE_BUY_MICROS ? refusals.smallBuy(cashMicros) : null;
}
