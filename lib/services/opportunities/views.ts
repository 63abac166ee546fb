/**
 * One opportunity in facts and numbers for the banner, the proof card and the popup. Everything comes from the
 * certificate.
 */
import type { Certificate, Leg } from '../../domain/basket';
import { relationIdsOf } from '../../domain/basket';
import { conditionsByKey, type VenueEvent } from '../../domain/condition';
import { conditionKeysOf, renamed, type RelationBody } from '../../domain/relation';
import type { Settings } from '../../protocol/settings';
import { atomPayoffs } from '../../engine/explain/atoms';
import { reasonsOf } from '../../engine/explain/reasons';
import type { Blocked } from '../../protocol/says';
import type { AtomView, LegView, OpportunityView, ReasonView } from '../../protocol/views';
import type { OfferLimits } from '../risk/offered';
import type { AssessService, BooksNow } from '../assess/assess';
import type { Opportunity } from './opportunities';
import { passesThresholds } from './opportunities';
import { stretchesOf } from './ladder';
import { legNamesOf } from './leg-names';
import { acceptedTiesOf, isYourWord } from './your-word';

/** More outcomes than this do not fit on a card; the worst ones come first. */
const ATOMS_SHOWN = 12;

/** The sentence of a reason or of a line of evidence: the overlay in the page carries no words for them. */
export type SayEvidence = (line: string) => string;

export function buildOpportunityView(options: {
  readonly opportunity: Opportunity;
  readonly settings: Settings;
  readonly assess: AssessService;
  readonly now: BooksNow;
  readonly blockedBecause: Blocked | null;
  /** Its legs and its events were read since it was found (confirming.ts). */
  readonly isConfirmed: boolean;
  readonly limits: OfferLimits;
  readonly watched: readonly VenueEvent[];
  readonly sayEvidence: SayEvidence;
}): OpportunityView {
  const { opportunity, settings, assess, now } = options;
  const { component, certified } = opportunity;
  const { certificate } = certified;
  const conditions = conditionsByKey(component.conditions);
  const names = legNamesOf(opportunity, options.watched);
  const nameOf = (key: string): string => {
    const condition = conditions.get(key);
    return condition ? names.nameOf(condition) : key;
  };
  const assessment = assess.basket(opportunity);
  const onBooks = assess.onBooks(opportunity, now);
  const stake = assess.stake(opportunity, now, settings);
  return {
    id: opportunity.id,
    certificateHash: certified.hash,
    eventTitle: component.event.title,
    eventSlug: component.event.slug,
    edgeMicros: assessment.edgeMicros,
    edgeBps: edgeBps(assessment.edgeMicros, assessment.maxCostMicros),
    floorMicros: assessment.floorMicros,
    maxCostMicros: assessment.maxCostMicros,
    costMicros: assessment.costMicros,
    outcomes: certificate.conditions.length,
    events: names.events,
    acceptedTies: acceptedTiesOf(certificate, component.relations),
    reasons: reasons(certificate, component.relations, { label: nameOf, sayEvidence: options.sayEvidence }),
    legs: certificate.legs.map((leg) => legView(leg, nameOf(leg.condition))),
    atoms: atoms(certificate, component, nameOf),
    partialWorstMicros: onBooks.partial?.resultMicros ?? null,
    kellySizeFraction: stake.fraction,
    stakeMicros: stake.stakeMicros,
    stakeCap: stake.cap,
    stakeOfCapital: stake.ofCapital,
    stakeRisk: stake.risk,
    fills: assess.fills(opportunity, now),
    upperMicros: opportunity.upperMicros,
    voidWorstMicros: assessment.voidWorstMicros,
    cashAt: assessment.cash.at,
    asOfMs: onBooks.asOfMs ?? opportunity.asOfMs,
    passesThresholds: passesThresholds(certificate, settings, component.conditions),
    blockedBecause: !options.isConfirmed
      ? { code: 'confirming' }
      : onBooks.staleLeg === null
        ? (options.blockedBecause ??
          options.limits.blocked(opportunity, {
            costMicros: assessment.maxCostMicros,
            partialMicros: onBooks.partial?.resultMicros ?? null,
          }))
        : { code: 'stale-bet', name: nameOf(onBooks.staleLeg) },
  };
}

function edgeBps(edgeMicros: number, costMicros: number): number {
  return costMicros <= 0 ? 0 : Number((BigInt(edgeMicros) * 10_000n) / BigInt(costMicros));
}

function atoms(
  certificate: Certificate,
  { conditions }: Opportunity['component'],
  nameOf: (key: string) => string,
): readonly AtomView[] {
  const payoffs = atomPayoffs(certificate, ATOMS_SHOWN);
  const legs = new Set(certificate.legs.map((leg) => leg.condition));
  const stretches = stretchesOf(
    payoffs,
    conditions.filter(({ id }) => legs.has(id)),
  );
  return payoffs.atoms.map(({ happened, not, payoffMicros, worst }, index) => ({
    happened: happened.map(nameOf),
    not: not.map(nameOf),
    stretch: stretches?.[index] ?? null,
    payoffMicros,
    worst,
  }));
}

function legView(leg: Leg, label: string): LegView {
  return {
    label,
    token: leg.token,
    side: leg.side,
    sizeMicros: leg.sizeMicros,
    limitPriceMicros: leg.limitPriceMicros,
    vwapMicros: Number((BigInt(leg.costMicros) * 1_000_000n) / BigInt(leg.sizeMicros)),
    costMicros: leg.costMicros,
    feeMicros: leg.feeMicros,
  };
}

/** Condition ids are long; a view is sent ten times a second. */
function named(body: RelationBody, label: (key: string) => string): Pick<ReasonView, 'body' | 'names'> {
  const short = new Map(conditionKeysOf(body).map((key, index) => [key, `c${index}`] as const));
  return {
    body: renamed(body, (key) => short.get(key) ?? key),
    names: Object.fromEntries([...short].map(([key, name]) => [name, label(key)])),
  };
}

/** Derived rules stand for several relations; their evidence is that of the relations they were made from. */
function reasons(
  certificate: Certificate,
  relations: Opportunity['component']['relations'],
  { label, sayEvidence }: { readonly label: (key: string) => string; readonly sayEvidence: SayEvidence },
): readonly ReasonView[] {
  return reasonsOf(certificate).map((reason) => {
    const ids = relationIdsOf(reason);
    const sources = relations.filter((relation) => ids.includes(relation.id));
    return {
      ...named(reason.body, label),
      consequence: reason.consequence,
      source: reason.source,
      yourWord:
        sources.length === 0 ? isYourWord({ source: reason.source, status: 'proven' }) : sources.some(isYourWord),
      evidence: sources.flatMap((relation) => [relation.why, ...relation.evidence].map(sayEvidence)),
    };
  });
}
