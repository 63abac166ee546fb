/**
 * Counts of whole things over a fixed span of time: "exactly 3 launches in 2026" is "3 or more" without "4 or more",
 * because between 3 and 4 there is no count (docs/maths.md 3.1: buckets are differences of the ladder). That needs two
 * things of the clause that decides, and neither may be guessed: what is counted has no fractions, and the span holds
 * one count and not many ("exactly 3 goals in a match" may be true of one match and "4 or more" of another). So the
 * clause must be of one of the four shapes below, made of words that name no further thing of which each could have a
 * count of its own.
 */
import { BARE_PLACES, COUNT_PREPOSITIONS, EVERYWHERE, SPLITTING_WORDS } from './lexicon/count-words';
import {
  COUNTABLE_ACTS,
  COUNTABLE_KINDS,
  COUNTABLE_QUALITIES,
  COUNTABLE_THINGS,
  HAPPENINGS,
  HAPPENINGS_OF_A_SPAN,
} from './lexicon/countable';
import { PLACE_BODIES, PLACE_COUNTRIES, PLACE_REGIONS, PLACE_UNIONS, PLACE_WORLDS } from './lexicon/places';
import { TIME_ZONES } from './lexicon/time-words';
import { cannotBeName, classOf, thirdOf, verbForms } from './vocabulary';
import { pattern } from './pattern';

const OF_A_SPAN: ReadonlySet<string> = new Set(HAPPENINGS_OF_A_SPAN);
const KINDS: ReadonlySet<string> = new Set(COUNTABLE_KINDS);
const ACTS = verbForms(COUNTABLE_ACTS);
const BASES: ReadonlyMap<string, string> = new Map(
  [...ACTS].flatMap(([word, form]) => (form === 'base' ? [[thirdOf(word), word] as const] : [])),
);
const QUALITIES: ReadonlySet<string> = new Set(COUNTABLE_QUALITIES);

const PLURALS: ReadonlyMap<string, string> = new Map(
  [...HAPPENINGS, ...COUNTABLE_THINGS].map((noun) => [noun, pluralOf(noun)] as const),
);
const PLURAL_HAPPENINGS: ReadonlySet<string> = new Set(HAPPENINGS.map(pluralOf));
const PLURAL_NOUNS: ReadonlySet<string> = new Set(PLURALS.values());

