/** Relations that the venue's own construction guarantees: neg-risk groups and resolved markets. */
import { coded, evidence } from '../../domain/reasons';
import type { Condition, VenueEvent } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import type { Advisor, Rule } from '../../ports/advisor';
import { makeRelation } from '../../relations/identity';
import { answersYesNo } from '../../language/setting';
import { quoteText } from '../../domain/clean-text';
import { createAdvisor } from '../advisor';
import { incompleteness } from './completeness';

const RULES: readonly Rule[] = [
  { id: 'structure/settled', find: ({ events }) => events.flatMap(settledRelations) },
  { id: 'structure/group', find: ({ events }) => events.flatMap(groupRelations) },
];

export function createStructureAdvisor(): Advisor {
  return createAdvisor({ name: 'structure', scope: 'event', rules: RULES });
}

function settledRelations(event: VenueEvent): readonly Relation[] {
  return event.conditions.flatMap((condition) => {
    const { settled } = condition;
    if (settled === null || !isUnique(event, condition)) return [];
    return [
      makeRelation({
        body: { type: 'settled', of: condition.id, value: settled },
        source: 'structure',
        status: 'proven',
        why: coded('resolved', { question: quoteText(condition.question), answer: settled ? 'yes' : 'no' }),
        evidence: [
          evidence(
            'market',
            coded('market-state', {
              market: condition.marketId,
              closed: String(condition.closed),
              settled: String(settled),
              protocol: condition.protocol,
            }),
          ),
        ],
      }),
    ];
  });
}

function isUnique(event: VenueEvent, condition: Condition): boolean {
  return event.conditions.filter((other) => other.id === condition.id).length === 1;
}

function groupRelations(event: VenueEvent): readonly Relation[] {
  // Flags that contradict each other: whatever the group is, it is not known.
  if (
    !event.negRisk ||
    event.cumulativeMarkets ||
    new Set(event.conditions.map((condition) => condition.id)).size !== event.conditions.length
  )
    return [];
  const groups = new Map<string, Condition[]>();
  for (const condition of event.conditions) {
    if (!condition.negRisk || condition.negRiskMarketId === '') continue;
    // Ids of the two protocols are made differently: an equal group id across them proves nothing.
    const key = `${condition.protocol} ${condition.negRiskMarketId}`;
    groups.set(key, [...(groups.get(key) ?? []), condition]);
  }
  return [...groups.values()].flatMap((group) => {
    // "The first share is Yes" is what a group rests on; with other names nobody says so.
    if (group.some((condition) => condition.outcomes !== undefined && !answersYesNo(condition))) return [];
    const doubts = incompleteness(event, group);
    if (doubts.length === 0) return [exactlyOne(event, group)];
    // More than one winner in one group: the venue's data contradict its construction.
    return group.length < 2 || group.filter((condition) => condition.settled === true).length > 1
      ? []
      : [atMostOne(event, group, doubts)];
  });
}

function exactlyOne(event: VenueEvent, group: readonly Condition[]): Relation {
  const settled = group.filter((condition) => condition.settled !== null).length;
  return makeRelation({
    body: { type: 'exactly-one', of: group.map((condition) => condition.id) },
    source: 'structure',
    status: 'proven',
    why: coded('group-complete', { count: group.length, event: quoteText(event.title), resolved: settled }),
    evidence: [
      evidence('rule', 'structure/exactly-one/1'),
      ...groupEvidence(event, group),
      evidence('group', coded('group-state', { open: group.length - settled, resolved: settled })),
    ],
  });
}

function atMostOne(event: VenueEvent, group: readonly Condition[], doubts: readonly string[]): Relation {
  return makeRelation({
    body: { type: 'excludes', of: group.map((condition) => condition.id) },
    source: 'structure',
    status: 'proven',
    why: coded('group-incomplete', {
      count: group.length,
      event: quoteText(event.title),
      doubt: doubts[0] ?? '',
    }),
    evidence: [
      evidence('rule', 'structure/at-most-one/1'),
      ...groupEvidence(event, group),
      ...doubts.slice(0, 20).map((doubt) => evidence('not-complete', doubt)),
    ],
  });
}

function groupEvidence(event: VenueEvent, group: readonly Condition[]): readonly string[] {
  return [
    evidence(
      'event',
      coded('event-state', {
        event: event.id,
        negRisk: String(event.negRisk),
        enableNegRisk: String(event.enableNegRisk),
        negRiskAugmented: String(event.negRiskAugmented),
        active: String(event.active),
        closed: String(event.closed),
        incomplete: String(event.incomplete === true),
      }),
    ),
    evidence(
      'group',
      coded('group-markets', {
        group: quoteText(group[0]?.negRiskMarketId ?? '', 80),
        count: group.length,
        markets: event.conditions.length,
        protocols: [...new Set(group.map((condition) => condition.protocol))].join(', '),
      }),
    ),
  ];
}
