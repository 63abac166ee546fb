/**
 * Splits a cleaned text into words and typed slots (dates, times, amounts, ranges). Two texts that differ only in slots
 * share a template; which slots differ, and how, is what the numeric rules reason about.
 */
import { NUMBER_WORDS } from './lexicon/numbers';
import { NUMBERED_NAMES } from './lexicon/numbered-names';
import type { CalendarDate } from './calendar';
import { mayBeDate, readDate, readTime, type DateOrTime } from './dates';
import { matchAt } from './match-at';
import { cleanText } from '../domain/clean-text';
import { remembered } from '../domain/memo';
import { QUANTITY, RANGE, quantityOfMatch, rangeOfMatch, type Quantity, type QuantityRange } from './quantities';
import { pattern } from './pattern';

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

const URL = /https?:\/\/[^\s<>"')\]]+/y;
const WORD = /[\p{L}\p{N}\p{M}_]+(?:['.&/@-][\p{L}\p{N}\p{M}_]+)*/uy;
/** Digits that make no amount ("1,00", "5-year", "1O0") are one word, never an amount and a rest. */
const BROKEN_NUMBER = /\d[\p{L}\p{N}\p{M}]*(?:[.,/'&@:-][\p{L}\p{N}\p{M}]+)*/uy;
/**
 * Signs that carry a value: currencies, "Disney+", "20\u00B0", "#1", the minus of "BBB-", what stands between two
 * digits that nothing has read as one ("March 1/7" is not "March 1-7"), a minus that belongs to no amount ("5--7").
 * Pictures and bars between columns carry none.
 */
const SYMBOL = pattern(
  [
    String.raw`[<>\u2264\u2265]=?|[%#*@]|(?!\p{Extended_Pictographic}|\|)\p{S}|(?<=[\p{L}\p{N}])-(?![\p{L}\p{N}])`,
    String.raw`|(?<=\p{N})[/:.,](?=\p{N})|(?<![\p{L}\p{N}\s])-(?=[^\s\p{L}]?\p{N})`,
  ],
  'uy',
);
/** A minus behind one of these joins two things ("4-6", "5%-", "F.-16"); elsewhere it makes the amount negative. */
const JOINS = /[\p{L}\p{N}.,%)\]-]/u;
/** "iOS 18.10" is not "iOS 18.1": behind a name, a fraction that ends in 0 is a name's part and no amount. */
const VERSION = /^\d+\.\d*0$/;
const BEHIND_NAME = /\p{Lu}\S*\s$/u;
const CLOSERS = /["')\]]*/y;
/** "U.S. law", "vs. Japan": the full stop does not end the sentence. */
const ABBREVIATION = pattern([
  String.raw`(?:^|[\s("'.])(?:[a-z]|vs|dr|mr|mrs|ms|st|inc|ltd|jr|sr|corp|co|no|approx|e\.g|i\.e|etc|jan|feb`,
  String.raw`|mar|apr|aug|sept?|oct|nov|dec)$`,
]);
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
  | DateOrTime
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

function readToken(lower: string, original: string, at: number): Read | null {
  const first = lower.charCodeAt(at);
  const letter = first >= 97 && first <= 122;
  const digit = first >= 48 && first <= 57;
  const url = first === 104 ? matchAt(URL, lower, at) : null;
  if (url) return { token: PLAIN_WORD, length: url[0].replace(/[.,;:!?]+$/, '').length };
  if (digit || mayBeDate(lower, at)) {
    const date = readDate(lower, original, at);
    if (date) return date;
    const time = readTime(lower, at);
    if (time) return time;
  }
  // Amounts begin with a digit, a minus or the sign of a currency.
  if (digit || first === 45 || first === 36 || first > 127) {
    const amount = readAmount(lower, at);
    if (amount && isVersion(lower.slice(at, at + amount.length), original, at))
      return { token: PLAIN_WORD, length: amount.length };
    if (amount) return amount;
  }
  if (letter || digit || first === 95 || first > 127) {
    const length = digit ? (matchAt(BROKEN_NUMBER, lower, at)?.[0].length ?? 0) : wordLength(lower, at);
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
  const symbol = matchAt(SYMBOL, lower, at);
  return symbol ? { token: PLAIN_WORD, length: symbol[0].length } : null;
}

/** "Claude 5", "Windows 11": the number belongs to the name, and is no amount. */
const NUMBERED = new RegExp(`(?:^|[^\\p{L}])(?:${NUMBERED_NAMES.join('|')})\\s$`, 'u');

function isVersion(text: string, original: string, at: number): boolean {
  const before = original.slice(Math.max(0, at - 30), at);
  return (VERSION.test(text) && BEHIND_NAME.test(before)) || (/^\d{1,2}(?:\.\d)?$/.test(text) && NUMBERED.test(before));
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
  return matchAt(WORD, lower, at)?.[0].length ?? 0;
}

function readAmount(lower: string, at: number): Read | null {
  // "-5" is below zero where nothing that it could join stands before the minus: in ">=-5" as well.
  if (lower.charAt(at) === '-' && at > 0 && JOINS.test(lower.charAt(at - 1))) return null;
  const range = matchAt(RANGE, lower, at);
  if (range) {
    const value = rangeOfMatch(range);
    // An unreadable range must not be read as its first number.
    return value
      ? { token: { kind: 'range', range: value }, length: range[0].length }
      : { token: { kind: 'word' }, length: range[0].length };
  }
  const match = matchAt(QUANTITY, lower, at);
  if (!match) return null;
  const quantity = quantityOfMatch(match);
  return { token: quantity ? { kind: 'quantity', quantity } : { kind: 'word' }, length: match[0].length };
}

function endsSentence(lower: string, original: string, at: number): boolean {
  const mark = lower.charAt(at);
  if (mark !== '.' && mark !== '!' && mark !== '?') return false;
  const closers = matchAt(CLOSERS, lower, at + 1)?.[0].length ?? 0;
  const next = at + 1 + closers;
  if (next < lower.length && !/\s/.test(lower.charAt(next))) return false;
  if (mark === '.' && closers === 0 && ABBREVIATION.test(lower.slice(Math.max(0, at - 8), at))) return false;
  const following = original.slice(next).trimStart().charAt(0);
  return following === '' || !/[a-z]/.test(following);
}
