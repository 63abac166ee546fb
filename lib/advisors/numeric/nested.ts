/**
 * Nested deadlines and nested thresholds. Proven only when question, label and resolution text agree: one template, one
 * source, the same parameter everywhere. Anything less is a proposal that names what disagrees (docs/maths.md 3.1;
 * docs/reliability.md 2.10).
 */
import { coded } from '../../domain/reasons';
import { groupBy } from '../../domain/group';
import type { Member } from '../../domain/question';
import type { Relation } from '../../domain/relation';
import { dayOfIso } from '../../language/calendar';
import { shapeProblem } from '../../language/ladder-shapes';
import { readFamily, startsAtCreation } from '../../language/parameters';
import { settingProblem } from '../../language/setting';
import { CREATED_LATER } from '../../language/span';
import { namesYear, readText, type ConditionTexts } from '../../language/templates';
import { REVIEWED_LINE } from '../../relations/accepted-templates';
import type { Questions, Steps } from '../../ports/advisor';
import { ladderSteps, openAt, startsApart, type Comparable, type Step } from './ladder';
import { rulesDifference, stepRelation } from './nested-relation';
import { placedOf, scopeOf, type Placed } from './scope';
import { reviewedFor } from './reviewed';
import { startsAgree, templateLine, templateOfStep, type Template } from './template';

/** Larger families are not read: pairs grow with the square, and the venue's longest ladder has under 100 rungs. */
const MAX_FAMILY = 400;

interface Context {
  readonly nowMs: number | null;
  /** Whether the two stand in one setting; the texts are judged apart (ladder-shapes.ts). */
  readonly comparable: Comparable;
}

function contextOf(members: readonly Member[], nowMs: number | null): Context {
  const placed = new Map<string, Member>(members.map((member) => [member.condition.id, member]));
  return {
    nowMs,
    comparable(narrow, wide, read = false) {
      const a = placed.get(narrow.texts.condition.id);
      const b = placed.get(wide.texts.condition.id);
      if (a === undefined || b === undefined) return coded('event-unknown');
      return settingProblem(a, b, {
        sameEnd: narrow.span?.end === wide.span?.end && narrow.span?.lastEnd === wide.span?.lastEnd,
        dated: namesYear(narrow.texts) && namesYear(wide.texts),
        read,
      });
    },
  };
}

/** The same question with other days or amounts. */
export function* ladderRelations({ members, nowMs }: Questions): Steps {
  const context = contextOf(members, nowMs);
  const relations: Relation[] = [];
  for (const alike of groupBy(placedOf(members), ({ texts }) => texts.question.template).values()) {
    if (alike.length < 2 || alike.length > MAX_FAMILY || alike[0]?.texts.question.slots.length === 0) continue;
    for (const scope of scopes(alike)) {
      const texts = scope.map((placed) => placed.texts);
      relations.push(...(yield* scopeRelations(texts, context)));
    }
  }
  return relations;
}

/** One question for all outcomes of an event; what differs stands in the labels ("Before 2030", "Above 5%"). */
export function* labelRelations({ members, nowMs }: Questions): Steps {
  const context = contextOf(members, nowMs);
  const relations: Relation[] = [];
  const texts = placedOf(members).map((placed) => placed.texts);
  for (const alike of groupBy(texts, ({ condition }) => `${condition.eventId} ${condition.question}`).values())
    if (alike.length > 1 && alike.length <= MAX_FAMILY) relations.push(...(yield* labelled(alike, context)));
  return relations;
}

