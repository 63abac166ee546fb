/**
 * One sentence as a row of classes: names, plain words, verbs, the amount with its side, spans of time. What has no
 * class is named.
 */
import type { Condition } from '../domain/condition';
import { cleanText } from '../domain/clean-text';
import { remembered } from '../domain/memo';
import { BREAK, MAX_REMEMBERED } from './tokens';
import type { Item } from './windows';
import { BODIES, BRANDS, CITIES, COUNTRIES, PERSONS, TITLES } from './lexicon/names';
import { cannotBeName, classOf } from './vocabulary';
import { slotValue } from './templates';

/**
 * Deciding sentence and question, the slots written as "<Q>" (the amount), "<W>" (the window that moves), "<x>" (other
 * spans and days), "<t>" (times), "<q>" (other amounts).
 */
export interface SlotOptions {
  /** The amount of the question; null when it has none. */
  readonly nanos: bigint | null;
  /** The same sentence of the other condition, to see what moves. */
  readonly other: readonly Item[];
}

export function slotText(items: readonly Item[], options: SlotOptions): string {
  return items
    .map((item, index) => {
      const counterpart = options.other[index];
      const moves = counterpart === undefined || slotValue(item) !== slotValue(counterpart);
      switch (item.kind) {
        case 'word':
          return item.text;
        case 'quantity':
          return item.quantity.nanos === options.nanos
            ? item.quantity.orMore
              ? '<Q> or more'
              : '<Q>'
            : moves
              ? '<moving amount>'
              : item.quantity.nanos === 1_000_000_000n && item.quantity.unit === ''
                ? '<1>'
                : '<q>';
        case 'range':
          return '<range>';
        case 'date':
          return moves ? '<moving point>' : '<x>';
        case 'time':
          return moves ? '<moving point>' : '<t>';
        case 'window':
          return item.throughout ? '<throughout>' : moves ? '<W>' : '<x>';
      }
    })
    .join(' ');
}

const FILLER = '(?:(?:a|the) )?(?:(?:price|value|level|total) of )?';
const UP_AFTER = '<Q> or (?:more|higher|above|greater)(?! than)';
const DOWN_AFTER = '<Q> or (?:lower|less|below|fewer)(?! than)';
const EQUAL = '(?:at or |equal to or )?';
const UP = `${EQUAL}(?:at least|in excess of|above|over|exceeding|(?:greater|more|higher) than(?: or equal to)?|>=?|\u2265)`;
/**
 * Say what the subject does, where the others may only say which things are meant ("a law for companies with over 500
 * employees").
 */
const UP_VERB = '(?:exceeds?|surpass(?:es)?|reach(?:es)?)';
const DOWN_VERB = '(?:dips?|drops?|falls?) (?:to|below)';
const DOWN = `${EQUAL}(?:below|under|(?:less|fewer|lower) than(?: or equal to)?|<=?|\u2264)`;
/**
 * The amount with the words that give its side; a side before it and the other side behind it leave words that have no
 * class.
 */
const COMPARISONS: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`(?<=^| )${UP_VERB} ${FILLER}(?:${UP_AFTER}|<Q>)(?= |$)`, 'g'), '<verb> <up>'],
  [new RegExp(`(?<=^| )${DOWN_VERB} ${FILLER}(?:${DOWN_AFTER}|<Q>)(?= |$)`, 'g'), '<verb> <down>'],
  [new RegExp(`(?<=^| )${UP} ${FILLER}(?:${UP_AFTER}|<Q>)(?= |$)`, 'g'), '<up>'],
  [new RegExp(`(?<=^| )${DOWN} ${FILLER}(?:${DOWN_AFTER}|<Q>)(?= |$)`, 'g'), '<down>'],
  [/(?<=^| )hits? (?:<Q> or (?:more|higher|above|greater)(?! than))(?= |$)/g, '<verb> <up>'],
  [/(?<=^| )hits? <Q>(?= |$)/g, '<verb> <hit>'],
  [new RegExp(`(?<=^| )(?:(?:at|of) )?${UP_AFTER}(?= |$)`, 'g'), '<up>'],
  [new RegExp(`(?<=^| )(?:(?:at|of) )?${DOWN_AFTER}(?= |$)`, 'g'), '<down>'],
];

