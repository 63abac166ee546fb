/** What a title alone says: an interval of one quantity ("between $110,000 and $112,000", "exactly 3"). */
import { amountsOf, cut, settled, textOf, type Amounts, type Side } from './comparison';
import { readCounted, type Counted } from './counts';
import type { ConditionTexts } from './templates';

/** What is touched has many values. */
export const TOUCHES = /(?:^| )(?:reach\w*|hits?|dips?|drops?|falls?|touch\w*|any|<any>)(?: |$)/;
const BY_A_DAY = /<w:~/;

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
  // What is touched at some moment by a day has many values: the most common false "cannot both happen"
  // (docs/maths.md 8.5).
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
