/**
 * Finding out what became of orders that left: cancel what rests, ask for each order by its hash, for its trades, and
 * past its end for the balance. One answer that fails or cannot be read holds up its own leg and no other. What it all
 * means is in account.ts.
 */
import type { Execution, ExecutionLeg, LegOrder } from '../../domain/execution';
import { isFull } from '../../domain/execution';
import type { OrderHash } from '../../domain/ids';
import type { Result } from '../../domain/result';
import { failureOf } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import type { Log } from '../../ports/log';
import type { TradingSession, VenueOrder } from '../../ports/order-entry';
import type { TradesAnswer } from '../../ports/settlement';
import type { VenueRules } from '../../ports/venue-rules';
import { accountLeg, isPastEnd } from './account';
import type { TradingVenue } from './venue';

export interface LookUpRequest {
  readonly venue: Pick<TradingVenue, 'orders' | 'settlement'>;
  readonly session: TradingSession;
  readonly execution: Execution;
  readonly nowMs: TimeMs;
  readonly rules: VenueRules;
  /** Shares of this token that came to the account since, or left it; null where that cannot be told. */
  readonly heldChange: (leg: ExecutionLeg, signal: AbortSignal) => Promise<number | null>;
  readonly log: Log;
}

/** Bytes of it were made ready to be sent, so its orders may be at the venue. */
function isAwaited(leg: ExecutionLeg): boolean {
  return !leg.settled && leg.orders.some(({ body }) => body !== null);
}

/** Orders that may rest: whatever did not fill is not wanted any more. */
export function cancellable(execution: Execution): readonly OrderHash[] {
  return execution.legs.filter((leg) => isAwaited(leg) && !isFull(leg)).flatMap(hashesOf);
}

/** One round over all legs that are not settled; null when there is none. */
export async function lookUpLegs(request: LookUpRequest, signal: AbortSignal): Promise<readonly ExecutionLeg[] | null> {
  const { venue, execution, session, log } = request;
  const awaited = execution.legs.filter(isAwaited);
  if (awaited.length === 0) return null;
  const access = { account: session.account, credentials: session.credentials };
  const resting = cancellable(execution);
  if (resting.length > 0) {
    const cancelled = await venue.orders.cancelOrders({ ...access, hashes: resting }, signal);
    if (!cancelled.ok) log.warn('cancel-failed', { code: cancelled.error.code, orders: resting.length });
  }
  const hashes = awaited.flatMap(hashesOf);
  const conditions = [...new Set(awaited.map((leg) => leg.conditionId))];
  const [open, trades, orders] = await Promise.all([
    venue.orders.fetchOpenOrders(access, signal),
    answersOf(conditions, (conditionId) => venue.settlement.fetchTrades({ ...access, conditionId, hashes }, signal)),
    answersOf(hashes, (hash) => venue.orders.fetchOrder({ ...access, hash }, signal)),
  ]);
  const listed = open.ok ? new Set(open.value.map(({ hash }) => hash)) : null;
  return Promise.all(
    execution.legs.map((leg) => {
      const found = trades.get(leg.conditionId);
      // A leg of which something could not be asked for stays as it is.
      if (!isAwaited(leg) || found === undefined || !hashesOf(leg).every((hash) => orders.has(hash)))
        return Promise.resolve(leg);
      const own = hashesOf(leg).map((hash) => orders.get(hash) ?? null);
      return account({ request, leg, trades: found, orders: own, listed }, signal);
    }),
  );
}

interface Found {
  readonly request: LookUpRequest;
  readonly leg: ExecutionLeg;
  readonly trades: TradesAnswer;
  readonly orders: readonly (VenueOrder | null)[];
  readonly listed: ReadonlySet<OrderHash> | null;
}

async function account({ request, leg, trades, orders, listed }: Found, signal: AbortSignal): Promise<ExecutionLeg> {
  const { nowMs, rules } = request;
  const hashes = new Set<OrderHash>(hashesOf(leg));
  // Of what cannot be read nothing may be concluded; what is known stays.
  if (trades.unread.some((hash) => hashes.has(hash)))
    return isFull(leg) ? leg : { ...leg, state: 'unknown', failure: failureOf('trade-unreadable', {}, 'unknown') };
  const facts = {
    leg,
    orders,
    trades: trades.trades.filter((trade) => hashes.has(trade.orderHash)),
    listed,
    nowMs,
    rules,
  };
  const first = accountLeg({ ...facts, heldChangeMicros: null });
  // The balance is asked for last, where the venue's lists have said all that they will and that is not enough.
  const isOpenQuestion = first.state === 'unknown' || first.failure?.code === 'never-arrived';
  if (!isOpenQuestion || !leg.orders.every((order) => isPastEnd(order, facts))) return first;
  return accountLeg({ ...facts, heldChangeMicros: await request.heldChange(leg, signal) });
}

/** Answers by what was asked for; what failed is not in it. */
async function answersOf<Key, Value>(
  keys: readonly Key[],
  ask: (key: Key) => Promise<Result<Value>>,
): Promise<ReadonlyMap<Key, Value>> {
  const answers = await Promise.all(keys.map(async (key) => ({ key, answer: await ask(key) })));
  return new Map(answers.flatMap(({ key, answer }) => (answer.ok ? [[key, answer.value] as const] : [])));
}

function hashesOf(leg: ExecutionLeg): readonly LegOrder['hash'][] {
  return leg.orders.map(({ hash }) => hash);
}
