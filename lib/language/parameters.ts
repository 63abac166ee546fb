/** The parameters that move along a family of conditions with one template: a threshold, a span of time, or both. */
import { coded } from '../domain/reasons';
import { isNextPlace, printQuantity } from './quantities';
import type { Item, WindowToken } from './windows';
import {
  HARMLESS_AT_ANY_POINT,
  HARMLESS_FOR_AMOUNTS,
  HARMLESS_FOR_TIME,
  blockingWord,
  directionAt,
  type Direction,
} from './directions';
import { slotValue, type ConditionTexts, type TextTemplate } from './templates';
import { readSpan, type TimeSpan } from './span';
import { pattern } from './pattern';

export interface Threshold {
  readonly nanos: bigint;
  /** The same as the rules write it: "5.1 percent or more" for "more than 5 %". */
  readonly ruledNanos: bigint;
  readonly direction: Direction;
  readonly text: string;
}

export interface Parameters {
  readonly texts: ConditionTexts;
  readonly threshold: Threshold | null;
  readonly span: TimeSpan | null;
  /** The texts speak of a span of time (the same for the whole family) and name no first day. */
  readonly fromCreation: boolean;
}

export type FamilyParameters =
  | { readonly members: readonly Parameters[]; readonly problems: ReadonlyMap<ConditionTexts, string> }
  | { readonly problem: string | null };

/** Positions (in `items`) of slots whose value is not the same in all of these texts, which share one template. */
function movingSlots(texts: readonly TextTemplate[]): readonly number[] {
  const [first] = texts;
  if (first === undefined) return [];
  return first.slots.filter(
    (at) =>
      new Set(
        texts.map((text) => {
          const item = text.items[at];
          return item ? slotValue(item) : '';
        }),
      ).size > 1,
  );
}

function itemsAt(text: TextTemplate, positions: readonly number[]): readonly Item[] {
  return positions.flatMap((at) => {
    const item = text.items[at];
    return item ? [item] : [];
  });
}

/** Sentences of the rules that hold moving slots, and the whole question. */
function firstBlock(texts: ConditionTexts, moving: readonly number[], harmless: ReadonlySet<string>): string | null {
  const sentences = new Set(itemsAt(texts.rules, moving).map((item) => item.sentence));
  return (
    blockingWord(texts.question.items, texts.question.marks, { sentences: 'all', harmless }) ??
    blockingWord(texts.rules.items, texts.rules.marks, { sentences, harmless })
  );
}

/**
 * Reads the moving parameters of conditions that share their question template and their rules template.
 * A null problem means that these conditions are no ladder at all (other people, other points in time).
 */
export function readFamily(readings: readonly ConditionTexts[]): FamilyParameters {
  const [first] = readings;
  if (first === undefined) return { problem: null };
  const inQuestion = movingSlots(readings.map((texts) => texts.question));
  const inRules = movingSlots(readings.map((texts) => texts.rules));
  const kinds = itemsAt(first.question, inQuestion).map((item) => item.kind);
  const amounts = kinds.filter((kind) => kind === 'quantity').length;
  const windows = kinds.filter((kind) => kind === 'window').length;
  if (kinds.length === 0 || kinds.length !== amounts + windows || amounts > 1 || windows > 1) return { problem: null };
  const ruleKinds = new Set(itemsAt(first.rules, inRules).map((item) => item.kind));
  if (ruleKinds.has('date') || ruleKinds.has('time')) return { problem: coded('point-in-time') };
  if (ruleKinds.has('range')) return { problem: null };
  if ((ruleKinds.has('quantity') && amounts === 0) || (ruleKinds.has('window') && windows === 0))
    return { problem: coded('rules-differ-more') };
  const direction = amounts === 1 ? readDirection(first, inQuestion, inRules) : null;
  if (direction !== null && 'problem' in direction) return direction;
  if (windows === 1) {
    const block = timeBlock(first, inRules);
    if (block !== null) return { problem: coded('longer-harder', { word: block }) };
  }
  if (amounts === 1) {
    const block = firstBlock(first, inRules, HARMLESS_FOR_AMOUNTS);
    if (block !== null) return { problem: coded('side-open', { word: block }) };
  }
  const members: Parameters[] = [];
  const problems = new Map<ConditionTexts, string>();
  for (const texts of readings) {
    const read = readMember(texts, { inQuestion, inRules, direction: direction?.direction ?? null });
    if ('problem' in read) problems.set(texts, read.problem);
    else members.push(read);
  }
  return { members, problems };
}

function readDirection(
  texts: ConditionTexts,
  inQuestion: readonly number[],
  inRules: readonly number[],
): { readonly direction: Direction } | { readonly problem: string } {
  const found = new Set<Direction>();
  for (const [text, positions] of [
    [texts.question, inQuestion],
    [texts.rules, inRules],
  ] as const) {
    for (const at of positions) {
      if (text.items[at]?.kind !== 'quantity') continue;
      const direction = directionAt(text.items, text.marks, at);
      if (direction !== null) found.add(direction);
    }
  }
  const arrow = arrowOf(texts);
  if (arrow !== null) found.add(arrow);
  const [direction] = found;
  if (direction === undefined) return { problem: coded('no-side') };
  return found.size === 1 ? { direction } : { problem: coded('sides-differ') };
}

