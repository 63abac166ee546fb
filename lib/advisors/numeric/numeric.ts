/**
 * Relations that numbers prove: nested deadlines and nested thresholds, inside one event and across events. Proven only
 * when question, label and resolution text agree: one template, one source, the same parameter everywhere. Anything
 * less is a proposal that names what disagrees (maths 3.1; reliability 7.5).
 */
import type { Condition, VenueEvent } from '../../domain/condition';
import type { Relation } from '../../domain/relation';
import type { Advisor } from '../../ports/advisor';
import { textFingerprint } from '../../relations/text-fingerprint';
import { makeRelation, strongest } from '../../relations/identity';
import { printDay } from '../../language/calendar';
import { quoteText } from '../../domain/clean-text';
import { settingProblem } from '../../language/circumstances';
import { finish } from '../../domain/steps';
import { shapeProblem } from '../../language/known-shapes';
import { ladderSteps, type Comparable, type Step } from './ladder';
import { rangeRelations } from './ranges';
import { readFamily, type Parameters } from '../../language/parameters';
import { namesYear, readCondition, readText, type Reading } from '../../language/templates';
import { CREATED_LATER } from '../../language/span';

/** Larger families are not read: pairs grow with the square, and the venue's longest ladder has under 100 rungs. */
const MAX_FAMILY = 400;
/** "Over 2.5 goals in the match": which match is in the event's title only. */
const REFERS_TO_EVENT =
  /\b(?:this|the|these)\s(?:game|match|fight|bout|race|series|event|set|map|round|debate|episode|show|meeting|stream|video|speech|interview|tournament|auction)\b/i;

export interface NumericOptions {
  /**
   * The time now, if known. With it, a rung that was added to a ladder later can be proven: the earlier market, still
   * open long after that, shows that nothing had happened before (span.ts). Without it such rungs stay proposals.
   */
  readonly nowMs?: () => number;
}

export function createNumericAdvisor(options: NumericOptions = {}): Advisor {
  const proposeInSteps = (events: readonly VenueEvent[]): Steps =>
    nestedRelations(membersOf(events), options.nowMs?.() ?? null);
  return { name: 'numeric', propose: (events) => finish(proposeInSteps(events)), proposeInSteps };
}

/**
 * A pause after each text that was read and each step that was judged: the longest of them take about a millisecond.
 */
type Steps = Generator<undefined, readonly Relation[]>;

export interface Member {
  readonly condition: Condition;
  readonly event: VenueEvent;
}

/** Conditions with their events. A condition listed twice under one id is contradictory data; no rule reads it. */
export function membersOf(events: readonly VenueEvent[]): readonly Member[] {
  const members = events.flatMap((event) => event.conditions.map((condition) => ({ condition, event })));
  const counts = new Map<string, number>();
  for (const { condition } of members) counts.set(condition.id, (counts.get(condition.id) ?? 0) + 1);
  return members.filter(({ condition }) => counts.get(condition.id) === 1);
}

interface Placed {
  readonly member: Member;
  readonly reading: Reading;
}

interface Context {
  readonly nowMs: number | null;
  /** Whether the two stand in one setting; the texts are judged apart (known-shapes.ts). */
  readonly comparable: Comparable;
}

function contextOf(members: readonly Member[], nowMs: number | null): Context {
  const placed = new Map<string, Member>(members.map((member) => [member.condition.id, member]));
  return {
    nowMs,
    comparable(narrow, wide) {
      const a = placed.get(narrow.reading.condition.id);
      const b = placed.get(wide.reading.condition.id);
      if (a === undefined || b === undefined) return 'its event is not known';
      return settingProblem(a, b, {
        sameEnd: narrow.span?.end === wide.span?.end && narrow.span?.lastEnd === wide.span?.lastEnd,
        dated: namesYear(narrow.reading) && namesYear(wide.reading),
      });
    },
  };
}

