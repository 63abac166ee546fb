/** One execution in facts: what happened and what is held. What it means in words stands in lib/words. */
import type { Certificate } from '../../domain/basket';
import type { Execution, ExecutionLeg, ExecutionState } from '../../domain/execution';
import { isOpen } from '../../domain/execution';
import type { Relation } from '../../domain/relation';
import type { ArmedView, ExecutionView, HeldView, LegProgressView, Tone, UnsentCounts } from '../../protocol/views';
import { acceptedTiesOf } from '../opportunities/your-word';
import type { ArmedState } from './armed';
import { chainOf, holdingsOf, isBusy, isMended, paidIn, type Chain, type HeldShares } from './chain';
import { paysOf } from './held';
import { floorLeft } from './results';
import type { UnwindFacts } from './unwind';
import { heldLegs, sellBackMicros } from './unwind';
import { wayOut, type Way, type WayFacts } from './ways-out';

export interface ExecutionFacts extends UnwindFacts, Pick<WayFacts, 'rules'> {
  /** All that may finish it, or that it may finish. */
  readonly executions: readonly Execution[];
  /** The connected account is the one whose orders these are. */
  readonly canLookUp: boolean;
  /** What the wallet signed of it and Facet has not sent. */
  readonly unsent: UnsentCounts | null;
  /** Why it waits; null when it is not armed. */
  readonly armed: ArmedState | null;
  /** What it was bought by; null while it is read, and when it is not kept any more. */
  readonly certificate: Certificate | null;
  /** Relations of these conditions that are in force now. */
  readonly relations: readonly Relation[];
  /** A relation of the certificate does not hold any more. */
  readonly isOver: (relationId: string) => boolean;
}

export function buildExecutionView(execution: Execution, facts: ExecutionFacts): ExecutionView {
  const { certificate } = facts;
  const chain = chainOf(execution, facts.executions);
  return {
    id: execution.id,
    ...(execution.purpose === 'finish' || execution.purpose === 'sell-back' ? { purpose: execution.purpose } : {}),
    mode: execution.mode,
    state: execution.state,
    eventTitle: execution.eventTitle,
    eventSlug: execution.eventSlug,
    tone: TONES[execution.state],
    legs: execution.legs.map(legProgress),
    // A repair tells of the whole: what the set cost before is not forgotten.
    paidMicros: paidIn(chain),
    floorMicros: floorLeft(execution),
    acceptedTies: certificate === null ? 0 : acceptedTiesOf(certificate, facts.relations),
    held: hasHeld(execution) ? held(execution, chain, facts) : null,
    failure: execution.failure,
    unsent: facts.unsent,
    armed: armedView(execution, facts.armed),
    connect: execution.legs.some(isOpen) && !facts.canLookUp ? (execution.account?.owner ?? null) : null,
    acknowledged: execution.acknowledged,
    updatedAtMs: execution.updatedAtMs,
  };
}

function armedView({ state, armedUntilMs, maxCostMicros }: Execution, armed: ArmedState | null): ArmedView | null {
  return state !== 'armed' || armedUntilMs === undefined
    ? null
    : { untilMs: armedUntilMs, maxCostMicros, waits: armed?.waits ?? null };
}

const WAYS: readonly Way[] = ['finish', 'sell-back'];

/** Green only for what is confirmed. */
const TONES: Readonly<Record<ExecutionState, Tone>> = {
  drafted: 'quiet',
  approved: 'quiet',
  signing: 'attention',
  signed: 'attention',
  armed: 'attention',
  sending: 'attention',
  matched: 'attention',
  settled: 'violation',
  partial: 'loss',
  unknown: 'attention',
  failed: 'quiet',
  abandoned: 'quiet',
  refused: 'quiet',
};

/** Only a part is there, or is known to be. */
function hasHeld({ state, legs }: Execution): boolean {
  return state === 'partial' || (state === 'unknown' && heldLegs(legs).length > 0);
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

/** The bad day: what is held, what it pays at least and at most, what selling back now would bring, and the ways on. */
function held(execution: Execution, chain: Chain, facts: ExecutionFacts): HeldView {
  const kept = holdingsOf(chain);
  const { certificate, isOver } = facts;
  const { state, acknowledged, purpose } = execution;
  const payOf = (shares: readonly HeldShares[]) => (certificate === null ? null : paysOf(certificate, shares, isOver));
  const pays = payOf(kept);
  const isOffered =
    state === 'partial' &&
    !acknowledged &&
    purpose === undefined &&
    !isBusy(execution, facts.executions) &&
    !isMended(chain);
  const ways = isOffered ? WAYS.flatMap((way) => wayOut(way, chain, { ...facts, paysOf: payOf }) ?? []) : [];
  return {
    legs: kept.map(({ label, token, filledSizeMicros }) => ({ label, token, sizeMicros: filledSizeMicros })),
    pays: pays && { leastMicros: pays.leastMicros, mostMicros: pays.mostMicros },
    acceptedTies: certificate === null ? 0 : acceptedTiesOf(bounding(certificate, isOver), facts.relations),
    sellBackMicros: sellBackMicros(kept, facts),
    ways: ways.map(({ way, resultMicros, unitMicros, legs }) => ({ way, resultMicros, unitMicros, bets: legs.length })),
  };
}

/** Every relation that still holds bounds what can happen, whatever the multipliers of the whole basket used. */
function bounding(certificate: Certificate, isOver: ExecutionFacts['isOver']): Certificate {
  return { ...certificate, rules: certificate.rules.filter((rule) => !isOver(rule.relationId)), enumeration: [] };
}
