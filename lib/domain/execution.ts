/**
 * Executions: one attempt to fill a basket.
 *
 *   drafted -> approved -> signing -> signed -> sending -> { matched | partial | failed | unknown } -> settled
 *      |           |          |          |          ^                         |        |
 *      +--refused--+          +-abandoned+          +---- looked up first ----+--------+
 *
 * A record is written before each step, so that a start after a crash reads where it stood. `unknown` is a state: the
 * order may exist at the venue; it is looked up by its hash and never sent again before that.
 */
import type { TradingAccount } from './account';
import type { FeeSchedule, TokenSide } from './condition';
import type { CertificateHash, ConditionId, OrderHash, TokenId } from './ids';
import type { Failure } from './result';
import type { MoneyMicros, PriceMicros, SizeMicros, TimeMs } from './units';

export type ExecutionMode = 'paper' | 'live';

export type ExecutionState =
  | 'drafted'
  | 'approved'
  | 'signing'
  | 'signed'
  | 'sending'
  | 'matched'
  | 'partial'
  | 'unknown'
  | 'failed'
  | 'abandoned'
  | 'refused'
  | 'settled';

export type LegState =
  | 'pending'
  | 'signed'
  | 'sent'
  | 'matched'
  | 'mined'
  | 'confirmed'
  | 'partial'
  | 'unfilled'
  | 'rejected'
  | 'unknown'
  | 'failed';

export interface ExecutionLeg {
  readonly conditionId: ConditionId;
  readonly tokenId: TokenId;
  readonly token: TokenSide;
  readonly label: string;
  readonly side: 'buy' | 'sell';
  readonly sizeMicros: SizeMicros;
  readonly limitPriceMicros: PriceMicros;
  /** As it was when the basket was approved; its trades are charged by it however much later they are read. */
  readonly fee: FeeSchedule;
  readonly state: LegState;
  readonly orderHash: OrderHash | null;
  /** Exact JSON text of the signed order as it is (re-)posted; null in paper mode and before signing. */
  readonly signedOrder: string | null;
  readonly filledSizeMicros: SizeMicros;
  readonly paidMicros: MoneyMicros;
  readonly feeMicros: MoneyMicros;
  readonly tradeIds: readonly string[];
  /** When a rest of this order ends by itself at the venue; null before signing and in paper mode. */
  readonly expiresAtMs: TimeMs | null;
  /** Nothing more can happen to it: the order is dead and each of its trades was confirmed or failed on chain. */
  readonly settled: boolean;
  readonly failure: Failure | null;
}

export interface Execution {
  readonly id: string;
  readonly mode: ExecutionMode;
  /** Whose orders these are: only this account can look them up. null in paper mode. */
  readonly account: TradingAccount | null;
  readonly state: ExecutionState;
  readonly certificateHash: CertificateHash;
  readonly eventTitle: string;
  readonly eventSlug: string;
  readonly legs: readonly ExecutionLeg[];
  readonly floorMicros: MoneyMicros;
  /** Highest total cost with fees that the user agreed to. */
  readonly maxCostMicros: MoneyMicros;
  readonly createdAtMs: TimeMs;
  readonly updatedAtMs: TimeMs;
  readonly failure: Failure | null;
}
