/** What the numeric rules see of a condition: its texts as templates with slots. */
import type { Condition } from '../domain/condition';
import type { CalendarDate } from './calendar';
import { cleanText, textProblem } from '../domain/clean-text';
import { remembered } from '../domain/memo';
import { CREATION_WORDS, findWindows, type Item, type WindowToken } from './windows';
import { tokenize } from './tokens';
import { markItems, type Mark } from './directions';
import { pattern } from './pattern';

/**
 * A class, as `ConditionTexts` below: an engine makes hidden classes and closures of its own for each literal with
 * getters, ten times its size.
 */
export class TextTemplate {
  private found: readonly Mark[] | null = null;

  /**
   * @param template words as they are, slots by kind: equal templates mean texts that differ in slot values only
   * @param slots positions of slots in `items`, in order
   */
  constructor(
    readonly items: readonly Item[],
    readonly template: string,
    readonly slots: readonly number[],
  ) {}

  /** Of a family of equal texts only the first one's marks are asked for. */
  get marks(): readonly Mark[] {
    return (this.found ??= markItems(this.items));
  }
}

interface Rest {
  readonly rules: TextTemplate;
  readonly label: TextTemplate;
  readonly startsAtCreation: boolean;
  readonly defersToTitle: boolean;
  readonly problem: string | null;
}

/**
 * The rules, the longest text by far, are read when first asked for: most conditions share their question's template
 * with no other.
 */
export class ConditionTexts {
  readonly source: string;

  /** @param guessYear a missing year may be taken from the end date: good enough for a proposal, never for a proof */
  constructor(
    readonly condition: Condition,
    readonly question: TextTemplate,
    readonly guessYear: boolean,
    private rest: Rest | null,
  ) {
    this.source = cleanText(condition.resolutionSource);
  }

  get rules(): TextTemplate {
    return this.read().rules;
  }

  get label(): TextTemplate {
    return this.read().label;
  }

  /** The rules let time run from the market's creation without naming the day. */
  get startsAtCreation(): boolean {
    return this.read().startsAtCreation;
  }

  /** The rules leave the moving date or amount to the title ("by the listed date"). */
  get defersToTitle(): boolean {
    return this.read().defersToTitle;
  }

  /** Why no rule may read these texts, or null. */
  get problem(): string | null {
    return this.read().problem;
  }

  /** The same condition, asked with other words. */
  withQuestion(question: TextTemplate): ConditionTexts {
    return new ConditionTexts(this.condition, question, this.guessYear, this.read());
  }

  /** As if the rules said what the title says, and no more. */
  byTitle(): ConditionTexts {
    return new ConditionTexts(this.condition, this.question, true, {
      ...this.read(),
      rules: this.question,
      startsAtCreation: false,
    });
  }

  private read(): Rest {
    return (this.rest ??= readRest(this.condition));
  }
}

const MAX_SHORT = 300;

const DEFERS = pattern([
  String.raw`\b(?:listed|specified|stated|named|given|shown|indicated|noted|mentioned`,
  String.raw`|outlined)\b[^.\n]{0,40}\b(?:title|question|above|market|outcome)\b|\b(?:listed|specified`,
  String.raw`|stated|given)\s(?:date|deadline|price|amount|number|level|threshold|value|time|range|day`,
  String.raw`|strike)\b|\b(?:date|deadline|price|amount|number|level|threshold|value|time)\s(?:in|from`,
  String.raw`|of)\sthe\s(?:title|question)\b`,
]);

/** Titles, labels and names of events are read again and again; rules are kept with their condition. */
const shortReading = remembered(1024, madeReading);

export function readText(text: string): TextTemplate {
  return text.length > MAX_SHORT ? madeReading(text) : shortReading(text);
}

function madeReading(text: string): TextTemplate {
  const items = findWindows(tokenize(withoutBreaks(text)));
  const slots: number[] = [];
  const parts: string[] = [];
  for (const [index, item] of items.entries()) {
    if (item.kind !== 'word') slots.push(index);
    parts.push(templatePart(item));
  }
  return new TextTemplate(items, templateOf(parts.join(' ')), slots);
}

/** "available at:" and the link on the next line are one sentence. */
function withoutBreaks(text: string): string {
  return text.replace(/:\s*\n\s*(?=https?:\/\/)/g, ': ');
}

/** Families share one template, which is as long as their rules. */
const templateOf = remembered(512, (template) => template);

export function readCondition(condition: Condition): ConditionTexts {
  const known = TEXTS.get(condition);
  if (known) return known;
  const texts = new ConditionTexts(condition, readText(condition.question), false, null);
  TEXTS.set(condition, texts);
  return texts;
}

/**
 * Several advisors read the same condition; what they hold depends on nothing but the condition, which is never changed
 * in place.
 */
const TEXTS = new WeakMap<Condition, ConditionTexts>();

function readRest(condition: Condition): Rest {
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

/**
 * Phrases that name the creation's day ("this market's inception, December 29, 2024") are windows already and no longer
 * vague.
 */
function withoutExactStarts(text: string, rules: TextTemplate): string {
  let rest = text.replace(/[",]/g, '');
  for (const item of rules.items)
    if (item.kind === 'window' && item.from !== 'creation') rest = rest.replace(item.text.replace(/[",]/g, ''), ' ');
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
      return windowValue(item);
  }
}

/**
 * Equal for slots that say the same in every respect: with the unit, and with the half of the day where it is named.
 */
export function wholeValue(item: Item): string {
  switch (item.kind) {
    case 'quantity':
      return `${slotValue(item)}${item.quantity.unit}${item.quantity.orMore ? '+' : ''}`;
    case 'range':
      return `${slotValue(item)}${item.range.low.unit}`;
    case 'time':
      // "Under 2:05" may be a result; from 13:00 on, and with a half of the day, it is a time of day.
      return `${item.minute}${item.minute < 780 && /^[\d:]+$/.test(item.text) ? '?' : ''}`;
    case 'word':
    case 'date':
    case 'window':
      return slotValue(item);
  }
}

function windowValue(window: WindowToken): string {
  const { from, startsAt } = window;
  const start = from === null ? '' : from === 'creation' ? from : dateValue(from);
  const at = startsAt === '' ? '' : `@${startsAt.replaceAll(' ', '_')}`;
  const marks = `${window.exclusive ? '!' : ''}${window.ambiguous ? '?' : ''}${window.throughout ? '~' : ''}`;
  return `${start}${at}>${dateValue(window.to)}${marks}`;
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
export function namesYear(texts: ConditionTexts): boolean {
  const rules = yearsIn(texts.rules);
  return [...yearsIn(texts.question), ...rules].some((year) => year !== null) && rules.every((year) => year !== null);
}

function yearsIn(text: TextTemplate): readonly (number | null)[] {
  return text.slots.flatMap((at) => {
    const item = text.items[at];
    return item?.kind === 'date' ? [item.date.year] : item?.kind === 'window' ? [item.to.year] : [];
  });
}
