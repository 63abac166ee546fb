/**
 * Relations between intervals of one quantity (docs/maths.md 3.1): a range is the difference of two rungs of a ladder,
 * disjoint intervals exclude each other, intervals that cover the line hold one that pays. Proven only for a quantity
 * that has one value, where the rules say which ends count wherever two intervals share an end. "Above 100 by March"
 * and "below 50 by March" do not exclude each other (docs/maths.md 8.5): both may be touched, and such quantities have
 * no one value.
 */
import { conditionKeysOf, isExecutable, type Relation } from '../../domain/relation';
import type { Member } from '../../domain/question';
import { intervalAsked, type AskedInterval } from '../../language/asked-interval';
import { compareEnds } from '../../language/interval';
import { intervalRuled } from '../../language/ruled-interval';
import type { ConditionTexts } from '../../language/templates';
import { chain, nestedRungs, opposites, rangeSteps } from './range-steps';
import type { Entry } from './range-relation';
import type { Placed } from './scope';

/** Longer families are not read: the venue's longest ladder has under 100 rungs. */
const MAX_MEMBERS = 200;

/**
 * @param scopeOf what else two titles must share to speak of one thing (their event, where a title leaves something to
 * it)
 */
export function rangeRelations(members: readonly Placed[], scopeOf: (member: Placed) => string): readonly Relation[] {
  const families = new Map<string, { readonly member: Member; readonly asked: AskedInterval }[]>();
  for (const each of members) {
    const asked = intervalAsked(each.texts);
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
      new Set(family.map(({ asked }) => `${asked.kind} ${asked.texts.question.template}`)).size > 1 ||
      first?.asked.kind === 'in' ||
      first?.asked.kind === 'at' ||
      (first !== undefined && first.asked.counted !== null);
    return family.length < 2 || family.length > MAX_MEMBERS || !mixed
      ? []
      : familyRelations(
          family.flatMap(({ member, asked }) => {
            const bounded = intervalRuled(asked);
            return bounded === null ? [] : [{ ...bounded, member, twin: isTwin(asked, family) }];
          }),
        );
  });
}

function isTwin({ texts }: AskedInterval, family: readonly { readonly asked: AskedInterval }[]): boolean {
  const words = (asked: ConditionTexts): string => asked.question.items.map((item) => item.text).join(' ');
  return family.some(({ asked }) => asked.texts !== texts && words(asked.texts) === words(texts));
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
