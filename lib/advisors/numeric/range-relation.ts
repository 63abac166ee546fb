/** A relation between intervals, with what keeps it a proposal. */
import { coded, evidence } from '../../domain/reasons';
import { quoteText } from '../../domain/clean-text';
import type { Member } from '../../domain/question';
import type { Relation, RelationBody } from '../../domain/relation';
import { dayOfIso, spanOf, withYear } from '../../language/calendar';
import { type Answer, type End } from '../../language/interval';
import { SEVERAL } from '../../language/interval-rules';
import type { RuledInterval } from '../../language/ruled-interval';
import { answersYesNo, namesOneGame } from '../../language/setting';
import type { ConditionTexts } from '../../language/templates';
import { textFingerprint } from '../../relations/text-fingerprint';
import { rowsOf } from '../../relations/rows';
import { makeRelation } from '../../relations/identity';
import { satisfy } from '../../relations/satisfy';

export interface Entry extends RuledInterval {
  readonly member: Member;
  /** The venue lists a market twice by mistake and resolves one of the two as it likes. */
  readonly twin: boolean;
}

interface Draft {
  readonly body: RelationBody;
  readonly of: readonly Entry[];
  readonly answer: Answer;
  /** It says that something pays, so there must be a number. */
  readonly needsTotal: boolean;
  readonly claim: string;
}

export function relationOf(draft: Draft): Relation {
  const { body, of, claim } = draft;
  const disagreement = problemOf(draft);
  return makeRelation({
    body,
    source: 'rule',
    status: disagreement === null ? 'proven' : 'proposed',
    why:
      disagreement === null
        ? coded('claim-because', { claim, because: reasonOf(draft) })
        : coded('claim-but', { claim, but: disagreement }),
    evidence: [
      evidence('rule', `numeric/range/1 (${body.type})`),
      ...of.flatMap((entry) => [
        evidence('parse', coded('read-range', { market: key(entry), range: print(entry), question: name(entry) })),
        textFingerprint(entry.texts.condition),
      ]),
      ...(disagreement === null ? [] : [evidence('disagreement', disagreement)]),
    ],
  });
}

function reasonOf({ body, of }: Draft): string {
  if (body.type === 'implies') return coded('inside-same-rules');
  return of.every((entry) => entry.countsThings) ? coded('one-count') : coded('one-value');
}

function problemOf({ body, of, answer, needsTotal }: Draft): string | null {
  const [first] = of;
  const own = of.map((entry) => entry.problem).find((problem) => problem !== null);
  if (own !== undefined) return own;
  if (first === undefined || new Set(of.map((entry) => entry.rules)).size > 1) return coded('rules-beyond-range');
  if (new Set(of.map((entry) => entry.texts.source)).size > 1) return coded('sources-differ');
  if (of.some((entry) => !entry.texts.condition.active)) return coded('one-never-opened');
  const apart = of
    .slice(1)
    .map((entry) => apartProblem(first, entry))
    .find((problem) => problem !== null);
  if (apart !== undefined) return apart;
  // What lies in one range lies in a wider one, however many numbers there are; all else is said of one.
  if (body.type !== 'implies' && of.some((entry) => !entry.isSingle)) return SEVERAL;
  if (answer !== 'yes') return coded('common-end');
  if (needsTotal && of.some((entry) => !entry.countsThings)) return coded('no-price');
  if (new Set(of.map((entry) => entry.countsThings)).size > 1) return coded('some-count');
  if (of.some((entry) => entry.twin)) return coded('one-listed-twice');
  const known = new Map<string, boolean>(
    of.flatMap(({ texts: { condition } }) => (condition.settled === null ? [] : [[condition.id, condition.settled]])),
  );
  return known.size > 0 && satisfy(rowsOf(body), known).kind === 'no' ? coded('resolved-against') : null;
}

/** Equal rules that name the day with its year speak of one value, whatever their events are called. */
function apartProblem(a: Entry, b: Entry): string | null {
  const [first, second] = [a.texts.condition, b.texts.condition];
  if (!answersYesNo(first) || !answersYesNo(second)) return coded('answers-not-yes-no');
  if (dayOfIso(first.endDate) !== dayOfIso(second.endDate)) return coded('end-days-differ');
  if (a.member.event === b.member.event || first.eventId === second.eventId) return null;
  if (namesOneGame(a.member) || namesOneGame(b.member)) return coded('game-in-event');
  return isDated(a.texts) && isDated(b.texts) ? null : coded('event-years');
}

/** Every day has its year, or is the day on which the venue ends the market, which lends it one. */
function isDated(texts: ConditionTexts): boolean {
  const end = dayOfIso(texts.condition.endDate);
  const year = Number(texts.condition.endDate.slice(0, 4));
  const dates = [...texts.question.items, ...texts.rules.items].flatMap((item) =>
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

export function key(entry: Entry): string {
  return entry.texts.condition.id;
}

export function name(entry: Entry): string {
  return quoteText(entry.texts.condition.question);
}

function print({ interval: { low, high } }: Entry): string {
  const bracket = (end: End, closed: string, open: string): string =>
    end === null ? '(' : end.included === null ? '?' : end.included ? closed : open;
  return (
    `${bracket(low, '[', '(')}${low?.text ?? 'any'}, ` +
    `${high?.text ?? 'any'}${high === null ? ')' : bracket(high, ']', ')')}`
  );
}

/** The group pays at most one of them already, and whether exactly one is the structure advisor's to say. */
export function oneGroup(entries: readonly Entry[]): boolean {
  const groups = new Set(
    entries.map(({ texts: { condition } }) => (condition.negRisk ? condition.negRiskMarketId : '')),
  );
  return groups.size === 1 && !groups.has('');
}

export function exclusion(of: readonly Entry[], answer: Answer): Relation {
  const [first, last] = [of[0], of.at(-1)];
  const claim =
    of.length === 2 && first && last
      ? coded('not-both', { a: name(first), b: name(last) })
      : coded('one-range-at-most', { count: of.length });
  return relationOf({ body: { type: 'excludes', of: of.map(key) }, of, answer, needsTotal: false, claim });
}
