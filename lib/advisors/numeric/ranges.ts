/**
 * Relations between intervals of one quantity (maths 3.1): a range is the difference of two rungs of a ladder, disjoint
 * intervals exclude each other, intervals that cover the line hold one that pays. Proven only for a quantity that has
 * one value, where the rules say which ends count wherever two intervals share an end. "Above 100 by March" and "below
 * 50 by March" do not exclude each other (maths 8.5): both may be touched, and such quantities have no one value.
 */
import { conditionKeysOf, isExecutable, type Relation, type RelationBody } from '../../domain/relation';
import { rowsOf } from '../../relations/rows';
import { satisfy } from '../../relations/satisfy';
import { textFingerprint } from '../../relations/text-fingerprint';
import { makeRelation } from '../../relations/identity';
import { answersYesNo, namesOneGame, type Placed } from '../../language/circumstances';
import { dayOfIso, spanOf, withYear } from '../../language/calendar';
import { quoteText } from '../../domain/clean-text';
import {
  and,
  compareEnds,
  contains,
  covers,
  disjoint,
  sameEnd,
  sameInclusion,
  type Answer,
} from '../../language/interval-ends';
import { SEVERAL, readAsked, readBounded, type Asked, type Bounded, type End } from '../../language/interval';
import type { Reading } from '../../language/templates';

/** Longer families are not read: the venue's longest ladder has under 100 rungs. */
const MAX_MEMBERS = 200;

export interface RangeMember {
  readonly member: Placed;
  readonly reading: Reading;
}

interface Entry extends Bounded {
  readonly member: Placed;
  /** The venue lists a market twice by mistake and resolves one of the two as it likes. */
  readonly twin: boolean;
}

/**
 * @param scopeOf what else two titles must share to speak of one thing (their event, where a title leaves something to
 * it)
 */
export function rangeRelations(
  members: readonly RangeMember[],
  scopeOf: (member: RangeMember) => string,
): readonly Relation[] {
  const families = new Map<string, { readonly member: Placed; readonly asked: Asked }[]>();
  for (const each of members) {
    const asked = readAsked(each.reading);
    if (asked === null) continue;
    const key = `${scopeOf(each)}\n${asked.subject}`;
    const family = families.get(key) ?? [];
    families.set(key, family);
    family.push({ member: each.member, asked });
  }
  // Rungs of one side are the ladder's own (ladder.ts). The rules, the longest text by far, are read for the others
  // only.
  return [...families.values()].flatMap((family) => {
    const [first] = family;
    const mixed =
      new Set(family.map(({ asked }) => `${asked.kind} ${asked.reading.question.template}`)).size > 1 ||
      first?.asked.kind === 'in' ||
      first?.asked.kind === 'at' ||
      (first !== undefined && first.asked.counted !== null);
    return family.length < 2 || family.length > MAX_MEMBERS || !mixed
      ? []
      : familyRelations(
          family.flatMap(({ member, asked }) => {
            const bounded = readBounded(asked);
            return bounded === null ? [] : [{ ...bounded, member, twin: isTwin(asked, family) }];
          }),
        );
  });
}

function isTwin({ reading }: Asked, family: readonly { readonly asked: Asked }[]): boolean {
  const words = (asked: Reading): string => asked.question.items.map((item) => item.text).join(' ');
  return family.some(({ asked }) => asked.reading !== reading && words(asked.reading) === words(reading));
}

function familyRelations(family: readonly Entry[]): readonly Relation[] {
  const ups = family
    .filter((entry) => entry.interval.high === null)
    .sort((a, b) => compareEnds(a.interval.low, b.interval.low));
  const downs = family
    .filter((entry) => entry.interval.low === null)
    .sort((a, b) => compareEnds(a.interval.high, b.interval.high));
  const ranges = family
    .filter((entry) => entry.interval.low !== null && entry.interval.high !== null)
    .sort((a, b) => compareEnds(a.interval.low, b.interval.low));
  const nested = [...nestedRungs(ups), ...nestedRungs(downs)];
  if (ranges.length === 0 && (ups.length === 0 || downs.length === 0)) return nested;
  const side = chain(ranges, { ups, downs });
  const said = new Set(side.flatMap((relation) => (isExecutable(relation) ? conditionKeysOf(relation.body) : [])));
  const pairs = [...ranges.flatMap((range) => rangeSteps(range, { ups, downs })), ...opposites(ups, downs)];
  // What the whole row of ranges says is not said again of two of them.
  return [
    ...side,
    ...nested,
    ...pairs.filter(({ body }) => body.type !== 'excludes' || body.of.some((key) => !said.has(key))),
  ];
}

