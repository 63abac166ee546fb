/**
 * What in a question carries a value: amounts with their units and sides, days, times, codes and versions, signs,
 * letters that name ("Group B"), words of measure, and what each of these stands at ("GPT-5 mini", "10 goals"). Two
 * questions with different values are two questions, however alike the rest is worded.
 */
import { cleanText } from '../domain/clean-text';
import { spanOf, type CalendarDate } from './calendar';
import { directionAt } from './directions';
import { PARAPHRASE_STOP_WORDS } from './lexicon/stop-words';
import { MOMENT_WORDS, ORDER_WORDS, VALUE_WORDS } from './lexicon/value-words';
import { meaningOf } from './meaning';
import { isTitleCase } from './names';
import { slotValue, wholeValue, type TextTemplate } from './templates';
import type { Item, WindowToken } from './windows';

const told = (lines: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    lines.flatMap((line) => {
      const words = line.split(' ');
      return words.map((word) => [word, words[0] ?? word] as const);
    }),
  );
const VALUES = told(VALUE_WORDS);
const MOMENTS = told(MOMENT_WORDS);
const ORDERS = told(ORDER_WORDS);
const EMPTY: ReadonlySet<string> = new Set(PARAPHRASE_STOP_WORDS);
/** Read as `Quantity.unit` where it stands before the amount. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['dollar', '$'],
  ['euro', '\u20AC'],
  ['pound', '\u00A3'],
  ['yen', '\u00A5'],
  ['rupee', '\u20B9'],
]);
/** Behind an amount these open another thought: "30% compared to 2020". */
const NOT_OF_AMOUNTS: ReadonlySet<string> = new Set(['compar', 'relativ', 'versu', 'vs', 'higher', 'lower', 'abov']);
const ROMAN = /^(?=..)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/;
/** "More than one", "exactly one": elsewhere "one" is mostly no number. */
const COUNTS_ONE = /^(?:than|exactly|only|just|over|under)$/;

/** Both in order, each value as often as it stands in the text. */
export interface Values {
  readonly amounts: readonly string[];
  /** Days and times, which may stand once for all parts of a combined question. */
  readonly moments: readonly Moment[];
}

export interface Moment {
  readonly text: string;
  /** The day that is named, whether the time runs "by" or "before" it, and without the day on which it begins. */
  readonly day: string;
}

/** Of a text and its reading. Equal values are necessary for equivalence, never enough. */
export function valuesOf(text: string, reading: TextTemplate): Values {
  const { items } = reading;
  const amounts: string[] = [...lettersOf(text)];
  const moments: Moment[] = [];
  items.forEach((item, at) => {
    if (item.kind === 'time' || item.kind === 'date' || item.kind === 'window') {
      const text = slotAt(reading, at);
      moments.push({ text, day: item.kind === 'window' ? namedDay(item) : text });
      return;
    }
    const moment = MOMENTS.get(item.text);
    if (moment !== undefined) moments.push({ text: moment, day: moment });
    const value = item.kind === 'word' ? wordValue(items, at) : slotAt(reading, at);
    if (value === null) return;
    amounts.push(value);
    const thing = item.kind !== 'word' || /\p{N}/u.test(item.text) ? thingAt(items, at + 1) : null;
    if (thing !== null) amounts.push(`${value} ${thing}`);
  });
  return { amounts: amounts.sort(), moments: moments.sort((a, b) => (a.text < b.text ? -1 : 1)) };
}