function pluralOf(noun: string): string {
  if (noun === 'person') return 'people';
  if (noun === 'aircraft') return noun;
  if (noun.endsWith('y')) return `${noun.slice(0, -1)}ies`;
  return /(?:sh|ch|x|o)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

export const SPLITS: ReadonlySet<string> = new Set(SPLITTING_WORDS);
const PREPOSITIONS: ReadonlySet<string> = new Set(COUNT_PREPOSITIONS);
const WITHOUT_ARTICLE: ReadonlySet<string> = new Set(BARE_PLACES);
const ANYWHERE: ReadonlySet<string> = new Set(EVERYWHERE);
const ZONES: ReadonlySet<string> = new Set(TIME_ZONES);
const PLACES: ReadonlySet<string> = new Set([
  ...PLACE_COUNTRIES,
  ...PLACE_UNIONS,
  ...PLACE_REGIONS,
  ...PLACE_WORLDS,
  ...PLACE_BODIES,
]);
/** Names that stand for many days say not when: "on Mondays in 2026", "Daily posts". */
const TIMES = pattern([
  String.raw`^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|daily|weekly|monthly|quarterly|annual|yearly`,
  String.raw`|christmas|easter|thanksgiving)$`,
]);

/**
 * N name, K name of one place, D "the", q quality, k kind, h or n many things, p preposition, y "by", s place, V S P
 * forms of what is done, v "has" and "have", b "is" and "are", d adverb, e everywhere, W span, X day, t time, z zone. H
 * and M: "launches" and "launch" are what is counted, or what is done; G is an H that nobody has from before the span.
 */
const OF_KIND = '(?:[NKqkM] )*';
const MANY = '[nhHgG]';
const HAPPENING = '[hHgG]';
/** Behind a preposition: one place, who did it, or all things of a kind. */
const BESIDE = `(?: (?:p (?:(?:D )?K(?: K)*|q? ?${MANY}|s|X)|y (?:D )?[NK](?: [NK])*|[edPWtz]))*`;
const ACT = '(?:d )?[SVHGM]';
const PASSIVE = '(?:(?:b (?:d )?P)|(?:d )?[SVHGM])';
const SUBJECT = '(?:D )?(?:[NK] )+';
const SHAPES: readonly RegExp[] = [
  // "the total number of launches by SpaceX in 2026 is C", "the total number of ships attacked in 2026 is C"
  new RegExp(`^T ${OF_KIND}(?:${HAPPENING}|n (?:d )?P)${BESIDE} b C$`),
  // "there are C earthquakes in 2026"
  new RegExp(`^there b C ${OF_KIND}${HAPPENING}${BESIDE}$`),
  // "SpaceX has C launches in 2026", "the US conducts C strikes in 2026", "Norway wins C gold medals in 2026"
  new RegExp(`^${SUBJECT}(?:v C ${OF_KIND}[gG]|${ACT} C ${OF_KIND}${MANY})${BESIDE}$`),
  // "C Starship launches occur in 2026", "C ships are attacked in 2026"
  new RegExp(`^C ${OF_KIND}${MANY}${BESIDE} ${PASSIVE}${BESIDE}$`),
];

/** "with a magnitude of 7.0 or higher": a property of each thing that is counted, the same in all texts. */
const MAGNITUDE = pattern(
  [
    String.raw`(?<=^| )(?:(?:with|of) )?(?:a )?magnitude (?:of )?(?:at least )?<q:\d+>(?: or (?:higher|greater`,
    String.raw`|more|above|larger))?(?= |$)`,
  ],
  'g',
);
const TOTAL = /^(?:will )?(?:the )?total number of /;
/** "earthquakes that occur anywhere on Earth": says no more than the noun. */
const THAT_OCCUR = / that (?:occurs?|happens?)(?= )/g;
/** Words that may stand between the amount and what is counted. */
const MAX_BETWEEN = 6;

export interface Counted {
  /**
   * What is counted in the plural, its verb without the "s" of one: "is exactly 1 launch" and "are exactly 2 launches"
   * are the same text.
   */
  readonly text: string;
  /** The same with "<n>" for what is counted: many of these words are verbs elsewhere. */
  readonly shape: string;
}

/**
 * Null when the amount stands before nothing that is known to be whole.
 * @param rest title or clause with the comparison written as "<C>"
 */
export function readCounted(rest: string): Counted | null {
  const text = withMagnitude(rest).replace(THAT_OCCUR, '');
  const mark = TOTAL.exec(text) ?? /^.*?<C>(?= |$)/.exec(text);
  const found = mark === null ? null : countedIn(text.slice(mark[0].length).trim().split(' '));
  if (mark === null || found === null) return null;
  const before = mark[0]
    .trimEnd()
    .replace(/(?<=^| )is <C>$/, 'are <C>')
    .replace(/(?<=^there )has been <C>$/, 'have been <C>');
  const written = (noun: string): string =>
    [before, ...found.between, noun, ...(TOTAL.test(text) ? found.after : pluralVerb(found.after))].join(' ');
  return { text: written(found.noun), shape: written('<n>') };
}

/**
 * A property of what is counted is no second amount; as one word it keeps its value, which must be the same in all
 * texts.
 */
function withMagnitude(text: string): string {
  return text.replace(MAGNITUDE, (phrase) => `<m:${phrase.replace(/[< >]/g, '_')}>`);
}

/** Of two nouns ("drone strikes") the last one is counted. */
function countedIn(
  words: readonly string[],
): { readonly between: readonly string[]; readonly noun: string; readonly after: readonly string[] } | null {
  const at = words.findIndex(
    (word, index) =>
      word.startsWith('<') || index > MAX_BETWEEN || (nounOf(word) !== null && nounOf(words[index + 1] ?? '') === null),
  );
  const noun = nounOf(words[at] ?? '');
  return noun === null ? null : { between: words.slice(0, at), noun, after: words.slice(at + 1) };
}

/** In the plural; null when it is not in the lists. */
function nounOf(word: string): string | null {
  return PLURALS.get(word) ?? (PLURAL_NOUNS.has(word) ? word : null);
}

/** "occurs in 2026" behind one thing is "occur in 2026" behind two. */
function pluralVerb(after: readonly string[]): readonly string[] {
  const [first = '', ...rest] = after;
  if (first === 'is') return ['are', ...rest];
  if (first === 'has') return ['have', ...rest];
  return [BASES.get(first) ?? first, ...rest];
}

/** A window without its first day. */
const FROM_NOWHERE = /<w:(?:creation)?~/;

/** Whether this word is what some count counts, in the singular or the plural. */
export function isCountedNoun(word: string): boolean {
  return nounOf(word) !== null;
}

/** Whether the clause (as `readCounted` gives it) counts whole things over one span that names its first day. */
export function isCount(clause: string, names: ReadonlySet<string>): boolean {
  return !FROM_NOWHERE.test(clause) && spansOf(clause, names) === 1;
}

/** Whether the title asks for a count in the same shapes; it may leave the span to the rules. */
export function asksCount(title: string, names: ReadonlySet<string>): boolean {
  const spans = spansOf(
    title
      .replace(/^will /, '')
      .replace(/^there be /, 'there are ')
      .replace(/ be <C>(?= |$)/, ' is <C>')
      .replace(/^((?:the )?total number of [^<]*[^ <]) is <C>(.*)$/, '$1$2 is <C>'),
    names,
  );
  return spans !== null && spans <= 1;
}

/** Number of spans and days in it, or null when it has none of the shapes. */
function spansOf(text: string, names: ReadonlySet<string>): number | null {
  const classes = text
    .replace(TOTAL, '')
    .split(' ')
    .map((word) => classIn(word, names));
  const shape = `${TOTAL.test(text) ? 'T ' : ''}${classes.join(' ')}`;
  // A subject in the plural ("US Senators sign 3 bills") may mean each of them.
  const plural = /^(?:the )?(?:\S+ )*?(\S+s) (?:<C>|\S+ <C>)/.exec(text)?.[1];
  if (
    classes.includes(null) ||
    !SHAPES.some((pattern) => pattern.test(shape)) ||
    (plural !== undefined && classIn(plural, names) === 'N')
  )
    return null;
  return classes.filter((each) => each === 'W' || each === 'X').length;
}

function classIn(word: string, names: ReadonlySet<string>): string | null {
  if (word === '<C>') return 'C';
  if (word === 'there') return word;
  if (word === 'the') return 'D';
  if (word === 'by') return 'y';
  // A window whose first day is named, if without its year; a point in time is one day. "By June 30" in a title leaves
  // the first day to the rules.
  if (/^<w:/.test(word)) return 'W';
  if (/^<x:/.test(word)) return 'X';
  if (/^<t:/.test(word)) return 't';
  if (/^<m:/.test(word) || ANYWHERE.has(word)) return 'e';
  const act = ACTS.get(word);
  if (PLURAL_HAPPENINGS.has(word))
    return OF_A_SPAN.has(word) ? (act === undefined ? 'g' : 'G') : act === undefined ? 'h' : 'H';
  if (PLURAL_NOUNS.has(word)) return 'n';
  if (SPLITS.has(word)) return null;
  if (PREPOSITIONS.has(word)) return 'p';
  if (WITHOUT_ARTICLE.has(word)) return 's';
  if (ZONES.has(word)) return 'z';
  if (QUALITIES.has(word)) return 'q';
  if (KINDS.has(word)) return 'k';
  if (act !== undefined)
    return act === 'base' && PLURALS.has(word) ? 'M' : { base: 'V', third: 'S', participle: 'P' }[act];
  if (PLURALS.has(word)) return null;
  const known = classOf(word);
  if (known === 'aux') return /^ha/.test(word) ? 'v' : /^(?:is|are)$/.test(word) ? 'b' : null;
  if (known === 'adverb') return 'd';
  const bare = word.replace(/'s?$/, '');
  if (PLACES.has(bare)) return 'K';
  // "US/Israel" is one or the other.
  return known === null && !bare.includes('/') && names.has(bare) && !cannotBeName(bare) && !TIMES.test(bare)
    ? 'N'
    : null;
}
