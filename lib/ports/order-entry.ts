/** What a venue can be told and asked about our own orders. All answers are parsed; failures are values. */
import type { TradingAccount } from '../domain/account';
import type { Condition } from '../domain/condition';
import type { Address, ConditionId, OrderHash, TokenId } from '../domain/ids';
import type { Result } from '../domain/result';
import type { MoneyMicros, PriceMicros, SizeMicros, TimeMs } from '../domain/units';
import type { TypedData } from './signer';

/** L2 credentials; live in session storage only. */
export interface ApiCredentials {
  readonly key: string;
  readonly secret: string;
  readonly passphrase: string;
}

export interface OrderTerms {
  readonly conditionId: ConditionId;
  readonly tokenId: TokenId;
  readonly protocol: Condition['protocol'];
  readonly negRisk: boolean;
  readonly side: 'buy' | 'sell';
  readonly sizeMicros: SizeMicros;
  readonly limitPriceMicros: PriceMicros;
  readonly tickMicros: PriceMicros;
  /** Unix seconds, GTD. */
  readonly expirationSeconds: number;
  /** Deterministic, so that building again gives the same hash. At most 2^53 - 1. */
  readonly salt: number;
  readonly timestampMs: TimeMs;
}

export interface UnsignedOrder {
  readonly terms: OrderTerms;
  readonly hash: OrderHash;
  readonly typedData: TypedData;
}

export interface SignedOrder {
  readonly hash: OrderHash;
  /** Exact JSON text of this order's element in the POST body. */
  readonly body: string;
}

export type PostedOrder =
  | {
      readonly kind: 'matched';
      readonly hash: OrderHash;
      readonly tradeIds: readonly string[];
      readonly makingMicros: MoneyMicros;
      readonly takingMicros: MoneyMicros;
    }
  | { readonly kind: 'live'; readonly hash: OrderHash }
  | { readonly kind: 'delayed'; readonly hash: OrderHash }
  | { readonly kind: 'rejected'; readonly hash: OrderHash; readonly reason: string }
  /** No answer, or one that cannot be understood: look it up by hash before anything else. */
  | { readonly kind: 'unknown'; readonly hash: OrderHash; readonly reason: string };

export interface VenueOrder {
  readonly hash: OrderHash;
  readonly status: string;
  readonly sizeMicros: SizeMicros;
  readonly matchedMicros: SizeMicros;
  readonly tradeIds: readonly string[];
}

export interface VenueTrade {
  readonly id: string;
  readonly orderHash: OrderHash;
  readonly tokenId: TokenId;
  readonly side: 'buy' | 'sell';
  readonly sizeMicros: SizeMicros;
  readonly priceMicros: PriceMicros;
  readonly status: 'MATCHED' | 'MINED' | 'CONFIRMED' | 'RETRYING' | 'FAILED';
}

export interface Balance {
  /** pUSD or shares, micros. */
  readonly balanceMicros: MoneyMicros;
  /** Least allowance over the exchange contracts named by the venue, micros, capped at a safe integer. */
  readonly allowanceMicros: MoneyMicros;
}

export interface OrderEntry {
  buildOrder(account: TradingAccount, terms: OrderTerms): Result<UnsignedOrder>;
  /** Checks the wallet's signature against the owner and the very bytes; refuses anything else. */
  attachSignature(options: {
    readonly account: TradingAccount;
    readonly order: UnsignedOrder;
    readonly signature: string;
    readonly credentials: ApiCredentials;
  }): Result<SignedOrder>;
  /** L1 typed data whose signature yields the API credentials. */
  buildClobAuth(owner: Address, timestampSeconds: number): TypedData;
  deriveCredentials(
    options: { readonly owner: Address; readonly signature: string; readonly timestampSeconds: number },
    signal: AbortSignal,
  ): Promise<Result<ApiCredentials>>;
  /** One `POST /orders` with at most 15 orders; each is evaluated on its own by the venue. */
  submitOrders(
    options: {
      readonly account: TradingAccount;
      readonly credentials: ApiCredentials;
      readonly orders: readonly SignedOrder[];
    },
    signal: AbortSignal,
  ): Promise<readonly PostedOrder[]>;
  cancelOrders(
    options: {
      readonly account: TradingAccount;
      readonly credentials: ApiCredentials;
      readonly hashes: readonly OrderHash[];
    },
    signal: AbortSignal,
  ): Promise<Result<readonly OrderHash[]>>;
  /** null: the venue says that it does not know the order. */
  fetchOrder(
    options: { readonly account: TradingAccount; readonly credentials: ApiCredentials; readonly hash: OrderHash },
    signal: AbortSignal,
  ): Promise<Result<VenueOrder | null>>;
  /**
   * Trades of these orders. Rows that mention none of them are not read; one of ours that cannot be read is a failure.
   */
  fetchTrades(
    options: {
      readonly account: TradingAccount;
      readonly credentials: ApiCredentials;
      readonly conditionId: ConditionId;
      readonly hashes: readonly OrderHash[];
    },
    signal: AbortSignal,
  ): Promise<Result<readonly VenueTrade[]>>;
  fetchBalance(
    options: {
      readonly account: TradingAccount;
      readonly credentials: ApiCredentials;
      readonly asset: 'collateral' | { readonly tokenId: TokenId; readonly protocol: Condition['protocol'] };
    },
    signal: AbortSignal,
  ): Promise<Result<Balance>>;
  /** Account is in closed-only mode. */
  fetchClosedOnly(
    options: { readonly account: TradingAccount; readonly credentials: ApiCredentials },
    signal: AbortSignal,
  ): Promise<Result<boolean>>;
  /** Wallets of this owner that exist, plain account first (relayer `deployed`). */
  fetchAccounts(owner: Address, signal: AbortSignal): Promise<Result<readonly TradingAccount[]>>;
}

/** Own orders and trades as they happen (user WebSocket). */
export type UserEvent =
  | {
      readonly kind: 'order';
      readonly hash: OrderHash;
      readonly type: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION';
      readonly matchedMicros: SizeMicros;
    }
  | { readonly kind: 'trade'; readonly trade: VenueTrade };

export interface UserFeed {
  connect(credentials: ApiCredentials): void;
  close(): void;
}
