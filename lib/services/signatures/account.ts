/** What the venue says of an order that Facet signed and did not send, and what such orders may still cost. Pure. */
import { feeRoundedUp } from '../../domain/fees';
import type { FoundOrder, KeptSignature } from '../../domain/signature';
import type { TimeMs } from '../../domain/units';
import { costRoundedUp, MICROS, moneyMicros, priceMicros, proceedsRoundedDown, sizeMicros } from '../../domain/units';
import type { VenueOrder } from '../../ports/order-entry';
import type { VenueTrade } from '../../ports/settlement';
import { DEAD } from '../execution/account';

export interface SignatureFacts {
  /** null: the venue does not know it. */
  readonly order: VenueOrder | null;
  /** Of this order. */
  readonly trades: readonly VenueTrade[];
  readonly nowMs: TimeMs;
}

/** null: nobody has posted it yet. What was once found is not lost because a list came back empty. */
export function foundOf(kept: KeptSignature, { order, trades, nowMs }: SignatureFacts): FoundOrder | null {
  if (order === null && trades.length === 0) return kept.found;
  // A refusal of the venue that it remembers is not somebody else's order.
  if (kept.answer === 'turned-down' && isQuiet(kept) && trades.length === 0 && order && DEAD.has(order.status))
    return null;
  const good = trades.filter(({ status }) => status !== 'FAILED');
  const sum = (of: (trade: VenueTrade) => number): number => good.reduce((total, trade) => total + of(trade), 0);
  const money = kept.side === 'buy' ? costRoundedUp : proceedsRoundedDown;
  const filled = Math.max(
    sum((trade) => trade.sizeMicros),
    kept.found?.filledSizeMicros ?? 0,
  );
  return {
    resting: order !== null && !DEAD.has(order.status) && order.matchedMicros < kept.sizeMicros,
    filledSizeMicros: sizeMicros(Math.min(kept.sizeMicros, filled)),
    paidMicros: moneyMicros(
      Math.max(
        sum((trade) => money(trade.priceMicros, trade.sizeMicros)),
        kept.found?.paidMicros ?? 0,
      ),
    ),
    feeMicros: moneyMicros(
      Math.max(
        sum((trade) => feeRoundedUp(kept.fee, trade.priceMicros, trade.sizeMicros)),
        kept.found?.feeMicros ?? 0,
      ),
    ),
    settled: trades.every(({ status }) => status === 'CONFIRMED' || status === 'FAILED'),
    foundAtMs: kept.found?.foundAtMs ?? nowMs,
  };
}

/** It was refused by the wallet or by the venue, and nobody posted it: nothing that concerns the user. */
export function isQuiet({ answer, found }: Pick<KeptSignature, 'answer' | 'found'>): boolean {
  return (answer === 'refused' || answer === 'turned-down') && found === null;
}

/** It was posted since the last look, rests again, or more of it matched: the user has not seen that. */
export function isNews(before: FoundOrder | null, after: FoundOrder | null): boolean {
  if (after === null) return false;
  if (before === null) return true;
  return after.filledSizeMicros > before.filledSizeMicros || (after.resting && !before.resting);
}

/**
 * Money that it may cost or has cost: at its limit as long as the user has not seen it or it rests; what it cost until
 * that is settled. A sale brings money, so it claims none.
 */
export function claimOfSignature({ side, limitPriceMicros, sizeMicros: size, ...kept }: KeptSignature): number {
  if (side === 'sell' || isQuiet(kept)) return 0;
  const { found, acknowledged, fee } = kept;
  if (acknowledged && found === null) return 0;
  if (acknowledged && found !== null && !found.resting) return found.settled ? 0 : found.paidMicros + found.feeMicros;
  // The fee per share is highest at even odds.
  const worst = priceMicros(Math.min(limitPriceMicros, MICROS / 2));
  return costRoundedUp(limitPriceMicros, size) + feeRoundedUp(fee, worst, size);
}