function* nestedRelations(members: readonly Member[], nowMs: number | null): Steps {
  const context = contextOf(members, nowMs);
  const readings: Placed[] = [];
  for (const member of members) {
    readings.push({ member, reading: readCondition(member.condition) });
    yield;
  }
  const relations: Relation[] = [];
  for (const sameQuestion of groupBy(readings, ({ reading }) => reading.question.template).values()) {
    if (
      sameQuestion.length < 2 ||
      sameQuestion.length > MAX_FAMILY ||
      sameQuestion[0]?.reading.question.slots.length === 0
    )
      continue;
    for (const scope of scopes(sameQuestion))
      relations.push(
        ...(yield* scopeRelations(
          scope.map(({ reading }) => reading),
          context,
        )),
      );
  }
  for (const alike of groupBy(
    readings,
    ({ reading }) => `${reading.condition.eventId} ${reading.condition.question}`,
  ).values()) {
    if (alike.length > 1 && alike.length <= MAX_FAMILY)
      relations.push(
        ...(yield* labelled(
          alike.map(({ reading }) => reading),
          context,
        )),
      );
  }
  yield;
  // A rung that the ladder can only propose may be proven as a range of a count.
  return strongest([...relations, ...rangeRelations(readings, scopeOf)]);
}

/** One question for all outcomes of an event; what differs stands in the labels ("Before 2030", "Above 5%"). */
function* labelled(alike: readonly Reading[], context: Context): Steps {
  yield* readRules(alike);
  const joined = alike
    .filter((reading) => reading.label.slots.length > 0)
    .map((reading) => reading.withQuestion(readText(`${reading.condition.question} ${reading.condition.label}`)));
  const relations: Relation[] = [];
  for (const family of groupBy(joined, (reading) => reading.question.template).values())
    if (family.length > 1) relations.push(...(yield* scopeRelations(family, context)));
  return relations;
}

/**
 * What the question leaves to its event must be the same event; a question that names its subject may be compared with
 * any.
 */
function scopes(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  return [...groupBy(placed, scopeOf).values()].filter((scope) => scope.length > 1);
}

function scopeOf({ member, reading }: Placed): string {
  // An event that is titled by this very question adds nothing to it.
  const alone = quoteText(member.event.title, 500) === quoteText(member.condition.question, 500);
  const own = REFERS_TO_EVENT.test(member.condition.question) || (!alone && !namesSubject(member.condition.question));
  return own ? `event ${reading.condition.eventId} ${readText(member.event.title).template}` : 'any';
}