export function sameValues(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

/** As `sameValues`, but an amount whose side is not told agrees with either side. */
export function sameAmounts(a: readonly string[], b: readonly string[]): boolean {
  const [first = [], second = []] = [a, b].map((values) =>
    values.map((value) => ({ value, plain: value.replace(/[\u2191\u2193]/, '') })).sort(byPlain),
  );
  return (
    first.length === second.length &&
    first.every(({ value, plain }, at) => {
      const other = second[at];
      return other?.plain === plain && (value === other.value || value === plain || other.value === plain);
    })
  );
}

interface Sided {
  readonly value: string;
  readonly plain: string;
}

function byPlain(a: Sided, b: Sided): number {
  return a.plain === b.plain ? (a.value < b.value ? -1 : 1) : a.plain < b.plain ? -1 : 1;
}

/** The word that an amount or a code belongs to, or that belongs to it; null where none stands behind it. */
function thingAt(items: readonly Item[], at: number): string | null {
  const item = items[at];
  if (item?.kind !== 'word' || item.sentence !== items[at - 1]?.sentence) return null;
  const meant = meaningOf(item.text);
  if ([EMPTY, VALUES, MOMENTS, ORDERS].some((words) => words.has(item.text)) || NOT_OF_AMOUNTS.has(meant)) return null;
  return /\p{L}/u.test(item.text) ? meant : null;
}

function slotAt(reading: TextTemplate, at: number): string {
  const { items } = reading;
  const item = items[at];
  switch (item?.kind) {
    case 'quantity': {
      const next = items[at + 1];
      const sign = item.quantity.unit === '' && next?.kind === 'word' ? SIGNS.get(VALUES.get(next.text) ?? '') : null;
      return `${item.quantity.nanos}${item.quantity.unit || (sign ?? '')}${sideAt(reading, at)}`;
    }
    case 'range':
      return `${wholeValue(item)}`;
    case 'time':
      return `at ${wholeValue(item)}${sideAt(reading, at)}`;
    case 'date': {
      const span = spanOf(item.date);
      return span === null ? `on ${slotValue(item)}` : `on ${span.start}-${span.end}`;
    }
    case 'window': {
      const span = spanOf(item.to);
      // "By the end of 2027" and "before January 1, 2028" are one day; without a year only equal writing is.
      const last = span === null ? slotValue(item) : item.exclusive ? span.start : span.end;
      const from = item.from === null || item.from === 'creation' ? '' : ` from ${startOf(item.from)}`;
      return `by ${last}${from}${item.startsAt === '' ? '' : ` ${item.startsAt}`}`;
    }
    case 'word':
    case undefined:
      return '';
  }
}

function sideAt({ items, marks }: TextTemplate, at: number): string {
  const side = directionAt(items, marks, at);
  return side === null ? '' : side === 'up' ? '\u2191' : '\u2193';
}

function namedDay(window: WindowToken): string {
  const span = spanOf(window.to);
  if (span === null) return slotValue({ ...window, from: null, startsAt: '', exclusive: false });
  return `by ${window.exclusive || window.to.kind === 'day' ? span.start : span.end}`;
}

function startOf(date: CalendarDate): string {
  const span = spanOf(date);
  return span === null ? JSON.stringify(date) : String(span.start);
}

function wordValue(items: readonly Item[], at: number): string | null {
  const text = items[at]?.text ?? '';
  const before = items[at - 1];
  const known = VALUES.get(text);
  if (known !== undefined) return SIGNS.has(known) && before?.kind === 'quantity' ? null : known;
  const order = ORDERS.get(text);
  if (order !== undefined) return order;
  if (text === 'one') return before !== undefined && COUNTS_ONE.test(before.text) ? '1' : null;
  if (/\p{N}/u.test(text)) return text.replace(/'s?$/, '');
  // Signs; "[" and the like are no tokens.
  if (!/\p{L}/u.test(text)) return text;
  return ROMAN.test(text) ? text : null;
}

const WORD = /[\p{L}\p{N}\p{M}_]+(?:['.&/@-][\p{L}\p{N}\p{M}_]+)*/gu;

/**
 * Single letters that name something ("Group B", "Hepatitis A"), and capitals that spell a small word ("OR" for
 * Oregon): in small letters these are read as grammar. Sorted.
 */
export function lettersOf(text: string): readonly string[] {
  const clean = cleanText(text);
  const shouted = !/\p{Ll}{2}/u.test(clean);
  const titled = isTitleCase(clean);
  return [...clean.matchAll(WORD)]
    .flatMap((match): string[] => {
      const [word] = match;
      if (!/^\p{L}+$/u.test(word)) return [];
      const rest = clean.slice(match.index + word.length);
      const opens = match.index === 0 || /[.?!:]\s*$/.test(clean.slice(0, match.index));
      // "Will A New Law Pass": an article as well, where every word is written large.
      const article = word === 'A' && (opens || (titled && /^ \p{L}/u.test(rest)));
      if (word.length === 1) return article || word === 'a' || word === 'x' ? [] : [`letter ${word}`];
      return !shouted && !opens && /^\p{Lu}+$/u.test(word) && EMPTY.has(word.toLowerCase()) ? [`letters ${word}`] : [];
    })
    .sort();
}
