/**
 * The comparison in a text ("between 4 and 6", "above $110,000", "exactly 3"): what it says, and the text without it.
 */
import type { Quantity } from './quantities';
import type { Item } from './windows';
import { IN_TITLE, withSides } from './classify';
import { slotValue } from './templates';

export type Amounts = readonly [Quantity] | readonly [Quantity, Quantity];

export interface Side {
  readonly kind: 'in' | 'up' | 'down' | 'at';
  readonly text: string;
  /** "4-6" of whole things holds both ends. */
  readonly dash: boolean;
  /** Whether the lower and the upper end count; null where nothing says it. */
  readonly lowIn: boolean | null;
  readonly highIn: boolean | null;
}

/** Every amount in the text, of ranges both. */
export function quantitiesIn(items: readonly Item[]): readonly Quantity[] {
  return items.flatMap((item) =>
    item.kind === 'quantity' ? [item.quantity] : item.kind === 'range' ? [item.range.low, item.range.high] : [],
  );
}

/** The one amount of a half-line, or the two of a range. */
export function amountsOf(items: readonly Item[]): Amounts | null {
  const all = quantitiesIn(items);
  const [first, second, ...more] = all.length > 1 ? beforeMagnitude(items, all) : all;
  if (first === undefined || more.length > 0) return null;
  if (second === undefined) return [first];
  return first.nanos < second.nanos && (first.unit === second.unit || first.unit === '' || second.unit === '')
    ? [first, second]
    : null;
}

/** "15 earthquakes of magnitude 7.0 or higher": the second amount says which things are counted. */
function beforeMagnitude(items: readonly Item[], all: readonly Quantity[]): readonly Quantity[] {
  const last = items.findLast((item) => item.kind === 'quantity');
  const at = last === undefined ? -1 : items.indexOf(last);
  const [word, of] = [items[at - 1]?.text, items[at - 2]?.text];
  return word === 'magnitude' || (of === 'magnitude' && word === 'of') ? all.slice(0, -1) : all;
}

/** Words and slots with their values; the amounts as "<Q>", or as "<lo>" and "<hi>". */
export function textOf(items: readonly Item[], amounts: Amounts): string {
  const [first, second] = amounts;
  return items
    .map((item) => {
      switch (item.kind) {
        case 'word':
          return item.text;
        case 'quantity': {
          const { nanos, unit, orMore } = item.quantity;
          const name =
            nanos === first.nanos
              ? second === undefined
                ? '<Q>'
                : '<lo>'
              : nanos === second?.nanos
                ? '<hi>'
                : nanos === 1_000_000_000n && unit === ''
                  ? '<1>'
                  : `<q:${nanos}${unit}>`;
          return orMore ? `${name} or more` : name;
        }
        case 'range':
          return item.range.low.nanos === first.nanos && item.range.high.nanos === second?.nanos
            ? '<lo-hi>'
            : `<q:${slotValue(item)}>`;
        case 'date':
          return `<x:${slotValue(item)}>`;
        case 'window':
          return `<w:${slotValue(item).replaceAll('>', '~')}>`;
        case 'time':
          return `<t:${item.minute}>`;
      }
    })
    .join(' ');
}

const COUNTS = '( inclusive| exclusive)?';
const RANGES: readonly RegExp[] = [
  new RegExp(`(?<=^| )(?:at )?between <lo>${COUNTS} and <hi>${COUNTS}(?= |$)`),
  new RegExp(`(?<=^| )(?:at )?(?:between )?<lo-hi>${COUNTS}(?= |$)`),
  new RegExp(
    `(?<=^| )(?:between|within) the (?:(?:listed|specified|stated) (?:bounds|range|values|amounts)|(?:bounds|range|values|amounts) ${IN_TITLE})${COUNTS}(?= |$)`,
  ),
];
const EXACTLY = /(?<=^| )exactly <Q>(?= |$)/;
const DEFERRED = new RegExp(
  `(?<=^| )the (?:(?:listed|specified|stated) (?:price|amount|value|number)|(?:price|amount|value|number) ${IN_TITLE})(?= |$)`,
);

/**
 * Takes the comparison out of a text: what is left, and what it said; null when there is none, or something of it is
 * left.
 */
export function cut(text: string, amounts: readonly Quantity[]): { readonly rest: string; readonly side: Side } | null {
  const isRange = amounts.length === 2;
  const range = isRange ? RANGES.find((pattern) => pattern.test(text)) : undefined;
  if (isRange) {
    const match = range?.exec(text);
    if (!range || !match) return null;
    const [whole, first, second] = match;
    const word = (counts: string | undefined): boolean | null =>
      counts === undefined ? null : counts === ' inclusive';
    // "between 5 and 10 inclusive": the one word is said of both.
    const both = whole.includes('<lo> and') && second !== undefined && first === undefined && second === ' inclusive';
    const alone = !whole.includes('<lo>') ? word(first) : null;
    return settled(text.replace(range, '<C>'), {
      kind: 'in',
      text: whole,
      dash: whole.includes('<lo-hi>') && first === undefined,
      lowIn: both ? true : (alone ?? word(first)),
      highIn: alone ?? word(second),
    });
  }
  if (EXACTLY.test(text))
    return settled(text.replace(EXACTLY, '<C>'), {
      kind: 'at',
      text: 'exactly',
      dash: false,
      lowIn: true,
      highIn: true,
    });
  const named = text.includes('<Q>') ? text : text.replace(DEFERRED, '<Q>');
  const sided = withSides(named);
  const kind = sided.includes('<up>') ? 'up' : sided.includes('<down>') ? 'down' : null;
  if (kind === null) return null;
  const included = endWords(named);
  return settled(sided.replace(/<(?:up|down)>/, '<C>'), {
    kind,
    text: named,
    dash: false,
    lowIn: kind === 'up' ? included : null,
    highIn: kind === 'down' ? included : null,
  });
}

export function settled(rest: string, side: Side): { readonly rest: string; readonly side: Side } | null {
  return /<(?:Q|lo|hi|lo-hi|up|down|hit)>/.test(rest) ? null : { rest, side };
}

/** Whether "above <Q>", "<Q> or more" count the amount itself; null when words of both kinds stand there. */
function endWords(text: string): boolean | null {
  const words = text.split(' ');
  const at = words.indexOf('<Q>');
  const before = ` ${words.slice(Math.max(0, at - 7), at).join(' ')} `;
  const after = ` ${words.slice(at + 1, at + 3).join(' ')} `;
  const with_ = / (?:at least|at or \w+|equal to or \w+|or equal to|>=|\u2265|<=|\u2264) /.test(before);
  const strict =
    !with_ && / (?:above|over|below|under|exceeds?|exceeding|surpass(?:es)?|excess of|than|>|<) /.test(before);
  const orMore = / or (?:more|higher|above|greater|lower|less|below|fewer) /.test(after);
  if (strict && orMore) return null;
  return with_ || orMore ? true : strict ? false : null;
}
