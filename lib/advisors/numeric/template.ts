/**
 * What makes two questions one template: title, rules and source are equal but for one slot, the amount or the day that
 * moves. Fixed amounts and times are part of the template, days are not: the next month is the same one. A template is
 * named by the sha-256 of its masked text, so that a changed text is another template.
 */
import { flat } from '../../domain/flat';
import { remembered } from '../../domain/memo';
import { datesAgree, spanOf, withYear, type CalendarDate } from '../../language/calendar';
import type { Parameters } from '../../language/parameters';
import { seenOpenSince } from '../../language/span';
import type { Quantity } from '../../language/quantities';
import { slotValue, wholeValue, type ConditionTexts } from '../../language/templates';
import type { Item } from '../../language/windows';
import { TEMPLATE_LINE } from '../../relations/accepted-templates';
import { sha256Hex } from '../../relations/sha256';
import { formHash, type Slot } from './form';

/** Two questions of one template. */
export interface Template {
  /** Sha-256 of the masked text: what the user may vouch for. */
  readonly hash: string;
  /** Sha-256 of its form, without names too: what was read by the reviewers (lexicon/templates). */
  readonly form: string;
  readonly slot: Slot;
  readonly side: 'up' | 'down' | 'later';
}

/**
 * The template of a step, or null: the two are of no one template, or more than one slot moves.
 *
 * @param narrow with the texts of its condition, not of its title alone
 * @param startsRead the first days of both were read from the rules and judged, so that they may differ
 */
export function templateOfStep(narrow: Parameters, wide: Parameters, startsRead: boolean): Template | null {
  const moves: readonly Slot[] = [
    ...(narrow.threshold?.nanos === wide.threshold?.nanos ? [] : (['amount'] as const)),
    ...(narrow.span?.end === wide.span?.end ? [] : (['deadline'] as const)),
  ];
  const [slot] = moves;
  if (slot === undefined || moves.length > 1) return null;
  const [a, b] = [maskedText(narrow.texts, slot), maskedText(wide.texts, slot)];
  if (a === null || a !== b || narrow.texts.source !== wide.texts.source) return null;
  if (!onlySlotMoves(narrow.texts, wide.texts, { slot, startsRead })) return null;
  const side = slot === 'amount' ? (narrow.threshold?.direction ?? null) : 'later';
  if (side === null) return null;
  // An amount of the title that stays is masked as well: the same step stands for every price.
  const own = amountOf(narrow.texts);
  return {
    hash: hashOf(`${narrow.texts.source}\n${a}`),
    form: formHash({ texts: narrow.texts, own }, wide),
    slot,
    side,
  };
}

/** The line of evidence by which all steps of one template are known. */
export function templateLine(template: Template | null): readonly string[] {
  return template === null ? [] : [flat(`${TEMPLATE_LINE}${template.hash} ${template.slot} ${template.side}`)];
}

const hashOf = remembered(256, sha256Hex);

function maskedText(texts: ConditionTexts, slot: Slot): string | null {
  const { question, rules } = texts;
  const own = slot === 'amount' ? amountOf(texts) : null;
  if (rules.items.length === 0 || (slot === 'amount' && own === null)) return null;
  return [question, rules].map(({ items }) => items.map((item) => masked(item, own)).join(' ')).join('\n');
}

/** With two amounts in the title nobody can tell which of them a number of the rules is. */
function amountOf({ question }: ConditionTexts): Quantity | null {
  const amounts = question.items.filter((item) => item.kind === 'quantity');
  const [amount] = amounts;
  return amounts.length === 1 && amount?.kind === 'quantity' ? amount.quantity : null;
}

function masked(item: Item, own: Quantity | null): string {
  if (item.kind === 'word') return `${item.sentence} ${item.text}`;
  if (item.kind === 'date') return '<date>';
  // "Until June 30" is another statement than "by June 30".
  if (item.kind === 'window') return `<window${item.throughout ? ' throughout' : ''}>`;
  // A page of prices writes "17000.00" for the title's "$17,000".
  if (item.kind === 'quantity' && own !== null && (item.quantity.unit === own.unit || item.quantity.unit === '')) {
    const more = item.quantity.nanos - own.nanos;
    // "More than 0.2 %" is explained by "0.3 % is Yes" where the source has one decimal.
    if (more === 0n || (more === TENTH && own.unit === '%')) return `<amount${more === 0n ? '' : ' and a tenth'}>`;
  }
  return `<${item.kind} ${wholeValue(item)}>`;
}

const TENTH = 100_000_000n;

/** Fixed days are the same in both; a day that is not is the title's own. */
function onlySlotMoves(
  narrow: ConditionTexts,
  wide: ConditionTexts,
  { slot, startsRead }: { readonly slot: Slot; readonly startsRead: boolean },
): boolean {
  const [a, b] = [lastDay(narrow), lastDay(wide)];
  return (['question', 'rules'] as const).every((text) =>
    narrow[text].items.every((item, at) => {
      const other = wide[text].items[at];
      if (other === undefined) return false;
      if (item.kind !== 'date' && item.kind !== 'window') return true;
      if (slotValue(item) === slotValue(other)) return true;
      if (other.kind !== 'date' && other.kind !== 'window') return false;
      if (item.kind === 'window' && other.kind === 'window' && startOf(item.from) !== startOf(other.from)) {
        if (!startsRead || item.from === null || other.from === null) return false;
        if (slot === 'amount') return datesAgree(item.to, other.to) && item.to.year === other.to.year;
      }
      return slot === 'deadline' && a !== null && b !== null && endsWith(dayOf(item), a) && endsWith(dayOf(other), b);
    }),
  );
}

/** "May 31, 2026" is the end of "May"; a year that is not given agrees with any. */
function endsWith(day: CalendarDate, last: CalendarDate): boolean {
  if (datesAgree(day, last)) return true;
  const year = day.year ?? last.year;
  if (year === null || (last.year !== null && last.year !== year)) return false;
  return spanOf(withYear(day, year))?.end === spanOf(withYear(last, year))?.end;
}

/**
 * Whether the first days that the rules of two name make no difference: they are the same, or the narrower market was
 * still open long after the later of them, so that what it pays at once had not happened before.
 */
export function startsAgree(narrow: ConditionTexts, wide: ConditionTexts, openAtMs: number | null): boolean {
  const touch =
    narrow.question.items.every(({ kind }) => kind !== 'quantity') || AT_ONCE.test(narrow.condition.description);
  return narrow.rules.items.every((item, at) => {
    const other = wide.rules.items[at];
    if (item.kind !== 'window' || other?.kind !== 'window') return true;
    // The same day at 14:00 and at 16:00 is not the same first instant.
    if (startOf(item.from) === startOf(other.from)) return item.startsAt === other.startsAt;
    const [before, first] = [item, other].map(({ from }) =>
      from === null || from === 'creation' ? null : (spanOf(from)?.start ?? null),
    );
    if (first === undefined || first === null || before === undefined || before === null) return false;
    if (first < before) return true;
    return touch && openAtMs !== null && seenOpenSince(openAtMs, first);
  });
}

const AT_ONCE = /\b(?:will|may) immediately resolve\b/i;

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
