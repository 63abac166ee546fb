/**
 * What one leg is, given all that the venue says of it. Pure.
 *
 *   unknown -> order ended?  yes: trades add up to size -> matched -> mined -> confirmed (settled)
 *                                 some                  -> partial (settled once its trades are)
 *                                 none                  -> unfilled (settled)
 *              no: cancelled, asked for again
 *              never seen, and so late that the venue takes it no more -> unfilled, looked for until its end
 *              seen, and not listed any more: only after its end, and only by what the balance says
 *
 * What was once seen is never dropped: a list that comes back short or empty makes a leg unknown, not empty. Only the
 * user closes what the venue never explains, and what turns up after that counts all the same.
 */
import { sumOf } from '../../domain/arrays';
import type { ExecutionLeg, LegOrder } from '../../domain/execution';
import { feeRoundedUp, highestFee } from '../../domain/fees';
import type { OrderHash } from '../../domain/ids';
import type { Failure } from '../../domain/result';
import { failureOf } from '../../domain/result';
import type { TimeMs } from '../../domain/units';
import { costRoundedUp, moneyMicros, proceedsRoundedDown, sizeMicros } from '../../domain/units';
import type { VenueOrder } from '../../ports/order-entry';
import type { VenueTrade } from '../../ports/settlement';
import type { VenueRules } from '../../ports/venue-rules';
import { isSettled, settlementOf } from './settle';

/** The venue's words after which nothing more can happen to an order; any other, known or not, keeps it open. */
export const DEAD: ReadonlySet<string> = new Set(['CANCELED', 'CANCELLED', 'EXPIRED', 'INVALID']);
/** It can still match. Of any other word the list of open orders decides, and after its end nothing does. */
const ALIVE: ReadonlySet<string> = new Set(['LIVE', 'DELAYED', 'UNMATCHED']);

/** A failed settlement is tried again for minutes: a balance that shows less than was signed is believed only then. */
const CHAIN_MARGIN_MS = 600_000;

const RESTING = failureOf('resting', {}, 'unknown');
// The order says that more matched than its trades show: they are on their way, and calling the leg short now would be
// wrong.
const ON_THEIR_WAY = failureOf('trades-awaited', {}, 'unknown');
const VANISHED = failureOf('trades-vanished', {}, 'unknown');
const NOT_FOUND_YET = failureOf('not-found-yet', {}, 'unknown');
const SOME_LISTED = failureOf('trades-incomplete', {}, 'unknown');

export interface LegFacts {
  readonly leg: ExecutionLeg;
  /** What the venue lists of the leg's orders, in their order; null: it says that it does not know this one. */
  readonly orders: readonly (VenueOrder | null)[];
  /** Of these orders. */
  readonly trades: readonly VenueTrade[];
  /** Everything of the account that rests; null where that could not be read. */
  readonly listed: ReadonlySet<OrderHash> | null;
  /** Shares of its token that came to the account since it was approved; null where that is not known. */
  readonly heldChangeMicros: number | null;
  readonly nowMs: TimeMs;
  readonly rules: Pick<VenueRules, 'lostOrderMarginMs' | 'leastLifeSeconds' | 'lotMicros'>;
}

/** Its own end has come, and time enough for the venue to show what there was. */
export function isPastEnd(
  { expiresAtMs }: LegOrder,
  { nowMs, rules }: Pick<LegFacts, 'nowMs' | 'rules'>,
  moreMs = 0,
): boolean {
  return expiresAtMs !== null && nowMs > expiresAtMs + rules.lostOrderMarginMs + moreMs;
}

/** The venue refuses orders that would end so soon: one that it does not have by now cannot come any more. */
function comesNoMore({ expiresAtMs }: LegOrder, { nowMs, rules }: LegFacts): boolean {
  return expiresAtMs !== null && nowMs > expiresAtMs - rules.leastLifeSeconds * 1_000 + rules.lostOrderMarginMs;
}

