/**
 * One opportunity in facts and numbers for the banner, the proof card and the popup. Everything comes from the
 * certificate.
 */
import type { Certificate, Leg } from '../../domain/basket';
import { relationIdsOf } from '../../domain/basket';
import type { VenueEvent } from '../../domain/condition';
import { conditionKeysOf, renamed, type RelationBody } from '../../domain/relation';
import type { Settings } from '../../protocol/settings';
import { atomPayoffs } from '../../engine/explain/atoms';
import { reasonsOf } from '../../engine/explain/reasons';
import type { LegView, OpportunityView, ReasonView } from '../../protocol/views';
import type { AssessService, BooksNow } from '../assess/assess';
import type { Opportunity } from './opportunities';
import { passesThresholds } from './opportunities';
import { legNamesOf } from './leg-names';
import { plural } from '../../domain/money-text';

/** More outcomes than this do not fit on a card; the worst ones come first. */
const ATOMS_SHOWN = 12;

export function buildOpportunityView(options: {
  readonly opportunity: Opportunity;
  readonly settings: Settings;
  readonly assess: AssessService;
  readonly now: BooksNow;
  readonly blockedBecause: string | null;
  readonly watched: readonly VenueEvent[];
}): OpportunityView {
  const { opportunity, settings, assess, now } = options;
  const { component, certified } = opportunity;
  const { certificate } = certified;
  const conditions = new Map(component.conditions.map((condition) => [String(condition.id), condition] as const));
  const label = (key: string) => conditions.get(key)?.label ?? key;
  const names = legNamesOf(opportunity, options.watched);
  const legName = (key: string) => {
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
    floorMicros: assessment.floorMicros,
    maxCostMicros: assessment.maxCostMicros,
    costMicros: assessment.costMicros,
    outcomes: certificate.conditions.length,
    events: names.events,
    reasons: reasons(certificate, component.relations, label),
    legs: certificate.legs.map((leg) => legView(leg, legName(leg.condition), label(leg.condition))),
    atoms: atomPayoffs(certificate, ATOMS_SHOWN).map((atom) => ({ ...atom, happened: atom.happened.map(label) })),
    partialWorstMicros: onBooks.partial?.resultMicros ?? null,
    kellySizeFraction: stake.fraction,
    stakeMicros: stake.stakeMicros,
    stakeCap: stake.cap,
    upperMicros: opportunity.upperMicros,
    voidWorstMicros: assessment.voidWorstMicros,
    cashAt: assessment.cash.at,
    asOfMs: onBooks.asOfMs ?? opportunity.asOfMs,
    passesThresholds: passesThresholds(certificate, settings),
    blockedBecause:
      onBooks.staleLeg === null
        ? options.blockedBecause
        : `The book of "${label(onBooks.staleLeg)}" is too old to trade on.`,
    actionLabel:
      settings.mode === 'paper'
        ? `Paper · take all ${plural(certificate.legs.length, 'leg')}`
        : `Live · sign ${plural(certificate.legs.length, 'order')}`,
  };
}

function legView(leg: Leg, label: string, outcome: string): LegView {
  return {
    label,
    outcome,
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
  label: (key: string) => string,
): readonly ReasonView[] {
  return reasonsOf(certificate).map((reason) => {
    const ids = relationIdsOf(reason);
    const sources = relations.filter((relation) => ids.includes(relation.id));
    return {
      ...named(reason.body, label),
      consequence: reason.consequence,
      source: reason.source,
      evidence: sources.flatMap((relation) => [relation.why, ...relation.evidence]),
    };
  });
}
