/** Orders, trades and events as the engine keeps them. */
import type { MarketSpec, NewOrder, OrderSide, OrderType } from '../model';
import type { Movement } from './ledger';

/** What the CLOB API knows about an order beyond the engine's own terms. */
export interface SubmittedOrder extends NewOrder {
  /** API key that sent it; agents have one made up from their name. */
  readonly owner?: string;
  /** Account that signed; the same as `account` for agents and plain accounts. */
  readonly user?: string;
  /**
   * Signed amounts of a FOK or FAK order, whose price need not lie on the grid: it fills only where cash / shares
   * allows it.
   */
  readonly signedRatio?: { readonly cashMicros: number; readonly sharesMicros: number };
  /** Exchange milliseconds to wait before matching when marketable. */
  readonly delayMs?: number;
}

export type OrderStatus = 'LIVE' | 'MATCHED' | 'DELAYED' | 'CANCELED' | 'UNMATCHED';
export type TradeStatus = 'MATCHED' | 'MINED' | 'CONFIRMED' | 'RETRYING' | 'FAILED';
export type MatchKind = 'COMPLEMENTARY' | 'MINT' | 'MERGE';

export interface Order {
  readonly id: string;
  readonly account: string;
  readonly owner: string;
  readonly user: string;
  readonly conditionId: string;
  readonly tokenId: string;
  readonly outcomeIndex: 0 | 1;
  readonly side: OrderSide;
  readonly type: OrderType;
  readonly postOnly: boolean;
  readonly priceMicros: number;
  readonly ratio: { readonly cashMicros: number; readonly sharesMicros: number } | null;
  /** Shares wanted; for a buy that targets collateral what the collateral buys at the limit price. */
  readonly sizeMicros: number;
  /** Collateral to spend, null unless FOK or FAK buy. */
  readonly budgetMicros: number | null;
  /** Unix seconds, 0 for none. */
  readonly expiration: number;
  readonly createdAtMs: number;
  readonly sequence: number;
  status: OrderStatus;
  matchedMicros: number;
  /** Cash paid or received so far, without fees. */
  cashMovedMicros: number;
  /** Shares still wanted while resting, else 0. */
  restingMicros: number;
  /** Held while resting or delayed: cash for a buy, shares for a sell. */
  heldMicros: number;
  readonly tradeIds: string[];
  /** Reason of a cancellation. */
  reason: string;
}

export interface Fill {
  readonly maker: Order;
  readonly kind: MatchKind;
  readonly sizeMicros: number;
  /** Price of the taker's token. */
  readonly priceMicros: number;
  /** Cash of the taker's side: paid by a buyer, received by a seller. */
  readonly takerCashMicros: number;
  readonly makerCashMicros: number;
}

/** All fills of one order at one price, settled together. */
export interface Trade {
  readonly id: string;
  readonly conditionId: string;
  readonly taker: Order;
  readonly tokenId: string;
  readonly outcomeIndex: 0 | 1;
  readonly side: OrderSide;
  readonly sizeMicros: number;
  readonly priceMicros: number;
  readonly feeMicros: number;
  readonly fills: readonly Fill[];
  readonly movements: readonly Movement[];
  readonly matchedAtMs: number;
  readonly bucketIndex: number;
  status: TradeStatus;
  updatedAtMs: number;
  transactionHash: string;
}

export interface LevelChange {
  /** Side and price in the YES book. */
  readonly side: 'bid' | 'ask';
  readonly priceMicros: number;
  readonly sizeMicros: number;
}

export type CoreEvent =
  | {
      readonly kind: 'book';
      readonly market: MarketSpec;
      readonly changes: readonly LevelChange[];
      readonly traded: boolean;
    }
  | { readonly kind: 'order'; readonly type: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION'; readonly order: Order }
  /** `isNew` when it was just matched; else its status changed. */
  | { readonly kind: 'trade'; readonly market: MarketSpec; readonly trade: Trade; readonly isNew: boolean }
  | { readonly kind: 'tick'; readonly market: MarketSpec; readonly oldTickMicros: number }
  | { readonly kind: 'new-market'; readonly market: MarketSpec }
  | { readonly kind: 'resolved'; readonly market: MarketSpec; readonly yesWins: boolean };

/** True when the order wants the YES book's asks: buying YES or selling NO. */
export function takesAsks(order: Pick<Order, 'outcomeIndex' | 'side'>): boolean {
  return (order.outcomeIndex === 0) === (order.side === 'BUY');
}
