/** Legs and baskets, certificates and what was found. */
import type { Level } from './book';
import type { FeeSchedule, TokenSide } from './condition';
import type { CertificateHash } from './ids';
import type { RelationBody, RelationSource } from './relation';
import { moneyMicros, type MoneyMicros, type PriceMicros, type SizeMicros } from './units';

export interface Leg {
  /** Condition key. */
  readonly condition: string;
  readonly token: TokenSide;
  readonly side: 'buy' | 'sell';
  readonly sizeMicros: SizeMicros;
  /** Worst price this leg may trade at: the price of the last level it walks. */
  readonly limitPriceMicros: PriceMicros;
  /** Levels walked, best first; the sizes add up to the leg's size. */
  readonly fills: readonly Level[];
  /** Walked cost (buy) or proceeds (sell), before fees; rounded against us. */
  readonly costMicros: MoneyMicros;
  readonly feeMicros: MoneyMicros;
  /**
   * The same leg if every share traded at the limit price: what signing it can cost at most (least proceeds for a
   * sell).
   */
  readonly costAtLimitMicros: MoneyMicros;
  readonly feeAtLimitMicros: MoneyMicros;
}

export interface Basket {
  readonly legs: readonly Leg[];
}

/**
 * One linear row sum(terms) >= atLeast over condition truths, from one relation, with the multiplier that the proof
 * gives it.
 */
export interface CertificateRule {
  readonly relationId: string;
  readonly relationVersion: number;
  readonly source: RelationSource;
  readonly body: RelationBody;
  readonly why: string;
  readonly terms: readonly (readonly [string, number])[];
  readonly atLeast: number;
  /** Non-negative integer micro-shares. */
  readonly multiplierMicros: number;
}

/**
 * Begins the relation id of a rule that follows from others listed in the same certificate, whose ids it names, joined
 * by "+". The verifier has this constant by itself, because it shares no code with what it checks.
 */
export const DERIVED_PREFIX = 'derived:';

export function isDerived({ relationId }: Pick<CertificateRule, 'relationId'>): boolean {
  return relationId.startsWith(DERIVED_PREFIX);
}

/** Ids of the relations that a rule stands for: its own, or those that a derived one follows from. */
export function relationIdsOf({ relationId }: Pick<CertificateRule, 'relationId'>): readonly string[] {
  return relationId.startsWith(DERIVED_PREFIX) ? relationId.slice(DERIVED_PREFIX.length).split('+') : [relationId];
}

export interface CertificateCondition {
  readonly key: string;
  readonly fee: FeeSchedule;
}

export interface CertificateBook {
  readonly condition: string;
  readonly token: TokenSide;
  readonly hash: string;
  readonly verifiedAtMs: number;
}

/**
 * Data by which anyone can check the payoff floor of a basket without the solver (docs/maths.md 2.5). Integers only;
 * its identity is the sha-256 of its canonical JSON. All relations that bound the outcome space are listed, those
 * unused with multiplier 0.
 */
export interface Certificate {
  readonly format: 'facet-certificate/1';
  readonly conditions: readonly CertificateCondition[];
  readonly rules: readonly CertificateRule[];
  readonly legs: readonly Leg[];
  readonly books: readonly CertificateBook[];
  readonly inventory: Readonly<Record<string, number>>;
  readonly voids: number;
  /** Least payoff over the outcome space. */
  readonly floorMicros: MoneyMicros;
  /** Buys minus sells, walked. */
  readonly costMicros: MoneyMicros;
  readonly feesMicros: MoneyMicros;
  /** floor - cost - fees on the books as recorded. */
  readonly edgeMicros: MoneyMicros;
  /** floor - cost - fees if every leg fills at its limit price: true whatever the books did, once all legs filled. */
  readonly edgeAtLimitsMicros: MoneyMicros;
  /** An atom at which the payoff is least. */
  readonly worst: Readonly<Record<string, boolean>>;
  /** Where no multipliers prove the floor (integer-only profits): the minimal patterns enumerated, else null. */
  readonly enumeration: readonly Readonly<Record<string, boolean>>[] | null;
}

/** Highest total that the signed legs can cost, fees included (least total a sale brings counts against it). */
export function maxCostOf(certificate: Certificate): MoneyMicros {
  return moneyMicros(
    certificate.legs.reduce(
      (total, leg) =>
        total +
        (leg.side === 'buy'
          ? leg.costAtLimitMicros + leg.feeAtLimitMicros
          : leg.feeAtLimitMicros - leg.costAtLimitMicros),
      0,
    ),
  );
}

declare const verifiedBrand: unique symbol;
/** Made only by `verifyCertificate`. */
export type Verified<T> = T & { readonly [verifiedBrand]: true };

export interface Hashed<T> {
  readonly hash: CertificateHash;
  readonly certificate: T;
}

declare const riskBrand: unique symbol;
/** Made only by the risk gate. */
export type RiskApproved<T> = T & { readonly [riskBrand]: true };
