/** From a certificate to legs, and from legs to the terms of orders. Pure. */
import type { Leg } from '../../domain/basket';
import type { Condition, FeeSchedule } from '../../domain/condition';
import { conditionsByKey, contractOf, tokenOf } from '../../domain/condition';
import { UNSENT_LEG, type Execution, type ExecutionLeg, type ExecutionMode } from '../../domain/execution';
import type { MoneyMicros, TimeMs } from '../../domain/units';
import type { OrderTerms } from '../../ports/order-entry';
import type { LegNames } from '../opportunities/leg-names';
import type { Opportunity } from '../opportunities/opportunities';
import { relationsUnder } from '../opportunities/your-word';

export interface Draft {
  readonly id: string;
  readonly mode: ExecutionMode;
  readonly opportunity: Opportunity;
  readonly names: LegNames;
  readonly maxCostMicros: MoneyMicros;
  readonly nowMs: TimeMs;
  /** It is signed to wait for its price until then; null: to be sent at once. */
  readonly armedUntilMs?: TimeMs | null;
}

export function draftExecution(draft: Draft): Execution {
  const { id, mode, opportunity, names, maxCostMicros, nowMs, armedUntilMs = null } = draft;
  const { component, certified } = opportunity;
  const conditions = conditionsByKey(component.conditions);
  return {
    id,
    mode,
    account: null,
    state: 'drafted',
    certificateHash: certified.hash,
    relationIds: [...relationsUnder(certified.certificate)],
    eventTitle: component.event.title,
    eventSlug: component.event.slug,
    legs: certified.certificate.legs.flatMap((leg) => {
      const condition = conditions.get(leg.condition);
      // A leg without its condition or fee is refused by the gate, which sees the certificate.
      return condition?.fee ? [draftLeg(condition, condition.fee, { leg, label: names.nameOf(condition) })] : [];
    }),
    floorMicros: certified.certificate.floorMicros,
    ...(armedUntilMs === null ? {} : { armedUntilMs }),
    maxCostMicros,
    acknowledged: false,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    failure: null,
  };
}

function draftLeg(
  condition: Condition,
  fee: FeeSchedule,
  { leg, label }: { readonly leg: Leg; readonly label: string },
): ExecutionLeg {
  return {
    conditionId: condition.id,
    tokenId: tokenOf(condition, leg.token),
    token: leg.token,
    label,
    side: leg.side,
    sizeMicros: leg.sizeMicros,
    limitPriceMicros: leg.limitPriceMicros,
    fee,
    ...UNSENT_LEG,
    heldBeforeMicros: null,
  };
}

/** What is proven of a leg as far as an order can keep to it. */
export type ProvenLeg = Pick<Leg, 'condition' | 'token' | 'side' | 'sizeMicros' | 'limitPriceMicros'>;

/** Legs are exactly those of the certificate, in its order, for the tokens that the venue just confirmed. */
export function legsAreThoseOf(
  proven: readonly ProvenLeg[],
  legs: readonly ExecutionLeg[],
  conditions: ReadonlyMap<string, Condition>,
): boolean {
  return (
    legs.length === proven.length &&
    proven.every((of, index) => {
      const leg = legs[index];
      const condition = conditions.get(of.condition);
      return (
        leg !== undefined &&
        condition !== undefined &&
        leg.conditionId === condition.id &&
        leg.tokenId === tokenOf(condition, of.token) &&
        leg.side === of.side &&
        leg.sizeMicros === of.sizeMicros &&
        leg.limitPriceMicros === of.limitPriceMicros
      );
    })
  );
}

/**
 * Orders are limit orders for a number of shares that end by themselves (docs/adr/0002): if every leg fills, the total
 * cannot exceed limit x size.
 */
export function termsOf(
  leg: ExecutionLeg,
  condition: Condition,
  { salt, timestampMs, expirationSeconds }: Pick<OrderTerms, 'salt' | 'timestampMs' | 'expirationSeconds'>,
): OrderTerms {
  return {
    conditionId: leg.conditionId,
    tokenId: leg.tokenId,
    contract: contractOf(condition),
    side: leg.side,
    sizeMicros: leg.sizeMicros,
    limitPriceMicros: leg.limitPriceMicros,
    tickMicros: condition.tickMicros,
    expirationSeconds,
    salt,
    timestampMs,
  };
}

export function expiryOf(nowMs: TimeMs, lifeSeconds: number): number {
  return Math.floor(nowMs / 1000) + lifeSeconds;
}
