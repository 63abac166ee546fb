/**
 * Accounting for every leg that left: cancel what rests, ask for the order by its hash, add up its trades.
 *
 *   unknown -> order dead?  yes: trades add up to size -> matched -> mined -> confirmed (settled)
 *                                some                  -> partial (settled once its trades are)
 *                                none                  -> unfilled (settled)
 *              no: cancel, ask again
 *              never seen: only after its expiry and a margin -> unfilled; until then unknown, and never sent again
 */
import type { Execution, ExecutionLeg, LegState } from '../../domain/execution';
import type { TimeMs } from '../../domain/units';
import { costRoundedUp, moneyMicros, proceedsRoundedDown, sizeMicros } from '../../domain/units';
import type { OrderEntry, VenueOrder } from '../../ports/order-entry';
import type { Settlement, VenueTrade } from '../../ports/settlement';
import type { Log } from '../../ports/log';
import type { Session } from '../portfolio/portfolio';
import { feeRoundedUp } from '../../domain/fees';
import { stateAfterSending } from './state';

/** The venue drops GTD orders a minute early; a minute more covers clocks and queues. */
const LOST_ORDER_MARGIN_MS = 60_000;

export interface ReconcileDependencies {
  readonly orders: OrderEntry;
  readonly settlement: Settlement;
  readonly log: Log;
}

/** The only statuses after which nothing more can happen to an order; any other word, known or not, keeps it open. */
const DEAD: ReadonlySet<string> = new Set(['CANCELED', 'CANCELLED', 'EXPIRED', 'INVALID']);

/** One round over all open legs; returns the same execution when nothing was learned. */
export async function reconcileOnce(
  dependencies: ReconcileDependencies,
  options: {
    readonly execution: Execution;
    readonly session: Session;
    readonly nowMs: TimeMs;
    readonly signal: AbortSignal;
  },
): Promise<Execution> {
  const { orders, settlement, log } = dependencies;
  const { execution, session, signal } = options;
  const access = { account: session.account, credentials: session.credentials };
  const open = execution.legs.filter((leg) => !leg.settled && leg.orderHash !== null);
  if (open.length === 0) return execution;

  const resting = open.flatMap((leg) =>
    leg.orderHash !== null && (leg.state === 'unknown' || leg.state === 'sent') ? [leg.orderHash] : [],
  );
  if (resting.length > 0) {
    const cancelled = await orders.cancelOrders({ ...access, hashes: resting }, signal);
    if (!cancelled.ok) log.warn('cancel-failed', { code: cancelled.error.code, orders: resting.length });
  }
  const trades = new Map<string, readonly VenueTrade[]>();
  for (const conditionId of new Set(open.map((leg) => leg.conditionId))) {
    const read = await settlement.fetchTrades(
      { ...access, conditionId, hashes: open.flatMap((leg) => leg.orderHash ?? []) },
      signal,
    );
    if (!read.ok) return execution;
    trades.set(conditionId, read.value);
  }
  const legs: ExecutionLeg[] = [];
  for (const leg of execution.legs) {
    if (leg.settled || leg.orderHash === null) {
      legs.push(leg);
      continue;
    }
    const order = await orders.fetchOrder({ ...access, hash: leg.orderHash }, signal);
    const own = (trades.get(leg.conditionId) ?? []).filter((trade) => trade.orderHash === leg.orderHash);
    legs.push(order.ok ? accountLeg({ leg, order: order.value, trades: own, nowMs: options.nowMs }) : leg);
  }
  return { ...execution, legs, state: stateAfterSending(legs) };
}

/** Pure: what one leg is, given all that the venue says of it. */
export function accountLeg(facts: {
  readonly leg: ExecutionLeg;
  readonly order: VenueOrder | null;
  readonly trades: readonly VenueTrade[];
  readonly nowMs: TimeMs;
}): ExecutionLeg {
  const { leg, order, trades, nowMs } = facts;
  const good = trades.filter((trade) => trade.status !== 'FAILED');
  const filled = sizeMicros(Math.min(leg.sizeMicros, sum(good.map((trade) => trade.sizeMicros))));
  const money = {
    filledSizeMicros: filled,
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
  const expired = leg.expiresAtMs !== null && nowMs > leg.expiresAtMs + LOST_ORDER_MARGIN_MS;
  const open = order !== null && !DEAD.has(order.status) && order.matchedMicros < leg.sizeMicros;
  if (open)
    return {
      ...leg,
      ...money,
      state: 'unknown',
      failure: {
        code: 'resting',
        message: 'A rest of this order is still at the venue and is being cancelled.',
        retry: 'unknown',
      },
    };
  // The order says that more matched than its trades show: they are on their way, and calling the leg short now would
  // be wrong.
  if (order !== null && order.matchedMicros > sum(trades.map((trade) => trade.sizeMicros)))
    return {
      ...leg,
      ...money,
      state: 'unknown',
      failure: {
        code: 'trades-missing',
        message: 'The venue matched it; its trades are not listed yet.',
        retry: 'unknown',
      },
    };
  if (order === null && trades.length === 0) {
    // What the venue once said it matched is not lost because a list came back empty.
    if (leg.filledSizeMicros > 0 || leg.tradeIds.length > 0)
      return {
        ...leg,
        state: 'unknown',
        settled: false,
        failure: {
          code: 'trades-missing',
          message: 'The venue said that it matched; it does not list the trades now. They are looked up until it does.',
          retry: 'unknown',
        },
      };
    return expired
      ? {
          ...leg,
          state: 'unfilled',
          settled: true,
          failure: {
            code: 'never-arrived',
            message: 'The venue never had this order, and it has expired. Nothing was bought with it.',
            retry: 'never',
          },
        }
      : {
          ...leg,
          state: 'unknown',
          failure: {
            code: 'not-found-yet',
            message:
              'The venue does not list this order. It may still arrive until it expires; it is looked up until then and not sent again.',
            retry: 'unknown',
          },
        };
  }
  // Without the order a short list of trades may be one that is not complete yet.
  if (order === null && filled < leg.sizeMicros && !expired)
    return {
      ...leg,
      ...money,
      state: 'unknown',
      failure: { code: 'trades-missing', message: 'Only some trades of this order are listed yet.', retry: 'unknown' },
    };
  const settled = trades.every((trade) => trade.status === 'CONFIRMED' || trade.status === 'FAILED');
  if (filled === 0 && trades.length > 0)
    return {
      ...leg,
      ...money,
      state: 'failed',
      settled,
      failure: {
        code: 'settlement-failed',
        message: 'It matched, but the trade failed on chain. You do not hold these shares.',
        retry: 'never',
      },
    };
  if (filled === 0)
    return {
      ...leg,
      ...money,
      state: 'unfilled',
      settled: true,
      failure: { code: 'unfilled', message: 'Nobody sold at your limit; the order was cancelled.', retry: 'never' },
    };
  if (filled < leg.sizeMicros)
    return {
      ...leg,
      ...money,
      state: 'partial',
      settled,
      failure: {
        code: 'partly-filled',
        message: 'Only a part filled at your limit; the rest was cancelled.',
        retry: 'never',
      },
    };
  return { ...leg, ...money, state: settledState(good), settled, failure: null };
}

function settledState(trades: readonly VenueTrade[]): LegState {
  if (trades.every((trade) => trade.status === 'CONFIRMED')) return 'confirmed';
  return trades.every((trade) => trade.status === 'CONFIRMED' || trade.status === 'MINED') ? 'mined' : 'matched';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
