/**
 * Finding out what became of orders that left: cancel what rests, ask for each order by its hash, add up its trades.
 *
 *   unknown -> order dead?  yes: trades add up to size -> matched -> mined -> confirmed (settled)
 *                                some                  -> partial (settled once its trades are)
 *                                none                  -> unfilled (settled)
 *              no: cancel, ask again
 *              never seen: only after its expiry and a margin -> unfilled; until then unknown, and never sent again
 */
import type { Execution, ExecutionLeg, LegOrder } from '../../domain/execution';
import { isOpen } from '../../domain/execution';
import { feeRoundedUp } from '../../domain/fees';
import type { Failure } from '../../domain/result';
import { failureOf } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import { costRoundedUp, moneyMicros, proceedsRoundedDown, sizeMicros } from '../../domain/units';
import type { Log } from '../../ports/log';
import type { TradingSession, VenueOrder } from '../../ports/order-entry';
import type { VenueTrade } from '../../ports/settlement';
import { isSettled, settlementOf } from './settle';
import type { TradingVenue } from './venue';

/** The only statuses after which nothing more can happen to an order; any other word, known or not, keeps it open. */
const DEAD: ReadonlySet<string> = new Set(['CANCELED', 'CANCELLED', 'EXPIRED', 'INVALID']);

const RESTING = failureOf('resting', {}, 'unknown');
// The order says that more matched than its trades show: they are on their way, and calling the leg short now would be
// wrong.
const ON_THEIR_WAY = failureOf('trades-awaited', {}, 'unknown');
const VANISHED = failureOf('trades-vanished', {}, 'unknown');
const NOT_FOUND_YET = failureOf('not-found-yet', {}, 'unknown');
const SOME_LISTED = failureOf('trades-incomplete', {}, 'unknown');

export interface LookUpRequest {
  readonly venue: Pick<TradingVenue, 'orders' | 'settlement'>;
  readonly session: TradingSession;
  readonly execution: Execution;
  readonly nowMs: TimeMs;
  /** This long after its expiry an order that the venue never showed will not appear any more. */
  readonly lostOrderMarginMs: number;
  readonly log: Log;
}

/** One round over all legs that are not settled; null when nothing could be learned. */
export async function lookUpLegs(request: LookUpRequest, signal: AbortSignal): Promise<readonly ExecutionLeg[] | null> {
  const { venue, execution, log } = request;
  const { account, credentials } = request.session;
  const access = { account, credentials };
  const awaited = execution.legs.filter(isAwaited);
  if (awaited.length === 0) return null;

  const resting = awaited.filter(isOpen).flatMap(hashesOf);
  if (resting.length > 0) {
    const cancelled = await venue.orders.cancelOrders({ ...access, hashes: resting }, signal);
    if (!cancelled.ok) log.warn('cancel-failed', { code: cancelled.error.code, orders: resting.length });
  }
  const hashes = awaited.flatMap(hashesOf);
  const trades = new Map<string, readonly VenueTrade[]>();
  for (const conditionId of new Set(awaited.map((leg) => leg.conditionId))) {
    const read = await venue.settlement.fetchTrades({ ...access, conditionId, hashes }, signal);
    if (!read.ok) return null;
    trades.set(conditionId, read.value);
  }
  const legs: ExecutionLeg[] = [];
  for (const leg of execution.legs) {
    if (!isAwaited(leg)) {
      legs.push(leg);
      continue;
    }
    const found: (VenueOrder | null)[] = [];
    for (const { hash } of leg.orders) {
      const order = await venue.orders.fetchOrder({ ...access, hash }, signal);
      if (!order.ok) break;
      found.push(order.value);
    }
    // A leg of which one order could not be asked for stays as it is.
    legs.push(
      found.length === leg.orders.length
        ? accountLeg({
            leg,
            orders: found,
            trades: (trades.get(leg.conditionId) ?? []).filter((trade) =>
              leg.orders.some(({ hash }) => hash === trade.orderHash),
            ),
            nowMs: request.nowMs,
            lostOrderMarginMs: request.lostOrderMarginMs,
          })
        : leg,
    );
  }
  return legs;
}

function isAwaited(leg: ExecutionLeg): boolean {
  return !leg.settled && leg.orders.length > 0;
}

