/**
 * Relations that numbers prove: nested deadlines and nested thresholds inside one event. Proven only when question, label and
 * resolution text agree: one template, one source, the same parameter everywhere. Anything less is a proposal that names what
 * disagrees (maths 3.1; reliability 7.5).
 */
import type { VenueEvent } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import type { Advisor } from '../../ports/advisor';
import { makeRelation } from '../make';
import { printDay } from '../text/calendar';
import { quoteText } from '../text/clean';
import { textFingerprint } from '../fingerprint';
import { ladderSteps, type Step } from './ladder';
import { readFamily, type Parameters } from './parameters';
import { readCondition, type Reading } from './reading';

/** Above this an event is not read: pairs grow with the square, and the venue's largest event has under 200 markets. */
const MAX_CONDITIONS = 1_000;

export function createNumericAdvisor(): Advisor {
  return { name: 'numeric', propose: (events) => events.flatMap((event) => relationsOfEvent(event)) };
}

function relationsOfEvent(event: VenueEvent): readonly Relation[] {
  if (event.conditions.length < 2 || event.conditions.length > MAX_CONDITIONS) return [];
  const readings = distinct(event).map(readCondition);
  const relations: Relation[] = [];
  for (const sameQuestion of groupBy(readings, (reading) => reading.question.template).values()) {
    if (sameQuestion.length < 2) continue;
    const families = [...groupBy(sameQuestion, (reading) => `${reading.rules.template}\n${reading.source}`).values()];
    for (const family of families) relations.push(...familyRelations(family));
    if (families.length > 1) relations.push(...acrossFamilies(sameQuestion));
  }
  return relations;
}

/** A condition listed twice under one id is contradictory data; no rule reads it. */
function distinct(event: VenueEvent): VenueEvent['conditions'] {
  const counts = new Map<string, number>();
  for (const condition of event.conditions) counts.set(condition.id, (counts.get(condition.id) ?? 0) + 1);
  return event.conditions.filter((condition) => counts.get(condition.id) === 1);
}

function familyRelations(family: readonly Reading[]): readonly Relation[] {
  if (family.length < 2) return [];
  const read = readFamily(family);
  if ('problem' in read) return [];
  return ladderSteps(read.members).filter(notExclusive).map((step) => stepRelation(step, step.disagreement));
}

/** Same title template, other rules: never proven; the difference is named. */
function acrossFamilies(readings: readonly Reading[]): readonly Relation[] {
  // Titles alone order the members; the rules are left to the user, who is told where they part.
  const read = readFamily(readings.map((reading) => ({ ...reading, rules: reading.question, startsAtCreation: false })));
  if ('problem' in read) return [];
  const byCondition = new Map(readings.map((reading) => [reading.condition.id, reading] as const));
  return ladderSteps(read.members).filter(notExclusive).flatMap((step) => {
    const narrow = byCondition.get(step.narrow.reading.condition.id);
    const wide = byCondition.get(step.wide.reading.condition.id);
    if (!narrow || !wide || (narrow.rules.template === wide.rules.template && narrow.source === wide.source)) return [];
    return [stepRelation(step, rulesDifference(narrow, wide))];
  });
}

/** At most one of a neg-risk group pays: nesting there contradicts the contract. */
function notExclusive(step: Step): boolean {
  const a = step.narrow.reading.condition;
  const b = step.wide.reading.condition;
  return !(a.negRisk && b.negRisk && a.negRiskMarketId === b.negRiskMarketId);
}

function rulesDifference(a: Reading, b: Reading): string {
  if (a.source !== b.source) return 'they name different resolution sources';
  const at = a.rules.items.findIndex((item, index) => item.text !== b.rules.items[index]?.text);
  const around = (reading: Reading): string => quoteText(reading.rules.items.slice(Math.max(0, at - 2), at + 6).map((item) => item.text).join(' '), 60);
  return `their rules differ: "${around(a)}" against "${around(b)}"`;
}

function stepRelation(step: Step, disagreement: string | null): Relation {
  const { narrow, wide } = step;
  const reasons = [thresholdReason(narrow, wide), spanReason(narrow, wide)].filter((reason) => reason !== null);
  const claim = `If "${title(narrow)}" is Yes, "${title(wide)}" must be Yes`;
  return makeRelation({
    body: { type: 'implies', if: narrow.reading.condition.id, then: wide.reading.condition.id },
    source: 'rule',
    status: disagreement === null ? 'proven' : 'proposed',
    why: disagreement === null ? `${claim}: same question, same rules, ${reasons.join(' and ')}.` : `${claim}, by their titles (${reasons.join(' and ')}), but ${disagreement}.`,
    evidence: [
      `rule: numeric/1 (${[narrow.threshold && 'threshold', narrow.span && 'deadline'].filter((name) => name !== null).join(', ')})`,
      ...[narrow, wide].flatMap((member) => [`parse: ${describe(member)}`, textFingerprint(member.reading.condition)]),
      ...(disagreement === null ? [] : [`disagreement: ${disagreement}`]),
    ],
  });
}

function title(member: Parameters): string {
  return quoteText(member.reading.condition.question);
}

function thresholdReason(narrow: Parameters, wide: Parameters): string | null {
  if (narrow.threshold === null || wide.threshold === null || narrow.threshold.nanos === wide.threshold.nanos) return null;
  return narrow.threshold.direction === 'up' ? `${narrow.threshold.text} is above ${wide.threshold.text}` : `${narrow.threshold.text} is below ${wide.threshold.text}`;
}

function spanReason(narrow: Parameters, wide: Parameters): string | null {
  if (narrow.span === null || wide.span === null) return null;
  return narrow.span.end === wide.span.end ? `the same last day ${printDay(narrow.span.end - 1)}` : `last day ${printDay(narrow.span.end - 1)} before ${printDay(wide.span.end - 1)}`;
}

function describe(member: Parameters): string {
  const { condition } = member.reading;
  const start = member.span === null ? null : member.span.latest === null ? 'no start' : member.span.latest === 'creation' ? 'market creation' : printDay(member.span.latest);
  const parts = [member.threshold && `${member.threshold.direction} ${member.threshold.text}`, member.span && `${start} to ${printDay(member.span.end - 1)}`].filter((part) => part !== null);
  return `${condition.id} = ${parts.join(', ')} in "${quoteText(condition.question)}"`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
