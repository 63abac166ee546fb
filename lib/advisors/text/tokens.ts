/**
 * Splits a cleaned text into words and typed slots (dates, times, amounts, ranges). Two texts that differ only in slots share a
 * template; which slots differ, and how, is what the numeric rules reason about.
 */
import { MONTHS, type CalendarDate } from './calendar';
import { cleanText } from './clean';
import { QUANTITY, RANGE, quantityOfMatch, rangeOfMatch, type Quantity, type QuantityRange } from './quantity';

interface Placed {
  /** As written, lower case. */
  readonly text: string;
  /** Index of the sentence, from 0. */
  readonly sentence: number;
}

export type Token =
  | (Placed & { readonly kind: 'word' })
  | (Placed & { readonly kind: 'date'; readonly date: CalendarDate })
  | (Placed & { readonly kind: 'time'; readonly minute: number })
  | (Placed & { readonly kind: 'quantity'; readonly quantity: Quantity })
  | (Placed & { readonly kind: 'range'; readonly range: QuantityRange });

const MONTH = '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const EDGE = '(?![\\p{L}\\p{N}])';
const YEAR = '((?:19|20|21)\\d{2})';
const URL = /https?:\/\/[^\s<>"')\]]+/y;
const ISO = new RegExp(`${YEAR}-(\\d{2})-(\\d{2})(?:t[\\d:.]+z?)?${EDGE}`, 'uy');
const MONTH_DAY = new RegExp(`${MONTH}\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?${EDGE}(?:\\s?,?\\s?(?:of\\s)?${YEAR}${EDGE})?`, 'uy');
const DAY_MONTH = new RegExp(`(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${MONTH}\\.?${EDGE}(?:\\s?,?\\s?${YEAR}${EDGE})?`, 'uy');
const MONTH_YEAR = new RegExp(`${MONTH}\\.?,?\\s(?:of\\s)?${YEAR}${EDGE}`, 'uy');
const BARE_MONTH = new RegExp(`${MONTH}${EDGE}`, 'uy');
const QUARTER = new RegExp(`(?:q([1-4])|(first|second|third|fourth)\\squarter)(?:\\s(?:of\\s)?${YEAR})?${EDGE}`, 'uy');
const SLASH = new RegExp(`(\\d{1,2})/(\\d{1,2})(?:/${YEAR})?(?!/)${EDGE}`, 'uy');
const BARE_YEAR = new RegExp(`${YEAR}(?![\\p{L}\\p{N}]|[-/.,]\\d|-\\p{L}|\\s?%)`, 'uy');
const CLOCK = new RegExp(`(\\d{1,2})(?::(\\d{2}))?(?::\\d{2})?\\s?([ap])\\.?m\\.?${EDGE}|(\\d{1,2}):(\\d{2})(?::\\d{2})?${EDGE}|(noon|midnight)${EDGE}`, 'uy');
/** Words that can begin a date or a time; all others are spared eight patterns. */
const MAY_BE_DATE = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|first|second|third|fourth|the\s\d|noon|midnight/y;
const WORD = /[\p{L}\p{N}\p{M}_]+(?:['.&/@-][\p{L}\p{N}\p{M}_]+)*/uy;
/** Digits that make no amount ("1,00", "5-year", "1O0") are one word, never an amount and a rest. */
const BROKEN_NUMBER = /\d[\p{L}\p{N}\p{M}]*(?:[.,/'&@:-][\p{L}\p{N}\p{M}]+)*/uy;
const SYMBOL = /[<>\u2264\u2265]=?|[\u2191\u2193%$#]/uy;
const SPACE = /\s+/uy;
const CLOSERS = /["')\]]*/y;
/** "U.S. law", "vs. Japan": the full stop does not end the sentence. */
const ABBREVIATION = /(?:^|[\s("'.])(?:[a-z]|vs|dr|mr|mrs|ms|st|inc|ltd|jr|sr|corp|co|no|approx|e\.g|i\.e|etc|jan|feb|mar|apr|aug|sept?|oct|nov|dec)$/;
/** A month's name alone ("May", "March") is a date only behind one of these. */
const BEFORE_MONTH = /(?:^|\s)(?:in|by|before|after|of|until|till|through|thru|during|since|from|to|between|and|end|early|mid|late|this|next|or)\s$/;

const SPELLED: Readonly<Record<string, bigint>> = { two: 2n, three: 3n, four: 4n, five: 5n, six: 6n, seven: 7n, eight: 8n, nine: 9n, ten: 10n, eleven: 11n, twelve: 12n };

export function tokenize(text: string): readonly Token[] {
  const source = cleanText(text);
  const lower = source.toLowerCase();
  // Some letters change length in lower case; positions must match, so such a text is read in lower case only.
  const original = lower.length === source.length ? source : lower;
  const tokens: Token[] = [];
  let at = 0;
  let sentence = 0;
  while (at < lower.length) {
    const space = exec(SPACE, lower, at);
    if (space) {
      if (space[0].includes('\n')) sentence += 1;
      at += space[0].length;
      continue;
    }
    const read = readToken(lower, original, at);
    if (read) {
      tokens.push({ ...read.token, text: lower.slice(at, at + read.length), sentence });
      at += read.length;
      continue;
    }
    if (endsSentence(lower, original, at)) sentence += 1;
    at += 1;
  }
  return tokens;
}

type Bare = { readonly kind: 'word' } | { readonly kind: 'date'; readonly date: CalendarDate } | { readonly kind: 'time'; readonly minute: number } | { readonly kind: 'quantity'; readonly quantity: Quantity } | { readonly kind: 'range'; readonly range: QuantityRange };
interface Read {
  readonly token: Bare;
  readonly length: number;
}

function readToken(lower: string, original: string, at: number): Read | null {
  const url = exec(URL, lower, at);
  if (url) return { token: { kind: 'word' }, length: url[0].replace(/[.,;:!?]+$/, '').length };
  const first = lower.charCodeAt(at);
  const letter = first >= 97 && first <= 122;
  const digit = first >= 48 && first <= 57;
  if (digit || (letter && exec(MAY_BE_DATE, lower, at))) {
    const date = readDate(lower, original, at);
    if (date) return date;
    const time = readTime(lower, at);
    if (time) return time;
  }
  if (!letter) {
    const amount = readAmount(lower, at);
    if (amount) return amount;
  }
  const word = exec(digit ? BROKEN_NUMBER : WORD, lower, at);
  if (word) {
    const spelled = SPELLED[word[0]];
    const token: Bare = Object.hasOwn(SPELLED, word[0]) && spelled !== undefined ? { kind: 'quantity', quantity: { nanos: spelled * 1_000_000_000n, unit: '', orMore: false } } : { kind: 'word' };
    return { token, length: word[0].length };
  }
  const symbol = exec(SYMBOL, lower, at);
  return symbol ? { token: { kind: 'word' }, length: symbol[0].length } : null;
}

function readAmount(lower: string, at: number): Read | null {
  // "-5" is below zero only where nothing stands before the minus; "4-6" never gets here at its minus.
  if (lower.charAt(at) === '-' && at > 0 && !/[\s(]/.test(lower.charAt(at - 1))) return null;
  const range = exec(RANGE, lower, at);
  if (range) {
    const value = rangeOfMatch(range);
    // An unreadable range must not be read as its first number.
    return value ? { token: { kind: 'range', range: value }, length: range[0].length } : { token: { kind: 'word' }, length: range[0].length };
  }
  const match = exec(QUANTITY, lower, at);
  if (!match) return null;
  const quantity = quantityOfMatch(match);
  return { token: quantity ? { kind: 'quantity', quantity } : { kind: 'word' }, length: match[0].length };
}

function readTime(lower: string, at: number): Read | null {
  const match = exec(CLOCK, lower, at);
  if (!match) return null;
  const [text, hour12, minute12, half, hour24, minute24, name] = match;
  if (name !== undefined) return { token: { kind: 'time', minute: name === 'noon' ? 720 : 1440 }, length: text.length };
  const hour = Number(hour12 ?? hour24);
  const minute = Number(minute12 ?? minute24 ?? 0);
  const valid = minute < 60 && (half === undefined ? hour < 25 : hour >= 1 && hour <= 12);
  if (!valid) return { token: { kind: 'word' }, length: text.length };
  const base = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return { token: { kind: 'time', minute: base * 60 + minute }, length: text.length };
}

function dateRead(match: RegExpExecArray, date: CalendarDate | null): Read {
  return { token: date ? { kind: 'date', date } : { kind: 'word' }, length: match[0].length };
}

function yearOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

function dayOf(year: number | null, month: number, day: number): CalendarDate | null {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { kind: 'day', year, month, day } : null;
}

function readDate(lower: string, original: string, at: number): Read | null {
  let match = exec(ISO, lower, at);
  if (match) return dateRead(match, dayOf(yearOf(match[1]), Number(match[2]), Number(match[3])));
  match = exec(MONTH_DAY, lower, at);
  if (match) return dateRead(match, dayOf(yearOf(match[3]), monthOf(match[1] ?? ''), Number(match[2])));
  match = exec(DAY_MONTH, lower, at);
  // "5 may be" is not a date unless the month is written as a name.
  if (match && (match[3] !== undefined || (match[2] !== 'may' && match[2] !== 'mar') || /[A-Z]/.test(original.slice(at, at + match[0].length)))) {
    return dateRead(match, dayOf(yearOf(match[3]), monthOf(match[2] ?? ''), Number(match[1])));
  }
  match = exec(MONTH_YEAR, lower, at);
  if (match) return dateRead(match, { kind: 'month', year: yearOf(match[2]), month: monthOf(match[1] ?? '') });
  match = exec(QUARTER, lower, at);
  if (match) return dateRead(match, { kind: 'quarter', year: yearOf(match[3]), quarter: match[1] === undefined ? ['first', 'second', 'third', 'fourth'].indexOf(match[2] ?? '') + 1 : Number(match[1]) });
  match = exec(SLASH, lower, at);
  // 06/07/2026 is read in June here and in July there: no rule may rest on it.
  if (match) return dateRead(match, Number(match[2]) > 12 && Number(match[1]) > 0 ? dayOf(yearOf(match[3]), Number(match[1]), Number(match[2])) : null);
  match = exec(BARE_MONTH, lower, at);
  if (match && /[A-Z]/.test(original.charAt(at)) && BEFORE_MONTH.test(lower.slice(Math.max(0, at - 10), at))) return dateRead(match, { kind: 'month', year: null, month: monthOf(match[1] ?? '') });
  match = exec(BARE_YEAR, lower, at);
  if (match) return dateRead(match, { kind: 'year', year: Number(match[1]) });
  return null;
}

function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1;
}

function endsSentence(lower: string, original: string, at: number): boolean {
  const mark = lower.charAt(at);
  if (mark !== '.' && mark !== '!' && mark !== '?') return false;
  const closers = exec(CLOSERS, lower, at + 1)?.[0].length ?? 0;
  const next = at + 1 + closers;
  if (next < lower.length && !/\s/.test(lower.charAt(next))) return false;
  if (mark === '.' && closers === 0 && ABBREVIATION.test(lower.slice(Math.max(0, at - 8), at))) return false;
  const following = original.slice(next).trimStart().charAt(0);
  return following === '' || !/[a-z]/.test(following);
}

function exec(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
