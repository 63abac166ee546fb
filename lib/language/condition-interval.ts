/**
 * A condition as an interval of one quantity: "between $110,000 and $112,000 (exclusive)", "above $110,000", "exactly
 * 3". Whether an end itself belongs to the interval is read from the rules; where they do not say it, it is not known.
 * Two intervals speak of the same quantity only if title and rules are equal but for the comparison.
 */
import { quoteText } from '../domain/clean-text';
import { printQuantity, type Quantity } from './quantities';
import type { Item } from './windows';
import { amountsOf, cut, quantitiesIn, settled, textOf, type Amounts, type Side } from './comparison';
import { QUESTIONS, RULES, matchProblem } from './ladder-shapes';
import { isOnePrice } from './one-price';
import { isHarmlessBesideAmounts } from './sentences-beside-amounts';
import { decidingSentence, sentencesOf } from './deciding-sentence';
import { IN_TITLE, comparable, isTitleCase, namesIn } from './classify';
import { slotValue, type ConditionTexts } from './templates';
import { SPLITS, asksCount, isCountedNoun, isCount, readCounted, integerInterval, type Counted } from './counts';

/** null: there is no such end. */
export type End = {
  readonly nanos: bigint;
  readonly text: string;
  /** null: the texts do not say. */ readonly included: boolean | null;
} | null;

export interface Interval {
  readonly low: End;
  readonly high: End;
}

export interface RuledInterval {
  readonly texts: ConditionTexts;
  readonly interval: Interval;
  /** The rules without the comparison, all sentences; null when they could not be read. */
  readonly rules: string | null;
  /** Why nothing may be proven of it, or null. */
  readonly problem: string | null;
  /**
   * It counts whole things: there is always a count, while a price may be missing (a holiday, a halt, a coin not
   * launched).
   */
  readonly whole: boolean;
  /** Whether it is one number and no more; of several, each market may find its own. */
  readonly one: boolean;
}

/**
 * "If the reported value falls exactly between two brackets, then this market will resolve to the higher range
 * bracket."
 */
const BRACKETS =
  /^if the (?:\S+ ){0,3}falls exactly between (?:two|<q:2000000000>) brackets (?:then )?this market will resolve to the higher (?:range )?bracket$/;
const TOUCHES = /(?:^| )(?:reach\w*|hits?|dips?|drops?|falls?|touch\w*|any|<any>)(?: |$)/;
const BY_A_DAY = /<w:~/;
/** One value and no more: a close or a candle of a named day; counts are judged apart (whole.ts). */
const ONE_VALUE = /(?:^| )(?:candle|closes?|closing)(?: .*)? <x:\S+|<x:\S+(?: .*)? (?:candle|closes?|closing)(?: |$)/;

/** What the title alone says. */
export interface AskedInterval {
  readonly texts: ConditionTexts;
  readonly kind: 'in' | 'up' | 'down' | 'at';
  /** Title without the comparison: equal for intervals of one quantity, as far as titles tell. */
  readonly subject: string;
  readonly amounts: Amounts;
  readonly side: Side;
  readonly rest: string;
  /** "Will 3 launches occur" may mean 3 or more: only rules that say "exactly 3" make it a question of this kind. */
  readonly bare: boolean;
  /** The title as a count; null when its amount stands before nothing that is known to be whole. */
  readonly counted: Counted | null;
}

/** Null when the title names no comparison, or more than one. */
export function intervalAsked(texts: ConditionTexts): AskedInterval | null {
  const amounts = amountsOf(texts.question.items);
  const text = amounts === null ? null : textOf(texts.question.items, amounts);
  const compared = amounts === null || text === null ? null : cut(text, amounts);
  const found = compared ?? (amounts === null || text === null ? null : bareCount(text, amounts));
  const counted = found === null ? null : readCounted(found.rest);
  // What is touched at some moment by a day has many values: the most common false "cannot both happen" (maths 8.5).
  if (
    amounts === null ||
    found === null ||
    TOUCHES.test(found.side.text) ||
    TOUCHES.test(found.rest) ||
    (counted === null && BY_A_DAY.test(found.rest))
  )
    return null;
  const subject = counted?.text ?? found.rest;
  return {
    texts,
    kind: found.side.kind,
    subject: `${subject} ${amounts.map(({ unit }) => unit).find((unit) => unit !== '') ?? ''}`,
    amounts,
    ...found,
    bare: compared === null,
    counted,
  };
}

