/** What the numeric rules see of a condition: its texts as templates with slots. */
import type { Condition } from '../../domain/condition';
import type { CalendarDate } from '../text/calendar';
import { cleanText, textProblem } from '../text/clean';
import { remembered } from '../text/memo';
import { CREATION_WORDS, findWindows, type Item } from '../text/windows';
import { tokenize } from '../text/tokens';
import { markItems, type Mark } from './comparators';

export interface TextReading {
  readonly items: readonly Item[];
  readonly marks: readonly Mark[];
  /** Words as they are, slots by kind: equal templates mean texts that differ in slot values only. */
  readonly template: string;
  /** Positions of slots in `items`, in order. */
  readonly slots: readonly number[];
}

export interface Reading {
  readonly condition: Condition;
  readonly question: TextReading;
  readonly rules: TextReading;
  readonly label: TextReading;
  readonly source: string;
  /** The rules let time run from the market's creation without naming the day. */
  readonly startsAtCreation: boolean;
  /** The rules leave the moving date or amount to the title ("by the listed date"). */
  readonly defersToTitle: boolean;
  /** A missing year may be taken from the end date: good enough for a proposal, never for a proof. */
  readonly guessYear: boolean;
  /** Why no rule may read these texts, or null. */
  readonly problem: string | null;
}

const MAX_SHORT = 300;

const DEFERS = /\b(?:listed|specified|stated|named|given|shown|indicated|noted|mentioned|outlined)\b[^.\n]{0,40}\b(?:title|question|above|market|outcome)\b|\b(?:listed|specified|stated|given)\s(?:date|deadline|price|amount|number|level|threshold|value|time|range|day|strike)\b|\b(?:date|deadline|price|amount|number|level|threshold|value|time)\s(?:in|from|of)\sthe\s(?:title|question)\b/;

/** Titles, labels and names of events are read again and again; rules are kept with their condition. */
const shortReading = remembered(1024, madeReading);

export function readText(text: string): TextReading {
  return text.length > MAX_SHORT ? madeReading(text) : shortReading(text);
}

function madeReading(text: string): TextReading {
  const items = findWindows(tokenize(text));
  const slots: number[] = [];
  const parts: string[] = [];
  for (const [index, item] of items.entries()) {
    if (item.kind !== 'word') slots.push(index);
    parts.push(templatePart(item));
  }
  let marks: readonly Mark[] | null = null;
  // Of a family of equal texts only the first one's marks are asked for.
  return { items, get marks() { return (marks ??= markItems(items)); }, template: parts.join(' '), slots };
}

/** The rules, the longest text by far, are read when first asked for: most conditions share their question's template with no other. */
export function readCondition(condition: Condition): Reading {
  const known = READINGS.get(condition);
  if (known) return known;
  const reading = makeReading(condition);
  READINGS.set(condition, reading);
  return reading;
}

/** Several advisors read the same condition; a reading depends on nothing but the condition, which is never changed in place. */
const READINGS = new WeakMap<Condition, Reading>();

function makeReading(condition: Condition): Reading {
  const question = readText(condition.question);
  let lazy: Lazy | null = null;
  const rest = (): Lazy => (lazy ??= readRest(condition));
  return {
    condition,
    question,
    source: cleanText(condition.resolutionSource),
    guessYear: false,
    get rules() { return rest().rules; },
    get label() { return rest().label; },
    get startsAtCreation() { return rest().startsAtCreation; },
    get defersToTitle() { return rest().defersToTitle; },
    get problem() { return rest().problem; },
  };
}

type Lazy = Omit<Reading, 'condition' | 'question' | 'source' | 'guessYear'>;

function readRest(condition: Condition): Lazy {
  const rulesText = cleanText(condition.description).toLowerCase();
  const rules = readText(condition.description);
  return {
    rules,
    label: readText(condition.label === condition.question ? '' : condition.label),
    startsAtCreation: CREATION_WORDS.test(withoutExactStarts(rulesText, rules)),
    defersToTitle: DEFERS.test(rulesText),
    problem: textProblem(condition.question) ?? textProblem(condition.description) ?? textProblem(condition.label),
  };
}

/** Phrases that name the creation's day ("this market's inception, December 29, 2024") are windows already and no longer vague. */
function withoutExactStarts(text: string, rules: TextReading): string {
  let rest = text.replace(/[",]/g, '');
  for (const item of rules.items) if (item.kind === 'window' && item.from !== 'creation') rest = rest.replace(item.text.replace(/[",]/g, ''), ' ');
  return rest;
}

function templatePart(item: Item): string {
  switch (item.kind) {
    case 'word':
      return item.text;
    case 'quantity':
      return `<amount ${item.quantity.unit}${item.quantity.orMore ? '+' : ''}>`;
    case 'range':
      return `<range ${item.range.low.unit}>`;
    case 'date':
      return '<date>';
    case 'time':
      return '<time>';
    case 'window':
      return '<window>';
  }
}

/** Equal texts for equal slots. */
export function slotValue(item: Item): string {
  switch (item.kind) {
    case 'word':
      return item.text;
    case 'quantity':
      return item.quantity.nanos.toString();
    case 'range':
      return `${item.range.low.nanos}..${item.range.high.nanos}`;
    case 'date':
      return dateValue(item.date);
    case 'time':
      return String(item.minute);
    case 'window':
      return `${item.from === null ? '' : item.from === 'creation' ? item.from : dateValue(item.from)}>${dateValue(item.to)}${item.exclusive ? '!' : ''}${item.ambiguous ? '?' : ''}${item.throughout ? '~' : ''}`;
  }
}

function dateValue(date: CalendarDate): string {
  switch (date.kind) {
    case 'day':
      return `${date.year ?? ''}-${date.month}-${date.day}`;
    case 'month':
      return `${date.year ?? ''}-${date.month}`;
    case 'quarter':
      return `${date.year ?? ''}q${date.quarter}`;
    case 'year':
      return String(date.year);
  }
}

/** The texts name at least one day with its year, and the rules none without. */
export function namesYear(reading: Reading): boolean {
  const rules = yearsIn(reading.rules);
  return [...yearsIn(reading.question), ...rules].some((year) => year !== null) && rules.every((year) => year !== null);
}

function yearsIn(text: TextReading): readonly (number | null)[] {
  return text.slots.flatMap((at) => {
    const item = text.items[at];
    return item?.kind === 'date' ? [item.date.year] : item?.kind === 'window' ? [item.to.year] : [];
  });
}
