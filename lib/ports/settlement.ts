/** What became of our orders after they matched: trades on their way to the chain, and what the account holds. */
import type { Contract, ContractName } from '../domain/condition';
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
  /** How much of it each contract may take, micros, capped at a safe integer; 0 where the venue names none. */
  readonly allowances: Readonly<Record<ContractName, MoneyMicros>>;
}

/** Money, or the shares of one outcome. */
export type Asset = 'collateral' | { readonly tokenId: TokenId; readonly contract: Contract };

export interface TradesLookup extends TradingSession {
  readonly conditionId: ConditionId;
  readonly hashes: readonly OrderHash[];
}

export interface TradesAnswer {
  readonly trades: readonly VenueTrade[];
  /** Orders that a row names which cannot be read: of these nothing may be concluded, of all others everything. */
  readonly unread: readonly OrderHash[];
}

export interface BalanceLookup extends TradingSession {
  readonly asset: Asset;
  /** Has the venue read the chain first: its own copy may be old. */
  readonly fresh?: boolean;
}

export interface Settlement {
  /** Trades of these orders. Rows that mention none of them are not read. */
  fetchTrades(lookup: TradesLookup, signal: AbortSignal): Promise<Result<TradesAnswer>>;
  fetchBalance(lookup: BalanceLookup, signal: AbortSignal): Promise<Result<Balance>>;
}