export function accountLeg(facts: LegFacts): ExecutionLeg {
  const { orders, trades, rules } = facts;
  const leg = withSightings(facts);
  const ended = leg.orders.every((order) => isPastEnd(order, facts));
  // What the venue once said it matched is not lost because a list came back short.
  const vanished = sizeOf(trades) < leg.filledSizeMicros - dustOf(rules);
  const money = vanished ? {} : moneyOf(leg, trades);
  const open = whyOpen({ ...facts, leg }) ?? (vanished ? VANISHED : null);
  if (open !== null) {
    const told = open === RESTING ? null : byBalance({ ...facts, leg }, ended);
    if (told !== null) return told;
    const next = { ...leg, ...money };
    return isClosedByHand(leg) && open !== RESTING && open !== ON_THEIR_WAY
      ? { ...next, state: next.filledSizeMicros > 0 ? 'partial' : 'unfilled', settled: ended }
      : { ...next, state: 'unknown', settled: false, failure: open };
  }
  if (trades.length === 0 && orders.every((order) => order === null)) {
    // The lists never showed it, and shares came all the same.
    if (ended && movedOf(facts) > dustOf(rules))
      return (
        byBalance({ ...facts, leg }, ended) ?? { ...leg, state: 'unknown', settled: false, failure: NOT_FOUND_YET }
      );
    const failure = ended ? failureOf('never-arrived', {}) : failureOf('not-taken', {});
    return {
      ...leg,
      state: 'unfilled',
      settled: ended,
      failure: isClosedByHand(leg) && !ended ? leg.failure : failure,
    };
  }
  return { ...leg, ...moneyOf(leg, trades), ...endOf(leg, facts) };
}

/** Every order has ended, and its trades are all there. */
function endOf(leg: ExecutionLeg, { trades, rules }: LegFacts): Pick<ExecutionLeg, 'state' | 'settled' | 'failure'> {
  const good = goodOf(trades);
  const filled = sizeOf(good);
  const settled = isSettled(trades);
  if (filled === 0)
    return trades.length > 0
      ? { state: 'failed', settled, failure: failureOf('settlement-failed', {}) }
      : { state: 'unfilled', settled: true, failure: failureOf('unfilled', { side: leg.side }) };
  if (filled < leg.sizeMicros - dustOf(rules))
    return { state: 'partial', settled, failure: failureOf('partly-filled', {}) };
  return { state: settlementOf(good), settled, failure: null };
}

/** What the venue shows of an order, it has. */
function withSightings({ leg, orders, trades }: LegFacts): ExecutionLeg {
  const traded = new Set(trades.map(({ orderHash }) => orderHash));
  const saw = leg.orders.map((order, index) => order.seen || orders[index] != null || traded.has(order.hash));
  return { ...leg, orders: leg.orders.map((order, index) => ({ ...order, seen: saw[index] ?? order.seen })) };
}

/** Why something may still happen to its orders; null when all is said. */
function whyOpen(facts: LegFacts): Failure | null {
  for (const [index, order] of facts.leg.orders.entries()) {
    const open = whyOrderOpen(order, facts.orders[index] ?? null, facts);
    if (open !== null) return open;
  }
  return null;
}

function whyOrderOpen(sent: LegOrder, order: VenueOrder | null, facts: LegFacts): Failure | null {
  const { listed, rules } = facts;
  const dust = dustOf(rules);
  const own = facts.trades.filter((trade) => trade.orderHash === sent.hash);
  const shown = sizeOf(own);
  if (order !== null) {
    if (order.matchedMicros < sent.sizeMicros - dust && isAlive(sent, order, facts)) return RESTING;
    // It says that it matched and not how much: its trades have to.
    if (own.length === 0 && (order.status === 'MATCHED' || order.tradeIds.length > 0)) return ON_THEIR_WAY;
    return order.matchedMicros > shown + dust ? ON_THEIR_WAY : null;
  }
  if (listed?.has(sent.hash)) return RESTING;
  if (sizeOf(goodOf(own)) >= sent.sizeMicros - dust) return null;
  // Without the list of what rests, silence is no proof.
  if (!sent.seen) return comesNoMore(sent, facts) && listed !== null ? null : NOT_FOUND_YET;
  // It was there. Without the order a short list of trades may be one that is not complete yet.
  if (own.length > 0) return isPastEnd(sent, facts) ? null : SOME_LISTED;
  return VANISHED;
}