/** A number without a comparison, before something that is counted in whole numbers. */
function bareCount(text: string, amounts: Amounts): { readonly rest: string; readonly side: Side } | null {
  if (amounts.length > 1 || amounts[0].unit !== '' || readCounted(text.replace('<Q>', '<C>')) === null) return null;
  return settled(text.replace('<Q>', '<C>'), { kind: 'at', text: '', dash: false, lowIn: true, highIn: true });
}

/** Null when only the rules could make it a question of a known kind, and they do not. */
export function intervalRuled(asked: AskedInterval): RuledInterval | null {
  const { texts, amounts } = asked;
  const names = namesIn(texts.condition);
  const answer = readRules(asked);
  const ruled = 'problem' in answer ? null : answer;
  if (asked.bare && ruled?.side.kind !== 'at') return null;
  const problem =
    'problem' in answer
      ? answer.problem
      : (texts.problem ??
        agreement(asked.side, answer.side) ??
        labelProblem(texts, amounts, asked.kind) ??
        shapesProblem(texts, { asked: asked.rest, ruled: answer.clause, names }));
  const whole = ruled?.whole ?? false;
  const read = intervalOf(amounts, {
    asked: asked.side,
    ruled: ruled?.side ?? null,
    higherWins: ruled?.higherWins ?? false,
    whole,
  });
  const interval = whole ? integerInterval(read) : read;
  return {
    texts,
    interval: interval ?? read,
    rules: ruled?.skeleton ?? null,
    problem: problem ?? (interval === null ? 'no whole number lies in it' : null),
    whole,
    one: ruled?.one ?? false,
  };
}

interface Ruled {
  readonly side: Side;
  readonly clause: string;
  readonly skeleton: string;
  readonly higherWins: boolean;
  /** It counts whole things. */
  readonly whole: boolean;
  /** It is one number and no more. */
  readonly one: boolean;
}

function readRules({
  texts,
  amounts,
  rest: asked,
  counted: askedCount,
}: AskedInterval): { readonly problem: string } | Ruled {
  const sentences = sentencesOf(texts.rules.items);
  if (sentences.length === 0) return { problem: 'the rules are not known' };
  const deciding = decidingSentence(sentences);
  const text = deciding === null ? null : withTitleDay(textOf(deciding.items, amounts), texts);
  const clause = text === null ? null : (deciding?.clauseOf(text) ?? null);
  if (deciding === null || text === null || clause === null)
    return { problem: 'no single sentence of the rules says plainly when it resolves to Yes' };
  const found = cut(clause, amounts);
  if (found === null) return { problem: 'the deciding sentence of the rules does not name the amounts of the title' };
  const units = unitsIn(deciding.items, amounts);
  if (units.length > 1 || amounts.some(({ unit }) => unit !== '' && units.some((each) => each !== unit)))
    return { problem: 'the title and the rules name different units' };
  const rest = sentences
    .filter((_, index) => index !== deciding.index)
    .map((items) => ({ items, text: textOf(items, amounts) }));
  if (rest.some((sentence) => /<(?:Q|lo|hi|lo-hi)>/.test(sentence.text)))
    return { problem: 'another sentence of the rules speaks of the amount as well' };
  const { rules: names } = namesIn(texts.condition);
  const counted = readCounted(found.rest);
  const whole =
    counted !== null &&
    amounts.every(({ unit }) => unit === '') &&
    units.every((unit) => unit === '') &&
    isCount(counted.text, names);
  const strange = rest.find(
    (sentence) =>
      !(BRACKETS.test(sentence.text) && !whole) &&
      !isHarmlessBesideAmounts(sentence.text, { names, isCounted: (word) => whole && isCountedNoun(word) }),
  );
  if (strange !== undefined)
    return {
      problem: `"${quoteText(strange.items.map((item) => item.text).join(' '), 80)}" is a sentence that no rule may judge beside an amount`,
    };
  if (TOUCHES.test(clause) || !(whole || ONE_VALUE.test(found.rest))) return { problem: SEVERAL };
  return {
    side: found.side,
    clause: found.rest,
    skeleton: [counted?.text ?? found.rest, ...units, ...rest.map((sentence) => sentence.text)].join(' | '),
    higherWins: rest.some((sentence) => BRACKETS.test(sentence.text)),
    whole,
    // The title may not split what the rules count: "launches in a day", "launches per month".
    one: whole
      ? asksCount(askedCount?.text ?? '', namesIn(texts.condition).question)
      : isOnePrice(found.rest, names) && !asked.split(' ').some((word) => SPLITS.has(word)),
  };
}

export const SEVERAL = 'the rules do not say that there is only one value, so that several may be met';