/** Sides of the amount, written as "<up>", "<down>" or "<hit>". */
export function withSides(text: string): string {
  return COMPARISONS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

export const IN_TITLE = '(?:listed|specified|stated|named) in the (?:title|question)';
/** "by the listed date", "higher than the value specified in the title": the slot stands in the title. */
const DEFERRED_AMOUNT = new RegExp(
  `(?<=^| )the (?:(?:listed|specified|stated) (?:price|amount|value|number)|(?:price|amount|value|number) ${IN_TITLE})(?= |$)`,
  'g',
);
const DEFERRED_DATE = new RegExp(
  `(?<=^| )by (?:<t> )?(?:et )?(?:on )?the (?:(?:listed|specified|stated) date|date ${IN_TITLE})(?= |$)`,
  'g',
);

const DEFERRED_DAY = new RegExp(`(?<=^| )on the (?:(?:listed|specified|stated) date|date ${IN_TITLE})(?= |$)`, 'g');

/** Fixed phrases that hold words which alone have no class. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/(?<=^| )at any (?:point|time|moment)(?= |$)/g, '<any>'],
  [/(?<=^| )any (\S+ )?<1> minute candle(?= |$)/g, '<any> $1candle'],
  [/(?<=^| )<1> (?:minute|day|hour) candle(?= |$)/g, 'candle'],
  [/(?<=^| )(?:has )?a final (?:high|low|close) price(?= |$)/g, 'has a price'],
  [/(?<=^| )(?:one|<1>) day after (?:its )?launch(?= |$)/g, '<x>'],
  [/(?<=^| )<1> or more(?= |$)/g, 'a'],
  [/(?<=^| )according to(?= |$)/g, 'as'],
  [/(?<=^| )as (?:confirmed|reported|announced) by(?= |$)/g, 'as'],
  [/(?<=^| )ceases? to be(?= |$)/g, 'ceases'],
];

/** "Kraken IPO by June 30?": a noun that names an event stands for its verb, in titles only. */
export function withEventNoun(text: string): string {
  return text.replace(/(?<=^| )(?:ipo|out|release|launch) <W>/, '<event> <W>');
}

export function comparable(
  text: string,
  deferred: { readonly amount: boolean; readonly date: '<W>' | '<x>' | null },
): string {
  let result = text;
  if (deferred.amount) result = result.replace(DEFERRED_AMOUNT, '<Q>');
  if (deferred.date !== null) result = result.replace(DEFERRED_DATE, deferred.date);
  // A point in time may be left to the title as well.
  if (deferred.date === '<x>') result = result.replace(DEFERRED_DAY, 'on <x>');
  for (const [pattern, replacement] of PHRASES) result = result.replace(pattern, replacement);
  return withSides(result);
}

const SLOTS: Readonly<Record<string, string>> = {
  '<up>': 'C',
  '<down>': 'C',
  '<hit>': 'C',
  '<in>': 'C',
  '<W>': 'W',
  '<x>': 'x',
  '<t>': 't',
  '<any>': 'w',
  '<event>': 'E',
  '<verb>': 'V',
  '<n>': 'w',
  will: 'will',
  there: 'there',
};
const CLASSES = { verb: 'V', thirdverb: 'S', participle: 'P', aux: 'A', adverb: 'd', plain: 'w' } as const;

/** "will N A C x"; or the first word that has no class. */
export function classesOf(
  text: string,
  names: ReadonlySet<string>,
): { readonly classes: string } | { readonly unknown: string } {
  const classes: string[] = [];
  for (const word of text.split(' ')) {
    const slot = Object.hasOwn(SLOTS, word) ? SLOTS[word] : undefined;
    const known = classOf(word);
    if (slot !== undefined) classes.push(slot);
    else if (known !== null) classes.push(CLASSES[known]);
    else if (names.has(word.replace(/'s?$/, '')) && !cannotBeName(word.replace(/'s?$/, ''))) classes.push('N');
    else return { unknown: word };
  }
  return { classes: classes.join(' ') };
}

/** As the tokens are split (text/tokens.ts), with the case kept. */
const WORD = /[\p{L}\p{N}\p{M}_]+(?:['.&/@-][\p{L}\p{N}\p{M}_]+)*/gu;

const KNOWN_NAMES: ReadonlySet<string> = new Set([
  ...BRANDS,
  ...PERSONS,
  ...TITLES,
  ...COUNTRIES,
  ...CITIES,
  ...BODIES,
]);

/**
 * Words that the texts write as a name: with a capital letter inside a sentence, or with capitals or digits behind the
 * first letter, and never small. In the question, the rules must write the name too; a name of the rules alone must be
 * a known one or be spelled as no ordinary word is (BTCUSDT, GPT-5): "Somehow" in a sentence is written large as well.
 */
export const namesIn = remembered(512, findNames);

export interface Names {
  readonly question: ReadonlySet<string>;
  readonly rules: ReadonlySet<string>;
}

function findNames(condition: Condition): Names {
  const asked = writtenIn(condition.question).flatMap(({ large, small }) => [...large, ...small.values()]);
  const ruled = writtenIn(condition.description);
  const capitals = ruled.flatMap(({ large }) => large);
  const askedSmall = new Set(asked.filter(({ lower }) => lower).map(({ word }) => word));
  const isSmall = (name: string): boolean => askedSmall.has(name) || ruled.some(({ small }) => small.has(name));
  const written = new Set(capitals.filter(({ name, word }) => name && !isSmall(word)).map(({ word }) => word));
  const question = new Set(
    asked
      .filter(({ name, first, word }) => (name || first) && (written.has(word) || KNOWN_NAMES.has(word)))
      .map(({ word }) => word),
  );
  const spelled = new Set(capitals.filter(({ special }) => special).map(({ word }) => word));
  return {
    question,
    rules: new Set([...written].filter((word) => question.has(word) || KNOWN_NAMES.has(word) || spelled.has(word))),
  };
}

interface Written {
  readonly word: string;
  readonly name: boolean;
  readonly lower: boolean;
  /** Digits, capitals after a small letter, or a few capitals and nothing else: no ordinary word, even when shouted. */
  readonly special: boolean;
  /** Opens the text, where a capital says nothing. */
  readonly first: boolean;
}

/** The words of one paragraph: of those in small letters, most of all, it only matters which there are. */
interface Paragraph {
  readonly large: readonly Written[];
  readonly small: ReadonlyMap<string, Written>;
}

function writtenIn(text: string): readonly Paragraph[] {
  const [opening = '', ...rest] = cleanText(text).split(BREAK);
  return [
    wordsIn(opening, true),
    ...rest.map((paragraph) => (paragraph.length > MAX_REMEMBERED ? wordsIn(paragraph, false) : laterWords(paragraph))),
  ];
}

/** Most markets share all paragraphs but the first with others. */
const laterWords = remembered(512, laterParagraph);

function laterParagraph(paragraph: string): Paragraph {
  return wordsIn(paragraph, false);
}

function wordsIn(clean: string, opensText: boolean): Paragraph {
  const large: Written[] = [];
  const small = new Map<string, Written>();
  let first = opensText;
  for (const match of clean.matchAll(WORD)) {
    const written = writtenAs(match, clean, first);
    if (!written.lower) large.push(written);
    else if (!small.has(written.word)) small.set(written.word, written);
    first = false;
  }
  return { large, small };
}

function writtenAs(match: RegExpExecArray, clean: string, first: boolean): Written {
  const [word] = match;
  // Most words are of small letters only.
  if (SMALL.test(word)) return { word, name: false, lower: true, special: false, first };
  const inner = /^.+[\p{Lu}\p{N}]/u.test(word) && /\p{L}/u.test(word);
  return {
    word: bare(word),
    name: inner || (/^\p{Lu}/u.test(word) && !OPENS.test(clean.slice(Math.max(0, match.index - 6), match.index))),
    lower: word === word.toLowerCase() && !inner,
    special: SPECIAL.test(word),
    first,
  };
}

const SMALL = /^[a-z]+$/;
/** The word before opens a text, a line, a sentence or a quotation behind a sentence. */
const OPENS = /(?:^|[.!?:\n]["')]*\s*["'(]*)$/;
const SPECIAL = /\p{L}.*\p{N}|\p{N}.*\p{L}|\p{Ll}\p{Lu}|^\p{Lu}{2,4}$|^\p{Lu}{2,6}[/-]?(?:USDT|USDC|USD|EUR|BTC)$/u;

function bare(word: string): string {
  return word.toLowerCase().replace(/'s?$/, '');
}

/** "Will Tesla Dodge A Lawsuit": where every word is written large, capitals show no names. */
export const isTitleCase = remembered(512, writesAllLarge);

function writesAllLarge(text: string): boolean {
  const words = cleanText(text)
    .split(/\s+/)
    .slice(1)
    .filter((word) => /^\p{L}{3,}/u.test(word) && !/^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/.test(word));
  const lower = words.filter((word) => /^\p{Ll}/u.test(word) && !/^(?:the|and|for|from|with|into|per)$/.test(word));
  return words.length >= 3 && lower.length === 0;
}