function* labelled(alike: readonly ConditionTexts[], context: Context): Steps {
  yield* readRules(alike);
  const joined = alike
    .filter((texts) => texts.label.slots.length > 0)
    .map((texts) => texts.withQuestion(readText(`${texts.condition.question} ${texts.condition.label}`)));
  const relations: Relation[] = [];
  for (const family of groupBy(joined, (texts) => texts.question.template).values())
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

/** Rules are read when first asked for; asked for one by one, the work can rest between them. */
function* readRules(readings: readonly ConditionTexts[]): Generator<undefined, void> {
  for (const texts of readings) if (texts.rules.items.length > 0) yield;
}

function* scopeRelations(scope: readonly ConditionTexts[], context: Context): Steps {
  yield* readRules(scope);
  const families = [...groupBy(scope, (texts) => `${texts.rules.template}\n${texts.source}`).values()];
  const relations: Relation[] = [];
  for (const family of families) if (family.length > 1) relations.push(...(yield* familyRelations(family, context)));
  return families.length > 1 ? [...relations, ...(yield* acrossFamilies(scope))] : relations;
}

function* familyRelations(family: readonly ConditionTexts[], context: Context): Steps {
  const read = readFamily(family);
  yield;
  if ('problem' in read) return read.problem === null ? [] : yield* byTitles(family, () => read.problem ?? '', context);
  const relations: Relation[] = [];
  for (const step of ladderSteps(read.members, context)) {
    if (!notExclusive(step)) continue;
    const setting = context.comparable(step.narrow, step.wide);
    const apart = step.disagreement ?? setting;
    // The user may vouch for wording, not for markets that stand apart.
    const contained = step.disagreement === setting ? null : step.disagreement;
    const readApart = contained ?? context.comparable(step.narrow, step.wide, true);
    const template = readApart === null ? templateIn(step, context, step.narrow.span !== null) : null;
    relations.push(judged(step, apart ?? shapeProblem(step.narrow, step.wide), { template, context }));
    yield;
  }
  if (read.problems.size === 0) return relations;
  return [
    ...relations,
    ...(yield* byTitles(
      family,
      (narrow, wide) => read.problems.get(narrow) ?? read.problems.get(wide) ?? null,
      context,
    )),
  ];
}

/** Same title template, other rules: never proven; the difference is named. */
function acrossFamilies(scope: readonly ConditionTexts[]): Steps {
  return byTitles(scope, (narrow, wide) =>
    narrow.rules.template === wide.rules.template && narrow.source === wide.source
      ? null
      : rulesDifference(narrow, wide),
  );
}

/** Proposals that follow from titles alone, for the pairs to which `disagreement` has something to say. */
function* byTitles(
  readings: readonly ConditionTexts[],
  disagreement: (narrow: ConditionTexts, wide: ConditionTexts) => string | null,
  context: Context | null = null,
): Steps {
  const read = readFamily(readings.map((texts) => texts.byTitle()));
  if ('problem' in read) return [];
  const byCondition = new Map(readings.map((texts) => [texts.condition.id, texts] as const));
  yield;
  const relations: Relation[] = [];
  for (const step of ladderSteps(read.members, { nowMs: context?.nowMs ?? null, comparable: () => null })) {
    if (!notExclusive(step) || step.disagreement === CREATED_LATER) continue;
    const narrow = byCondition.get(step.narrow.texts.condition.id);
    const wide = byCondition.get(step.wide.texts.condition.id);
    const reason = narrow && wide ? disagreement(narrow, wide) : null;
    if (reason === null || narrow === undefined || wide === undefined) continue;
    const whole = { narrow: { ...step.narrow, texts: narrow }, wide: { ...step.wide, texts: wide } };
    const counts = startsAtCreation(narrow) || startsAtCreation(wide);
    const starts = context !== null && counts ? startsApart(whole, context.nowMs) : null;
    const apart = step.disagreement ?? starts;
    const alike = context !== null && apart === null && context.comparable(whole.narrow, whole.wide, true) === null;
    const template = context !== null && alike ? templateIn(whole, context) : null;
    relations.push(judged({ ...whole, disagreement: step.disagreement }, reason, { template, context }));
    yield;
  }
  return relations;
}

/** @param judged the first days of both were read from their rules and compared */
function templateIn({ narrow, wide }: Omit<Step, 'disagreement'>, { nowMs }: Context, judged = false): Template | null {
  const starts = judged || startsAgree(narrow.texts, wide.texts, openAt(narrow, nowMs));
  return starts ? templateOfStep(narrow, wide, true) : null;
}

/** Proven by a rule, by a template that was read, or not: then one word of the user may cover all of its template. */
function judged(
  step: Step,
  reason: string | null,
  { template, context }: { readonly template: Template | null; readonly context: Context | null },
): Relation {
  const line = templateLine(template);
  if (reason === null || context === null) return stepRelation(step, reason, line);
  const reviewed = template === null ? null : reviewedFor(template, startsApart(step, context.nowMs));
  return template === null || reviewed === null || !isSound(step)
    ? stepRelation(step, reason, line)
    : stepRelation(step, null, [...line, `${REVIEWED_LINE}${template.form}`]);
}

/** What no reading of the text can mend: never opened, or a year that only one of several days could have. */
function isSound({ narrow, wide }: Step): boolean {
  return [narrow, wide].every(({ texts, span }) => {
    if (texts.problem !== null || !texts.condition.active) return false;
    if (span === null || namesYear(texts)) return true;
    // "By March 31": the first such day after the creation, if the venue does not end it before, nor a year after.
    const [made, end] = [dayOfIso(texts.condition.createdAt ?? ''), dayOfIso(texts.condition.endDate)];
    return made !== null && end !== null && span.end - made <= YEAR && end >= span.end - 2 && end <= span.end + YEAR;
  });
}

const YEAR = 366;

/** At most one of a neg-risk group pays: nesting there contradicts the contract. */
function notExclusive(step: Step): boolean {
  const a = step.narrow.texts.condition;
  const b = step.wide.texts.condition;
  return !(a.negRisk && b.negRisk && a.negRiskMarketId === b.negRiskMarketId);
}