/**
 * "More than 2" and "3 or more": neighbours that compare in other words, or count things whose names the ladder does
 * not know.
 */
function nestedRungs(rungs: readonly Entry[]): readonly Relation[] {
  return rungs.slice(1).flatMap((b, index) => {
    const a = rungs[index];
    if (
      a === undefined ||
      (a.reading.question.template === b.reading.question.template && !(a.whole && b.whole)) ||
      oneGroup([a, b])
    )
      return [];
    const [aHoldsB, bHoldsA] = [contains(a, b), contains(b, a)];
    if (aHoldsB === 'yes' && bHoldsA === 'yes')
      return [
        relationOf({
          body: { type: 'equivalent', of: [key(a), key(b)] },
          of: [a, b],
          answer: 'yes',
          needsTotal: false,
          claim: `${name(a)} and ${name(b)} ask the same`,
        }),
      ];
    const [wide, narrow] = aHoldsB === 'yes' ? [a, b] : [b, a];
    return aHoldsB === 'yes' || bHoldsA === 'yes'
      ? [
          relationOf({
            body: { type: 'implies', if: key(narrow), then: key(wide) },
            of: [narrow, wide],
            answer: 'yes',
            needsTotal: false,
            claim: `If ${name(narrow)} is Yes, ${name(wide)} must be Yes`,
          }),
        ]
      : [];
  });
}

interface HalfLines {
  readonly ups: readonly Entry[];
  readonly downs: readonly Entry[];
}

/**
 * The range beside the ladder: the difference of two rungs where both are there; else the nearest rung that holds it,
 * and the nearest beyond it.
 */
function rangeSteps(range: Entry, { ups, downs }: HalfLines): readonly Relation[] {
  const { low, high } = range.interval;
  const relations: Relation[] = [];
  const differences = [
    { from: ups.find((up) => sameEnd(up.interval.low, low)), less: ups.find((up) => sameEnd(up.interval.low, high)) },
    {
      from: downs.find((down) => sameEnd(down.interval.high, high)),
      less: downs.find((down) => sameEnd(down.interval.high, low)),
    },
  ];
  for (const { from, less } of differences) {
    if (from === undefined || less === undefined || from === less) continue;
    const holds = and(
      and(contains(from, range), disjoint(range, less)),
      and(covers(range, less), sameInclusion(from, range)),
    );
    relations.push(
      relationOf({
        body: { type: 'difference', result: key(range), of: [key(from), key(less)] },
        of: [range, from, less],
        answer: holds,
        needsTotal: false,
        claim: `${name(range)} is Yes exactly when ${name(from)} is Yes and ${name(less)} is No`,
      }),
    );
  }
  if (relations.some(isExecutable)) return relations;
  const holder = [
    ups.findLast((up) => contains(up, range) === 'yes'),
    downs.find((down) => contains(down, range) === 'yes'),
  ];
  const beyond = [
    ups.find((up) => disjoint(up, range) === 'yes'),
    downs.findLast((down) => disjoint(down, range) === 'yes'),
  ];
  for (const wide of holder)
    if (wide && !oneGroup([range, wide]))
      relations.push(
        relationOf({
          body: { type: 'implies', if: key(range), then: key(wide) },
          of: [range, wide],
          answer: 'yes',
          needsTotal: false,
          claim: `If ${name(range)} is Yes, ${name(wide)} must be Yes`,
        }),
      );
  for (const other of beyond) if (other && !oneGroup([range, other])) relations.push(exclusion([range, other], 'yes'));
  return relations;
}

/**
 * "Above 110" and "below 100" never both; "above 100" and "below 110" never neither; "above 100" and "100 or below"
 * exactly one.
 */