function isAlive(sent: LegOrder, { status }: VenueOrder, facts: LegFacts): boolean {
  if (DEAD.has(status)) return false;
  // Only the venue ends an order, so one that it still lists can match; its own end decides where nothing is listed.
  if (isPastEnd(sent, facts)) return facts.listed?.has(sent.hash) ?? false;
  return ALIVE.has(status) || (facts.listed?.has(sent.hash) ?? true);
}

/**
 * Past the end of its orders, with lists that contradict what was seen: what came to the account, or left it, is what
 * they did. Price and fee are the worst that were signed. null while that cannot be told: a match that is not on chain
 * yet is in no balance, so less than the venue ever showed says nothing.
 */
function byBalance(facts: LegFacts, ended: boolean): ExecutionLeg | null {
  const { leg, heldChangeMicros, rules } = facts;
  if (!ended || heldChangeMicros === null) return null;
  const moved = movedOf(facts);
  if (moved < evidenceOf(facts) - dustOf(rules)) return null;
  const filled = sizeMicros(Math.min(leg.sizeMicros, Math.max(0, moved)));
  const { limitPriceMicros, side, fee } = leg;
  const paid = side === 'buy' ? costRoundedUp(limitPriceMicros, filled) : proceedsRoundedDown(limitPriceMicros, filled);
  const full = filled >= leg.sizeMicros - dustOf(rules);
  if (!full && !leg.orders.every((order) => isPastEnd(order, facts, CHAIN_MARGIN_MS))) return null;
  return {
    ...leg,
    filledSizeMicros: filled,
    paidMicros: paid,
    feeMicros: highestFee(fee, side === 'buy' ? [0, limitPriceMicros] : [limitPriceMicros, 1_000_000], filled),
    state: full ? 'confirmed' : filled > 0 ? 'partial' : 'unfilled',
    settled: true,
    failure: full ? null : failureOf('told-by-balance', {}),
  };
}

/** Shares that the leg moved by what the balance says; 0 where that is not known. */
function movedOf({ leg, heldChangeMicros }: LegFacts): number {
  return (leg.side === 'buy' ? 1 : -1) * (heldChangeMicros ?? 0);
}

/** The most that the venue ever showed to be matched, here or in an answer. */
function evidenceOf({ leg, orders, trades }: LegFacts): number {
  const matched = sumOf(orders.map((order) => order?.matchedMicros ?? 0));
  return Math.max(leg.filledSizeMicros, matched, sizeOf(goodOf(trades)));
}

function isClosedByHand({ failure }: ExecutionLeg): boolean {
  return failure?.code === 'closed-by-hand';
}

/** What the venue may leave over: less than the least step of a size. */
function dustOf({ lotMicros }: Pick<VenueRules, 'lotMicros'>): number {
  return lotMicros - 1;
}

function moneyOf(leg: ExecutionLeg, trades: readonly VenueTrade[]) {
  const good = goodOf(trades);
  return {
    filledSizeMicros: sizeMicros(Math.min(leg.sizeMicros, sizeOf(good))),
    paidMicros: moneyMicros(
      sumOf(
        good.map((trade) =>
          leg.side === 'buy'
            ? costRoundedUp(trade.priceMicros, trade.sizeMicros)
            : proceedsRoundedDown(trade.priceMicros, trade.sizeMicros),
        ),
      ),
    ),
    // Takers pay; a trade of ours that rested would cost nothing, so this never understates.
    feeMicros: moneyMicros(sumOf(good.map((trade) => feeRoundedUp(leg.fee, trade.priceMicros, trade.sizeMicros)))),
    tradeIds: trades.map((trade) => trade.id),
  };
}

function goodOf(trades: readonly VenueTrade[]): readonly VenueTrade[] {
  return trades.filter((trade) => trade.status !== 'FAILED');
}

function sizeOf(trades: readonly VenueTrade[]): number {
  return sumOf(trades.map((trade) => trade.sizeMicros));
}
