/** Conditions and the venue events that group them. */
import type { ConditionId, EventId, MarketId, TokenId } from './ids';
import type { Failure } from './failures';
import type { PriceMicros, SizeMicros } from './units';

/** Protocol of one market (Gamma `version`), which decides ids, exchange contract and signing domain. */
export type Protocol = 'v1' | 'v2';

/**
 * Taker fee: shares x rate x (p(1-p))^exponent in dollars, charged per fill and rounded up here at 1e-5 dollars
 * (docs/venue.md 7). The rate is in millionths: 0.04 is 40000.
 */
export interface FeeSchedule {
  readonly ratePpm: number;
  readonly exponent: number;
  readonly takerOnly: boolean;
}

export const ZERO_FEE: FeeSchedule = { ratePpm: 0, exponent: 1, takerOnly: true };

export interface Condition {
  readonly id: ConditionId;
  readonly marketId: MarketId;
  readonly eventId: EventId;
  readonly slug: string;
  readonly question: string;
  /** Outcome's label inside its event ("No change"); the question where the venue gives none. */
  readonly label: string;
  readonly description: string;
  readonly resolutionSource: string;
  /** ISO 8601, or "" when the venue gives none. */
  readonly endDate: string;
  /** ISO 8601 creation of the market at the venue, where known: rules that say "after market creation" start here. */
  readonly createdAt?: string;
  /** Names of the two answers as the venue gives them, in the order of `tokens`; absent where they are not known. */
  readonly outcomes?: readonly [string, string];
  readonly protocol: Protocol;
  /** YES first, NO second. */
  readonly tokens: readonly [TokenId, TokenId];
  readonly negRisk: boolean;
  /** The venue's synthetic "Other" outcome of an augmented event. */
  readonly negRiskOther: boolean;
  readonly negRiskMarketId: string;
  /** 0 where the catalogue does not say it: then the order book's side of the venue must, before anything is traded. */
  readonly tickMicros: PriceMicros;
  readonly minSizeMicros: SizeMicros;
  /** null: the venue charges fees but gave no schedule; no order may be built (fail closed). */
  readonly fee: FeeSchedule | null;
  readonly active: boolean;
  readonly closed: boolean;
  readonly acceptingOrders: boolean;
  readonly enableOrderBook: boolean;
  /** Sort key inside ladders, as the venue gives it (`groupItemThreshold`), or "". */
  readonly groupItemThreshold: string;
  /** true or false once resolved, null before. */
  readonly settled: boolean | null;
  /** Why nothing may be traded here although orders are taken: the venue's answers could not be brought together. */
  readonly stopped?: Failure;
}

export interface VenueEvent {
  readonly id: EventId;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly resolutionSource: string;
  readonly endDate: string;
  readonly active: boolean;
  readonly closed: boolean;
  readonly negRisk: boolean;
  readonly enableNegRisk: boolean;
  /** The visible list of outcomes is not exhaustive: at most one, never exactly one. */
  readonly negRiskAugmented: boolean;
  readonly negRiskMarketId: string;
  /** Fraction of converted amounts that the neg-risk adapter keeps, in 1e-4; null: the venue does not say it. */
  readonly negRiskFeeBips: number | null;
  readonly cumulativeMarkets: boolean;
  readonly conditions: readonly Condition[];
  /**
   * true: the venue listed markets that could not be understood, so `conditions` is not the whole list and proves no
   * partition.
   */
  readonly incomplete?: boolean;
  /** What could not be read or used, market by market. */
  readonly problems?: readonly Failure[];
}

/** Which contract holds a condition's shares and checks its orders; only the venue reads it. */
export type Contract = Pick<Condition, 'protocol' | 'negRisk'>;

export function contractOf({ protocol, negRisk }: Condition): Contract {
  return { protocol, negRisk };
}

/** Which of a venue's contracts settles a market: what an account allows it, it allows this one alone. */
export const CONTRACT_NAMES = ['v1', 'v1-neg-risk', 'v2'] as const;
export type ContractName = (typeof CONTRACT_NAMES)[number];

export function contractNameOf({ protocol, negRisk }: Contract): ContractName {
  return protocol === 'v2' ? 'v2' : negRisk ? 'v1-neg-risk' : 'v1';
}

/** The two tokens of a condition by name. */
export type TokenSide = 'yes' | 'no';

export function tokenOf(condition: Condition, side: TokenSide): TokenId {
  return condition.tokens[side === 'yes' ? 0 : 1];
}

export function takesOrders({ acceptingOrders, closed }: Pick<Condition, 'acceptingOrders' | 'closed'>): boolean {
  return acceptingOrders && !closed;
}

const maps = new WeakMap<readonly Condition[], ReadonlyMap<string, Condition>>();

/** The conditions by id; made once for each list, which nobody changes in place. */
export function conditionsByKey(conditions: readonly Condition[]): ReadonlyMap<string, Condition> {
  const known = maps.get(conditions);
  if (known !== undefined) return known;
  const made = new Map(conditions.map((condition) => [String(condition.id), condition] as const));
  maps.set(conditions, made);
  return made;
}
