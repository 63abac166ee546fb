/**
 * One opportunity in facts and numbers for the banner, the proof card and the popup. Everything comes from the
 * certificate.
 */
import type { Certificate, Leg } from '../../domain/basket';
import type { Condition, FeeSchedule, VenueEvent } from '../../domain/condition';
import type { InstanceBook } from '../../domain/instance';
import { conditionKeysOf, renamed, type RelationBody } from '../../domain/relation';
import type { Settings } from '../../protocol/settings';
import { atomPayoffs } from '../../engine/explain/atoms';
import { reasonsOf } from '../../engine/explain/reasons';
import { partialWorst } from '../../engine/sizing/partial';
import { voidWorst } from '../../engine/sizing/void-worst';
import type { LegView, OpportunityView, ReasonView } from '../../protocol/views';
import type { Opportunity } from '../opportunities/opportunities';
import { maxCostOf, passesThresholds } from '../opportunities/opportunities';
import { legNamesOf } from '../opportunities/leg-names';
import type { BookSource } from '../scan/instance';
import { buildInstance } from '../scan/instance';
import { plural } from './text';

/** More outcomes than this do not fit on a card; the worst ones come first. */
const ATOMS_SHOWN = 12;

export function buildOpportunityView(options: {
  readonly opportunity: Opportunity;
  readonly settings: Settings;
  readonly books: BookSource;
  readonly nowMs: number;
  readonly blockedBecause: string | null;
  readonly watched: readonly VenueEvent[];
}): OpportunityView {
  const { opportunity, settings, books, nowMs } = options;
  const { component, certified } = opportunity;
  const { certificate } = certified;
  const conditions = new Map(component.conditions.map((condition) => [String(condition.id), condition] as const));
  const label = (key: string) => conditions.get(key)?.label ?? key;
  const names = legNamesOf(opportunity, options.watched);
  const legName = (key: string) => {
    const condition = conditions.get(key);
    return condition ? names.nameOf(condition) : key;
  };
  const { instance, freshness } = buildInstance({
    component,
    books,
    nowMs,
    staleAfterMs: settings.staleAfterMs,
    budgetMicros: settings.maxPositionMicros,
  });
  const staleLeg = certificate.legs.find((leg) =>
    freshness.unusable.some(({ condition }) => condition.id === leg.condition),
  );
  return {
    id: opportunity.id,
    certificateHash: certified.hash,
    eventTitle: component.event.title,
    eventSlug: component.event.slug,
    edgeMicros: certificate.edgeAtLimitsMicros,
    floorMicros: certificate.floorMicros,
    maxCostMicros: maxCostOf(certificate),
    costMicros: certificate.costMicros + certificate.feesMicros,
    outcomes: certificate.conditions.length,
    events: names.events,
    reasons: reasons(certificate, component.relations, label),
    legs: certificate.legs.map((leg) => legView(leg, legName(leg.condition), label(leg.condition))),
    atoms: atomPayoffs(certificate, ATOMS_SHOWN).map((atom) => ({ ...atom, happened: atom.happened.map(label) })),
    partialWorstMicros:
      partialWorst({
        legs: certificate.legs,
        books: instance.books satisfies Readonly<Record<string, InstanceBook>>,
        fees: fees(conditions),
      })?.resultMicros ?? null,
    kellySizeFraction: settings.kellyFractionBps / 10_000,
    voidWorstMicros: voidWorst(certificate),
    cashAt: cashAt(certificate, conditions),
    asOfMs: oldestLegBook(certificate, instance.books) ?? opportunity.asOfMs,
    passesThresholds: passesThresholds(certificate, settings),
    blockedBecause: staleLeg
      ? `The book of "${label(staleLeg.condition)}" is too old to trade on.`
      : options.blockedBecause,
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
    const sources = relations.filter((relation) =>
      reason.relationId
        .replace(/^derived:/, '')
        .split('+')
        .includes(relation.id),
    );
    return {
      ...named(reason.body, label),
      consequence: reason.consequence,
      source: reason.source,
      evidence: sources.flatMap((relation) => [relation.why, ...relation.evidence]),
    };
  });
}

function fees(conditions: ReadonlyMap<string, Condition>): ReadonlyMap<string, FeeSchedule> {
  return new Map([...conditions].flatMap(([key, condition]) => (condition.fee ? [[key, condition.fee] as const] : [])));
}

function oldestLegBook(certificate: Certificate, books: Readonly<Record<string, InstanceBook>>): number | null {
  const times = certificate.legs.flatMap((leg) => books[leg.condition]?.[leg.token].verifiedAtMs ?? []);
  return times.length === certificate.legs.length && times.length > 0 ? Math.min(...times) : null;
}

/**
 * When the money can come back (polymarket-protocol 12.6): at once where the legs merge or convert at the venue, else
 * at the last end date. NO shares of one neg-risk group convert; YES and NO of one condition merge.
 */
function cashAt(certificate: Certificate, conditions: ReadonlyMap<string, Condition>): OpportunityView['cashAt'] {
  const legs = certificate.legs.flatMap((leg) => {
    const condition = conditions.get(leg.condition);
    return condition ? [{ leg, condition }] : [];
  });
  const groups = new Set(legs.map(({ condition }) => condition.negRiskMarketId));
  const allNo =
    legs.length > 1 &&
    legs.every(({ leg, condition }) => leg.side === 'buy' && leg.token === 'no' && condition.negRisk) &&
    groups.size === 1;
  const keys = new Set(legs.map(({ leg }) => leg.condition));
  const pair = legs.length === 2 && keys.size === 1;
  if (allNo || pair) return 'now';
  return (
    legs
      .map(({ condition }) => condition.endDate)
      .sort()
      .at(-1) ?? ''
  );
}
