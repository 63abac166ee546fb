/**
 * One sentence as a row of classes: names, plain words, verbs, the amount with its side, spans of time. What has no
 * class is named.
 */
import type { Item } from './windows';
import { isNameIn } from './names';
import { AMOUNT_WORDS } from './lexicon/amount-words';
import { EVENT_NOUNS } from './lexicon/events';
import { cannotBeName, classBeside, classOf, isNounAnywhere, isNounInPlace, isThing, joinsState } from './vocabulary';
import { pattern } from './pattern';
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

const FILLER = '(?:(?:(?:a|the) )?(?:price|value|level|total) of )?';
const UP_AFTER = '<Q> or (?:more|higher|above|greater)(?! than)';
const DOWN_AFTER = '<Q> or (?:lower|less|below|fewer)(?! than)';
const EQUAL = '(?:at or |equal to or )?';
const UP =
  `${EQUAL}(?:at least|in excess of|above|over|exceeding|(?:greater|more|higher) than(?: or ` +
  'equal to)?|>=?|\u2265)';
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
  '(?<=^| )the (?:(?:listed|specified|stated) (?:price|amount|value|number)|(?:price|amount' +
    `|value|number) ${IN_TITLE})(?= |$)`,
  'g',
);
const DEFERRED_DATE = new RegExp(
  "(?<=^| )(?:by (?:<t> )?(?:et )?(?:on )?|between (?:the time of )?(?:(?:this|the) )?market(?:'s)?" +
    ' (?:creation|inception) and )the ' +
    `(?:(?:listed|specified|stated) date|date ${IN_TITLE})(?= |$)`,
  'g',
);

const DEFERRED_DAY = new RegExp(`(?<=^| )on the (?:(?:listed|specified|stated) date|date ${IN_TITLE})(?= |$)`, 'g');

const MONTH_OF_TITLE = new RegExp(
  `(?<=^| )during the month ${IN_TITLE} from (?:<t>|00:00 am) et on the first day ` +
    'to <t> et on the last(?: day)?(?= |$)',
  'g',
);

/** Over how long a change is measured: the same for both. */
const OVER_A_SPAN = pattern(
  [
    String.raw`(?<=^| )over (?:the|a|any) <q> (?:day|week|month|year) period`,
    String.raw`(?: ending (?:(?:with|in|on) )?(?:any (?:day|week|month)|<x>))?(?= |$)`,
  ],
  'g',
);