function hashesOf(leg: ExecutionLeg): readonly LegOrder['hash'][] {
  return leg.orders.map(({ hash }) => hash);
}

export interface LegFacts {
  readonly leg: ExecutionLeg;
  /** What the venue lists of the leg's orders, in their order; null: it says that it does not know this one. */
  readonly orders: readonly (VenueOrder | null)[];
  /** Of these orders. */
  readonly trades: readonly VenueTrade[];
  readonly nowMs: TimeMs;
  readonly lostOrderMarginMs: number;
}

/** Pure: what one leg is, given all that the venue says of it. */
export function accountLeg(facts: LegFacts): ExecutionLeg {
  const { leg, orders, trades } = facts;
  const good = goodOf(trades);
  const money = moneyOf(leg, trades);
  const filled = money.filledSizeMicros;
  // What the venue once said it matched is not lost because a list came back empty.
  const nothingListed = trades.length === 0 && orders.every((order) => order === null);
  if (nothingListed && (leg.filledSizeMicros > 0 || leg.tradeIds.length > 0))
    return { ...leg, state: 'unknown', settled: false, failure: VANISHED };
  for (const [index, order] of leg.orders.entries()) {
    const open = whyOpen(order, orders[index] ?? null, facts);
    if (open !== null) return { ...leg, ...(nothingListed ? {} : money), state: 'unknown', failure: open };
  }
  if (nothingListed)
    return {
      ...leg,
      state: 'unfilled',
      settled: true,
      failure: failureOf('never-arrived', {}),
    };
  const settled = isSettled(trades);
  if (filled === 0 && trades.length > 0)
    return {
      ...leg,
      ...money,
      state: 'failed',
      settled,
      failure: failureOf('settlement-failed', {}),
    };
  if (filled === 0)
    return {
      ...leg,
      ...money,
      state: 'unfilled',
      settled: true,
      failure: failureOf('unfilled', { side: leg.side }),
    };
  if (filled < leg.sizeMicros)
    return {
      ...leg,
      ...money,
      state: 'partial',
      settled,
      failure: failureOf('partly-filled', {}),
    };
  return { ...leg, ...money, state: settlementOf(good), settled, failure: null };
}

/** Why something may still happen to this order; null when all is said. */
function whyOpen(sent: LegOrder, order: VenueOrder | null, facts: LegFacts): Failure | null {
  const own = facts.trades.filter((trade) => trade.orderHash === sent.hash);
  if (order !== null) {
    if (!DEAD.has(order.status) && order.matchedMicros < sent.sizeMicros) return RESTING;
    return order.matchedMicros > sizeOf(own) ? ON_THEIR_WAY : null;
  }
  if (sent.expiresAtMs !== null && facts.nowMs > sent.expiresAtMs + facts.lostOrderMarginMs) return null;
  if (own.length === 0) return NOT_FOUND_YET;
  // Without the order a short list of trades may be one that is not complete yet.
  return sizeOf(goodOf(own)) < sent.sizeMicros ? SOME_LISTED : null;
}

function moneyOf(leg: ExecutionLeg, trades: readonly VenueTrade[]) {
  const good = goodOf(trades);
  return {
    filledSizeMicros: sizeMicros(Math.min(leg.sizeMicros, sizeOf(good))),
    paidMicros: moneyMicros(
      sum(
        good.map((trade) =>
          leg.side === 'buy'
            ? costRoundedUp(trade.priceMicros, trade.sizeMicros)
            : proceedsRoundedDown(trade.priceMicros, trade.sizeMicros),
        ),
      ),
    ),
    // Takers pay; a trade of ours that rested would cost nothing, so this never understates.
    feeMicros: moneyMicros(sum(good.map((trade) => feeRoundedUp(leg.fee, trade.priceMicros, trade.sizeMicros)))),
    tradeIds: trades.map((trade) => trade.id),
  };
}

function goodOf(trades: readonly VenueTrade[]): readonly VenueTrade[] {
  return trades.filter((trade) => trade.status !== 'FAILED');
}

function sizeOf(trades: readonly VenueTrade[]): number {
  return sum(trades.map((trade) => trade.sizeMicros));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