function opposites(ups: readonly Entry[], downs: readonly Entry[]): readonly Relation[] {
  return ups.flatMap((up) => {
    const mirror = downs.find((down) => sameEnd(down.interval.high, up.interval.low));
    const apart = downs.findLast((down) => down !== mirror && disjoint(up, down) === 'yes');
    const over = downs.find((down) => down !== mirror && covers(down, up) === 'yes');
    const relations: Relation[] = [];
    if (mirror && !oneGroup([up, mirror]))
      relations.push(
        ...unlessWhole([up, mirror], disjoint(up, mirror)),
        relationOf({
          body: { type: 'not', of: [key(up), key(mirror)] },
          of: [up, mirror],
          answer: and(disjoint(up, mirror), covers(mirror, up)),
          needsTotal: true,
          claim: `Exactly one of ${name(up)} and ${name(mirror)} is Yes`,
        }),
      );
    if (apart && !oneGroup([up, apart])) relations.push(exclusion([up, apart], 'yes'));
    if (over)
      relations.push(
        relationOf({
          body: { type: 'at-least-one', of: [key(up), key(over)] },
          of: [up, over],
          answer: 'yes',
          needsTotal: true,
          claim: `At least one of ${name(up)} and ${name(over)} is Yes`,
        }),
      );
    return relations;
  });
}

/** Ranges side by side, with the open ends below and above them. */
function chain(ranges: readonly Entry[], { ups, downs }: HalfLines): readonly Relation[] {
  const [first] = ranges;
  const last = ranges.at(-1);
  if (first === undefined || last === undefined) return [];
  const below = downs.findLast((down) => disjoint(down, first) !== 'no');
  const above = ups.find((up) => disjoint(up, last) !== 'no');
  const links = [...(below ? [below] : []), ...ranges, ...(above ? [above] : [])];
  if (links.length < 2 || oneGroup(links)) return [];
  const joints = links
    .slice(1)
    .map((link, index) => ({ before: links[index], link }))
    .flatMap(({ before, link }) => (before ? [{ apart: disjoint(before, link), whole: covers(before, link) }] : []));
  const apart = joints.reduce<Answer>((all, joint) => and(all, joint.apart), 'yes');
  if (apart === 'no') return [];
  const whole = below && above ? joints.reduce<Answer>((all, joint) => and(all, joint.whole), 'yes') : 'no';
  if (whole === 'yes')
    return [
      ...unlessWhole(links, apart),
      relationOf({
        body: { type: 'exactly-one', of: links.map(key) },
        of: links,
        answer: apart,
        needsTotal: true,
        claim: `Exactly one of these ${links.length} ranges from ${name(links[0] ?? first)} to ${name(last)} holds the value`,
      }),
    ];
  return [exclusion(links, apart)];
}

/**
 * Where there may be no number at all, that one of them pays is a proposal; that no two do is said apart where it is
 * proven.
 */
function unlessWhole(of: readonly Entry[], apart: Answer): readonly Relation[] {
  return apart === 'no' || of.every((entry) => entry.whole) ? [] : [exclusion(of, apart)].filter(isExecutable);
}

function exclusion(of: readonly Entry[], answer: Answer): Relation {
  const [first, last] = [of[0], of.at(-1)];
  const claim =
    of.length === 2 && first && last
      ? `${name(first)} and ${name(last)} cannot both be Yes`
      : `At most one of these ${of.length} ranges holds the value`;
  return relationOf({ body: { type: 'excludes', of: of.map(key) }, of, answer, needsTotal: false, claim });
}

interface Draft {
  readonly body: RelationBody;
  readonly of: readonly Entry[];
  readonly answer: Answer;
  /** It says that something pays, so there must be a number. */
  readonly needsTotal: boolean;
  readonly claim: string;
}

function relationOf(draft: Draft): Relation {
  const { body, of, claim } = draft;
  const disagreement = problemOf(draft);
  return makeRelation({
    body,
    source: 'rule',
    status: disagreement === null ? 'proven' : 'proposed',
    why:
      disagreement === null
        ? `${claim}: ${body.type === 'implies' ? 'the one lies inside the other, with the same rules' : of.every((entry) => entry.whole) ? 'one count of whole things, with the same rules' : 'one quantity with one value, same rules, and its ends are given'}.`
        : `${claim}, by their titles, but ${disagreement}.`,
    evidence: [
      `rule: numeric/range/1 (${body.type})`,
      ...of.flatMap((entry) => [
        `parse: ${entry.reading.condition.id} = ${print(entry)} in "${quoteText(entry.reading.condition.question)}"`,
        textFingerprint(entry.reading.condition),
      ]),
      ...(disagreement === null ? [] : [`disagreement: ${disagreement}`]),
    ],
  });
}

