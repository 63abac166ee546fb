/**
 * What Facet's own cash-outs did to the shares of one token, for whoever reads a change of the balance: a change that
 * they explain is no lost order's, and one that they may explain is nobody's. Pure.
 */
import type { TradingAccount } from '../../domain/account';
import { isSameAccount } from '../../domain/account';
import { CASH_STATES, isUnderWay, type CashOut } from '../../domain/cash-out';
import type { TokenId } from '../../domain/ids';

export interface MovedSince {
  readonly account: TradingAccount;
  readonly tokenId: TokenId;
  readonly sinceMs: number;
}

/** Micros of shares, negative: given; null where a cash-out may have moved some and it is not known how many. */
export function movedByCash(cashOuts: readonly CashOut[], { account, tokenId, sinceMs }: MovedSince): number | null {
  let moved = 0;
  for (const each of cashOuts) {
    if (!isSameAccount(each.account, account) || !CASH_STATES[each.state].sent) continue;
    const own = each.changes.filter((change) => change.tokenId === tokenId);
    if (own.length === 0 || (!isUnderWay(each) && each.updatedAtMs < sinceMs)) continue;
    // One that its receipts call done did exactly what it says; redeeming takes whatever is there.
    const isExact = each.state === 'done' && each.failure === null && each.kind !== 'redeem';
    if (!isExact || each.createdAtMs < sinceMs) return null;
    for (const { changeMicros } of own) moved += changeMicros;
  }
  return moved;
}
