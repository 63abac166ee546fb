/** What the intervals of one quantity say of each other, two by two and all in a row. */
import { coded } from '../../domain/reasons';
import { isExecutable, type Relation } from '../../domain/relation';
import { and, contains, covers, disjoint, sameEnd, sameInclusion, type Answer } from '../../language/interval';
import { exclusion, key, name, oneGroup, relationOf, type Entry } from './range-relation';

/**
 * "More than 2" and "3 or more": neighbours that compare in other words, or count things whose names the ladder does
 * not know.
 */
export function nestedRungs(rungs: readonly Entry[]): readonly Relation[] {
  return rungs.slice(1).flatMap((b, index) => {
    const a = rungs[index];
    if (
      a === undefined ||
      (a.texts.question.template === b.texts.question.template && !(a.countsThings && b.countsThings)) ||
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
          claim: coded('ask-same', { a: name(a), b: name(b) }),
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
            claim: coded('if-then', { narrow: name(narrow), wide: name(wide) }),
          }),
        ]
      : [];
  });
}

export interface HalfLines {
  readonly ups: readonly Entry[];
  readonly downs: readonly Entry[];
}

/**
 * The range beside the ladder: the difference of two rungs where both are there; else the nearest rung that holds it,
 * and the nearest beyond it.
 */
export function rangeSteps(range: Entry, { ups, downs }: HalfLines): readonly Relation[] {
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
        claim: coded('yes-without', { result: name(range), from: name(from), less: name(less) }),
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
          claim: coded('if-then', { narrow: name(range), wide: name(wide) }),
        }),
      );
  for (const other of beyond) if (other && !oneGroup([range, other])) relations.push(exclusion([range, other], 'yes'));
  return relations;
}

/**
 * "Above 110" and "below 100" never both; "above 100" and "below 110" never neither; "above 100" and "100 or below"
 * exactly one.
 */
export function opposites(ups: readonly Entry[], downs: readonly Entry[]): readonly Relation[] {
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
          claim: coded('one-of-two', { a: name(up), b: name(mirror) }),
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
          claim: coded('one-at-least', { a: name(up), b: name(over) }),
        }),
      );
    return relations;
  });
}

/** Ranges side by side, with the open ends below and above them. */
export function chain(ranges: readonly Entry[], { ups, downs }: HalfLines): readonly Relation[] {
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
        claim: coded('one-range', { count: links.length, from: name(links[0] ?? first), to: name(last) }),
      }),
    ];
  return [exclusion(links, apart)];
}

/**
 * Where there may be no number at all, that one of them pays is a proposal; that no two do is said apart where it is
 * proven.
 */
function unlessWhole(of: readonly Entry[], apart: Answer): readonly Relation[] {
  return apart === 'no' || of.every((entry) => entry.countsThings) ? [] : [exclusion(of, apart)].filter(isExecutable);
}