/** A capital letter after the first word: Bitcoin, Macron, NASA. Month names do not count. */
function namesSubject(question: string): boolean {
  const [first = '', ...words] = question.replace(/^\s*Will\s+/, '').split(/\s+/);
  const isName = (word: string): boolean =>
    /^["'(]?\p{Lu}/u.test(word) &&
    !/^["'(]?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Yes|No|ET|EST|UTC|Over|Under)/.test(word);
  return (
    words.some(isName) ||
    (isName(first) && !/^(?:A|An|The|No|Any|What|Who|How|When|Which|Total|More|Less|At)$/.test(first))
  );
}

/** Rules are read when first asked for; asked for one by one, the work can rest between them. */
function* readRules(readings: readonly Reading[]): Generator<undefined, void> {
  for (const reading of readings) if (reading.rules.items.length > 0) yield;
}

function* scopeRelations(scope: readonly Reading[], context: Context): Steps {
  yield* readRules(scope);
  const families = [...groupBy(scope, (reading) => `${reading.rules.template}\n${reading.source}`).values()];
  const relations: Relation[] = [];
  for (const family of families) if (family.length > 1) relations.push(...(yield* familyRelations(family, context)));
  return families.length > 1 ? [...relations, ...(yield* acrossFamilies(scope))] : relations;
}

function* familyRelations(family: readonly Reading[], context: Context): Steps {
  const read = readFamily(family);
  yield;
  if ('problem' in read) return read.problem === null ? [] : yield* byTitles(family, () => read.problem ?? '');
  const relations: Relation[] = [];
  for (const step of ladderSteps(read.members, context)) {
    if (!notExclusive(step)) continue;
    relations.push(
      stepRelation(
        step,
        step.disagreement ?? context.comparable(step.narrow, step.wide) ?? shapeProblem(step.narrow, step.wide),
      ),
    );
    yield;
  }
  if (read.problems.size === 0) return relations;
  return [
    ...relations,
    ...(yield* byTitles(family, (narrow, wide) => read.problems.get(narrow) ?? read.problems.get(wide) ?? null)),
  ];
}

/** Same title template, other rules: never proven; the difference is named. */
function acrossFamilies(scope: readonly Reading[]): Steps {
  return byTitles(scope, (narrow, wide) =>
    narrow.rules.template === wide.rules.template && narrow.source === wide.source
      ? null
      : rulesDifference(narrow, wide),
  );
}

/** Proposals that follow from titles alone, for the pairs to which `disagreement` has something to say. */
function* byTitles(
  readings: readonly Reading[],
  disagreement: (narrow: Reading, wide: Reading) => string | null,
): Steps {
  const read = readFamily(readings.map((reading) => reading.byTitle()));
  if ('problem' in read) return [];
  const byCondition = new Map(readings.map((reading) => [reading.condition.id, reading] as const));
  yield;
  const relations: Relation[] = [];
  for (const step of ladderSteps(read.members, { nowMs: null, comparable: () => null })) {
    if (!notExclusive(step) || step.disagreement === CREATED_LATER) continue;
    const narrow = byCondition.get(step.narrow.reading.condition.id);
    const wide = byCondition.get(step.wide.reading.condition.id);
    const reason = narrow && wide ? disagreement(narrow, wide) : null;
    if (reason !== null) relations.push(stepRelation(step, reason));
    yield;
  }
  return relations;
}

/** At most one of a neg-risk group pays: nesting there contradicts the contract. */
function notExclusive(step: Step): boolean {
  const a = step.narrow.reading.condition;
  const b = step.wide.reading.condition;
  return !(a.negRisk && b.negRisk && a.negRiskMarketId === b.negRiskMarketId);
}

function rulesDifference(a: Reading, b: Reading): string {
  if (a.source !== b.source) return 'they name different resolution sources';
  const at = Math.max(
    0,
    a.rules.items.findIndex((item, index) => item.text !== b.rules.items[index]?.text),
  );
  const around = (reading: Reading): string =>
    quoteText(
      reading.rules.items
        .slice(Math.max(0, at - 2), at + 6)
        .map((item) => item.text)
        .join(' '),
      60,
    );
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
    why:
      disagreement === null
        ? `${claim}: same question, same rules, ${reasons.join(' and ')}.`
        : `${claim}, by their titles (${reasons.join(' and ')}), but ${disagreement}.`,
    evidence: [
      `rule: numeric/1 (${[narrow.threshold && 'threshold', narrow.span && 'deadline'].filter((name) => name !== null).join(', ')})`,
      ...[narrow, wide].flatMap((member) => [`parse: ${describe(member)}`, textFingerprint(member.reading.condition)]),
      ...(disagreement === null ? [] : [`disagreement: ${disagreement}`]),
    ],
  });
}

function title(member: Parameters): string {
  const { question, label } = member.reading.condition;
  return member.reading.question.items.length > readText(question).items.length
    ? `${quoteText(question)} ${quoteText(label, 60)}`
    : quoteText(question);
}

function thresholdReason(narrow: Parameters, wide: Parameters): string | null {
  if (narrow.threshold === null || wide.threshold === null || narrow.threshold.nanos === wide.threshold.nanos)
    return null;
  return narrow.threshold.direction === 'up'
    ? `${narrow.threshold.text} is above ${wide.threshold.text}`
    : `${narrow.threshold.text} is below ${wide.threshold.text}`;
}

function spanReason(narrow: Parameters, wide: Parameters): string | null {
  if (narrow.span === null || wide.span === null) return null;
  return narrow.span.end === wide.span.end
    ? `the same last day ${printDay(narrow.span.end - 1)}`
    : `last day ${printDay(narrow.span.end - 1)} before ${printDay(wide.span.end - 1)}`;
}

function describe(member: Parameters): string {
  const { condition } = member.reading;
  const start =
    member.span === null
      ? null
      : member.span.latest === null
        ? 'no start'
        : member.span.latest === 'creation'
          ? 'market creation'
          : printDay(member.span.latest);
  const parts = [
    member.threshold && `${member.threshold.direction} ${member.threshold.text}`,
    member.span && `${start} to ${printDay(member.span.end - 1)}`,
  ].filter((part) => part !== null);
  return `${condition.id} = ${parts.join(', ')} in "${quoteText(condition.question)}"`;
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
