/** What became of our orders after they matched: trades on their way to the chain, and what the account holds. */
import type { Contract } from '../domain/condition';
import type { ConditionId, OrderHash, TokenId } from '../domain/ids';
import type { Result } from '../domain/result';
import type { MoneyMicros, PriceMicros, SizeMicros } from '../domain/units';
import type { TradingSession } from './order-entry';

export interface VenueTrade {
  readonly id: string;
  readonly orderHash: OrderHash;
  readonly tokenId: TokenId;
  readonly side: 'buy' | 'sell';
  readonly sizeMicros: SizeMicros;
  readonly priceMicros: PriceMicros;
  /** Only the last two are final: CONFIRMED is held for good, FAILED never happened. */
  readonly status: 'MATCHED' | 'MINED' | 'RETRYING' | 'CONFIRMED' | 'FAILED';
}

export interface Balance {
  /** Money or shares, micros. */
  readonly balanceMicros: MoneyMicros;
  /** How much of it the venue may take, micros, capped at a safe integer. */
  readonly allowanceMicros: MoneyMicros;
}

/** Money, or the shares of one outcome. */
export type Asset = 'collateral' | { readonly tokenId: TokenId; readonly contract: Contract };

export interface TradesLookup extends TradingSession {
  readonly conditionId: ConditionId;
  readonly hashes: readonly OrderHash[];
}

export interface BalanceLookup extends TradingSession {
  readonly asset: Asset;
}

export interface Settlement {
  /**
   * Trades of these orders. Rows that mention none of them are not read; one of ours that cannot be read is a failure.
   */
  fetchTrades(lookup: TradesLookup, signal: AbortSignal): Promise<Result<readonly VenueTrade[]>>;
  fetchBalance(lookup: BalanceLookup, signal: AbortSignal): Promise<Result<Balance>>;
}
