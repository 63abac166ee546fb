/** The comparison in the rules of a question that asks for an interval, and whether it is of one value. */
import { coded } from '../domain/reasons';
import { quoteText } from '../domain/clean-text';
import { TOUCHES, type AskedInterval } from './asked-interval';
import { IN_TITLE } from './classify';
import { namesIn } from './names';
import { cut, quantitiesIn, textOf, type Amounts, type Side } from './comparison';
import { SPLITS, asksCount, isCount, isCountedNoun, readCounted } from './counts';
import { decidingSentence, sentencesOf } from './deciding-sentence';
import { isOnePrice } from './one-price';
import { isHarmlessBesideAmounts } from './sentences-beside-amounts';
import { slotValue, type ConditionTexts } from './templates';
import type { Item } from './windows';
import { pattern } from './pattern';

/**
 * "If the reported value falls exactly between two brackets, then this market will resolve to the higher range
 * bracket."
 */
const BRACKETS = pattern([
  String.raw`^if the (?:\S+ ){0,3}falls exactly between (?:two|<q:2000000000>) brackets (?:then )?this`,
  String.raw` market will resolve to the higher (?:range )?bracket$`,
]);
/** One value and no more: a close or a candle of a named day; counts are judged apart (counts.ts). */
const ONE_VALUE = /(?:^| )(?:candle|closes?|closing)(?: .*)? <x:\S+|<x:\S+(?: .*)? (?:candle|closes?|closing)(?: |$)/;

export interface RuledComparison {
  readonly side: Side;
  readonly clause: string;
  readonly skeleton: string;
  readonly higherWins: boolean;
  /** It counts whole things. */
  readonly countsThings: boolean;
  /** It is one number and no more. */
  readonly isSingle: boolean;
}

/** Or why nothing may be proven of it. */
export function readRules({
  texts,
  amounts,
  rest: asked,
  counted: askedCount,
}: AskedInterval): { readonly problem: string } | RuledComparison {
  const sentences = sentencesOf(texts.rules.items);
  if (sentences.length === 0) return { problem: coded('rules-unknown') };
  const deciding = decidingSentence(sentences);
  const text = deciding === null ? null : withTitleDay(textOf(deciding.items, amounts), texts);
  const clause = text === null ? null : (deciding?.clauseOf(text) ?? null);
  if (deciding === null || text === null || clause === null) return { problem: coded('no-deciding') };
  const found = cut(clause, amounts);
  if (found === null) return { problem: coded('amounts-unnamed') };
  const units = unitsIn(deciding.items, amounts);
  if (units.length > 1 || amounts.some(({ unit }) => unit !== '' && units.some((each) => each !== unit)))
    return { problem: coded('units-differ') };
  const rest = sentences
    .filter((_, index) => index !== deciding.index)
    .map((items) => ({ items, text: textOf(items, amounts) }));
  if (rest.some((sentence) => /<(?:Q|lo|hi|lo-hi)>/.test(sentence.text))) return { problem: coded('amount-again') };
  const { rules: names } = namesIn(texts.condition);
  const counted = readCounted(found.rest);
  const countsThings =
    counted !== null &&
    amounts.every(({ unit }) => unit === '') &&
    units.every((unit) => unit === '') &&
    isCount(counted.text, names);
  const strange = rest.find(
    (sentence) =>
      !(BRACKETS.test(sentence.text) && !countsThings) &&
      !isHarmlessBesideAmounts(sentence.text, { names, isCounted: (word) => countsThings && isCountedNoun(word) }),
  );
  if (strange !== undefined)
    return {
      problem: coded('strange-beside-amount', {
        sentence: quoteText(strange.items.map((item) => item.text).join(' '), 80),
      }),
    };
  if (TOUCHES.test(clause) || !(countsThings || ONE_VALUE.test(found.rest))) return { problem: SEVERAL };
  return {
    side: found.side,
    clause: found.rest,
    skeleton: [counted?.text ?? found.rest, ...units, ...rest.map((sentence) => sentence.text)].join(' | '),
    higherWins: rest.some((sentence) => BRACKETS.test(sentence.text)),
    countsThings,
    // The title may not split what the rules count: "launches in a day", "launches per month".
    isSingle: countsThings
      ? asksCount(askedCount?.text ?? '', namesIn(texts.condition).question)
      : isOnePrice(found.rest, names) && !asked.split(' ').some((word) => SPLITS.has(word)),
  };
}

export const SEVERAL = coded('several-values');

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
