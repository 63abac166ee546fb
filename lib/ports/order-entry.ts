/** What a venue can be told and asked about our own orders. All answers are parsed; failures are values. */
import type { TradingAccount } from '../domain/account';
import type { Contract } from '../domain/condition';
import type { ConditionId, OrderHash, TokenId } from '../domain/ids';
import type { Failure, Result } from '../domain/result';
import type { MoneyMicros, PriceMicros, SizeMicros, TimeMs } from '../domain/units';
import type { TypedData } from './signer';

/** What private requests are made with; lives in session storage only. */
export interface ApiCredentials {
  readonly key: string;
  readonly secret: string;
  readonly passphrase: string;
}

/** Who trades, and what lets the venue believe it. */
export interface TradingSession {
  readonly account: TradingAccount;
  readonly credentials: ApiCredentials;
}

export interface OrderTerms {
  readonly conditionId: ConditionId;
  readonly tokenId: TokenId;
  readonly contract: Contract;
  readonly side: 'buy' | 'sell';
  readonly sizeMicros: SizeMicros;
  readonly limitPriceMicros: PriceMicros;
  readonly tickMicros: PriceMicros;
  /** Unix seconds; what did not match by then ends by itself. */
  readonly expirationSeconds: number;
  /** Deterministic, so that building again gives the same hash. At most 2^53 - 1. */
  readonly salt: number;
  readonly timestampMs: TimeMs;
}

export interface UnsignedOrder {
  readonly terms: OrderTerms;
  readonly hash: OrderHash;
  /** What the wallet signs; null at a venue that needs no signature. */
  readonly typedData: TypedData | null;
}

export interface SignedOrder {
  readonly hash: OrderHash;
  /** Exact text of this order as it is sent. */
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
  | {
      /** All that can happen to it has happened: nothing rests, and what was filled is settled. */
      readonly kind: 'final';
      readonly hash: OrderHash;
      readonly filledSizeMicros: SizeMicros;
      /** Cost of a buy, proceeds of a sell, before fees. */
      readonly paidMicros: MoneyMicros;
      readonly feeMicros: MoneyMicros;
      /** Why it is not filled in full; null when it is. */
      readonly failure: Failure | null;
    }
  | { readonly kind: 'rejected'; readonly hash: OrderHash; readonly failure: Failure }
  /** No answer, or one that cannot be understood: look it up by hash before anything else. */
  | {
      readonly kind: 'unknown';
      readonly hash: OrderHash;
      readonly failure: Failure;
      /** The answer names the order: the venue has it, whatever became of it. */
      readonly seen?: true;
    };

export interface VenueOrder {
  readonly hash: OrderHash;
  readonly status: string;
  readonly sizeMicros: SizeMicros;
  readonly matchedMicros: SizeMicros;
  readonly tradeIds: readonly string[];
}

/** An order of the account that rests at the venue, whoever placed it. */
export interface OpenOrder {
  readonly hash: OrderHash;
  readonly conditionId: ConditionId;
  readonly tokenId: TokenId;
  readonly side: 'buy' | 'sell';
  readonly priceMicros: PriceMicros;
  /** What may still match. */
  readonly restMicros: SizeMicros;
}

export interface SignatureRequest extends TradingSession {
  readonly order: UnsignedOrder;
  /** As the wallet gave it; null when the order needs none. */
  readonly signature: string | null;
}

export interface SubmitRequest extends TradingSession {
  readonly orders: readonly SignedOrder[];
}

export interface CancelRequest extends TradingSession {
  readonly hashes: readonly OrderHash[];
}

export interface OrderLookup extends TradingSession {
  readonly hash: OrderHash;
}

/** Whether the venue takes orders that match at once, and why not. */
export interface VenueMode {
  readonly kind: 'open' | 'restarting' | 'post-only' | 'cancel-only' | 'disabled' | 'slow-down';
  /** Until it may be asked again; null where it is open. */
  readonly seconds: number | null;
}

export interface OrderEntry {
  /** Whether every order needs the wallet's signature; if not, no wallet is asked for. */
  readonly needsSignature: boolean;
  buildOrder(account: TradingAccount, terms: OrderTerms): Result<UnsignedOrder>;
  /** Makes an order ready to be sent. Checks the signature against owner and very bytes; refuses anything else. */
  attachSignature(request: SignatureRequest): Result<SignedOrder>;
  /** One request with at most `VenueRules.ordersPerRequest` orders; each is evaluated on its own by the venue. */
  submitOrders(request: SubmitRequest, signal: AbortSignal): Promise<readonly PostedOrder[]>;
  /** @returns the orders that are certainly cancelled. */
  cancelOrders(request: CancelRequest, signal: AbortSignal): Promise<Result<readonly OrderHash[]>>;
  /** null: the venue says that it does not know the order. */
  fetchOrder(lookup: OrderLookup, signal: AbortSignal): Promise<Result<VenueOrder | null>>;
  /** Version of the orders that the venue takes now; asked before the first prompt. */
  fetchOrderVersion(signal: AbortSignal): Promise<Result<number>>;
  /** Asked before the first prompt and before the sending; what it does not say counts as open. */
  fetchMode(session: TradingSession, orders: number, signal: AbortSignal): Promise<VenueMode>;
  /** Everything of this account that rests; one row that cannot be read is a failure. */
  fetchOpenOrders(session: TradingSession, signal: AbortSignal): Promise<Result<readonly OpenOrder[]>>;
}
