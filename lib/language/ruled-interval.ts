/**
 * A condition as an interval of one quantity: "between $110,000 and $112,000 (exclusive)", "above $110,000", "exactly
 * 3". Whether an end itself belongs to the interval is read from the rules; where they do not say it, it is not known.
 * Two intervals speak of the same quantity only if title and rules are equal but for the comparison.
 */
import { coded } from '../domain/reasons';
import type { AskedInterval } from './asked-interval';
import { comparable } from './classify';
import { isTitleCase, namesIn } from './names';
import { cut, quantitiesIn, textOf, type Amounts, type Side } from './comparison';
import { readCounted } from './counts';
import { integerInterval, type End, type Interval } from './interval';
import { readRules } from './interval-rules';
import { QUESTIONS, RULES, matchProblem } from './shapes';
import { printQuantity, type Quantity } from './quantities';
import type { ConditionTexts } from './templates';

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
  readonly countsThings: boolean;
  /** Whether it is one number and no more; of several, each market may find its own. */
  readonly isSingle: boolean;
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
  const countsThings = ruled?.countsThings ?? false;
  const read = intervalOf(amounts, {
    asked: asked.side,
    ruled: ruled?.side ?? null,
    higherWins: ruled?.higherWins ?? false,
    countsThings,
  });
  const interval = countsThings ? integerInterval(read) : read;
  return {
    texts,
    interval: interval ?? read,
    rules: ruled?.skeleton ?? null,
    problem: problem ?? (interval === null ? coded('no-whole') : null),
    countsThings,
    isSingle: ruled?.isSingle ?? false,
  };
}

function agreement(asked: Side, ruled: Side): string | null {
  return asked.kind === ruled.kind ? null : coded('compare-differ');
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
    return coded('label-amounts');
  const text = textOf(items, amounts);
  const compared = cut(text, amounts);
  if (compared === null) return text === '<Q>' ? null : coded('label-more');
  return compared.rest === '<C>' && compared.side.kind === kind ? null : coded('label-else');
}

function shapesProblem(
  own: ConditionTexts,
  texts: { readonly asked: string; readonly ruled: string; readonly names: ReturnType<typeof namesIn> },
): string | null {
  if (isTitleCase(own.condition.question)) return coded('all-capitals');
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
  const asked = plain(texts.asked).replace(
    /^(will the total number of [^<]*<n>[^<]*) <x> be <in>$/,
    String.raw`$1 be <in> <x>`,
  );
  return (
    matchProblem(asked, { names: texts.names.question, shape: QUESTIONS.amount, where: 'title' }) ??
    matchProblem(plain(texts.ruled), {
      names: texts.names.rules,
      shape: RULES.amount,
      where: 'deciding',
    })
  );
}

/**
 * The rules say whether an end counts; a title that says the contrary leaves it open, and so does "the higher bracket"
 * beside "above".
 */
function intervalOf(
  amounts: Amounts,
  sides: {
    readonly asked: Side;
    readonly ruled: Side | null;
    readonly higherWins: boolean;
    readonly countsThings: boolean;
  },
): Interval {
  const { asked, ruled, higherWins, countsThings } = sides;
  const [first, second] = amounts;
  const included = (end: 'lowIn' | 'highIn'): boolean | null => {
    // Rules that could not be read prove nothing; a proposal goes by the title.
    if (ruled === null) return asked[end];
    const said = ruled[end] ?? (countsThings && ruled.dash ? true : null);
    const title = asked[end];
    // "Falls exactly between two brackets" is said of prices; a count of 6 lies in 4-6.
    const bracket = higherWins && !countsThings ? end === 'lowIn' : null;
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