/** Units of the amounts of the title where the rules name them, each once. */
function unitsIn(items: readonly Item[], amounts: Amounts): readonly string[] {
  return [
    ...new Set(
      quantitiesIn(items)
        .filter(({ nanos }) => amounts.some((amount) => amount.nanos === nanos))
        .map(({ unit }) => unit),
    ),
  ];
}

const DEFERRED_DAY = new RegExp(`(?<=^| )on the (?:(?:listed|specified|stated) date|date ${IN_TITLE})(?= |$)`);

/** "on the date specified in the title": the one day that the title names. */
function withTitleDay(text: string, texts: ConditionTexts): string {
  const days = texts.question.items.filter((item) => item.kind === 'date');
  const [day] = days;
  return day === undefined || days.length > 1 ? text : text.replace(DEFERRED_DAY, `on <x:${slotValue(day)}>`);
}

function agreement(asked: Side, ruled: Side): string | null {
  return asked.kind === ruled.kind ? null : 'the title and the rules compare in different ways';
}

/**
 * A label may hold the amount of the title with the same comparison, and nothing else: "Tesla" would be another thing.
 */
function labelProblem(texts: ConditionTexts, amounts: Amounts, kind: Side['kind']): string | null {
  const items = texts.label.items;
  if (items.length === 0 || (items.length === 1 && items[0]?.text === 'one' && amounts[0].nanos === 1_000_000_000n))
    return null;
  const named = quantitiesIn(items);
  if (named.length !== amounts.length || !named.every((quantity, index) => quantity.nanos === amounts[index]?.nanos))
    return 'its label names other amounts than its title';
  const text = textOf(items, amounts);
  const compared = cut(text, amounts);
  if (compared === null) return text === '<Q>' ? null : 'its label says more than its amount';
  return compared.rest === '<C>' && compared.side.kind === kind ? null : 'its label says something else than its title';
}

function shapesProblem(
  own: ConditionTexts,
  texts: { readonly asked: string; readonly ruled: string; readonly names: ReturnType<typeof namesIn> },
): string | null {
  if (isTitleCase(own.condition.question))
    return 'in its title every word is written large, so names cannot be told from words';
  const plain = (text: string): string =>
    comparable(
      (readCounted(text)?.shape ?? text)
        .replace('<C>', '<in>')
        .replace(/<[xw]:[^>]*>/g, '<x>')
        .replace(/<m:[^>]*>/g, 'magnitude')
        .replace(/<t:\d+>/g, '<t>'),
      { amount: false, date: null },
    );
  // "Will the total number of launches in 2026 be at least 3": the span may stand behind the amount as well.
  const asked = plain(texts.asked).replace(/^(will the total number of [^<]*<n>[^<]*) <x> be <in>$/, '$1 be <in> <x>');
  return (
    matchProblem(asked, { names: texts.names.question, shape: QUESTIONS.amount, where: 'title' }) ??
    matchProblem(plain(texts.ruled), {
      names: texts.names.rules,
      shape: RULES.amount,
      where: 'deciding sentence of the rules',
    })
  );
}

/**
 * The rules say whether an end counts; a title that says the contrary leaves it open, and so does "the higher bracket"
 * beside "above".
 */
function intervalOf(
  amounts: Amounts,
  sides: { readonly asked: Side; readonly ruled: Side | null; readonly higherWins: boolean; readonly whole: boolean },
): Interval {
  const { asked, ruled, higherWins, whole } = sides;
  const [first, second] = amounts;
  const included = (end: 'lowIn' | 'highIn'): boolean | null => {
    // Rules that could not be read prove nothing; a proposal goes by the title.
    if (ruled === null) return asked[end];
    const said = ruled[end] ?? (whole && ruled.dash ? true : null);
    const title = asked[end];
    // "Falls exactly between two brackets" is said of prices; a count of 6 lies in 4-6.
    const bracket = higherWins && !whole ? end === 'lowIn' : null;
    const opinions = new Set([said, title, bracket].filter((each) => each !== null));
    const [only] = opinions;
    // A title alone is no rule.
    return opinions.size === 1 && only !== undefined && (said !== null || bracket !== null) ? only : null;
  };
  const end = (quantity: Quantity, which: 'lowIn' | 'highIn'): End => ({
    nanos: quantity.nanos,
    text: printQuantity({ ...quantity, orMore: false }),
    included: asked.kind === 'at' ? true : included(which),
  });
  switch (asked.kind) {
    case 'up':
      return { low: end(first, 'lowIn'), high: null };
    case 'down':
      return { low: null, high: end(first, 'highIn') };
    case 'at':
      return { low: end(first, 'lowIn'), high: end(first, 'highIn') };
    case 'in':
      return { low: end(first, 'lowIn'), high: end(second ?? first, 'highIn') };
  }
}