/** Fixed phrases that hold words which alone have no class. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/(?<=^| )at any (?:point|time|moment)(?= |$)/g, '<any>'],
  [/(?<=^| )(?:1|one)-(minute|day|hour)(?= )/g, '<1> $1'],
  [/(?<=^| )any (\S+ )?<1> minute candle(?= |$)/g, '<any> $1candle'],
  // In texts that are equal but for an amount, the month of the title is one month.
  [MONTH_OF_TITLE, '<x>'],
  [/(?<=^| )(?:on|in|during) (?:its |the )?opening weekend(?= |$)/g, '<x>'],
  [/(?<=^| )<1> (?:minute|day|hour) candle(?= |$)/g, 'candle'],
  [/(?<=^| )(?:has )?a final (?:high|low|close) price(?= |$)/g, 'has a price'],
  [/(?<=^| )(?:one|<1>) day after (?:its )?launch(?= |$)/g, '<x>'],
  [/(?<=^| )<1> or more(?= |$)/g, 'a'],
  [/(?<=^| )according to(?= |$)/g, 'as'],
  [/(?<=^| )as (?:confirmed|reported|announced) by(?= |$)/g, 'as'],
  [/(?<=^| )ceases? to be(?= |$)/g, 'ceases'],
  [/(?<=^| )carries out(?= |$)/g, 'conducts'],
  [/(?<=^| )carried out(?= |$)/g, 'conducted'],
  [/(?<=^| )(?:on|in|during) its first (?:day of trading|day|week|month|quarter|year)(?= |$)/g, '<x>'],
  [/(?<=^| )(?:\u00B0|degrees?) ?[cf](?:ahrenheit|elsius)?(?= or (?:higher|lower|more|less|above|below))/g, ''],
  [OVER_A_SPAN, '<n>'],
  [/(?<=^| )for any (?:length|period) of time(?= |$)/g, '<any>'],
  // "X or otherwise ceases": a further way in which it may happen.
  [/(?<=^| )or otherwise(?= |$)/g, 'or'],
  [/(?<=^| )titled with a date(?= <x>)/g, 'on'],
  [/(?<=^| )titled(?= <x>)/g, 'on'],
];

const EVENT_NOUN = new RegExp(`(?<=^| )(?:${EVENT_NOUNS.join('|')}) <W>`);

/** "Kraken IPO by June 30?": a noun that names an event stands for its verb, in titles only. */
export function withEventNoun(text: string): string {
  // In "Will France sign the treaty in Q2?" the noun is what is signed.
  if (text.startsWith('will ')) return text.replace(/ ipo <W>$/, ' <event> <W>');
  return text.replace(EVENT_NOUN, '<event> <W>').replace(/ out (?=(?:as|of) .+ <W>$)/, ' <event> ');
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

/**
 * "will N A C x"; or the first word that has no class.
 *
 * @param slot what moves between two texts that are otherwise equal; without it the closed vocabulary alone is known
 */
export function classesOf(
  text: string,
  names: ReadonlySet<string>,
  slot?: 'amount' | 'deadline',
): { readonly classes: string } | { readonly unknown: string } {
  const classes: string[] = [];
  const words = text.split(' ');
  for (const [at, word] of words.entries()) {
    const kept = Object.hasOwn(SLOTS, word) ? SLOTS[word] : undefined;
    const known = slot === undefined ? classOf(word) : classBeside(word, slot);
    if (kept !== undefined) classes.push(kept);
    else if (slot === 'deadline' && /^(?:and|or)$/.test(word) && joinsState(words, at)) return { unknown: word };
    // "Is arrested or detained": one more way to it.
    else if (
      known === 'participle' &&
      slot === 'deadline' &&
      /^(?:or|and)$/.test(words[at - 1] ?? '') &&
      classes.at(-2) === 'P'
    )
      classes.pop();
    else if (known !== null) classes.push(CLASSES[known]);
    else if (
      slot !== undefined &&
      (isNounInPlace(words, at) ||
        (slot === 'amount' && isNounAnywhere(word)) ||
        isQuietHere(words, at, { names, slot }))
    )
      classes.push('w');
    // "11:59:59 pm" is a time of day, unlike a result of "2:05:30".
    else if (slot !== undefined && isClock(words, at)) classes.push('t');
    // "The 2025-26 season".
    else if (slot !== undefined && /^20\d{2}-\d{2}(?:\d{2})?$/.test(word)) classes.push('x');
    else if (isNameIn(word, names) && !cannotBeName(word.replace(/'s?$/, ''))) classes.push('N');
    // "Claude 5": the number of a name (tokens.ts reads no amount as a word).
    else if (
      /^\d{1,2}(?:\.\d)?$/.test(word) &&
      (classes.at(-1) === 'N' || /^(?:category|phase|tier|stage)$/.test(words[at - 1] ?? ''))
    )
      classes.push('N');
    // "Israel x Iran ceasefire": between two names the letter joins them.
    else if (word === 'x' && classes.at(-1) === 'N' && isNameIn(words[at + 1] ?? '', names)) classes.push('w');
    else if (word === '<1>' && slot === 'amount') classes.push('w');
    else if (slot !== undefined && word === '$') classes.push('w');
    else return { unknown: word };
  }
  return { classes: classes.join(' ') };
}

function isClock(words: readonly string[], at: number): boolean {
  const [before = '', word = '', next = ''] = [words[at - 1], words[at], words[at + 1]];
  const seconds = /^\d{1,2}:\d{2}:\d{2}$/;
  return (seconds.test(word) && /^[ap]m$/.test(next)) || (/^[ap]m$/.test(word) && seconds.test(before));
}

const AMOUNT_NEUTRAL: ReadonlySet<string> = new Set(AMOUNT_WORDS);

/** Words that could bend a slot elsewhere and cannot here (docs/maths.md 3.6). */
function isQuietHere(
  words: readonly string[],
  at: number,
  { names, slot }: { readonly names: ReadonlySet<string>; readonly slot: 'amount' | 'deadline' },
): boolean {
  const [word = '', next = ''] = [words[at], words[at + 1]];
  if (slot === 'amount' && AMOUNT_NEUTRAL.has(word)) return true;
  if (word === '<q>') return slot === 'amount' && /^(?:months?|days?|minutes?|hours?|years?|weeks?)$/.test(next);
  return word === 'between' && isBetweenNames(words, at, names);
}

/** "The agreement between Israel and Iran": of a noun before it and two names behind it, it only says whose. */
function isBetweenNames(words: readonly string[], at: number, names: ReadonlySet<string>): boolean {
  const [first = '', and = '', second = ''] = words.slice(at + 1).filter((word) => word !== 'the');
  return (
    isThing(words[at - 1] ?? '') &&
    !isNameIn(words[at - 1] ?? '', names) &&
    and === 'and' &&
    [first, second].every((word) => isNameIn(word, names) && !cannotBeName(word.replace(/'s?$/, '')))
  );
}