function problemOf({ body, of, answer, needsTotal }: Draft): string | null {
  const [first] = of;
  const own = of.map((entry) => entry.problem).find((problem) => problem !== null);
  if (own !== undefined) return own;
  if (first === undefined || new Set(of.map((entry) => entry.rules)).size > 1)
    return 'their rules differ in more than the range';
  if (new Set(of.map((entry) => entry.reading.source)).size > 1) return 'they name different resolution sources';
  if (of.some((entry) => !entry.reading.condition.active)) return 'one of them was never opened';
  const apart = of
    .slice(1)
    .map((entry) => apartProblem(first, entry))
    .find((problem) => problem !== null);
  if (apart !== undefined) return apart;
  // What lies in one range lies in a wider one, however many numbers there are; all else is said of one.
  if (body.type !== 'implies' && of.some((entry) => !entry.one)) return SEVERAL;
  if (answer !== 'yes')
    return 'the rules do not say, or not alike, to which of them the amount at their common end belongs';
  if (needsTotal && of.some((entry) => !entry.whole))
    return 'there may be no such price (a holiday, a halt), and then none of them pays';
  if (new Set(of.map((entry) => entry.whole)).size > 1) return 'only some of them are known to count whole things';
  if (of.some((entry) => entry.twin)) return 'one of them is listed twice, and a mistaken copy may resolve in any way';
  const known = new Map<string, boolean>(
    of.flatMap(({ reading: { condition } }) => (condition.settled === null ? [] : [[condition.id, condition.settled]])),
  );
  return known.size > 0 && satisfy(rowsOf(body), known).kind === 'no' ? 'what is resolved speaks against it' : null;
}

/** Equal rules that name the day with its year speak of one value, whatever their events are called. */
function apartProblem(a: Entry, b: Entry): string | null {
  const [first, second] = [a.reading.condition, b.reading.condition];
  if (!answersYesNo(first) || !answersYesNo(second)) return 'their answers are not known to be exactly Yes and No';
  if (dayOfIso(first.endDate) !== dayOfIso(second.endDate)) return 'the venue ends them on different days';
  if (a.member.event === b.member.event || first.eventId === second.eventId) return null;
  if (namesOneGame(a.member) || namesOneGame(b.member)) return 'which game is meant stands only in their events';
  return isDated(a.reading) && isDated(b.reading) ? null : 'they belong to different events and do not name the year';
}

/** Every day has its year, or is the day on which the venue ends the market, which lends it one. */
function isDated(reading: Reading): boolean {
  const end = dayOfIso(reading.condition.endDate);
  const year = Number(reading.condition.endDate.slice(0, 4));
  const dates = [...reading.question.items, ...reading.rules.items].flatMap((item) =>
    item.kind === 'date' ? [item.date] : item.kind === 'window' ? [item.to] : [],
  );
  return (
    dates.length > 0 &&
    dates.every((date) => {
      if (date.year !== null) return true;
      const span = end === null || date.kind !== 'day' ? null : spanOf(withYear(date, year));
      return span !== null && end !== null && Math.abs(span.start - end) <= 1;
    })
  );
}

function key(entry: Entry): string {
  return entry.reading.condition.id;
}

function name(entry: Entry): string {
  return `"${quoteText(entry.reading.condition.question)}"`;
}

function print({ interval: { low, high } }: Entry): string {
  const bracket = (end: End, closed: string, open: string): string =>
    end === null ? '(' : end.included === null ? '?' : end.included ? closed : open;
  return `${bracket(low, '[', '(')}${low?.text ?? 'any'}, ${high?.text ?? 'any'}${high === null ? ')' : bracket(high, ']', ')')}`;
}

/** The group pays at most one of them already, and whether exactly one is the structure advisor's to say. */
function oneGroup(entries: readonly Entry[]): boolean {
  const groups = new Set(
    entries.map(({ reading: { condition } }) => (condition.negRisk ? condition.negRiskMarketId : '')),
  );
  return groups.size === 1 && !groups.has('');
}
