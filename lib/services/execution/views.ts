/** One execution in facts: what happened and what is held. What it means in words stands in lib/words. */
import type { Certificate } from '../../domain/basket';
import type { Execution, ExecutionLeg, ExecutionState } from '../../domain/execution';
import { isFull, isOpen } from '../../domain/execution';
import type { Relation } from '../../domain/relation';
import type { ExecutionView, HeldView, LegProgressView, Tone, UnsentCounts } from '../../protocol/views';
import { acceptedTiesOf } from '../opportunities/your-word';
import { paysOf } from './held';
import type { UnwindFacts } from './unwind';
import { heldLegs, sellBackMicros } from './unwind';

export interface ExecutionFacts extends UnwindFacts {
  /** The connected account is the one whose orders these are. */
  readonly canLookUp: boolean;
  /** What the wallet signed of it and Facet has not sent. */
  readonly unsent: UnsentCounts | null;
  /** What it was bought by; null while it is read, and when it is not kept any more. */
  readonly certificate: Certificate | null;
  /** Relations of these conditions that are in force now. */
  readonly relations: readonly Relation[];
  /** A relation of the certificate does not hold any more. */
  readonly isOver: (relationId: string) => boolean;
}

export function buildExecutionView(execution: Execution, facts: ExecutionFacts): ExecutionView {
  const { certificate } = facts;
  return {
    id: execution.id,
    mode: execution.mode,
    state: execution.state,
    eventTitle: execution.eventTitle,
    eventSlug: execution.eventSlug,
    tone: TONES[execution.state],
    legs: execution.legs.map(legProgress),
    paidMicros: paid(execution),
    floorMicros: execution.floorMicros - missing(execution.legs),
    acceptedTies: certificate === null ? 0 : acceptedTiesOf(certificate, facts.relations),
    held: hasHeld(execution) ? held(execution.legs, facts) : null,
    failure: execution.failure,
    unsent: facts.unsent,
    connect: execution.legs.some(isOpen) && !facts.canLookUp ? (execution.account?.owner ?? null) : null,
    acknowledged: execution.acknowledged,
    updatedAtMs: execution.updatedAtMs,
  };
}

/** Green only for what is confirmed. */
const TONES: Readonly<Record<ExecutionState, Tone>> = {
  drafted: 'quiet',
  approved: 'quiet',
  signing: 'attention',
  signed: 'attention',
  sending: 'attention',
  matched: 'attention',
  settled: 'violation',
  partial: 'loss',
  unknown: 'attention',
  failed: 'quiet',
  abandoned: 'quiet',
  refused: 'quiet',
};

/** Shares of full legs that dust left over: each can cost the floor a dollar. */
function missing(legs: readonly ExecutionLeg[]): number {
  return legs.reduce((sum, leg) => sum + (isFull(leg) ? Math.max(0, leg.sizeMicros - leg.filledSizeMicros) : 0), 0);
}

/** Only a part is there, or is known to be. */
function hasHeld({ state, legs }: Execution): boolean {
  return state === 'partial' || (state === 'unknown' && heldLegs(legs).length > 0);
}

function paid(execution: Execution): number {
  return execution.legs.reduce(
    (total, leg) => total + (leg.side === 'buy' ? leg.paidMicros : -leg.paidMicros) + leg.feeMicros,
    0,
  );
}

function legProgress(leg: ExecutionLeg): LegProgressView {
  return {
    label: leg.label,
    token: leg.token,
    state: leg.state,
    filledMicros: leg.filledSizeMicros,
    sizeMicros: leg.sizeMicros,
    settled: leg.settled,
    failure: leg.failure,
  };
}

/** The bad day: what is held, what it pays at least and at most, and what selling back now would bring. */
function held(legs: readonly ExecutionLeg[], facts: ExecutionFacts): HeldView {
  const kept = heldLegs(legs);
  const { certificate, isOver } = facts;
  const pays = certificate === null ? null : paysOf(certificate, kept, isOver);
  return {
    legs: kept.map(({ label, token, filledSizeMicros }) => ({ label, token, sizeMicros: filledSizeMicros })),
    pays: pays && { leastMicros: pays.leastMicros, mostMicros: pays.mostMicros },
    acceptedTies: certificate === null ? 0 : acceptedTiesOf(bounding(certificate, isOver), facts.relations),
    sellBackMicros: sellBackMicros(kept, facts),
  };
}

/** Every relation that still holds bounds what can happen, whatever the multipliers of the whole basket used. */
function bounding(certificate: Certificate, isOver: ExecutionFacts['isOver']): Certificate {
  return { ...certificate, rules: certificate.rules.filter((rule) => !isOver(rule.relationId)), enumeration: [] };
}
