/**
 * Splits a cleaned text into words and typed slots (dates, times, amounts, ranges). Two texts that differ only in slots
 * share a template; which slots differ, and how, is what the numeric rules reason about.
 */
import { NUMBER_WORDS } from './lexicon/numbers';
import { MONTHS, type CalendarDate } from './calendar';
import { cleanText } from '../domain/clean-text';
import { remembered } from '../domain/memo';
import { QUANTITY, RANGE, quantityOfMatch, rangeOfMatch, type Quantity, type QuantityRange } from './quantities';

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

const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const EDGE = '(?![\\p{L}\\p{N}])';
const YEAR = '((?:19|20|21)\\d{2})';
const URL = /https?:\/\/[^\s<>"')\]]+/y;
const ISO = new RegExp(`${YEAR}-(\\d{2})-(\\d{2})(?:t[\\d:.]+z?)?${EDGE}`, 'uy');
const MONTH_DAY = new RegExp(
  `${MONTH}\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?${EDGE}(?:\\s?,?\\s?(?:of\\s)?${YEAR}${EDGE})?`,
  'uy',
);
const DAY_MONTH = new RegExp(
  `(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${MONTH}\\.?${EDGE}(?:\\s?,?\\s?${YEAR}${EDGE})?`,
  'uy',
);
const MONTH_YEAR = new RegExp(`${MONTH}\\.?,?\\s(?:of\\s)?${YEAR}${EDGE}`, 'uy');
const BARE_MONTH = new RegExp(`${MONTH}${EDGE}`, 'uy');
const QUARTER = new RegExp(`(?:q([1-4])|(first|second|third|fourth)\\squarter)(?:\\s(?:of\\s)?${YEAR})?${EDGE}`, 'uy');
const SLASH = new RegExp(`(\\d{1,2})/(\\d{1,2})(?:/${YEAR})?(?!/)${EDGE}`, 'uy');
const BARE_YEAR = new RegExp(`${YEAR}(?![\\p{L}\\p{N}]|[-/.,]\\d|-\\p{L}|\\s?%)`, 'uy');
const CLOCK = new RegExp(
  `(\\d{1,2})(?::(\\d{2}))?(?::\\d{2})?\\s?([ap])\\.?m\\.?${EDGE}|(\\d{1,2}):(\\d{2})(?::\\d{2})?${EDGE}|(noon|midnight)${EDGE}`,
  'uy',
);
/** Words that can begin a date or a time; all others are spared eight patterns. */
const MAY_BE_DATE =
  /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|first|second|third|fourth|the\s\d|noon|midnight/y;
const WORD = /[\p{L}\p{N}\p{M}_]+(?:['.&/@-][\p{L}\p{N}\p{M}_]+)*/uy;
/** Digits that make no amount ("1,00", "5-year", "1O0") are one word, never an amount and a rest. */
const BROKEN_NUMBER = /\d[\p{L}\p{N}\p{M}]*(?:[.,/'&@:-][\p{L}\p{N}\p{M}]+)*/uy;
const SYMBOL = /[<>\u2264\u2265]=?|[\u2191\u2193%$#]/uy;
const CLOSERS = /["')\]]*/y;
/** "U.S. law", "vs. Japan": the full stop does not end the sentence. */
const ABBREVIATION =
  /(?:^|[\s("'.])(?:[a-z]|vs|dr|mr|mrs|ms|st|inc|ltd|jr|sr|corp|co|no|approx|e\.g|i\.e|etc|jan|feb|mar|apr|aug|sept?|oct|nov|dec)$/;
/** A month's name alone ("May", "March") is a date only behind one of these. */
const BEFORE_MONTH =
  /(?:^|\s)(?:in|by|before|after|of|until|till|through|thru|during|since|from|to|between|and|end|early|mid|late|this|next|or)\s$/;

const SPELLED: ReadonlyMap<string, bigint> = new Map(
  NUMBER_WORDS.map((entry) => {
    const [word = '', value = ''] = entry.split('=');
    return [word, BigInt(value)] as const;
  }),
);

interface Paragraph {
  readonly tokens: readonly Token[];
  /** Number of its last sentence. */
  readonly last: number;
}

/**
 * Where a paragraph ends for sure: no pattern reaches over an empty line into a word that is written large ("March 5,
 * [Of] 2026").
 */
export const BREAK = /(?<=\S)\n\n(?=[A-Z])(?!Of\s)/;
/** The venue's paragraphs are shorter; what is longer is not worth the memory. */
export const MAX_REMEMBERED = 2_000;
/**
 * Most markets share all paragraphs but the first with others. The key is the number of the first sentence and the
 * text.
 */
const paragraphOf = remembered(512, (key) => {
  const gap = key.indexOf(' ');
  const text = key.slice(gap + 1);
  return readParagraph(text.toLowerCase(), text, Number(key.slice(0, gap)));
});

export function tokenize(text: string): readonly Token[] {
  const source = cleanText(text);
  const lower = source.toLowerCase();
  // Some letters change length in lower case; positions must match, so such a text is read in lower case only.
  if (lower.length !== source.length) return readParagraph(lower, lower, 0).tokens;
  const [first = '', ...rest] = source.split(BREAK);
  if (rest.length === 0) return readParagraph(lower, source, 0).tokens;
  const tokens: Token[] = [];
  let sentence = -1;
  for (const part of [first, ...rest]) {
    const { tokens: more, last } =
      part.length > MAX_REMEMBERED
        ? readParagraph(part.toLowerCase(), part, sentence + 1)
        : paragraphOf(`${sentence + 1} ${part}`);
    for (const token of more) tokens.push(token);
    sentence = last;
  }
  return tokens;
}

function readParagraph(lower: string, original: string, from: number): Paragraph {
  const tokens: Token[] = [];
  let at = 0;
  let sentence = from;
  while (at < lower.length) {
    const code = lower.charCodeAt(at);
    // A cleaned text holds no other spaces.
    if (code === 32 || code === 10) {
      let line = false;
      for (let space = code; space === 32 || space === 10; space = lower.charCodeAt(at)) {
        line ||= space === 10;
        at += 1;
      }
      if (line) sentence += 1;
      continue;
    }
    const read = readToken(lower, original, at);
    if (read) {
      tokens.push(placed(read.token, lower.slice(at, at + read.length), sentence));
      at += read.length;
      continue;
    }
    if (endsSentence(lower, original, at)) sentence += 1;
    at += 1;
  }
  return { tokens, last: sentence };
}

type Bare =
  | { readonly kind: 'word' }
  | { readonly kind: 'date'; readonly date: CalendarDate }
  | { readonly kind: 'time'; readonly minute: number }
  | { readonly kind: 'quantity'; readonly quantity: Quantity }
  | { readonly kind: 'range'; readonly range: QuantityRange };
interface Read {
  readonly token: Bare;
  readonly length: number;
}

const PLAIN_WORD: Bare = { kind: 'word' };

function placed(token: Bare, text: string, sentence: number): Token {
  // Not spread: each copy of an object of many shapes would keep a hidden class of its own, larger than the token.
  switch (token.kind) {
    case 'word':
      return wordAt(text, sentence);
    case 'date':
      return { kind: 'date', date: token.date, text, sentence };
    case 'time':
      return { kind: 'time', minute: token.minute, text, sentence };
    case 'quantity':
      return { kind: 'quantity', quantity: token.quantity, text, sentence };
    case 'range':
      return { kind: 'range', range: token.range, text, sentence };
  }
}

/**
 * One token for all places where this word stands in a sentence of this number: ten thousand rules hold a few thousand
 * words.
 */
function wordAt(text: string, sentence: number): Token {
  if (sentence >= SHARED_SENTENCES || text.length > SHARED_LENGTH) return { kind: 'word', text, sentence };
  const words = (SHARED[sentence] ??= new Map());
  const known = words.get(text);
  if (known !== undefined) return known;
  if (words.size >= SHARED_WORDS) words.clear();
  const token: Token = { kind: 'word', text, sentence };
  words.set(text, token);
  return token;
}

const SHARED_SENTENCES = 16;
const SHARED_WORDS = 4_000;
const SHARED_LENGTH = 30;
const SHARED: Map<string, Token>[] = [];

/** Letters that begin a word of MAY_BE_DATE. */
const DATE_LETTERS: ReadonlySet<number> = new Set([...'jfmasondqt'].map((letter) => letter.charCodeAt(0)));

function readToken(lower: string, original: string, at: number): Read | null {
  const first = lower.charCodeAt(at);
  const letter = first >= 97 && first <= 122;
  const digit = first >= 48 && first <= 57;
  const url = first === 104 ? exec(URL, lower, at) : null;
  if (url) return { token: PLAIN_WORD, length: url[0].replace(/[.,;:!?]+$/, '').length };
  if (digit || (DATE_LETTERS.has(first) && exec(MAY_BE_DATE, lower, at))) {
    const date = readDate(lower, original, at);
    if (date) return date;
    const time = readTime(lower, at);
    if (time) return time;
  }
  // Amounts begin with a digit, a minus or the sign of a currency.
  if (digit || first === 45 || first === 36 || first > 127) {
    const amount = readAmount(lower, at);
    if (amount) return amount;
  }
  if (letter || digit || first === 95 || first > 127) {
    const length = digit ? (exec(BROKEN_NUMBER, lower, at)?.[0].length ?? 0) : wordLength(lower, at);
    if (length > 0) {
      const word = letter && length <= 6 ? lower.slice(at, at + length) : '';
      const spelled = word === 'one' ? onlyOne(lower, at) : SPELLED.get(word);
      return {
        token:
          spelled === undefined
            ? PLAIN_WORD
            : { kind: 'quantity', quantity: { nanos: spelled * 1_000_000_000n, unit: '', orMore: false } },
        length,
      };
    }
  }
  const symbol = exec(SYMBOL, lower, at);
  return symbol ? { token: PLAIN_WORD, length: symbol[0].length } : null;
}

/** "Exactly one strike" names an amount; in "exactly one of them", "one day" or "the one" it is a word. */
function onlyOne(lower: string, at: number): bigint | undefined {
  return lower.slice(Math.max(0, at - 8), at) === 'exactly ' && !/^one (?:of|or|and)\b/.test(lower.slice(at, at + 8))
    ? 1n
    : undefined;
}

/** Length of what WORD matches here; letters alone are counted without it. */
function wordLength(lower: string, at: number): number {
  let end = at;
  let code = lower.charCodeAt(end);
  while (code >= 97 && code <= 122) {
    end += 1;
    code = lower.charCodeAt(end);
  }
  // Behind the letters: the end, a space, or a mark that joins no words.
  if (
    end > at &&
    (Number.isNaN(code) ||
      code === 32 ||
      code === 10 ||
      code === 44 ||
      code === 41 ||
      code === 34 ||
      code === 58 ||
      code === 59 ||
      code === 63)
  )
    return end - at;
  return exec(WORD, lower, at)?.[0].length ?? 0;
}

function readAmount(lower: string, at: number): Read | null {
  // "-5" is below zero only where nothing stands before the minus; "4-6" never gets here at its minus.
  if (lower.charAt(at) === '-' && at > 0 && !/[\s(]/.test(lower.charAt(at - 1))) return null;
  const range = exec(RANGE, lower, at);
  if (range) {
    const value = rangeOfMatch(range);
    // An unreadable range must not be read as its first number.
    return value
      ? { token: { kind: 'range', range: value }, length: range[0].length }
      : { token: { kind: 'word' }, length: range[0].length };
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
  // An instant ("2026-06-30T12:00Z") is no whole day.
  if (match)
    return dateRead(match, match[0].includes('t') ? null : dayOf(yearOf(match[1]), Number(match[2]), Number(match[3])));
  match = exec(MONTH_DAY, lower, at);
  if (match) return dateRead(match, dayOf(yearOf(match[3]), monthOf(match[1] ?? ''), Number(match[2])));
  match = exec(DAY_MONTH, lower, at);
  // "5 may be" is not a date unless the month is written as a name.
  if (
    match &&
    (match[3] !== undefined ||
      (match[2] !== 'may' && match[2] !== 'mar') ||
      /[A-Z]/.test(original.slice(at, at + match[0].length)))
  ) {
    return dateRead(match, dayOf(yearOf(match[3]), monthOf(match[2] ?? ''), Number(match[1])));
  }
  match = exec(MONTH_YEAR, lower, at);
  if (match) return dateRead(match, { kind: 'month', year: yearOf(match[2]), month: monthOf(match[1] ?? '') });
  match = exec(QUARTER, lower, at);
  if (match)
    return dateRead(match, {
      kind: 'quarter',
      year: yearOf(match[3]),
      quarter:
        match[1] === undefined ? ['first', 'second', 'third', 'fourth'].indexOf(match[2] ?? '') + 1 : Number(match[1]),
    });
  match = exec(SLASH, lower, at);
  // 06/07/2026 is read in June here and in July there: no rule may rest on it.
  if (match)
    return dateRead(
      match,
      Number(match[2]) > 12 && Number(match[1]) > 0
        ? dayOf(yearOf(match[3]), Number(match[1]), Number(match[2]))
        : null,
    );
  match = exec(BARE_MONTH, lower, at);
  if (match && /[A-Z]/.test(original.charAt(at)) && BEFORE_MONTH.test(lower.slice(Math.max(0, at - 10), at)))
    return dateRead(match, { kind: 'month', year: null, month: monthOf(match[1] ?? '') });
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