/** The venue's labels carry arrows for prices that may be reached from either side. */
function arrowOf(texts: ConditionTexts): Direction | null {
  const arrow = texts.label.items.find((item) => item.text === '\u2191' || item.text === '\u2193');
  return arrow ? (arrow.text === '\u2191' ? 'up' : 'down') : null;
}

/**
 * Touching a low price is an event, having few of something is a state: "dip to", "closes below", "any candle", "at any
 * point".
 */
const TOUCHES = pattern([
  String.raw`\b(?:dips?|touch(?:es)?|crash(?:es)?|(?:falls?|drops?|declines?|closes?|trades?) (?:to|at|sub`,
  String.raw`|below|under)|any (?:\S+ ){1,3}candle|at any (?:point|time|moment))\b`,
]);

/** A word or an amount that makes "happens by a later day" not weaker than "happens by an earlier day", or null. */
function timeBlock(texts: ConditionTexts, inRules: readonly number[]): string | null {
  const anyPoint = /\bat any (?:point|time|moment)\b/.test(texts.question.items.map((item) => item.text).join(' '));
  const word = firstBlock(texts, inRules, anyPoint ? HARMLESS_AT_ANY_POINT : HARMLESS_FOR_TIME);
  if (word !== null) return word;
  const sentences = new Set(itemsAt(texts.rules, inRules).map((item) => item.sentence));
  for (const [text, relevant, strict] of [
    [texts.question, null, true],
    [texts.rules, sentences, false],
  ] as const) {
    const inScope = (item: Item): boolean => relevant === null || relevant.has(item.sentence);
    const touches = TOUCHES.test(
      text.items
        .filter(inScope)
        .map((item) => item.text)
        .join(' '),
    );
    for (const [at, item] of text.items.entries()) {
      if (!inScope(item)) continue;
      if (item.kind === 'range') return item.text;
      if (item.kind !== 'quantity') continue;
      const direction = directionAt(text.items, text.marks, at);
      if (direction === 'down' && !touches) return item.text;
      if (
        direction === null &&
        strict &&
        !anyPoint &&
        !/^(?:hit|hits|touch|touches)$/.test(text.items[at - 1]?.text ?? '')
      )
        return item.text;
    }
  }
  return null;
}

interface FamilyShape {
  readonly inQuestion: readonly number[];
  readonly inRules: readonly number[];
  readonly direction: Direction | null;
}

function readMember(texts: ConditionTexts, shape: FamilyShape): Parameters | { readonly problem: string } {
  if (texts.problem !== null) return { problem: texts.problem };
  // Markets that never opened are closed with any answer ("US or Israel strike Iran by January 13, 2026": Yes, six
  // weeks before it happened).
  if (!texts.condition.active) return { problem: coded('never-opened') };
  const title = itemsAt(texts.question, shape.inQuestion);
  const rules = itemsAt(texts.rules, shape.inRules);
  if (texts.rules.items.length === 0) return { problem: coded('rules-unknown') };
  let threshold: Threshold | null = null;
  const amount = title.find((item) => item.kind === 'quantity');
  if (amount?.kind === 'quantity' && shape.direction !== null) {
    const arrow = arrowOf(texts);
    if (arrow !== null && arrow !== shape.direction) return { problem: coded('label-side') };
    const others = [...rules.filter((item) => item.kind === 'quantity'), ...labelAmounts(texts)];
    const { nanos } = amount.quantity;
    const { direction } = shape;
    const ruled = new Set([nanos]);
    for (const item of others) {
      if (item.kind !== 'quantity' || item.quantity.nanos === nanos) continue;
      if (!isNextPlace(item, nanos, direction)) return { problem: coded('amounts-differ') };
      ruled.add(item.quantity.nanos);
    }
    if (ruled.size > 2) return { problem: coded('amounts-differ') };
    if (!rules.some((item) => item.kind === 'quantity') && !texts.defersToTitle)
      return { problem: coded('amount-unruled') };
    const ruledNanos = [...ruled].at(-1) ?? nanos;
    threshold = { nanos, ruledNanos, direction, text: printQuantity(amount.quantity) };
  }
  let span: TimeSpan | null = null;
  const window = title.find((item) => item.kind === 'window');
  if (window?.kind === 'window') {
    const ruled = rules.filter((item): item is WindowToken => item.kind === 'window');
    if (ruled.length === 0 && !texts.defersToTitle) return { problem: coded('day-unruled') };
    const read = readSpan(texts, window, ruled);
    if ('problem' in read) return read;
    span = read.span;
  }
  return { texts, threshold, span, fromCreation: startsAtCreation(texts) };
}

/** A span without a named first day runs from the creation of its market; a point in time has no first day to miss. */
export function startsAtCreation(texts: ConditionTexts): boolean {
  const deciding = texts.rules.items.find((item) => item.kind === 'word' && item.text === 'yes')?.sentence ?? 0;
  const windows = [...texts.question.items, ...texts.rules.items.filter((item) => item.sentence === deciding)].filter(
    (item): item is WindowToken => item.kind === 'window',
  );
  if (texts.startsAtCreation) return true;
  return windows.length > 0 && !windows.some((window) => window.from !== null && window.from !== 'creation');
}

/** Amounts in the label; a label whose only amount is another one than the title's is a contradiction. */
function labelAmounts(texts: ConditionTexts): readonly Item[] {
  const amounts = texts.label.items.filter((item) => item.kind === 'quantity');
  return amounts.length === 1 ? amounts : [];
}
