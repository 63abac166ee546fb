/** What the engine solves: one component's conditions, relations and books. Plain data, safe to post to a Worker. */
import type { Level } from './book';
import type { FeeSchedule, TokenSide } from './condition';
import type { Relation } from './relation';
import type { MoneyMicros, PriceMicros, SizeMicros } from './units';

export interface InstanceCondition {
  readonly key: string;
  readonly fee: FeeSchedule;
  readonly minSizeMicros: SizeMicros;
  /** Least money in one marketable buy, at the best price; absent where the venue has no such rule. */
  readonly minBuyMicros?: MoneyMicros;
  readonly tickMicros: PriceMicros;
}

export interface InstanceSide {
  /** Best first. */
  readonly asks: readonly Level[];
  readonly bids: readonly Level[];
  /** Where the levels came from; carried into the certificate. Empty on the command line. */
  readonly hash: string;
  readonly verifiedAtMs: number;
}

export interface InstanceBook {
  readonly yes: InstanceSide;
  readonly no: InstanceSide;
  /** Levels mirrored on the two tokens are one resting order (docs/maths.md 2.1). */
  readonly mirrored: boolean;
}

export interface Instance {
  readonly conditions: readonly InstanceCondition[];
  readonly relations: readonly Relation[];
  /** By condition key; absent means no quotes. */
  readonly books: Readonly<Record<string, InstanceBook>>;
  readonly budgetMicros: MoneyMicros | null;
  /** Shares already held, by `${key}.yes` or `${key}.no`. */
  readonly inventory: Readonly<Record<string, SizeMicros>>;
  /** How many conditions may be voided (pay half to each side) without the floor breaking. */
  readonly voids: number;
  readonly lotMicros: SizeMicros;
}

export function inventoryKey(key: string, side: TokenSide): string {
  return `${key}.${side}`;
}
