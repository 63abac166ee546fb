/**
 * What makes two questions one template: title, rules and source are equal but for one slot, the amount or the day that
 * moves. Fixed amounts and times are part of the template, days are not: the next month is the same one. A template is
 * named by the sha-256 of its masked text, so that a changed text is another template.
 */
import { flat } from '../../domain/flat';
import { remembered } from '../../domain/memo';
import { datesAgree, type CalendarDate } from '../../language/calendar';
import type { Parameters } from '../../language/parameters';
import type { Quantity } from '../../language/quantities';
import { slotValue, wholeValue, type ConditionTexts } from '../../language/templates';
import type { Item } from '../../language/windows';
import { TEMPLATE_LINE } from '../../relations/accepted-templates';
import { sha256Hex } from '../../relations/sha256';

type Slot = 'amount' | 'deadline';

/**
 * The line of evidence by which all steps of one template are known, or none: the two are of no one template, or more
 * than one slot moves.
 *
 * @param narrow with the texts of its condition, not of its title alone
 */
export function templateLine(narrow: Parameters, wide: Parameters): readonly string[] {
  const moves: readonly Slot[] = [
    ...(narrow.threshold?.nanos === wide.threshold?.nanos ? [] : (['amount'] as const)),
    ...(narrow.span?.end === wide.span?.end ? [] : (['deadline'] as const)),
  ];
  const [slot] = moves;
  if (slot === undefined || moves.length > 1) return [];
  const [a, b] = [maskedText(narrow.texts, slot), maskedText(wide.texts, slot)];
  if (a === null || a !== b || narrow.texts.source !== wide.texts.source) return [];
  if (!onlySlotMoves(narrow.texts, wide.texts, slot)) return [];
  const side = slot === 'amount' ? (narrow.threshold?.direction ?? '') : 'later';
  return [flat(`${TEMPLATE_LINE}${hashOf(`${narrow.texts.source}\n${a}`)} ${slot} ${side}`)];
}

const hashOf = remembered(256, sha256Hex);

function maskedText({ question, rules }: ConditionTexts, slot: Slot): string | null {
  const amounts = question.items.filter((item) => item.kind === 'quantity');
  const [amount] = amounts;
  // With two amounts in the title nobody can tell which of them a number of the rules is.
  if (rules.items.length === 0 || (slot === 'amount' && amounts.length !== 1)) return null;
  const own = slot === 'amount' && amount?.kind === 'quantity' ? amount.quantity : null;
  return [question, rules].map(({ items }) => items.map((item) => masked(item, own)).join(' ')).join('\n');
}

function masked(item: Item, own: Quantity | null): string {
  if (item.kind === 'word') return `${item.sentence} ${item.text}`;
  if (item.kind === 'date' || item.kind === 'window') return `<${item.kind}>`;
  if (item.kind === 'quantity' && own !== null && item.quantity.unit === own.unit) {
    const more = item.quantity.nanos - own.nanos;
    // "More than 0.2 %" is explained by "0.3 % is Yes" where the source has one decimal.
    if (more === 0n || (more === TENTH && own.unit === '%')) return `<amount${more === 0n ? '' : ' and a tenth'}>`;
  }
  return `<${item.kind} ${wholeValue(item)}>`;
}

const TENTH = 100_000_000n;

/** Fixed days are the same in both; a day that is not is the title's own. */
function onlySlotMoves(narrow: ConditionTexts, wide: ConditionTexts, slot: Slot): boolean {
  const [a, b] = [lastDay(narrow), lastDay(wide)];
  return (['question', 'rules'] as const).every((text) =>
    narrow[text].items.every((item, at) => {
      const other = wide[text].items[at];
      if (other === undefined) return false;
      if (item.kind !== 'date' && item.kind !== 'window') return true;
      if (slotValue(item) === slotValue(other)) return true;
      if (slot === 'amount' || a === null || b === null || (other.kind !== 'date' && other.kind !== 'window'))
        return false;
      if (item.kind === 'window' && other.kind === 'window' && startOf(item.from) !== startOf(other.from)) return false;
      return datesAgree(dayOf(item), a) && datesAgree(dayOf(other), b);
    }),
  );
}

function lastDay({ question }: ConditionTexts): CalendarDate | null {
  const windows = question.items.filter((item) => item.kind === 'window');
  const [only] = windows;
  return windows.length === 1 && only?.kind === 'window' ? only.to : null;
}

function dayOf(item: Extract<Item, { readonly kind: 'date' | 'window' }>): CalendarDate {
  return item.kind === 'date' ? item.date : item.to;
}

function startOf(from: CalendarDate | 'creation' | null): string {
  return JSON.stringify(from);
}
