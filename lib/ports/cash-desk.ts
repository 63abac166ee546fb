/** What turns shares into money outside the order book, and what an account holds. All answers are parsed. */
import type { TradingAccount } from '../domain/account';
import type { CashKind, ContractCall, ShareChange } from '../domain/cash-out';
import type { Condition, TokenSide, VenueEvent } from '../domain/condition';
import type { ConditionId, TokenId } from '../domain/ids';
import type { Failure, Result } from '../domain/result';
import type { MoneyMicros, SizeMicros } from '../domain/units';
import type { TradingSession } from './order-entry';
import type { Asset } from './settlement';
import type { ChainTransaction, TypedData } from './signer';

/** Shares of one outcome as the venue lists them. */
export interface ListedShares {
  readonly conditionId: ConditionId;
  readonly tokenId: TokenId;
  readonly token: TokenSide;
  readonly eventSlug: string;
  /** The market's question. */
  readonly title: string;
  readonly sizeMicros: SizeMicros;
  /** What was paid for them, fees included; null where the venue does not say it. */
  readonly costMicros: MoneyMicros | null;
}

export interface CashPlan {
  readonly kind: CashKind;
  readonly sizeMicros: SizeMicros;
  readonly cashMicros: MoneyMicros;
  readonly changes: readonly ShareChange[];
  readonly calls: readonly ContractCall[];
  /** How much gas it takes, thousands of units, on the high side. */
  readonly gasThousands: number;
}

export interface CashOrder {
  readonly kind: CashKind;
  readonly event: VenueEvent;
  /** merge, redeem: one; convert: those whose NO is given; complete: none. */
  readonly conditions: readonly Condition[];
  readonly sizeMicros: SizeMicros;
  /** Only for redeem: what is held of both sides. */
  readonly held?: { readonly yesMicros: SizeMicros; readonly noMicros: SizeMicros };
}

/** What the places of an event's outcomes say about outcomes that its page does not show. */
export interface EventPlaces {
  /** By condition id. */
  readonly places: ReadonlyMap<string, number>;
  /** A place between them is empty. */
  readonly hasHole: boolean;
}

export interface RelayedRequest {
  readonly typedData: TypedData;
  /** The text to send, once it is signed; a failure where the signature is another's or of other bytes. */
  attach(signature: string): Result<string>;
}

export type Relayed =
  | { readonly kind: 'taken'; readonly id: string }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** It may have been taken. */
  | { readonly kind: 'unknown'; readonly failure: Failure };

export type RelayedState = 'pending' | 'confirmed' | 'failed';
/** `another`: a request that this wallet signed with the same nonce was carried out in its place. */
export type RelayedEnd = RelayedState | 'another';

export interface RelayedQuestion {
  readonly account: TradingAccount;
  /** "" where there is none: then only an id can be asked for. */
  readonly key: string;
  readonly nonce: string;
  /** As it was sent; null: not kept. */
  readonly body: string | null;
  /** As the relayer named it; null: it did not. */
  readonly id: string | null;
}

export interface CashDesk {
  /** Every outcome of which the account holds shares. */
  fetchShares(account: TradingAccount, signal: AbortSignal): Promise<Result<readonly ListedShares[]>>;
  /** Money or shares now, not as it was kept at the venue. */
  fetchHeld(session: TradingSession, asset: Asset, signal: AbortSignal): Promise<Result<number>>;
  /** Recomputes the ids of an event and finds each outcome's place; a failure where an id is not what it must be. */
  placesOf(event: VenueEvent): Result<EventPlaces>;
  /** The exact calls and what they change. Every id that a call names is recomputed before. */
  plan(order: CashOrder): Result<CashPlan>;
  /** Whether the account is moved by the venue's relayer alone. */
  needsRelayer(account: TradingAccount): boolean;
  fetchNonce(account: TradingAccount, signal: AbortSignal): Promise<Result<string>>;
  buildRequest(options: {
    readonly account: TradingAccount;
    readonly calls: readonly ContractCall[];
    readonly nonce: string;
    readonly deadlineSeconds: number;
  }): RelayedRequest;
  submit(
    request: { readonly account: TradingAccount; readonly key: string; readonly body: string },
    signal: AbortSignal,
  ): Promise<Relayed>;
  /** null: the relayer answered, and has none of it. */
  findRelayed(question: RelayedQuestion, signal: AbortSignal): Promise<Result<RelayedEnd | null>>;
  /** What the owner sends himself, in order. */
  transactionsOf(account: TradingAccount, calls: readonly ContractCall[]): readonly ChainTransaction[];
}
